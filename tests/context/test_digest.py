"""The hash of a context, made without building it, follows the context."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import book
from xl_addin.context import BookContexts, ContextBuilder, build_context
from xl_addin.pipeline.load import Loaded, load
from xl_addin.sources.memory import MemorySource

WORDS = st.sampled_from(["", "甲", "乙、丙", "10", "a\nb"])
FIELDS = st.sampled_from(["标题", "概述", "工作要点", "排序", "合并组", "组标题", "绩效指标"])


@st.composite
def workbooks(draw: st.DrawFn) -> dict[str, list[list[Any]]]:
    """Two roles, three duties; few values, so that equal contexts are common."""
    duties = [
        {"职责编号": name, "职责标题": f"T{name}", "概述": draw(WORDS), "工作要点": draw(WORDS)}
        for name in ("D1", "D2", "D3")
    ]
    roles = [{"岗位编号": name, "岗位名称": draw(WORDS) or "无"} for name in ("R1", "R2")]
    marks = st.sampled_from(["✓", None, 0.5])
    sheets = book(roles=roles, duties=duties, on=[])
    for row in sheets["开关"][1:]:
        row[2:] = [draw(marks), draw(marks)]
    overrides = draw(
        st.lists(
            st.tuples(
                st.sampled_from(["R1", "R2"]), st.sampled_from(["D1", "D2"]), FIELDS, WORDS
            ),
            max_size=3,
        )
    )
    sheets["覆盖"] = [["岗位编号", "职责编号", "字段", "值"], *(list(row) for row in overrides)]
    sheets["考核"] = [["岗位编号", "考核指标"], ["R1", draw(WORDS)]]
    sheets["设置"] = [["键", "值"], ["公司名称", draw(WORDS)]]
    return sheets


def loaded(sheets: dict[str, list[list[Any]]]) -> Loaded:
    return load(MemorySource(sheets))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(one=workbooks(), other=workbooks(), language=st.sampled_from(["zh", "en"]))
def test_two_contexts_of_one_hash_are_equal(
    one: dict[str, list[list[Any]]], other: dict[str, list[list[Any]]], language: str
) -> None:
    seen: dict[str, str] = {}
    for sheets in (one, other):
        found = loaded(sheets)
        builder = ContextBuilder(found.book, language)
        for selection in found.selections.values():
            context = builder.build(selection, "t")
            # What roles share makes no difference.
            assert context == build_context(
                found.book, selection, template="t", language=language
            )
            text = json.dumps(context, sort_keys=True)
            assert seen.setdefault(builder.digest(selection, "t"), text) == text


def test_a_change_of_one_role_changes_its_hash_alone() -> None:
    def digests(**changes: str) -> list[str]:
        roles = [{"岗位编号": "R1", "岗位名称": "甲", **changes}, "R2 乙"]
        found = loaded(book(roles=roles, on=["R1 D1", "R2 D1"]))
        builder = ContextBuilder(found.book)
        return [builder.digest(each, "t") for each in found.selections.values()]

    before, after = digests(职级="P4"), digests(职级="P5")
    assert before[0] != after[0]
    assert before[1] == after[1]


def test_the_template_is_part_of_it() -> None:
    found = loaded(book())
    builder = ContextBuilder(found.book)
    (selection,) = found.selections.values()
    assert builder.digest(selection, "t") != builder.digest(selection, "u")


def test_another_process_finds_the_same_hash() -> None:
    script = (
        "from tests.builders import book\n"
        "from tests.context.test_digest import loaded\n"
        "from xl_addin.context import ContextBuilder\n"
        "found = loaded(book())\n"
        "print(ContextBuilder(found.book).digest(next(iter(found.selections.values())), 't'))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


@settings(max_examples=100, deadline=None, derandomize=True)
@given(one=workbooks(), other=workbooks(), language=st.sampled_from(["zh", "en"]))
def test_so_are_two_of_all_roles(
    one: dict[str, list[list[Any]]], other: dict[str, list[list[Any]]], language: str
) -> None:
    seen: dict[str, str] = {}
    for sheets in (one, other):
        found = loaded(sheets)
        builder = BookContexts(ContextBuilder(found.book, language))
        for chosen in (list(found.selections.values()), list(found.selections.values())[:1]):
            context = json.dumps(builder.build(chosen, "t"), sort_keys=True)
            digest = builder.digest(chosen, "t")
            assert seen.setdefault(digest, context) == context
            assert builder.digest(chosen, "other") != digest


def test_a_hash_of_all_roles_follows_every_one_of_them() -> None:
    sheets = book(roles=["R1 Clerk", "R2 Cook"], duties=["D1 Filing"], on=["R1 D1"])
    digests = set()
    for sheet, row, column, value in (
        ("岗位", 0, 0, "岗位编号"),
        ("岗位", 2, 1, "Chef"),
        ("开关", 1, 3, "✓"),
        ("开关", 1, 3, 0.4),
        ("职责", 1, 1, "Papers"),
    ):
        sheets[sheet][row][column] = value
        found = loaded(sheets)
        builder = BookContexts(ContextBuilder(found.book))
        digests.add(builder.digest(found.selections.values()))
    assert len(digests) == 5
