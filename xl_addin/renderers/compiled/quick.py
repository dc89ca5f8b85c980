"""A part's quick code: made where it can be, run where a document is as usual.

`QuickCode` gives the same bytes as the part's own code, or raises; whoever runs it then
makes the whole document anew, since other parts may have counted headings before. Only
running out of time is told as what it is. Neighbours: `part` has both kinds of code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from jinja2 import nodes

from xl_addin.errors import DeadlineError
from xl_addin.model.numerals import Numbering
from xl_addin.renderers.compiled.quick_expressions import Expressions, Unwritten
from xl_addin.renderers.compiled.quick_writer import Printing, QuickWriter
from xl_addin.renderers.compiled.tables import Tables, Unusual
from xl_addin.renderers.compiled.telling import telling, told
from xl_addin.renderers.faults import fields_at
from xl_addin.renderers.jinja_env import TemplateEnvironment

_FILE = "<quick>"


class QuickCode:
    """The code of one part.

    Args:
        source: Its text.
        given: What it names.
        places: For each of its lines the tree it comes from, and its line there.
    """

    def __init__(
        self, source: str, given: dict[str, Any], places: Sequence[tuple[int, int]]
    ) -> None:
        self._code = compile(source, _FILE, "exec")
        self._given = given
        self._fill = self._function(given)
        self._places = places

    def fill(
        self,
        context: Mapping[str, Any],
        counter: Numbering,
        kind: str,
        sources: Sequence[str],
        printed: list[str] | None = None,
    ) -> bytes:
        """The part of one document.

        Args:
            context: The document's context.
            counter: Counts its headings.
            kind: See `PartSource`.
            sources: What its trees were read from.
            printed: Is told what is printed, if it is given.

        Raises:
            Unusual: This code is not for that document.
            DeadlineError: It takes too long.
        """
        fill = self._fill if printed is None else self._function(telling(self._given))
        try:
            written = fill(context.get, counter)
        except TimeoutError as fault:
            tree, line = self._place(fault)
            raise DeadlineError(
                "tag-deadline", **fields_at(kind, sources[tree], line)
            ) from fault
        except Exception as fault:
            raise Unusual from fault
        if printed is not None:
            printed += told(written)
        return b"".join(written)

    def _function(
        self, given: dict[str, Any]
    ) -> Callable[[Callable[..., Any], Numbering], list[bytes]]:
        """The code as a function that finds in `given` what it names."""
        exec(self._code, given)  # noqa: S102 - written by `quick_writer`
        function: Callable[[Callable[..., Any], Numbering], list[bytes]] = given["fill"]
        return function

    def _place(self, fault: TimeoutError) -> tuple[int, int]:
        trace, place = fault.__traceback__, (0, 0)
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == _FILE and trace.tb_lineno:
                place = self._places[trace.tb_lineno - 1]
            trace = trace.tb_next
        return place


def quick_code(
    environment: TemplateEnvironment,
    tables: Tables,
    trees: Sequence[tuple[bytes, nodes.Template]],
    after: bytes,
    printing: Printing,
) -> QuickCode | None:
    """The code of a part, or None if it has statements beyond it.

    Args:
        environment: The part's.
        tables: Its template's.
        trees: What stands before each of its trees, and the tree.
        after: What stands behind them.
        printing: How it prints.
    """
    expressions = Expressions(environment, tables)
    try:
        lines = QuickWriter(expressions, printing).write(trees, after)
        source = "\n".join([" " * line.depth + line.text for line in lines])
        return QuickCode(source, expressions.given, [line.place for line in lines])
    except (Unwritten, SyntaxError, ValueError, RecursionError, MemoryError):
        return None
