"""A workbook on somebody's desk: plain lists that scripted hands edit, and sheets of them."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

from tests.builders import Sheets
from xl_addin.model.raw import RawBook

Edit = tuple[str, int, int, str]
"""What is done, two numbers that choose where, and a word."""

WORDS = ("数据", "用户", "活动", "版本", "反馈", "报告", "竞品", "渠道")


@dataclass
class Desk:
    """One copy."""

    roles: list[dict[str, Any]] = field(default_factory=list)
    duties: list[dict[str, Any]] = field(default_factory=list)
    marks: dict[tuple[str, str], Any] = field(default_factory=dict)
    overrides: list[list[Any]] = field(default_factory=list)
    needs: list[list[Any]] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)
    spelling: int = 0

    def copied(self) -> Desk:
        """Another desk with the same workbook."""
        return copy.deepcopy(self)

    def sheets(self) -> Sheets:
        """The workbook as rows; `spelling` chooses how values are written."""
        on = ("✓", "√", "是", 1)[self.spelling % 4]
        roles = self.roles
        heads = ["岗位编号", "岗位名称", "权限", "状态"]
        columns = ["职责编号", "排序", "职责标题", "工作要点", "概述", "状态"]
        ids = [role["岗位编号"] for role in roles]
        toggles: list[list[Any]] = [["职责编号", "职责标题", *ids]]
        for duty in self.duties:
            row = [self._mark(self.marks.get((role, duty["职责编号"])), on) for role in ids]
            toggles.append([duty["职责编号"], duty["职责标题"], *row])
        return {
            "设置": [["键", "值"], *([name, value] for name, value in self.settings.items())],
            "岗位": [heads, *([role.get(head) for head in heads] for role in roles)],
            "职责": [
                columns,
                *([self._cell(d, head) for head in columns] for d in self.duties),
            ],
            "开关": toggles,
            "覆盖": [["岗位编号", "职责编号", "字段", "值"], *map(list, self.overrides)],
            "任职要求": [["岗位编号", "类别", "要求"], *map(list, self.needs)],
        }

    def _mark(self, mark: Any, on: Any) -> Any:
        if mark is None:
            return (None, None, "否", 0)[self.spelling % 4]
        return on if mark is True else mark

    def _cell(self, duty: dict[str, Any], head: str) -> Any:
        value = duty.get(head)
        if head == "排序" and value is not None and self.spelling % 2:
            return float(value)
        if head == "工作要点" and isinstance(value, str) and self.spelling % 3 == 1:
            return value.replace("\n", "\r\n")
        return value


def first_desk(roles: int = 3, duties: int = 4) -> Desk:
    """A small workbook."""
    desk = Desk(settings={"工作簿编号": "W1", "公司名称": "示例公司"})
    for n in range(1, roles + 1):
        desk.roles.append({"岗位编号": f"R{n}", "岗位名称": f"岗位{n}", "权限": "审批\n用章"})
        desk.needs += [
            [f"R{n}", "学历", f"本科及以上{n}"],
            [f"R{n}", "经验", f"{n}年以上工作经验"],
        ]
    for n in range(1, duties + 1):
        points = "\n".join(f"{word}第{n}项" for word in WORDS[:4])
        desk.duties.append(
            {"职责编号": f"D{n}", "排序": n * 10, "职责标题": f"职责{n}", "工作要点": points}
        )
        for m in range(1, roles + 1):
            if (n + m) % 2:
                desk.marks[f"R{m}", f"D{n}"] = True
    desk.overrides = [["R1", "D1", "标题", "另一个标题"], ["R2", "D1", "要点", "甲\n乙\n丙"]]
    return desk


def desk_of(raw: RawBook) -> Desk:
    """The desk of somebody who opens a workbook of this layout."""
    sheets = {sheet.name: [list(row) for row in sheet.rows] for sheet in raw.sheets}
    ids = sheets["开关"][0][2:]
    marks = {
        (role, row[0]): True if mark in ("✓", "√", "是", 1) else mark
        for row in sheets["开关"][1:]
        for role, mark in zip(ids, row[2:], strict=False)
        if mark not in (None, "否", 0)
    }
    return Desk(
        _dicts(sheets["岗位"]),
        _dicts(sheets["职责"]),
        marks,
        _filled(sheets["覆盖"], 4),
        _filled(sheets["任职要求"], 3),
        {row[0]: row[1] for row in _filled(sheets["设置"], 2)},
    )


def _dicts(rows: list[list[Any]]) -> list[dict[str, Any]]:
    return [
        {head: cell for head, cell in zip(rows[0], row, strict=False) if cell is not None}
        for row in rows[1:]
        if any(cell is not None for cell in row)
    ]


def _filled(rows: list[list[Any]], width: int) -> list[list[Any]]:
    filled = [row for row in rows[1:] if any(cell is not None for cell in row)]
    return [[*row, *[None] * width][:width] for row in filled]


KINDS = (
    *("title", "points-edit", "points-add", "points-drop", "summary", "order", "blank"),
    *("tick", "untick", "share", "rename", "authority", "add-duty", "drop-duty", "retire-duty"),
    *("add-role", "drop-role", "override-add", "override-edit", "override-drop", "need-add"),
    *("need-edit", "need-drop", "need-move", "duty-move", "role-move", "setting", "spelling"),
)


def edit(desk: Desk, what: Edit, *, fresh: str = "") -> None:
    """One change by somebody's hand; what does not apply to an empty book does nothing.

    Args:
        desk: Whose copy.
        what: The change.
        fresh: Put before new ids, so that two hands do not choose the same.
    """
    kind, a, b, word = what
    role = desk.roles[a % len(desk.roles)] if desk.roles else None
    duty = desk.duties[b % len(desk.duties)] if desk.duties else None
    need = desk.needs[a % len(desk.needs)] if desk.needs else None
    rule = desk.overrides[a % len(desk.overrides)] if desk.overrides else None
    pair = (role["岗位编号"], duty["职责编号"]) if role and duty else None
    lines = str(duty.get("工作要点") or "").split("\n") if duty else []
    match kind:
        case "title" if duty:
            duty["职责标题"] = f"{word}{a}"
        case "points-edit" if duty:
            lines[a % len(lines)] = f"{word}{a}"
            duty["工作要点"] = "\n".join(lines)
        case "points-add" if duty:
            lines.insert(a % (len(lines) + 1), f"{word}新增{a}")
            duty["工作要点"] = "\n".join(lines)
        case "points-drop" if duty and len(lines) > 1:
            del lines[a % len(lines)]
            duty["工作要点"] = "\n".join(lines)
        case "summary" if duty:
            duty["概述"] = f"{word}的概述{a}"
        case "order" if duty:
            duty["排序"] = a * 5
        case "blank" if duty:
            duty["概述"] = None
        case "tick" if pair:
            desk.marks[pair] = True
        case "untick" if pair:
            desk.marks.pop(pair, None)
        case "share" if pair:
            desk.marks[pair] = 0.25 + (a % 3) / 4
        case "rename" if role:
            role["岗位名称"] = f"{word}岗{b}"
        case "authority" if role:
            role["权限"] = f"{word}权限{b}\n用章"
        case "add-duty":
            new = {
                "职责编号": f"D{fresh}{100 + a}",
                "排序": a,
                "职责标题": word,
                "工作要点": word,
            }
            if all(each["职责编号"] != new["职责编号"] for each in desk.duties):
                desk.duties.insert(b % (len(desk.duties) + 1), new)
        case "drop-duty" if duty and len(desk.duties) > 1:
            desk.duties.remove(duty)
            _forget(desk, 1, duty["职责编号"])
        case "retire-duty" if duty:
            duty["状态"] = None if duty.get("状态") else "停用"
        case "add-role":
            fresh_role = {"岗位编号": f"R{fresh}{100 + a}", "岗位名称": word}
            if all(each["岗位编号"] != fresh_role["岗位编号"] for each in desk.roles):
                desk.roles.append(fresh_role)
        case "drop-role" if role and len(desk.roles) > 1:
            desk.roles.remove(role)
            _forget(desk, 0, role["岗位编号"])
            desk.needs = [each for each in desk.needs if each[0] != role["岗位编号"]]
        case "override-add" if pair:
            if all(each[:3] != [*pair, "概述"] for each in desk.overrides):
                desk.overrides.append([*pair, "概述", f"{word}{b}"])
        case "override-edit" if rule:
            rule[3] = f"{word}{b}"
        case "override-drop" if len(desk.overrides) > 1:
            desk.overrides.remove(rule)
        case "need-add" if role:
            desk.needs.append([role["岗位编号"], "技能", f"熟悉{word}与{b}"])
        case "need-edit" if need:
            need[2] = f"{need[2]}{word}"
        case "need-drop" if need and len(desk.needs) > 1:
            desk.needs.remove(need)
        case "need-move" if need:
            desk.needs.remove(need)
            desk.needs.insert(b % (len(desk.needs) + 1), need)
        case "duty-move" if duty:
            desk.duties.remove(duty)
            desk.duties.insert(a % (len(desk.duties) + 1), duty)
        case "role-move" if role:
            desk.roles.remove(role)
            desk.roles.insert(b % (len(desk.roles) + 1), role)
        case "setting":
            desk.settings[f"自定{a % 3}"] = word
        case "spelling":
            desk.spelling = a


def _forget(desk: Desk, which: int, name: str) -> None:
    desk.marks = {pair: mark for pair, mark in desk.marks.items() if pair[which] != name}
    desk.overrides = [each for each in desk.overrides if each[which] != name]
