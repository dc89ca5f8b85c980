"""What stands inside tags: syntax, filters, tests, functions, and what is forbidden."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from jinja2 import Environment, TemplateSyntaxError, nodes

from xl_addin.model.names import nearest
from xl_addin.quality.tags import Finding, Tag, shortened

N = TypeVar("N", bound=nodes.Node)

_STRING = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
_QUOTE = re.compile("['\"]")
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_WIDE = re.compile("[，、（）｜；：。＝［］｛｝＋－＊／％＜＞]")
_FORBIDDEN = ("include", "import", "from", "extends")
_OWN = ("cellbg", "colspan", "vm", "hm")
_STATEMENTS = (
    *("for", "endfor", "if", "elif", "else", "endif", "set", "endset", "with", "endwith"),
    *("macro", "endmacro", "call", "endcall", "filter", "endfilter", "block", "endblock"),
    *("raw", "endraw", "autoescape", "endautoescape", "continue", "break"),
    *_OWN,
)
_PAST_THE_CONTEXT = ("attr",)
_LEVELS = ("p", "tr", "tc", "r")


def check_words(tags: Sequence[Tag]) -> Iterator[Finding]:
    """Statements nobody knows, forbidden ones, and full-width signs in code."""
    for tag in tags:
        shown = shortened(tag.text)
        code = _STRING.sub("", tag.inside.translate(_QUOTES))
        if quote := _QUOTE.search(code):
            params = {"cause": f"{quote.group()} … {quote.group()}"}
            yield Finding("template-syntax", tag.paragraph, shown, params)
        elif found := _WIDE.search(code):
            params = {"sign": found.group()}
            yield Finding("punctuation-full-width", tag.paragraph, shown, params)
        elif tag.word in _FORBIDDEN:
            params = {"cause": tag.word}
            yield Finding("template-unsafe", tag.paragraph, shown, params)
        elif tag.word and tag.word not in _STATEMENTS:
            guess = nearest(tag.word, _STATEMENTS) or ""
            if tag.word in _LEVELS:
                guess = "{%" + tag.word
            params = {"word": tag.word, "guess": guess}
            yield Finding("statement-unknown", tag.paragraph, shown, params)


def jinja_source(tags: Sequence[Tag]) -> str:
    """The tags alone, one a line, as Jinja can read them."""
    return "\n".join(_own_as_jinja(tag) for tag in tags)


def _own_as_jinja(tag: Tag) -> str:
    """Docxtpl's own statements as what they come to."""
    if tag.word in ("cellbg", "colspan"):
        return "{{ " + tag.inside.split(None, 1)[-1] + " }}"
    return "" if tag.word in ("vm", "hm", "raw", "endraw") else tag.source.translate(_QUOTES)


def parse(
    tags: Sequence[Tag], environment: Environment
) -> tuple[nodes.Template | None, Finding | None]:
    """Jinja's syntax tree, whose line numbers count tags; or why there is none."""
    try:
        return environment.parse(jinja_source(tags)), None
    except TemplateSyntaxError as fault:
        tag = tags[min(fault.lineno, len(tags)) - 1]
        cause = fault.message or ""
    except (RecursionError, MemoryError, ValueError) as fault:
        tag = _longest(tags)
        cause = type(fault).__name__
    return None, Finding(
        "template-syntax", tag.paragraph, shortened(tag.text), {"cause": cause}
    )


def _longest(tags: Sequence[Tag]) -> Tag:
    """The first tag of the paragraph that holds most of them by length."""
    lengths: dict[int, int] = {}
    for tag in tags:
        number = tag.paragraph.number
        lengths[number] = lengths.get(number, 0) + len(tag.text)
    longest = max(lengths, key=lengths.__getitem__)
    return next(tag for tag in tags if tag.paragraph.number == longest)


def check_tree(
    tree: nodes.Template, tags: Sequence[Tag], environment: Environment
) -> Iterator[Finding]:
    """Unknown filters, tests and functions; steps into what Python keeps to itself."""
    # Going through a tree takes long, and seven kinds of node are looked for.
    every = list(tree.find_all(nodes.Node))
    macros = {macro.name for macro in _of_kind(every, nodes.Macro)} | {"caller", "loop"}
    own = macros | {name.name for name in _of_kind(every, nodes.Name) if name.ctx != "load"}
    functions = [name for name in environment.globals if isinstance(name, str)]
    for node in _of_kind(every, nodes.Filter):
        if node.name in _PAST_THE_CONTEXT:
            yield _unsafe(node, node.name, tags)
        elif node.name not in environment.filters:
            yield _unknown("filter-unknown", node, node.name, environment.filters, tags)
    for test in _of_kind(every, nodes.Test):
        if test.name not in environment.tests:
            yield _unknown("test-unknown", test, test.name, environment.tests, tags)
    for call in _of_kind(every, nodes.Call):
        name = call.node
        if isinstance(name, nodes.Name) and name.name not in {*own, *functions}:
            yield _unknown("function-unknown", call, name.name, functions, tags)
    for target in _of_kind(every, nodes.NSRef):
        if target.name not in own:
            yield _unsafe(target, f"set {target.name}.{target.attr}", tags)
    yield from _private(every, tags)


def _of_kind(every: Sequence[nodes.Node], kind: type[N]) -> Iterator[N]:
    return (node for node in every if isinstance(node, kind))


def _private(every: Sequence[nodes.Node], tags: Sequence[Tag]) -> Iterator[Finding]:
    seen = set()
    for node in every:
        step = _private_step(node)
        if step and node.lineno not in seen:
            seen.add(node.lineno)
            yield _unsafe(node, step, tags)


def _private_step(node: nodes.Node) -> str:
    """The name beginning with `_` that an expression steps into, or ''."""
    if isinstance(node, nodes.Getattr):
        return node.attr if node.attr.startswith("__") else ""
    values: list[nodes.Node] = []
    if isinstance(node, nodes.Getitem):
        values = [node.arg]
    elif isinstance(node, nodes.Filter):
        values = [*node.args, *(pair.value for pair in node.kwargs)]
    for value in values:
        if isinstance(value, nodes.Const) and isinstance(value.value, str):
            step = next((s for s in value.value.split(".") if s.startswith("__")), "")
            if step:
                return step
    return ""


def _unsafe(node: nodes.Node, cause: str, tags: Sequence[Tag]) -> Finding:
    tag = tags[min(node.lineno, len(tags)) - 1]
    return Finding("template-unsafe", tag.paragraph, shortened(tag.text), {"cause": cause})


def _unknown(
    code: str,
    node: nodes.Node,
    name: str,
    known: Iterable[str],
    tags: Sequence[Tag],
) -> Finding:
    tag = tags[min(node.lineno, len(tags)) - 1]
    params = {"name": name, "guess": nearest(name, known) or ""}
    return Finding(code, tag.paragraph, shortened(tag.text), params)
