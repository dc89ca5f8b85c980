"""PDFs by LibreOffice: several processes, each with a profile of its own, many files a call.

Starting LibreOffice costs more than laying out a document, so a process gets a share of
all documents at once. A process that dies, or makes nothing for a while, is ended with
all it started; what it left undone goes to a new one. A document that was at hand twice
when that happened fails alone.
"""

from __future__ import annotations

import contextlib
import os
import queue
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from xl_addin.errors import EnvironmentFault
from xl_addin.office_program import soffice
from xl_addin.pages.base import Made
from xl_addin.pages.fonts import write_settings

STALL_SECONDS = 90.0
_MOST_A_CALL = 50
_MOST_PROCESSES = 4
_TRIES = 2
_POLL_SECONDS = 0.1
_TAIL = 1024
# Bookmarks become named places of the PDF, by which page numbers are found.
_FILTER = (
    "pdf:writer_pdf_Export:"
    '{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"},'
    # Blank pages before odd ones count in the document's numbers: without them a PDF's
    # pages are not the document's.
    '"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
)
# What a program needs of its surroundings; nothing else may change how a page comes out.
_KEPT = (
    *("PATH", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "WINDIR", "PROGRAMDATA", "COMSPEC"),
    *("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA", "APPDATA", "USERPROFILE"),
)


class LibreOfficePdf:
    """Makes PDFs with LibreOffice; see `PdfMaker`.

    Args:
        processes: How many at a time; None: as many as there are processors, at most 4.
        stall_seconds: How long a process may take for one document.

    Raises:
        EnvironmentFault: LibreOffice is not installed.
    """

    name = "LibreOffice"

    def __init__(
        self, processes: int | None = None, stall_seconds: float = STALL_SECONDS
    ) -> None:
        program = soffice()
        if program is None:
            raise EnvironmentFault("pdf-program-missing")
        self._program = program
        self._processes = processes or min(os.cpu_count() or 1, _MOST_PROCESSES)
        self._stall = stall_seconds

    def make(self, documents: Sequence[Path], folder: Path) -> Iterator[Made]:
        """See `PdfMaker.make`."""
        shares = _shares(documents, self._processes)
        done: queue.SimpleQueue[Made | None] = queue.SimpleQueue()
        stop = threading.Event()
        waiting = deque(shares)
        workers = [
            threading.Thread(target=self._work, args=(waiting, folder, done, stop))
            for _ in range(min(self._processes, len(shares)))
        ]
        for worker in workers:
            worker.start()
        try:
            for _ in documents:
                made = done.get()
                if made is None:
                    raise EnvironmentFault("pdf-program-failed", program=self.name)
                yield made
        finally:
            stop.set()
            for worker in workers:
                worker.join()

    def _work(
        self,
        waiting: deque[list[Path]],
        folder: Path,
        done: queue.SimpleQueue[Made | None],
        stop: threading.Event,
    ) -> None:
        try:
            while not stop.is_set():
                try:
                    share = waiting.popleft()
                except IndexError:
                    return
                for made in self._share(share, folder, stop):
                    done.put(made)
        except BaseException:
            done.put(None)
            raise

    def _share(
        self, documents: Sequence[Path], folder: Path, stop: threading.Event
    ) -> Iterator[Made]:
        left = list(documents)
        tries: Counter[Path] = Counter()
        while left and not stop.is_set():
            with tempfile.TemporaryDirectory(
                prefix="xl_addin_office_", ignore_cleanup_errors=True
            ) as place:
                call = _Call(self._program, left, Path(place), self._stall)
                for document, pdf in call.run(stop):
                    left.remove(document)
                    yield Made(document, Path(shutil.move(pdf, folder / pdf.name)))
            # It works in order: what stopped it is the first that is left. A process that
            # ended well passed over each of them.
            blamed = left if call.ended_well else left[:1]
            tries.update(blamed)
            for document in [each for each in blamed if tries[each] >= _TRIES]:
                left.remove(document)
                yield Made(document, None, _not_made(document))


class _Call:
    """One process laying out some documents."""

    def __init__(
        self, program: Path, documents: Sequence[Path], place: Path, stall: float
    ) -> None:
        self._documents = list(documents)
        self._pdfs = place / "pdf"
        self._pdfs.mkdir()
        self._stall = stall
        self._command = [
            str(program),
            f"-env:UserInstallation={(place / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nologo"),
            *("--convert-to", _FILTER),
            *("--outdir", str(self._pdfs)),
            *(str(document.absolute()) for document in documents),
        ]
        self._environment = _environment(place)
        self.ended_well = False

    def run(self, stop: threading.Event) -> Iterator[tuple[Path, Path]]:
        """Documents with their whole PDFs, as they are done."""
        process = subprocess.Popen(  # noqa: S603 - the program the user installed
            self._command,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            since = time.monotonic()
            left = deque(self._documents)
            while process.poll() is None and not stop.is_set():
                # One that the next has been begun after is whole.
                if len(left) > 1 and self._pdf(left[1]).exists():
                    if (pdf := self._whole(left[0])) is not None:
                        yield left[0], pdf
                    left.popleft()
                    since = time.monotonic()
                elif time.monotonic() - since > self._stall:
                    break
                else:
                    time.sleep(_POLL_SECONDS)
        finally:
            _end(process)
        self.ended_well = process.returncode == 0
        for document in left:
            if (pdf := self._whole(document)) is not None:
                yield document, pdf

    def _pdf(self, document: Path) -> Path:
        return self._pdfs / f"{document.stem}.pdf"

    def _whole(self, document: Path) -> Path | None:
        pdf = self._pdf(document)
        try:
            content = pdf.read_bytes()
        except OSError:
            return None
        return pdf if content[:5] == b"%PDF-" and b"%%EOF" in content[-_TAIL:] else None


def _shares(documents: Sequence[Path], processes: int) -> list[list[Path]]:
    """Documents in as few calls as keep every process busy."""
    size = max(1, min(_MOST_A_CALL, -(-len(documents) // processes)))
    return [list(documents[at : at + size]) for at in range(0, len(documents), size)]


def _environment(place: Path) -> Mapping[str, str]:
    kept = {name: value for name in _KEPT if (value := os.environ.get(name))}
    return kept | {
        "HOME": str(place),
        "LANG": "C.UTF-8",
        "FONTCONFIG_FILE": str(write_settings(place)),
        "SAL_USE_VCLPLUGIN": "svp",
    }


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process with all it started, even where it has ended by itself."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def _not_made(document: Path) -> EnvironmentFault:
    return EnvironmentFault("pdf-not-made", file=document.name)
