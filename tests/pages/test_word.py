"""Word's object model, driven as it would be on Windows.

A stand-in plays Word: there is none on Linux. What it shows is only the order of calls.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from xl_addin.pages.word import ComWord, word_is_here


class _Document:
    def __init__(self, calls: list[Any], *, broken: bool) -> None:
        self._calls, self._broken = calls, broken

    def ExportAsFixedFormat(self, target: str, kind: int) -> None:  # noqa: N802
        if self._broken:
            raise RuntimeError
        self._calls.append(("export", target, kind))

    def Close(self, save: int) -> None:  # noqa: N802
        self._calls.append(("close", save))


class _Word:
    def __init__(self, *, broken: bool = False) -> None:
        self.calls: list[Any] = []
        self.Documents = self
        self._broken = broken

    def Open(self, path: str, **options: bool) -> _Document:  # noqa: N802
        self.calls.append(("open", path, options["ReadOnly"], options["AddToRecentFiles"]))
        return _Document(self.calls, broken=self._broken)


def test_a_document_is_opened_read_only_exported_and_closed_unsaved(tmp_path: Path) -> None:
    word = _Word()

    ComWord(word).export(tmp_path / "a.docx", tmp_path / "a.pdf")

    assert word.calls == [
        ("open", str(tmp_path / "a.docx"), True, False),
        ("export", str(tmp_path / "a.pdf"), 17),
        ("close", 0),
    ]
    assert (word.Visible, word.DisplayAlerts, word.AutomationSecurity) == (False, 0, 3)  # type: ignore[attr-defined]


def test_it_is_closed_where_the_export_fails(tmp_path: Path) -> None:
    word = _Word(broken=True)

    with pytest.raises(RuntimeError):
        ComWord(word).export(tmp_path / "a.docx", tmp_path / "a.pdf")

    assert word.calls[-1] == ("close", 0)


def test_there_is_no_word_here() -> None:
    assert not word_is_here()
