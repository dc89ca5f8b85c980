"""The gate before release: no document that Word would call damaged gets its name.

Takes a finished document, and what its renderer can vouch for, gives the first damage.
Parts the renderer vouches for are not read again. Neighbours: `release_part` looks at one
part.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from urllib.parse import unquote

from lxml import etree

from xl_addin.quality.release_part import (
    Damage,
    lost_notes,
    notes_of,
    structure,
    tags_left,
    text_of,
    unrelated,
    values_of,
)

_TYPES = "[Content_Types].xml"
_BODY = "word/document.xml"
_CORE = "docProps/core.xml"
_STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_XML = (".xml", ".rels")
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, recover=False, huge_tree=True
)


def examine(
    content: bytes,
    *,
    parts: Collection[str] | None = None,
    printed: Sequence[str] = (),
    harmless: Sequence[str] = (),
) -> Damage | None:
    """Why a document must not be released; None if nothing is wrong with it.

    Args:
        content: The document.
        parts: Names of the parts to look at; None for all, and the package itself.
        printed: What was printed into those parts, a line each.
        harmless: What may stand there although it looks like a tag.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return next(_damages(package, parts, printed, harmless), None)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as fault:
        return Damage("release-package", "", str(fault) or type(fault).__name__)


def unrelated_in_template(content: bytes) -> Damage | None:
    """A relationship a template names and does not have: no document of it can be whole."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        for name in filter(_STORY.fullmatch, names):
            known = _relations(package, name, names)
            for damage in unrelated(name, etree.fromstring(package.read(name), _PARSER), known):
                # A tag may fill it in; then each document is looked at.
                if "{" not in damage.shown:
                    return damage
    return None


def _damages(
    package: zipfile.ZipFile,
    parts: Collection[str] | None,
    printed: Sequence[str],
    harmless: Sequence[str],
) -> Iterator[Damage]:
    names = package.namelist()
    if parts is None:
        yield from _package(package, names)
    roots: dict[str, etree._Element] = {}
    for name in names:
        if name.endswith(_XML) and (parts is None or name in parts):
            try:
                roots[name] = etree.fromstring(package.read(name), _PARSER)
            except etree.XMLSyntaxError as fault:
                yield Damage("release-malformed", name, str(fault))
                return
    if parts is None:
        yield from _content_types(roots[_TYPES], names)
        yield from _targets(roots, names)
    read = [name for name in roots if _STORY.fullmatch(name)]
    for name in read:
        yield from structure(name, roots[name])
        yield from unrelated(name, roots[name], _relations(package, name, names))
    yield from _notes(package, roots, names)
    if _CORE in roots:
        read.append(_CORE)
    texts = {name: text_of(roots[name]) for name in read}
    for name, text in texts.items():
        yield from tags_left(name, text, (*printed, *harmless))
    yield from _missing("\0".join(texts.values()), [roots[name] for name in read], printed)


def _package(package: zipfile.ZipFile, names: Sequence[str]) -> Iterator[Damage]:
    for name, count in Counter(names).items():
        if count > 1:
            yield Damage("release-package", "", name)
    if broken := package.testzip():
        yield Damage("release-package", "", broken)
    for name in (_TYPES, _BODY):
        if name not in names:
            yield Damage("release-part-missing", name)


def _content_types(root: etree._Element, names: Sequence[str]) -> Iterator[Damage]:
    overrides = {each.get("PartName", "").lstrip("/").lower() for each in root}
    defaults = {each.get("Extension", "").lower() for each in root}
    for name in names:
        ending = name.rpartition(".")[2].lower()
        plain = name.endswith("/") or name == _TYPES
        if not plain and name.lower() not in overrides and ending not in defaults:
            yield Damage("release-content-type", name)


def _targets(roots: Mapping[str, etree._Element], names: Sequence[str]) -> Iterator[Damage]:
    known = {name.lower() for name in names}
    for name, root in roots.items():
        if not name.endswith(".rels"):
            continue
        ids = Counter(each.get("Id", "") for each in root)
        for value, count in ids.items():
            if count > 1:
                yield Damage("release-relationship", name, value)
        for each in root:
            target = each.get("Target", "")
            inside = each.get("TargetMode") != "External" and not target.startswith("#")
            if inside and _resolved(name, target).lower() not in known:
                yield Damage("release-relationship", name, target)


def _resolved(relations: str, target: str) -> str:
    path = unquote(target.partition("#")[0])
    if path.startswith("/"):
        return posixpath.normpath(path.lstrip("/"))
    folder = posixpath.dirname(posixpath.dirname(relations))
    return posixpath.normpath(posixpath.join(folder, path))


def _relations(package: zipfile.ZipFile, name: str, names: Collection[str]) -> set[str]:
    folder, base = posixpath.split(name)
    file = posixpath.join(folder, "_rels", f"{base}.rels")
    if file not in names:
        return set()
    return {each.get("Id", "") for each in etree.fromstring(package.read(file), _PARSER)}


def _notes(
    package: zipfile.ZipFile, roots: Mapping[str, etree._Element], names: Collection[str]
) -> Iterator[Damage]:
    body = roots.get(_BODY)
    if body is None:
        return
    for kind in ("footnotes", "endnotes"):
        name = f"word/{kind}.xml"
        known: set[str] = set()
        if name in names:
            root = roots.get(name)
            if root is None:
                root = etree.fromstring(package.read(name), _PARSER)
            known = notes_of(kind, root)
        yield from lost_notes(_BODY, body, kind, known)


def _missing(
    text: str, roots: Sequence[etree._Element], printed: Sequence[str]
) -> Iterator[Damage]:
    lost = [line for each in printed for line in each.split("\n") if line not in text]
    if lost:
        # What fills an attribute (a colour, a number of columns) is no text.
        values = "\0".join(map(values_of, roots))
        for line in lost:
            if line not in values:
                yield Damage("release-text-missing", "", line)
