"""PDFs of what a run left in its folder: only of documents that have none, or an old one.

A PDF shows its document as it lies there, hand-made changes included. It is laid out
beside and renamed, so that every PDF under its name is whole.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xl_addin.errors import EnvironmentFault
from xl_addin.filesystem import STATE_FOLDER, make_folder, write_new
from xl_addin.outputs.folder import content_digest
from xl_addin.pages.base import Made, PdfMaker
from xl_addin.pages.choice import pdf_maker
from xl_addin.pages.page_numbers import fill_page_numbers, not_filled, shows_page_numbers
from xl_addin.pipeline.report import Report
from xl_addin.problems import Place, Problem
from xl_addin.stores.folder_lock import FolderLock
from xl_addin.stores.side_files import SideFiles

Progress = Callable[[int, int], None]
_BESIDE = "pdf-"
# Added to the hash of a document whose PDF lacks page numbers: the next run tries again.
_UNNUMBERED = "-unnumbered"


@dataclass(slots=True)
class PdfReport:
    """What became of the PDFs.

    Attributes:
        made: Those laid out now.
        unchanged: Those that show their documents as they are.
        problems: One for each that could not be made, or lacks page numbers.
        seconds: How long it took.
    """

    made: list[Path] = field(default_factory=list)
    unchanged: list[Path] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def exit_code(self) -> int:
        """0 all there, 1 some are not."""
        return int(bool(self.failed))

    @property
    def failed(self) -> int:
        """How many could not be made."""
        return sum(each.is_error for each in self.problems)


def make_pdfs(
    report: Report,
    *,
    maker: PdfMaker | None = None,
    force: bool = False,
    overwrite_edited: bool = False,
    break_lock: bool = False,
    on_progress: Progress | None = None,
) -> PdfReport:
    """Lay out the documents of a run as PDF, beside them.

    Args:
        report: The run.
        maker: Lays them out; None for Word where it is installed, else LibreOffice.
        force: Also where a PDF is up to date.
        overwrite_edited: Also over PDFs that are not ours, or that a person changed.
        break_lock: Take the folder from a run that cannot be shown to be alive.
        on_progress: Called with (made, all) after each.

    Raises:
        EnvironmentFault: No program for it is there, or the folder cannot be written to;
            Busy: another run holds it.
    """
    started = time.perf_counter()
    result = PdfReport()
    documents = [each.path for each in report.done if each.path is not None]
    if report.folder is None or not documents:
        return result
    maker = maker or pdf_maker()
    lock = FolderLock(report.folder, break_lock=break_lock)
    lock.acquire()
    try:
        job = _Job(report.folder, maker, result, lock)
        due = job.due(documents, force=force, overwrite_edited=overwrite_edited)
        job.make(due, on_progress)
    finally:
        lock.release()
    result.seconds = time.perf_counter() - started
    return result


class _Job:
    def __init__(
        self, folder: Path, maker: PdfMaker, result: PdfReport, lock: FolderLock
    ) -> None:
        self._folder = folder
        self._maker = maker
        self._result = result
        self._lock = lock
        self._record = SideFiles(folder)
        self._unnumbered: set[Path] = set()

    def due(
        self, documents: Iterable[Path], *, force: bool, overwrite_edited: bool
    ) -> dict[Path, str]:
        """Documents to lay out, with their hashes."""
        due: dict[Path, str] = {}
        for document in documents:
            pdf = document.with_suffix(".pdf")
            try:
                digest = content_digest(document.read_bytes())
            except OSError as fault:
                self._fail(document, "file-not-readable", cause=fault.strerror or "-")
                continue
            ours = self._record.is_ours(pdf)
            if pdf.exists() and not ours and not overwrite_edited:
                self._fail(document, "pdf-not-ours", path=str(pdf))
            elif ours and not force and self._record.entries[pdf.name].document == digest:
                self._result.unchanged.append(pdf)
            else:
                due[document] = digest
        return due

    def make(self, due: dict[Path, str], on_progress: Progress | None) -> None:
        """Lay them out."""
        if not due:
            return
        state = self._folder / STATE_FOLDER
        for stray in state.glob(f"{_BESIDE}*"):
            shutil.rmtree(stray, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=_BESIDE, dir=state) as beside:
            sources = dict(self._sources(due, Path(beside) / "numbered"))
            outcomes = self._maker.make(list(sources), Path(beside))
            for done, made in enumerate(outcomes, start=1):
                document = sources[made.document]
                lacking = _UNNUMBERED if document in self._unnumbered else ""
                self._take(document, made, due[document] + lacking)
                self._lock.beat()
                if on_progress is not None:
                    on_progress(done, len(due))

    def _sources(self, documents: Iterable[Path], folder: Path) -> Iterator[tuple[Path, Path]]:
        """What is laid out for each document: it, or a copy whose contents have their pages."""
        for document in documents:
            try:
                content = document.read_bytes()
                source = document
                if shows_page_numbers(content):
                    source = self._numbered(document, content, folder)
                yield source, document
            except OSError as fault:
                self._fail(document, "file-not-readable", cause=fault.strerror or "-")

    def _numbered(self, document: Path, content: bytes, folder: Path) -> Path:
        try:
            numbered = fill_page_numbers(content, self._maker)
        except EnvironmentFault as fault:
            self._result.problems.append(not_filled(document.name, fault))
            self._unnumbered.add(document)
            return document
        make_folder(folder)
        write_new(folder / document.name, numbered)
        return folder / document.name

    def _take(self, document: Path, made: Made, digest: str) -> None:
        if made.pdf is None:
            self._fail(document, "pdf-not-made")
            return
        target = document.with_suffix(".pdf")
        try:
            self._record.take(made.pdf, target, digest, self._maker.name)
        except PermissionError:
            self._fail(document, "file-in-use", path=str(target))
        except OSError as fault:
            raise EnvironmentFault(
                "file-not-written", path=str(target), cause=fault.strerror or "-"
            ) from fault
        else:
            self._result.made.append(target)

    def _fail(self, document: Path, code: str, **params: object) -> None:
        place = Place(document.name)
        self._result.problems.append(Problem(code, place, {"file": document.name, **params}))


def outdated_pdfs(report: Report) -> tuple[Path, ...]:
    """PDFs of ours that lie beside documents of a run and show what these said before."""
    if report.folder is None:
        return ()
    record = SideFiles(report.folder)
    if not record.entries:
        return ()
    documents = [each.path for each in report.done if each.path is not None]
    return tuple(
        pdf for each in documents if _is_outdated(record, each, pdf := each.with_suffix(".pdf"))
    )


def _is_outdated(record: SideFiles, document: Path, pdf: Path) -> bool:
    entry = record.entries.get(pdf.name)
    if entry is None or not record.is_ours(pdf):
        return False
    try:
        if document.stat().st_mtime_ns <= entry.mtime:
            return False
        shown = entry.document.removesuffix(_UNNUMBERED)
        return content_digest(document.read_bytes()) != shown
    except OSError:
        return False


def pdfs_of(report: PdfReport) -> Sequence[Path]:
    """Every PDF that shows its document as it is, by name."""
    return sorted([*report.made, *report.unchanged])
