"""All wording that reaches a person, in Chinese and English, by stable code.

Gives sentences for codes and values; knows neither problems nor errors, so that every
room may stand above it. A test proves both languages complete.
"""

from __future__ import annotations

import locale
import os
import re
from collections.abc import Mapping
from typing import Any

from xl_addin.messages import en, zh

LANGUAGES = ("zh", "en")
_BOOKS = {"zh": zh, "en": en}
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
    return _fill(_BOOKS[language].PROBLEMS[code][0], params)


def cure(code: str, params: Mapping[str, Any], language: str) -> str:
    """What to do about it, as a sentence."""
    return _fill(_BOOKS[language].PROBLEMS[code][1], params)


def text(code: str, language: str, **params: Any) -> str:
    """A text of the command line or a dialog."""
    return _fill(_BOOKS[language].TEXTS[code], params)


def _fill(pattern: str, params: Mapping[str, Any]) -> str:
    def optional(found: re.Match[str]) -> str:
        names = _FIELD.findall(found[1])
        blank = any(str(params.get(name, "")) == "" for name in names)
        return "" if blank else found[1]

    kept = _OPTIONAL.sub(optional, pattern)
    # Values are put in, never interpreted: they may hold braces of their own.
    return _FIELD.sub(lambda found: str(params.get(found[1], "")), kept)
