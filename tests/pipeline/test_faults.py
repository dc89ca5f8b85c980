"""Every single open, write, sync, rename and removal of a batch fails once, and for good."""

from __future__ import annotations

import errno
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.batches import leftovers, make, save_batch, sheets_of, statuses
from tests.builders import save_xlsx
from tests.pipeline.faulty_os import FaultyOs
from tests.reading import documents
from xl_addin.errors import EnvironmentFault
from xl_addin.messages import sentence
from xl_addin.messages.causes import CHINESE

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.ENOENT)
COUNT = 4


@dataclass(frozen=True)
class Scene:
    """A folder with documents of an older workbook, and what the newer one makes of it."""

    workbook: Path
    before: Path
    old: dict[str, bytes]
    new: dict[str, bytes]


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    home = tmp_path_factory.mktemp("faults")
    workbook = save_batch(home, COUNT)
    make(workbook, home / "before")
    save_xlsx(sheets_of(COUNT + 1, version="V2"), workbook)
    shutil.copytree(home / "before", home / "after")
    make(workbook, home / "after")
    return Scene(
        workbook, home / "before", documents(home / "before"), documents(home / "after")
    )


def copied(scene: Scene, tmp_path: Path) -> Path:
    shutil.rmtree(tmp_path / "out", ignore_errors=True)
    shutil.copytree(scene.before, tmp_path / "out")
    return tmp_path / "out"


def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xl_addin.pipeline.delivery._CHUNK", 2)
    monkeypatch.setattr("xl_addin.outputs.folder._PATIENCE", 0.0)


def run(scene: Scene, out: Path, disk: FaultyOs) -> EnvironmentFault | dict[str, str]:
    with pytest.MonkeyPatch.context() as patch:
        small_chunks(patch)
        patch.setattr("xl_addin.filesystem.os", disk)
        try:
            return statuses(make(scene.workbook, out))
        except EnvironmentFault as fault:
            return fault


def test_the_harness_sees_every_kind_of_call(scene: Scene, tmp_path: Path) -> None:
    disk = FaultyOs()
    run(scene, copied(scene, tmp_path), disk)
    # For each document open, write and rename; then the journal's and the lock's own.
    assert disk.count > 3 * (COUNT + 1)


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "for good"])
def test_the_nth_call_fails(scene: Scene, tmp_path: Path, lasting: bool) -> None:
    calls = FaultyOs()
    run(scene, copied(scene, tmp_path), calls)
    stopped = 0
    for nth in range(1, calls.count + 1):
        error = ERRORS[nth % len(ERRORS)]
        out = copied(scene, tmp_path)
        outcome = run(scene, out, FaultyOs(nth, error, lasting=lasting))

        found = documents(out)
        fresh = {name for name, content in found.items() if content == scene.new[name]}
        for name in found.keys() - fresh:
            assert found[name] == scene.old[name], f"call {nth}: {name} is torn"
        if isinstance(outcome, EnvironmentFault):
            stopped += 1
            told(outcome, error, done=len(fresh))
        else:
            made = {f"{role}.docx" for role, status in outcome.items() if "written" in status}
            assert made == fresh, f"call {nth}"

        again = make(scene.workbook, out)
        assert again.exit_code == 0
        assert documents(out) == scene.new, f"call {nth}"
        assert leftovers(out) == [], f"call {nth}"
    assert stopped > calls.count / 2


def told(fault: EnvironmentFault, error: int, *, done: int) -> None:
    """The message names the path, the cause and, once documents are being made, the counts."""
    assert fault.exit_code == 3
    path = fault.fields.get("path") or fault.fields.get("folder")
    assert path
    if "left" in fault.fields:
        assert fault.fields["done"] == done
        assert fault.fields["left"] == COUNT + 1 - done
    for language in ("zh", "en"):
        said = sentence(fault.code, fault.fields, language)
        assert str(path) in said
        cause = fault.fields["cause"]
        cause = CHINESE.get(cause, cause) if language == "zh" else cause
        assert fault.code == "disk-full" or cause in said
    assert fault.fields["cause"] in (errno.errorcode[error], os.strerror(error))


def test_a_document_open_in_word_fails_by_name_and_the_others_go_on(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Windows refuses to rename over an open file; nothing does so on Linux.
    out = copied(scene, tmp_path)
    small_chunks(monkeypatch)
    real = os.replace
    tries = []

    def replace(source: Path, target: Path) -> None:
        if target.name == "R01.docx":
            tries.append(target)
            raise PermissionError(errno.EACCES, "in use")
        real(source, target)

    monkeypatch.setattr("xl_addin.outputs.folder._PATIENCE", 0.2)
    monkeypatch.setattr("xl_addin.outputs.folder.replace", replace)
    report = make(scene.workbook, out)

    assert statuses(report)["R01"] == "failed"
    assert [(p.code, p.place.file) for p in report.late] == [("file-in-use", "R01.docx")]
    assert report.exit_code == 1
    assert len(tries) == 3
    assert documents(out) == {**scene.new, "R01.docx": scene.old["R01.docx"]}
    assert leftovers(out) == []

    monkeypatch.undo()
    assert statuses(make(scene.workbook, out))["R01"] == "written content"
    assert documents(out) == scene.new


def test_a_folder_that_takes_nothing_is_refused_before_rendering(
    scene: Scene, tmp_path: Path
) -> None:
    (tmp_path / "out").write_bytes(b"a file, no folder")
    with pytest.raises(EnvironmentFault) as refused:
        make(scene.workbook, tmp_path / "out")
    assert refused.value.code == "folder-not-writable"
