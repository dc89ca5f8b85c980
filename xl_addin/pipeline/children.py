"""The guarded children of a run, started before it needs them.

One looks through templates and makes documents; the other reads the workbook while the
first gets ready. Both import what they will want while this process imports what plans,
so this module itself imports next to nothing.
"""

from __future__ import annotations

from pathlib import Path

from xl_addin.executors.guarded import aside, further, import_all, shared
from xl_addin.filesystem import STATE_FOLDER

DEFAULT_FOLDER = "输出"
"""Where documents go that nobody names a place for, beside their workbook."""

_MAKING = (
    "xl_addin.pipeline.renderer_choice",
    "xl_addin.renderers.compiled",
    "xl_addin.pipeline.release",
)
_LOOKING = ("xl_addin.pipeline.template_lint", "xl_addin.quality", *_MAKING)
# As long as a start may take.
_IMPORT_SECONDS = 60.0
_READING = ("xl_addin.pipeline.guarded_source", "xl_addin.sources.calamine_file")


def start_children(*, to_read: bool = True) -> None:
    """Start both; those that are there already stay as they are.

    Args:
        to_read: Whether there is a file to read; without one, only the other is started.
    """
    shared().start(*_LOOKING)
    if to_read:
        aside().start(*_READING)


def start_before_reading(workbook: Path, output: str | None) -> bool:
    """Start both, unless the run may turn out to have nothing to do.

    Args:
        workbook: The workbook.
        output: Where documents go; None for the usual place.

    Returns:
        Whether they have started.
    """
    first = is_first(Path(output) if output else workbook.parent / DEFAULT_FOLDER)
    if first:
        start_children()
    return first


def is_first(folder: Path) -> bool:
    """Whether all documents are likely to be made: none have been there before."""
    return not (folder / STATE_FOLDER).exists()


def begin_importing(readers: int) -> None:
    """Have those that helped to read import what making documents takes."""
    # Whatever only starts children imports next to nothing.
    from xl_addin.executors.bounds import Bounds

    for number in range(1, readers):
        # One that read a very large file has been ended.
        further(number).start(*_MAKING)
        further(number).begin(import_all, Bounds(_IMPORT_SECONDS), _MAKING)


def begin_making(jobs: int) -> None:
    """End reading and start what is missing of a batch over so many processes.

    The shared one makes documents anyway; what has read becomes the second.
    """
    if jobs == 1:
        aside().let_go()
    for number in range(1, jobs):
        further(number).start(*_MAKING)


def end_reading() -> None:
    """Give back what reading took; a later one starts another child."""
    aside().let_go()
