"""See documents as pages: .docx → PDF → PNG, and the faces a PDF really uses.

Takes files, gives files and plain values; knows nothing of the engine. LibreOffice lays
the pages out, poppler (``pdftoppm``, ``pdffonts``, ``pdfinfo``, ``pdftotext``) reads them.
The formal Chinese faces are stood in for by Fandol (``fonts.conf``, ``get_fonts.sh``).
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).resolve().parent
FACES = ("FandolSong", "FandolHei", "FandolKai", "FandolFang")


class OfficeError(Exception):
    """A page could not be made: a program is missing, failed or passed its deadline."""


def fonts_folder() -> Path | None:
    """Folder of the Fandol faces: ``XL_ADDIN_FONTS``, else the cache; None if not there."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = Path(os.environ.get("XL_ADDIN_FONTS") or cache / "xl_addin" / "fonts")
    found = all(any(folder.glob(f"{face}-Regular.otf")) for face in FACES)
    return folder if found else None


def missing_programs() -> list[str]:
    """The programs this module calls that are not on the path."""
    names = ("soffice", "pdftoppm", "pdffonts", "pdfinfo", "pdftotext")
    return [name for name in names if shutil.which(name) is None]


@contextmanager
def _font_settings(fonts: Path) -> Iterator[Path]:
    """A fontconfig file for ``fonts`` that includes the project's own; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="xl_addin_fonts_") as name:
        file = Path(name) / "fonts.conf"
        file.write_text(
            '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
            f"<fontconfig><dir>{escape(str(fonts.resolve()))}</dir>"
            f"<include>{escape(str(HERE / 'fonts.conf'))}</include>"
            f"<cachedir>{escape(name)}/cache</cachedir></fontconfig>\n",
            encoding="utf-8",
        )
        yield file


def to_pdf(
    documents: Sequence[Path], folder: Path, *, fonts: Path, deadline: float = 120
) -> list[Path]:
    """Convert all ``documents`` in one run of LibreOffice; PDFs in the same order.

    ``folder`` receives ``<stem>.pdf``, so stems must differ. ``deadline`` is in seconds
    for the whole run. Raises OfficeError when a PDF does not appear.
    """
    if not documents:
        return []
    stems = [document.stem for document in documents]
    if len(set(stems)) != len(stems):
        raise OfficeError("two documents of one run have the same name")
    folder.mkdir(parents=True, exist_ok=True)
    targets = [folder / f"{stem}.pdf" for stem in stems]
    for target in targets:
        target.unlink(missing_ok=True)
    with (
        _font_settings(fonts) as settings,
        tempfile.TemporaryDirectory(prefix="xl_addin_office_") as profile,
    ):
        command = [
            "soffice",
            f"-env:UserInstallation={Path(profile).as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *(str(document) for document in documents),
        ]
        _run_group(command, {**os.environ, "FONTCONFIG_FILE": str(settings)}, deadline)
    absent = [target.name for target in targets if not target.is_file()]
    if absent:
        raise OfficeError(f"not converted: {', '.join(absent)}")
    return targets


def _run_group(command: list[str], environment: dict[str, str], deadline: float) -> None:
    """Run in a process group of its own and end the whole group at the deadline."""
    try:
        process = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except FileNotFoundError as error:
        raise OfficeError(f"{command[0]} is not installed") from error
    try:
        code = process.wait(timeout=deadline)
    except subprocess.TimeoutExpired as error:
        raise OfficeError(f"{command[0]} passed its deadline of {deadline:g} s") from error
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    if code:
        raise OfficeError(f"{command[0]} ended with {code}")


def _read(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    except (OSError, subprocess.SubprocessError) as error:
        raise OfficeError(f"{command[0]} failed: {error}") from error
    return done.stdout.decode("utf-8", "replace")


def to_png(pdf: Path, folder: Path, *, dpi: int = 80) -> list[Path]:
    """One PNG a page, ``<stem>-1.png`` …, in page order."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"{pdf.stem}-*.png"):
        old.unlink()
    _read(["pdftoppm", "-r", str(dpi), "-png", str(pdf), str(folder / pdf.stem)])
    pages = re.compile(re.escape(pdf.stem) + r"-(\d+)\.png")
    found = [(int(m[1]), p) for p in folder.iterdir() if (m := pages.fullmatch(p.name))]
    return [path for _, path in sorted(found)]


def page_count(pdf: Path) -> int:
    """Number of pages."""
    match = re.search(r"^Pages:\s+(\d+)", _read(["pdfinfo", str(pdf)]), re.MULTILINE)
    if match is None:
        raise OfficeError(f"no page count in {pdf.name}")
    return int(match[1])


def page_texts(pdf: Path) -> list[str]:
    """The text of every page, lines as laid out."""
    return _read(["pdftotext", "-layout", str(pdf), "-"]).split("\f")[:-1]


def faces(pdf: Path) -> set[str]:
    """Faces in the PDF without subset prefix and style: ``{"FandolFang", "LiberationSerif"}``."""
    return parse_pdffonts(_read(["pdffonts", str(pdf)]))


def parse_pdffonts(text: str) -> set[str]:
    """The first column of ``pdffonts``: ``ABCDEF+FandolSong-Bold`` → ``FandolSong``."""
    names = [line.split()[0] for line in text.splitlines()[2:] if line.strip()]
    return {re.sub(r"^[A-Z]{6}\+", "", name).split("-")[0] for name in names}
