"""Folders in which `App.docx` and `APP.docx` are one file, as on Windows and macOS."""

from __future__ import annotations

import builtins
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.batches import make, save_batch, sheets_of, statuses, strip
from tests.builders import save_xlsx

_scandir = os.scandir


@pytest.fixture(autouse=True)
def _case_blind(monkeypatch: pytest.MonkeyPatch) -> None:
    """What this process asks of the folder `out` is answered as Windows would."""

    def found(path: Any) -> Any:
        if not isinstance(path, str | Path) or Path(path).parent.name != "out":
            return path
        folder, name = os.path.split(path)
        with _scandir(folder) as there:
            names = [each.name for each in there]
        alike = [each for each in names if each.casefold() == name.casefold()]
        return path if name in names or not alike else str(Path(folder, alike[0]))

    def blind(function: Callable[..., Any]) -> Callable[..., Any]:
        return lambda path, *args, **named: function(found(path), *args, **named)

    replace, unlink = os.replace, os.unlink

    def replaced(source: Any, target: Any) -> None:
        if str(there := found(target)) != str(target):
            unlink(there)
        replace(found(source), target)

    for name in ("stat", "lstat", "open", "unlink", "remove"):
        monkeypatch.setattr(os, name, blind(getattr(os, name)))
    monkeypatch.setattr(os, "replace", replaced)
    monkeypatch.setattr(os, "rename", replaced)
    opened = blind(io.open)
    monkeypatch.setattr(io, "open", opened)
    monkeypatch.setattr(builtins, "open", opened)


@pytest.fixture
def respelt(tmp_path: Path) -> Path:
    """A workbook two of whose documents would be called as others are, but for their case."""
    sheets = sheets_of(3)
    sheets["设置"][1][1] = "{岗位名称}"
    make(save_xlsx(sheets, save_batch(tmp_path, 3)), tmp_path / "out")
    for row in sheets["岗位"][2:]:
        row[1] = str(row[1]).upper()
    return save_xlsx(sheets, tmp_path / "book.xlsx")


def _names(folder: Path) -> list[str]:
    return strip(path.name for path in folder.glob("*.docx"))


@pytest.mark.parametrize("option", ["prune", "archive"])
def test_a_document_that_is_spelt_anew_stays(
    option: str, respelt: Path, tmp_path: Path
) -> None:
    for expected in ("written content", "unchanged"):
        report = make(respelt, tmp_path / "out", **{option: True})
        assert statuses(report)["R02"] == expected
        assert report.stale == ()
        assert _names(tmp_path / "out") == ["CLERK R01", "CLERK R02", "Clerk R00"]


def test_what_a_person_changed_is_left_alone_and_named(respelt: Path, tmp_path: Path) -> None:
    edited = tmp_path / "out" / "Clerk R01.docx"
    edited.write_bytes(b"by hand")
    report = make(respelt, tmp_path / "out", prune=True)
    assert [p.code for p in report.problems if p.is_error] == ["document-edited-outdated"]
    assert edited.read_bytes() == b"by hand"


def test_a_file_of_somebody_s_own_is_left_alone(tmp_path: Path) -> None:
    own = tmp_path / "out" / "r01.DOCX"
    own.parent.mkdir()
    own.write_bytes(b"somebody's own")
    report = make(save_batch(tmp_path, 2), tmp_path / "out")
    assert [p.code for p in report.problems if p.is_error] == ["file-not-ours"]
    assert own.read_bytes() == b"somebody's own"
