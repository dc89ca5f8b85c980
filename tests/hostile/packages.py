"""Files made to harm, damaged on their way, or sent by mistake: what each must lead to.

`WORKBOOKS` and `TEMPLATES`: name → (bytes, the code of the error, or None if the file is
good and must be read). The table holds in both directions: a bad file that starts to
pass is as much a failure as a good one that stops.
"""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.builders import docx
from tests.raw_xlsx import (
    DECLARATION,
    MAIN,
    PACKAGE,
    RELATIONS,
    STRICT_MAIN,
    STRICT_RELATIONS,
    STYLES,
    WORKBOOK_TYPE,
    cells,
    pack,
    raw_xlsx,
    relationships,
    worksheet,
    xlsx_parts,
)

Case = tuple[bytes, str | None]

SHIPPED_WORKBOOK = Path(__file__).parents[2] / "workbooks" / "product_operations.xlsx"
_DOCUMENT_TYPE = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
_ONE = cells('<c r="A1"><v>1</v></c>')
_GOOD = xlsx_parts(_ONE, strings=["<t>a</t>"])
_SHEET, _STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>'


def _changed(**parts: str | bytes | None) -> bytes:
    names = {"sheet": _SHEET, "strings": _STRINGS, "styles": "xl/styles.xml"}
    names |= {"book": "xl/workbook.xml", "types": "[Content_Types].xml", "rels": "_rels/.rels"}
    names |= {"links": "xl/_rels/workbook.xml.rels"}
    return pack(_GOOD, {names[name]: content for name, content in parts.items()})


def _types(content_type: str) -> bytes:
    return _changed(
        types=str(_GOOD["[Content_Types].xml"]).replace(WORKBOOK_TYPE, content_type)
    )


def _with_entry(name: str, content: bytes = b"<a/>", base: bytes | None = None) -> bytes:
    """One more entry, under whatever name."""
    target = io.BytesIO(base or pack(_GOOD))
    with warnings.catch_warnings(), zipfile.ZipFile(target, "a") as package:
        warnings.simplefilter("ignore")
        info = zipfile.ZipInfo("placeholder")
        info.filename = name
        package.writestr(info, content)
    return target.getvalue()


def _bomb(megabytes: int, level: int) -> bytes:
    """A sheet of little but spaces, written piece by piece."""
    target = io.BytesIO(pack(_GOOD, {_SHEET: None}))
    with (
        zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED, compresslevel=level) as package,
        package.open(_SHEET, "w") as part,
    ):
        part.write(b"<a>")
        for _ in range(megabytes):
            part.write(b" " * 1024 * 1024)
        part.write(b"</a>")
    return target.getvalue()


def _compressed(method: int) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as package:
        for name, content in _GOOD.items():
            package.writestr(name, content)
    return target.getvalue()


def _patched(content: bytes, central: Mapping[int, bytes], local: Mapping[int, bytes]) -> bytes:
    """Bytes overwritten in every directory record and local header, by their offsets."""
    found = bytearray(content)
    for magic, changes in ((b"PK\x01\x02", central), (b"PK\x03\x04", local)):
        start = found.find(magic)
        while start >= 0:
            for offset, value in changes.items():
                found[start + offset : start + offset + len(value)] = value
            start = found.find(magic, start + 4)
    return bytes(found)


def _zip(**entries: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, content in entries.items():
            package.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return target.getvalue()


def _flipped(content: bytes) -> bytes:
    """One bit inside the deflated data of the first entry."""
    start = 30 + struct.unpack_from("<H", content, 26)[0] + 20
    return content[:start] + bytes([content[start] ^ 0x10]) + content[start + 1 :]


def _renamed_local(content: bytes) -> bytes:
    at = content.find(b"xl/workbook.xml")
    return content[:at] + b"xl/workbooK.xml" + content[at + 15 :]


def _strict() -> bytes:
    changed = {
        name: str(part).replace(MAIN, STRICT_MAIN).replace(RELATIONS, STRICT_RELATIONS)
        for name, part in _GOOD.items()
    }
    return pack(changed)


def _sheets(count: int) -> bytes:
    return raw_xlsx(*[_ONE] * count)


def _merges(references: list[str]) -> bytes:
    items = "".join(f'<mergeCell ref="{reference}"/>' for reference in references)
    return raw_xlsx(worksheet(_ONE, after=f"<mergeCells>{items}</mergeCells>"))


def _spread(*references: str) -> bytes:
    rows = "".join(
        f'<row r="{"".join(filter(str.isdigit, each))}"><c r="{each}"><v>1</v></c></row>'
        for each in references
    )
    return raw_xlsx(rows)


def _bom(parts: Mapping[str, str | bytes]) -> bytes:
    return pack({name: b"\xef\xbb\xbf" + str(part).encode() for name, part in parts.items()})


_KINDS: dict[str, Case] = {
    "empty file": (b"", "workbook-empty"),
    "zeros": (b"\x00" * 5000, "workbook-empty"),
    "csv": ("岗位编号,岗位名称\nR1,文员\n".encode("gbk"), "workbook-is-text"),
    "csv in UTF-16": ("岗位编号\t岗位名称\n".encode("utf-16"), "workbook-is-text"),
    "web page": (b"<html><table><tr><td>1</td></tr></table></html>", "workbook-is-web-page"),
    "XML spreadsheet 2003": (b'<?xml version="1.0"?><Workbook/>', "workbook-is-web-page"),
    "old .xls or .et": (_OLE + "Workbook".encode("utf-16-le"), "workbook-old-format"),
    "encrypted": (_OLE + "EncryptedPackage".encode("utf-16-le"), "workbook-encrypted"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "workbook-other-kind"),
    "picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "workbook-other-kind"),
    "RAR": (b"Rar!\x1a\x07\x00", "workbook-other-kind"),
    "noise": (bytes(range(256)) * 9, "workbook-damaged"),
    "plain zip": (_zip(readme_dot_txt=b"hello"), "package-part-missing"),
    "empty zip": (_zip(), "workbook-damaged"),
    "ods": (
        _zip(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", content_dot_xml=b"<a/>"),
        "workbook-is-opendocument",
    ),
    "Numbers": (_zip(Index__Document_dot_iwa=b"\x00"), "workbook-is-apple"),
    "xlsb": (
        pack(
            {
                "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default '
                'Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
                "</Types>",
                "_rels/.rels": relationships(
                    [("rId1", f"{RELATIONS}/officeDocument", "xl/workbook.bin")]
                ),
                "xl/workbook.bin": b"\x83\x01",
            }
        ),
        "workbook-binary",
    ),
    "Word document": (docx("x"), "workbook-other-kind"),
    "Excel template": (_types(WORKBOOK_TYPE.replace("sheet.", "template.")), "workbook-other-kind"),
    "add-in": (_types("application/vnd.ms-excel.addin.macroEnabled.main+xml"), "workbook-other-kind"),
    "no content type": (_types(""), "workbook-other-kind"),
    "Strict": (_strict(), "workbook-strict"),
}  # fmt: skip

_ZIPS: dict[str, Case] = {
    "half": (pack(_GOOD)[: len(pack(_GOOD)) // 2], "workbook-damaged"),
    "last byte missing": (pack(_GOOD)[:-1], "workbook-damaged"),
    "no directory": (pack(_GOOD).split(b"PK\x01\x02")[0], "workbook-damaged"),
    "one bit flipped": (_flipped(pack(_GOOD)), "workbook-damaged"),
    "wrong checksums": (_patched(pack(_GOOD), {16: b"abcd"}, {14: b"abcd"}), "workbook-damaged"),
    "sizes too small": (_patched(pack(_GOOD), {24: b"\x05\0\0\0"}, {22: b"\x05\0\0\0"}), "workbook-damaged"),
    "sizes too large": (_patched(pack(_GOOD), {24: b"\0\0\0\x10"}, {22: b"\0\0\0\x10"}), "workbook-damaged"),
    "data beyond the end": (_patched(pack(_GOOD), {20: b"\0\0\0\x10"}, {}), "workbook-damaged"),
    "headers elsewhere": (_patched(pack(_GOOD), {42: b"\x03\0\0\0"}, {}), "workbook-damaged"),
    "zip password": (_patched(pack(_GOOD), {8: b"\x01\0"}, {6: b"\x01\0"}), "workbook-encrypted"),
    "bzip2": (_compressed(zipfile.ZIP_BZIP2), "package-compression"),
    "LZMA": (_compressed(zipfile.ZIP_LZMA), "package-compression"),
    "ratio": (_bomb(9, level=6), "package-limit"),
    "part of 300 MB": (_bomb(300, level=1), "package-too-large"),
    "11,000 entries": (_zip(**{f"e{n}": b"" for n in range(11_000)}), "package-limit"),
    "double entry": (_with_entry(_SHEET), "package-duplicate"),
    "double entry in capitals": (_with_entry(_SHEET.upper()), "package-duplicate"),
    "two names for one entry": (_renamed_local(pack(_GOOD)), "package-duplicate"),
    "parent folder": (_with_entry("../../evil.xml"), "package-path"),
    "parent folder inside": (_with_entry("xl/../../evil.xml"), "package-path"),
    "absolute": (_with_entry("/etc/passwd"), "package-path"),
    "backslashes": (_with_entry("xl\\worksheets\\sheet9.xml"), "package-path"),
    "drive": (_with_entry("C:/evil.xml"), "package-path"),
    "line end in a name": (_with_entry("xl/a\nb.xml"), "package-path"),
    "empty step": (_with_entry("xl//evil.xml"), "package-path"),
}  # fmt: skip

_XML: dict[str, Case] = {
    "DOCTYPE in the sheet": (_changed(sheet="<!DOCTYPE a>" + worksheet(_ONE)), "package-doctype"),
    "billion laughs": (_changed(strings=_LAUGHS + f'<sst xmlns="{MAIN}"><si><t>&c;</t></si></sst>'), "package-doctype"),
    "external entity": (_changed(book='<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'), "package-doctype"),
    "DOCTYPE in content types": (_changed(types="<!DOCTYPE a>" + str(_GOOD["[Content_Types].xml"])), "package-doctype"),
    "DOCTYPE in a part nobody needs": (_with_entry("docProps/app.xml", b"<!DOCTYPE a><a/>"), "package-doctype"),
    "UTF-16 part": (_changed(sheet=worksheet(_ONE).encode("utf-16")), "package-encoding"),
    "declared Latin-1": (_changed(sheet=f'<?xml version="1.0" encoding="ISO-8859-1"?>{worksheet(_ONE)}'.encode()), "package-encoding"),
    "declared UTF-7": (_changed(sheet=f'<?xml version="1.0" encoding="utf-7"?>{worksheet(_ONE)}'.encode()), "package-encoding"),
    "sheet is no XML": (_changed(sheet=b"hello"), "workbook-damaged"),
    "sheet cut": (_changed(sheet=worksheet(_ONE)[:-20]), "workbook-damaged"),
    "sheet's tags crossed": (_changed(sheet=worksheet('<row r="1"><c r="A1"><v>1</c></v></row>')), "workbook-damaged"),
    "sheet with NUL": (_changed(sheet=worksheet(cells('<c r="A1" t="str"><v>a\0b</v></c>'))), "workbook-damaged"),
    "sheet not UTF-8": (_changed(sheet=worksheet(cells('<c r="A1" t="str"><v>@</v></c>')).encode().replace(b"@", b"\xff")), "workbook-damaged"),
    "undeclared entity": (_changed(sheet=worksheet(cells('<c r="A1" t="str"><v>&nbsp;</v></c>'))), "workbook-damaged"),
    "strings cut": (_changed(strings=f'<sst xmlns="{MAIN}"><si><t>a'), "workbook-damaged"),
    "strings announced by billions": (_changed(strings=f'<sst xmlns="{MAIN}" uniqueCount="4294967295"><si><t>a</t></si></sst>'), "workbook-damaged"),
    "styles cut": (_changed(styles=STYLES[:-30]), "workbook-damaged"),
    "styles announced by billions": (_changed(styles=STYLES.replace('cellXfs count="10"', 'cellXfs count="4294967295"')), "workbook-damaged"),
    "deep workbook part": (_changed(book="<a>" * 100_000 + "</a>" * 100_000), "workbook-damaged"),
    "relationships cut": (_changed(links="<Relationships>"), "workbook-damaged"),
}  # fmt: skip

_PARTS: dict[str, Case] = {
    "no content types": (_changed(types=None), "package-part-missing"),
    "no relationships": (_changed(rels=None), "package-part-missing"),
    "no workbook part": (_changed(book=None), "package-part-missing"),
    "no sheet relationships": (_changed(links=None), "package-part-missing"),
    "no sheet part": (_changed(sheet=None), "package-part-missing"),
    "workbook part elsewhere on the net": (
        _changed(rels=relationships([("rId1", f"{RELATIONS}/officeDocument", 'http://x.invalid/a" TargetMode="External')])),
        "package-part-missing",
    ),
    "no sheets": (raw_xlsx(), "workbook-without-sheets"),
    "501 sheets": (_sheets(501), "package-limit"),
    "two sheets of one name": (raw_xlsx(_ONE, _ONE, names=["A", "a"]), "workbook-damaged"),
}  # fmt: skip

_CELLS: dict[str, Case] = {
    "last cell of all": (_spread("A1", "XFD1048576"), "workbook-extent"),
    "one cell far down in a wide sheet": (_spread("AZ1", "A1048576"), "workbook-extent"),
    "one cell far down and one far right": (_spread("XFD1", "A9999"), "workbook-extent"),
    "row beyond the last": (_spread("A1", "A1048577"), "workbook-extent"),
    "row of eight digits": (raw_xlsx('<row r="99999999"><c r="A99999999"><v>1</v></c></row>'), "workbook-damaged"),
    "row zero": (_spread("A0"), "workbook-damaged"),
    "column beyond the last": (_spread("XFE1"), "workbook-damaged"),
    "column of seven letters": (_spread("AAAAAAA1"), "workbook-damaged"),
    "no reference at all": (raw_xlsx('<row r="1"><c r="hello"><v>1</v></c></row>'), "workbook-damaged"),
    "negative row": (raw_xlsx('<row r="-1"><c r="A1"><v>1</v></c></row>'), "workbook-damaged"),
    "a merge over everything": (_merges(["A1:XFD1048576"]), "package-limit"),
    "60,000 merges": (_merges([f"A{n}:B{n}" for n in range(1, 60_001)]), "package-limit"),
    "a merge of nothing": (_merges(["hello"]), "workbook-damaged"),
    "text for a number": (raw_xlsx(cells('<c r="A1"><v>abc</v></c>')), "workbook-damaged"),
    "infinite": (raw_xlsx(cells('<c r="A1"><v>1e999</v></c>')), "workbook-damaged"),
    "not a number": (raw_xlsx(cells('<c r="A1"><v>NaN</v></c>')), "workbook-damaged"),
    "truth of 2": (raw_xlsx(cells('<c r="A1" t="b"><v>2</v></c>')), "workbook-damaged"),
    "a string that is not there": (raw_xlsx(cells('<c r="A1" t="s"><v>7</v></c>'), strings=["<t>a</t>"]), "workbook-damaged"),
    "a string of no number": (raw_xlsx(cells('<c r="A1" t="s"><v>-1</v></c>'), strings=["<t>a</t>"]), "workbook-damaged"),
    "no strings at all": (raw_xlsx(cells('<c r="A1" t="s"><v>0</v></c>')), "workbook-damaged"),
}  # fmt: skip

_GOOD_WORKBOOKS: dict[str, Case] = {
    "good": (pack(_GOOD), None),
    "good, shipped": (SHIPPED_WORKBOOK.read_bytes(), None),
    "good, stored": (_compressed(zipfile.ZIP_STORED), None),
    "good, with byte order marks": (_bom(_GOOD), None),
    "good, with macros": (_types("application/vnd.ms-excel.sheet.macroEnabled.main+xml"), None),
    "good, with a picture": (_with_entry("xl/media/image1.png", b"\x89PNG" + bytes(9000)), None),
    "good, with a folder entry": (_with_entry("xl/media/", b""), None),
    "good, styled to the last cell": (
        raw_xlsx(_ONE + '<row r="1048576"><c r="XFD1048576" s="1"/></row>'), None,
    ),
    "good, 1,000,000 rows long": (_spread("A1", "C1000000"), None),
    "good, unknown error value": (raw_xlsx(cells('<c r="A1" t="e"><v>#SPILL!</v></c>')), None),
}  # fmt: skip

WORKBOOKS: dict[str, Case] = _KINDS | _ZIPS | _XML | _PARTS | _CELLS | _GOOD_WORKBOOKS


def _parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


_TEMPLATE = _parts_of(docx("{{ role.name }}", header="{{ role.id }}"))
_BODY = "word/document.xml"


def _template(change: Callable[[bytes], bytes] | None, part: str = _BODY) -> bytes:
    return pack(_TEMPLATE, {part: change(_TEMPLATE[part]) if change else None})


def _typed(content_type: str) -> bytes:
    return _template(
        lambda xml: xml.replace(_DOCUMENT_TYPE.encode(), content_type.encode()),
        "[Content_Types].xml",
    )


TEMPLATES: dict[str, Case] = {
    "good": (docx("{{ role.name }}"), None),
    "good, all parts": (pack(_TEMPLATE), None),
    "good, own data": (pack(_TEMPLATE, {"customXml/item1.xml": '<人事 count="约 30" uniqueCount="2000"/>'}), None),
    "docm": (_typed("application/vnd.ms-word.document.macroEnabled.main+xml"), "template-macros"),
    "dotm": (_typed("application/vnd.ms-word.template.macroEnabledTemplate.main+xml"), "template-macros"),
    "dotx": (_typed(_DOCUMENT_TYPE.replace("document.main", "template.main")), "template-is-dotx"),
    "docx that holds macros": (pack(_TEMPLATE, {"word/vbaProject.bin": b"\xd0\xcf"}), "template-macros"),
    "workbook": (pack(_GOOD), "template-other-kind"),
    "Strict": (_template(lambda xml: xml.replace(RELATIONS.encode(), STRICT_RELATIONS.encode()), "_rels/.rels"), "template-strict"),
    "old .doc or .wps": (_OLE + "WordDocument".encode("utf-16-le"), "template-old-format"),
    "encrypted": (_OLE + "EncryptedPackage".encode("utf-16-le"), "template-encrypted"),
    "text": (b"{{ role.name }}", "template-is-text"),
    "RTF": (b"{\\rtf1 {{ role.name }}}", "template-other-kind"),
    "web page": (b"<html>{{ role.name }}</html>", "template-is-web-page"),
    "empty": (b"", "template-empty"),
    "odt": (_zip(mimetype=b"application/vnd.oasis.opendocument.text"), "template-is-opendocument"),
    "Pages": (_zip(Index__Document_dot_iwa=b"\x00"), "template-is-apple"),
    "half": (docx("x")[:900], "template-damaged"),
    "document cut": (_template(lambda xml: xml[:-30]), "template-damaged"),
    "header cut": (_template(lambda xml: xml[:-9], "word/header1.xml"), "template-damaged"),
    "document not UTF-8": (_template(lambda xml: xml.replace(b"role", b"\xff\xfe")), "template-damaged"),
    "deep": (_template(lambda _: DECLARATION.encode() + b"<a>" * 5000 + b"</a>" * 5000), "template-damaged"),
    "DOCTYPE": (_template(lambda xml: xml.replace(b"<w:document", b"<!DOCTYPE a><w:document", 1)), "package-doctype"),
    "no document": (_template(None), "package-part-missing"),
    "no content types": (_template(None, "[Content_Types].xml"), "package-part-missing"),
    "double document": (_with_entry(_BODY, base=pack(_TEMPLATE)), "package-duplicate"),
    "parent folder": (_with_entry("word/../../../evil.xml", base=pack(_TEMPLATE)), "package-path"),
    "bomb": (pack(_TEMPLATE, {"word/media/image1.png": bytes(50_000_000)}), "package-limit"),
    "zip password": (_patched(pack(_TEMPLATE), {8: b"\x01\0"}, {6: b"\x01\0"}), "template-encrypted"),
}  # fmt: skip
