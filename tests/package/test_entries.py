"""Large parts are inflated again when asked for: they must be what was examined."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.raw_xlsx import cells, raw_xlsx, xlsx_parts
from xl_addin.errors import WorkbookError
from xl_addin.package.gate import verify
from xl_addin.package.refusal import Kind


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_large_parts(method: int) -> None:
    parts = {
        name: text if isinstance(text, bytes) else text.encode()
        for name, text in xlsx_parts(cells('<c r="A1"><v>1</v></c>')).items()
    }
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b"</worksheet>", b" " * 3_000_000 + b"</worksheet>")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as package:
        for each, data in parts.items():
            package.writestr(each, data)
    verified = verify(target.getvalue(), Kind.WORKBOOK, file="book.xlsx")
    assert dict(verified.parts) == parts
    assert set(verified.parts) == set(verified.names)


def test_another_kind_of_file_is_named_before_its_traps() -> None:
    trap = {"xl/extra.xml": "<!DOCTYPE x><x/>"}
    assert _refused(raw_xlsx("", parts=trap)) == "package-doctype"
    ods = {**trap, "mimetype": "x", "[Content_Types].xml": None}
    assert _refused(raw_xlsx("", parts=ods)) == "workbook-is-opendocument"


def _refused(content: bytes) -> str:
    with pytest.raises(WorkbookError) as caught:
        verify(content, Kind.WORKBOOK, file="book.xlsx")
    return caught.value.code
