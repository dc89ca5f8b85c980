"""Why a package is refused, and the error that says so of a workbook or a template."""

from __future__ import annotations

from enum import Enum
from typing import Any

from xl_addin.errors import TemplateError, WorkbookError, XlAddinError

# Codes that read the same whatever was given.
_SHARED = ("package-",)


class Kind(Enum):
    """What a file is given as."""

    WORKBOOK = "workbook"
    TEMPLATE = "template"


class Refusal(Exception):
    """A package no parser may see; `error_of` makes the error that names the file.

    Attributes:
        code: An entry of the catalogue, or the part of one after `workbook-`, `template-`.
        fields: Values the message names.
    """

    def __init__(self, code: str, /, **fields: Any) -> None:
        super().__init__(code, fields)
        self.code = code
        self.fields = fields

    @classmethod
    def limit(cls, name: str, value: int, allowed: int, *, part: str = "") -> Refusal:
        """More of something than `Limits` allows."""
        return cls("package-limit", limit=name, value=value, allowed=allowed, part=part)


class Irregular(Exception):
    """A part is out of the ordinary: it must be read by a whole parser."""


def error_of(refusal: Refusal, kind: Kind, file: str) -> XlAddinError:
    """The error that names the file; package codes are shared, others have a kind."""
    shared = refusal.code.startswith(_SHARED)
    code = refusal.code if shared else f"{kind.value}-{refusal.code}"
    if kind is Kind.WORKBOOK:
        return WorkbookError(code, file=file, **refusal.fields)
    return TemplateError(code, file=file, template=file, **refusal.fields)
