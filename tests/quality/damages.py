"""Damage a finished document may have, each with what the release gate must say of it.

Written before the gate. Each damage is one change to one sound document, which holds a
table, a bookmark, a drawing, a picture, a header, a footnote and a title.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from tests.builders import docx, paragraph, rows
from tests.seeded.template_mistakes import with_parts

Entries = list[tuple[str, bytes]]
Change = Callable[[Entries], Entries]

BODY = "word/document.xml"
HEADER = "word/header1.xml"
NOTES = "word/footnotes.xml"
CORE = "docProps/core.xml"
RELATIONS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"

PRINTED = ("Clerk & Co", "first line\nsecond line", "Filing {{ by hand }}")
"""What the template took from its data."""

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_MARKED = (
    f'<w:p xmlns:w14="{_W14}" w14:paraId="00000001"><w:bookmarkStart w:id="0" w:name="a"/>'
    '<w:r><w:t>marked</w:t></w:r><w:bookmarkEnd w:id="0"/></w:p>'
    f'<w:p xmlns:w14="{_W14}" w14:paraId="00000002"><w:bookmarkStart w:id="1" w:name="b"/>'
    '<w:r><w:t>marked too</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>'
)


def _drawing(number: int, relation: str) -> str:
    return (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing">'
        f'<wp:docPr id="{number}" name="p{number}"/><a:blip xmlns:a="{_DRAWING}/main" '
        f'r:embed="{relation}"/></wp:inline></w:drawing></w:r></w:p>'
    )


def sound() -> bytes:
    """The document every damage is done to."""
    content = docx(
        "Clerk & Co",
        "<w:p><w:r><w:t>first line</w:t><w:br/><w:t>second line</w:t></w:r></w:p>",
        "Filing {{ by hand }}",
        rows(["a", "b"], ["c", "d"]),
        _MARKED,
        _drawing(1, "pic1"),
        _drawing(2, "pic1"),
        header="head",
        footnote="note",
        title="Title",
    )
    picture = f'<Relationship Id="pic1" Type="{_OFFICE}/image" Target="media/image1.png"/>'
    kind = '<Default Extension="png" ContentType="image/png"/>'
    made = with_parts(content, {RELATIONS: picture, TYPES: kind})
    return _packed([*_entries(made), ("word/media/image1.png", b"\x89PNG")])


def _entries(content: bytes) -> Entries:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return [(info.filename, package.read(info)) for info in package.infolist()]


def _packed(entries: Entries) -> bytes:
    target = io.BytesIO()
    with (
        warnings.catch_warnings(),
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        # A name given twice is one of the damages.
        warnings.simplefilter("ignore", UserWarning)
        for name, data in entries:
            package.writestr(name, data)
    return target.getvalue()


@dataclass(frozen=True)
class Damage:
    """One damage.

    Attributes:
        name: What happened.
        code: The entry of the catalogue that says so.
        part: The entry of the package it must be found in; '' for the package itself.
        change: Does it to the entries.
        raw: Does it to the bytes.
    """

    name: str
    code: str
    part: str
    change: Change = list
    raw: Callable[[bytes], bytes] = bytes

    def document(self) -> bytes:
        """The sound document, damaged."""
        return self.raw(_packed(self.change(_entries(sound()))))


def _swap(part: str, old: str, new: str, count: int = 1) -> Change:
    def change(entries: Entries) -> Entries:
        found = dict(entries)[part].decode()
        assert old in found, (part, old)
        return [
            (name, found.replace(old, new, count).encode() if name == part else data)
            for name, data in entries
        ]

    return change


def _drop(part: str) -> Change:
    return lambda entries: [each for each in entries if each[0] != part]


def _twice(entries: Entries) -> Entries:
    return [*entries, (BODY, dict(entries)[BODY])]


def _wrong_checksum(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        info = package.getinfo("word/media/image1.png")
        place = info.header_offset + 30 + len(info.filename)
    return content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]


_CELL = paragraph("d")

DAMAGES = [
    Damage("cut off", "release-package", "", raw=lambda content: content[:-40]),
    Damage("wrong checksum", "release-package", "", raw=_wrong_checksum),
    Damage("a part twice", "release-package", "", _twice),
    Damage("no body", "release-part-missing", BODY, _drop(BODY)),
    Damage("no content types", "release-part-missing", TYPES, _drop(TYPES)),
    Damage(
        "a part without a type",
        "release-content-type",
        "word/media/image1.png",
        _swap(TYPES, 'Extension="png"', 'Extension="gif"'),
    ),
    Damage("unclosed element", "release-malformed", BODY, _swap(BODY, "</w:body>", "")),
    Damage("bare ampersand", "release-malformed", HEADER, _swap(HEADER, "head", "R&D")),
    Damage("illegal character", "release-malformed", NOTES, _swap(NOTES, "note<", "no\x0bte<")),
    Damage("a tag left", "release-tag-left", BODY, _swap(BODY, "marked", "{{ role.name }}")),
    Damage(
        "a tag left over several runs",
        "release-tag-left",
        BODY,
        _swap(BODY, "marked<", "{</w:t></w:r><w:r><w:t>{ role.name }</w:t></w:r><w:r><w:t>}<"),
    ),
    Damage(
        "a statement left in a header",
        "release-tag-left",
        HEADER,
        _swap(HEADER, "head", "{% if x %}"),
    ),
    Damage(
        "a tag left in the title", "release-tag-left", CORE, _swap(CORE, "Title", "{{ t }}")
    ),
    Damage("a cell without a paragraph", "release-cell-ending", BODY, _swap(BODY, _CELL, "")),
    Damage(
        "a cell that ends in a table",
        "release-cell-ending",
        BODY,
        _swap(BODY, _CELL, _CELL + rows(["x"])),
    ),
    Damage(
        "a header without a paragraph",
        "release-cell-ending",
        HEADER,
        _swap(HEADER, paragraph("head"), ""),
    ),
    Damage(
        "a footnote without a paragraph",
        "release-cell-ending",
        NOTES,
        _swap(NOTES, paragraph("note"), ""),
    ),
    Damage(
        "a table without rows",
        "release-table-empty",
        BODY,
        _swap(BODY, "<w:sectPr>", "<w:tbl><w:tblPr/><w:tblGrid/></w:tbl><w:sectPr>"),
    ),
    Damage(
        "a row without cells",
        "release-table-empty",
        BODY,
        _swap(BODY, "</w:tbl>", "<w:tr><w:trPr/></w:tr></w:tbl>"),
    ),
    Damage(
        "a bookmark's id twice",
        "release-id-twice",
        BODY,
        _swap(BODY, 'w:id="1"', 'w:id="0"', 2),
    ),
    Damage(
        "a bookmark's name twice", "release-id-twice", BODY, _swap(BODY, 'name="b"', 'name="a"')
    ),
    Damage(
        "a paragraph's id twice", "release-id-twice", BODY, _swap(BODY, "00000002", "00000001")
    ),
    Damage(
        "a drawing's id twice",
        "release-id-twice",
        BODY,
        _swap(BODY, 'id="2" name="p2"', 'id="1" name="p2"'),
    ),
    Damage(
        "a footnote's id twice",
        "release-id-twice",
        NOTES,
        _swap(
            NOTES,
            "</w:footnotes>",
            f'<w:footnote w:id="2">{paragraph("n")}</w:footnote></w:footnotes>',
        ),
    ),
    Damage(
        "a bookmark never ended",
        "release-bookmark-open",
        BODY,
        _swap(BODY, '<w:bookmarkEnd w:id="1"/>', ""),
    ),
    Damage(
        "a picture nobody knows",
        "release-relationship",
        BODY,
        _swap(BODY, 'r:embed="pic1"', 'r:embed="pic9"'),
    ),
    Damage(
        "a header nobody knows",
        "release-relationship",
        BODY,
        _swap(BODY, 'r:id="header1"', 'r:id="header7"'),
    ),
    Damage(
        "a picture that is not there",
        "release-relationship",
        RELATIONS,
        _drop("word/media/image1.png"),
    ),
    Damage(
        "a relationship twice",
        "release-relationship",
        RELATIONS,
        _swap(RELATIONS, 'Id="footnotes1"', 'Id="pic1"'),
    ),
    Damage(
        "a footnote that is not there",
        "release-relationship",
        BODY,
        _swap(BODY, '<w:footnoteReference w:id="2"/>', '<w:footnoteReference w:id="5"/>'),
    ),
    Damage(
        "a printed text gone", "release-text-missing", "", _swap(BODY, "Clerk &amp; Co", "x")
    ),
    Damage(
        "half a printed text gone", "release-text-missing", "", _swap(BODY, "second line", "")
    ),
    Damage(
        "a printed text beside its paragraph",
        "release-text-stray",
        BODY,
        _swap(BODY, paragraph("Clerk & Co"), "Clerk &amp; Co"),
    ),
    Damage(
        "a paragraph in a paragraph",
        "release-nesting",
        BODY,
        _swap(BODY, "<w:p>", f"<w:p>{paragraph('x')}"),
    ),
    Damage(
        "a row outside a table",
        "release-nesting",
        BODY,
        _swap(BODY, "<w:sectPr>", f"<w:tr><w:tc>{paragraph('x')}</w:tc></w:tr><w:sectPr>"),
    ),
]
