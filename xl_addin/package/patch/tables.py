"""Excel tables (list objects): where they stand, and how they grow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from xml.sax.saxutils import quoteattr

from xl_addin.model.raw import CellRange
from xl_addin.package.escapes import escape_characters
from xl_addin.package.patch.located import prefix_of
from xl_addin.package.patch.parts import Parts
from xl_addin.package.patch.rows import parse_range, range_text


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a sheet.

    Attributes:
        part: Its part.
        area: Its range, header and totals included.
        headers: Number of its header rows, 0 or 1.
        totals: Number of its totals rows, 0 or 1.
        columns: Names of its columns, folded.
    """

    part: str
    area: CellRange
    headers: int
    totals: int
    columns: frozenset[str]

    @property
    def header_row(self) -> int:
        """Its header row; 0 without one."""
        return self.area.top if self.headers else 0

    def overlap(self, columns: Iterable[int]) -> int:
        """How many of these columns it has."""
        return sum(self.area.left <= column <= self.area.right for column in columns)


def tables_of(parts: Parts, sheet_part: str) -> list[Table]:
    """The tables of a sheet."""
    found = []
    for relation in parts.relations(sheet_part):
        if relation.kind == "table" and not relation.external:
            root, _ = parts.tree(relation.target)
            given = root.attributes
            found.append(
                Table(
                    relation.target,
                    parse_range(given.get("ref", "")),
                    int(given.get("headerRowCount", "1")),
                    int(given.get("totalsRowCount", "0")),
                    frozenset(
                        column.attributes.get("name", "").casefold()
                        for column in root.every("tableColumn")
                    ),
                )
            )
    return found


def grown(parts: Parts, table: Table, area: CellRange, new_columns: Iterable[str]) -> Table:
    """Write a table's larger range into its part, with its new columns as they are spelled there."""
    root, splices = parts.tree(table.part)
    splices.set(root, ref=range_text(area))
    for own in root.children:
        if own.name == "autoFilter" and own.attributes.get("ref"):
            below = area.bottom - table.totals
            splices.set(own, ref=range_text(replace(area, bottom=below)))
    names = list(new_columns)
    columns = root.find("tableColumns")
    if names and columns is not None:
        prefix = prefix_of(splices.xml, columns)
        free = 1 + max(
            (int(each.attributes.get("id", "0")) for each in columns.children), default=0
        )
        new = "".join(
            f'<{prefix}tableColumn id="{free + n}" name={quoteattr(name)}/>'
            for n, name in enumerate(names)
        )
        count = len(columns.children) + len(names)
        splices.append(columns, new.encode(), count=str(count))
    parts.write(table.part, splices.applied())
    folded = table.columns | {name.casefold() for name in names}
    return replace(table, area=area, columns=folded)


def column_name(text: str) -> str:
    """A header's text as a table spells it."""
    return escape_characters(text.replace("\r\n", "\n")).replace("\n", "_x000a_")
