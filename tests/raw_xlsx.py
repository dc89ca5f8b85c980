"""Workbooks written as raw XML, for what no library would write; and an oracle to read them.

content = raw_xlsx('<row r="1"><c r="A1"><v>1</v></c></row>')
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"

# Style ids of `STYLES`.
GENERAL, PERCENT, DATE, TIME, DURATION, WINGDINGS, TEXT, PERCENT_2, DATE_TIME, CUSTOM = range(
    10
)
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" '
    'formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>'
    '<numFmt numFmtId="165" formatCode="0.0%;[Red]\\-0.0%"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><sz val="11"/><name val="Wingdings 2"/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    "<borders count=\"1\"><border/></borders>"
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="10">'
    + "".join(
        f'<xf numFmtId="{number}" fontId="{font}" fillId="0" borderId="0" xfId="0"/>'
        for number, font in (
            (0, 0), (9, 0), (14, 0), (20, 0), (46, 0), (0, 1), (49, 0), (165, 0), (22, 0), (164, 0),
        )
    )
    + "</cellXfs></styleSheet>"
)  # fmt: skip


def raw_xlsx(
    *sheets: str,
    strings: Sequence[str] = (),
    styles: str | None = STYLES,
    date1904: bool = False,
    names: Sequence[str] = (),
    parts: Mapping[str, str | bytes | None] | None = None,
) -> bytes:
    """An .xlsx package.

    Args:
        *sheets: Rows of each sheet, or its whole worksheet element.
        strings: `<si>` contents of the shared strings.
        styles: The styles part, or None for none.
        date1904: Count dates from 1904.
        names: Sheet names; S1, S2 … without.
        parts: Parts to put in, replace, or (None) leave out.
    """
    return pack(
        xlsx_parts(*sheets, strings=strings, styles=styles, date1904=date1904, names=names),
        parts,
    )


def xlsx_parts(
    *sheets: str,
    strings: Sequence[str] = (),
    styles: str | None = STYLES,
    date1904: bool = False,
    names: Sequence[str] = (),
) -> dict[str, str | bytes]:
    """The parts of `raw_xlsx` by name."""
    epoch = ' date1904="1"' if date1904 else ""
    titles = [*names, *(f"S{n}" for n in range(len(names) + 1, len(sheets) + 1))]
    targets = [
        (f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)
    ]
    found: dict[str, str | bytes] = {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">'
        f"<workbookPr{epoch}/><sheets>"
        + "".join(
            f'<sheet name="{title}" sheetId="{n}" r:id="rId{n}"/>'
            for n, title in enumerate(titles, start=1)
        )
        + "</sheets></workbook>",
    }
    for n, rows in enumerate(sheets, start=1):
        whole = rows if rows.startswith("<worksheet") else worksheet(rows)
        found[f"xl/worksheets/sheet{n}.xml"] = whole
    if strings:
        found["xl/sharedStrings.xml"] = (
            f'<sst xmlns="{MAIN}">' + "".join(f"<si>{each}</si>" for each in strings) + "</sst>"
        )
        targets.append(("rIdStrings", "sharedStrings", "sharedStrings.xml"))
    if styles is not None:
        found["xl/styles.xml"] = styles
        targets.append(("rIdStyles", "styles", "styles.xml"))
    found["xl/_rels/workbook.xml.rels"] = relationships(
        (name, f"{RELATIONS}/{kind}", target) for name, kind, target in targets
    )
    found["_rels/.rels"] = relationships(
        [("rId1", f"{RELATIONS}/officeDocument", "xl/workbook.xml")]
    )
    kinds = {"workbook": "sheet.main", "styles": "styles", "sharedStrings": "sharedStrings"}
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{_SHEET}.'
        f'{kinds.get(name.split("/")[-1][:-4], "worksheet")}+xml"/>'
        for name in found
        if not name.endswith(".rels")
    )
    types = (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    return {"[Content_Types].xml": types, **found}


def worksheet(rows: str, *, before: str = "", after: str = "") -> str:
    """A worksheet element around rows."""
    return (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}">{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def cells(*values: str) -> str:
    """Rows of raw `<c>` contents: each argument is one row."""
    return "".join(f'<row r="{n}">{row}</row>' for n, row in enumerate(values, start=1))


def relationships(relations: object) -> str:
    """A relationships part."""
    items = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, kind, target in relations  # type: ignore[attr-defined]
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{items}</Relationships>'


def pack(
    parts: Mapping[str, str | bytes], changes: Mapping[str, str | bytes | None] | None = None
) -> bytes:
    """Parts as a zip; XML text gets its declaration."""
    wanted = {**parts, **(changes or {})}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in wanted.items():
            if content is None:
                continue
            whole = content
            if isinstance(whole, str):
                whole = (DECLARATION + whole).encode("utf-8", "surrogatepass")
            package.writestr(name, whole)
    return target.getvalue()
