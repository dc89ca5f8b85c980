"""Reads the sheets of one value a row: 设置 and 部门."""

from __future__ import annotations

from xl_addin.model.book import Table
from xl_addin.model.names import key, nearest, template_name
from xl_addin.model.records import Record
from xl_addin.model.schema import ENGLISH, FORMAT_VERSION, PRINTED_SETTINGS, SETTING_NAMES
from xl_addin.reader.faults import Faults
from xl_addin.reader.tables import ReadTable

_SETTING_KEYS = {
    key(spelling): name
    for name, chinese in SETTING_NAMES.items()
    for spelling in (chinese, name, name.replace("_", " "))
}
_ENGLISH = {name: f"{ENGLISH}{chinese}" for name, chinese in SETTING_NAMES.items()}
_KNOWN = _SETTING_KEYS.keys() | set(map(key, _ENGLISH.values()))
# Settings may be added freely: only what is nearly the name of another is suspect.
_SUSPECT = 0.75


def read_settings(result: ReadTable, faults: Faults) -> dict[str, str]:
    """Settings by template name, English where known."""
    table = result.table
    settings: dict[str, str] = {}
    for cell in result.faults:
        faults.cell(cell.record, cell.column, cell.fault)
    for record in table.records:
        shown = record.text("key")
        name = _SETTING_KEYS.get(key(shown)) or template_name(shown)
        is_free = key(shown) not in _KNOWN and not record.text("value")
        if not name or (is_free and result.is_note(record, "key", faults)):
            continue
        if name in settings:
            faults.add("setting-twice", table.place(record, "key", faults.file), setting=shown)
            continue
        settings[name] = record.text("value")
        if name == "format_version":
            _check_format(table, record, faults)
    _check_spelling(table, settings, faults)
    return settings


def _check_format(table: Table, record: Record, faults: Faults) -> None:
    value = record.text("value").strip()
    place = table.place(record, "value", faults.file)
    if not value.isdecimal():
        if value:
            faults.add("format-not-a-number", place, version=value, known=str(FORMAT_VERSION))
    elif int(value) > FORMAT_VERSION:
        faults.add("format-newer", place, version=value, known=str(FORMAT_VERSION))
    elif int(value) < FORMAT_VERSION:
        faults.add("format-older", place, version=value, known=str(FORMAT_VERSION))


def _check_spelling(table: Table, settings: dict[str, str], faults: Faults) -> None:
    absent = [chinese for name, chinese in SETTING_NAMES.items() if name not in settings]
    english = [_ENGLISH[name] for name in PRINTED_SETTINGS]
    absent += [name for name in english if name not in settings]
    for record in table.records:
        shown = record.text("key")
        if shown and key(shown) not in _KNOWN:
            guess = nearest(shown, absent, cutoff=_SUSPECT)
            if guess:
                place = table.place(record, "key", faults.file)
                faults.warn("setting-unknown", place, setting=shown, guess=guess)


def read_departments(result: ReadTable, faults: Faults) -> dict[str, Record]:
    """Rows of 部门 by key; the first of two with one name counts."""
    for cell in result.faults:
        faults.cell(cell.record, cell.column, cell.fault)
    departments: dict[str, Record] = {}
    for record in result.table.records:
        name = key(record.text("name"))
        if name and not result.is_note(record, "name", faults):
            departments.setdefault(name, record)
    return departments
