"""The contents page of a merged document, and the few WordML elements it is made of."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OWN_PARTS = ("header", "footer")
"""Kinds of parts that each document of a merged one brings along."""


def contents_page(
    heading: str, titles: Sequence[str], bookmark: str, section: etree._Element
) -> Iterator[etree._Element]:
    """Paragraphs of a page that lists what follows, ending with a section of its own.

    Args:
        heading: What stands above the list.
        titles: One a document.
        bookmark: Pattern of the names of the documents' bookmarks, counted from 1.
        section: Properties of the first document's section.
    """
    properties = copy.deepcopy(section)
    for tag in OWN_PARTS:
        for reference in properties.findall(f"{{{W}}}{tag}Reference"):
            properties.remove(reference)
    width = _text_width(properties)
    title = element("p")
    title_properties = element("pPr")
    title_properties.append(element("spacing", before="240", after="240"))
    title_properties.append(element("jc", val="center"))
    title.append(title_properties)
    run = _run(heading)
    run.insert(0, element("rPr"))
    run[0].extend([element("b"), element("sz", val="36")])
    title.append(run)
    yield title
    for number, name in enumerate(titles, start=1):
        yield _entry(name, bookmark.format(number), width)
    yield section_end(begin_page(properties))


def _entry(title: str, bookmark: str, width: int) -> etree._Element:
    paragraph = element("p")
    properties = element("pPr")
    tabs = element("tabs")
    tabs.append(element("tab", val="right", leader="dot", pos=str(width)))
    properties.append(tabs)
    properties.append(element("ind", left="0", firstLine="0"))
    paragraph.append(properties)
    link = element("hyperlink", anchor=bookmark, history="1")
    link.append(_run(title))
    tab = element("r")
    tab.append(element("tab"))
    link.append(tab)
    for kind in ("begin", "instruction", "separate", "result", "end"):
        run = element("r")
        if kind == "instruction":
            code = element("instrText")
            code.text = f" PAGEREF {bookmark} \\h "
            run.append(code)
        elif kind == "result":
            run = _run("1")
        else:
            run.append(element("fldChar", fldCharType=kind))
        link.append(run)
    paragraph.append(link)
    return paragraph


def _text_width(properties: etree._Element) -> int:
    size, margin = properties.find(f"{{{W}}}pgSz"), properties.find(f"{{{W}}}pgMar")
    if size is None or margin is None:
        return 9000
    sides = sum(int(margin.get(f"{{{W}}}{side}", "0")) for side in ("left", "right"))
    return int(size.get(f"{{{W}}}w", "11906")) - sides


def begin_page(properties: etree._Element) -> etree._Element:
    """A section that begins on a new page, whatever it was; page numbers run on."""
    for name in ("type", "pgNumType"):
        for old in properties.findall(f"{{{W}}}{name}"):
            properties.remove(old)
    references = len([child for child in properties if child.tag.endswith("Reference")])
    properties.insert(references, element("type", val="nextPage"))
    return properties


def section_end(properties: etree._Element) -> etree._Element:
    """The paragraph that ends a section."""
    paragraph = element("p")
    holder = element("pPr")
    # As flat as can be: it must not take a page of its own.
    holder.append(element("spacing", before="0", after="0", line="20", lineRule="exact"))
    holder.append(properties)
    paragraph.append(holder)
    return paragraph


def element(tag: str, /, **attributes: str) -> etree._Element:
    """A WordML element with WordML attributes."""
    made = etree.Element(f"{{{W}}}{tag}")
    for key, value in attributes.items():
        made.set(f"{{{W}}}{key}", value)
    return made


def _run(text: str) -> etree._Element:
    run = element("r")
    words = element("t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(words)
    return run
