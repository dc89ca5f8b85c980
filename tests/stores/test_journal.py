"""The journal: what was said is there again, whatever was torn off its end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_addin.errors import UsageError
from xl_addin.stores.journal import CompleteRun, Entry, Journal

ENTRY = Entry("R01.docx", "w", "R01", "t.docx", "zh", 3, "c", "th", "1", "d", 9, 7)
RUN = CompleteRun("asked", ("t.docx",), ("R01.docx",), 2)


def named(number: int) -> Entry:
    return replace(ENTRY, file=f"R{number:02d}.docx")


def written(folder: Path, *entries: Entry) -> Path:
    journal = Journal(folder)
    journal.open()
    journal.record(entries)
    journal.close()
    return journal.path


def test_entries_and_the_last_run_are_there_again(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.open()
    journal.record([named(1), named(2)])
    journal.forget(["R01.docx", "never there"])
    journal.complete(RUN)
    journal.close()

    again = Journal(tmp_path)
    assert again.entries == {"R02.docx": named(2)}
    assert again.last_run == RUN


def test_a_run_that_begins_takes_back_the_last_one(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.open()
    journal.complete(RUN)
    journal.complete(None)
    journal.close()
    assert Journal(tmp_path).last_run is None


@settings(max_examples=60, deadline=None, derandomize=True)
@given(kept=st.integers(0, 2000))
def test_any_torn_end_loses_only_what_stood_there(
    tmp_path_factory: pytest.TempPathFactory, kept: int
) -> None:
    folder = tmp_path_factory.mktemp("torn")
    path = written(folder, *(named(number) for number in range(6)))
    content = path.read_bytes()[:kept]
    path.write_bytes(content)
    whole = sum(line.startswith(b'{"made"') for line in content.split(b"\n")[:-1])

    torn = Journal(folder)
    # A line that lacks only its line end is whole all the same.
    assert len(torn.entries) in (whole, whole + 1)
    known = dict(torn.entries)
    torn.open()
    torn.record([named(9)])
    torn.close()
    assert Journal(folder).entries == {**known, "R09.docx": named(9)}


def test_damage_in_the_middle_costs_only_its_own_line(tmp_path: Path) -> None:
    path = written(tmp_path, named(1), named(2), named(3))
    lines = path.read_bytes().splitlines(keepends=True)
    lines[2] = b"\0" * 40 + b'\n{"made": {"file": 1}}\n["made"]\n'
    path.write_bytes(b"".join(lines))
    assert set(Journal(tmp_path).entries) == {"R01.docx", "R03.docx"}


def test_it_is_compacted_when_most_of_it_is_history(tmp_path: Path) -> None:
    for _ in range(2):
        path = written(tmp_path, *[named(1)] * 600)
    size = path.stat().st_size
    written(tmp_path, named(2))
    assert path.stat().st_size < size / 100
    assert Journal(tmp_path).entries == {"R01.docx": named(1), "R02.docx": named(2)}


def test_one_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.write_text('{"journal":2}\n', encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        Journal(tmp_path)
    assert refused.value.code == "journal-newer"
