"""Every document of a workbook laid out, and its pages looked at."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from xl_addin.model.names import key
from xl_addin.pages.base import PdfMaker
from xl_addin.pages.choice import pdf_maker
from xl_addin.pages.design import read_design
from xl_addin.pages.fonts import RARE_CHARACTERS, STAND_INS
from xl_addin.pages.layout_reader import read_pages
from xl_addin.pipeline.generate import generate
from xl_addin.pipeline.report import DocumentResult
from xl_addin.problems import Place, Problem, in_reading_order
from xl_addin.quality.page_checks import check_pages
from xl_addin.sources import WorkbookSource

Progress = Callable[[int, int], None]


def check_laid_out(  # noqa: PLR0913 - every option, by name
    workbook: Path | str | WorkbookSource,
    *,
    roles: Sequence[str] | None = None,
    templates: Sequence[str | Path] | None = None,
    template_folder: Path | str | None = None,
    language: str | None = None,
    allow_external: bool = False,
    filters: Path | str | None = None,
    maker: PdfMaker | None = None,
    on_progress: Progress | None = None,
) -> tuple[Problem, ...]:
    """Make and lay out every document in a temporary folder; give what its pages show.

    Documents that errors withhold are left out: `check` tells why.

    Raises:
        WorkbookError, UsageError: See `generate`.
        EnvironmentFault: No program that lays pages out is there.
    """
    maker = maker or pdf_maker()
    with tempfile.TemporaryDirectory(prefix="xl_addin_") as name:
        folder = Path(name)
        report = generate(
            workbook,
            output=folder / "documents",
            roles=roles,
            templates=templates,
            template_folder=template_folder,
            language=language,
            allow_external=allow_external,
            filters=filters,
        )
        documents = {each.path: each for each in report.done if each.path is not None}
        pdfs = folder / "pdf"
        pdfs.mkdir()
        problems: list[Problem] = []
        outcomes = maker.make(list(documents), pdfs)
        for done, made in enumerate(outcomes, start=1):
            problems += _of_document(documents[made.document], made.document, made.pdf)
            if on_progress is not None:
                on_progress(done, len(documents))
    return in_reading_order(problems)


def _of_document(result: DocumentResult, document: Path, pdf: Path | None) -> list[Problem]:
    place = Place(document.name)
    who = {
        "role": result.role or result.template,
        "name_of_role": result.name,
        "file": document.name,
    }
    roles = frozenset([key(result.role)])
    if pdf is None:
        return [Problem("pdf-not-made", place, who, roles=roles)]
    design = read_design(document.read_bytes())
    stand_ins = STAND_INS | {"": RARE_CHARACTERS}
    return [
        replace(
            problem,
            place=place,
            params={**problem.params, **who},
            roles=roles,
            template=result.template,
        )
        for problem in check_pages(design, read_pages(pdf, design), stand_ins)
    ]
