"""The exact command lines the buttons start, for paths with spaces, `&` and Chinese."""

from __future__ import annotations

import ast
import re

import pytest
import xlwings as xw

from tests.excel.windows_lines import (
    Windows,
    arguments_of,
    commands_of_cmd,
    copy_line,
    load_vba,
    run_python_line,
)
from xl_addin.excel.vba_project import module_sources

IN_FRONT = "D:\\人事 & 行政\\岗位 R&D.xlsx"
HOLDING = "C:\\Users\\张 三\\AppData\\Roaming\\Microsoft\\Excel\\XLSTART\\xl_addin.xlam"
INTERPRETER = "C:\\Users\\张 三\\a & b\\python.exe"
WORKBOOK = Windows(INTERPRETER, IN_FRONT, IN_FRONT)
ADD_IN = Windows(INTERPRETER, IN_FRONT, HOLDING)


@pytest.fixture
def sheet(fresh_calc: xw.App) -> xw.Book:
    return fresh_calc.books.add()


@pytest.mark.parametrize("add_in", [True, False])
def test_the_line_of_run_python_is_exactly_this(sheet: xw.Book, add_in: bool) -> None:
    load_vba(sheet, ADD_IN if add_in else WORKBOOK, add_in=add_in)

    line = run_python_line(sheet, "XlAddinGenerate")

    shown = "D:\\\\人事 ^& 行政\\\\岗位 R^&D.xlsx"
    holding = HOLDING.replace("\\", "\\\\") if add_in else shown
    assert line == (
        'cmd.exe /C C: & cd "C:\\Users\\张 三\\a & b" & '
        '"C:\\Users\\张 三\\a & b\\python.exe" -B -c '
        f'"import xlwings.utils;xlwings.utils.prepare_sys_path(\\"true;{shown};{holding};;;;\\"); '
        'import xl_addin.excel; xl_addin.excel.generate()"  '
        '--wb="岗位 R&D.xlsx" --from_xl=1 '
        '--app="C:\\Program Files\\Microsoft Office\\root\\Microsoft Excel" --hwnd="66" '
        '2> "C:\\Temp\\xlwings-GUID.log" '
    )


@pytest.mark.parametrize("add_in", [True, False])
def test_cmd_and_python_understand_it(sheet: xw.Book, add_in: bool) -> None:
    load_vba(sheet, ADD_IN if add_in else WORKBOOK, add_in=add_in)

    for macro in ("XlAddinGenerate", "XlAddinCheck", "XlAddinCompareRoles"):
        drive, folder, command = commands_of_cmd(run_python_line(sheet, macro))
        program, *arguments = arguments_of(command)

        assert (drive, folder) == ("C:", 'cd "C:\\Users\\张 三\\a & b"')
        assert program == INTERPRETER
        assert arguments[:2] == ["-B", "-c"]
        first, _, run = ast.parse(arguments[2]).body[1:]
        assert isinstance(first, ast.Expr)
        assert isinstance(first.value, ast.Call)
        places = ast.literal_eval(first.value.args[0]).split(";")
        assert places[:3] == ["true", IN_FRONT, HOLDING if add_in else IN_FRONT]
        assert ast.unparse(run).startswith("xl_addin.excel.")
        assert arguments[3:5] == ["--wb=岗位 R&D.xlsx", "--from_xl=1"]
        assert arguments[-2:] == ["2>", "C:\\Temp\\xlwings-GUID.log"]


def test_a_python_on_a_share_is_reached_by_pushd(sheet: xw.Book) -> None:
    load_vba(
        sheet, Windows("\\\\服务器\\共享 盘\\python.exe", IN_FRONT, IN_FRONT), add_in=False
    )

    pushed, command = commands_of_cmd(run_python_line(sheet, "XlAddinGenerate"))

    assert pushed == 'pushd "\\\\服务器\\共享 盘"'
    assert arguments_of(command)[0] == "\\\\服务器\\共享 盘\\python.exe"


def test_a_workbook_in_wps_goes_by_a_copy(sheet: xw.Book) -> None:
    load_vba(sheet, WORKBOOK, add_in=False)
    copy, summary = "D:\\人事 & 行政\\~xl_addin_岗位 R&D.xlsx", "D:\\人事 & 行政\\s.txt"

    line = copy_line(sheet, INTERPRETER, "generate", copy, summary)

    # `Shell` starts the program itself: no cmd comes between.
    assert arguments_of(line) == [
        INTERPRETER,
        "-m",
        "xl_addin.cli.on_copy",
        "generate",
        copy,
        summary,
    ]


def test_no_licence_key_is_asked_for() -> None:
    for add_in in (True, False):
        source = module_sources(add_in=add_in)["xlwings"]
        # The one place that needs a key is code kept in the workbook's own sheets.
        start = source.index("' PythonCommand with embedded code")
        asks = [match.start() for match in re.finditer(r"xlwings\.pro\b", source)]
        end = source.index("' Call Python platform-dependent")
        assert asks
        assert all(start < place < end for place in asks)


@pytest.mark.parametrize("add_in", [True, False])
def test_no_workbook_names_the_program_a_button_starts(add_in: bool) -> None:
    source = module_sources(add_in=add_in)["xlwings"]
    body = source[source.index("Function GetConfig(") :]
    layers = re.findall(r"^\s*If (source = .*) Then", body, re.MULTILINE)[:3]

    assert layers == [
        'source = "sheet"',
        'source = "directory"',
        'source = "" Or source = "user"',
    ]
