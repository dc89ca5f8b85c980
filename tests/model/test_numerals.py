from __future__ import annotations

import pytest

from xl_addin.model.numerals import Numbering, chinese_numeral, letters


@pytest.mark.parametrize(
    ("number", "text"),
    [
        *((0, "零"), (1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")),
        *((100, "一百"), (101, "一百零一"), (110, "一百一十"), (1001, "一千零一")),
        *((1010, "一千零一十"), (9999, "九千九百九十九"), (10000, "10000"), (-1, "-1")),
    ],
)
def test_chinese_numerals(number: int, text: str) -> None:
    assert chinese_numeral(number) == text


def test_letters() -> None:
    assert [letters(n) for n in (1, 26, 27, 28)] == ["a", "z", "aa", "ab"]


def test_lower_levels_restart() -> None:
    number = Numbering()
    assert [number(1), number(2), number(3), number(3), number(2), number(3)] == [
        *("一、", "（一）", "1.", "2.", "（二）", "1.")
    ]
    assert [number(1), number(2), number(3)] == ["二、", "（一）", "1."]


def test_english_numbers() -> None:
    number = Numbering("en")
    assert [number(1), number(2), number(3), number(1), number(2)] == [
        *("1.", "1.1", "(a)", "2.", "2.1")
    ]


def test_a_chapter_restarts_all_below_it() -> None:
    number = Numbering()
    assert [number(level) for level in (0, 1, 2, 3, 0, 1, 2, 3)] == [
        *("第一章", "一、", "（一）", "1."),
        *("第二章", "一、", "（一）", "1."),
    ]
    number = Numbering("en")
    assert [number(0), number(1), number(0), number(1)] == [
        "Chapter 1",
        "1.",
        "Chapter 2",
        "1.",
    ]


def test_unknown_level() -> None:
    with pytest.raises(ValueError, match="4"):
        Numbering()(4)
