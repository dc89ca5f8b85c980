"""Carries out the edits of `cases.toml` on sheets, and reads results back."""

from __future__ import annotations

import re
from typing import Any

from tests.builders import Sheets
from xl_addin.merge.decisions import Action, Decision, Reason
from xl_addin.merge.keyed import TOGGLES, KeyedBook, KeyedRow
from xl_addin.merge.shown import Labels
from xl_addin.merge.values import plain_text

WORDS = {
    Action.OURS: "保留我方",
    Action.THEIRS: "采用对方",
    Action.SAME: "相同",
    Action.LINES: "逐行合并",
    Action.KEPT: "我方不动",
    Action.CONFLICT: "冲突",
}
TABLES = {
    "设置": "settings",
    "岗位": "roles",
    "职责": "duties",
    "覆盖": "overrides",
    "任职要求": "qualifications",
}
_NUMBER = re.compile(r"\d+(\.\d+)?")


def edited(base: Sheets, edits: list[str]) -> Sheets:
    """A copy of the base with edits carried out."""
    sheets = {
        name: [[_value(cell) for cell in row] for row in rows] for name, rows in base.items()
    }
    for each in edits:
        _edit(sheets, each)
    return sheets


def _value(text: Any) -> Any:
    if not isinstance(text, str):
        return text
    text = text.strip().replace("|", "\n")
    return text or None


def _typed(text: str) -> Any:
    text = text.strip()
    if _NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    return _value(text)


def _edit(sheets: Sheets, text: str) -> None:
    if match := re.fullmatch(r"(删除表|清空表) (\S+)", text):
        if match[1] == "删除表":
            del sheets[match[2]]
        elif match[2] == "开关":
            for row in sheets["开关"][1:]:
                row[2:] = [None] * len(row[2:])
        else:
            del sheets[match[2]][1:]
    elif match := re.fullmatch(r"删除列 (\S+) (\S+)", text):
        _drop_column(sheets[match[1]], match[2])
    elif match := re.fullmatch(r"删除开关列 (\S+)", text):
        _drop_column(sheets["开关"], match[1])
    elif match := re.fullmatch(r"新增开关列 (\S+)", text):
        _add_column(sheets["开关"], match[1])
    elif match := re.fullmatch(r"新增列 (\S+) (\S+)", text):
        _add_column(sheets[match[1]], match[2])
    elif match := re.fullmatch(r"列移到最后 (\S+) (\S+)", text):
        rows = sheets[match[1]]
        at = rows[0].index(match[2])
        for row in rows:
            row.append(row.pop(at))
    elif match := re.fullmatch(r"移到最前 (\S+) (\S+)", text):
        rows = sheets[match[1]]
        rows.insert(1, rows.pop(_row(rows, match[1], match[2])))
    elif match := re.fullmatch(r"新增 (\S+?)：(.*)", text):
        given = dict(pair.split("=", 1) for pair in match[2].split("；"))
        rows = sheets[match[1]]
        rows.append([_value(given.pop(head, "")) for head in rows[0]])
        assert not given, text
    elif match := re.fullmatch(r"删除 (\S+) (\S+)", text):
        rows = sheets[match[1]]
        del rows[_row(rows, match[1], match[2])]
    elif match := re.fullmatch(r"(\S+) (\S+) (\S+) =(.*)", text):
        rows = sheets[match[1]]
        rows[_row(rows, match[1], match[2])][rows[0].index(match[3])] = _typed(match[4])
    else:
        raise AssertionError(text)


def _drop_column(rows: list[list[Any]], head: str) -> None:
    at = rows[0].index(head)
    for row in rows:
        del row[at]


def _add_column(rows: list[list[Any]], head: str) -> None:
    rows[0].append(head)
    for row in rows[1:]:
        row.append(None)


def _row(rows: list[list[Any]], table: str, label: str) -> int:
    parts = label.split("·")
    for number, row in enumerate(rows[1:], start=1):
        if [str(cell) for cell in row[: len(parts)]] == parts:
            return number
    raise AssertionError(f"{table} {label}")


def said_of(decision: Decision, labels: Labels) -> str:
    """A decision as the table of cases writes it."""
    words = [WORDS[decision.action], labels.table(decision.table)]
    if decision.reason is Reason.ORDER:
        return " ".join([*words, "先后"])
    if decision.key:
        words.append(_label(decision.table, decision.shown))
    if decision.field:
        words.append(labels.column(decision.table, decision.field).split()[0])
    return " ".join(words)


def _label(table: str, shown: str) -> str:
    if table in ("overrides", "qualifications"):
        parts = shown.split(" · ")
        return "·".join(parts if table == "overrides" else parts[:2])
    return shown.split(maxsplit=1)[0]


def holds(view: KeyedBook, text: str) -> bool:
    """Whether a book is as one line of 结果 says."""
    if match := re.fullmatch(r"没有 (\S+) (\S+)", text):
        row = _found(view, match[1], match[2])
        return row is None or not row.active
    match = re.fullmatch(r"(\S+) (\S+) (\S+) =(.*)", text)
    assert match, text
    table, label, column, value = match[1], match[2], match[3], match[4].strip()
    if table == "开关":
        mark = view.toggles.get(column.casefold(), {}).get(label.casefold(), "")
        return f"{mark}" == value
    row = _found(view, table, label)
    heads = view.tables[TABLES[table]].headers
    name = next(name for name, head in heads.items() if head.text == column)
    return row is not None and plain_text(row.values.get(name)) == value.replace("|", "\n")


def _found(view: KeyedBook, table: str, label: str) -> KeyedRow | None:
    name = TABLES[table]
    assert name != TOGGLES
    rows = view.rows(name).values()
    return next((row for row in rows if _label(name, row.shown) == label), None)
