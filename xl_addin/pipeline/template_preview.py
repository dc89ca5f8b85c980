"""One role's document of one template, as a PDF or as pictures of its pages."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from xl_addin.errors import EnvironmentFault
from xl_addin.outputs.memory import MemoryOutput
from xl_addin.package.limits import Limits
from xl_addin.pages.base import PdfMaker
from xl_addin.pages.choice import pdf_maker
from xl_addin.pipeline.generate import generate
from xl_addin.pipeline.template_files import put_down
from xl_addin.pipeline.template_folders import ENDING, template_at
from xl_addin.problems import Problem

_DOTS_PER_INCH = 110
_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Preview:
    """What a preview gave.

    Attributes:
        files: The document and its pages, in order; empty if it could not be made.
        problems: What was found wrong on the way.
    """

    files: tuple[Path, ...]
    problems: tuple[Problem, ...]


def preview(  # noqa: PLR0913 - every option, by name
    template: Path | str,
    workbook: Path | str,
    role: str,
    folder: Path | str,
    *,
    pdf: bool = False,
    png: bool = False,
    language: str | None = None,
    filters: Path | str | None = None,
    limits: Limits | None = None,
    maker: PdfMaker | None = None,
) -> Preview:
    """Make one role's document, and what it looks like.

    Args:
        template: A .docx file.
        workbook: An .xlsx file.
        role: A role id.
        folder: Where the files go; earlier previews of the same names are replaced.
        pdf: Also as PDF.
        png: Also as one picture a page.
        language: `zh` or `en`.
        filters: A Python file of the company's own filters.
        limits: What files may hold.
        maker: Lays the pages out; None for what is installed.

    Raises:
        UsageError: A file or the role does not exist.
        EnvironmentFault: A program is missing, or the folder cannot be written to.
    """
    path = template_at(template)
    output = MemoryOutput()
    report = generate(
        workbook,
        roles=[role],
        templates=[path],
        output=output,
        language=language,
        filters=filters,
        limits=limits,
        jobs=1,
    )
    # Warnings about the workbook are for `check`.
    problems = tuple(each for each in report.problems if each.is_error)
    if not output.documents:
        return Preview((), problems)
    content = next(iter(output.documents.values()))
    target = Path(folder) / f"{path.stem}_{role}{ENDING}"
    put_down(target, content, overwrite=True)
    pages = _laid_out(target, maker or pdf_maker(), pdf=pdf, png=png) if pdf or png else []
    return Preview((target, *pages), problems)


def _laid_out(document: Path, maker: PdfMaker, *, pdf: bool, png: bool) -> list[Path]:
    with tempfile.TemporaryDirectory(prefix="xl_addin_") as name:
        (made,) = maker.make([document], Path(name))
        if made.pdf is None:
            raise made.error or EnvironmentFault("preview-not-made", file=document.name)
        files = {document.with_suffix(".pdf"): made.pdf} if pdf else {}
        if png:
            for number, page in enumerate(_pictures(made.pdf), start=1):
                files[document.with_name(f"{document.stem}_{number}.png")] = page
        for target, source in files.items():
            put_down(target, source.read_bytes(), overwrite=True)
    return list(files)


def _pictures(pdf: Path) -> Sequence[Path]:
    program = shutil.which("pdftoppm")
    if program is None:
        raise EnvironmentFault("pictures-need-poppler")
    command = [program, "-r", str(_DOTS_PER_INCH), "-png", str(pdf), str(pdf.with_suffix(""))]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)  # noqa: S603
    except (OSError, subprocess.SubprocessError) as fault:
        raise EnvironmentFault("preview-not-made", file=pdf.name) from fault
    pages = pdf.parent.glob(f"{pdf.stem}-*.png")
    return sorted(pages, key=lambda page: int(page.stem.rpartition("-")[2]))
