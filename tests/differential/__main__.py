"""The long run: `python -m tests.differential --count 5000`."""

from __future__ import annotations

import argparse
import sys
import time
from random import Random

from tests.differential.family import pair
from tests.differential.oracle import Tally, compare

_SHOWN = 5


def main() -> int:
    """Compare many pairs; 1 if any differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    tally, started = Tally(), time.perf_counter()
    for seed in range(given.seed, given.seed + given.count):
        before = len(tally.differences)
        compare(pair(Random(seed)), tally)
        if len(tally.differences) > before and len(tally.differences) <= _SHOWN:
            print(f"seed {seed}: {tally.differences[-1]}\n")
    print(f"{given.count} pairs in {time.perf_counter() - started:.0f} s")
    for title, counts in (("outcome", tally.outcomes), ("body", tally.routes)):
        for name, count in counts.most_common():
            print(f"  {title:8} {count:6}  {name}")
    print(f"  undeclared differences: {len(tally.differences)}")
    return 1 if tally.differences else 0


if __name__ == "__main__":
    sys.exit(main())
