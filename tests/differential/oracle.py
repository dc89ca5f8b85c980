"""docxtpl itself as the oracle, corrected by the written list of deliberate differences.

Each correction below is an entry of `docs/explanation/docxtpl-differences.md`, by its
number there. The environment is the product's own; autoescape is on in both.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from docxtpl import DocxTemplate
from lxml import etree

from tests.canonical import difference
from tests.differential.family import Pair
from xl_addin.errors import TemplateError
from xl_addin.model.document import TemplateFile
from xl_addin.renderers.compiled import CompiledRenderer
from xl_addin.renderers.jinja_env import document_functions, make_environment
from xl_addin.renderers.ooxml import mend, read_package, serialize_part
from xl_addin.renderers.word_document import STORY

_BODY = "word/document.xml"
_CORE = "docProps/core.xml"


@dataclass
class Tally:
    """What a run found.

    Attributes:
        outcomes: Number of pairs that were equal, refused by both …
        routes: Number of bodies that went each way.
        differences: Undeclared ones, as texts.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    routes: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)


class _Watched(DocxTemplate):
    """docxtpl, noting whether a part it goes on to repair was well-formed."""

    malformed = False

    def render_xml_part(self, *arguments: Any, **options: Any) -> Any:
        xml = super().render_xml_part(*arguments, **options)
        try:
            etree.fromstring(xml.encode("utf-8"))
        except (etree.XMLSyntaxError, UnicodeEncodeError):
            self.malformed = True
        return xml


def compare(pair: Pair, tally: Tally) -> None:
    """Fill a pair both ways and note what came of it."""
    ours: bytes | TemplateError
    try:
        compiled = CompiledRenderer().prepare(TemplateFile("t.docx", pair.template))
        body = next(route for route in compiled.routes if route.part in ("*", _BODY))
        tally.routes[body.way] += 1
        ours = compiled.render(pair.context)
    except TemplateError as error:
        ours = error
    theirs, malformed = _by_docxtpl(pair)
    if isinstance(ours, TemplateError):
        if theirs is None:
            tally.outcomes["refused by both"] += 1
        elif malformed and ours.code == "document-malformed":
            tally.outcomes["refused, mended with loss by docxtpl (4)"] += 1
        else:
            tally.differences.append(f"only we refuse: {ours}")
    elif theirs is None:
        tally.differences.append("only docxtpl refuses")
    elif found := difference(ours, theirs):
        tally.differences.append(found)
    else:
        tally.outcomes["equal"] += 1


def _by_docxtpl(pair: Pair) -> tuple[bytes | None, bool]:
    template = _Watched(io.BytesIO(pair.template))
    values = {**pair.context, **document_functions(pair.context)}
    target = io.BytesIO()
    try:
        template.render(values, make_environment(), autoescape=True)
        template.save(target)
    except Exception:  # noqa: BLE001 - whatever it is, docxtpl makes no document
        return None, template.malformed
    return _corrected(target.getvalue(), pair.template), template.malformed


def _corrected(content: bytes, template: bytes) -> bytes:
    """The document with the deliberate differences put right."""
    original = read_package(template)
    parts = {**original, **read_package(content)}  # 12
    for name, part in parts.items():
        if STORY.fullmatch(name):
            root = etree.fromstring(part)
            mend(root)  # 9, 10, 11
            parts[name] = serialize_part(root)
    if _CORE in parts:
        core = etree.fromstring(parts[_CORE])
        had = {element.tag for element in etree.fromstring(original[_CORE])}
        for element in list(core):
            if element.tag not in had:
                core.remove(element)  # 3
            element.text = _unescaped(element.text or "")  # 2
        parts[_CORE] = serialize_part(core)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return target.getvalue()


def _unescaped(text: str) -> str:
    for written, meant in (
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&#34;", '"'),
        ("&#39;", "'"),
        # Listing escapes by another table than markup does.
        ("&quot;", '"'),
        ("&#x27;", "'"),
        ("&#13;", "\r"),
    ):
        text = text.replace(written, meant)
    return text.replace("&amp;", "&")
