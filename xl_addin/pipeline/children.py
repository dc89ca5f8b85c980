"""The guarded children of a run, started before it needs them.

One looks through templates and makes documents; the other reads the workbook while the
first gets ready. Both import what they will want while this process imports what plans,
so this module itself imports next to nothing.
"""

from __future__ import annotations

from pathlib import Path

from xl_addin.executors.guarded import aside, further, shared
from xl_addin.filesystem import STATE_FOLDER

DEFAULT_FOLDER = "输出"
"""Where documents go that nobody names a place for, beside their workbook."""

_MAKING = (
    "xl_addin.pipeline.template_lint",
    "xl_addin.quality",
    "xl_addin.pipeline.renderer_choice",
    "xl_addin.renderers.compiled",
    "xl_addin.pipeline.release",
)
_READING = ("xl_addin.pipeline.guarded_source", "xl_addin.sources.calamine_file")


def start_children(*, to_read: bool = True) -> None:
    """Start both; those that are there already stay as they are.

    Args:
        to_read: Whether there is a file to read; without one, only the other is started.
    """
    shared().start(*_MAKING)
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


def start_further(jobs: int) -> None:
    """Start those of a batch over so many processes; the first is there already.

    One that has helped to read gives back what that took.
    """
    for number in range(1, jobs):
        further(number).let_go()
        further(number).start(*_MAKING)


def start_readers(count: int) -> None:
    """Start those that read a large file beside the one that always does."""
    for number in range(1, count):
        further(number).start(*_READING)


def end_reading() -> None:
    """Give back what reading took; a later one starts another child."""
    aside().let_go()
