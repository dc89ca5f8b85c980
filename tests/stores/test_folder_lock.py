"""One run a folder: who is refused, who may take over."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.shipped import ROOT
from xl_addin.errors import Busy
from xl_addin.stores.folder_lock import FolderLock

HOLD = """
import sys, time
from pathlib import Path
from xl_addin.stores.folder_lock import FolderLock
lock = FolderLock(Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
time.sleep(60)
"""


def note(folder: Path, **changes: object) -> Path:
    path = folder / ".xl_addin" / "holder.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    holder = {"host": "elsewhere", "process": 1, "since": time.time() - 300, **changes}
    path.write_text(json.dumps(holder), encoding="utf-8")
    return path


def refused(folder: Path, *, break_lock: bool = False) -> Busy:
    with pytest.raises(Busy) as busy:
        FolderLock(folder, break_lock=break_lock).acquire()
    return busy.value


def test_a_second_run_is_refused_and_told_who_holds_it(tmp_path: Path) -> None:
    first = FolderLock(tmp_path)
    first.acquire()
    busy = refused(tmp_path)
    assert busy.exit_code == 4
    assert busy.fields["host"] == platform.node()
    assert busy.fields["process"] == os.getpid()
    assert busy.fields["minutes"] == 0
    first.release()
    second = FolderLock(tmp_path)
    second.acquire()
    second.release()


def test_a_living_run_of_this_machine_is_never_robbed(tmp_path: Path) -> None:
    first = FolderLock(tmp_path)
    first.acquire()
    assert refused(tmp_path, break_lock=True).fields["process"] == os.getpid()
    first.release()


def test_a_killed_run_is_recovered(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert refused(tmp_path).fields["process"] == holder.pid
        holder.kill()
    lock = FolderLock(tmp_path)
    lock.acquire()
    lock.release()


def test_a_run_elsewhere_is_believed_while_it_gives_signs(tmp_path: Path) -> None:
    path = note(tmp_path)
    busy = refused(tmp_path)
    assert (busy.fields["host"], busy.fields["minutes"]) == ("elsewhere", 5)

    os.utime(path, (time.time() - 700, time.time() - 700))
    lock = FolderLock(tmp_path)
    lock.acquire()
    lock.beat()
    lock.release()


def test_break_lock_takes_it_from_a_run_elsewhere(tmp_path: Path) -> None:
    note(tmp_path)
    lock = FolderLock(tmp_path, break_lock=True)
    lock.acquire()
    assert json.loads((tmp_path / ".xl_addin" / "holder.json").read_text())["process"] == (
        os.getpid()
    )
    lock.release()


def test_a_note_that_cannot_be_read_holds_nobody_up(tmp_path: Path) -> None:
    note(tmp_path).write_bytes(b"\0\0")
    lock = FolderLock(tmp_path)
    lock.acquire()
    lock.release()
