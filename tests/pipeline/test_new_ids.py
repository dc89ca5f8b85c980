"""Ids for new rows: after the highest of their manner, and never one that was used."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_addin.model.names import key
from xl_addin.pipeline.layout import IdKind
from xl_addin.pipeline.new_ids import next_id, usual

IDS = st.from_regex(r"[A-Za-z岗Ａ]{0,3}[-_ ]?[0-9０-９]{0,4}[a-z]?", fullmatch=True).filter(key)


@pytest.mark.parametrize(
    ("like", "taken", "made"),
    [
        ("OPS-09", ["OPS-01", "OPS-09"], "OPS-10"),
        ("OPS-01", ["ops-01", "OPS－07", "PRE-30"], "OPS-08"),
        ("D9", ["D9"], "D10"),
        ("001", ["001", "002"], "003"),
        ("R-03b", ["R-03b", "R-07"], "R-04b"),
        ("岗位７", ["岗位7"], "岗位8"),
        ("Lead", ["Lead"], "Lead-1"),
        ("Lead", ["Lead", "Lead-1"], "Lead-2"),
    ],
)
def test_the_next_of_its_manner(like: str, taken: list[str], made: str) -> None:
    assert next_id(like, {key(each) for each in taken}) == made


@given(IDS, st.lists(IDS))
def test_an_id_is_never_given_twice(like: str, others: list[str]) -> None:
    taken = {key(each) for each in (like, *others)}

    for _ in range(3):
        made = key(next_id(like, taken))
        assert made not in taken
        taken.add(made)


def test_most_ids_show_the_manner() -> None:
    assert usual(["PRE-01", "OPS-01", "OPS-02"], IdKind.ROLE) == "OPS-02"
    assert next_id(usual([], IdKind.DUTY), set()) == "D01"
