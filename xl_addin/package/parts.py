"""How a package's parts hang together: content types and relationships."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote

from xl_addin.package.entries import Package
from xl_addin.package.markup import elements
from xl_addin.package.refusal import Refusal

CONTENT_TYPES = "[Content_Types].xml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
STRICT = "http://purl.oclc.org/ooxml/"


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship: its id, the last step of its type, the part it leads to."""

    id: str
    kind: str
    target: str
    external: bool
    strict: bool


def content_types(package: Package) -> tuple[dict[str, str], dict[str, str]]:
    """Content types by part name and by extension, both in lower case.

    Raises:
        Refusal: The part is missing or broken.
    """
    overrides: dict[str, str] = {}
    defaults: dict[str, str] = {}
    for element in elements(CONTENT_TYPES, part(package, CONTENT_TYPES)):
        kind = element.attributes.get("ContentType", "")
        if element.name == "Override":
            overrides[element.attributes.get("PartName", "").lstrip("/").lower()] = kind
        elif element.name == "Default":
            defaults[element.attributes.get("Extension", "").lower()] = kind
    return overrides, defaults


def content_type(package: Package, name: str) -> str:
    """The content type of a part; '' if none is declared."""
    overrides, defaults = content_types(package)
    return overrides.get(name.lower()) or defaults.get(name.rpartition(".")[2].lower(), "")


def relations(package: Package, source: str) -> tuple[Relation, ...]:
    """Relationships of a part, of the package for `''`; empty if it has none.

    Raises:
        Refusal: They are broken.
    """
    folder, _, base = source.rpartition("/")
    name = posixpath.join(folder, "_rels", f"{base}.rels")
    if find(package, name) is None:
        return ()
    found = []
    for element in elements(name, part(package, name)):
        if element.name != "Relationship":
            continue
        given = element.attributes
        kind, target = given.get("Type", ""), given.get("Target", "")
        external = given.get("TargetMode") == "External"
        path = target if external else _resolved(folder, target)
        found.append(
            Relation(
                given.get("Id", ""),
                kind.rpartition("/")[2],
                path,
                external,
                kind.startswith(STRICT),
            )
        )
    return tuple(found)


def main_part(package: Package) -> str:
    """Name of the part everything else hangs on.

    Raises:
        Refusal: There is none, or the package is Strict OOXML.
    """
    for relation in relations(package, ""):
        if relation.kind == "officeDocument" and not relation.external:
            if relation.strict:
                raise Refusal("strict")
            found = find(package, relation.target)
            if found is None:
                raise Refusal("package-part-missing", part=relation.target)
            return found
    raise Refusal("package-part-missing", part="officeDocument")


def find(package: Package, name: str) -> str | None:
    """A part's name as the package spells it; parts are equal whatever their case."""
    wanted = name.lower()
    return next((known for known in package.names if known.lower() == wanted), None)


def part(package: Package, name: str) -> bytes:
    """An XML part's bytes.

    Raises:
        Refusal: It is missing.
    """
    found = find(package, name)
    if found is None or found not in package.parts:
        raise Refusal("package-part-missing", part=name)
    return package.parts[found]


def _resolved(folder: str, target: str) -> str:
    path = unquote(target)
    joined = path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path)
    return posixpath.normpath(joined)
