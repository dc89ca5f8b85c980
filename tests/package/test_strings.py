"""Shared strings read quickly are those that expat reads, and nothing broken is read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.raw_xlsx import MAIN, xlsx_parts
from xl_addin.package import strings
from xl_addin.package.refusal import Refusal
from xl_addin.package.strings import all_strings, changed_strings

_GUIDE = '<phoneticPr fontId="1" type="noConversion"/>'
_TEXTS = ["日报", "b", "", " c ", "d&amp;e", "&#10;f", "_x0041_", "_x000D_", "g\nh", ">"]
_BROKEN_TEXTS = ["\r", "\x01", "&none;", "]]>", "\ufffe"]
_KINDS = [
    "<si><t>{}</t></si>",
    '<si><t xml:space="preserve">{}</t></si>',
    "<si><t>{}</t>" + _GUIDE + "</si>",
    '<si><r><t>{}</t></r><r><rPr><b/></rPr><t xml:space="preserve"> i</t></r></si>',
    '<si><t>{}</t><rPh sb="0" eb="1"><t>ri</t></rPh></si>',
    "<si>\n<t>{}</t></si>",
    "<si/>",
    "<si></si>",
    "<si><t/></si>",
]
_STRAY = [
    "<si>", "</si>", "<t>", "</t>", "<si><t>", "</t></si>", "<t/>", "<x/>", _GUIDE, "j", "\n",
    "<!-- k -->", "<![CDATA[l]]>", "<extLst/>", "<si >", "&", "<",
]  # fmt: skip
_ITEM = st.builds(
    str.format, st.sampled_from(_KINDS), st.sampled_from(_TEXTS) | st.sampled_from(_TEXTS)
)
_PIECE = st.one_of(_ITEM, _ITEM, _ITEM, st.sampled_from(_STRAY))
_BROKEN = st.builds(str.format, st.sampled_from(_KINDS), st.sampled_from(_BROKEN_TEXTS))


def shared(items: str) -> bytes:
    """A part of shared strings."""
    whole = str(xlsx_parts("", strings=["<t>m</t>"])["xl/sharedStrings.xml"])
    return whole.replace("<si><t>m</t></si>", items).encode()


def by_expat(xml: bytes) -> list[str | None]:
    """Every string as expat tells them."""
    found = changed_strings("strings", xml, keep_all=True)
    return [found.get(index) or None for index in range(max(found, default=-1) + 1)]


def assert_alike(xml: bytes) -> None:
    """Both ways give the same, or both refuse."""
    try:
        expected = by_expat(xml)
    except Refusal as refusal:
        with pytest.raises(Refusal) as caught:
            all_strings("strings", xml)
        assert caught.value.code == refusal.code
    else:
        assert all_strings("strings", xml) == expected


@settings(max_examples=500, deadline=None, derandomize=True)
@given(st.lists(_ITEM, max_size=8))
def test_whole_parts(items: list[str]) -> None:
    assert_alike(shared("".join(items)))


@settings(max_examples=1500, deadline=None, derandomize=True)
@given(st.lists(_PIECE | _BROKEN, max_size=6))
def test_broken_parts(pieces: list[str]) -> None:
    assert_alike(shared("".join(pieces)))


_ROOT, _ITEMS = f'<sst xmlns="{MAIN}">', "<si><t>a</t></si><si><t>b</t></si><si><t>c</t></si>"


@pytest.mark.parametrize(
    "xml",
    [
        # An instruction, where no declaration stands before it.
        f"{_ROOT}<si><t>a</t></si><?x </si><si><t>b</t></si><si> ?><si><t>c</t></si></sst>",
        f"{_ROOT}<si><t>a<?x </t></si><si><t> ?>b</t></si></sst>",
        f'<?xml version="1.0" encoding="us-ascii"?>{_ROOT}<si><t>é</t></si></sst>',
        f'<?xml version="1.0" encoding="us-ascii"?>{_ROOT}<si><t>e</t></si></sst>',
        # Items in an attribute, and below an element that makes them no items.
        f'{_ROOT[:-1]} a="{_ITEMS}"></sst>',
        f'{_ROOT[:-1]} a="> {_ITEMS}"></sst>',
        f'{_ROOT}<z xmlns="other">{_ITEMS}</z></sst>',
        f'{_ROOT}{_ITEMS}<z xmlns="other">{_ITEMS}</z>{_ITEMS}</sst>',
        f"{_ROOT}<rPh>{_ITEMS}</rPh></sst>",
        f'<x:sst xmlns:x="{MAIN}" xmlns="other"><sst/>{_ITEMS}</x:sst>',
        f"\ufeff<?xml version='1.0'?>\r\n<sst count='3' xmlns = \"{MAIN}\" >\n{_ITEMS}</sst>",
    ],
)
def test_parts_out_of_the_ordinary(xml: str) -> None:
    assert_alike(xml.encode())


@pytest.mark.parametrize(
    "items",
    [
        "<si><t>a</t></si>" * 9,
        f"<si><t>a</t>{_GUIDE}</si>" * 9,
        "<si><t>a</t></si><si><r><t>b</t></r><r><t>c</t></r></si><si><t>d</t></si>",
        "<si><t>a</t></si><si><t>b&#10;c</t></si><si><t>d&amp;e</t></si>",
    ],
)
def test_ordinary_items_are_not_left_to_expat(
    items: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected, parsed = by_expat(shared(items)), list[int]()

    def counted(name: str, xml: bytes, **options: object) -> dict[int, str]:
        parsed.append(xml.count(b"<si>"))
        return changed_strings(name, xml, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(strings, "changed_strings", counted)
    assert all_strings("strings", shared(items)) == expected
    others = items.count("<r><t>b") + items.count("&#10;")
    assert parsed == [others]
