"""See documents as pages: .docx → PDF → PNG, and the faces a PDF really uses.

Takes files, gives files and plain values; knows nothing of the engine. LibreOffice lays
the pages out, poppler (``pdftoppm``, ``pdffonts``, ``pdfinfo``, ``pdftotext``) reads them.
The formal Chinese faces are stood in for by Fandol (``get_fonts.sh``).
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from xl_addin.pages import fonts
from xl_addin.pages.libreoffice import LibreOfficePdf

FACES = ("FandolSong", "FandolHei", "FandolKai", "FandolFang")


class OfficeError(Exception):
    """A page could not be made, or not be read."""


def fonts_folder() -> Path | None:
    """Folder of the Fandol faces; None if they are not there."""
    folder = fonts.folder()
    found = all(any(folder.glob(f"{face}-Regular.otf")) for face in FACES)
    return folder if found else None


def missing_programs() -> list[str]:
    """The programs this module calls that are not on the path."""
    names = ("soffice", "pdftoppm", "pdffonts", "pdfinfo", "pdftotext")
    return [name for name in names if shutil.which(name) is None]


def to_pdf(documents: Sequence[Path], folder: Path) -> list[Path]:
    """Convert all documents as the program does; PDFs in the same order.

    Args:
        documents: .docx files whose stems differ.
        folder: Receives ``<stem>.pdf``.

    Raises:
        OfficeError: A PDF could not be made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = {each.document: each for each in LibreOfficePdf().make(documents, folder)}
    if absent := [each.document.name for each in made.values() if each.pdf is None]:
        raise OfficeError(f"not converted: {', '.join(absent)}")
    return [pdf for document in documents if (pdf := made[document].pdf) is not None]


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
