"""Renew the pictures of finished pages: ``python docs/pictures/make.py``.

Takes the shipped workbook and templates, makes one role's documents with the command
line, lays them out with LibreOffice and keeps the pages named in ``PICTURES``. Needs what
``tests/pages/office.py`` needs: LibreOffice, poppler, and the faces of ``get_fonts.sh``.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from tests.pages import office  # noqa: E402

ROLE = "OPS-02"
DPI = 80
PICTURES = {"job_content": (1, 2), "job_description": (1, 2)}


def main() -> int:
    """Write ``<template>_<page>.png`` beside this file; 3 where a program or font lacks."""
    fonts = office.fonts_folder()
    missing = office.missing_programs()
    if fonts is None or missing:
        print(
            "missing:",
            ", ".join(missing) or "fonts (tests/pages/get_fonts.sh)",
            file=sys.stderr,
        )
        return 3
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for template in PICTURES:
            _generate(template, folder / template)
        documents = []
        for template in PICTURES:
            (made,) = (folder / template).glob("*.docx")
            documents.append(made.rename(folder / f"{template}.docx"))
        for pdf in office.to_pdf(documents, folder, fonts=fonts):
            pages = office.to_png(pdf, folder, dpi=DPI)
            for number in PICTURES[pdf.stem]:
                target = HERE / f"{pdf.stem}_{number}.png"
                shutil.copyfile(pages[number - 1], target)
                print(target.relative_to(ROOT))
    return 0


def _generate(template: str, folder: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "xl_addin",
        "generate",
        str(ROOT / "workbooks" / "product_operations.xlsx"),
        *("--role", ROLE, "--template", str(ROOT / "word_templates" / f"{template}.docx")),
        *("--output", str(folder)),
    ]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
