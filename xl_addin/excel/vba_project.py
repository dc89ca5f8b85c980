"""The VBA project, built from text: the same text gives the same bytes.

xlwings' own module travels along, its licence notice (BSD) at its head. Two things in it
are changed: the name its settings go by, and that they come from the user's own file
only. As it stands, a sheet of a workbook, or a file beside it, could name the program
that a button starts.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from importlib.resources import files
from pathlib import Path

from xl_addin.errors import EnvironmentFault
from xl_addin.excel.buttons import CODE_NAME

SETTINGS_NAME = "xl_addin"
"""Where xlwings' VBA looks for its settings: `.xl_addin/xl_addin.conf` of the user."""

OWN_MODULES = ("XlAddin", "XlAddinCopy", "XlAddinRibbon")
_FIXED = (1980, 1, 1, 0, 0, 0)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_SHEET_ML = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def module_sources(*, add_in: bool) -> dict[str, str]:
    """Sources by module name: ours, and xlwings' for a workbook or for an add-in.

    In an add-in "this workbook" is the add-in itself, so that xlwings has a second form
    of its module that passes the active workbook.
    """
    own = files("xl_addin.excel") / "vba"
    sources = {name: (own / f"{name}.bas").read_text(encoding="ascii") for name in OWN_MODULES}
    name = "xlwings_custom_addin.bas" if add_in else "xlwings.bas"
    text = (files("xlwings") / name).read_text(encoding="ascii")
    named = "myaddin" if add_in else "xlwings"
    constant = 'Public Const PROJECT_NAME As String = "{}"'
    text = text.replace(constant.format(named), constant.format(SETTINGS_NAME))
    for layer in ("sheet", "directory"):
        text = text.replace(f'If source = "" Or source = "{layer}"', f'If source = "{layer}"')
    sources["xlwings"] = text
    return {
        name: text.replace("\r\n", "\n").replace("\n", "\r\n") for name, text in sources.items()
    }


def vba_project(*, add_in: bool, workbook_name: str = "ThisWorkbook") -> bytes:
    """The bytes of `vbaProject.bin`.

    Args:
        add_in: For the .xlam, instead of for a workbook.
        workbook_name: The code name of the workbook it goes into.

    Raises:
        EnvironmentFault: pyOpenVBA is not installed.
    """
    try:
        from pyopenvba import ExcelFile
    except ImportError as fault:
        raise EnvironmentFault("extra-missing", extra="excel") from fault
    with tempfile.TemporaryDirectory(prefix="xl_addin_") as folder:
        seed = Path(folder) / "seed.xlsm"
        seed.write_bytes(_seed(workbook_name))
        with ExcelFile(seed) as book:
            project = book.add_vba_project()
            for name, source in module_sources(add_in=add_in).items():
                project.add_module(name, source)
            book.save()
        with zipfile.ZipFile(seed) as package:
            return package.read("xl/vbaProject.bin")


def package(parts: dict[str, bytes | str]) -> bytes:
    """Parts as a package with fixed dates, in the order given."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(new_entry(name), content)
    return target.getvalue()


def new_entry(name: str) -> zipfile.ZipInfo:
    """An entry that is the same whenever and wherever it is written."""
    entry = zipfile.ZipInfo(name, _FIXED)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    entry.external_attr = 0
    return entry


def one_sheet_parts(kind: str, workbook_name: str) -> dict[str, bytes | str]:
    """A workbook of one empty sheet; `kind` is the content type of its main part."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return {
        "[Content_Types].xml": f'{head}<Types xmlns="{_TYPES}">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="{_SHEET_ML}.worksheet+xml"/></Types>',
        "_rels/.rels": f'{head}<Relationships xmlns="{_RELS}"><Relationship Id="rId1" '
        f'Type="{_R}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{head}<workbook xmlns="{_MAIN}" xmlns:r="{_R}">'
        f'<workbookPr codeName="{workbook_name}"/><sheets>'
        '<sheet name="xl_addin" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{head}<Relationships xmlns="{_RELS}">'
        f'<Relationship Id="rId1" Type="{_R}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{_MAIN}">'
        f'<sheetPr codeName="{CODE_NAME}"/><sheetData/></worksheet>',
    }


def _seed(workbook_name: str) -> bytes:
    kind = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    return package(one_sheet_parts(kind, workbook_name))
