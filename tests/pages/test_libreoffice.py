"""PDFs by LibreOffice: every document once, a killed process survived, nothing left over."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.builders import docx
from tests.pages import office
from tests.programs import require_program
from xl_addin.errors import EnvironmentFault
from xl_addin.pages.libreoffice import LibreOfficePdf


@pytest.fixture(autouse=True)
def _programs() -> None:
    for program in ("soffice", "pdftotext"):
        require_program(program, apt="libreoffice-writer poppler-utils")


def _documents(folder: Path, count: int) -> list[Path]:
    folder.mkdir()
    made = []
    for number in range(count):
        path = folder / f"岗位 {number}.docx"
        path.write_bytes(docx(f"Page of role {number}"))
        made.append(path)
    return made


def _processes(marker: str) -> list[int]:
    done = subprocess.run(["pgrep", "-f", marker], capture_output=True, text=True, check=False)
    return [int(pid) for pid in done.stdout.split() if int(pid) != os.getpid()]


def test_every_document_comes_once_with_its_own_text(tmp_path: Path) -> None:
    documents = _documents(tmp_path / "in", 7)
    (tmp_path / "out").mkdir()

    made = list(LibreOfficePdf(2).make(documents, tmp_path / "out"))

    assert sorted(each.document for each in made) == sorted(documents)
    for each in made:
        assert each.error is None
        assert each.pdf == tmp_path / "out" / f"{each.document.stem}.pdf"
        number = each.document.stem.split()[1]
        assert f"Page of role {number}" in "".join(office.page_texts(each.pdf))


def test_a_document_that_is_none_fails_alone(tmp_path: Path) -> None:
    documents = _documents(tmp_path / "in", 4)
    documents[1].write_bytes(b"PK\x03\x04 no document")
    (tmp_path / "out").mkdir()

    made = {m.document: m for m in LibreOfficePdf(1).make(documents, tmp_path / "out")}

    failed = made.pop(documents[1])
    assert failed.pdf is None
    assert failed.error is not None
    assert failed.error.code == "pdf-not-made"
    assert all(each.pdf and each.pdf.is_file() for each in made.values())


def test_a_killed_office_is_started_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    documents = _documents(tmp_path / "in", 40)
    (tmp_path / "out").mkdir()
    made, killed = [], 0

    for each in LibreOfficePdf(2).make(documents, tmp_path / "out"):
        made.append(each)
        if len(made) == 3:
            for pid in _processes(f"soffice.bin.*{tmp_path}"):
                # One may be done and gone since it was listed.
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                    killed += 1

    assert killed > 0
    assert sorted(each.document for each in made) == sorted(documents)
    assert all(each.pdf and each.pdf.is_file() for each in made)
    assert _gone(str(tmp_path))
    assert [path for path in tmp_path.iterdir() if path.name.startswith("xl_addin")] == []


def test_an_office_that_makes_nothing_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 600\n")
    program.chmod(0o755)
    monkeypatch.setenv("XL_ADDIN_SOFFICE", str(program))
    documents = _documents(tmp_path / "in", 1)
    started = time.monotonic()

    (made,) = LibreOfficePdf(1, stall_seconds=0.5).make(documents, tmp_path)

    assert made.error is not None
    assert time.monotonic() - started < 30
    assert _gone(str(program))


def test_stopping_in_the_middle_leaves_no_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    documents = _documents(tmp_path / "in", 10)
    (tmp_path / "out").mkdir()

    outcomes = LibreOfficePdf(1).make(documents, tmp_path / "out")
    next(iter(outcomes))
    outcomes.close()  # type: ignore[attr-defined]

    assert _gone(str(tmp_path))


def test_without_libreoffice_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("XL_ADDIN_SOFFICE", "/nonexistent/soffice")

    with pytest.raises(EnvironmentFault) as told:
        LibreOfficePdf()

    assert told.value.code == "pdf-program-missing"


def _gone(marker: str) -> bool:
    deadline = time.monotonic() + 10
    while _processes(marker):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True
