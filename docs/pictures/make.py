"""Renew the pictures of finished pages: ``python docs/pictures/make.py [FOLDER]``.

Takes the shipped workbook and templates, makes documents with the command line, lays them
out with LibreOffice and keeps the pages named in ``PICTURES`` and a contact sheet: each
template of one role × three roles, each of all roles. With ``FOLDER``, every page of them
is kept there too, to be looked at. Needs what ``tests/pages/office.py`` needs (LibreOffice,
poppler, the faces of ``get_fonts.sh``) and ImageMagick.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from tests import shipped  # noqa: E402
from tests.pages import office  # noqa: E402
from xl_addin.pages.libreoffice import LibreOfficePdf  # noqa: E402
from xl_addin.pages.page_numbers import fill_page_numbers, shows_page_numbers  # noqa: E402

ROLES = ("OPS-02", "OPS-05", "OPS-08")
DPI = 80
PICTURES = {
    "job_content": (1, 2),
    "job_description": (1, 2),
    "recruitment_notice": (1,),
    "job_description_en": (1,),
    "handbook": (2, 3),
    "duty_matrix": (1,),
    "role_comparison": (1,),
}
OF_ONE_ROLE = [name.removesuffix(".docx") for name in shipped.ALL if name not in shipped.BOOK]
_THUMB = ("-geometry", "268x268+5+5", "-background", "#d0d4da", "-colors", "24")


def main(arguments: Sequence[str]) -> int:
    """Write the pictures beside this file; 3 where a program or font lacks."""
    missing = office.missing_programs()
    if shutil.which("montage") is None:
        missing.append("montage (apt-get install imagemagick)")
    if office.fonts_folder() is None or missing:
        print(
            "missing:",
            ", ".join(missing) or "fonts (tests/pages/get_fonts.sh)",
            file=sys.stderr,
        )
        return 3
    with tempfile.TemporaryDirectory() as name:
        folder = Path(arguments[0]) if arguments else Path(name) / "pages"
        pages = _pages(Path(name), folder)
        for template, numbers in PICTURES.items():
            for number in numbers:
                target = HERE / f"{template}_{number}.png"
                first = ROLES[0] if template in OF_ONE_ROLE else "all"
                page = pages[template, first][number - 1]
                subprocess.run(["convert", page, "-colors", "16", f"PNG8:{target}"], check=True)
                print(target.relative_to(ROOT))
        _contact_sheet(pages)
    return 0


def _pages(work: Path, folder: Path) -> dict[tuple[str, str], list[Path]]:
    """(template, role id or ``all``) → its pages."""
    documents: dict[tuple[str, str], Path] = {}
    for template in PICTURES:
        for role in ROLES if template in OF_ONE_ROLE else ("all",):
            made = _generate(template, role, work / f"{template}_{role}")
            documents[template, role] = made.rename(work / f"{template}_{role}.docx")
    for document in documents.values():
        content = document.read_bytes()
        if shows_page_numbers(content):
            document.write_bytes(fill_page_numbers(content, LibreOfficePdf()))
    made = office.to_pdf(list(documents.values()), work)
    return {
        key: office.to_png(pdf, folder, dpi=DPI)
        for key, pdf in zip(documents, made, strict=True)
    }


def _generate(template: str, role: str, folder: Path) -> Path:
    chosen = [role] if role != "all" else ROLES if template == "role_comparison" else ()
    command = [
        sys.executable,
        "-m",
        "xl_addin",
        "generate",
        str(shipped.WORKBOOK),
        *(word for each in chosen for word in ("--role", each)),
        *("--template", str(shipped.TEMPLATES / f"{template}.docx")),
        *("--doc-lang", "en" if template.endswith("_en") else "zh"),
        *("--output", str(folder)),
    ]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    (made,) = folder.glob("*.docx")
    return made


def _contact_sheet(pages: dict[tuple[str, str], list[Path]]) -> None:
    """First pages: a row a role, then the documents of all roles."""
    shown = [pages[template, role][0] for role in ROLES for template in OF_ONE_ROLE]
    handbook = pages["handbook", "all"]
    shown += [handbook[0], handbook[2], pages["duty_matrix", "all"][0]]
    shown.append(pages["role_comparison", "all"][0])
    target = HERE / "contact_sheet.png"
    command = ["montage", *map(str, shown), "-tile", "4x", *_THUMB, f"PNG8:{target}"]
    subprocess.run(command, check=True)
    print(target.relative_to(ROOT))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
