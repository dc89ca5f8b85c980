"""A workbook's file is replaced by one writer at a time, and nothing is ever lost."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.builders import book, save_xlsx
from tests.shipped import ROOT
from xl_addin import filesystem
from xl_addin.errors import Busy, EnvironmentFault, XlAddinError
from xl_addin.messages import CATALOGUE
from xl_addin.package.patch import AppendRow, patch_workbook
from xl_addin.sources import open_source
from xl_addin.stores import workbook_file
from xl_addin.stores.workbook_file import KEPT, Written, file_digest, replace_workbook


def nobody(_path: Path) -> Sequence[str]:
    return ()


def put(path: Path, content: bytes, *, expected: bytes | None) -> Written:
    digest = None if expected is None else file_digest(expected)
    return replace_workbook(path, content, expected=digest, opened_by=nobody)


def strays(folder: Path) -> list[str]:
    return [each.name for each in folder.rglob("*") if each.name.endswith(".part")]


def refused(kind: type[XlAddinError], code: str, path: Path, expected: bytes | None) -> None:
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(kind) as fault:
        put(path, b"new", expected=expected)
    assert fault.value.code == code
    assert code in CATALOGUE
    assert (path.read_bytes() if path.exists() else None) == before
    assert strays(path.parent) == []


def test_the_file_is_new_and_its_backup_old(tmp_path: Path) -> None:
    path = tmp_path / "岗位.xlsx"
    path.write_bytes(b"old")
    path.chmod(0o640)
    written = put(path, b"new", expected=b"old")
    assert path.read_bytes() == b"new"
    assert written.digest == file_digest(b"new")
    assert written.backup is not None
    assert written.backup.read_bytes() == b"old"
    assert path.stat().st_mode & 0o777 == 0o640
    assert strays(tmp_path) == []


def test_a_new_file_needs_no_backup_and_overwrites_none(tmp_path: Path) -> None:
    path = tmp_path / "merged.xlsx"
    assert put(path, b"first", expected=None).backup is None
    refused(Busy, "workbook-exists", path, None)


def test_what_was_saved_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"saved by somebody")
    refused(Busy, "workbook-changed", path, b"what we read")
    path.unlink()
    refused(Busy, "workbook-changed", path, b"what we read")


def test_a_save_between_backup_and_rename_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"old")
    write = filesystem.write_new

    def saved_meanwhile(target: Path, content: bytes, *, sync: bool = False) -> os.stat_result:
        status = write(target, content, sync=sync)
        if content == b"new":
            path.write_bytes(b"somebody's")
        return status

    monkeypatch.setattr(workbook_file, "write_new", saved_meanwhile)
    with pytest.raises(Busy) as busy:
        put(path, b"new", expected=b"old")
    assert busy.value.code == "workbook-changed"
    assert path.read_bytes() == b"somebody's"
    assert strays(tmp_path) == []


def test_an_open_workbook_is_left_alone_and_its_opener_named(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(Busy) as busy:
        replace_workbook(
            path, b"new", expected=file_digest(b"old"), opened_by=lambda _: ["王敏", ""]
        )
    assert (busy.value.code, busy.value.exit_code) == ("workbook-open", 4)
    assert busy.value.fields["who"] == "王敏"
    assert path.read_bytes() == b"old"


def test_opened_just_before_the_rename(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"old")
    answers = iter([[], ["王敏"]])
    with pytest.raises(Busy):
        replace_workbook(
            path, b"new", expected=file_digest(b"old"), opened_by=lambda _: next(answers)
        )
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "workbook-disk-full"), (errno.EROFS, "workbook-not-written")],
)
@pytest.mark.parametrize("call", ["make_folder", "write_new", "replace"])
def test_any_call_that_fails_leaves_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, code: str
) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"old")

    def fail(*_args: object, **_options: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(workbook_file, call, fail)
    refused(EnvironmentFault, code, path, b"old")


def test_a_link_keeps_leading_to_the_workbook(tmp_path: Path) -> None:
    real = tmp_path / "real" / "book.xlsx"
    real.parent.mkdir()
    real.write_bytes(b"old")
    link = tmp_path / "book.xlsx"
    link.symlink_to(real)
    put(link, b"new", expected=b"old")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_only_the_latest_backups_stay_and_no_other_workbooks_go(tmp_path: Path) -> None:
    other = tmp_path / "book.b.xlsx"
    other.write_bytes(b"other")
    kept = put(other, b"changed", expected=b"other").backup
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"0")
    for number in range(KEPT + 5):
        put(path, b"%d" % (number + 1), expected=b"%d" % number)
    backups = [*(tmp_path / ".xl_addin" / "backups").iterdir()]
    assert len(backups) == KEPT + 1
    assert kept in backups
    newest = max(backups, key=lambda each: each.stat().st_mtime_ns)
    assert newest.read_bytes() == b"%d" % (KEPT + 4)


WRITER = """
import json, sys
from pathlib import Path
from xl_addin.errors import Busy
from xl_addin.package.patch import AppendRow, patch_workbook
from xl_addin.stores.workbook_file import file_digest, replace_workbook

path, who, rows = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
done, refused = [], 0
while len(done) < rows:
    try:
        content = path.read_bytes()
        name = f"{who}{len(done)}"
        new = patch_workbook(content, [AppendRow("职责", {1: name, 2: name})])
        replace_workbook(path, new, expected=file_digest(content), opened_by=lambda _: ())
        done.append(name)
    except Busy as busy:
        assert busy.exit_code == 4
        refused += 1
print(json.dumps([done, refused]), flush=True)
"""


def test_two_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    path = save_xlsx(book(), tmp_path / "book.xlsx")
    rows = 40
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), who, str(rows)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for who in "AB"
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    answers = [json.loads(writer.communicate(timeout=120)[0]) for writer in writers]
    assert sum(refused for _, refused in answers) > 0, "they never met"
    duties = next(s for s in open_source(path).read().sheets if s.name == "职责")
    ids = [row[0] for row in duties.rows[2:]]
    assert sorted(ids) == sorted(name for done, _ in answers for name in done)
    assert strays(tmp_path) == []


def test_exactly_one_of_two_writers_of_the_same_base_wins(tmp_path: Path) -> None:
    path = save_xlsx(book(), tmp_path / "book.xlsx")
    base = path.read_bytes()
    first, second = (
        patch_workbook(base, [AppendRow("职责", {1: name, 2: name})]) for name in ("D2", "D3")
    )
    put(path, first, expected=base)
    refused(Busy, "workbook-changed", path, base)
    assert path.read_bytes() == first != second
