"""Where a document comes from, carried in its custom properties (File › Info in Word).

Takes a context that has a fingerprint, gives the part `docProps/custom.xml`. Everything
in it follows from context, template and engine. What was carried is read back by
`quality.origin`. Neighbours: both renderers.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from xl_addin.model.document import FilterFile
from xl_addin.model.origin import FMTID, PREFIX, content_hash, entries_hash, split_ids
from xl_addin.renderers.base import RENDER_FORMAT
from xl_addin.renderers.jinja_env import ILLEGAL_CHARACTERS

_TYPES = "[Content_Types].xml"
_ROOT_RELATIONS = "_rels/.rels"
_PART = "docProps/custom.xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_KIND = f"{_OFFICE}/relationships/custom-properties"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM = f"{_OFFICE}/custom-properties"
_VT = f"{_OFFICE}/docPropsVTypes"
_EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VT}"></Properties>'
).encode()
_END = re.compile(rb"</(?:\w+:)?Properties\s*>\s*$")


def origin_of(context: Mapping[str, Any]) -> dict[str, str] | None:
    """What a document says of its context; None if that is not a workbook's.

    Gives property names without their prefix. A workbook without an id has no such
    property: its file name may change while its documents do not.
    """
    doc = context.get("doc")
    if not isinstance(doc, Mapping) or not (fingerprint := doc.get("fingerprint")):
        return None
    settings, role = context.get("settings") or {}, context.get("role") or {}
    found = {
        "workbook": str(settings.get("workbook_id", "")),
        "role": str(role.get("id", "")),
        "language": str(doc.get("language", "")),
        "template": str(doc.get("template", "")),
        "context": str(fingerprint),
    }
    if "role" not in context:
        # A document of several roles: its chapters are roles.
        found |= split_ids(
            "roles", [str(each["role"]["id"]) for each in context.get("roles", ())]
        )
    found |= split_ids("duties", [str(duty["id"]) for duty in context.get("duties") or ()])
    return {name: value for name, value in found.items() if value}


class Stamp:
    """Makes the part of one template's documents.

    Args:
        entries: The template's package.
        template_hash: Hash of its file.
        filters: A company's own filters it is filled with.

    Attributes:
        name: Name of the part.
        changed: Entries that are others in documents with the part.
        own: The part as the template has it, without what a document once carried; None
            if it has none.
    """

    def __init__(
        self,
        entries: Mapping[str, bytes],
        template_hash: str,
        filters: FilterFile | None = None,
    ) -> None:
        relations = etree.fromstring(entries[_ROOT_RELATIONS])
        given = next((each for each in relations if each.get("Type") == _KIND), None)
        self.name = _PART if given is None else given.get("Target", _PART).lstrip("/")
        self.changed: dict[str, bytes] = {}
        self.own = entries.get(self.name)
        if self.own is None or given is None:
            types = etree.fromstring(entries[_TYPES])
            self.changed = {
                _TYPES: _with_type(types, self.name),
                _ROOT_RELATIONS: _with_relation(relations, self.name),
            }
        elif PREFIX.encode() in self.own:
            self.own = _without_ours(self.own)
        base = self.own or _EMPTY
        root = etree.fromstring(base)
        self._first = 1 + max((int(each.get("pid", "1")) for each in root), default=1)
        found = _END.search(base)
        place = found.start() if found else len(base)
        # A part of Word's own may have other prefixes.
        ours = root.nsmap.get(None) == _CUSTOM and root.nsmap.get("vt") == _VT
        self._property = "property" if ours else f'property xmlns="{_CUSTOM}"'
        self._text = "vt:lpwstr" if ours else f'vt:lpwstr xmlns:vt="{_VT}"'
        self._fixed = {"format": RENDER_FORMAT, "template_hash": template_hash}
        if filters is not None:
            self._fixed["filters"] = filters.digest
        self._around = base[:place].decode("utf-8"), base[place:].decode("utf-8")
        self._forms: dict[tuple[str, ...], str] = {}

    def part(
        self,
        origin: Mapping[str, str],
        started: hashlib.blake2b,
        checksums: Iterable[tuple[str, int]],
    ) -> bytes:
        """The part of one document.

        Args:
            origin: See `origin_of`.
            started: Hash of what its package begins with; see `entries_hash`.
            checksums: Name and CRC-32 of its further entries, in their order.
        """
        values = {**self._fixed, **origin}
        values["content"] = content_hash(started, checksums, values)
        names = tuple(values)
        form = self._forms.get(names) or self._form(names)
        whole = "".join(values.values())
        if not whole.isprintable() or "&" in whole or "<" in whole or ">" in whole:
            values = {name: _escaped(value) for name, value in values.items()}
        return (form % (*values.values(),)).encode()

    def _form(self, names: tuple[str, ...]) -> str:
        """The part with a place for the value of each of these properties."""
        before, after = (piece.replace("%", "%%") for piece in self._around)
        own = [
            f'<{self._property} fmtid="{FMTID}" pid="{number}" name="{PREFIX}{name}">'
            f"<{self._text}>%s</vt:lpwstr></property>"
            for number, name in enumerate(names, start=self._first)
        ]
        form = self._forms[names] = "".join([before, *own, after])
        return form


def stamp_parts(
    parts: dict[str, bytes],
    context: Mapping[str, Any],
    template_hash: str,
    filters: FilterFile | None = None,
) -> None:
    """Put the part into a document that is held part by part."""
    origin = origin_of(context)
    stamp = Stamp(parts, template_hash, filters)
    if origin is None:
        if stamp.own is not None:
            parts[stamp.name] = stamp.own
        return
    parts.pop(stamp.name, None)
    parts.update(stamp.changed)
    order = dict.fromkeys([_TYPES, *parts])
    started = entries_hash((name, zlib.crc32(parts[name])) for name in order)
    parts[stamp.name] = stamp.part(origin, started, ())


def _with_type(types: etree._Element, name: str) -> bytes:
    given = f"/{name}"
    if not any(each.get("PartName") == given for each in types):
        etree.SubElement(
            types,
            f"{{{_PACKAGE}/content-types}}Override",
            {"PartName": given, "ContentType": _CONTENT_TYPE},
        )
    return _bytes(types)


def _with_relation(relations: etree._Element, name: str) -> bytes:
    if not any(each.get("Type") == _KIND for each in relations):
        taken = {each.get("Id") for each in relations}
        number = next(n for n in range(1, len(taken) + 2) if f"rIdOrigin{n}" not in taken)
        etree.SubElement(
            relations,
            f"{{{_PACKAGE}/relationships}}Relationship",
            {"Id": f"rIdOrigin{number}", "Type": _KIND, "Target": name},
        )
    return _bytes(relations)


def _without_ours(content: bytes) -> bytes:
    root = etree.fromstring(content)
    for each in list(root):
        if each.get("name", "").startswith(PREFIX):
            root.remove(each)
    if len(root) == 0:
        root.text = ""
    return _bytes(root)


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _escaped(text: str) -> str:
    legal = ILLEGAL_CHARACTERS.sub("", text)
    return legal.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
