"""Values of 设置 that the program could not follow, and those it finds nothing to print for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath, PureWindowsPath

from xl_addin.checks.base import HEADLESS, CheckInput, Variable
from xl_addin.model.languages import DOCUMENT_LANGUAGES
from xl_addin.model.names import key
from xl_addin.model.schema import ENGLISH, SETTING_NAMES
from xl_addin.problems import Place, Problem, Severity

_ROOTS = ("settings", "设置")


def check(given: CheckInput) -> Iterator[Problem]:
    """An unknown language of documents, an output folder outside the workbook's, blanks."""
    settings = given.book.settings
    language = settings.get("document_language", "").strip()
    if language and key(language) not in DOCUMENT_LANGUAGES:
        place = given.book.setting_place("document_language")
        yield Problem("document-language-unknown", place, {"language": language})
    folder = settings.get("output_folder", "").strip()
    if folder and leaves_folder(folder):
        place = given.book.setting_place("output_folder")
        yield Problem("output-folder-outside", place, {"folder": folder})
    yield from _blank(given)


def _blank(given: CheckInput) -> Iterator[Problem]:
    """Settings that a template prints and nobody has filled in."""
    settings, sheet = given.book.settings, given.book.tables["settings"].sheet
    if any(p.code in HEADLESS and p.place.sheet == sheet for p in given.problems):
        return
    printed = set[str]().union(*map(_printed, given.templates.values()))
    misspelt = {p.params["guess"] for p in given.problems if p.code == "setting-unknown"}
    said = {problem.place for problem in given.problems}
    known = SETTING_NAMES | {name: name for name in settings if name not in SETTING_NAMES}
    for name, chinese in known.items():
        english = settings.get(f"{ENGLISH}{chinese}", "") if given.book.language == "en" else ""
        if printed.isdisjoint((name, chinese)) or (english or settings.get(name, "")).strip():
            continue
        place = given.book.setting_place(name)
        code = "setting-blank"
        if name not in settings:
            code = "setting-missing"
            place = Place(given.book.file, sheet or None)
        if chinese not in misspelt and place not in said:
            yield Problem(code, place, {"setting": chinese}, Severity.WARNING)


def _printed(variables: Sequence[Variable]) -> set[str]:
    """Settings that a template prints without having asked whether they are filled."""
    own = [each for each in variables if each.path[0] in _ROOTS and len(each.path) > 1]
    asked = {each.path[1] for each in own if each.guarded or not each.printed}
    return {each.path[1] for each in own} - asked


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
