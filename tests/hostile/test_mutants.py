"""Some hundreds of mutants; the long run is `python -m tests.hostile.mutants`."""

from __future__ import annotations

from tests.hostile.mutants import run


def test_mutants_end_in_a_typed_error_or_a_right_result() -> None:
    found = run(first=100_001, count=300)
    assert found["untyped"] == []
    assert found["slowest"] < 20
