"""The bundle's parts put together; neighbours: `wheels`, the .cmd files beside this one.

    xl_addin-VERSION-windows/
        install.cmd  uninstall.cmd  使用说明.txt
        app/python/          the embeddable Python, xl_addin and all it needs
        add-in/              xl_addin.xlam, for installing by hand
        岗位文档/             the workbooks and the templates

The same inputs give the same bytes: names sorted, dates fixed, nothing of this machine.
"""

from __future__ import annotations

import hashlib
import io
import re
import tempfile
import zipfile
from pathlib import Path

from windows_bundle.wheels import site_packages
from xl_addin import __version__
from xl_addin.excel.attach import add_in
from xl_addin.excel.vba_project import new_entry

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(__file__).resolve().parent
DOCUMENTS = "岗位文档"
_NEEDED = ("python.exe", "pythonw.exe")
_PATHS = "{zip}\r\n.\r\nLib\\site-packages\r\nimport site\r\n"


class Refused(Exception):
    """The given Python is not what it should be."""


def assemble(python: Path, sha256: str, output: Path) -> Path:
    """Make the bundle.

    Args:
        python: The embeddable Python for 64-bit Windows, as python.org gives it.
        sha256: Its hash, from the same place by another way.
        output: Folder of the bundle.

    Returns:
        The bundle, a .zip.

    Raises:
        Refused: The file has another hash, or is no embeddable Python.
    """
    embedded = python.read_bytes()
    found = hashlib.sha256(embedded).hexdigest()
    if found != sha256.strip().lower():
        raise Refused(f"{python.name}: sha256 is {found}, not {sha256}")
    files, version = _python(embedded, python.name)
    with tempfile.TemporaryDirectory(prefix="xl_addin_bundle_") as folder:
        for name, content in site_packages(Path(folder), version).items():
            files[f"Lib/site-packages/{name}"] = content
    parts = {f"app/python/{name}": content for name, content in files.items()}
    parts |= _own_files()
    output.mkdir(parents=True, exist_ok=True)
    top = f"xl_addin-{__version__}-windows"
    target = output / f"{top}.zip"
    with zipfile.ZipFile(target, "w") as bundle:
        for name in sorted(parts):
            bundle.writestr(new_entry(f"{top}/{name}"), parts[name])
    return target


def _python(content: bytes, name: str) -> tuple[dict[str, bytes], str]:
    """The files of the embeddable Python, told where packages are, and its version."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = {each: archive.read(each) for each in archive.namelist() if each[-1] != "/"}
    except zipfile.BadZipFile as fault:
        raise Refused(f"{name}: not a zip file") from fault
    paths = next((each for each in files if re.fullmatch(r"python3\d+\._pth", each)), None)
    if paths is None or any(each not in files for each in _NEEDED):
        raise Refused(f"{name}: not an embeddable Python (no python.exe with a ._pth)")
    if _machine(files["python.exe"]) != 0x8664:
        raise Refused(f"{name}: not for 64-bit Windows")
    stem = paths.removesuffix("._pth")
    files[paths] = _PATHS.format(zip=f"{stem}.zip").encode()
    return files, f"3.{stem.removeprefix('python3')}"


def _machine(program: bytes) -> int:
    """The kind of processor a Windows program is for; 0 if it is none."""
    start = int.from_bytes(program[0x3C:0x40], "little")
    if program[:2] != b"MZ" or program[start : start + 4] != b"PE\0\0":
        return 0
    return int.from_bytes(program[start + 4 : start + 6], "little")


def _own_files() -> dict[str, bytes]:
    parts = {
        name: _for_windows((HERE / name).read_text(encoding="utf-8"))
        for name in ("install.cmd", "uninstall.cmd")
    }
    # Notepad of older Windows takes a file for Chinese UTF-8 only by its mark.
    guide = (HERE / "使用说明.txt").read_text(encoding="utf-8")
    parts["使用说明.txt"] = b"\xef\xbb\xbf" + _for_windows(guide)
    parts["LICENSE.txt"] = _for_windows((ROOT / "LICENSE").read_text(encoding="utf-8"))
    parts["add-in/xl_addin.xlam"] = add_in()
    for pattern in ("workbooks/*.xlsx", "workbooks/*.xlsm"):
        for path in ROOT.glob(pattern):
            parts[f"{DOCUMENTS}/{path.name}"] = path.read_bytes()
    for path in (ROOT / "word_templates").glob("*.docx"):
        parts[f"{DOCUMENTS}/word_templates/{path.name}"] = path.read_bytes()
    return parts


def _for_windows(text: str) -> bytes:
    return text.replace("\r\n", "\n").replace("\n", "\r\n").encode()
