"""Steps on a filled part, on its bytes or, where need be, on its tree.

`careful` does to one part what the reference renderer does to it, by the same means;
the others give the same for one concern without reading the part as XML.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from itertools import count

from lxml import etree

from xl_addin.renderers.ooxml import (
    W,
    bookmark_numbers,
    mend,
    parse_part,
    serialize_part,
)
from xl_addin.renderers.word_document import (
    fixed_tables,
    require_well_formed,
    resolve_listing,
    without_lines,
)

Step = Callable[[bytes], bytes]

_FIRST_PICTURE = 1001
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_EMPTY_PARAGRAPH = re.compile(r"<w:p( [^>]*)?/>")
_PICTURE = re.compile(rb'(<wp:docPr\b[^>]*?\sid=")[^"]*')
_BOOKMARK = re.compile(rb"<w:bookmark(Start|End)\b[^>]*?/>")
_ID = re.compile(rb'(\sw:id=")([^"]*)')
_NAME = re.compile(rb'\sw:name="([^"]*)')
_PARAGRAPH = re.compile(rb'<w:(?:p|tr) [^>]*?w14:paraId="([^"]*)"[^>]*>')
_IDS = re.compile(rb'\sw14:(?:paraId|textId)="[^"]*"')


def spelled_out(xml: str) -> str:
    """Empty paragraphs with an end tag of their own, as endings are looked at."""
    return _EMPTY_PARAGRAPH.sub(r"<w:p\1></w:p>", xml)


def number_pictures(xml: bytes) -> bytes:
    """Docxtpl's step for the ids of drawings."""
    numbers = count(_FIRST_PICTURE)
    return _PICTURE.sub(lambda found: b"%b%d" % (found[1], next(numbers)), xml)


def number_bookmarks(xml: bytes) -> bytes:
    """`ooxml.mend` for bookmarks: each name once with both ends, ids counted."""
    marks = list(_BOOKMARK.finditer(xml))
    numbers = iter(
        bookmark_numbers(
            [
                (mark[1] == b"Start", _group(_ID, mark[0], 2), _group(_NAME, mark[0], 1))
                for mark in marks
            ]
        )
    )

    def renew(found: re.Match[bytes]) -> bytes:
        number = next(numbers)
        if number is None:
            return b""
        return _ID.sub(lambda place: b"%b%d" % (place[1], number), found[0], count=1)

    return _BOOKMARK.sub(renew, xml)


def _group(pattern: re.Pattern[bytes], text: bytes, group: int) -> str:
    found = pattern.search(text)
    return found[group].decode() if found else ""


def drop_doubled_ids(xml: bytes) -> bytes:
    """`ooxml.mend` for paragraph ids: each once."""
    seen: set[bytes] = set()

    def once(found: re.Match[bytes]) -> bytes:
        if found[1] not in seen:
            seen.add(found[1])
            return found[0]
        return _IDS.sub(b"", found[0])

    return _PARAGRAPH.sub(once, xml)


def careful(filled: str, kind: str, shell: etree._Element) -> bytes:
    """A filled part made sound by reading it as XML.

    Args:
        filled: Its text, tags filled.
        kind: Its kind.
        shell: For a body, the document around it.

    Raises:
        RenderError: It is not well-formed.
    """
    resolved = resolve_listing(without_lines(filled))
    require_well_formed(resolved, kind)
    if kind == "body":
        body = fixed_tables(resolved)
        for number, picture in enumerate(body.iter(_DRAWING), start=_FIRST_PICTURE):
            picture.set("id", str(number))
        root = copy.deepcopy(shell)
        empty = root.find(f"{{{W}}}body")
        if empty is not None:
            root.replace(empty, body)
    else:
        root = parse_part(resolved.encode("utf-8"))
    mend(root)
    return serialize_part(root)
