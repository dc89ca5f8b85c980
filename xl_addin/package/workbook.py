"""The parts of a workbook that say how its sheets are to be read.

Takes a verified `Package`, gives `WorkbookParts`: tab order, epoch, and what each style
id means for a value. Cells are `sheet_scan`'s.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from xl_addin.package.entries import Package
from xl_addin.package.limits import Limits
from xl_addin.package.markup import Element, elements
from xl_addin.package.parts import find, main_part, part, relations
from xl_addin.package.refusal import Refusal
from xl_addin.package.serials import Shown, shown_as

_SYMBOL_FONTS = ("wingdings", "webdings", "symbol")
# Formats every reader of .xlsx files understands alike; custom ones they do not.
_AGREED_DATES = frozenset(range(14, 23))
_BUILT_IN = {
    **dict.fromkeys((9, 10), Shown.PERCENT),
    **dict.fromkeys((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)), Shown.DATE),
    46: Shown.DURATION,
}
_LETTERS = re.compile(r"[A-Za-z年月日\"\[]")

_LEADING_ZEROS = re.compile("0{2,15}")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One worksheet: its tab and its part."""

    title: str
    part: str


@dataclass(frozen=True, slots=True)
class Styles:
    """Style ids by what they mean for a value.

    Attributes:
        shown: Ids under which a number is a percentage, a date or a duration, and those
            (as NUMBER) of which a parser might wrongly think so.
        dates: Ids of built-in date formats, on which parsers agree.
        symbols: Ids of cells set in a symbol font: the font's name.
        padded: Ids under which whole numbers get leading zeros: how many digits.
    """

    shown: Mapping[int, Shown] = field(default_factory=dict)
    dates: frozenset[int] = frozenset()
    symbols: Mapping[int, str] = field(default_factory=dict)
    padded: Mapping[int, int] = field(default_factory=dict)

    def meaning(self, style: int) -> Shown:
        """What a number of that style id is shown as."""
        return Shown.DATE if style in self.dates else self.shown.get(style, Shown.NUMBER)


@dataclass(frozen=True, slots=True)
class WorkbookParts:
    """What reading the sheets of a workbook needs to know.

    Attributes:
        sheets: Worksheets in tab order; chart sheets are left out.
        date1904: Whether dates count from 1904.
        styles: Meaning of style ids.
        strings: Part of the shared strings, if there is one.
    """

    sheets: tuple[SheetPart, ...]
    date1904: bool
    styles: Styles
    strings: str | None


def read_parts(package: Package, limits: Limits) -> WorkbookParts:
    """Understand a workbook's frame.

    Raises:
        Refusal: A part it needs is missing or broken.
    """
    main = main_part(package)
    links = {link.id: link for link in relations(package, main)}
    by_kind = {link.kind: link for link in links.values() if not link.external}
    sheets: list[SheetPart] = []
    date1904 = False
    for element in elements(main, part(package, main)):
        if element.name == "workbookPr":
            date1904 = element.attributes.get("date1904", "0") in ("1", "true")
        elif element.name == "sheet":
            link = links.get(_relation_id(element))
            if link is None:
                raise Refusal("package-part-missing", part=element.attributes.get("name", "-"))
            if find(package, link.target) is None:
                raise Refusal("package-part-missing", part=link.target)
            if link.kind == "worksheet":
                title = element.attributes.get("name", "")
                sheets.append(SheetPart(title, find(package, link.target) or link.target))
    if not sheets:
        raise Refusal("without-sheets")
    if len(sheets) > limits.sheets:
        raise Refusal.limit("sheets", len(sheets), limits.sheets)
    _refuse_doubles(sheets)
    styles = by_kind.get("styles")
    strings = by_kind.get("sharedStrings")
    return WorkbookParts(
        tuple(sheets),
        date1904,
        _styles(package, styles.target) if styles else Styles(),
        find(package, strings.target) if strings else None,
    )


def _refuse_doubles(sheets: list[SheetPart]) -> None:
    seen: set[str] = set()
    for sheet in sheets:
        if sheet.title.casefold() in seen:
            raise Refusal("damaged", cause=sheet.title)
        seen.add(sheet.title.casefold())


def _relation_id(element: Element) -> str:
    names = (name for name in element.attributes if name.endswith("/relationships id"))
    return element.attributes.get(next(names, ""), "")


def _styles(package: Package, name: str) -> Styles:
    if find(package, name) is None:
        return Styles()
    formats: dict[int, str] = {}
    fonts: list[str] = []
    cells: list[Element] = []
    section = ""
    for element in elements(name, part(package, name)):
        if element.name in ("numFmts", "fonts", "fills", "cellStyleXfs", "cellXfs", "dxfs"):
            section = element.name
        elif element.name == "numFmt" and section == "numFmts":
            formats[_number(element, "numFmtId")] = element.attributes.get("formatCode", "")
        elif element.name == "font" and section == "fonts":
            fonts.append("")
        elif element.name == "name" and section == "fonts" and fonts:
            fonts[-1] = element.attributes.get("val", "")
        elif element.name == "xf" and section == "cellXfs":
            cells.append(element)
        elif element.name == "cellStyles":
            section = ""
    kinds = [(_number(xf, "numFmtId"), _number(xf, "fontId")) for xf in cells]
    shown = {n: _shown(number, formats.get(number)) for n, (number, _) in enumerate(kinds)}
    dates = {
        n for n, (number, _) in enumerate(kinds) if number in _AGREED_DATES - formats.keys()
    }
    padded = {
        n: len(formats[number])
        for n, (number, _) in enumerate(kinds)
        if _LEADING_ZEROS.fullmatch(formats.get(number, ""))
    }
    return Styles(
        padded=padded,
        shown=dict.fromkeys(padded, Shown.NUMBER)
        | {n: kind for n, kind in shown.items() if kind is not None and n not in dates},
        dates=frozenset(dates),
        symbols={
            n: fonts[font]
            for n, (_, font) in enumerate(kinds)
            if font < len(fonts) and fonts[font].casefold().startswith(_SYMBOL_FONTS)
        },
    )


def _shown(number: int, code: str | None) -> Shown | None:
    """What a format makes of a number; None if it plainly leaves it a number."""
    if code is None:
        return _BUILT_IN.get(number)
    kind = shown_as(code)
    return kind if kind is not Shown.NUMBER or _LETTERS.search(code) else None


def _number(element: Element, attribute: str) -> int:
    value = element.attributes.get(attribute, "0")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
