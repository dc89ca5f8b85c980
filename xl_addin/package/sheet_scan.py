"""A sheet's XML: everything parsers hide, and where it is regular its rows as well.

`scan` gives `SheetFacts`: the value of every cell a parser may deliver otherwise than it
stands (errors, lost results, percentages, custom dates, trimmed or escaped texts), hidden
rows, merged ranges, symbol fonts and the used size; sources lay them over what their parser
read. `read_alone` takes regular rows out first (`regular_table`) and needs no parser but
expat for the rest.
"""

from __future__ import annotations

from xml.parsers import expat

from xl_addin.package.limits import Limits
from xl_addin.package.refusal import Refusal
from xl_addin.package.regular_cells import Row
from xl_addin.package.regular_table import RegularReader
from xl_addin.package.sheet_cells import CellDecoder
from xl_addin.package.sheet_handler import (
    LAST_ROW,
    SheetFacts,
    SheetHandler,
)
from xl_addin.package.workbook import SheetPart


def scan(sheet: SheetPart, xml: bytes, decoder: CellDecoder, limits: Limits) -> SheetFacts:
    """What a parser may not tell of a sheet: every byte of it goes through expat.

    Args:
        sheet: Its tab and part.
        xml: Its bytes.
        decoder: Knows the shared strings that parsers change.
        limits: What a sheet may hold.

    Raises:
        Refusal: It is not well-formed, or larger than the limits allow.
    """
    facts = _parse(sheet, xml, decoder)
    _check_size(sheet, facts, limits)
    return facts


def read_alone(
    sheet: SheetPart,
    xml: bytes,
    reader: RegularReader,
    decoder: CellDecoder,
    limits: Limits,
) -> tuple[SheetFacts, list[Row]]:
    """A sheet's facts and rows, read without any other parser.

    Args:
        sheet: Its tab and part.
        xml: Its bytes.
        reader: Reads what is regular.
        decoder: Reads the rest; it must know every shared string.
        limits: What a sheet may hold.

    Raises:
        Irregular: It must be read by a whole parser.
        Refusal: It is not well-formed, or larger than the limits allow.
    """
    regular = reader.read(sheet.title, xml, limits.cells)
    facts = _parse(sheet, regular.rest, decoder)
    facts.hidden_rows |= regular.hidden_rows
    facts.last_row = max(facts.last_row, regular.last_row)
    facts.columns = max(facts.columns, regular.columns)
    _check_size(sheet, facts, limits)
    return facts, regular.rows


def _check_size(sheet: SheetPart, facts: SheetFacts, limits: Limits) -> None:
    """Refuse a sheet of more cells or merged ranges than the limits allow.

    Raises:
        Refusal: It has more.
    """
    size = facts.last_row * facts.columns
    if facts.last_row > LAST_ROW or size > limits.cells:
        raise Refusal("extent", sheet=sheet.title, rows=facts.last_row, allowed=limits.cells)
    if len(facts.merged) > limits.merges:
        raise Refusal.limit("merges", len(facts.merged), limits.merges, part=sheet.title)
    covered = sum(
        (area.bottom - area.top + 1) * (area.right - area.left + 1) for area in facts.merged
    )
    if covered > limits.merged_cells:
        raise Refusal.limit("merged_cells", covered, limits.merged_cells, part=sheet.title)


def _parse(sheet: SheetPart, xml: bytes, decoder: CellDecoder) -> SheetFacts:
    handler = SheetHandler(sheet, decoder)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.data
    try:
        parser.Parse(xml, True)  # noqa: FBT003 - expat's own signature
    except expat.ExpatError as fault:
        raise Refusal("damaged", cause=f"{sheet.part}: {fault}") from fault
    return handler.facts
