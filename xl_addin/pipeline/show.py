"""A workbook as HR wants to see it: roles, matrix, and the reason for every duty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from xl_addin.context import build_context
from xl_addin.model.book import Duty
from xl_addin.model.selected import Decision
from xl_addin.package.limits import Limits
from xl_addin.pipeline.load import chosen_roles, load
from xl_addin.selection import select
from xl_addin.sources import WorkbookSource


@dataclass(frozen=True, slots=True)
class SectionView:
    """One heading of a role's document and the duties under it."""

    title: str
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class RoleView:
    """One role: its sections in order, and a decision for every duty in sheet order."""

    id: str
    name: str
    status: Literal["generate", "skipped", "disabled"]
    sections: tuple[SectionView, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class WorkbookView:
    """Roles and duties of a workbook.

    Attributes:
        roles: The roles asked for.
        duties: All duties.
        errors: How many cells of theirs are not understood, so that what is shown may lack.
    """

    roles: tuple[RoleView, ...]
    duties: tuple[Duty, ...]
    errors: int = 0


def show(
    workbook: Path | str | WorkbookSource,
    *,
    roles: Iterable[str] | None = None,
    limits: Limits | None = None,
) -> WorkbookView:
    """The roles named by id, or all, with their reasons.

    Raises:
        WorkbookError: The workbook cannot be read at all.
        UsageError: A role does not exist.
    """
    book = (loaded := load(workbook, limits)).book
    wanted = tuple(book.roles.values()) if roles is None else chosen_roles(book, roles)
    views = []
    for role in wanted:
        selection = loaded.selections.get(role.key) or select(book, role)
        by_key = {decision.duty.key: decision for decision in selection.decisions}
        titles = [duty["title"] for duty in build_context(book, selection)["duties"]]
        sections = tuple(
            SectionView(title, tuple(by_key[part.duty.key] for part in section.parts))
            for title, section in zip(titles, selection.sections, strict=True)
        )
        status: Literal["generate", "skipped", "disabled"] = "disabled"
        if role.active:
            status = "generate" if role.generate else "skipped"
        views.append(RoleView(role.id, role.name, status, sections, selection.decisions))
    keys = {role.key for role in wanted}
    errors = sum(
        each.is_error and (each.roles is None or not keys.isdisjoint(each.roles))
        for each in loaded.problems
    )
    return WorkbookView(tuple(views), tuple(book.duties.values()), errors)
