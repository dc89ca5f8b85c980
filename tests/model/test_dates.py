from __future__ import annotations

import pytest

from xl_addin.model.dates import CalendarDate, parse_date


@pytest.mark.parametrize(
    "text",
    [
        *("2025-01-01", "2025-1-1", "2025/1/1", "2025.1.1", "2025年1月1日"),
        *(" 2025年 1月 1日 ", "２０２５－０１－０１", "２０２５／１／１", "２０２５．１．１"),
    ],
)
def test_accepted_days(text: str) -> None:
    assert parse_date(text) == CalendarDate(2025, 1, 1)


@pytest.mark.parametrize(
    "text",
    ["2025-13-01", "2025-02-30", "01/02/2025", "2025", "next week", "2025-1", "25.1.1", ""],
)
def test_anything_else_is_none(text: str) -> None:
    assert parse_date(text) is None


def test_a_month_stays_a_month() -> None:
    found = parse_date("2025年9月")
    assert found == CalendarDate(2025, 9)
    assert found is not None
    assert (found.text("zh"), found.text("en")) == ("2025年9月", "September 2025")


def test_days_in_both_languages() -> None:
    day = CalendarDate(2024, 2, 29)
    assert (day.text("zh"), day.text("en")) == ("2024年2月29日", "29 February 2024")
