"""Three-way merge of a cell that holds a list, one item a line."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

Lines = tuple[str, ...]


def merge_lines(base: Lines, ours: Lines, theirs: Lines) -> Lines | None:
    """The list with both sides' changes, or None where they contradict each other.

    Different lines added at one spot are both kept, in an order that does not depend on
    whose they are. Swapping the sides never changes the result.
    """
    if not base:
        return None
    merged: list[str] = []
    at = (0, 0, 0)
    for stable in [*_stable(base, ours, theirs), (len(base), len(ours), len(theirs))]:
        chunk = _chunk(
            base[at[0] : stable[0]], ours[at[1] : stable[1]], theirs[at[2] : stable[2]]
        )
        if chunk is None:
            return None
        merged += chunk
        merged += base[stable[0] : stable[0] + 1]
        at = (stable[0] + 1, stable[1] + 1, stable[2] + 1)
    return tuple(merged)


def _stable(base: Lines, ours: Lines, theirs: Lines) -> list[tuple[int, int, int]]:
    """Lines all three have in common, by their places."""
    in_ours, in_theirs = _matches(base, ours), _matches(base, theirs)
    return [(n, in_ours[n], in_theirs[n]) for n in sorted(in_ours.keys() & in_theirs.keys())]


def _matches(base: Lines, side: Lines) -> dict[int, int]:
    matcher = SequenceMatcher(None, base, side, autojunk=False)
    return {
        block.a + step: block.b + step
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }


def _chunk(base: Lines, ours: Lines, theirs: Lines) -> Sequence[str] | None:
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    if not base:
        return both_added(ours, theirs)
    if len(base) == len(ours) == len(theirs):
        # Neighbouring items, one reworded on each side.
        lines = [_line(*three) for three in zip(base, ours, theirs, strict=True)]
        kept = [line for line in lines if line is not None]
        return kept if len(kept) == len(lines) else None
    return None


def both_added(ours: Lines, theirs: Lines) -> Sequence[str]:
    """Lines both sides added at one spot, those of a copy that has both already once."""
    if _holds(ours, theirs):
        return ours
    if _holds(theirs, ours):
        return theirs
    return [line for block in sorted((ours, theirs)) for line in block]


def _holds(block: Lines, lines: Lines) -> bool:
    """Whether the lines stand in a block in this order."""
    rest = iter(block)
    return all(line in rest for line in lines)


def _line(base: str, ours: str, theirs: str) -> str | None:
    if theirs in (ours, base):
        return ours
    return theirs if ours == base else None
