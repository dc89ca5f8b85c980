"""Renew `messages.md` from the catalogue: ``python docs/reference/make_messages.py``."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from xl_addin.messages import AREAS, cure, sentence
from xl_addin.messages.entry import Entry

HERE = Path(__file__).parent
PAGE = HERE / "messages.md"
EXAMPLES = tomllib.loads((HERE / "message_examples.toml").read_text(encoding="utf-8"))
HEAD = """# Messages · 提示一览

Every message has a stable code, printed in square brackets. Here is one example of each,
with what to do, in both languages. This page is made from the catalogue
(`xl_addin/messages/`) by `docs/reference/make_messages.py`, its examples stand in
`message_examples.toml`.

每条提示都有固定的代码（方括号里）。下面逐条给出一个例子和处理办法。
"""
_FIELD = re.compile(r"\{(\w+)\}")


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_areas()])


def fields(entry: Entry) -> set[str]:
    """Every value that an entry names."""
    return {name for part in entry for name in _FIELD.findall(part)}


def values(code: str) -> dict[str, str]:
    """The example's values for a code."""
    return EXAMPLES["values"] | EXAMPLES.get(code, {})


def _areas() -> Iterator[str]:
    for area in AREAS:
        entries: dict[str, Entry] = getattr(area, "ENTRIES", {})
        if not entries:
            continue
        yield f"## {(area.__doc__ or '').strip()}\n"
        yield "| Code | Example · 例子 | What to do · 怎么办 |"
        yield "|---|---|---|"
        for code in entries:
            said = _both(sentence, code)
            todo = _both(cure, code)
            yield f'| <a id="{code}"></a>`{code}` | {said} | {todo} |'
        yield ""


def _both(words: object, code: str) -> str:
    assert callable(words)
    texts = [words(code, values(code), language) for language in ("zh", "en")]
    return "<br>".join(_cell(text) for text in texts)


def _cell(text: str) -> str:
    for sign, shown in (("&", "&amp;"), ("<", "&lt;"), ("|", "\\|"), ("*", "\\*")):
        text = text.replace(sign, shown)
    return text.replace("_", "\\_").replace("{", "&#123;")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name}\n")
