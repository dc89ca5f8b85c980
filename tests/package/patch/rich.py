"""A workbook whose edited sheet carries all that a re-saving library would lose.

XlsxWriter makes what it can; threaded comments, custom XML and in-cell checkboxes are
parts declared synthetic, written after the standard and Microsoft's [MS-XLSX]; the VBA
project and the buttons' code are the add-in's own. No public file that Excel saved with
all of this was within reach; test_excel_saved has three smaller ones.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.raw_xlsx import PACKAGE, RELATIONS
from xl_addin.excel.vba_project import vba_project

_OFFICE = "http://schemas.microsoft.com/office"
_THREADED = f"{_OFFICE}/spreadsheetml/2018/threadedcomments"
_PERSON = "{5B0E0A26-0000-4000-8000-000000000001}"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET = "xl/worksheets/sheet1.xml"


def rich_book(folder: Path) -> bytes:
    """The workbook: sheet 职责 with a table, sheet 开关 beside it."""
    project = folder / "vbaProject.bin"
    project.write_bytes(vba_project(add_in=False))
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as workbook:
        workbook.add_vba_project(str(project))
        workbook.set_vba_name("ThisWorkbook")
        _duties(workbook, workbook.add_worksheet("职责"))
        _toggles(workbook, workbook.add_worksheet("开关"))
        workbook.define_name("职责名", "=职责!$B$2:$B$6")
    return _with_synthetic_parts(target.getvalue())


def _duties(workbook: Any, sheet: Any) -> None:
    wrap = workbook.add_format({"text_wrap": True, "border": 1})
    date = workbook.add_format({"num_format": "yyyy-mm-dd"})
    headers = ["职责编号", "职责标题", "数量", "日期", "双倍", "走势"]
    sheet.write_row(0, 0, headers, workbook.add_format({"bold": True}))
    for row in range(1, 6):
        sheet.write_string(row, 0, f"D{row}", wrap)
        sheet.write_string(row, 1, f"标题 {row}", wrap)
        sheet.write_number(row, 2, row * 10)
        sheet.write_number(row, 3, 45000 + row, date)
        sheet.write_formula(row, 4, f"=C{row + 1}*2", None, row * 20)
        sheet.add_sparkline(row, 5, {"range": f"职责!C2:C{row + 1}"})
    columns = [{"header": header} for header in headers]
    sheet.add_table(0, 0, 5, 5, {"name": "职责清单", "columns": columns})
    sheet.write_rich_string(
        "H1", "说明：", workbook.add_format({"bold": True}), "粗体", "不能丢"
    )
    sheet.write_comment("B2", "请核对", {"author": "王敏", "x_scale": 3})
    sheet.data_validation("C2:C6", {"validate": "integer", "criteria": ">", "value": 0})
    sheet.data_validation("H5", {"validate": "list", "source": "=开关!$A$2:$A$3"})
    sheet.conditional_format("C2:C6", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("C2:C6", {"type": "3_color_scale"})
    chart = workbook.add_chart({"type": "column"})
    chart.add_series({"categories": "=职责!$B$2:$B$6", "values": "=职责!$C$2:$C$6"})
    sheet.insert_chart("J2", chart)
    sheet.insert_button("J20", {"macro": "XlAddinCheck", "caption": "检查"})
    sheet.insert_textbox("J24", "文本框")
    sheet.protect("", {"format_cells": True})
    sheet.unprotect_range("A2:C6", "编辑区")
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.set_header("&C职责")
    sheet.write_url("H3", "https://example.org/", string="链接")


def _toggles(workbook: Any, sheet: Any) -> None:
    tick = workbook.add_format({"align": "center"})
    sheet.write_row(0, 0, ["职责编号", "职责标题", "R1", "R2"])
    for row in (1, 2):
        sheet.write_row(row, 0, [f"D{row}", f"标题 {row}"])
        sheet.write_row(row, 2, ["✓", ""], tick)
    sheet.set_column("C:D", 6)
    sheet.data_validation("C2:D3", {"validate": "list", "source": ["✓"]})
    sheet.write_comment("C1", "岗位一")


def _with_synthetic_parts(content: bytes) -> bytes:
    """Threaded comments with their people, custom XML, and a style with a checkbox."""
    parts = _read(content)
    relations = {
        f"xl/worksheets/_rels/{SHEET.rpartition('/')[2]}.rels": (
            f"{_OFFICE}/2017/10/relationships/threadedComment",
            "../threadedComments/threadedComment1.xml",
        ),
        "xl/_rels/workbook.xml.rels": (
            f"{_OFFICE}/2017/10/relationships/person",
            "persons/person.xml",
        ),
        "_rels/.rels": (f"{RELATIONS}/customXml", "customXml/item1.xml"),
    }
    for name, (kind, target) in relations.items():
        new = f'<Relationship Id="rIdT1" Type="{kind}" Target="{target}"/></Relationships>'
        parts[name] = parts[name].replace(b"</Relationships>", new.encode())
    kinds = {
        "/xl/threadedComments/threadedComment1.xml": "threadedcomments",
        "/xl/persons/person.xml": "person",
    }
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="application/vnd.ms-excel.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(b"</Types>", f"{overrides}</Types>".encode())
    added = {
        "xl/threadedComments/threadedComment1.xml": f'{_XML}<ThreadedComments xmlns="{_THREADED}">'
        f'<threadedComment ref="B2" dT="2026-01-02T03:04:05.00" personId="{_PERSON}" '
        'id="{5B0E0A26-0000-4000-8000-000000000002}"><text>请核对这一条</text></threadedComment>'
        "</ThreadedComments>",
        "xl/persons/person.xml": f'{_XML}<personList xmlns="{_THREADED}"><person '
        f'displayName="王敏" id="{_PERSON}" userId="wm" providerId="None"/></personList>',
        "customXml/item1.xml": f'{_XML}<分类 xmlns="urn:example:labels">内部</分类>',
        "customXml/_rels/item1.xml.rels": f'{_XML}<Relationships xmlns="{PACKAGE}/relationships"/>',
    }
    return _packed({**parts, **{name: text.encode() for name, text in added.items()}})


def repacked(content: bytes, changes: Mapping[str, bytes]) -> bytes:
    """A package with some parts exchanged."""
    return _packed({**_read(content), **changes})


def _read(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _packed(parts: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return target.getvalue()
