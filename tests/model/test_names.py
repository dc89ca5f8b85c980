from __future__ import annotations

import pytest

from xl_addin.model.names import key, nearest, template_name
from xl_addin.problems import column_letters


@pytest.mark.parametrize(
    "spelling", ["OPS-03", "ops-03", " OPS-03 ", "ＯＰＳ－０３", "OPS\u200303", "Ops - 03\n"]
)
def test_spellings_of_one_id(spelling: str) -> None:
    same = spelling.replace("\u2003", "-")
    assert key(same) == "ops-03"


def test_zero_padding_is_part_of_an_id() -> None:
    assert key("001") != key("1")


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("考核指标（%）", "考核指标"),
        ("考核指标 (%)", "考核指标"),
        ("Working conditions", "Working_conditions"),
        ("Ａ１", "A1"),
        ("2025年目标", "_2025年目标"),
        ("备注：", "备注"),
        ("a-b", "ab"),
        ("（%）", ""),
        ("！？", ""),
    ],
)
def test_headers_become_names(header: str, name: str) -> None:
    assert template_name(header) == name


def test_nearest() -> None:
    assert nearest("OPS-03x", ["OPS-01", "OPS-03", "HR-1"]) == "OPS-03"
    assert nearest("ops－03", ["OPS-03"]) == "OPS-03"
    assert nearest("zebra", ["OPS-01"]) is None


def test_column_letters() -> None:
    assert [column_letters(n) for n in (1, 26, 27, 52, 703, 16384)] == [
        *("A", "Z", "AA", "AZ", "AAA", "XFD")
    ]
