"""From a Jinja error to the paragraph of the template it stands in.

Sources given to Jinja hold one paragraph a line, so a line number names a paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_XML = re.compile(r"<[^>]*>")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph of a template part.

    Attributes:
        paragraph: Counted from 1; 0 if it is not known.
        text: Its text without markup, shortened.
    """

    paragraph: int
    text: str


def spot_of_line(source: str, line: int | None) -> Spot:
    """The paragraph of a line of the source counted from 1."""
    rows = source.split("\n")
    if not line or line > len(rows):
        return Spot(0, "")
    shown = _XML.sub("", rows[line - 1]).strip()
    # The first line holds what stands before the first paragraph.
    return Spot(line - 1, shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…")


def locate(fault: Exception, source: str) -> Spot:
    """The paragraph a template error was raised from."""
    line = None
    trace = fault.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return spot_of_line(source, line)
