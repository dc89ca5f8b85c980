"""Command lines of Windows: those our VBA builds, and what cmd and a program make of one.

The VBA itself runs, in Calc: xlwings' functions as they are shipped, with the branch for
Windows chosen and only what asks Windows or Excel (`WScript`, `Application`, the
workbook, the settings) replaced by values.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import xlwings as xw

from xl_addin.excel.vba_project import module_sources

_OWN = """Option VBASupport 1
Global Captured As String
Function GetConfig(Name, Optional Default, Optional Source)
    If IsMissing(Default) Then GetConfig = "" Else GetConfig = Default
    If UCase(Name) = "INTERPRETER_WIN" Then GetConfig = "{interpreter}"
    If UCase(Name) = "TEMP DIR" Then GetConfig = "{temp}"
End Function
Function CaptureRun(Line, Style, Wait)
    Captured = Line
    CaptureRun = 0
End Function
Function NoSheets()
    NoSheets = Array()
End Function
Function Always(Name)
    Always = True
End Function
Function OneName()
    OneName = "GUID"
End Function
Sub ShowError(Name, Optional Text)
End Sub
Function LineOf(Macro)
    Captured = ""
    Select Case Macro
{cases}
    End Select
    LineOf = Captured
End Function
Function CopyLine(Interpreter, Macro, Target, Summary)
    CopyLine = XlAddinCopy.CommandLine(CStr(Interpreter), CStr(Macro), CStr(Target), CStr(Summary))
End Function
"""


@dataclass(frozen=True, slots=True)
class Windows:
    """What Windows and Excel would answer.

    Attributes:
        interpreter: The setting INTERPRETER_WIN.
        shown: Full name of the workbook in front.
        holding: Full name of the workbook that holds the macros.
        program: Excel's folder.
    """

    interpreter: str
    shown: str
    holding: str
    program: str = "C:\\Program Files\\Microsoft Office\\root"
    temp: str = "C:\\Temp"


def load_vba(book: xw.Book, windows: Windows, *, add_in: bool) -> None:
    """Put the macros into an open workbook, for `run_python_line` and `copy_line`."""
    sources = module_sources(add_in=add_in)
    names = re.findall(r"^Public Sub (\w+)\(\)", sources["XlAddin"], re.MULTILINE)
    cases = "\n".join(f'        Case "{name}": XlAddin.{name}' for name in names)
    modules = {
        "Own": _OWN.format(interpreter=windows.interpreter, temp=windows.temp, cases=cases),
        "XlAddin": _answered(sources["XlAddin"], windows),
        "XlAddinCopy": _answered(sources["XlAddinCopy"], windows),
        "xlwings": _answered(_functions(_for_windows(sources["xlwings"])), windows),
    }
    libraries = book.impl.xl.BasicLibraries
    if not libraries.hasByName("Standard"):
        libraries.createLibrary("Standard")
    library = libraries.getByName("Standard")
    for name, source in modules.items():
        library.insertByName(name, source)


def run_python_line(book: xw.Book, macro: str) -> str:
    """What a macro hands to `WScript.Run`."""
    return str(book.app.impl.run("Own.LineOf", (macro,)))


def copy_line(book: xw.Book, *arguments: str) -> str:
    """What the route without COM hands to `Shell`."""
    return str(book.app.impl.run("Own.CopyLine", arguments))


def commands_of_cmd(line: str) -> list[str]:
    """The commands `cmd.exe /C` makes of a line: cut at `&` outside quotes, `^` taken off."""
    assert line.startswith("cmd.exe /C ")
    rest = line.removeprefix("cmd.exe /C ")
    assert not rest.startswith('"')  # else cmd takes off the first and the last quote
    commands, quoted, position = [""], False, 0
    while position < len(rest):
        character = rest[position]
        if character == '"':
            quoted = not quoted
        if character == "^" and not quoted:
            position += 1
            character = rest[position]
        elif character == "&" and not quoted:
            commands.append("")
            position += 1
            continue
        commands[-1] += character
        position += 1
    return [command.strip() for command in commands]


def arguments_of(command: str) -> list[str]:
    """The arguments a program gets, by the rules of Microsoft's C runtime."""
    found: list[str] = []
    current, quoted, slashes, begun = "", False, 0, False
    for character in command + " ":
        if character == "\\":
            slashes += 1
            begun = True
            continue
        if character == '"':
            current += "\\" * (slashes // 2)
            if slashes % 2:
                current += '"'
            else:
                quoted = not quoted
            begun, slashes = True, 0
            continue
        current, slashes = current + "\\" * slashes, 0
        if character == " " and not quoted:
            if begun:
                found.append(current)
            current, begun = "", False
        else:
            current, begun = current + character, True
    return found


def _for_windows(source: str) -> str:
    """The source with every `#If Mac` decided for Windows."""
    kept: list[str] = []
    branches: list[bool] = []
    for line in source.splitlines():
        word = line.strip()
        if word.startswith("#If "):
            branches.append(not word.startswith("#If Mac"))
        elif word.startswith("#Else"):
            branches[-1] = not branches[-1]
        elif word.startswith("#End If"):
            branches.pop()
        elif all(branches):
            kept.append(line)
    return "\n".join(kept)


def _functions(source: str) -> str:
    """The functions a call of RunPython passes through."""
    found = []
    for name in ("RunPython", "ExecuteWindows", "ParentFolder"):
        match = re.search(
            rf"^(?:Public )?Function {name}\(.*?^End Function", source, re.MULTILINE | re.DOTALL
        )
        assert match, name
        found.append(match[0])
    return "\n".join(found)


def _answered(source: str, windows: Windows) -> str:
    """The source with values for what only Windows and Excel know."""
    for workbook, full in (
        ("ActiveWorkbook", windows.shown),
        ("ThisWorkbook", windows.holding),
    ):
        name = full.rpartition("\\")[2]
        source = source.replace(f"{workbook}.FullName", f'"{full}"')
        source = source.replace(f"{workbook}.Name", f'"{name}"')
        source = re.sub(rf"= {workbook}$", "= Nothing", source, flags=re.MULTILINE)
    for old, new in (
        ("Application.Path", f'"{windows.program}"'),
        ("Application.Name", '"Microsoft Excel"'),
        ("Application.Hwnd", "66"),
        ("WScript.Run(", "CaptureRun("),
        ("wb.Worksheets", "NoSheets()"),
        ("FileExists(", "Always("),
        ("CreateGUID()", "OneName()"),
    ):
        source = source.replace(old, new)
    return re.sub(r"^Attribute .*$", "", f"Option VBASupport 1\n{source}", flags=re.MULTILINE)
