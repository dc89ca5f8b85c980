"""What a tag prints, as bytes of XML, and what its document must therefore be checked for.

`Memo` keeps the encoded form of cell texts, which recur from role to role. `PartContext`
is Jinja's context of one part of one document; it notes what was printed that is not
plain text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from jinja2.runtime import Context
from markupsafe import escape

from xl_addin.renderers.features import BoundLater, needs_document
from xl_addin.renderers.jinja_env import xml_value
from xl_addin.renderers.printed import printed_lines

SPECIAL = re.compile("[\t\n\a\f<]")
"""What needs more than to be put in: docxtpl's marks, and markup."""

LISTING = 1
MARKUP = 2
ENDING = 4
"""Notes of a `PartContext`: what only `resolve_listing` can place; markup; a cell, row,
table or note that may not end as Word demands."""

BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
"""What `resolve_listing` makes of a line end in text."""

# `]]>` is not well-formed in a text.
_NOT_PLAIN = re.compile("[<>\"']|&(?!(?:amp|lt|gt|#34|#39|#13);)")
_ESCAPED = re.compile("[&<>\"']")
_LISTED = re.compile("[\t\a\f]")
_LONGEST = 32_767
# Of one character, escaped and encoded, at most; a tab or line end takes more, but seldom.
_BYTES = 5
_MOST = 1_500_000


class Memo:
    """What became of cell texts: none longer than a cell holds, bounded in all.

    Attributes:
        plain: Encoded texts that need nothing more.
        lined: Encoded texts with line ends, which have become breaks.
    """

    def __init__(self) -> None:
        self.plain: dict[str, bytes] = {}
        self.lined: dict[str, bytes] = {}
        self._split: dict[str, list[str]] = {}
        self._tables: dict[str, dict[str, bytes]] = {}
        self._others: list[dict[str, Any]] = []
        self._size = 0

    @property
    def lines(self) -> tuple[Callable[[str], Any], Callable[[Any, Any], Any]]:
        """What looks up the lines of a text, and what remembers them."""
        return self._split.get, self._keep_lines

    def table(self, name: str) -> dict[str, bytes]:
        """Encoded results of one chain of filters, by the text it began with."""
        return self._tables.setdefault(name, {})

    def add(self, table: dict[str, Any]) -> None:
        """Bound one more table, too."""
        self._others.append(table)

    def keep(self, text: str, encoded: bytes) -> None:
        """Remember one text."""
        self.keep_in(self.lined if "\n" in text else self.plain, text, encoded)

    def keep_in(self, table: dict[str, Any], text: str, made: Any) -> None:
        """Remember what a text became: bytes, or its lines."""
        if self._room(len(text), len(made) if isinstance(made, bytes) else len(text)):
            table[text] = made

    def _keep_lines(self, text: Any, lines: Any) -> Any:
        if type(text) is str and lines and self._room(len(text), len(text)):
            self._split[text] = lines
        return lines

    def _room(self, given: int, made: int) -> bool:
        if max(given, made // _BYTES) > _LONGEST:
            return False
        self._size += given + made
        if self._size > _MOST:
            self._split.clear()
            for table in (self.plain, self.lined, *self._tables.values(), *self._others):
                table.clear()
            self._size = given + made
        return True


class NeedsDocument(Exception):
    """A tag prints what only docxtpl can put into a document (an image, a link …)."""


def printed(value: Any, line_end: str) -> tuple[bytes, int]:
    """What a tag prints, and what is to be noted of it.

    Args:
        value: What its expression gives.
        line_end: What a line end becomes; empty where it cannot stand.

    Raises:
        NeedsDocument: Only docxtpl can print it.
        UnprintableValue: No document can hold it.
    """
    if value is None or (type(value) is str and not value):
        return b"", 0
    if type(value) is int:
        return b"%d" % value, 0
    if type(value) is str and value.isprintable() and not _ESCAPED.search(value):
        return value.encode("utf-8"), 0
    plain = xml_value(value)
    if isinstance(plain, BoundLater) or needs_document(plain):
        raise NeedsDocument
    if hasattr(plain, "__html__"):
        return _markup(plain.__html__(), line_end)
    return _placed(str(escape(plain)), line_end)


def _markup(markup: str, line_end: str) -> tuple[bytes, int]:
    # What `Markup` puts into itself, it escapes.
    encoded, notes = _placed(str(markup), line_end)
    return encoded, notes | MARKUP if _NOT_PLAIN.search(markup) else notes


def _placed(text: str, line_end: str) -> tuple[bytes, int]:
    notes = 0
    if _LISTED.search(text) or ("\n" in text and not line_end):
        notes = LISTING
    elif line_end:
        text = text.replace("\n", line_end)
    return text.encode("utf-8"), notes


class PartContext(Context):
    """Names of one part of one document, and how its tags print.

    Attributes:
        notes: What was printed: `LISTING`, `MARKUP`, `ENDING`, added up.
    """

    notes: int = 0

    @property
    def _memo(self) -> Memo:
        memo: Memo = self.environment.memo  # type: ignore[attr-defined]
        return memo

    @property
    def printers(self) -> tuple[Callable[..., Any], ...]:
        """What the code of a part prints with; see `codegen`."""
        return self._memo.plain.get, self._text, self._other, self._captured, self._keep

    def table(self, name: str) -> dict[str, bytes]:
        """What a chain of filters made of texts before; see `Memo.table`."""
        return self._memo.table(name)

    def _text(self, value: Any) -> bytes:
        """A value where a line end becomes a break."""
        if type(value) is str and (known := self._memo.lined.get(value)):
            return known
        return self._print(value, BREAK)

    def _other(self, value: Any) -> bytes:
        """A value anywhere else."""
        return self._print(value, "")

    def _captured(self, value: Any) -> bytes:
        """What a block captured: Jinja prints it as it is."""
        if not isinstance(value, str):
            raise TypeError(type(value).__name__)
        encoded, notes = _markup(value, "")
        self.notes |= notes
        return encoded

    def _keep(self, table: dict[str, bytes], text: Any, encoded: bytes) -> bytes:
        """What a chain of filters made of a text, remembered where nothing else depends on it."""
        if type(text) is str and not self.notes:
            self._memo.keep_in(table, text, encoded)
        return encoded

    def _print(self, value: Any, line_end: str) -> bytes:
        encoded, notes = printed(value, line_end)
        if type(value) is str and not notes:
            self._memo.keep(value, encoded)
        self.notes |= notes
        return encoded


class RecordingContext(PartContext):
    """A `PartContext` that also keeps what is printed, as text.

    Attributes:
        printed: What was printed, a line each.
    """

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.printed: list[str] = []

    @property
    def printers(self) -> tuple[Callable[..., Any], ...]:
        """See `PartContext.printers`; nothing is known beforehand, so everything passes by."""
        return (
            lambda _: None,
            self._told(self._text),
            self._told(self._other),
            self._told(self._captured),
            lambda _table, _text, encoded: encoded,
        )

    def table(self, name: str) -> dict[str, bytes]:
        """See `PartContext.table`."""
        return {}

    def _told(self, printer: Callable[[Any], bytes]) -> Callable[[Any], bytes]:
        def told(value: Any) -> bytes:
            self.printed.extend(printed_lines(value))
            return printer(value)

        return told
