"""A macro workbook made of any workbook: buttons, VBA and ribbon put in beside its parts.

Four parts change, because they must name the new ones: the content types, the package's
relationships, the workbook part and its relationships. Every other part keeps its bytes.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from lxml import etree

from xl_addin.errors import WorkbookError
from xl_addin.excel import buttons
from xl_addin.excel.vba_project import one_sheet_parts, package, vba_project
from xl_addin.package.gate import verify
from xl_addin.package.refusal import Kind
from xl_addin.package.rewriting import rewritten

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_SHEET_ML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_VBA_RELATION = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_VBA_TYPE = "application/vnd.ms-office.vbaProject"
_UI_RELATION = "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility"
_PLAIN = f"{_SHEET_ML}.sheet.main+xml"
_MACRO = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_ADD_IN = "application/vnd.ms-excel.addin.macroEnabled.main+xml"
_RIBBON_PART = "customUI/customUI.xml"


@dataclass(frozen=True, slots=True)
class _Names:
    """Where the new parts go, beside those there are."""

    main: str
    sheet: str
    drawing: str
    project: str


def attach(content: bytes, name: str) -> bytes:
    """The bytes of an .xlsm with the buttons, made of an .xlsx.

    Args:
        content: The workbook.
        name: Its file name, for messages.

    Raises:
        WorkbookError: The gate refuses it, or it has macros or a ribbon of its own.
    """
    verify(content, Kind.WORKBOOK, file=name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _attached(content, archive, name)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, EOFError) as fault:
        cause = type(fault).__name__
        raise WorkbookError("workbook-damaged", file=name, cause=cause) from fault


def add_in() -> bytes:
    """The bytes of `xl_addin.xlam`: a ribbon tab that acts on the active workbook."""
    parts = one_sheet_parts(_ADD_IN, "ThisWorkbook")
    types = _parse(parts["[Content_Types].xml"])
    _override(types, "xl/vbaProject.bin", _VBA_TYPE)
    relations = _parse(parts["_rels/.rels"])
    _relate(relations, _UI_RELATION, _RIBBON_PART)
    own = _parse(parts["xl/_rels/workbook.xml.rels"])
    _relate(own, _VBA_RELATION, "vbaProject.bin")
    parts |= {
        "[Content_Types].xml": _bytes(types),
        "_rels/.rels": _bytes(relations),
        "xl/_rels/workbook.xml.rels": _bytes(own),
        "xl/vbaProject.bin": vba_project(add_in=True),
        _RIBBON_PART: ribbon(),
    }
    return package(parts)


def ribbon() -> bytes:
    """The ribbon's markup."""
    return (files("xl_addin.excel") / "vba" / "ribbon.xml").read_bytes()


def _attached(content: bytes, archive: zipfile.ZipFile, name: str) -> bytes:
    taken = set(archive.namelist())
    types = _parse(archive.read("[Content_Types].xml"))
    root = _parse(archive.read("_rels/.rels"))
    names = _names(root, taken, name)
    relations_name = _relations_of(names.main)
    workbook = _parse(archive.read(names.main))
    relations = _parse(archive.read(relations_name))
    _refuse(types, root, workbook, names, name)
    code_name = _put_home(workbook, relations, names)
    _relate(relations, _VBA_RELATION, _target(names.main, names.project))
    _relate(root, _UI_RELATION, _RIBBON_PART)
    _declare(types, names)
    changed = {
        "[Content_Types].xml": _bytes(types),
        "_rels/.rels": _bytes(root),
        names.main: _bytes(workbook),
        relations_name: _bytes(relations),
    }
    drawing = _target(names.sheet, names.drawing)
    added = {
        names.sheet: buttons.sheet_xml().encode(),
        _relations_of(names.sheet): f'<Relationships xmlns="{_RELS}"><Relationship Id="rId1" '
        f'Type="{_R}/vmlDrawing" Target="{drawing}"/></Relationships>'.encode(),
        names.drawing: buttons.drawing_vml().encode(),
        names.project: vba_project(add_in=False, workbook_name=code_name),
        _RIBBON_PART: ribbon(),
    }
    return rewritten(content, changed, added)


def _names(root: Any, taken: set[str], name: str) -> _Names:
    main = next(
        (
            each.get("Target", "").lstrip("/")
            for each in root
            if each.get("Type", "").endswith("/officeDocument")
        ),
        "",
    )
    if main not in taken:
        raise WorkbookError("workbook-damaged", file=name, cause="officeDocument")
    folder = posixpath.dirname(main)
    return _Names(
        main,
        posixpath.join(folder, "worksheets/xl_addin_home.xml"),
        posixpath.join(folder, "drawings/xl_addin_home.vml"),
        posixpath.join(folder, "vbaProject.bin"),
    )


def _refuse(types: Any, root: Any, workbook: Any, names: _Names, name: str) -> None:
    """What cannot be made a macro workbook without harming something."""
    main = next((e for e in types if e.get("PartName") == f"/{names.main}"), None)
    if etree.QName(workbook).namespace != _MAIN:
        raise WorkbookError("workbook-without-sheets", file=name)
    if main is None or main.get("ContentType") != _PLAIN:
        raise WorkbookError("attach-has-macros", file=name)
    if any(each.get("Type") == _UI_RELATION for each in root):
        raise WorkbookError("attach-has-ribbon", file=name)
    sheets = workbook.find(f"{{{_MAIN}}}sheets")
    if any(each.get("name") == buttons.SHEET_NAME for each in sheets):
        raise WorkbookError("attach-has-home", file=name, sheet=buttons.SHEET_NAME)


def _put_home(workbook: Any, relations: Any, names: _Names) -> str:
    """Put 首页 in front without moving anything else; give the workbook's code name."""
    sheets = workbook.find(f"{{{_MAIN}}}sheets")
    home = etree.Element(f"{{{_MAIN}}}sheet")
    home.set("name", buttons.SHEET_NAME)
    home.set("sheetId", str(max(int(each.get("sheetId")) for each in sheets) + 1))
    target = _target(names.main, names.sheet)
    home.set(f"{{{_R}}}id", _relate(relations, f"{_R}/worksheet", target))
    sheets.insert(0, home)
    for each in workbook.iter(f"{{{_MAIN}}}definedName", f"{{{_MAIN}}}customSheetView"):
        if each.get("localSheetId") is not None:
            each.set("localSheetId", str(int(each.get("localSheetId")) + 1))
    for view in workbook.iter(f"{{{_MAIN}}}workbookView"):
        # The user's own sheet stays in front: two selected tabs would be a group.
        view.set("activeTab", str(int(view.get("activeTab", "0")) + 1))
        if view.get("firstSheet") is not None:
            view.set("firstSheet", str(int(view.get("firstSheet")) + 1))
    properties = workbook.find(f"{{{_MAIN}}}workbookPr")
    if properties is None:
        properties = etree.Element(f"{{{_MAIN}}}workbookPr")
        version = workbook.find(f"{{{_MAIN}}}fileVersion")
        workbook.insert(0 if version is None else workbook.index(version) + 1, properties)
    own = properties.get("codeName", "")
    code_name = own if own.isascii() and own.isidentifier() else "ThisWorkbook"
    properties.set("codeName", code_name)
    return code_name


def _declare(types: Any, names: _Names) -> None:
    for each in types:
        if each.get("PartName") == f"/{names.main}":
            each.set("ContentType", _MACRO)
    defaults = {each.get("Extension", "").lower() for each in types}
    if "rels" not in defaults:
        default = etree.Element(f"{{{_TYPES}}}Default")
        default.set("Extension", "rels")
        default.set("ContentType", "application/vnd.openxmlformats-package.relationships+xml")
        types.insert(0, default)
    _override(types, names.sheet, f"{_SHEET_ML}.worksheet+xml")
    _override(types, names.drawing, _VML)
    _override(types, names.project, _VBA_TYPE)
    _override(types, _RIBBON_PART, "application/xml")


def _override(types: Any, part: str, kind: str) -> None:
    override = etree.SubElement(types, f"{{{_TYPES}}}Override")
    override.set("PartName", f"/{part}")
    override.set("ContentType", kind)


def _relate(relations: Any, kind: str, target: str) -> str:
    """Add a relationship under a free id and give the id."""
    taken = {each.get("Id") for each in relations}
    free = next(name for n in range(1, 10_000) if (name := f"rIdXlAddin{n}") not in taken)
    relation = etree.SubElement(relations, f"{{{_RELS}}}Relationship")
    relation.set("Id", free)
    relation.set("Type", kind)
    relation.set("Target", target)
    return free


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _target(part: str, other: str) -> str:
    return posixpath.relpath(other, posixpath.dirname(part) or ".")


def _parse(content: bytes | str) -> Any:
    data = content.encode() if isinstance(content, str) else content
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser)


def _bytes(root: Any) -> bytes:
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made
