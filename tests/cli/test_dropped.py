"""A workbook dropped on an icon becomes documents, on Linux by the icon itself."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

import xl_addin
from tests.builders import book, docx, save_xlsx
from tests.programs import require_program
from tests.reading import documents
from tests.shipped import ROOT
from xl_addin.cli.addin import command
from xl_addin.cli.dropped import LINE_VARIABLE, dropped, typed
from xl_addin.errors import UsageError
from xl_addin.excel.installing import launchers

FOLDER = "人事 & 行政 $HOME `x` 'q'"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / FOLDER
    made.mkdir()
    return made


@pytest.fixture
def workbook(folder: Path) -> Path:
    (folder / "t.docx").write_bytes(docx("{{ role.name }}"))
    settings = {"默认模板": "t", "输出文件夹": "输出"}
    return save_xlsx(book(roles=["R1 Clerk"], settings=settings), folder / "R&D 岗位.xlsx")


@pytest.fixture
def interpreter(folder: Path) -> str:
    """This Python under a difficult path."""
    path = folder / "py thon"
    path.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def _environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "XL_ADDIN_LANG": "zh", **more}


def _expected(workbook: Path, folder: Path) -> dict[str, bytes]:
    xl_addin.generate(workbook, output=folder / "expected")
    made = documents(folder / "expected")
    assert len(made) == 1
    return made


def test_the_command_file_makes_the_documents(
    workbook: Path, folder: Path, interpreter: str
) -> None:
    launcher = launchers.put(folder, "macos", interpreter)

    done = subprocess.run(
        [str(launcher), str(workbook)],
        env=_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr.decode()
    assert documents(folder / "输出") == _expected(workbook, folder)


def test_the_desktop_file_makes_the_documents(
    workbook: Path, folder: Path, interpreter: str, tmp_path: Path
) -> None:
    gio = require_program("gio", apt="libglib2.0-bin")
    launcher = launchers.put(folder, "linux", interpreter)
    # GLib reads the file and starts a terminal, of which there is none here but this.
    terminals = tmp_path / "bin"
    terminals.mkdir()
    for name in ("xterm", "xdg-terminal-exec"):
        path = terminals / name
        path.write_text('#!/bin/sh\n[ "$1" = -e ] && shift\nexec "$@"\n', encoding="utf-8")
        path.chmod(0o755)

    subprocess.run(
        [gio, "launch", str(launcher), str(workbook)],
        env=_environment(PATH=f"{terminals}:/usr/bin:/bin"),
        stdin=subprocess.DEVNULL,
        check=True,
        timeout=60,
    )

    deadline = time.monotonic() + 60
    while not list((folder / "输出").glob("*.docx")) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert documents(folder / "输出") == _expected(workbook, folder)


def test_the_line_of_explorer_is_taken_as_it_is(workbook: Path, folder: Path) -> None:
    line = f'C:\\Windows\\system32\\cmd.exe /c ""C:\\桌面\\生成文档.cmd" "{workbook}""'

    done = subprocess.run(
        [sys.executable, "-m", "xl_addin.cli.dropped"],
        env=_environment(**{LINE_VARIABLE: line}),
        stdin=subprocess.DEVNULL,
        check=False,
    )

    assert done.returncode == 0
    assert documents(folder / "输出") == _expected(workbook, folder)


@pytest.mark.parametrize(
    ("rest", "files"),
    [
        ('"', []),
        ('C:\\岗位.xlsx"', ["C:\\岗位.xlsx"]),
        ('C:\\R&D.xlsx"', ["C:\\R&D.xlsx"]),
        ('"C:\\a b\\岗位.xlsx""', ["C:\\a b\\岗位.xlsx"]),
        ('C:\\R&D.xlsx "D:\\a & b.xlsx""', ["C:\\R&D.xlsx", "D:\\a & b.xlsx"]),
        ('"D:\\a & b.xlsx" C:\\x%y%^!.xlsx"', ["D:\\a & b.xlsx", "C:\\x%y%^!.xlsx"]),
    ],
)
def test_files_of_a_line_of_explorer(rest: str, files: list[str]) -> None:
    assert dropped(f'cmd.exe /c ""C:\\HR & co\\生成文档.cmd" {rest}') == files


def test_a_prompt_names_no_files() -> None:
    assert dropped("C:\\Windows\\system32\\cmd.exe") == []


def test_a_path_dragged_into_the_window_is_understood() -> None:
    assert typed("/tmp/R\\&D\\ 岗位.xlsx ") == ["/tmp/R&D 岗位.xlsx"]
    assert typed("\n") == []


def test_without_a_workbook_the_cure_is_said() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "xl_addin.cli.dropped"],
        env=_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )

    assert done.returncode == 2
    assert "launcher-needs-path" in done.stderr.decode()


def test_a_missing_workbook_is_told_by_exit_code(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "xl_addin.cli.dropped", str(tmp_path / "none.xlsx")],
        env=_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )

    assert done.returncode == 2
    assert "Traceback" not in done.stderr.decode()


def test_the_cmd_file_is_what_cmd_can_read() -> None:
    # cmd.exe is not here: the file is checked as text.
    content = launchers.launcher("windows", "C:\\Users\\张三 & co\\50%\\python.exe")
    lines = content.decode("utf-8").split("\r\n")

    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n") == len(lines) - 1
    assert lines[:2] == ["@echo off", "chcp 65001 >nul"]
    assert all(line.isascii() for line in lines[:2])
    assert 'set "XL_ADDIN_PYTHON=C:\\Users\\张三 & co\\50%%\\python.exe"' in lines
    run = [line for line in lines if "xl_addin.cli.dropped" in line]
    assert run == [
        '"!XL_ADDIN_PYTHON!" -m xl_addin.cli.dropped',
        '"%XL_ADDIN_PYTHON%" -m xl_addin.cli.dropped %*',
    ]
    # Behind an `&` in a dropped name cmd would go on with the rest as a command.
    assert lines[lines.index(run[0]) + 1] == "exit"
    assert lines.index('set "XL_ADDIN_DROPPED=!cmdcmdline!"') < lines.index(run[0])
    jumps = {line.rpartition("goto ")[2] for line in lines if "goto " in line}
    assert jumps == {line[1:] for line in lines if line.startswith(":")}
    outside = [line for line in lines if not line.startswith(("echo", "set "))]
    assert not [line for line in outside if "&" in line.replace('"', "")]


def test_the_command_puts_this_systems_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def put(*more: str) -> object:
        done = CliRunner().invoke(
            command, ["launcher", "-o", str(tmp_path), *more], standalone_mode=False
        )
        return done.exception

    path = tmp_path / launchers.file_name(launchers.this_system())
    assert put() is None
    assert put() is None
    assert path.read_bytes() == launchers.launcher(launchers.this_system())
    assert os.access(path, os.X_OK)
    assert put("--remove") is None
    assert not path.exists()
    path.write_text("mine", encoding="utf-8")
    for refused in (put(), put("--remove")):
        assert isinstance(refused, UsageError)
        assert refused.code == "install-not-ours"
    assert path.read_text(encoding="utf-8") == "mine"
