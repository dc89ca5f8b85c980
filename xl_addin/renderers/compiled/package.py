"""A template's package read once: what stays, and the source of what is filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from xl_addin.renderers.ooxml import W, read_package
from xl_addin.renderers.word_document import PartSource, open_template

_SHELL_BODY = f"{{{W}}}body"


@dataclass(frozen=True, slots=True)
class Package:
    """A template.

    Attributes:
        entries: Every entry by name, directories left out.
        sources: Every part that can hold tags, in the order it is filled.
        shell: The document's root with an empty body as its last child.
    """

    entries: Mapping[str, bytes]
    sources: tuple[PartSource, ...]
    shell: etree._Element


def read(content: bytes, name: str) -> Package:
    """Open a template.

    Raises:
        TemplateError: It is no whole Word document.
    """
    document, sources = open_template(content, name)
    entries = {
        entry: data for entry, data in read_package(content).items() if not entry.endswith("/")
    }
    root = document.docx.element
    shell = etree.fromstring(etree.tostring(root))
    body = shell.find(_SHELL_BODY)
    if body is not None:
        body.clear()
    return Package(entries, sources, shell)
