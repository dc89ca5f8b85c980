"""The parts of a workbook while it is changed: as they were, changed, added, dropped."""

from __future__ import annotations

import posixpath
from xml.sax.saxutils import quoteattr

from xl_addin.package.entries import Package
from xl_addin.package.parts import CONTENT_TYPES, Relation, find, main_part, relations
from xl_addin.package.patch.located import Node, Splices, locate, prefix_of, require_whole
from xl_addin.package.refusal import Refusal
from xl_addin.package.rewriting import rewritten

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class Parts:
    """A package under change.

    Args:
        content: The file.
        package: What the gate made of it.
    """

    def __init__(self, content: bytes, package: Package) -> None:
        self.package = package
        self.main = main_part(package)
        self._content = content
        self._now: dict[str, bytes] = {}
        self._dropped: set[str] = set()

    def read(self, name: str) -> bytes:
        """A part's present bytes.

        Raises:
            Refusal: There is no such part.
        """
        actual = self.name(name)
        if actual is None:
            raise Refusal("package-part-missing", part=name)
        if actual in self._now:
            return self._now[actual]
        return self.package.parts[actual]

    def tree(self, name: str) -> tuple[Node, Splices]:
        """A part located, and an empty set of splices over it."""
        xml = self.read(name)
        return locate(name, xml), Splices(xml)

    def write(self, name: str, xml: bytes) -> None:
        """Change a part, or add one.

        Raises:
            Refusal: What is to be written is not well-formed.
        """
        require_whole(name, xml)
        actual = self.name(name) or name
        self._dropped.discard(actual)
        self._now[actual] = xml

    def name(self, name: str) -> str | None:
        """A part's name as the package spells it; None if it holds none."""
        if name in self._now:
            return name
        actual = find(self.package, name)
        return None if actual in self._dropped else actual

    def relations(self, source: str) -> tuple[Relation, ...]:
        """Relationships of a part, as they are now."""
        return relations(self.now(), source)

    def now(self) -> Package:
        """The package as it is now."""
        names = dict.fromkeys((*self.package.names, *self._now))
        kept = tuple(name for name in names if name not in self._dropped)
        return Package(kept, {**self.package.parts, **self._now})

    def linked(self, kind: str) -> Relation | None:
        """The relationship of the main part that is of this kind."""
        found = self.relations(self.main)
        return next((each for each in found if each.kind == kind and not each.external), None)

    def add(self, name: str, xml: bytes, *, kind: str, content_type: str) -> str:
        """Add a part the main part leads to, and give the relationship's id."""
        self.write(name, xml)
        root, splices = self.tree(CONTENT_TYPES)
        prefix = prefix_of(splices.xml, root)
        override = f'<{prefix}Override PartName="/{name}" ContentType="{content_type}"/>'
        splices.append(root, override.encode())
        self.write(CONTENT_TYPES, splices.applied())
        return self._relate(f"{_RELATIONS}/{kind}", posixpath.relpath(name, self._folder()))

    def drop(self, name: str) -> None:
        """Leave a part out, with its relationships and its content type."""
        root, splices = self.tree(CONTENT_TYPES)
        for override in root.children:
            if override.attributes.get("PartName", "").lstrip("/").lower() == name.lower():
                splices.replace(override.start, override.end, b"")
        self.write(CONTENT_TYPES, splices.applied())
        for gone in (name, relations_name(name)):
            actual = self.name(gone)
            if actual is not None:
                self._now.pop(actual, None)
                self._dropped.add(actual)

    def is_needed(self, name: str) -> bool:
        """Whether any part leads to this one."""
        package = self.now()
        sources = [
            posixpath.join(
                posixpath.dirname(posixpath.dirname(each)), posixpath.basename(each)[:-5]
            )
            for each in package.names
            if each.endswith(".rels")
        ]
        return any(
            relation.target.lower() == name.lower()
            for source in sources
            for relation in relations(package, source)
        )

    def unrelate(self, source: str, identifier: str) -> None:
        """Take away a relationship."""
        root, splices = self.tree(relations_name(source))
        for relation in root.children:
            if relation.attributes.get("Id") == identifier:
                splices.replace(relation.start, relation.end, b"")
        self.write(relations_name(source), splices.applied())

    def content(self) -> bytes:
        """The whole package."""
        known = set(self.package.names)
        before = self.package.parts
        changed = {n: x for n, x in self._now.items() if n in known and x != before.get(n)}
        added = {name: xml for name, xml in self._now.items() if name not in known}
        if not changed and not added and not self._dropped & known:
            return self._content
        return rewritten(self._content, changed, added, self._dropped & known)

    def _folder(self) -> str:
        return posixpath.dirname(self.main) or "."

    def _relate(self, kind: str, target: str) -> str:
        name = relations_name(self.main)
        root, splices = self.tree(name)
        taken = {each.attributes.get("Id") for each in root.children}
        free = next(each for n in range(1, 100_000) if (each := f"rIdXlAddin{n}") not in taken)
        new = f"<{prefix_of(splices.xml, root)}Relationship Id={quoteattr(free)} "
        new += f"Type={quoteattr(kind)} Target={quoteattr(target)}/>"
        splices.append(root, new.encode())
        self.write(name, splices.applied())
        return free


def relations_name(source: str) -> str:
    """The name of the part that holds a part's relationships."""
    folder, base = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{base}.rels")
