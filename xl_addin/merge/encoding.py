"""Changes as text and back: what a conflict keeps in the workbook until it is resolved."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from xl_addin.merge.keyed import KeyedRow, RowKey
from xl_addin.merge.ops import AddRow, Op, RemoveRow, SetCell, SetOrder
from xl_addin.merge.values import Known
from xl_addin.model.cells import CellError, CellValue, Percent, Uncached


def encode(choices: Mapping[str, Sequence[Op]]) -> str:
    """What each choice changes, as JSON."""
    named = {name: [_op(op) for op in ops] for name, ops in choices.items()}
    return json.dumps(named, ensure_ascii=False, separators=(",", ":"))


def decode(text: str) -> dict[str, tuple[Op, ...]]:
    """What `encode` was given.

    Raises:
        ValueError: Somebody changed the text; so do LookupError, TypeError, AttributeError
            and AssertionError say.
    """
    named = json.loads(text)
    return {name: tuple(_read_op(each) for each in ops) for name, ops in named.items()}


def _op(op: Op) -> dict[str, Any]:
    match op:
        case SetCell():
            return {
                "op": "set",
                "table": op.table,
                "key": op.key,
                "field": op.field,
                "old": _value(op.old),
                "new": _value(op.new),
                "typed": _value(op.typed),
            }
        case AddRow():
            return {"op": "add", "table": op.table, "row": _row(op.row)}
        case RemoveRow():
            return {"op": "remove", "table": op.table, "row": _row(op.row)}
        case SetOrder():
            return {"op": "order", "table": op.table, "keys": op.keys}


def _row(row: KeyedRow) -> dict[str, Any]:
    return {
        "key": row.key,
        "shown": row.shown,
        "active": row.active,
        "values": {name: _value(value) for name, value in row.values.items()},
        "cells": {name: _value(value) for name, value in row.cells.items()},
    }


def _read_op(given: Mapping[str, Any]) -> Op:
    table = given["table"]
    match given["op"]:
        case "set":
            typed = _read_value(given["typed"])
            assert not isinstance(typed, tuple)  # noqa: S101 - cells hold no lists
            old, new = _read_value(given["old"]), _read_value(given["new"])
            return SetCell(table, _key(given["key"]), given["field"], old, new, typed)  # type: ignore[arg-type]
        case "add":
            return AddRow(table, _read_row(given["row"]))
        case "remove":
            return RemoveRow(table, _read_row(given["row"]))
        case "order":
            return SetOrder(table, tuple(_key(each) for each in given["keys"]))
    raise ValueError(given["op"])


def _read_row(given: Mapping[str, Any]) -> KeyedRow:
    values: dict[str, Known] = {n: _read_value(v) for n, v in given["values"].items()}  # type: ignore[misc]
    cells: dict[str, CellValue] = {n: _read_value(v) for n, v in given["cells"].items()}  # type: ignore[misc]
    return KeyedRow(_key(given["key"]), given["shown"], values, cells, given["active"])


def _key(given: Sequence[str]) -> RowKey:
    return tuple(map(str, given))


def _value(value: Known | CellValue) -> Any:
    match value:
        case Percent():
            return {"percent": float(value)}
        case datetime():
            return {"date": value.isoformat()}
        case time():
            return {"time": value.isoformat()}
        case timedelta():
            return {"span": value.total_seconds()}
        case CellError(code):
            return {"error": code}
        case Uncached(formula):
            return {"formula": formula}
        case tuple():
            return {"lines": list(value)}
    return value


def _read_value(given: Any) -> Known | CellValue:
    if not isinstance(given, dict):
        return given  # type: ignore[no-any-return]
    ((kind, value),) = given.items()
    match kind:
        case "percent":
            return Percent(value)
        case "date":
            return datetime.fromisoformat(value)
        case "time":
            return time.fromisoformat(value)
        case "span":
            return timedelta(seconds=value)
        case "error":
            return CellError(value)
        case "formula":
            return Uncached(value)
        case "lines":
            return tuple(value)
    raise ValueError(kind)
