from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.differential.family import pair
from tests.differential.oracle import Tally, compare


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.randoms(use_true_random=False))
def test_generated_pairs(random: Random) -> None:
    tally = Tally()

    compare(pair(random), tally)

    assert tally.differences == []


@pytest.mark.parametrize("start", [1, 101])
def test_a_hundred_seeds(start: int) -> None:
    tally = Tally()

    for seed in range(start, start + 100):
        compare(pair(Random(seed)), tally)

    assert tally.differences == []
    assert tally.outcomes["equal"] > 60
    assert tally.routes["compiled"] > 30
    assert tally.routes["careful"] > 10
