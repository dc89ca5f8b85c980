"""What people send instead of an .xlsx or a .docx, told by its first bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xl_addin.package.refusal import Refusal

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_MARKUP = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|table|\?xml|meta)", re.I)
_TEXT = re.compile(rb"[^\x00-\x08\x0b\x0c\x0e-\x1f]*")
_MAGIC = {
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
}
_SNIFFED = 2048
_NUMBERS = ("Index/Document.iwa", "Index.zip", "index.apxl")


def refuse_other_formats(content: bytes) -> None:
    """Refuse what is no zip, by its own name where it has one.

    Raises:
        Refusal: It is none.
    """
    if content.startswith(b"PK\x03\x04"):
        return
    if content.startswith(_OLE):
        # The old formats and encrypted new ones share this container.
        raise Refusal("encrypted" if _ENCRYPTED_STREAM in content else "old-format")
    for magic, name in _MAGIC.items():
        if content.startswith(magic):
            raise Refusal("other-kind", found=name)
    head = content[:_SNIFFED]
    if _MARKUP.match(head):
        raise Refusal("is-web-page")
    if not content.strip(b"\x00"):
        raise Refusal("empty")
    if _TEXT.fullmatch(head) or head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Refusal("is-text")
    raise Refusal("damaged", cause="zip")


def refuse_other_packages(names: Sequence[str]) -> None:
    """Refuse zips that are other programs' documents.

    Raises:
        Refusal: It is one.
    """
    if any(name in _NUMBERS or name.endswith(".iwa") for name in names):
        raise Refusal("is-apple")
    if "mimetype" in names and "[Content_Types].xml" not in names:
        raise Refusal("is-opendocument")
