"""From a Jinja error to ours, naming the paragraph of the template it stands in.

Sources given to Jinja hold one paragraph a line, so a line number names a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from jinja2 import TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.exceptions import TemplateError as JinjaError

from xl_addin.errors import DeadlineError, RenderError, TemplateError
from xl_addin.renderers.jinja_env import UnprintableValue, missing_name
from xl_addin.renderers.limits import LimitExceeded

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


@contextmanager
def compiling(template: str, part: str, source: str) -> Iterator[None]:
    """Jinja's syntax errors become ours.

    Raises:
        TemplateError: The tags are wrong; `fields` name part, paragraph and tag.
    """
    try:
        yield
    except TemplateSyntaxError as fault:
        spot = spot_of_line(source, fault.lineno)
        cause = fault.message or ""
        raise TemplateError(
            "template-syntax", template=template, **_fields(part, spot), cause=cause
        ) from fault
    except (SyntaxError, RecursionError, MemoryError, ValueError) as fault:
        # Nested so deep that Python, to which Jinja translates, gives up.
        fields = _fields(part, Spot(0, ""))
        cause = type(fault).__name__
        raise TemplateError(
            "template-syntax", template=template, **fields, cause=cause
        ) from fault


@contextmanager
def filling(part: str, source: str) -> Iterator[None]:
    """What a template raises while it is filled becomes ours.

    Raises:
        RenderError: A tag could not be filled; `fields` name part, paragraph and tag.
    """
    try:
        yield
    except RenderError:
        raise
    except UndefinedError as fault:
        fields = _fields(part, locate(fault, source))
        raise RenderError("name-undefined", **fields, name=missing_name(fault)) from fault
    except UnprintableValue as fault:
        fields = _fields(part, locate(fault, source))
        shown = {"value": fault.shown, "column": fault.column}
        raise RenderError(fault.code, **fields, **shown) from fault
    except TimeoutError as fault:
        raise DeadlineError("tag-deadline", **_fields(part, locate(fault, source))) from fault
    except LimitExceeded as fault:
        fields = _fields(part, locate(fault, source))
        raise RenderError("tag-too-large", **fields, cause=fault.what) from fault
    except SecurityError as fault:
        fields = _fields(part, locate(fault, source))
        raise RenderError("template-unsafe", **fields, cause=str(fault)) from fault
    except (
        JinjaError,
        TypeError,
        ValueError,
        ArithmeticError,
        LookupError,
        AttributeError,
        RecursionError,
        MemoryError,
    ) as fault:
        fields = _fields(part, locate(fault, source))
        cause = f"{type(fault).__name__}: {fault}"
        raise RenderError("tag-failed", **fields, cause=cause) from fault


def fields_at(part: str, source: str, line: int) -> dict[str, Any]:
    """Fields of an error in a line of a part's source."""
    return _fields(part, spot_of_line(source, line))


def _fields(part: str, spot: Spot) -> dict[str, Any]:
    return {"part": part, "paragraph": spot.paragraph, "text": spot.text}
