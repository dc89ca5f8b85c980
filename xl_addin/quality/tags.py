"""The tags of a part, and what is wrong with their braces.

Takes paragraphs, gives `Tag`s in reading order for the other rules, and a `Finding`
for each pair of braces that is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from xl_addin.quality.parts import Paragraph

_OPEN = re.compile(r"\{\{|\{%|\{#")
_ENDS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_TAG = re.compile(
    r"(?P<open>\{\{|\{%|\{#)(?P<level>tr|tc|p|r)?(?(level)(?=[\s]))[-+]?(?P<inside>.*?)[-+]?"
    r"(?P<close>\}\}|%\}|#\})",
    re.DOTALL,
)
_WIDE = re.compile(r"(?:｛\s*[｛{%％]|\{\s*[｛％]).*?(?:[}｝%％]\s*[}｝]|$)")
_WIDE_END = re.compile(r"[｝％]")
_SPACED = re.compile(r"\{\s+[{%].*?(?:[}%]\s*\}|$)")
_STRAY = re.compile(r"\}\}|%\}")
_STRING = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
_QUOTE = re.compile("['\"]")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag.

    Attributes:
        text: As typed, braces included.
        open: `{{`, `{%` or `{#`.
        level: What it takes the place of: `p`, `tr`, `tc`, `r`, or '' for itself alone.
        inside: What stands between the braces and the level.
        paragraph: Where it stands.
    """

    text: str
    open: str
    level: str
    inside: str
    paragraph: Paragraph

    @property
    def word(self) -> str:
        """The first word of a statement: `for`, `endif` …; '' for any other tag."""
        words = self.inside.split(None, 1)
        return words[0] if self.open == "{%" and words else ""

    @property
    def source(self) -> str:
        """The tag for Jinja: no level, one line."""
        inside = " ".join(self.inside.splitlines())
        return f"{self.open} {inside} {_ENDS[self.open]}"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong at a paragraph, before it has a file and a part.

    Attributes:
        code: Entry of the catalogue.
        paragraph: Where it stands.
        tag: The tag, quoted.
        params: Further values the message names.
    """

    code: str
    paragraph: Paragraph
    tag: str
    params: dict[str, str] = field(default_factory=dict)


def shortened(text: str) -> str:
    """A tag or text as messages quote it."""
    shown = " ".join(text.split())
    return shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"


def find_tags(paragraphs: Sequence[Paragraph]) -> tuple[list[Tag], list[Finding]]:
    """Every whole tag, and every brace that makes none."""
    finder = _Finder(paragraphs)
    for index in range(len(paragraphs)):
        finder.read(index)
    return _without_raw(finder.tags), finder.findings


@dataclass(slots=True)
class _Finder:
    paragraphs: Sequence[Paragraph]
    tags: list[Tag] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    ended: set[int] = field(default_factory=set)
    """Paragraphs in which a tag of an earlier one ends: that is said there."""

    def read(self, index: int) -> None:
        paragraph = self.paragraphs[index]
        text, position = paragraph.text, 0
        while found := _OPEN.search(text, position):
            self._literal(index, text[position : found.start()])
            end = _end(text, found.end(), _ENDS[found.group()])
            following = _OPEN.search(text, found.end())
            if end < 0 or (following and following.start() < end):
                stop = following.start() if following else len(text)
                self._unclosed(index, text[found.start() : stop], last=following is None)
                position = stop
                continue
            whole = text[found.start() : end + 2]
            if parsed := _TAG.fullmatch(whole):
                level, inside = parsed["level"] or "", parsed["inside"].strip()
                self.tags.append(Tag(whole, parsed["open"], level, inside, paragraph))
            position = end + 2
        self._literal(index, text[position:])

    def _unclosed(self, index: int, text: str, *, last: bool) -> None:
        code = "tag-unclosed"
        if _WIDE_END.search(text):
            code = "braces-full-width"
        elif last and (end := self._ends_at(index)) is not None:
            self.ended.add(end)
            code = "tag-over-paragraphs"
        self._add(code, index, text)

    def _ends_at(self, index: int) -> int | None:
        """The next paragraph but one or two that ends a tag before it begins one."""
        for later in range(index + 1, min(index + 4, len(self.paragraphs))):
            text = self.paragraphs[later].text
            stray, begin = _STRAY.search(text), _OPEN.search(text)
            if stray and (begin is None or stray.start() < begin.start()):
                return later
            if begin:
                return None
        return None

    def _literal(self, index: int, text: str) -> None:
        if found := _WIDE.search(text):
            self._add("braces-full-width", index, found.group())
        elif found := _SPACED.search(text):
            self._add("braces-spaced", index, found.group())
        elif found := _STRAY.search(text):
            if index in self.ended:
                self.ended.discard(index)
            else:
                self._add("tag-unopened", index, text[: found.end()])

    def _add(self, code: str, index: int, text: str) -> None:
        self.findings.append(Finding(code, self.paragraphs[index], shortened(text)))


def _end(text: str, start: int, close: str) -> int:
    """Where a tag ends: at the first closing braces that stand in no quoted text, or -1."""
    first = end = text.find(close, start)
    while end >= 0 and not _OPEN.search(text, start, end):
        if not _QUOTE.search(_STRING.sub("", text[start:end])):
            return end
        end = text.find(close, end + 1)
    return first


def _without_raw(tags: Sequence[Tag]) -> list[Tag]:
    """Tags without those a `raw` block prints as they stand."""
    kept: list[Tag] = []
    in_raw = False
    for tag in tags:
        in_raw = in_raw and tag.word != "endraw"
        if not in_raw:
            kept.append(tag)
        in_raw = in_raw or tag.word == "raw"
    return kept


def in_reading_order(tags: Sequence[Tag]) -> Iterator[Tag]:
    """Tags that mean something to Jinja: comments left out."""
    return (tag for tag in tags if tag.open != "{#")
