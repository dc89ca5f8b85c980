"""What becomes of one file that may be anything: a code, or a result that is looked at."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from xl_addin.errors import WorkbookError, XlAddinError
from xl_addin.executors.bounds import Bounds
from xl_addin.executors.guarded import run_guarded
from xl_addin.model.document import TemplateFile
from xl_addin.pipeline.guarded_renderer import GuardedRenderer
from xl_addin.pipeline.load import load
from xl_addin.pipeline.renderer_choice import default_renderer
from xl_addin.sources import openpyxl_file
from xl_addin.sources.packing import pack, unpack
from xl_addin.sources.xlsx_file import XlsxFile

_CONTEXT = {
    "role": {"name": "Clerk", "id": "R1"},
    "duties": [{"title": "Filing", "points": ["a", "b"]}],
}


def try_workbook(content: bytes, folder: Path) -> str:
    """What became of a workbook: a code, `read`, or `DIFFERENT` if parsers disagree."""
    path = folder / "book.xlsx"
    path.write_bytes(content)
    # A damaged file of this moment might be one that is being saved, and waited for.
    os.utime(path, (0, 0))
    try:
        raw = load(path).raw
    except XlAddinError as error:
        return error.code
    try:
        other = unpack(run_guarded(_by_openpyxl, Bounds(seconds=18), path))
    except WorkbookError:
        return "read by one parser"
    if raw == other or _named_in_capitals(content):
        return "read"
    return "DIFFERENT"


def _named_in_capitals(content: bytes) -> bool:
    """Part names are equal whatever their case, which openpyxl alone does not know."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return any(name.endswith((".XML", ".RELS")) for name in package.namelist())


def _by_openpyxl(path: Path) -> tuple[bytes, bytes]:
    return pack(XlsxFile(path, openpyxl_file.read_tables).read())


def try_template(content: bytes) -> str:
    """What became of a template: a code, or `rendered`."""
    try:
        compiled = GuardedRenderer(default_renderer).prepare(TemplateFile("t.docx", content))
        document = compiled.render(_CONTEXT)
    except XlAddinError as error:
        return error.code
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        ElementTree.fromstring(package.read("word/document.xml"))
        return "rendered" if package.testzip() is None else "DIFFERENT"
