"""Tags that take the place of a whole paragraph, row, cell or run, such as `{%p`.

Everything else in that paragraph, row, cell or run vanishes with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_addin.quality.parts import Paragraph
from xl_addin.quality.tags import Finding, Tag, shortened

_IN_TABLES = ("tr", "tc")


def check_levels(tags: Sequence[Tag], paragraphs: Sequence[Paragraph]) -> Iterator[Finding]:
    """One finding for each such tag in the wrong place or with company."""
    first: dict[tuple[object, ...], Tag] = {}
    there: dict[tuple[object, ...], list[Tag]] = {}
    for tag in tags:
        if not tag.level:
            continue
        place = _place(tag)
        there.setdefault(place, []).append(tag)
        shown = shortened(tag.text)
        if tag.open == "{{":
            yield Finding("tag-needs-rich-text", tag.paragraph, shown)
            continue
        if tag.level in _IN_TABLES and tag.paragraph.cell is None:
            if not _ends(tag):
                yield Finding("row-tag-outside", tag.paragraph, shown)
            continue
        if place in first:
            other = shortened(first[place].text)
            yield Finding("tags-in-one-place", tag.paragraph, shown, {"other": other})
            continue
        first[place] = tag
    for place, tag in first.items():
        beside = _beside(tag, there[place], paragraphs)
        if beside:
            params = {"text": shortened(beside)}
            yield Finding("text-beside-tag", tag.paragraph, shortened(tag.text), params)


def _ends(tag: Tag) -> bool:
    return tag.word.startswith("end")


def _place(tag: Tag) -> tuple[object, ...]:
    """What the tag takes the place of."""
    paragraph = tag.paragraph
    table, row, cell = paragraph.cell or (0, 0, 0)
    if tag.level == "tr":
        return ("tr", paragraph.box, table, row)
    if tag.level == "tc":
        return ("tc", paragraph.box, table, row, cell)
    if tag.level == "r":
        return ("r", paragraph.number, tag.text)
    return ("p", paragraph.number)


def _beside(tag: Tag, tags: Sequence[Tag], paragraphs: Sequence[Paragraph]) -> str:
    """Text, or a mark for a picture, that would vanish with a tag."""
    inside = [each for each in paragraphs if _belongs(each, tag)]
    text = " ".join(each.text for each in inside)
    if tag.level == "r":
        # docxtpl gives such a tag a run of its own.
        return ""
    for other in tags:
        text = text.replace(other.text, "", 1)
    if text.strip():
        return text
    return "▣" if any(each.has_object for each in inside) else ""


def _belongs(paragraph: Paragraph, tag: Tag) -> bool:
    own = tag.paragraph
    if tag.level in ("p", "r") or own.cell is None:
        return paragraph.number == own.number
    if paragraph.cell is None or paragraph.box != own.box:
        return False
    size = 2 if tag.level == "tr" else 3
    return paragraph.cell[:size] == own.cell[:size]
