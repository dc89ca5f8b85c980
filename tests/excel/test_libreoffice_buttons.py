"""The extension installed into a profile of our own, and its toolbar clicked by mouse."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import zipfile
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
import xlwings as xw
from click.testing import CliRunner
from lxml import etree

import xl_addin
from tests.excel import desk
from tests.programs import require_program
from tests.reading import documents
from tests.shipped import ROOT, WORKBOOK
from xl_addin.cli.addin import command
from xl_addin.engines.libreoffice import engine
from xl_addin.engines.office import Office
from xl_addin.errors import EnvironmentFault
from xl_addin.excel import buttons
from xl_addin.excel.installing import office
from xl_addin.excel.installing.extension import extension

PICTURES = os.environ.get("XL_ADDIN_PICTURES")
DIFFICULT = "人事 & 行政 'A=B'"


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    require_program("soffice", apt=desk.PACKAGES)
    return tmp_path / "profile 配置"


@pytest.fixture
def interpreter(tmp_path: Path) -> Path:
    """This Python under a path with spaces, `&`, quotes and Chinese."""
    folder = tmp_path / DIFFICULT
    folder.mkdir()
    path = folder / "py thon"
    path.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_install_status_uninstall(profile: Path, interpreter: Path) -> None:
    python = str(interpreter)

    assert office.install(profile, python) == "written"
    assert office.install(profile, python) == "unchanged"
    assert office.status(profile, sys.executable) == "outdated"
    assert office.install(profile, sys.executable) == "renewed"
    assert office.status(profile, sys.executable) == "current"
    assert office.uninstall(profile) == "removed"
    assert office.uninstall(profile) == "absent"


def test_without_a_profile_named_it_goes_where_libreoffice_keeps_the_users(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    soffice = require_program("soffice", apt=desk.PACKAGES)
    # The user's own is never touched: this one is wherever the variable says.
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    profile = tmp_path / "libreoffice" / "4"
    assert office.user_profile() == profile
    subprocess.run(
        [soffice, "--headless", "--terminate_after_init"],
        check=True,
        timeout=120,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert profile.is_dir()

    def said(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(
            command, [*arguments, "--libreoffice", "--lang", "zh"], standalone_mode=False
        )
        assert done.exception is None
        return done.return_value, done.output

    assert said("status")[0] == 1
    assert "已放入：LibreOffice 的扩展 xl_addin.buttons" in said("install")[1]
    packages = profile / "user" / "uno_packages"
    assert [path.name for path in packages.rglob("XlAddin.xba")] == ["XlAddin.xba"]
    assert said("status") == (0, "已安装：LibreOffice 的扩展 xl_addin.buttons\n")


def test_an_open_office_is_told_and_left_running(profile: Path) -> None:
    own = Office.start(profile=profile)
    try:
        with pytest.raises(EnvironmentFault) as told:
            office.install(profile)
        assert told.value.code == "libreoffice-open"
        assert own.answers
    finally:
        own.end()


def test_a_click_on_the_toolbar_makes_the_documents(
    profile: Path, interpreter: Path, display: str, tmp_path: Path
) -> None:
    folder = interpreter.parent
    shutil.copytree(ROOT / "word_templates", folder / "word_templates", ignore=_not_templates)
    workbook = folder / "产品 & 运营=甲.xlsx"
    shutil.copy(WORKBOOK, workbook)
    before = workbook.read_bytes()
    office.install(profile, str(interpreter))
    own = Office.start(visible=True, profile=profile)
    app = xw.App(impl=engine().impl.apps.connect(own.pipe))
    try:
        book = app.books.open(workbook)
        desk.fill_screen(book)
        bar = book.impl.controller.getFrame().getContainerWindow().getAccessibleContext()
        look = partial(desk.find, bar, "Generate all")
        desk.until(look, "the toolbar")
        _picture("toolbar.png", display)

        # Taken again: the toolbar may have moved while the window was laid out.
        spot = desk.until(lambda: (found := look()) and desk.middle(found), "its button")
        desk.click(spot, display)

        no = desk.dialog_button(app, ("No", "否"))
        said = desk.dialog_text(app)
        _picture("toolbar_done.png", display)
        desk.press(no)
        made = documents(folder / "输出")
        assert f"已生成 {len(made)} 份文档" in said
        assert desk.until(lambda: book.sheets["生成日志"]["A2"].value, "the log")
    finally:
        app.quit()  # it was lent: forgotten, so that it is nobody's active one
        own.end()
    xl_addin.generate(workbook, output=tmp_path / "command")
    assert made == documents(tmp_path / "command")
    assert workbook.read_bytes() == before


def test_every_button_is_in_menu_and_toolbar_with_its_macro_in_the_library() -> None:
    with zipfile.ZipFile(BytesIO(extension("/opt/a & b/python"))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for content in parts.values():
        etree.fromstring(content)
    addons = etree.fromstring(parts["Addons.xcu"])
    address = "vnd.sun.star.script:XlAddin.XlAddin.{}?language=Basic&location=application"
    wanted = [address.format(macro) for macro, _ in buttons.BUTTONS]
    source = etree.fromstring(parts["XlAddin/XlAddin.xba"]).text or ""

    for place in ("OfficeMenuBar", "OfficeToolBar"):
        found = addons.xpath(
            f"//node[@*[local-name()='name']='{place}']"
            "//prop[@*[local-name()='name']='URL']/value/text()"
        )
        assert found == wanted
    for macro, _ in buttons.BUTTONS:
        assert f"Public Sub {macro}()" in source
    titles = addons.xpath("//value[@xml:lang='en']/text()")
    assert "Stop" in titles
    assert all(title.isascii() for title in titles)
    assert "/opt/a & b/python" in (etree.fromstring(parts["XlAddin/xlwings.xba"]).text or "")


def test_the_same_sources_give_the_same_extension() -> None:
    assert extension("/usr/bin/python3") == extension("/usr/bin/python3")
    assert extension("/usr/bin/python3") != extension("/usr/bin/python4")


def _picture(name: str, display: str) -> None:
    if PICTURES:
        desk.picture(Path(PICTURES) / name, display)


def _not_templates(_: str, names: list[str]) -> list[str]:
    return [name for name in names if not name.endswith(".docx")]
