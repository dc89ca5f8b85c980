"""A role's context in parts, as it travels to the process that fills a template.

Putting a context together, each value under its English and its Chinese name, is a good
part of the work on a document, and its parts weigh less. So whoever plans sends parts, of
which many are those of other roles too, and the processes that fill put them together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xl_addin.model.numerals import chinese_numeral

Columns = tuple[str, ...]
"""The English names of a row's values, then the Chinese ones."""
Cells = Sequence[Any]
"""A row's values."""
Rows = tuple[str, str, Columns, Sequence[Cells]]
"""A list of rows: its own English and Chinese name, its columns, its rows."""


@dataclass(frozen=True, slots=True)
class ContextParts:
    """What `whole` puts together.

    Attributes:
        role: The role's row: its columns, its values.
        sections: The duty sections in their order, without their numbers.
        frame: What else stands in the context, by name.
        tables: The role's rows of other sheets.
    """

    role: tuple[Columns, Cells]
    sections: Sequence[Mapping[str, Any]]
    frame: Mapping[str, Any]
    tables: Sequence[Rows]

    def whole(self) -> dict[str, Any]:
        """The context: plain values, as JSON has them."""
        role = named(*self.role)
        duties = [numbered(each, number) for number, each in enumerate(self.sections, start=1)]
        context: dict[str, Any] = {
            "role": role,
            "岗位": role,
            "duties": duties,
            "职责清单": duties,
            **self.frame,
        }
        for name, chinese, columns, rows in self.tables:
            context[name] = context[chinese] = [named(columns, each) for each in rows]
        return context


def named(columns: Columns, cells: Cells) -> dict[str, Any]:
    """A row's values, each under its English and its Chinese name."""
    return dict(zip(columns, (*cells, *cells), strict=True))


def numbered(section: Mapping[str, Any], number: int) -> dict[str, Any]:
    """A duty section in its place, counted from 1."""
    numeral = chinese_numeral(number)
    return {
        **section,
        "number": number,
        "序号": number,
        "numeral": numeral,
        "中文序号": numeral,
    }
