"""Looks through a template and makes it ready, both where they can be killed.

A command line that names its templates makes that known before the workbook is read;
then a thread has the child begin, which would only wait meanwhile.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from xl_addin.errors import TemplateError, UsageError
from xl_addin.model.document import TemplateFile
from xl_addin.package.limits import Limits
from xl_addin.pipeline.guarded_renderer import GuardedRenderer, GuardedTemplate
from xl_addin.pipeline.renderer_choice import RendererChoice
from xl_addin.pipeline.template_folders import template_folders, template_named
from xl_addin.pipeline.template_lint import Linted, lint


class Looked(NamedTuple):
    """What a template comes to.

    Attributes:
        linted: What is known of it; None where it is no usable package.
        compiled: Prepared, unless it has a fault.
        fault: What made it unusable, besides the problems of `linted`.
    """

    linted: Linted | None = None
    compiled: GuardedTemplate | None = None
    fault: TemplateError | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """All that looking through a template depends on: equal looks find the same.

    Attributes:
        file: The template.
        make_renderer: Gives what prepares it.
        limits: What it may hold, and what working on it may take.
        allow_external: Whether content from outside it is only mentioned.
    """

    file: TemplateFile
    make_renderer: RendererChoice
    limits: Limits
    allow_external: bool

    def taken(self) -> Looked:
        """What it finds: of the same look, if one has begun; else it is taken now."""
        begun, found = _begun.pop(self.file.name, (None, None))
        if found is not None and begun == self:
            # What stopped the other, no fault of the template, stops this one or does not.
            with contextlib.suppress(Exception):
                return found.result()
        return self.take()

    def take(self) -> Looked:
        """Look through the template, and prepare it if it has no fault."""
        linted = None
        try:
            linted = lint(
                self.file,
                self.limits,
                self.make_renderer.filters,
                allow_external=self.allow_external,
            )
            if any(problem.is_error for problem in linted.problems):
                return Looked(linted)
            renderer = GuardedRenderer(self.make_renderer, self.limits)
            return Looked(linted, renderer.prepare(self.file))
        except TemplateError as fault:
            return Looked(linted, fault=fault)


_begun: dict[str, tuple[Look, Future[Looked]]] = {}


def look_ahead(
    workbook: Path,
    names: Sequence[str | Path],
    folder: Path | None,
    make_renderer: RendererChoice,
    limits: Limits,
    *,
    allow_external: bool,
) -> None:
    """Begin to look through templates that will be used whatever the workbook holds.

    Args:
        workbook: The workbook, not read yet.
        names: Templates named on the command line.
        folder: Where templates lie, if not beside the workbook.
        make_renderer: Gives what prepares them.
        limits: What a template may hold, and what working on it may take.
        allow_external: Whether content from outside the template is only mentioned.
    """
    folders = template_folders(workbook.parent, folder)
    # Where a template is missing or cannot be read, that is told in its turn.
    with contextlib.suppress(UsageError, OSError):
        for name in names:
            file = template_named(name, folders)
            look = Look(file, make_renderer, limits, allow_external)
            _begun[file.name] = (look, Future())
    if _begun:
        looks = list(_begun.values())
        threading.Thread(target=_take, args=(looks,), name="look-ahead", daemon=True).start()


def _take(looks: Iterable[tuple[Look, Future[Looked]]]) -> None:
    for look, found in looks:
        try:
            found.set_result(look.take())
        except BaseException as fault:  # noqa: BLE001 - for whoever waits for it
            found.set_exception(fault)
