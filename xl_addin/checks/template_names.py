"""The workbook against its templates, in both directions.

A tag no column feeds is an error of that template; a filled column no template prints
is a warning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from xl_addin.checks.base import CheckInput, Variable
from xl_addin.model.book import Field, Table
from xl_addin.model.names import nearest
from xl_addin.model.schema import STEERING
from xl_addin.model.template_paths import of_one_role
from xl_addin.problems import Place, Problem, Severity

_ITEM = "[]"
_REFERENCES = {"id", "role", "duty"}


def check(given: CheckInput) -> Iterator[Problem]:
    """Unknown tags of each template; then columns that no template uses."""
    used = {
        path
        for name, variables in given.templates.items()
        for v in variables
        if (path := of_one_role(v.path, for_book=name in given.for_book))
    }
    for name, variables in given.templates.items():
        names = given.book_names if name in given.for_book else given.names
        for problem in _unknown(name, variables, names):
            yield problem
            # A column under a misspelt name is not one that nobody prints.
            used.add(tuple(str(problem.params.get("guess")).replace("[]", ".[]").split(".")))
    if given.templates and given.templates_are_read and all(given.templates.values()):
        yield from _unused(given, used)


def _unknown(
    template: str, variables: Iterable[Variable], names: Mapping[str, Any]
) -> Iterator[Problem]:
    said: set[str] = set()
    for variable in variables:
        if variable.guarded:
            continue
        level = names
        for depth, step in enumerate(variable.path):
            if step in level:
                level = level[step]
                continue
            if step == _ITEM:
                break
            tag = _shown(variable.path[: depth + 1])
            if tag in said and step not in variable.tag:
                # An item of a list, or a name, that was said to be unknown where it is set.
                break
            said.add(tag)
            guess = nearest(step, (name for name in level if name != _ITEM))
            params = {
                "tag": tag,
                "guess": _shown((*variable.path[:depth], guess)) if guess else "",
                "text": variable.tag,
            }
            yield Problem("tag-unknown", _place(template, variable), params, template=template)
            break
        else:
            # A list, a row of one, or a whole sheet's row.
            if variable.printed and level:
                params = {"value": _shown(variable.path), "text": variable.tag}
                place = _place(template, variable)
                yield Problem("tag-prints-a-list", place, params, template=template)


def _place(template: str, variable: Variable) -> Place:
    return Place(
        template,
        part=variable.part,
        paragraph=variable.paragraph or None,
        table_cell=variable.table_cell,
    )


def _shown(path: tuple[str, ...]) -> str:
    return ".".join(path).replace(".[]", "[]")


def _unused(given: CheckInput, used: set[tuple[str, ...]]) -> Iterator[Problem]:
    roots = {
        "roles": ({("role",), ("岗位",)}, False),
        "duties": ({("duties",), ("职责清单",)}, True),
    }
    headless = {p.place.sheet for p in given.problems if p.code == "column-missing"}
    misspelt = {p.place for p in given.problems if p.code == "header-unknown"}
    for table in given.book.tables.values():
        if table.sheet in headless:
            # A column under a misspelt header is not one that nobody prints.
            continue
        if table.name in roots:
            prefixes, is_list = roots[table.name]
        elif table.name in given.book.children:
            prefixes, is_list = {(table.name,), (table.chinese,)}, True
        else:
            continue
        item = ("[]",) if is_list else ()
        for field in table.fields:
            place = Place(given.book.file, table.sheet, table.header_row, field.column)
            if _is_steering(table, field) or not _is_filled(table, field) or place in misspelt:
                continue
            paths = {
                (*prefix, *item, name)
                for prefix in prefixes
                for name in (field.name, field.chinese)
            }
            if not any(path in used for path in paths) and not _through_members(field, used):
                yield Problem(
                    "column-unused",
                    place,
                    {"header": field.header, "tag": _shown(sorted(paths)[0])},
                    Severity.WARNING,
                    frozenset(),
                )


def _is_steering(table: Table, field: Field) -> bool:
    english = {other.english for other in table.fields if other.english}
    return (
        field.name in _REFERENCES
        or field.name in STEERING.get(table.name, ())
        or field.name in english
    )


def _is_filled(table: Table, field: Field) -> bool:
    return bool(field.column) and any(record.text(field.name) for record in table.records)


def _through_members(field: Field, used: set[tuple[str, ...]]) -> bool:
    names = {field.name, field.chinese}
    if field.name == "summary":
        names |= {"summaries", "各段概述"}
        return any(path[-1] in names or (path[-2:-1] and path[-2] in names) for path in used)
    return any(path[-1] in names and ("members" in path or "成员" in path) for path in used)
