"""A role's version and its dates, against each other and against 修订记录.

Both are printed: on the first page and in the table of revisions of the same document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_addin.checks.base import CheckInput
from xl_addin.model.book import Role
from xl_addin.model.dates import CalendarDate
from xl_addin.model.names import key
from xl_addin.problems import Problem, Severity

_VERSION = re.compile(r"(?:v|ver|version|r|rev|版本号?|版次|第)?[.:]?(\d+(?:\.\d+)*)(?:版本?)?")


def check(given: CheckInput) -> Iterator[Problem]:
    """Versions that no row of 修订记录 has, and documents in force before they were written."""
    for name, selection in given.selections.items():
        if selection.role.generate and not given.is_withheld(name):
            yield from _unrecorded(given, selection.role)
            yield from _early(given, selection.role)


def _unrecorded(given: CheckInput, role: Role) -> Iterator[Problem]:
    version = role.record.text("version").strip()
    rows = given.book.child_rows.get("revisions", {}).get(role.key, ())
    recorded = [shown for row in rows if (shown := row.text("version").strip())]
    if version and recorded and _bare(version) not in map(_bare, recorded):
        table = given.book.tables["roles"]
        yield Problem(
            "version-unrecorded",
            table.place(role.record, "version", given.book.file),
            {"role": role.id, "version": version, "last": recorded[-1]},
            Severity.WARNING,
            frozenset([role.key]),
        )


def _bare(version: str) -> str:
    """`V1.0`, `1`, `1.00`, `版本1.0` and `第1版` are one; `1.1` and `1.10` are not."""
    shown = key(version)
    found = _VERSION.fullmatch(shown)
    if not found:
        return shown
    # Excel makes 1 of a 1.0 typed as a number; of 1.10 it makes 1.1, and so it is printed.
    first, *further = found[1].split(".")
    return ".".join([str(int(first)), *(each.rstrip("0") and each for each in further)]).rstrip(
        "."
    )


def _early(given: CheckInput, role: Role) -> Iterator[Problem]:
    prepared, effective = role.record.value("prepared_on"), role.record.value("effective_on")
    if not isinstance(prepared, CalendarDate) or not isinstance(effective, CalendarDate):
        return
    # Of one month and a day in it, either may be the earlier.
    days = (prepared.day or 0, effective.day or 31)
    if (effective.year, effective.month, days[1]) < (prepared.year, prepared.month, days[0]):
        yield Problem(
            "effective-before-prepared",
            given.book.tables["roles"].place(role.record, "effective_on", given.book.file),
            {"role": role.id, "effective": _shown(effective), "prepared": _shown(prepared)},
            Severity.WARNING,
            frozenset([role.key]),
        )


def _shown(date: CalendarDate) -> str:
    month = f"{date.year}-{date.month:02}"
    return month if date.day is None else f"{month}-{date.day:02}"
