"""Values that are more than text: pictures, links, sub-documents, replaced parts.

A program puts them into the context it renders with; they need the document they go
to (its relationships, media and styles), so they are bound to it when it is made, by
docxtpl. A document that prints one is therefore made by the reference renderer.
"""

from __future__ import annotations

import copy
import io
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from xl_addin.errors import EnvironmentFault, RenderError

if TYPE_CHECKING:
    from xl_addin.renderers.word_document import WordDocument

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HYPERLINK = f"{_RELATIONS}/hyperlink"


class BoundLater(ABC):
    """A value that is bound to its document."""

    @abstractmethod
    def bind(self, document: WordDocument) -> object:
        """What docxtpl prints in this document."""


@dataclass(frozen=True, slots=True)
class Picture(BoundLater):
    """An inline picture: `{{ photo }}`.

    Attributes:
        source: The file, or its bytes.
        width: Millimetres; the height follows unless it is given too.
        height: Millimetres.
        link: Address a click on it opens.
    """

    source: Path | str | bytes
    width: float | None = None
    height: float | None = None
    link: str | None = None

    def bind(self, document: WordDocument) -> object:
        """See `BoundLater`."""
        from docx.shared import Mm
        from docxtpl import InlineImage

        sizes = [None if size is None else Mm(size) for size in (self.width, self.height)]
        return InlineImage(document, _file(self.source), *sizes, self.link)


@dataclass(frozen=True, slots=True)
class Link(BoundLater):
    """A hyperlink: `{{r homepage }}`.

    Attributes:
        text: What is shown.
        url: Where it leads.
        style: Further arguments of docxtpl's `RichText`, as pairs.
    """

    text: str
    url: str
    style: tuple[tuple[str, Any], ...] = ()

    def bind(self, document: WordDocument) -> object:
        """See `BoundLater`."""
        return _BoundLink(self, document)


class _BoundLink:
    """Printed in a header, it must be related to that header, not to the body."""

    def __init__(self, link: Link, document: WordDocument) -> None:
        self._link = link
        self._document = document

    def __html__(self) -> str:
        from docxtpl import RichText

        part = self._document.current_rendering_part
        relation = part.relate_to(self._link.url, _HYPERLINK, is_external=True)
        rich = str(RichText(self._link.text, url_id=relation, **dict(self._link.style)))
        # A header need not know the prefix.
        return rich.replace("<w:hyperlink ", f'<w:hyperlink xmlns:r="{_RELATIONS}" ', 1)

    __str__ = __html__


@dataclass(frozen=True, slots=True)
class SubDocument(BoundLater):
    """A whole document put in: `{{p annex }}`. Needs the extra `xl-addin[subdoc]`.

    Attributes:
        source: The .docx file, or its bytes.
    """

    source: Path | str | bytes

    def bind(self, document: WordDocument) -> object:
        """See `BoundLater`.

        Raises:
            EnvironmentFault: The extra is not installed.
        """
        try:
            return document.new_subdoc(_file(self.source))
        except ImportError as fault:
            raise EnvironmentFault("extra-missing", extra="subdoc") from fault


@dataclass(frozen=True, slots=True)
class Replacement:
    """A part of the template replaced in one document; a top-level value of its context.

    Attributes:
        kind: `picture` (by its name in Word), `content` (by its bytes) or `part` (by its
            name in the package).
        old: The name or the bytes.
        new: The bytes that take its place.
    """

    kind: Literal["picture", "content", "part"]
    old: str | bytes
    new: bytes


def replacements(context: Mapping[str, Any]) -> list[Replacement]:
    """Every replacement a context asks for."""
    return [value for value in context.values() if isinstance(value, Replacement)]


def replace_pictures(document: WordDocument, wanted: Iterable[Replacement]) -> None:
    """Replace pictures by name, as docxtpl's `replace_pic` does."""
    document.pics_to_replace = {each.old: each.new for each in wanted if each.kind == "picture"}
    document.pre_processing()


def replace_parts(parts: dict[str, bytes], wanted: Iterable[Replacement]) -> None:
    """Replace parts by name or content, as `replace_zipname` and `replace_media` do."""
    for each in wanted:
        if each.kind == "part" and str(each.old) in parts:
            parts[str(each.old)] = each.new
        elif each.kind == "content" and isinstance(each.old, bytes):
            checksum = zlib.crc32(each.old)
            for name, content in parts.items():
                if zlib.crc32(content) == checksum:
                    parts[name] = each.new


def bound(value: Any, document: WordDocument) -> Any:
    """A context's value with everything in it bound to this document."""
    if isinstance(value, BoundLater):
        return value.bind(document)
    if type(value) is dict:
        return {name: bound(item, document) for name, item in value.items()}
    if type(value) in (list, tuple):
        return type(value)(bound(item, document) for item in value)
    if needs_document(value):
        if not hasattr(value, "image_descriptor"):
            name = type(value).__name__
            raise RenderError(
                "tag-bound-elsewhere", part="body", paragraph=0, text="", value=name
            )
        value = copy.copy(value)
        value.tpl = document
    return value


def needs_document(value: object) -> bool:
    """Whether a value is docxtpl's own and bound to a document: image, sub-document, link."""
    module = type(value).__module__
    if module == "docxtpl.richtext":
        return 'r:id="' in str(value)
    return module in ("docxtpl.inline_image", "docxtpl.subdoc")


def _file(source: Path | str | bytes) -> Any:
    return io.BytesIO(source) if isinstance(source, bytes) else str(source)
