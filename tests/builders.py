"""Small workbooks and templates made in the test that needs them, so its input is visible.

sheets = book(roles=["R1 Clerk"], duties=["D1 Filing"], on=["R1 D1"])
path = save_xlsx(sheets, tmp_path / "book.xlsx")
template = docx("{{ role.name }}", header="{{ role.id }}")
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook

Sheets = dict[str, list[list[Any]]]

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def book(
    roles: Iterable[str | Mapping[str, Any]] = ("R1 Clerk",),
    duties: Iterable[str | Mapping[str, Any]] = ("D1 Filing",),
    on: Iterable[str] = ("R1 D1",),
    overrides: Iterable[Sequence[Any]] = (),
    settings: Mapping[str, Any] | None = None,
    **children: Sequence[Sequence[Any]],
) -> Sheets:
    """Sheets of a workbook in the product's own layout.

    Args:
        roles: `"id name"`, or cells by header.
        duties: `"id title"`, or cells by header.
        on: `"role duty"` pairs that are switched on.
        overrides: Rows (role, duty, field, value).
        settings: Rows of 设置.
        **children: Further sheets by name, header row first.
    """
    role_rows = [_row(role, "岗位编号", "岗位名称") for role in roles]
    duty_rows = [_row(duty, "职责编号", "职责标题") for duty in duties]
    pairs = {tuple(pair.split()) for pair in on}
    role_ids = [row["岗位编号"] for row in role_rows]
    toggles: list[list[Any]] = [["职责编号", "职责标题", *role_ids]]
    for duty in duty_rows:
        marks = ["✓" if (role, duty["职责编号"]) in pairs else None for role in role_ids]
        toggles.append([duty["职责编号"], duty["职责标题"], *marks])
    sheets: Sheets = {"岗位": table(role_rows), "职责": table(duty_rows), "开关": toggles}
    if settings:
        sheets["设置"] = [["键", "值"], *([name, value] for name, value in settings.items())]
    if overrides:
        sheets["覆盖"] = [["岗位编号", "职责编号", "字段", "值"], *(list(r) for r in overrides)]
    sheets |= {name: [list(row) for row in rows] for name, rows in children.items()}
    return sheets


def table(rows: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    """Rows given by header as a header row and cells."""
    headers = list(dict.fromkeys(header for row in rows for header in row))
    return [headers, *([row.get(header) for header in headers] for row in rows)]


def _row(given: str | Mapping[str, Any], *headers: str) -> dict[str, Any]:
    if isinstance(given, Mapping):
        return dict(given)
    return dict(zip(headers, given.split(maxsplit=1), strict=True))


def save_xlsx(
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    path: Path,
    *,
    prepare: Callable[[Workbook], object] | None = None,
) -> Path:
    """Save sheets as a real .xlsx; values starting with '=' become formulas.

    Args:
        sheets: Rows by sheet name.
        path: Where to.
        prepare: Does to the workbook what rows of values cannot say.
    """
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    if prepare is not None:
        prepare(workbook)
    workbook.save(path)
    return path


def paragraph(text: str, properties: str = "") -> str:
    """One paragraph with one run."""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def rows(*cells: Sequence[str]) -> str:
    """A table of one-paragraph cells."""
    width = max(len(row) for row in cells)
    grid = "".join('<w:gridCol w:w="2000"/>' for _ in range(width))
    lines = "".join(
        "<w:tr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{paragraph(cell)}</w:tc>'
            for cell in row
        )
        + "</w:tr>"
        for row in cells
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


def docx(
    *body: str,
    header: str | None = None,
    footer: str | None = None,
    footnote: str | None = None,
    title: str | None = None,
    sections: int = 1,
) -> bytes:
    """A small .docx template.

    Args:
        *body: Paragraph texts, or markup (anything that starts with `<w:`).
        header: Text of the header.
        footer: Text of the footer.
        footnote: Text of one footnote.
        title: Core property.
        sections: Number of sections of the document.
    """
    content = "".join(block if block.startswith("<w:") else paragraph(block) for block in body)
    references = "".join(
        f'<w:{kind}Reference w:type="default" r:id="{kind}1"/>'
        for kind, text in (("header", header), ("footer", footer))
        if text is not None
    )
    if footnote is not None:
        content += '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    middle = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>" * (sections - 1)
    parts = {
        "word/document.xml": f'<w:document {_W} xmlns:r="{_R}"><w:body>{middle}{content}'
        f"<w:sectPr>{references}</w:sectPr></w:body></w:document>"
    }
    relations = []
    if header is not None:
        parts["word/header1.xml"] = f"<w:hdr {_W}>{paragraph(header)}</w:hdr>"
        relations.append(("header1", f"{_R}/header", "header1.xml"))
    if footer is not None:
        parts["word/footer1.xml"] = f"<w:ftr {_W}>{paragraph(footer)}</w:ftr>"
        relations.append(("footer1", f"{_R}/footer", "footer1.xml"))
    if footnote is not None:
        parts["word/footnotes.xml"] = (
            f'<w:footnotes {_W}><w:footnote w:id="2">{paragraph(footnote)}</w:footnote>'
            "</w:footnotes>"
        )
        relations.append(("footnotes1", f"{_R}/footnotes", "footnotes.xml"))
    parts["docProps/core.xml"] = _core(title or "")
    return _package(parts, relations)


def _core(title: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title></cp:coreProperties>"
    )


def _package(parts: Mapping[str, str], relations: Sequence[tuple[str, str, str]]) -> bytes:
    kinds = {
        "document": f"{_WORD}.document.main+xml",
        "header1": f"{_WORD}.header+xml",
        "footer1": f"{_WORD}.footer+xml",
        "footnotes": f"{_WORD}.footnotes+xml",
        "core": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kinds[Path(name).stem]}"/>'
        for name in parts
    )
    content_types = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    root = [
        ("rId1", f"{_R}/officeDocument", "word/document.xml"),
        (
            "rId2",
            f"{_PACKAGE}/relationships/metadata/core-properties",
            "docProps/core.xml",
        ),
    ]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", content_types)
        package.writestr("_rels/.rels", _relationships(root))
        package.writestr("word/_rels/document.xml.rels", _relationships(relations))
        for name, xml in parts.items():
            package.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>\n{xml}')
    return target.getvalue()


def _relationships(relations: Iterable[tuple[str, str, str]]) -> str:
    items = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, kind, target in relations
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'
