"""Rows of a table: read column by column, and looked at one at a time.

A workbook of thousands of roles has hundreds of thousands of rows. They are kept as its
columns, which takes a third of the memory; a `Record` is made when somebody looks.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, compress, repeat
from typing import overload

from xl_addin.model.cells import Percent
from xl_addin.model.dates import CalendarDate

Value = str | tuple[str, ...] | int | float | Percent | bool | CalendarDate
"""What a record holds; blank text is `''`, blank anything else is absent or `''`."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the rows of one table have in common, held once for all of them.

    Attributes:
        sheet: Tab name.
        names: Template names of the cells of a row, in their order.
        others: Which of these columns hold anything but text, by their number from 0.
        at: Number of each name.
    """

    sheet: str
    names: tuple[str, ...]
    others: tuple[int, ...]
    at: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        at = {name: number for number, name in enumerate(self.names)}
        object.__setattr__(self, "at", at)


# A frozen class takes twice the time to make one, and a dict of its own three times the
# memory.
@dataclass(slots=True)
class Record:
    """One row: its values by template name, and where it stands; never changed.

    Attributes:
        shape: Which values it has.
        row: Its row.
        cells: Its values in the order of the shape.
    """

    shape: Shape
    row: int
    cells: tuple[Value, ...]

    @property
    def sheet(self) -> str:
        """Tab name."""
        return self.shape.sheet

    @property
    def values(self) -> Mapping[str, Value]:
        """All values by template name; made anew each time."""
        return dict(zip(self.shape.names, self.cells, strict=True))

    def value(self, name: str) -> Value:
        """One value; '' if it is absent."""
        at = self.shape.at.get(name)
        return "" if at is None else self.cells[at]

    def text(self, name: str) -> str:
        """A value as text, '' if blank or absent; lines joined by line ends."""
        at = self.shape.at.get(name)
        return "" if at is None else as_text(self.cells[at])

    def lines(self, name: str) -> tuple[str, ...]:
        """A value of kind LINES; empty if blank or absent."""
        value = self.value(name)
        return value if isinstance(value, tuple) else ()


@dataclass(slots=True)
class Records(Sequence[Record]):
    """Rows of a table in sheet order; never changed.

    Attributes:
        shape: Which values they have.
        rows: Their rows, upwards.
        columns: Their values, in the order of the shape, each as long as `rows`.
    """

    shape: Shape
    rows: Sequence[int]
    columns: Sequence[Sequence[Value]]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Record]:
        return map(Record, repeat(self.shape), self.rows, zip(*self.columns, strict=True))

    @overload
    def __getitem__(self, at: int) -> Record: ...
    @overload
    def __getitem__(self, at: slice) -> Records: ...
    def __getitem__(self, at: int | slice) -> Record | Records:
        if isinstance(at, slice):
            return Records(self.shape, self.rows[at], [each[at] for each in self.columns])
        return Record(self.shape, self.rows[at], tuple([each[at] for each in self.columns]))

    def texts(self, name: str) -> Iterator[str]:
        """A value of each as text; see `Record.text`."""
        at = self.shape.at.get(name)
        return repeat("", len(self)) if at is None else map(as_text, self.columns[at])

    def where(self, wanted: Sequence[object]) -> Records:
        """Those for which the value at the same place is true."""
        columns = [list(compress(each, wanted)) for each in self.columns]
        return Records(self.shape, array("I", compress(self.rows, wanted)), columns)

    def by(self, keys: Iterable[str]) -> Mapping[str, Records]:
        """Those of each key together.

        Args:
            keys: The key of each.
        """
        groups: dict[str, int] = {}
        of_each = [groups.setdefault(each, len(groups)) for each in keys]
        counts = Counter(of_each)
        starts = array("I", accumulate(map(counts.__getitem__, counts), initial=0))
        return _Groups(self._in_order(of_each), groups, starts)

    def _in_order(self, of_each: list[int]) -> Records:
        """Group after group, if they do not stand so."""
        order = sorted(range(len(self)), key=of_each.__getitem__)
        if order == list(range(len(self))):
            return self
        rows = array("I", map(self.rows.__getitem__, order))
        columns = [list(map(each.__getitem__, order)) for each in self.columns]
        return Records(self.shape, rows, columns)


class _Groups(Mapping[str, Records]):
    """Records by a key; `Records` are made of a group when it is looked at.

    Args:
        records: Group after group.
        groups: The number of the group of each key.
        starts: Where each group starts among the records, and the last one ends.
    """

    __slots__ = ("_groups", "_records", "_starts")

    def __init__(
        self, records: Records, groups: Mapping[str, int], starts: Sequence[int]
    ) -> None:
        self._records = records
        self._groups = groups
        self._starts = starts

    def __len__(self) -> int:
        return len(self._groups)

    def __iter__(self) -> Iterator[str]:
        return iter(self._groups)

    def __getitem__(self, name: str) -> Records:
        group = self._groups[name]
        return self._records[self._starts[group] : self._starts[group + 1]]


NO_RECORDS = Records(Shape("", (), ()), (), ())


def as_text(value: Value) -> str:
    """A value as text; lines joined by line ends."""
    if type(value) is str:
        return value
    return "\n".join(value) if isinstance(value, tuple) else str(value)
