"""`xl-addin watch` as people use it: a process of its own, files saved under its eyes."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.builders import book, docx, save_xlsx
from xl_addin.outputs.folder import content_digest
from xl_addin.pipeline.merge import merge
from xl_addin.stores.folder_lock import FolderLock
from xl_addin.stores.side_files import SideFiles

DEADLINE = 60.0


class Watch:
    """A running `xl-addin watch` and what it has said."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.log = folder.parent / "log.txt"
        command = [sys.executable, "-m", "xl_addin", "watch", *arguments]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command,
                cwd=folder,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, "XL_ADDIN_LANG": "en", "PYTHONPATH": str(Path.cwd())},
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def wait_for(self, words: str, times: int = 1) -> None:
        """Until the log says it so many times."""
        self.until(lambda: self.said.count(words) >= times, words)

    def until(self, happened: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + DEADLINE
        while not happened():
            assert self.process.poll() is None, self.said
            assert time.monotonic() < end, f"{what!r} did not happen:\n{self.said}"
            time.sleep(0.05)

    def interrupt(self, number: int = signal.SIGINT) -> int:
        os.killpg(self.process.pid, number)
        return self.process.wait(DEADLINE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "shared"
    (path / "word_templates").mkdir(parents=True)
    save_template(path, "{{ role.name }}")
    return path


@pytest.fixture
def watching(folder: Path) -> Iterator[Callable[..., Watch]]:
    started: list[Watch] = []

    def start(*arguments: str) -> Watch:
        started.append(Watch(folder, *arguments))
        return started[-1]

    yield start
    for each in started:
        if each.process.poll() is None:
            os.killpg(each.process.pid, signal.SIGKILL)
            each.process.wait()


def save_template(folder: Path, text: str) -> None:
    (folder / "word_templates" / "t.docx").write_bytes(docx(text))


def save(folder: Path, name: str, workbook: str, *roles: str, output: str = "") -> Path:
    settings = {
        "工作簿编号": workbook,
        "默认模板": "t.docx",
        "文件名": "{岗位编号}.docx",
        "输出文件夹": output or f"out-{workbook}",
    }
    on = [f"{role.split()[0]} D1" for role in roles]
    sheets = book(roles, ["D1 Filing"], on, settings=settings)
    beside = save_xlsx(sheets, folder.parent / "saved.xlsx")
    target = folder / name
    # As Excel does it: away with the old one, then a rename.
    target.unlink(missing_ok=True)
    beside.rename(target)
    return target


def test_what_is_saved_is_made_and_one_broken_workbook_stops_nothing(
    folder: Path, watching: Callable[..., Watch]
) -> None:
    save(folder, "a.xlsx", "a", "R1 Clerk", "R2 Cook")
    (folder / "broken.xlsx").write_text("no workbook")
    watch = watching(".")
    watch.wait_for("a.xlsx: 2 made (R1 Clerk, R2 Cook), 0 unchanged")
    watch.wait_for("broken.xlsx: not done")

    save(folder, "a.xlsx", "a", "R1 Clerk", "R2 Baker")
    watch.wait_for("a.xlsx: 1 made (R2 Baker), 1 unchanged")
    save(folder, "b.xlsx", "b", "R1 Porter")
    watch.wait_for("b.xlsx: 1 made (R1 Porter)")
    save_template(folder, "Dear {{ role.name }}")
    watch.wait_for("a.xlsx: 2 made", times=2)
    watch.wait_for("b.xlsx: 1 made", times=2)

    assert watch.interrupt() == 0
    assert watch.said.rstrip().endswith("No longer watching")
    assert "Traceback" not in watch.said
    lines = watch.said.splitlines()
    assert all(re.match(r"\d\d:\d\d:\d\d  ", line) for line in lines)


def test_a_pdf_that_is_outdated_by_a_save_is_named(
    folder: Path, watching: Callable[..., Watch]
) -> None:
    save(folder, "a.xlsx", "a", "R1 Clerk")
    watch = watching(".")
    watch.wait_for("a.xlsx: 1 made")
    document = folder / "out-a" / "R1.docx"
    (folder / "laid-out").write_bytes(b"%PDF of ours")
    shows = content_digest(document.read_bytes())
    SideFiles(document.parent).take(
        folder / "laid-out", document.with_suffix(".pdf"), shows, "LibreOffice"
    )

    save(folder, "a.xlsx", "a", "R1 Cook")

    watch.wait_for("1 PDFs still show what was before (generate --pdf makes them anew): R1.pdf")


def test_owner_files_rewrites_and_copies_make_no_documents(
    folder: Path, watching: Callable[..., Watch]
) -> None:
    workbook = save(folder, "a.xlsx", "a", "R1 Clerk")
    watch = watching(".")
    watch.wait_for("a.xlsx: 1 made")

    for number in range(5):
        (folder / "~$a.xlsx").write_bytes(bytes(165))
        (folder / ".~lock.a.xlsx#").write_text(",w,pc,24.11.2026 10:00,x;")
        (folder / f"A1B2C3{number}.tmp").write_bytes(workbook.read_bytes())
        (folder / "~$a.xlsx").unlink()
    shutil.copy(workbook, folder / "a-副本.xlsx")
    os.utime(workbook)
    watch.wait_for("a-副本.xlsx is a conflict copy of a.xlsx")
    watch.wait_for("xl-addin merge a.xlsx a-副本.xlsx -o a_merged.xlsx")
    watch.wait_for("a.xlsx: nothing has changed")
    assert watch.interrupt(signal.SIGTERM) == 0
    assert watch.said.count(" made (") == 1
    assert sorted(each.name for each in folder.glob("out*")) == ["out-a"]


def test_of_two_files_with_one_id_documents_are_made_from_one(
    folder: Path, watching: Callable[..., Watch]
) -> None:
    save(folder, "a.xlsx", "a", "R1 Clerk", "R2 Cook")
    save(folder, "a (1).xlsx", "a", "R1 Clark", "R3 Porter")
    save(folder, "b.xlsx", "b", "R1 Porter")
    watch = watching(".")
    watch.wait_for("a.xlsx: 2 made (R1 Clerk, R2 Cook)")
    watch.wait_for("a (1).xlsx has the same 工作簿编号 as a.xlsx")
    watch.wait_for('xl-addin merge a.xlsx "a (1).xlsx" -o a_merged.xlsx')
    watch.wait_for('xl-addin copy "a (1).xlsx" --new-id')
    watch.wait_for("b.xlsx: 1 made")
    made = sorted(each.name for each in (folder / "out-a").glob("*.docx"))
    assert made == ["R1.docx", "R2.docx"]

    (folder / "a.xlsx").rename(folder.parent / "a.xlsx")
    watch.wait_for("a.xlsx: gone")
    watch.wait_for("a (1).xlsx: 2 made (R1 Clark, R3 Porter)")
    (folder.parent / "a.xlsx").rename(folder / "a.xlsx")
    watch.wait_for("a.xlsx has the same 工作簿编号 as a (1).xlsx")
    assert watch.interrupt() == 0


def test_a_merge_takes_the_place_of_what_was_merged(
    folder: Path, watching: Callable[..., Watch]
) -> None:
    ours = save(folder, "a.xlsx", "a", "R1 Clerk", "R2 Cook")
    watch = watching(".")
    watch.wait_for("a.xlsx: 2 made (R1 Clerk, R2 Cook)")
    theirs = save(folder, "Li.xlsx", "a", "R1 Clerk", "R2 Baker")
    watch.wait_for("Li.xlsx has the same 工作簿编号 as a.xlsx")

    merge(ours, [theirs], base=ours, output=folder / "a_merged.xlsx")
    watch.wait_for("a_merged.xlsx: 1 made (R2 Baker), 1 unchanged")
    os.utime(ours)
    watch.wait_for("a.xlsx has the same 工作簿编号 as a_merged.xlsx")
    assert watch.interrupt() == 0


def test_a_copy_that_is_gone_is_said_once(folder: Path, watching: Callable[..., Watch]) -> None:
    save(folder, "a.xlsx", "a", "R1 Clerk")
    watch = watching(".")
    watch.wait_for("a.xlsx: 1 made (R1 Clerk)")
    copy = save(folder, "b.xlsx", "a", "R1 Clerk")
    watch.wait_for("b.xlsx has the same 工作簿编号 as a.xlsx")
    copy.unlink()
    watch.wait_for("b.xlsx: gone")

    for name in ("Cook", "Baker", "Porter"):
        save(folder, "a.xlsx", "a", f"R1 {name}")
        watch.wait_for(f"a.xlsx: 1 made (R1 {name})")

    assert watch.said.count("gone") == 1


def test_files_with_one_id_and_their_own_folders_are_both_made(
    folder: Path, watching: Callable[..., Watch]
) -> None:
    save(folder, "a.xlsx", "a", "R1 Clerk")
    save(folder, "old.xlsx", "a", "R1 Clark", output="out-old")
    watch = watching(".")
    watch.wait_for("a.xlsx: 1 made (R1 Clerk)")
    watch.wait_for("old.xlsx: 1 made (R1 Clark)")
    assert watch.interrupt() == 0


def test_a_burst_of_saves_is_one_run(folder: Path, watching: Callable[..., Watch]) -> None:
    save(folder, "a.xlsx", "a", "R1 Clerk")
    watch = watching("a.xlsx")
    watch.wait_for("1 made")
    for number in range(8):
        save(folder, "a.xlsx", "a", f"R1 Clerk{number}")
        time.sleep(0.1)
    watch.wait_for("R1 Clerk7")
    assert watch.said.count(" made") == 2
    save(folder, "other.xlsx", "o", "R1 Porter")
    (folder / "a.xlsx").unlink()
    watch.wait_for("a.xlsx: gone")
    assert watch.interrupt() == 0
    assert "other.xlsx" not in watch.said


def test_problems_are_told_where_they_stand(
    folder: Path, watching: Callable[..., Watch]
) -> None:
    save(folder, "a.xlsx", "a", "R1 Clerk", "R1 Cook")
    watch = watching("a.xlsx")
    watch.wait_for("岗位!")
    watch.wait_for("errors")
    watch.wait_for("Cure: ")
    assert watch.interrupt() == 0


def test_a_folder_another_run_holds_is_tried_again(
    folder: Path, watching: Callable[..., Watch]
) -> None:
    save(folder, "a.xlsx", "a", "R1 Clerk")
    held = FolderLock(folder / "out-a")
    held.acquire()
    watch = watching("a.xlsx")
    watch.wait_for("a.xlsx: not possible just now")
    watch.wait_for("folder-busy")
    held.release()
    watch.wait_for("a.xlsx: 1 made")
    assert watch.interrupt() == 0


def test_what_is_not_there_cannot_be_watched(folder: Path) -> None:
    watch = Watch(folder, "nothing")
    assert watch.process.wait(DEADLINE) == 2
    assert "workbook-not-found" in watch.said
