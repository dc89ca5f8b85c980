"""Cells and tables of which nothing may be left; they are mended, but look unfinished."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from xl_addin.quality.parts import Paragraph
from xl_addin.quality.tags import Finding, Tag, shortened


def check_emptiness(tags: Sequence[Tag], paragraphs: Sequence[Paragraph]) -> Iterator[Finding]:
    """A cell under one condition without `else`; a table of which every row may go."""
    by_paragraph: dict[int, list[Tag]] = defaultdict(list)
    for tag in tags:
        by_paragraph[tag.paragraph.number].append(tag)
    yield from _cells(by_paragraph, paragraphs)
    yield from _tables(tags, paragraphs)


def _cells(
    by_paragraph: dict[int, list[Tag]], paragraphs: Sequence[Paragraph]
) -> Iterator[Finding]:
    cells: dict[object, list[Paragraph]] = defaultdict(list)
    for paragraph in paragraphs:
        if paragraph.cell is not None:
            cells[paragraph.box, paragraph.cell].append(paragraph)
    for inside in cells.values():
        tags = [tag for each in inside for tag in by_paragraph[each.number] if tag.level == "p"]
        if len(tags) < 2 or tags[0].word != "if" or tags[0].paragraph is not inside[0]:
            continue
        depth = 0
        for tag in tags:
            depth += (tag.word in ("if", "for")) - (tag.word in ("endif", "endfor"))
            if depth == 0 or (depth == 1 and tag.word in ("else", "elif")):
                break
        if depth == 0 and tag.paragraph is inside[-1]:
            yield Finding("cell-may-be-empty", inside[0], shortened(tags[0].text))


def _tables(tags: Sequence[Tag], paragraphs: Sequence[Paragraph]) -> Iterator[Finding]:
    optional: dict[int, set[int]] = defaultdict(set)
    first: dict[int, Tag] = {}
    depth = around = 0
    positions = iter(tags)
    tag = next(positions, None)
    rows: dict[int, set[int]] = defaultdict(set)
    for paragraph in paragraphs:
        held = depth
        while tag is not None and tag.paragraph.number <= paragraph.number:
            change = (tag.word in ("if", "for")) - (tag.word in ("endif", "endfor"))
            if tag.level == "tr":
                held = max(held, 1)
                depth += change
                if paragraph.cell:
                    first.setdefault(paragraph.cell[0], tag)
            elif tag.level == "p" and paragraph.cell is None:
                around += change
            tag = next(positions, None)
        if paragraph.cell:
            table, row, _ = paragraph.cell
            rows[table].add(row)
            if held or around:
                optional[table].add(row if not around else -1)
    for table, found in first.items():
        if rows[table] == optional[table]:
            yield Finding("table-may-be-empty", found.paragraph, shortened(found.text))
