"""Sheets of our own: put behind the last tab, and taken away again.

A hidden name that refers to the sheet marks it as ours; Excel, WPS and LibreOffice keep
it when they save the workbook, whatever they call the part.
"""

from __future__ import annotations

import math
import posixpath
import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from xl_addin.package.escapes import escape_characters
from xl_addin.package.patch.cells import cell_xml
from xl_addin.package.patch.edits import AddSheet, DropDown, Value
from xl_addin.package.patch.located import Node, Splices, prefix_of
from xl_addin.package.patch.parts import Parts
from xl_addin.package.patch.rows import address
from xl_addin.package.patch.styles import StyleBook
from xl_addin.package.refusal import Refusal
from xl_addin.problems import column_letters

MARK = "_xl_addin_sheet"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_LINE, _WIDTH, _MOST_LINES = 17, 8.43, 27
_BEFORE_NAMES = ("externalReferences", "functionGroups", "sheets")
_FORMULA = re.compile(rb"<(?:[^\s<>/:]+:)?f[\s/>]")
_BAD_NAME = re.compile(r"[\[\]:*?/\\]|^'|'$")


def add_sheet(parts: Parts, edit: AddSheet, styles: StyleBook, *, date1904: bool) -> None:
    """Put a sheet behind the last tab.

    Raises:
        Refusal: There is one of that name, or it is no name of a sheet.
    """
    if not 0 < len(edit.name) <= 31 or _BAD_NAME.search(edit.name):
        raise Refusal("edit-sheet-name", sheet=edit.name)
    root, _ = parts.tree(parts.main)
    if any(name.casefold() == edit.name.casefold() for name, _ in _tabs(root)):
        raise Refusal("edit-sheet-exists", sheet=edit.name)
    folder = posixpath.join(posixpath.dirname(parts.main), "worksheets")
    names = (f"{folder}/xl_addin_{number}.xml" for number in range(1, 10_000))
    part = next(name for name in names if parts.name(name) is None)
    xml = _sheet_xml(edit, styles, date1904=date1904)
    identifier = parts.add(part, xml.encode(), kind="worksheet", content_type=_TYPE)
    root, splices = parts.tree(parts.main)
    _list_tab(root, splices, edit.name, identifier)
    parts.write(parts.main, splices.applied())


def drop_sheet(parts: Parts, name: str) -> None:
    """Take away a sheet that `add_sheet` made.

    Raises:
        Refusal: There is none of that name, it is not ours, or formulas refer to it.
    """
    root, splices = parts.tree(parts.main)
    tabs = _tabs(root)
    index = next((n for n, (tab, _) in enumerate(tabs) if tab == name), None)
    if index is None:
        raise Refusal("edit-no-sheet", sheet=name)
    if not any(
        each.attributes.get("name") == MARK
        and each.attributes.get("localSheetId") == str(index)
        for each in root.every("definedName")
    ):
        raise Refusal("edit-sheet-not-ours", sheet=name)
    node = tabs[index][1]
    identifier = relation_id(node)
    part = next(r.target for r in parts.relations(parts.main) if r.id == identifier)
    _refuse_used(parts, name, part)
    splices.replace(node.start, node.end, b"")
    _forget(root, splices, index)
    parts.write(parts.main, splices.applied())
    chain = parts.linked("calcChain")
    if chain is not None and _FORMULA.search(parts.read(part)):
        # It would list formulas that are gone; Excel makes a new one when it opens the file.
        parts.unrelate(parts.main, chain.id)
        parts.drop(chain.target)
    attached = [each.target for each in parts.relations(part) if not each.external]
    parts.unrelate(parts.main, identifier)
    parts.drop(part)
    for each in attached:
        if not parts.is_needed(each):
            parts.drop(each)


def relation_id(node: Node) -> str:
    """The relationship a `sheet` element names."""
    return next(
        (value for key, value in node.attributes.items() if key.endswith("/relationships id")),
        "",
    )


def _tabs(root: Node) -> list[tuple[str, Node]]:
    sheets = root.find("sheets")
    return [(n.attributes.get("name", ""), n) for n in (sheets.children if sheets else ())]


def _list_tab(root: Node, splices: Splices, name: str, identifier: str) -> None:
    tabs = _tabs(root)
    sheets = root.find("sheets")
    if sheets is None:
        raise Refusal("damaged", cause="sheets")
    prefix = prefix_of(splices.xml, sheets)
    free = 1 + max(int(node.attributes.get("sheetId", "0")) for _, node in tabs)
    # A prefix of its own: the part may bind `r` to something else, or not at all.
    tab = f'<{prefix}sheet xmlns:xlar="{_R}" name={quoteattr(name)} sheetId="{free}" '
    splices.append(sheets, f'{tab}xlar:id="{identifier}"/>'.encode())
    quoted = escape("'" + name.replace("'", "''") + "'")
    mark = (
        f'<{prefix}definedName name="{MARK}" localSheetId="{len(tabs)}" hidden="1">'
        f"{quoted}!$A$1</{prefix}definedName>"
    )
    names = root.find("definedNames")
    if names is not None:
        splices.append(names, mark.encode())
        return
    before = next(node for each in _BEFORE_NAMES if (node := root.find(each)) is not None)
    whole = f"<{prefix}definedNames>{mark}</{prefix}definedNames>"
    splices.replace(before.end, before.end, whole.encode())


def _sheet_xml(edit: AddSheet, styles: StyleBook, *, date1904: bool) -> str:
    head = styles.header(edit.header) if edit.header else styles.wrapped()
    body = styles.wrapped()
    rows = []
    for number, values in enumerate(edit.rows, start=1):
        style = head if number == 1 else body
        cells = b"".join(
            _cell(
                edit.name,
                (number, column),
                value,
                styles.fitting(style, value),
                date1904=date1904,
            )
            for column, value in enumerate(values, start=1)
        )
        height = _LINE * _lines(values, edit.widths)
        rows.append(f'<row r="{number}" ht="{height}">{cells.decode()}</row>')
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width:g}" customWidth="1"/>'
        for n, width in enumerate(edit.widths, start=1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>'
        '<sheetFormatPr defaultRowHeight="15"/>'
        + (f"<cols>{widths}</cols>" if widths else "")
        + f"<sheetData>{''.join(rows)}</sheetData>{_validations(edit.lists)}"
        '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
        '<pageSetup orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _lines(values: tuple[Value, ...], widths: tuple[float, ...]) -> int:
    """Lines the fullest cell of a row takes; LibreOffice does not fit heights by itself."""
    most = 1
    for column, value in enumerate(values):
        width = widths[column] if column < len(widths) else _WIDTH
        wide = (
            sum(2 if ord(sign) > 0x2E7F else 1 for sign in line)
            for line in (value.split("\n") if isinstance(value, str) else ())
        )
        most = max(most, sum(max(1, math.ceil(each / max(width - 1, 1))) for each in wide))
    return min(most, _MOST_LINES)


def _cell(
    sheet: str, spot: tuple[int, int], value: Value, style: int, *, date1904: bool
) -> bytes:
    try:
        return cell_xml(*spot, value, style, prefix="", date1904=date1904)
    except ValueError as fault:
        shown = str(value)[:40]
        raise Refusal("edit-value", sheet=sheet, cell=address(*spot), value=shown) from fault


def _validations(lists: tuple[DropDown, ...]) -> str:
    if not lists:
        return ""
    items = []
    for each in lists:
        formula = ",".join(each.choices)
        area = f"{address(each.first, each.column)}:{column_letters(each.column)}{each.last}"
        items.append(
            '<dataValidation type="list" allowBlank="1" showErrorMessage="1" '
            f'sqref="{area}"><formula1>"{escape(escape_characters(formula))}"</formula1>'
            "</dataValidation>"
        )
    return f'<dataValidations count="{len(items)}">{"".join(items)}</dataValidations>'


def _refuse_used(parts: Parts, name: str, part: str) -> None:
    """Refuse to take away what formulas elsewhere need."""
    called = re.compile(rb"(?<![\w\x80-\xff])'?" + re.escape(name.encode()) + rb"'?!")
    for other, xml in parts.now().parts.items():
        if other not in (part, parts.main) and called.search(xml):
            raise Refusal("edit-sheet-used", sheet=name, part=other)


def _forget(root: Node, splices: Splices, index: int) -> None:
    """Names and views that count sheets, after the sheet at this index has gone."""
    names = root.find("definedNames")
    gone = []
    for each in names.children if names else ():
        local = each.attributes.get("localSheetId")
        if local == str(index):
            gone.append(each)
        elif local is not None and int(local) > index:
            splices.set(each, localSheetId=str(int(local) - 1))
    if names and len(gone) == len(names.children):
        splices.replace(names.start, names.end, b"")
    else:
        for each in gone:
            splices.replace(each.start, each.end, b"")
    last = len(_tabs(root)) - 2
    for view in root.every("workbookView"):
        splices.set(view, **dict(_moved(view, index, last)))


def _moved(view: Node, index: int, last: int) -> Iterator[tuple[str, str]]:
    for name in ("activeTab", "firstSheet"):
        given = view.attributes.get(name)
        if given is not None and int(given) >= index:
            yield name, str(min(max(int(given) - 1, 0), last))
