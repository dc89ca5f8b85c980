"""Rows kept as columns."""

from __future__ import annotations

import pytest

from xl_addin.model.records import Record, Records, Shape

_SHAPE = Shape("考核", ("role", "weight"), (1,))
_ROWS = Records(_SHAPE, (3, 4, 6, 7), [["A", "B", "", "A"], [1, 2, 3, 4]])


def test_each_is_the_row_it_was() -> None:
    assert list(_ROWS) == [_ROWS[number] for number in range(len(_ROWS))]
    assert _ROWS[2] == Record(_SHAPE, 6, ("", 3))
    assert list(_ROWS[1:3]) == [_ROWS[1], _ROWS[2]]
    assert _ROWS[-1].row == 7


def test_there_is_no_row_beyond_the_last() -> None:
    with pytest.raises(IndexError):
        _ROWS[4]


def test_texts_of_a_column() -> None:
    assert list(_ROWS.texts("role")) == ["A", "B", "", "A"]
    assert list(_ROWS.texts("weight")) == ["1", "2", "3", "4"]
    assert list(_ROWS.texts("absent")) == ["", "", "", ""]


def test_only_some() -> None:
    assert [each.row for each in _ROWS.where(list(_ROWS.texts("role")))] == [3, 4, 7]


@pytest.mark.parametrize(
    ("keys", "rows"),
    [
        ("abca", {"a": [3, 7], "b": [4], "c": [6]}),
        ("aabb", {"a": [3, 4], "b": [6, 7]}),
        ("baaa", {"b": [3], "a": [4, 6, 7]}),
    ],
)
def test_rows_of_a_key_stand_in_the_order_of_the_sheet(
    keys: str, rows: dict[str, list[int]]
) -> None:
    found = _ROWS.by(keys)
    assert {name: [each.row for each in found[name]] for name in found} == rows
    assert list(found) == list(rows)
    assert "x" not in found
