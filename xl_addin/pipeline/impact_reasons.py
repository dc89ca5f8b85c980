"""From differences of a workbook to the roles whose documents they may change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from xl_addin.merge.keyed import TOGGLES, KeyedRow
from xl_addin.merge.ops import AddRow, RemoveRow, SetCell, SetOrder
from xl_addin.merge.report import Line
from xl_addin.model.names import key
from xl_addin.pipeline.load import Loaded

_SHARED = ("settings",)


class Reasons:
    """Differences, found again by role.

    Args:
        lines: Every difference between two states.
        older: The state before.
        newer: The state after.
    """

    def __init__(self, lines: Sequence[Line], older: Loaded, newer: Loaded) -> None:
        self._states = (older, newer)
        self._shared: list[int] = []
        self._of_role: dict[str, list[int]] = defaultdict(list)
        self._of_duty: dict[str, list[int]] = defaultdict(list)
        self._of_department: dict[str, list[int]] = defaultdict(list)
        self._lines = lines
        for number, line in enumerate(lines):
            self._file(number, line)

    def of(self, roles: Iterable[str]) -> tuple[Line, ...]:
        """The differences documents of these roles may follow from, in the diff's order."""
        numbers = set(self._shared)
        for role in roles:
            numbers.update(self._numbers(role))
        return tuple(self._lines[number] for number in sorted(numbers))

    def _numbers(self, role: str) -> Iterator[int]:
        yield from self._of_role.get(role, ())
        for duty in self._duties(role):
            yield from self._of_duty.get(duty, ())
        for state in self._states:
            found = state.book.roles.get(role)
            if found:
                yield from self._of_department.get(key(found.record.text("department")), ())

    def sections(self, role: str, lines: Iterable[Line]) -> tuple[str, ...]:
        """The duties of a role that differences are about, as ids with titles."""
        own = self._duties(role)
        named = (duty for line in lines for duty in _duties_of(line))
        return tuple(self._title(duty) for duty in dict.fromkeys(named) if duty in own)

    def _title(self, duty: str) -> str:
        books = (state.book for state in reversed(self._states))
        found = next(book.duties[duty] for book in books if duty in book.duties)
        return f"{found.id} {found.title}".strip()

    def _duties(self, role: str) -> dict[str, None]:
        """Duties that stand in a role's document before or after."""
        selections = (state.selections.get(role) for state in self._states)
        return {
            part.duty.key: None
            for selection in selections
            if selection
            for section in selection.sections
            for part in section.parts
        }

    def _file(self, number: int, line: Line) -> None:
        op = line.op
        if op.table in _SHARED:
            self._shared.append(number)
        elif op.table == TOGGLES and isinstance(op, SetCell):
            self._of_role[op.field].append(number)
        elif op.table in ("duties", "roles", "departments"):
            places = {
                "duties": self._of_duty,
                "roles": self._of_role,
                "departments": self._of_department,
            }
            for name in _names(line):
                places[op.table][name].append(number)
        else:
            for role in self._roles_of(line):
                self._of_role[role].append(number)

    def _roles_of(self, line: Line) -> Iterator[str]:
        """The role a child row or an override belongs to, as its key says."""
        op = line.op
        if isinstance(op, AddRow | RemoveRow):
            role = op.row.values.get("role")
            if isinstance(role, str):
                yield role
        elif isinstance(op, SetCell):
            yield op.key[1] if op.key[0] == "~" else op.key[0]
            for each in (op.old, op.new):
                if op.field == "role" and isinstance(each, str):
                    yield each
        else:
            for moved in op.moved:
                yield moved[1] if moved[0] == "~" else moved[0]


def _names(line: Line) -> tuple[str, ...]:
    op = line.op
    if isinstance(op, SetOrder):
        return tuple(moved[0] for moved in op.moved)
    return (op.key[0],)


def _duties_of(line: Line) -> Iterator[str]:
    """Keys of the duties a difference is about."""
    op = line.op
    if op.table in ("duties", TOGGLES) and not isinstance(op, SetOrder):
        yield op.key[0]
    elif isinstance(op, AddRow | RemoveRow):
        yield from _duty_of(op.row)
    elif op.table == "overrides" and isinstance(op, SetCell) and len(op.key) > 1:
        yield op.key[1]


def _duty_of(row: KeyedRow) -> Iterator[str]:
    duty = row.values.get("duty")
    if isinstance(duty, str):
        yield duty
