"""Documents compared part by part: what is the same to Word is the same here."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

_UNORDERED = ("[Content_Types].xml", ".rels")


def parts(content: bytes) -> dict[str, bytes]:
    """Every part in exclusive canonical XML, by name; other parts as they are."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {
            name: canonical(name, package.read(name))
            for name in package.namelist()
            if not name.endswith("/")
        }


def canonical(name: str, data: bytes) -> bytes:
    """One part in exclusive canonical XML; the order of relationships means nothing."""
    if not name.endswith((".xml", ".rels")):
        return data
    root = etree.fromstring(data)
    if name == "docProps/custom.xml":
        # Two renderers write other bytes of the same meaning; this hashes them.
        root[:] = [child for child in root if child.get("name") != "xl_addin.content"]
    if name.endswith(_UNORDERED):
        root[:] = sorted(root, key=lambda child: sorted(child.attrib.items()))
    return etree.tostring(root, method="c14n", exclusive=True, with_comments=False)


def difference(left: bytes, right: bytes) -> str:
    """Where two documents differ first, or ''."""
    ours, theirs = parts(left), parts(right)
    for name in sorted({*ours, *theirs}):
        one, other = ours.get(name), theirs.get(name)
        if one is None or other is None:
            return f"{name} is only in the {'right' if one is None else 'left'} one"
        if one != other:
            pairs = enumerate(zip(one, other, strict=False))
            place = next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))
            start = max(place - 120, 0)
            shown = [
                each[start : place + 160].decode("utf-8", "replace") for each in (one, other)
            ]
            return f"{name} at {place}:\n  {shown[0]}\n  {shown[1]}"
    return ""
