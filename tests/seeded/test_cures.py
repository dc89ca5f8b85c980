"""What is proposed for a mistake is what cures it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import docx
from tests.seeded.base import BODY, Change, add, put, save, together
from tests.seeded.commands import run

_UNUSED: dict[str, tuple[Change, tuple[str, ...]]] = {
    "role": (
        together(put("岗位", "L1", "班次"), put("岗位", "L2", "x")),
        ("{{ 岗位.班次 }}",),
    ),
    "child": (
        together(put("培训", "D1", "讲师"), put("培训", "D2", "x")),
        ("{%p for 项 in 培训 %}", "{{ 项.讲师 }}", "{%p endfor %}"),
    ),
    "duty": (
        together(put("职责", "G1", "频次"), put("职责", "G2", "x")),
        ("{%p for 职责 in 职责清单 %}", "{{ 职责.频次 }}", "{%p endfor %}"),
    ),
}


@pytest.mark.parametrize("kind", _UNUSED)
def test_what_is_said_of_an_unused_column_prints_it(kind: str, tmp_path: Path) -> None:
    change, tags = _UNUSED[kind]
    _, result = run("check", save(tmp_path / "before", change))
    (problem,) = result["problems"]
    assert problem["code"] == "column-unused"
    assert all(tag in problem["cure"] or "endfor" in tag for tag in tags)

    _, result = run("check", save(tmp_path / "after", change, template=docx(*BODY, *tags)))
    assert result["problems"] == []


def test_all_numbered_lines_of_a_cell_are_named_at_once(tmp_path: Path) -> None:
    typed = put("职责", "E2", "1. Sort\nLook\n（2）Store\n• Close")
    _, result = run("check", save(tmp_path, typed))
    (problem,) = result["problems"]
    assert problem["code"] == "typed-numbering"
    assert all(line in problem["message"] for line in ("1. Sort", "（2）Store", "• Close"))
    assert "Look" not in problem["message"]


def test_weights_written_in_several_ways_are_each_told_their_own(tmp_path: Path) -> None:
    weights = {"C2": "30%", "C3": 0.25, "C4": "0.25", "C5": 20}
    rows = (add("考核", "OPS-01", name) for name in ("Calm", "Wit"))
    typed = (put("考核", address, weight) for address, weight in weights.items())
    _, result = run("check", save(tmp_path, *rows, *typed))
    fractions, hundreds = sorted(result["problems"], key=lambda each: each["address"])
    assert (fractions["code"], fractions["address"]) == ("weights-unformatted", "C3")
    assert [each["address"] for each in fractions["others"]] == ["C4"]
    assert "25%" in fractions["cure"]
    assert (hundreds["code"], hundreds["address"]) == ("weights-in-hundreds", "C5")
    assert "20%" in hundreds["cure"]


def test_one_beside_ninety_nine_is_a_hundredth(tmp_path: Path) -> None:
    typed = together(put("考核", "C2", 99), put("考核", "C3", 1))
    _, result = run("check", save(tmp_path, typed))
    (problem,) = result["problems"]
    assert [each["address"] for each in problem["others"]] == ["C3"]


def test_no_total_is_written_with_an_exponent(tmp_path: Path) -> None:
    typed = together(put("考核", "C2", "6000%"), put("考核", "C3", "4000%"))
    _, result = run("check", save(tmp_path, typed))
    (problem,) = result["problems"]
    assert "10000%" in problem["message"]
