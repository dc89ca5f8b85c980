"""Reading a workbook while others save it: all of it, or an error that says why not."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from tests.builders import book, save_xlsx
from tests.sources.saving import VERSIONS, WAYS, read_many
from xl_addin.errors import Busy, EnvironmentFault, WorkbookError
from xl_addin.package.limits import Limits
from xl_addin.pipeline.load import load
from xl_addin.sources.whole_file import read_whole


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return save_xlsx(book(), tmp_path / "book.xlsx")


def later(seconds: float, action: object, *arguments: object) -> threading.Timer:
    timer = threading.Timer(seconds, action, arguments)
    timer.start()
    return timer


@pytest.mark.parametrize("way", WAYS)
def test_every_read_during_continuous_saves_is_whole(tmp_path: Path, way: str) -> None:
    outcomes = read_many(tmp_path, way, 40)
    assert outcomes == {"whole": 40, "versions seen": outcomes["versions seen"]}
    assert 1 < outcomes["versions seen"] <= VERSIONS


def test_half_a_file_is_waited_for(workbook: Path) -> None:
    whole = workbook.read_bytes()
    workbook.write_bytes(whole[: len(whole) // 2])
    later(0.4, workbook.write_bytes, whole)
    assert load(workbook).book.roles


def test_a_file_that_is_being_replaced_is_waited_for(workbook: Path) -> None:
    away = workbook.with_name("A1B2C300")
    workbook.rename(away)
    later(0.4, away.rename, workbook)
    assert load(workbook).book.roles


def test_a_file_that_is_never_whole_ends_in_an_error(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xl_addin.sources.whole_file.PATIENCE", 0.5)
    half = workbook.read_bytes()[:2000]
    workbook.write_bytes(half)
    stop = threading.Event()

    def save() -> None:
        while not stop.wait(0.01):
            workbook.write_bytes(half)

    saver = threading.Thread(target=save)
    saver.start()
    try:
        with pytest.raises(Busy) as raised:
            load(workbook)
    finally:
        stop.set()
        saver.join()
    assert raised.value.code == "workbook-being-saved"
    assert raised.value.exit_code == 4


def test_a_file_that_changes_while_it_is_read_is_read_again(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = iter([(1, 1), (1, 2), (2, 2), (2, 2)])
    monkeypatch.setattr("xl_addin.sources.whole_file._state", lambda _: next(states))
    assert read_whole(workbook) == workbook.read_bytes()
    assert list(states) == []


def test_a_damaged_file_that_nobody_touches_is_told_at_once(workbook: Path) -> None:
    workbook.write_bytes(workbook.read_bytes()[:2000])
    os.utime(workbook, (0, 0))
    began = time.monotonic()
    with pytest.raises(WorkbookError) as raised:
        load(workbook)
    assert raised.value.code == "workbook-damaged"
    assert time.monotonic() - began < 2


def test_a_file_that_is_not_there_is_told_at_once(tmp_path: Path) -> None:
    os.utime(tmp_path, (0, 0))
    began = time.monotonic()
    for missing in (tmp_path / "no.xlsx", tmp_path / "no" / "no.xlsx"):
        with pytest.raises(WorkbookError) as raised:
            load(missing)
        assert raised.value.code == "workbook-not-found"
    assert time.monotonic() - began < 1


def test_a_file_held_by_another_program_is_waited_for(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Only Windows refuses so; its error is made here.
    held = PermissionError(13, "in use")
    held.winerror = 32
    faults = [held, held]
    real = Path.open

    def refusing(path: Path, *arguments: object, **options: object) -> object:
        if faults:
            raise faults.pop()
        return real(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", refusing)
    assert read_whole(workbook)

    faults.append(PermissionError(13, "Permission denied"))
    with pytest.raises(EnvironmentFault) as raised:
        read_whole(workbook)
    assert raised.value.fields["cause"] == "Permission denied"


def test_a_file_larger_than_allowed_is_not_read(workbook: Path) -> None:
    with workbook.open("r+b") as file:
        file.truncate(3 * 1024 * 1024)
    with pytest.raises(WorkbookError) as raised:
        read_whole(workbook, Limits(file_mb=2))
    assert raised.value.code == "package-limit"
