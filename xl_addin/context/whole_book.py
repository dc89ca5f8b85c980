"""The context of a template that is for all chosen roles at once: a handbook, a matrix.

Takes the `ContextBuilder` of single roles, gives each role's own context under `roles`,
and every duty section of the workbook with the roles that have it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from xl_addin.context.builder import ContextBuilder
from xl_addin.context.values import DIGEST_BYTES, Rows, digest
from xl_addin.model.book import Duty, DutyBook
from xl_addin.model.cells import Percent
from xl_addin.model.names import key
from xl_addin.model.selected import Selection
from xl_addin.model.template_paths import BOOK_LISTS

# Unlike ✓, this mark is in every formal Chinese face.
HAS = "√"

_Marks = Mapping[str, str]


def is_for_book(roots: Iterable[str], book: DutyBook) -> bool:
    """Whether a template that takes these names is for all roles at once.

    Args:
        roots: First steps of the names it takes.
        book: The workbook; a sheet of its own by such a name is each role's.
    """
    own = {name for table in book.children.values() for name in (table.name, table.chinese)}
    markers = {*BOOK_LISTS, *BOOK_LISTS.values()} - own
    return any(root in markers for root in roots)


def by_department(book: DutyBook, selections: Iterable[Selection]) -> list[Selection]:
    """Roles in the order of 部门, those of one department as the sheet 岗位 has them."""
    order = {name: number for number, name in enumerate(book.departments)}

    def position(selection: Selection) -> tuple[int, int]:
        role = selection.role
        name = key(role.record.text("department"))
        return order.setdefault(name, len(order)), role.record.row

    return sorted(selections, key=position)


class BookContexts:
    """Makes contexts of several roles together.

    Args:
        builder: Makes those of single roles.
    """

    def __init__(self, builder: ContextBuilder) -> None:
        self._builder = builder
        self._book = builder.book
        self._duties = Rows(self._book.tables["duties"], builder.language)

    def build(
        self, selections: Iterable[Selection], template: str = "", *, fingerprint: str = ""
    ) -> dict[str, Any]:
        """The context of these roles; see `ContextBuilder.build`."""
        ordered = by_department(self._book, selections)
        fingerprint = fingerprint or self.digest(ordered, template)
        roles = [
            self._builder.build(selection, template) | {"number": number, "序号": number}
            for number, selection in enumerate(ordered, start=1)
        ]
        holders = self._holders(ordered)
        catalogue = [
            self._duty(number, duty, holders)
            for number, duty in enumerate(self._active_duties(), start=1)
        ]
        return self._builder.frame(template, fingerprint) | {
            "roles": roles,
            "岗位清单": roles,
            "catalogue": catalogue,
            "职责总表": catalogue,
        }

    def digest(self, selections: Iterable[Selection], template: str = "") -> str:
        """A hash of all that `build` follows from; see `ContextBuilder.digest`."""
        ordered = by_department(self._book, selections)
        made_from = hashlib.blake2b(b"book", digest_size=DIGEST_BYTES)
        for selection in ordered:
            made_from.update(self._builder.digest(selection, template).encode())
        holders = self._holders(ordered)
        rows = [
            [*self._duties.values(duty.record), *(marks.get(duty.key, "") for marks in holders)]
            for duty in self._active_duties()
        ]
        made_from.update(digest(rows))
        return made_from.hexdigest()

    def _active_duties(self) -> list[Duty]:
        def position(duty: Duty) -> tuple[float, int]:
            return float("inf") if duty.order is None else duty.order, duty.record.row

        return sorted((d for d in self._book.duties.values() if d.active), key=position)

    def _duty(self, number: int, duty: Duty, holders: Sequence[_Marks]) -> dict[str, Any]:
        marks = [own.get(duty.key, "") for own in holders]
        count = sum(bool(mark) for mark in marks)
        return {
            **self._duties.named(duty.record),
            "number": number,
            "序号": number,
            "marks": marks,
            "标记": marks,
            "count": count,
            "岗位数": count,
        }

    def _holders(self, ordered: Iterable[Selection]) -> list[_Marks]:
        """For each role: its duties, marked √ or by a share of its working time."""
        return [
            {
                each.duty.key: HAS
                if each.toggle is None or each.toggle.share is None
                else str(Percent(each.toggle.share))
                for each in selection.decisions
                if each.included
            }
            for selection in ordered
        ]


def book_names(names: Mapping[str, Any]) -> dict[str, Any]:
    """Names of a whole book's context, of those of one role; see `available_names`."""
    counted: dict[str, Any] = {"number": {}, "序号": {}}
    of_role = {**names, **counted}
    duty = {
        name: level
        for name, level in names["duties"]["[]"].items()
        if name not in ("members", "成员", "summaries", "各段概述", "share", "工作占比")
        and name not in ("numeral", "中文序号")
    }
    duty |= counted | dict.fromkeys(("count", "岗位数"), {})
    duty |= dict.fromkeys(("marks", "标记"), {"[]": {}})
    shared = ("doc", "文档", "settings", "设置")
    return (
        {name: names[name] for name in shared}
        | dict.fromkeys(("roles", "岗位清单"), {"[]": of_role})
        | dict.fromkeys(("catalogue", "职责总表"), {"[]": duty})
    )
