"""Values of 设置 that the program could not follow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath, PureWindowsPath

from xl_addin.checks.base import CheckInput
from xl_addin.model.languages import DOCUMENT_LANGUAGES
from xl_addin.model.names import key
from xl_addin.problems import Problem


def check(given: CheckInput) -> Iterator[Problem]:
    """An unknown language of documents; an output folder outside the workbook's."""
    settings = given.book.settings
    language = settings.get("document_language", "").strip()
    if language and key(language) not in DOCUMENT_LANGUAGES:
        place = given.book.setting_place("document_language")
        yield Problem("document-language-unknown", place, {"language": language})
    folder = settings.get("output_folder", "").strip()
    if folder and leaves_folder(folder):
        place = given.book.setting_place("output_folder")
        yield Problem("output-folder-outside", place, {"folder": folder})


def leaves_folder(path: str) -> bool:
    """Whether a relative path would lead out of its folder on any system."""
    windows, posix = PureWindowsPath(path), PurePosixPath(path)
    if windows.drive or windows.root or posix.is_absolute() or path.startswith("~"):
        return True
    depth = 0
    for step in windows.parts:
        depth += -1 if step == ".." else 1
        if depth < 0:
            return True
    return False
