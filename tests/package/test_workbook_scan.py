"""What is known of a workbook that was read before."""

from __future__ import annotations

import pytest

from tests.raw_xlsx import pack, xlsx_parts
from xl_addin.package.workbook_scan import WorkbookScan

_ITEMS = "<si><t>a</t></si><si><t>b</t></si>"


def _scan(items: str) -> WorkbookScan:
    parts = xlsx_parts('<row r="1"><c r="A1" t="s"><v>1</v></c></row>', strings=["<t>m</t>"])
    strings = str(parts["xl/sharedStrings.xml"]).replace("<si><t>m</t></si>", items)
    return WorkbookScan(pack(parts, {"xl/sharedStrings.xml": strings}), file="book.xlsx")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (_ITEMS, _ITEMS, True),
        (_ITEMS, f"{_ITEMS}<si><t>c</t></si>", True),
        (_ITEMS, "<si><t>a</t></si>", False),
        (_ITEMS, f"<si><t>c</t></si>{_ITEMS}", False),
        # Items that begin in another way push the others on too.
        (_ITEMS, f"<si/>{_ITEMS}", False),
        (_ITEMS, f'<si a="b"><t>c</t></si>{_ITEMS}', False),
        (f"<si/>{_ITEMS}", _ITEMS, False),
        (f"<si/>{_ITEMS}", f"<si/>{_ITEMS}", True),
    ],
)
def test_strings_may_only_be_added_to(before: str, after: str, expected: bool) -> None:
    assert _scan(after).reads_like(_scan(before).digests) is expected
