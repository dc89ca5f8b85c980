"""The workbook against its templates, in both directions.

A tag no column feeds is an error of that template; a filled column no template prints
is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from xl_addin.checks.base import HEADLESS, CheckInput, Variable
from xl_addin.model.book import Field, Table
from xl_addin.model.names import nearest
from xl_addin.model.schema import STEERING
from xl_addin.model.template_paths import of_one_role
from xl_addin.problems import Place, Problem, Severity

_ITEM = "[]"
_ALONE = re.compile(r"\{\{-?\s*([\w.]+)\s*(?:\||-?\}\})")
Path = tuple[str, ...]
_REFERENCES = {"id", "role", "duty"}
# What a message proposes to print of a row: none of these, if it has any other column.
_KEYS = {*_REFERENCES, "岗位", "职责", "岗位编号", "职责编号", "部门编号"}


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
            guess = _guess(step, level) if depth else _guess_root(step, names)
            params = {
                "tag": tag,
                "guess": _shown((*variable.path[:depth], *guess)) if guess else "",
                "text": variable.tag,
            }
            yield Problem("tag-unknown", _place(template, variable), params, template=template)
            break
        else:
            if found := _printed(variable, level):
                code, params = found
                place = _place(template, variable)
                params |= {"value": _shown(variable.path), "text": variable.tag}
                yield Problem(code, place, params, template=template)


def _guess(step: str, level: Mapping[str, Any]) -> Path:
    guess = nearest(step, (name for name in level if name != _ITEM))
    return (guess,) if guess else ()


def _guess_root(step: str, names: Mapping[str, Any]) -> Path:
    """The name meant by one that stands alone: of a column exactly so named, its whole path."""
    rows = ((name, level) for name, level in names.items() if _ITEM not in level)
    whole = [(name, step) for name, level in rows if step in level]
    alike = [path for path in whole if path[0].isascii() == step.isascii()]
    return next(iter(alike or whole), ()) or _guess(step, names)


def _printed(variable: Variable, level: Mapping[str, Any]) -> tuple[str, dict[str, str]] | None:
    """What is wrong with printing a name, or its items, and what the cure needs."""
    if not level or not (variable.printed or variable.joined):
        return None
    row = level.get(_ITEM, level)
    if not row:
        # Texts: to join them is the cure.
        return ("tag-prints-a-list", {}) if variable.printed else None
    column = _column_of(row, chinese=not variable.path[0].isascii())
    if _ITEM in level:
        return "tag-prints-rows", {"list": _named(variable), "column": column}
    return "tag-prints-a-row", {"row": _named(variable), "column": column}


def _column_of(row: Mapping[str, Any], *, chinese: bool) -> str:
    """A column of a row to name as an example: in the language asked for, no key."""
    texts = [name for name in row if not row[name]]
    alike = [name for name in texts if name.isascii() != chinese] or texts
    return next((name for name in alike if name not in _KEYS), next(iter(alike), ""))


def _named(variable: Variable) -> str:
    """A variable as its tag calls it, as far as that can be told; '' if it cannot."""
    if found := _ALONE.match(variable.tag):
        return found[1]
    return "" if _ITEM in variable.path else _shown(variable.path)


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
    headless = {p.place.sheet for p in given.problems if p.code in HEADLESS}
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
                    {"header": field.header, **_how_to_print(table, field)},
                    Severity.WARNING,
                    frozenset(),
                )


def _how_to_print(table: Table, field: Field) -> dict[str, str]:
    """What the cure names: a tag, and the loop that goes round it."""
    if table.name == "roles":
        return {"tag": f"{{{{ 岗位.{field.chinese} }}}}"}
    if table.name == "duties":
        tag, inside = f"{{{{ 职责.{field.chinese} }}}}", "{%p for 职责 in 职责清单 %}"
        return {"tag": tag, "inside": inside}
    return {
        "tag": f"{{{{ 项.{field.chinese} }}}}",
        "loop": f"{{%p for 项 in {table.chinese} %}}",
        "end": "{%p endfor %}",
    }


def _is_steering(table: Table, field: Field) -> bool:
    english = {other.english for other in table.fields if other.english}
    return (
        field.name in _REFERENCES
        or field.name in STEERING.get(table.name, ())
        or field.name in english
    )


def _is_filled(table: Table, field: Field) -> bool:
    return bool(field.column) and any(table.records.texts(field.name))


def _through_members(field: Field, used: set[tuple[str, ...]]) -> bool:
    names = {field.name, field.chinese}
    if field.name == "summary":
        names |= {"summaries", "各段概述"}
        return any(path[-1] in names or (path[-2:-1] and path[-2] in names) for path in used)
    return any(path[-1] in names and ("members" in path or "成员" in path) for path in used)
