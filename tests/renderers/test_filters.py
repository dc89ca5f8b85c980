"""The product's filters: every example of their page, in both renderers."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import docx
from tests.reading import paragraphs
from tests.shipped import ROOT
from xl_addin.model.document import TemplateFile
from xl_addin.model.numerals import capital_amount
from xl_addin.renderers.compiled import CompiledRenderer
from xl_addin.renderers.docxtpl_reference import DocxtplRenderer
from xl_addin.renderers.filters import FILTERS

PAGE = (ROOT / "docs" / "reference" / "template-filters.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
    for line in PAGE.splitlines()
    if line.startswith("|") and "---" not in line
][1:]
EXAMPLES = [(row[2].strip("`"), row[3]) for row in ROWS]


def test_every_filter_is_on_the_page() -> None:
    named = {cell.strip("`") for row in ROWS for cell in row[:2] if cell}

    assert named == FILTERS.keys()


@pytest.mark.parametrize("renderer", [CompiledRenderer, DocxtplRenderer])
def test_the_page_says_what_they_do(renderer: type[CompiledRenderer]) -> None:
    template = docx(*(f"{{{{ {example} }}}}" for example, _ in EXAMPLES))

    made = renderer().prepare(TemplateFile("t.docx", template)).render({})

    assert paragraphs(made) == [result for _, result in EXAMPLES]


@pytest.mark.parametrize(
    "name", [name for name in FILTERS if name.isascii() and name != "chinese_number"]
)
def test_blank_stays_blank(name: str) -> None:
    assert FILTERS[name]("") in ("", [])


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "零元整"),
        ("0.30", "叁角"),
        ("0.05", "伍分"),
        ("10", "壹拾元整"),
        ("1001", "壹仟零壹元整"),
        ("100000", "壹拾万元整"),
        ("1000001", "壹佰万零壹元整"),
        ("10500000", "壹仟零伍拾万元整"),
        ("100000000", "壹亿元整"),
        ("100000001.10", "壹亿零壹元壹角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("-3", "负叁元整"),
    ],
)
def test_amounts_in_words(amount: str, text: str) -> None:
    assert capital_amount(Decimal(amount)) == text


@given(st.integers(0, 10**15))
def test_amounts_in_words_can_be_read_back(number: int) -> None:
    text = capital_amount(Decimal(number)).removesuffix("元整")

    assert _value(text) == number
    assert "零零" not in text


def _value(text: str) -> int:
    """An independent reading: units multiply what stands before them."""
    total = section = digit = 0
    for sign in text.replace("万亿", "兆"):
        if sign in "零壹贰叁肆伍陆柒捌玖":
            digit = "零壹贰叁肆伍陆柒捌玖".index(sign)
        elif sign in "拾佰仟":
            section += digit * {"拾": 10, "佰": 100, "仟": 1000}[sign]
            digit = 0
        else:
            total += (section + digit) * {"万": 10**4, "亿": 10**8, "兆": 10**12}[sign]
            section = digit = 0
    return total + section + digit
