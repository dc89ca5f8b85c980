"""Why a package is refused, before it is known whether it was a workbook or a template."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """A package no parser may see; `gate` makes the error that names the file.

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
