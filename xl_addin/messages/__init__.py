"""All wording that reaches a person, in Chinese and English, by stable code.

One file an area, both languages of an entry side by side. Gives sentences for codes
and values; knows neither problems nor errors, so that every room may stand above it.
"""

from __future__ import annotations

import locale
import os
import pkgutil
import re
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from xl_addin.messages.causes import CHINESE
from xl_addin.messages.entry import Entry

LANGUAGES = ("zh", "en")
AREAS = tuple(
    import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)
)
"""Every module beside this one: `ENTRIES` of problems and errors, `TEXTS` of the doors."""

CATALOGUE: dict[str, Entry] = {
    code: entry for area in AREAS for code, entry in getattr(area, "ENTRIES", {}).items()
}
"""Every problem and error by code."""

TEXTS: dict[str, tuple[str, str]] = {
    code: words for area in AREAS for code, words in getattr(area, "TEXTS", {}).items()
}
"""Texts of the command line and of dialogs by code: (Chinese, English)."""

_OPTIONAL = re.compile(r"⟦([^⟧]*)⟧")
_FIELD = re.compile(r"\{(\w+)\}")


def user_language() -> str:
    """The language of messages nobody chose: English in an English locale, else Chinese."""
    for variable in ("XL_ADDIN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return "en" if value.lower().startswith("en") else "zh"
    name = locale.getlocale()[0] or ""
    return "en" if name.lower().startswith("en") else "zh"


def sentence(code: str, params: Mapping[str, Any], language: str) -> str:
    """What is wrong, as a sentence."""
    entry = CATALOGUE[code]
    return _fill(entry.en if language == "en" else entry.zh, _told(params, language))


def cure(code: str, params: Mapping[str, Any], language: str) -> str:
    """What to do about it, as a sentence."""
    entry = CATALOGUE[code]
    pattern = entry.en_cure if language == "en" else entry.zh_cure
    return _fill(pattern, _told(params, language))


def text(code: str, language: str, **params: Any) -> str:
    """A text of the command line or a dialog."""
    return _fill(TEXTS[code][language == "en"], params)


def _told(params: Mapping[str, Any], language: str) -> Mapping[str, Any]:
    """The values, with what a system says of a failure in the language of the sentence."""
    cause = params.get("cause")
    if language == "en" or not isinstance(cause, str) or cause not in CHINESE:
        return params
    return {**params, "cause": CHINESE[cause]}


def _fill(pattern: str, params: Mapping[str, Any]) -> str:
    def optional(found: re.Match[str]) -> str:
        names = _FIELD.findall(found[1])
        blank = any(str(params.get(name, "")) == "" for name in names)
        return "" if blank else found[1]

    kept = _OPTIONAL.sub(optional, pattern)
    # Values are put in, never interpreted: they may hold braces of their own.
    return _FIELD.sub(lambda found: str(params.get(found[1], "")), kept)
