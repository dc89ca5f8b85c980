"""Blocks: opened, closed, in pairs, and on one level of the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_addin.quality.tags import Finding, Tag, shortened

_OPENERS = ("for", "if", "macro", "call", "filter", "with", "block", "autoescape", "raw")
_ENDS = {f"end{word}": word for word in (*_OPENERS, "set")}
# Python takes no more than 20 loops inside one another.
_MOST_LOOPS = 15
_MOST_BLOCKS = 50
_BETWEEN = {"else": ("if", "for"), "elif": ("if",)}


def check_blocks(tags: Sequence[Tag]) -> Iterator[Finding]:
    """One finding for each tag that has no partner, crosses another block or leaves its level."""
    stack: list[Tag] = []
    too_deep = False
    for tag in tags:
        if _opens(tag):
            stack.append(tag)
            if not too_deep and _is_too_deep(stack):
                too_deep = True
                yield _finding("block-too-deep", tag)
        elif tag.word in _BETWEEN:
            if not stack or stack[-1].word not in _BETWEEN[tag.word]:
                yield _finding("block-unopened", tag)
            elif _level(stack[-1]) != _level(tag):
                yield _finding("block-across", tag, stack[-1])
        elif tag.word in _ENDS:
            yield from _close(stack, tag)
    for tag in stack:
        yield _finding("block-unclosed", tag, end=f"end{tag.word}")


def _is_too_deep(stack: Sequence[Tag]) -> bool:
    loops = sum(tag.word == "for" for tag in stack)
    return loops > _MOST_LOOPS or len(stack) > _MOST_BLOCKS


def _opens(tag: Tag) -> bool:
    if tag.word == "set":
        return "=" not in tag.inside
    return tag.word in _OPENERS


def _close(stack: list[Tag], tag: Tag) -> Iterator[Finding]:
    word = _ENDS[tag.word]
    at = next((n for n in range(len(stack) - 1, -1, -1) if stack[n].word == word), None)
    if at is None:
        yield _finding("block-unopened", tag)
        return
    opener = stack.pop(at)
    if at < len(stack):
        yield _finding("block-crossed", tag, stack[-1])
    elif _level(opener) != _level(tag):
        yield _finding("block-across", tag, opener)


def _level(tag: Tag) -> tuple[object, ...]:
    """What both ends of a block must stand in, lest half a cell or row be left."""
    paragraph = tag.paragraph
    table, row, cell = paragraph.cell or (0, 0, 0)
    where: dict[str, tuple[int, ...]] = {
        "tr": (table,),
        "tc": (table, row),
        "r": (table, row, cell, paragraph.number),
    }
    return (tag.level, paragraph.box, *where.get(tag.level, (table, row, cell)))


def _finding(code: str, tag: Tag, other: Tag | None = None, **params: str) -> Finding:
    if other is not None:
        params["other"] = shortened(other.text)
    return Finding(code, tag.paragraph, shortened(tag.text), params)
