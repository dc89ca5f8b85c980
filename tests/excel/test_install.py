"""The add-in put in place, seen, and taken away again, on homes of our own.

Windows and macOS are played by their folders and variables: what the files hold and
where they lie is tested here, that Excel loads them is not.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import platformdirs.windows
import pytest
from click.testing import CliRunner

from tests.builders import book, save_xlsx
from xl_addin.cli.addin import command
from xl_addin.errors import EnvironmentFault, UsageError, XlAddinError
from xl_addin.excel.attach import add_in
from xl_addin.excel.installing import excel_files
from xl_addin.excel.installing.places import Places, excel_places, script_source

PYTHON = "C:\\Program Files\\Python 3.11\\python.exe"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    # platformdirs asks Windows itself; here its own second way must do, by variables.
    by_variables = platformdirs.windows.get_win_folder_from_env_vars
    monkeypatch.setattr(platformdirs.windows, "_RESOLVE_WIN_FOLDER", by_variables)
    monkeypatch.setenv("APPDATA", str(tmp_path / "AppData" / "Roaming"))
    monkeypatch.setenv("LOCALAPPDATA", r"C:\Users\张三\AppData\Local")
    monkeypatch.setenv("USERPROFILE", r"C:\Users\张三")
    return tmp_path


@pytest.fixture(params=["win32", "darwin"])
def places(home: Path, request: pytest.FixtureRequest) -> Places:
    interpreter = PYTHON if request.param == "win32" else "/opt/hr/bin/python3"
    return excel_places(request.param, interpreter, encoding="cp936")


def _settings(places: Places) -> dict[str, str]:
    # As VBA's `Input #` reads it: pairs of quoted strings in the system's code page.
    text = places.settings.read_bytes().decode(places.encoding)
    return dict(csv.reader(io.StringIO(text)))  # type: ignore[arg-type]


def _all_files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_windows_finds_everything_where_it_looks(home: Path) -> None:
    places = excel_places("win32", PYTHON, encoding="cp936")

    steps = excel_files.install(places)

    start = home / "AppData" / "Roaming" / "Microsoft" / "Excel" / "XLSTART"
    settings = home / ".xl_addin" / "xl_addin.conf"
    assert [(step.what, step.path) for step in steps] == [
        ("written", start / "xl_addin.xlam"),
        ("written", settings),
    ]
    assert (start / "xl_addin.xlam").read_bytes() == add_in()
    assert settings.read_bytes() == (
        f'"INTERPRETER_WIN","{PYTHON}"\r\n"ADD_WORKBOOK_TO_PYTHONPATH","false"\r\n'.encode()
    )


def test_macos_gets_the_script_that_its_sandbox_needs(home: Path) -> None:
    places = excel_places("darwin", "/opt/hr/bin/python3")

    excel_files.install(places)

    assert places.add_in.is_relative_to(home / "Library" / "Group Containers")
    assert places.add_in.read_bytes() == add_in()
    assert _settings(places) == {
        "INTERPRETER_MAC": "/opt/hr/bin/python3",
        "ADD_WORKBOOK_TO_PYTHONPATH": "false",
    }
    assert places.script is not None
    assert places.script.parent == home / "Library/Application Scripts/com.microsoft.Excel"
    assert places.script.read_bytes() == script_source()
    assert b"on VbaHandler(" in script_source()


def test_a_second_time_changes_nothing(home: Path, places: Places) -> None:
    excel_files.install(places)
    before = _all_files(home)

    steps = excel_files.install(places)

    assert {step.what for step in steps} == {"unchanged"}
    assert _all_files(home) == before


def test_what_is_taken_away_is_all_that_was_put_there(home: Path, places: Places) -> None:
    excel_files.install(places)

    excel_files.uninstall(places)

    assert set(_all_files(home)) == ({places.script} if places.script else set())
    assert not places.settings.exists()
    assert next(step.what for step in excel_files.uninstall(places)) == "absent"


def test_settings_of_the_users_own_stay(places: Places) -> None:
    places.settings.parent.mkdir(parents=True)
    places.settings.write_bytes('"SHOW CONSOLE","True"\r\n"公司","甲"\r\n'.encode("cp936"))

    excel_files.install(places, "copy")

    own = {"SHOW CONSOLE": "True", "公司": "甲"}
    assert _settings(places) == own | {
        places.interpreter_key: places.interpreter,
        "ADD_WORKBOOK_TO_PYTHONPATH": "false",
        "ROUTE": "copy",
    }
    excel_files.uninstall(places)
    assert _settings(places) == own


def test_status_tells_current_outdated_foreign_and_absent(places: Places) -> None:
    def states() -> list[str]:
        return [step.what for step in excel_files.status(places)][:2]

    assert states() == ["absent", "absent"]
    excel_files.install(places, "copy")
    assert states() == ["current", "current"]
    places.settings.write_bytes(
        f'"{places.interpreter_key}","elsewhere"\r\n'.encode(places.encoding)
    )
    assert states() == ["current", "outdated"]
    places.add_in.write_bytes(b"somebody else's")
    assert states() == ["foreign", "outdated"]


@pytest.mark.parametrize("which", ["add_in", "settings"])
def test_a_file_that_is_not_ours_is_left_alone(home: Path, places: Places, which: str) -> None:
    path: Path = getattr(places, which)
    path.parent.mkdir(parents=True)
    foreign = save_xlsx(book(), home / "other.xlsx").read_bytes() if which == "add_in" else b"a"
    path.write_bytes(foreign)
    before = _all_files(home)

    with pytest.raises(UsageError) as told:
        excel_files.install(places)

    assert told.value.code == "install-not-ours"
    assert told.value.fields["path"] == str(path)
    assert _all_files(home) == before
    if which == "add_in":
        with pytest.raises(UsageError):
            excel_files.uninstall(places)
        assert path.read_bytes() == foreign


def test_an_add_in_that_excel_holds_is_told(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No Linux file refuses its owner as Windows does for an open one; the call is made to.
    def refuse(*_: object) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(excel_files, "write_whole", refuse)

    with pytest.raises(EnvironmentFault) as told:
        excel_files.install(places)

    assert told.value.code == "install-blocked"


def test_a_user_name_the_code_page_lacks_is_named_by_a_variable(home: Path) -> None:
    inside = "C:\\Users\\张三\\AppData\\Local\\xl_addin\\python\\python.exe"
    outside = "D:\\张三\\python.exe"

    named = excel_places("win32", inside, encoding="cp1252").interpreter

    assert named == r"%LOCALAPPDATA%\xl_addin\python\python.exe"
    with pytest.raises(EnvironmentFault) as told:
        excel_places("win32", outside, encoding="cp1252")
    assert told.value.code == "interpreter-unreadable"
    assert excel_places("win32", outside, encoding="cp936").interpreter == outside
    assert excel_places("win32", r"C:\Users\张三丰\p.exe", encoding="cp936").interpreter == (
        r"C:\Users\张三丰\p.exe"
    )


@pytest.mark.parametrize("path", ["/Users/a b/python", "/Users/张三/python", "/x;y/python"])
def test_macos_cannot_start_every_path(home: Path, path: str) -> None:
    with pytest.raises(EnvironmentFault) as told:
        excel_places("darwin", path)

    assert told.value.code == "interpreter-unreadable"


@pytest.mark.parametrize("name", ["install", "uninstall", "status"])
def test_a_system_without_excel_is_told(
    name: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")

    done = CliRunner().invoke(command, [name], standalone_mode=False)

    assert isinstance(done.exception, XlAddinError)
    assert done.exception.code == "no-excel-here"
    assert _all_files(home) == {}


def test_the_commands_say_what_they_did(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = excel_places("darwin", "/opt/hr/bin/python3")
    monkeypatch.setattr("xl_addin.excel.installing.places.excel_places", lambda: wanted)

    def said(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(command, [*arguments, "--lang", "zh"], standalone_mode=False)
        assert done.exception is None
        return done.return_value, done.output

    assert said("status")[0] == 1
    code, output = said("install", "--route", "copy")
    assert code == 0
    assert f"已放入：{wanted.add_in}" in output
    assert "按钮使用的 Python：/opt/hr/bin/python3" in output
    assert said("status")[0] == 0
    assert f"已删除：{wanted.add_in}" in said("uninstall")[1]
    assert said("status")[0] == 1
