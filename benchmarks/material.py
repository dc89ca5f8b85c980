"""What is filled in: distinct records, as each contender takes them, in a new folder."""

from __future__ import annotations

import json
import pickle
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from benchmarks.many_roles import make_many_roles
from benchmarks.neutral import BODY, HEADER, TEMPLATE, Outline, W, printed, view
from benchmarks.syntaxes import SYNTAXES
from xl_addin.pipeline.contexts import contexts


@dataclass(frozen=True)
class Material:
    """All inputs of one run.

    Attributes:
        folder: A new folder; contenders write below it.
        workbook: The workbook the records come from.
        roles: Role ids in the order of the records.
        views: Each record's printed texts, nested.
    """

    folder: Path
    workbook: Path
    roles: Sequence[str]
    views: Sequence[Mapping[str, Any]]

    def template(self, syntax: str) -> Path:
        """The template in a syntax; `jinja` is the shipped one."""
        return TEMPLATE if syntax == "jinja" else self.folder / f"{syntax}.docx"

    def data(self, syntax: str) -> Path:
        """The records in a syntax's shape."""
        return self.folder / ("jinja.pickle" if syntax == "jinja" else f"{syntax}.json")


def prepare(folder: Path, count: int) -> Material:
    """Make a workbook of so many roles and everything that comes of it."""
    folder.mkdir(parents=True)
    workbook = make_many_roles(count, folder / "roles.xlsx")
    made = contexts(workbook)
    records = list(made.values())
    written = [json.dumps(record, ensure_ascii=False, sort_keys=True) for record in records]
    if len(set(written)) != count:
        raise SystemExit("records are not distinct")
    outlines = (Outline(BODY), Outline(HEADER))
    views = [view(outlines, record) for record in records]
    # As the program makes them: what has two names is one object. Each record is pickled by
    # itself, so that none shares anything with another.
    (folder / "jinja.pickle").write_bytes(
        pickle.dumps([pickle.dumps(each) for each in records])
    )
    for name, kind in SYNTAXES.items():
        syntax = kind()
        _save(folder / f"{name}.json", [syntax.data(each) for each in views])
        (folder / f"{name}.docx").write_bytes(kind().template())
    return Material(folder, workbook, list(made), views)


def _save(path: Path, records: Sequence[Any]) -> None:
    path.write_text(json.dumps(records, ensure_ascii=False), "utf-8")


def verify(folder: Path, material: Material) -> None:
    """Every document is there and holds every text its record prints.

    Raises:
        SystemExit: One does not.
    """
    by_role = {path.name.split("_")[0]: path for path in folder.glob("R*.docx")}
    for number, (role, record) in enumerate(zip(material.roles, material.views, strict=True)):
        path = by_role.get(role, folder / f"{number}.docx")
        text = words(path)
        missing = [each for each in printed(record) if each not in text]
        if missing:
            raise SystemExit(f"{path.name} of {folder.name} lacks {missing[:3]}")


def words(path: Path) -> str:
    """The text of a document and its header, one paragraph or break a line."""
    lines = []
    with zipfile.ZipFile(path) as package:
        for part in (BODY, HEADER):
            for paragraph in etree.fromstring(package.read(part)).iter(f"{W}p"):
                pieces = paragraph.iter(f"{W}t", f"{W}br")
                lines.append("".join(each.text or "\n" for each in pieces))
    return "\n".join(lines)
