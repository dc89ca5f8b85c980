"""`xl-addin show`: the roles, the toggle matrix, and why a role has what it has."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xl_addin.cli import options
from xl_addin.cli.console import listed, print_err, print_json
from xl_addin.messages import text
from xl_addin.wording import place_text

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from xl_addin.model.selected import Decision
    from xl_addin.pipeline.show import RoleView, WorkbookView

# More columns than this make no readable matrix on a terminal.
_WIDEST_MATRIX = 20


@click.command("show", short_help="查看岗位、开关和依据 · roles, toggles and reasons")
@options.workbook
@options.roles
@options.as_json
@options.common
def command(
    workbook: Path,
    roles: tuple[str, ...],
    as_json: bool,
    limits: tuple[str, ...],
    lang: str,
    debug: bool,
) -> int:
    """列出 WORKBOOK 的岗位和开关；用 --role 看某个岗位有哪些职责、为什么。

    List roles and toggles of WORKBOOK; with --role, one role's duties and why.
    """
    from xl_addin.pipeline.show import show

    view = show(workbook, roles=roles or None, limits=options.limits_of(limits))
    if as_json:
        print_json(_as_dict(view))
        return 0
    from rich.console import Console

    if view.errors:
        print_err(text("show-errors", lang, count=view.errors))
    console = Console(highlight=False)
    if roles:
        for role in view.roles:
            _print_role(console, role, lang)
    else:
        _print_matrix(console, view, lang)
    return 0


def _print_matrix(console: Console, view: WorkbookView, language: str) -> None:
    from rich.text import Text

    roles = _table(text("show-roles", language), "#")
    for code in ("show-role-id", "show-role-name", "show-sections", "show-status"):
        roles.add_column(text(code, language), overflow="fold")
    for number, role in enumerate(view.roles, start=1):
        status = text(f"show-{role.status}", language)
        count = str(len(role.sections))
        roles.add_row(str(number), Text(role.id), Text(role.name), count, status)
    console.print(roles)
    if len(view.roles) > _WIDEST_MATRIX:
        console.print(text("show-too-wide", language, most=_WIDEST_MATRIX))
        return
    matrix = _table(text("show-matrix", language), text("show-duty", language))
    for number in range(1, len(view.roles) + 1):
        matrix.add_column(str(number), justify="center", no_wrap=True)
    for index, duty in enumerate(view.duties):
        marks = ("✓" if role.decisions[index].included else "·" for role in view.roles)
        matrix.add_row(Text(f"{duty.id} {duty.title}"), *marks)
    console.print(matrix)


def _print_role(console: Console, role: RoleView, language: str) -> None:
    from rich.text import Text

    count = len(role.sections)
    table = _table(
        text("show-sections-of", language, role=role.id, name=role.name, count=count), "#"
    )
    for code in ("show-heading", "show-duty", "show-why"):
        table.add_column(text(code, language), overflow="fold")
    for number, section in enumerate(role.sections, start=1):
        first = (str(number), Text(section.title))
        for each in section.decisions:
            duty = Text(f"{each.duty.id} {each.duty.title}")
            table.add_row(*first, duty, Text(_why(each, language)))
            first = ("", Text(""))
        table.add_section()
    console.print(table)
    absent = [decision for decision in role.decisions if not decision.included]
    if absent:
        console.print(Text(text("show-not-included", language), style="bold"))
        for each in absent:
            line = f"  {each.duty.id} {each.duty.title}  {_why(each, language)}"
            console.print(Text(line, style="dim"))


def _table(title: str, first_column: str) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title), title_justify="left", padding=(0, 0, 0, 1))
    table.add_column(first_column, overflow="fold")
    return table


def _why(decision: Decision, language: str) -> str:
    place = place_text(decision.toggle.place, language) if decision.toggle else ""
    said = [text(f"reason-{decision.reason.value}", language, place=place)]
    if decision.group:
        said.append(text("reason-merged", language, group=decision.group.upper()))
    if decision.overridden:
        fields = listed((field.value for field in decision.overridden), language)
        said.append(text("reason-overridden", language, fields=fields))
    return ("；" if language == "zh" else "; ").join(said)


def _as_dict(view: WorkbookView) -> dict[str, Any]:
    return {
        "errors": view.errors,
        "duties": [{"id": duty.id, "title": duty.title} for duty in view.duties],
        "roles": [
            {
                "id": role.id,
                "name": role.name,
                "status": role.status,
                "sections": [
                    {"title": s.title, "duties": [d.duty.id for d in s.decisions]}
                    for s in role.sections
                ],
                "decisions": [
                    {
                        "duty": each.duty.id,
                        "included": each.included,
                        "reason": each.reason.value,
                        "toggle": str(each.toggle.place) if each.toggle else None,
                        "overridden": [field.value for field in each.overridden],
                        "group": each.group,
                    }
                    for each in role.decisions
                ],
            }
            for role in view.roles
        ],
    }
