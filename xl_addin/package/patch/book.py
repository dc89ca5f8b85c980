"""All edits of a workbook, sheet by sheet, in the order in which they are given."""

from __future__ import annotations

from collections.abc import Sequence

from xl_addin.errors import EditRefused, WorkbookError
from xl_addin.model.raw import CellRange
from xl_addin.package.gate import verify
from xl_addin.package.limits import Limits
from xl_addin.package.patch.edits import (
    AddSheet,
    AppendRow,
    DropSheet,
    Edit,
    SetCell,
)
from xl_addin.package.patch.own_sheets import add_sheet, drop_sheet
from xl_addin.package.patch.parts import Parts
from xl_addin.package.patch.rows import parse_range
from xl_addin.package.patch.sheet import SheetPatch
from xl_addin.package.patch.styles import StyleBook
from xl_addin.package.refusal import Kind, Refusal, error_of
from xl_addin.package.workbook import read_parts
from xl_addin.problems import column_letters

_FILTER = "_xlnm._FilterDatabase"


def patch_workbook(
    content: bytes, edits: Sequence[Edit], *, file: str = "-", limits: Limits | None = None
) -> bytes:
    """A workbook with these edits and nothing else changed.

    Edits act one after the other: a row appended first is the one above the next.
    Parts that need no change keep their compressed bytes; without any edit the result
    is the workbook itself.

    Args:
        content: The workbook.
        edits: What to change.
        file: Its name, for messages.
        limits: What it may hold.

    Raises:
        EditRefused: An edit may not be made; nothing is.
        WorkbookError: It is no workbook that may be read.
    """
    bounds = limits or Limits()
    package = verify(content, Kind.WORKBOOK, file=file, limits=bounds)
    try:
        book = _Book(Parts(content, package), bounds)
        if edits:
            book.refuse_signed()
        for edit in edits:
            book.apply(edit)
        book.flush()
        return book.parts.content()
    except Refusal as refusal:
        if refusal.code.startswith("edit-"):
            raise EditRefused(refusal.code, file=file, **refusal.fields) from refusal
        raise error_of(refusal, Kind.WORKBOOK, file) from refusal
    except (ValueError, LookupError) as fault:
        # A number or a place in the markup that is none; edits have been looked at before.
        cause = type(fault).__name__
        raise WorkbookError("workbook-damaged", file=file, cause=cause) from fault


class _Book:
    """A workbook under change; sheets with edits wait until the next that moves tabs."""

    def __init__(self, parts: Parts, limits: Limits) -> None:
        self.parts = parts
        self._limits = limits
        self._open: dict[str, SheetPatch] = {}
        self._read()

    def refuse_signed(self) -> None:
        """Refuse a workbook whose signature a change would void."""
        if any(name.startswith("_xmlsignatures/") for name in self.parts.package.names):
            raise Refusal("edit-signed")

    def apply(self, edit: Edit) -> None:
        """Make one edit."""
        if isinstance(edit, AddSheet | DropSheet):
            self.flush()
            if isinstance(edit, AddSheet):
                add_sheet(self.parts, edit, self._styles, date1904=self._date1904)
            else:
                drop_sheet(self.parts, edit.name)
            self._read()
            return
        sheet = self._sheet(edit.sheet)
        if isinstance(edit, SetCell):
            sheet.set_cell(edit)
        elif isinstance(edit, AppendRow):
            sheet.append_row(edit)
        else:
            sheet.append_column(edit)

    def flush(self) -> None:
        """Write all sheets that have edits."""
        for title, sheet in self._open.items():
            own_filter = sheet.finish()
            if own_filter is not None:
                self._name_filter(title, own_filter)
        self._open.clear()

    def _read(self) -> None:
        frame = read_parts(self.parts.now(), self._limits)
        self._parts_by_title = {sheet.title: sheet.part for sheet in frame.sheets}
        self._styles = StyleBook(self.parts, frame.styles)
        self._date1904 = frame.date1904

    def _sheet(self, title: str) -> SheetPatch:
        if title not in self._open:
            part = self._parts_by_title.get(title)
            if part is None:
                raise Refusal("edit-no-sheet", sheet=title)
            self._open[title] = SheetPatch(
                self.parts, title, part, self._styles, date1904=self._date1904
            )
        return self._open[title]

    def _name_filter(self, title: str, reference: str) -> None:
        """Keep Excel's hidden name for a sheet's filter in step with the filter."""
        root, splices = self.parts.tree(self.parts.main)
        sheets = root.find("sheets")
        tabs = [each.attributes.get("name") for each in sheets.children] if sheets else []
        for name in root.every("definedName"):
            local = name.attributes.get("localSheetId", "")
            if name.attributes.get("name") != _FILTER or local != str(tabs.index(title)):
                continue
            old = splices.xml[name.inner : name.close].rpartition(b"!")[2]
            new = _fixed(parse_range(reference)).encode()
            splices.replace(name.close - len(old), name.close, new)
        self.parts.write(self.parts.main, splices.applied())


def _fixed(area: CellRange) -> str:
    """A range as names spell it: `$A$1:$G$79`."""
    first = f"${column_letters(area.left)}${area.top}"
    return f"{first}:${column_letters(area.right)}${area.bottom}"
