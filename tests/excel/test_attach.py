"""Buttons put into a workbook: what changes, what does not, and that bytes repeat."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
import xlsxwriter
from click.testing import CliRunner
from lxml import etree

from tests.builders import book, save_xlsx
from xl_addin.cli.addin import command
from xl_addin.errors import WorkbookError
from xl_addin.excel import MACROS, buttons
from xl_addin.excel.attach import add_in, attach, ribbon
from xl_addin.excel.vba_project import module_sources

SHIPPED = Path(__file__).parents[2] / "workbooks" / "product_operations.xlsx"
CHANGED = {
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
}
CUSTOM_UI = "{http://schemas.microsoft.com/office/2006/01/customui}"


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_THREADS = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
_PERSONS = "http://schemas.microsoft.com/office/2017/10/relationships/person"
_THREADED = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_ID = "{00000000-0000-0000-0000-00000000000A}"
# Synthetic parts, after the published schemas: no library here writes them.
_SYNTHETIC = {
    "xl/threadedComments/comment1.xml": f'<ThreadedComments xmlns="{_THREADED}">'
    f'<threadedComment ref="A1" dT="2025-01-01T00:00:00.00" personId="{_ID}" id="{_ID}">'
    "<text>请核对</text></threadedComment></ThreadedComments>".encode(),
    "xl/persons/person.xml": f'<personList xmlns="{_THREADED}"><person displayName="张三" '
    f'id="{_ID}" userId="a" providerId="None"/></personList>'.encode(),
    "customXml/item1.xml": "<人事>机密</人事>".encode(),
    "customXml/itemProps1.xml": f'<ds:datastoreItem xmlns:ds="{_OFFICE[:-14]}/customXml" '
    f'ds:itemID="{_ID}"/>'.encode(),
    "customXml/_rels/item1.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/'
    f'package/2006/relationships"><Relationship Id="rId1" Type="{_OFFICE}/customXmlProps" '
    'Target="itemProps1.xml"/></Relationships>'.encode(),
}
_DECLARED = "".join(
    f'<Override PartName="/{name}" ContentType="application/{kind}+xml"/>'
    for name, kind in (
        ("xl/threadedComments/comment1.xml", "vnd.ms-excel.threadedcomments"),
        ("xl/persons/person.xml", "vnd.ms-excel.person"),
        ("customXml/itemProps1.xml", "vnd.openxmlformats-officedocument.customXmlProperties"),
    )
)


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {entry.filename: package.read(entry) for entry in package.infolist()}


def _rich(folder: Path) -> bytes:
    """A workbook with what editors lose: chart, sparkline, data bar, names, notes,
    protected ranges, threaded comments, custom XML."""
    path = folder / "rich.xlsx"
    with xlsxwriter.Workbook(path) as made:
        first, second = made.add_worksheet("数据"), made.add_worksheet("图")
        first.write_column("A1", [1, 2, 3])
        first.write_comment("A1", "批注")
        first.add_sparkline("B1", {"range": "数据!A1:A3"})
        first.conditional_format("A1:A3", {"type": "data_bar", "data_bar_2010": True})
        first.protect("", {"select_locked_cells": True})
        first.unprotect_range("A1:A3")
        first.print_area("A1:B3")
        second.repeat_rows(0)
        made.define_name("图!本地", "=图!$A$1")
        chart = made.add_chart({"type": "column"})
        chart.add_series({"values": "=数据!$A$1:$A$3"})
        second.insert_chart("C2", chart)
        second.activate()
    parts = _parts(path.read_bytes()) | _SYNTHETIC
    for name, kind, target in (
        ("xl/worksheets/_rels/sheet1.xml.rels", _THREADS, "../threadedComments/comment1.xml"),
        ("xl/_rels/workbook.xml.rels", _PERSONS, "persons/person.xml"),
        ("xl/_rels/workbook.xml.rels", f"{_OFFICE}/customXml", "../customXml/item1.xml"),
    ):
        relation = f'<Relationship Id="rIdTest{len(target)}" Type="{kind}" Target="{target}"/>'
        parts[name] = parts[name].replace(
            b"</Relationships>", f"{relation}</Relationships>".encode()
        )
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>", f"{_DECLARED}</Types>".encode()
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize("rich", [True, False])
def test_only_the_parts_that_must_name_the_new_ones_change(tmp_path: Path, rich: bool) -> None:
    before = _rich(tmp_path) if rich else SHIPPED.read_bytes()

    after = _parts(attach(before, "book.xlsx"))

    for name, content in _parts(before).items():
        assert (after[name] == content) is (name not in CHANGED), name
    assert set(after) - set(_parts(before)) == {
        "xl/worksheets/xl_addin_home.xml",
        "xl/worksheets/_rels/xl_addin_home.xml.rels",
        "xl/drawings/xl_addin_home.vml",
        "xl/vbaProject.bin",
        "customUI/customUI.xml",
    }


def test_what_editors_lose_is_in_the_workbook_and_still_named_afterwards(
    tmp_path: Path,
) -> None:
    before = _rich(tmp_path)
    sheet = _parts(before)["xl/worksheets/sheet1.xml"]
    assert all(word in sheet for word in (b"sparkline", b"protectedRange", b"x14:dataBar"))
    assert "xl/charts/chart1.xml" in _parts(before)

    after = _parts(attach(before, "rich.xlsx"))

    for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        kept = {_canonical(each) for each in etree.fromstring(after[name])}
        for each in etree.fromstring(_parts(before)[name]):
            if each.get("PartName") != "/xl/workbook.xml":
                assert _canonical(each) in kept


def _canonical(element: etree._Element) -> bytes:
    return bytes(etree.tostring(element, method="c14n"))


@pytest.mark.filterwarnings("ignore:.* extension is not supported:UserWarning")
def test_names_and_the_sheet_in_front_stay_with_their_sheets(tmp_path: Path) -> None:
    path = tmp_path / "rich.xlsm"
    path.write_bytes(attach(_rich(tmp_path), "rich.xlsx"))

    read = openpyxl.load_workbook(path)

    assert read.sheetnames == ["首页", "数据", "图"]
    assert read.active is not None
    assert read.active.title == "图"
    assert "本地" in read["图"].defined_names
    assert read["数据"].print_area == "'数据'!$A$1:$B$3"
    assert read["图"].print_title_rows == "$1:$1"


def test_the_same_sources_give_the_same_bytes() -> None:
    content = SHIPPED.read_bytes()

    assert attach(content, "a.xlsx") == attach(content, "b.xlsx")
    assert add_in() == add_in()


def test_another_process_builds_the_same_bytes(tmp_path: Path) -> None:
    built = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        shutil.copy(SHIPPED, folder)
        subprocess.run(
            [
                sys.executable,
                "-m",
                "xl_addin",
                "addin",
                "build",
                "-o",
                "out",
                "--workbooks",
                ".",
            ],
            cwd=folder,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC+{seed}"},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        built.append(
            [
                (folder / name).read_bytes()
                for name in ("out/xl_addin.xlam", "product_operations.xlsm")
            ]
        )

    assert built[0] == built[1]


@pytest.mark.parametrize("for_add_in", [True, False])
def test_the_sources_are_read_back_from_the_project(tmp_path: Path, for_add_in: bool) -> None:
    content = add_in() if for_add_in else attach(SHIPPED.read_bytes(), "a.xlsx")

    with warnings.catch_warnings():
        # oletools calls pyparsing by names that are going out of use.
        warnings.simplefilter("ignore")
        from oletools.olevba import VBA_Parser

        parser = VBA_Parser("book", data=content)
        macros = list(parser.extract_macros())
        parser.close()
    found = {
        name.rpartition(".")[0]: code.replace("\r\n", "\n").strip()
        for _, _, name, code in macros
    }

    for name, source in module_sources(add_in=for_add_in).items():
        assert found[name] == source.replace("\r\n", "\n").strip()
        assert source.isascii()
    passed = "ActiveWorkbook" if for_add_in else "ThisWorkbook"
    assert f'--wb=" & """" & {passed}.Name' in found["xlwings"]
    assert "Zoomer Analytics LLC" in found["xlwings"]
    assert 'PROJECT_NAME As String = "xl_addin"' in found["xlwings"]


def test_every_button_and_ribbon_entry_names_a_procedure_that_runs_a_macro() -> None:
    sources = module_sources(add_in=True)
    procedures = set(
        re.findall(r"^Public Sub (\w+)", "\n".join(sources.values()), re.MULTILINE)
    )
    run = dict(
        re.findall(
            r'^Public Sub (\w+)\(\)\s+RunMacro "(\w+)"', sources["XlAddin"], re.MULTILINE
        )
    )
    entries = list(ElementTree.fromstring(ribbon()).iter(f"{CUSTOM_UI}button"))

    assert {macro for macro, _ in buttons.BUTTONS} <= procedures
    assert set(run.values()) == set(MACROS)
    assert {entry.get("onAction") for entry in entries} <= procedures
    cases = dict(re.findall(r'Case "(\w+)": (\w+)', sources["XlAddinRibbon"]))
    assert set(cases) == {entry.get("id") for entry in entries}
    assert set(cases.values()) <= set(run)
    assert "#If" not in "".join(sources[name] for name in sources if name != "xlwings")


def _schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(Path(__file__).with_name("customui.xsd")))


def test_the_ribbon_is_valid() -> None:
    schema = _schema()

    assert schema.validate(etree.fromstring(ribbon())), schema.error_log


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'size="large"', b'size="huge"'),
        (b'id="xlAddinCheck"', b'id="xlAddinPreview"'),
        (b'imageMso="', b'imageMso="1 '),
        (b"onAction=", b"onClick="),
        (b'label="', b'label="' + b"x" * 1025),
        (b"</ribbon>", b"<tabs/></ribbon>"),
    ],
)
def test_a_ribbon_that_office_would_drop_is_not_valid(old: bytes, new: bytes) -> None:
    spoilt = ribbon().replace(old, new, 1)
    assert spoilt != ribbon()

    assert not _schema().validate(etree.fromstring(spoilt))


def test_what_has_macros_already_is_refused(tmp_path: Path) -> None:
    once = attach(SHIPPED.read_bytes(), "a.xlsx")

    with pytest.raises(WorkbookError) as told:
        attach(once, "a.xlsm")

    assert told.value.code == "attach-has-macros"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing", b"\xd0\xcf\x11\xe0 old"])
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(WorkbookError):
        attach(content, "a.xlsx")


def test_a_sheet_of_that_name_is_refused(tmp_path: Path) -> None:
    path = save_xlsx({"首页": [["a"]]}, tmp_path / "a.xlsx")

    with pytest.raises(WorkbookError) as told:
        attach(path.read_bytes(), path.name)

    assert told.value.code == "attach-has-home"


def test_the_command_writes_beside_and_never_over(tmp_path: Path) -> None:
    path = save_xlsx(book(), tmp_path / "岗位.xlsx")

    first = CliRunner().invoke(command, ["attach", str(path)], standalone_mode=False)
    again = CliRunner().invoke(command, ["attach", str(path)], standalone_mode=False)
    forced = CliRunner().invoke(
        command, ["attach", str(path), "--force"], standalone_mode=False
    )

    assert first.exception is None
    assert zipfile.is_zipfile(tmp_path / "岗位.xlsm")
    assert getattr(again.exception, "code", None) == "file-exists"
    assert forced.exception is None


def test_the_build_command_writes_add_in_and_workbooks(tmp_path: Path) -> None:
    save_xlsx(book(), tmp_path / "岗位.xlsx")

    done = CliRunner().invoke(
        command,
        ["build", "-o", str(tmp_path / "out"), "--workbooks", str(tmp_path)],
        standalone_mode=False,
    )

    assert done.exception is None
    assert (tmp_path / "out" / "xl_addin.xlam").read_bytes() == add_in()
    assert zipfile.is_zipfile(tmp_path / "岗位.xlsm")
