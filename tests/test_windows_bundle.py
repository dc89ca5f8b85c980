"""The offline bundle, assembled here around a stand-in for python.org's file.

The embeddable Python cannot be had in a test: a package of the same names stands for it,
its programs reduced to their headers. The wheels are the real ones for 64-bit Windows.
Nothing of the bundle runs here: it has not been run on Windows.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zipfile
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.shipped import ROOT, WORKBOOK
from windows_bundle.assemble import Refused, assemble
from windows_bundle.wheels import windows
from xl_addin import __version__
from xl_addin.excel.attach import add_in

TOP = f"xl_addin-{__version__}-windows"
SITE = "app/python/Lib/site-packages"
AMD64, I386 = 0x8664, 0x14C
HEAD = 0x80


def _program(machine: int) -> bytes:
    return (
        b"MZ".ljust(0x3C, b"\0")
        + struct.pack("<I", HEAD).ljust(HEAD - 0x3C, b"\0")
        + (b"PE\0\0" + struct.pack("<H", machine))
    )


def _embedded(folder: Path, *, machine: int = AMD64, without: str = "") -> Path:
    files = {
        "python.exe": _program(machine),
        "pythonw.exe": _program(machine),
        "python311.dll": _program(machine),
        "python311.zip": b"PK",
        "python311._pth": b"python311.zip\r\n.\r\n\r\n#import site\r\n",
        "LICENSE.txt": b"PSF",
    }
    path = folder / "python-3.11.9-embed-amd64.zip"
    with zipfile.ZipFile(path, "w") as package:
        for name, content in files.items():
            if name != without:
                package.writestr(name, content)
    return path


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bundle")
    python = _embedded(folder)
    return assemble(python, _hash(python), folder / "out")


@pytest.fixture(scope="module")
def files(bundle: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(bundle) as package:
        return {name.removeprefix(f"{TOP}/"): package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def unpacked(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(bundle) as package:
        package.extractall(folder)
    return folder / TOP


def test_everything_hr_needs_is_in_it(files: dict[str, bytes]) -> None:
    for name in ("install.cmd", "uninstall.cmd", "使用说明.txt", "LICENSE.txt"):
        assert name in files
    assert files["add-in/xl_addin.xlam"] == add_in()
    macro_workbook = WORKBOOK.with_suffix(".xlsm")
    for path in (WORKBOOK, macro_workbook):
        assert files[f"岗位文档/{path.name}"] == path.read_bytes()
    for template in (ROOT / "word_templates").glob("*.docx"):
        kept = files[f"岗位文档/word_templates/{template.name}"]
        assert kept == template.read_bytes()


def test_python_finds_the_packages(files: dict[str, bytes]) -> None:
    assert files["app/python/python.exe"] == _program(AMD64)
    paths = files["app/python/python311._pth"].decode().split("\r\n")
    assert paths == ["python311.zip", ".", "Lib\\site-packages", "import site", ""]
    for module in (
        "xl_addin/excel/macros.py",
        "xlwings/__init__.py",
        "lxml/etree",
        "pywin32.pth",
    ):
        assert any(name.startswith(f"{SITE}/{module}") for name in files), module


def test_the_package_in_it_is_this_one(files: dict[str, bytes]) -> None:
    own = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in (ROOT / "xl_addin").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    kept = {
        name.removeprefix(f"{SITE}/"): content
        for name, content in files.items()
        if name.startswith(f"{SITE}/xl_addin/") and "/shipped/" not in name
    }
    assert kept == own


def test_every_requirement_is_met_on_windows(unpacked: Path) -> None:
    found = {
        canonicalize_name(each.name): each
        for each in distributions(path=[str(unpacked / SITE)])
    }
    asked = [("xl-addin", "excel"), ("xl-addin", "fast"), ("xl-addin", "")]
    seen = set()
    while asked:
        name, extra = asked.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        for line in found[name].requires or ():
            requirement = Requirement(line)
            environment = windows("3.11") | {"extra": extra}
            if requirement.marker and not requirement.marker.evaluate(environment):
                continue
            wanted = canonicalize_name(requirement.name)
            assert wanted in found, f"{name} needs {line}"
            assert requirement.specifier.contains(found[wanted].version), line
            asked += [(wanted, each) for each in ("", *requirement.extras)]
    needed = {name for name, _ in seen}
    assert "pywin32" in needed
    assert set(found) == needed


def test_versions_are_those_that_were_tested(unpacked: Path) -> None:
    pinned = {}
    for file in (ROOT / "constraints.txt", ROOT / "windows_bundle" / "constraints.txt"):
        for line in file.read_text(encoding="utf-8").splitlines():
            name, _, version = line.partition("==")
            pinned[canonicalize_name(name)] = version
    for each in distributions(path=[str(unpacked / SITE)]):
        name = canonicalize_name(each.name)
        if name != "xl-addin":
            assert pinned.get(name) == each.version, name


def test_all_that_is_compiled_is_for_windows_of_64_bits(files: dict[str, bytes]) -> None:
    compiled = [name for name in files if name.endswith((".pyd", ".dll", ".exe"))]
    assert len(compiled) > 10
    others = []
    for name in compiled:
        content = files[name]
        start = struct.unpack_from("<I", content, 0x3C)[0]
        assert content[start : start + 4] == b"PE\0\0", name
        if struct.unpack_from("<H", content, start + 4)[0] != AMD64:
            others.append(name.rpartition("/")[2])
    # xlwings ships its library for Excel of 32 bits too.
    assert [name for name in others if not name.startswith("xlwings32-")] == []
    assert [name for name in files if name.endswith((".so", ".dylib", ".pyc"))] == []


def test_nothing_of_this_machine_is_in_it(files: dict[str, bytes]) -> None:
    for name, content in files.items():
        if name.endswith((".txt", ".py", "METADATA", "WHEEL", "INSTALLER")):
            assert str(ROOT).encode() not in content, name
        assert not name.endswith(("direct_url.json", "/RECORD"))


def test_assembled_again_it_is_the_same(bundle: Path, tmp_path: Path) -> None:
    python = _embedded(tmp_path)
    again = assemble(python, _hash(python).upper(), tmp_path / "other")
    assert again.read_bytes() == bundle.read_bytes()


@pytest.mark.parametrize("name", ["install.cmd", "uninstall.cmd"])
def test_the_scripts_are_what_cmd_can_read(files: dict[str, bytes], name: str) -> None:
    content = files[name]
    lines = content.decode("utf-8").split("\r\n")

    assert content.count(b"\n") == len(lines) - 1
    assert lines[:2] == ["@echo off", "chcp 65001 >nul"]
    jumps = set(re.findall(r"goto (\w+)", content.decode()))
    assert jumps == {line[1:] for line in lines if line.startswith(":")}
    for line in lines:
        assert line.count('"') % 2 == 0, line
        # Every path of the user's stands in quotes: it may hold spaces and `&`.
        outside = "".join(line.split('"')[::2])
        assert not re.search(r"%XL_ADDIN_\w+%|%~dp0", outside), line
    commands = re.findall(r"-m xl_addin ([a-z -]+)", content.decode())
    wanted = {
        "install.cmd": ["addin install", "addin launcher"],
        "uninstall.cmd": ["addin uninstall", "addin launcher --remove"],
    }
    assert commands == wanted[name]


def test_a_python_of_another_hash_is_refused(tmp_path: Path) -> None:
    python = _embedded(tmp_path)
    with pytest.raises(Refused, match="sha256"):
        assemble(python, "0" * 64, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"without": "python.exe"}, "not an embeddable Python"),
        ({"without": "python311._pth"}, "not an embeddable Python"),
        ({"machine": I386}, "not for 64-bit Windows"),
    ],
)
def test_another_file_is_refused(tmp_path: Path, change: dict[str, object], said: str) -> None:
    python = _embedded(tmp_path, **change)  # type: ignore[arg-type]
    with pytest.raises(Refused, match=said):
        assemble(python, _hash(python), tmp_path / "out")


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    python = tmp_path / "python.zip"
    python.write_bytes(b"no archive")
    with pytest.raises(Refused, match="not a zip file"):
        assemble(python, _hash(python), tmp_path / "out")
