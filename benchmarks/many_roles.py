"""The shipped workbook grown to any number of roles, so that big batches have real content.

Takes the shipped workbook's rows, gives an .xlsx whose roles all differ: in their id,
name, purpose and toggles. Run: `python -m benchmarks.many_roles 1000 many.xlsx`.
"""

from __future__ import annotations

import random
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from openpyxl import load_workbook

SHIPPED = Path(__file__).parent.parent / "workbooks" / "product_operations.xlsx"
_ROLE_SHEETS = ("覆盖", "任职要求", "考核", "协作关系", "修订记录")
_COPIED = ("设置", "部门", "职责")
Rows = list[list[Any]]


def make_many_roles(count: int, path: Path, *, switched: int | None = None) -> Path:
    """Write a workbook of `count` roles.

    Args:
        count: Number of roles.
        path: Where it is saved.
        switched: Number of a role, counted from 0, one toggle of which is turned over.
    """
    sheets = _shipped_rows()
    own = {name: _by_role(sheets[name]) for name in _ROLE_SHEETS}
    header, *roles = sheets["岗位"]
    grown: dict[str, Rows] = {name: sheets[name] for name in _COPIED}
    grown["岗位"] = [header]
    grown |= {name: [sheets[name][0]] for name in _ROLE_SHEETS}
    for number in range(count):
        role = list(roles[number % len(roles)])
        old, role[0] = str(role[0]), f"R{number:05d}"
        role[1] = f"{role[1]}{number:05d}"
        role[header.index("岗位目的")] += f"本岗位编制序号为{number:05d}。"
        grown["岗位"].append(role)
        for name in _ROLE_SHEETS:
            grown[name] += [[role[0], *row[1:]] for row in own[name].get(old, ())]
    grown["开关"] = _toggles(sheets["职责"], [row[0] for row in grown["岗位"][1:]], switched)
    _save(grown, path)
    return path


def _shipped_rows() -> dict[str, Rows]:
    book = load_workbook(SHIPPED, data_only=True)
    return {
        sheet.title: [
            list(row)
            for row in sheet.iter_rows(values_only=True)
            if any(value is not None for value in row)
        ]
        for sheet in book
    }


def _by_role(rows: Rows) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    for row in rows[1:]:
        found.setdefault(str(row[0]), []).append(row)
    return found


def _toggles(duties: Rows, roles: list[str], switched: int | None) -> Rows:
    ids = [duty[0] for duty in duties[1:]]
    rows: Rows = [["职责编号", "职责标题", *roles]]
    rows += [[duty[0], duty[2]] for duty in duties[1:]]
    for number, _ in enumerate(roles):
        chosen = set(random.Random(number).sample(ids, 8 + number % 8))
        if number == switched:
            chosen ^= {ids[0]}
        for row in rows[1:]:
            row.append("✓" if row[0] in chosen else None)
    return rows


def _save(sheets: dict[str, Rows], path: Path) -> None:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        percent = book.add_format({"num_format": "0%"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, datetime):
                        sheet.write_datetime(at, column, value, day)
                    elif isinstance(value, float):
                        sheet.write_number(at, column, value, percent)
                    elif isinstance(value, int):
                        sheet.write_number(at, column, value)
                    elif value is not None:
                        sheet.write_string(at, column, value)


if __name__ == "__main__":
    make_many_roles(int(sys.argv[1]), Path(sys.argv[2]))
