"""Flip any toggle of the shipped workbook: exactly that duty comes or goes.

Compared are whole rendered documents before and after, paragraph by paragraph; what a
duty says is read from its own cells.
"""

from __future__ import annotations

import functools
import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import xl_addin
from tests import shipped
from tests.reading import styled
from xl_addin.model.numerals import chinese_numeral
from xl_addin.outputs.memory import MemoryOutput

SHEETS = shipped.sheets()
HEADER, ID_COLUMN = shipped.column(SHEETS["开关"], "职责编号")
ROLE_COLUMNS = {
    str(cell): number
    for number, cell in enumerate(SHEETS["开关"][HEADER])
    if re.fullmatch(r"(OPS|PRE)-\d\d", str(cell))
}
DUTY_ROWS = {
    str(row[ID_COLUMN]): number
    for number, row in enumerate(SHEETS["开关"])
    if re.fullmatch(r"D\d\d", str(row[ID_COLUMN]))
}


def duty_cells() -> dict[str, dict[str, Any]]:
    rows = SHEETS["职责"]
    row_number, _ = shipped.column(rows, "职责编号")
    headers = rows[row_number]
    records = [dict(zip(headers, row, strict=True)) for row in rows[row_number + 1 :]]
    return {record["职责编号"]: record for record in records if record["职责编号"]}


DUTIES = duty_cells()


def overrides(role: str) -> dict[tuple[str, str], str]:
    row_number, _ = shipped.column(SHEETS["覆盖"], "字段")
    return {
        (duty, field): value
        for owner, duty, field, value, *_ in SHEETS["覆盖"][row_number + 1 :]
        if owner == role
    }


def points(role: str, duty: str) -> list[str]:
    text = overrides(role).get((duty, "要点")) or DUTIES[duty]["工作要点"]
    return [line for line in str(text).split("\n") if line.strip()]


def titles(role: str, members: list[str]) -> str:
    """The heading a section of these duties must have."""
    words = overrides(role)
    own = [str(words.get((duty, "标题")) or DUTIES[duty]["职责标题"]) for duty in members]
    group = words.get((members[0], "合并组"))
    heading = next(
        (
            value
            for (duty, field), value in words.items()
            if field == "合并标题" and group and words.get((duty, "合并组")) == group
        ),
        None,
    )
    return str(heading) if heading else "、".join(own)


@functools.cache
def document(role: str, flipped: tuple[str, ...] = ()) -> bytes:
    cells = {name: [list(row) for row in rows] for name, rows in SHEETS.items()}
    for duty in flipped:
        row = cells["开关"][DUTY_ROWS[duty]]
        row[ROLE_COLUMNS[role]] = None if row[ROLE_COLUMNS[role]] else "✓"
    output = MemoryOutput()
    report = xl_addin.generate(
        shipped.source(cells),
        output=output,
        roles=[role],
        templates=["job_content"],
        template_folder=shipped.TEMPLATES,
    )
    assert [p for p in report.problems if p.is_error] == []
    (content,) = output.documents.values()
    return content


def split(content: bytes) -> tuple[list[str], list[tuple[str, list[str]]], list[str]]:
    """Paragraphs before the duty sections, the sections, the paragraphs after."""
    before: list[str] = []
    sections: list[tuple[str, list[str]]] = []
    after: list[str] = []
    for style, text in styled(content):
        if style == "LevelTwo":
            sections.append((text, []))
        elif not sections:
            before.append(text)
        elif after or style.startswith("LevelOne"):
            after.append(text)
        else:
            sections[-1][1].append(text)
    return before, sections, after


def said(lines: list[str]) -> set[str]:
    return {re.sub(r"^\d+\.", "", line) for line in lines}


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    role=st.sampled_from(sorted(ROLE_COLUMNS)),
    duty=st.sampled_from(sorted(DUTY_ROWS)),
)
def test_one_toggle_changes_one_duty(role: str, duty: str) -> None:
    was_on = bool(SHEETS["开关"][DUTY_ROWS[duty]][ROLE_COLUMNS[role]])
    shorter, longer = document(role), document(role, (duty,))
    if was_on:
        shorter, longer = longer, shorter
    head, few, tail = split(shorter)
    more_head, many, more_tail = split(longer)

    assert (head, tail) == (more_head, more_tail)
    for sections in (few, many):
        numerals = [heading[: heading.index("）") + 1] for heading, _ in sections]
        assert numerals == [f"（{chinese_numeral(n + 1)}）" for n in range(len(sections))]

    own = set(points(role, duty))
    plain_few = [(heading.split("）", 1)[1], lines) for heading, lines in few]
    plain_many = [(heading.split("）", 1)[1], lines) for heading, lines in many]
    changed = [section for section in plain_many if section not in plain_few]
    gone = [section for section in plain_few if section not in plain_many]
    assert len(changed) == 1
    assert own <= said(changed[0][1])
    if gone:
        # It joined a merged section, and the others of that section stay as they were.
        assert len(gone) == 1
        assert plain_few.index(gone[0]) == plain_many.index(changed[0])
        points_before = {line for line in said(gone[0][1]) if not line.startswith("衡量")}
        assert own.isdisjoint(points_before)
        assert points_before <= said(changed[0][1])
    assert [s for s in plain_few if s not in gone] == [
        s for s in plain_many if s not in changed
    ]


MERGED = sorted(
    (role, duty)
    for role in ROLE_COLUMNS
    for duty, field in overrides(role)
    if field == "合并组"
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(which=st.sampled_from(MERGED), data=st.data())
def test_any_members_of_a_merged_section_may_be_off(
    which: tuple[str, str], data: st.DataObject
) -> None:
    role, duty = which
    words = overrides(role)
    members = [d for d in DUTIES if words.get((d, "合并组")) == words[duty, "合并组"]]
    order = {d: float(words.get((d, "排序")) or DUTIES[d]["排序"]) for d in members}
    members.sort(key=lambda d: order[d])
    off = data.draw(st.sets(st.sampled_from(members)))

    _, sections, _ = split(document(role, tuple(sorted(off))))

    left = [d for d in members if d not in off]
    plain = {heading.split("）", 1)[1]: lines for heading, lines in sections}
    _, full, _ = split(document(role))
    assert len(sections) == len(full) - (not left)
    if left:
        lines = [re.sub(r"^\d+\.", "", line) for line in plain[titles(role, left)]]
        wanted = [point for d in left for point in points(role, d)]
        assert [line for line in lines if line in wanted] == wanted
    everything = {line for lines in plain.values() for line in said(lines)}
    assert everything.isdisjoint({point for d in off for point in points(role, d)})


ON = [
    "✓",
    "√",
    "✔",
    "✔️",
    "☑",
    "☑️",
    "✅",
    "●",
    "〇",
    "Y",
    "yes",
    "是",
    "对",
    "有",
    "开",
    1,
    True,
    "１",
]
OFF = [
    None,
    0,
    "N",
    "no",
    "否",
    "无",
    "关",
    False,
    "✗",
    "✘",
    "×",
    "✖️",
    "❌",
    "☐",
    "－",
    "—",
    "–",
    "",
]


@settings(max_examples=20, deadline=None, derandomize=True)
@given(data=st.data())
def test_any_spelling_of_on_and_off_means_the_same(data: st.DataObject) -> None:
    cells = {name: [list(row) for row in rows] for name, rows in SHEETS.items()}
    for row_number in DUTY_ROWS.values():
        row = cells["开关"][row_number]
        for column in ROLE_COLUMNS.values():
            row[column] = data.draw(st.sampled_from(ON if row[column] else OFF))

    respelled = xl_addin.contexts(shipped.source(cells))

    assert respelled == xl_addin.contexts(shipped.source(SHEETS))
