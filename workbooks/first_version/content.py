"""Turns the TOML files of this folder into the rows of the workbook's sheets."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent

LISTS = ("kpis", "deliverables", "partners", "tools")

SIGNATORIES = ("prepared_by", "reviewed_by", "approved_by")

Row = list[Any]


def load(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def lines(items: list[str]) -> str:
    return "\n".join(items)


class Content:
    """Everything the workbook says, sheet by sheet."""

    def __init__(self) -> None:
        self.duties: list[dict[str, Any]] = load("duties")["duty"]
        roles = load("roles")
        self.periods: dict[str, str] = roles["periods"]
        self.roles: list[dict[str, Any]] = [roles["defaults"] | role for role in roles["role"]]
        self.terms: dict[str, str] = load("terms")["terms"]
        settings = load("settings")
        self.settings: list[dict[str, Any]] = settings["setting"]
        self.departments: list[dict[str, Any]] = settings["department"]
        self.revisions: list[Row] = settings["revisions"]["rows"]
        self.people: dict[str, str] = settings["people"]
        self.lists: dict[str, list[str]] = settings["lists"]
        self.guide = load("guide")

    def english(self, *items: str) -> str:
        """The English of a list of short phrases, each with a capital at its head."""
        terms = (self.terms[item] for item in items)
        return ", ".join(term[0].upper() + term[1:] for term in terms)

    def setting_rows(self) -> Iterator[Row]:
        for item in self.settings:
            value = item["value"]
            yield [item["key"], int(value) if value.isdecimal() else value, item["note"]]

    def department_rows(self) -> Iterator[Row]:
        for item in self.departments:
            yield [
                item["name"],
                "",
                item["head"],
                item["english_name"],
                self.people[item["head"]],
            ]

    def role_rows(self) -> Iterator[Row]:
        for role in self.roles:
            yield [
                role["id"],
                role["name"],
                role["english_name"],
                role["category"],
                role["department"],
                role["reports_to"],
                role["direct_reports"],
                role["grade"],
                role["headcount"],
                role["location"],
                role["purpose"],
                role["english_purpose"],
                lines(role["authority"]),
                lines(role["working_conditions"]),
                lines(role["career_path"]),
                "",
                "",
                role["version"],
                role["prepared_on"],
                role["effective_on"],
                role["prepared_by"],
                role["reviewed_by"],
                role["approved_by"],
                "启用",
                "是",
                role["english_department"],
                role["english_reports_to"],
                role["english_direct_reports"],
                role["english_location"],
                lines(role["english_authority"]),
                lines(role["english_working_conditions"]),
                lines(role["english_career_path"]),
                self.english(role["category"]),
                *(self.people[role[name]] for name in SIGNATORIES),
            ]

    def duty_rows(self) -> Iterator[Row]:
        for place, duty in enumerate(self.duties, start=1):
            yield [
                duty["id"],
                place * 10,
                duty["title"],
                duty["english_title"],
                duty["category"],
                duty["summary"],
                duty["english_summary"],
                lines(duty["points"]),
                lines(duty["english_points"]),
                *("、".join(duty[name]) for name in LISTS),
                "、".join(duty["sources"]),
                "启用",
                self.english(duty["category"]),
                *(self.english(*duty[name]) for name in LISTS),
            ]

    @staticmethod
    def duties_on(role: dict[str, Any]) -> list[str]:
        if "sections" in role:
            return [duty for section in role["sections"] for duty in section["duties"]]
        return list(role["duties"])

    def toggle_rows(self) -> Iterator[Row]:
        on = [set(self.duties_on(role)) for role in self.roles]
        for duty in self.duties:
            marks = ["✓" if duty["id"] in duties else "" for duties in on]
            yield [duty["id"], duty["title"], *marks]

    def override_rows(self) -> Iterator[Row]:
        names = {role["id"]: role["name"] for role in self.roles}
        titles = {duty["id"]: duty["title"] for duty in self.duties}
        for role, duty, field, value in self._overrides():
            yield [role, duty, field, value, f"{names[role]}：{titles[duty]}"]

    def _overrides(self) -> Iterator[Row]:
        for role in self.roles:
            place = 0
            groups = iter("ABCDEFGH")
            for section in role.get("sections", role.get("merged", [])):
                members = section["duties"]
                group = next(groups) if len(members) > 1 else ""
                for member in members:
                    if "sections" in role:
                        place += 10
                        yield [role["id"], member, "排序", place]
                    if group:
                        yield [role["id"], member, "合并组", group]
                if "title" in section:
                    kind = "合并标题" if group else "标题"
                    yield [role["id"], members[0], kind, section["title"]]
                    yield [role["id"], members[0], f"英文{kind}", section["english_title"]]

    def requirement_rows(self) -> Iterator[Row]:
        for role in self.roles:
            for row in role["requirements"]:
                yield [role["id"], *row, self.english(row[0]), self.english(row[3])]

    def kpi_rows(self) -> Iterator[Row]:
        for role in self.roles:
            for *texts, weight, period in role["kpis"]:
                yield [role["id"], *texts, weight / 100, period, self.periods[period]]

    def relation_rows(self) -> Iterator[Row]:
        for role in self.roles:
            for row in role["relations"]:
                yield [role["id"], *row, self.english(row[0])]

    def revision_rows(self) -> Iterator[Row]:
        for role in self.roles:
            for row in self.revisions:
                yield [role["id"], *row, self.people[row[-1]]]
