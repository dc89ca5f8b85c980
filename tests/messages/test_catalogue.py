"""The catalogue is whole: every code worded in both languages, used, and on its page."""

from __future__ import annotations

import errno
import os
import re
import runpy
import sys
from collections import Counter

import pytest

from tests.shipped import ROOT
from xl_addin.messages import AREAS, CATALOGUE, cure, sentence
from xl_addin.messages.causes import CHINESE

REFERENCE = ROOT / "docs" / "reference"
MADE = runpy.run_path(str(REFERENCE / "make_messages.py"))
SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "xl_addin").rglob("*.py"))
    if "messages" not in path.parts
)


def test_no_code_stands_in_two_areas() -> None:
    counts = Counter(code for area in AREAS for code in getattr(area, "ENTRIES", {}))
    assert [code for code, count in counts.items() if count > 1] == []


def test_every_code_that_is_raised_or_collected_is_worded() -> None:
    raised = re.findall(
        r"(?:Error|Fault|Busy|Refused|Problem|Died|_problem|\.add|\.warn)\(\s*\"([a-z]+(?:-[a-z]+)+)\"",
        SOURCES,
    )
    assert len(set(raised)) > 80
    assert sorted(set(raised) - set(CATALOGUE)) == []


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_code_is_used(code: str) -> None:
    # Codes of formats are put together of `workbook-` and what it is; those of calls
    # that were ended are the worker's, under the name of what it was reading.
    stem, _, rest = code.partition("-")
    made_up = stem in ("workbook", "template")
    assert f'"{code}"' in SOURCES or (
        made_up and (f'"{rest}"' in SOURCES or f'"worker-{rest}"' in SOURCES)
    )


@pytest.mark.parametrize("code", CATALOGUE)
def test_both_languages_name_the_same_values(code: str) -> None:
    entry = CATALOGUE[code]
    chinese, english = (
        set(re.findall(r"\{(\w+)\}", said + todo)) for said, todo in (entry[:2], entry[2:])
    )
    assert chinese == english


@pytest.mark.parametrize("code", CATALOGUE)
def test_an_example_fills_every_value(code: str) -> None:
    values = MADE["values"](code)
    assert MADE["fields"](CATALOGUE[code]) <= set(values)
    for language in ("zh", "en"):
        for words in (sentence, cure):
            said = words(code, values, language)
            assert said
            assert not re.search(r"[⟦⟧]|[{](cause|file|role|path|name)[}]", said)


def test_the_page_is_current() -> None:
    kept = (REFERENCE / "messages.md").read_text(encoding="utf-8")
    assert MADE["page"]() == kept, "renew it: python docs/reference/make_messages.py"


@pytest.mark.parametrize(
    ("cause", "chinese"),
    [("Permission denied", "没有权限"), ("EROFS", "磁盘是只读的"), ("odd", "odd")],
)
def test_what_a_system_says_is_told_in_chinese(cause: str, chinese: str) -> None:
    values = {"path": "a.docx", "cause": cause}
    assert sentence("file-not-written", values, "zh") == f"写入“a.docx”失败（{chinese}）"
    assert f"({cause})" in sentence("file-not-written", values, "en")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems word them otherwise")
def test_causes_are_what_this_system_says() -> None:
    known = [name for name in CHINESE if hasattr(errno, name)]
    assert len(known) > 15
    assert all(CHINESE[os.strerror(getattr(errno, name))] == CHINESE[name] for name in known)
