"""The lossless writer: a workbook with some cells changed and every other byte kept.

`patch_workbook` takes a workbook's bytes and edits, gives the new bytes. Inside:
`rows` and `located` say where things stand in XML, `sheet` collects the edits of one
sheet, `guards` says what may not be written, `growth` and `tables` what must grow,
`own_sheets` adds and drops sheets of ours. What may change in a file is listed in
docs/reference/what-a-merge-writes.md.
"""

from __future__ import annotations

from xl_addin.package.patch.book import patch_workbook
from xl_addin.package.patch.edits import (
    AddSheet,
    AppendColumn,
    AppendRow,
    DropDown,
    DropSheet,
    Edit,
    HeaderStyle,
    SetCell,
    Value,
)

__all__ = [
    "AddSheet",
    "AppendColumn",
    "AppendRow",
    "DropDown",
    "DropSheet",
    "Edit",
    "HeaderStyle",
    "SetCell",
    "Value",
    "patch_workbook",
]
