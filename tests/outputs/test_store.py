"""Documents in an object store: written, brought up to date, killed and resumed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest

from tests.batches import make, save_batch, save_other, sheets_of, statuses
from tests.builders import save_xlsx
from tests.object_store import BUCKET, object_store, reach, settings
from tests.reading import documents
from tests.seeded.commands import run
from xl_addin.errors import Busy, EnvironmentFault, UsageError
from xl_addin.model.document import RenderedDocument
from xl_addin.outputs.store import StoreOutput

FOLDER = f"{BUCKET}/jobs"
URL = f"s3://{FOLDER}"


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with object_store(tmp_path_factory.mktemp("s3")) as address:
        yield address


@pytest.fixture
def store(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    import fsspec.config

    monkeypatch.setitem(
        fsspec.config.conf, "s3", {"endpoint_url": endpoint, "key": "key", "secret": "secret"}
    )
    fs = reach(endpoint)
    if fs.exists(FOLDER):
        fs.rm(FOLDER, recursive=True)
    return fs


def _generate(endpoint: str, workbook: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        _command(workbook, *more),
        env={**os.environ, **settings(endpoint), "XL_ADDIN_LANG": "en"},
        capture_output=True,
        encoding="utf-8",
        timeout=200,
        check=False,
    )


def _command(workbook: Path, *more: str) -> list[str]:
    return [
        *(sys.executable, "-m", "xl_addin", "generate", str(workbook)),
        *("-t", "t", "-o", URL, "-j", "1", *more),
    ]


def _held(store: Any) -> dict[str, bytes]:
    store.invalidate_cache()
    names = [name for name in store.ls(FOLDER) if name.endswith(".docx")]
    return {name.rpartition("/")[2]: store.cat_file(name) for name in names}


def _changed(store: Any) -> dict[str, Any]:
    store.invalidate_cache()
    return {
        entry["name"].rpartition("/")[2]: entry["LastModified"]
        for entry in store.ls(FOLDER, detail=True)
        if entry["name"].endswith(".docx")
    }


def _document(name: str, content: bytes) -> RenderedDocument:
    return RenderedDocument("r", "t", name, content)


def test_written_then_only_what_changed(store: Any, endpoint: str, tmp_path: Path) -> None:
    workbook = save_batch(tmp_path, 12)
    make(workbook, tmp_path / "alone")

    first = _generate(endpoint, workbook)

    assert (first.returncode, first.stderr) == (0, "")
    assert _held(store) == documents(tmp_path / "alone")
    before = _changed(store)
    time.sleep(1.1)
    sheets = sheets_of(12)
    sheets["岗位"][5][1] = "Chief"
    save_xlsx(sheets, workbook)

    second = _generate(endpoint, workbook)

    assert second.returncode == 0
    after = _changed(store)
    assert [name for name in after if after[name] != before[name]] == ["R04.docx"]
    make(workbook, tmp_path / "alone")
    assert _held(store) == documents(tmp_path / "alone")
    state = [name.rpartition("/")[2] for name in store.ls(f"{FOLDER}/.xl_addin")]
    assert [name for name in state if name.startswith("journal-")] == state
    assert len(state) == 1


def test_killed_and_resumed(store: Any, endpoint: str, tmp_path: Path) -> None:
    workbook = save_batch(tmp_path, 400)
    process = subprocess.Popen(
        _command(workbook),
        env={**os.environ, **settings(endpoint)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < deadline:
        store.invalidate_cache()
        if store.exists(FOLDER) and len(store.ls(FOLDER)) > 65:
            break
        time.sleep(0.02)
    assert process.poll() is None, "it was done before it could be killed"
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    part = _held(store)
    make(workbook, tmp_path / "alone")
    whole = documents(tmp_path / "alone")
    assert 0 < len(part) < 400
    assert part.items() <= whole.items(), "what is there is whole"

    done = _generate(endpoint, workbook)

    assert done.returncode == 0
    assert _held(store) == whole


def test_what_a_person_put_there_is_left_alone(
    store: Any, endpoint: str, tmp_path: Path
) -> None:
    workbook = save_batch(tmp_path, 2)
    _generate(endpoint, workbook)
    store.pipe_file(f"{FOLDER}/R00.docx", b"edited by hand")

    kept = _generate(endpoint, workbook)

    assert kept.returncode == 1
    assert "R00.docx" in kept.stderr
    assert "file-not-ours" in kept.stderr
    assert _held(store)["R00.docx"] == b"edited by hand"
    assert _generate(endpoint, workbook, "--overwrite-edited").returncode == 0
    assert _held(store)["R00.docx"] != b"edited by hand"


def test_a_run_of_another_user_is_seen_to_be_alive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"memory:///{tmp_path.name}/held"
    StoreOutput(url).open()

    def refuse(process: int, signal: int) -> None:
        assert signal == 0, process
        raise PermissionError

    monkeypatch.setattr(os, "kill", refuse)
    with pytest.raises(Busy):
        StoreOutput(url).open()


def test_a_second_run_is_told_of_the_first(store: Any) -> None:
    first = StoreOutput(URL)
    first.open()
    note = f"{FOLDER}/.xl_addin/holder.json"
    store.pipe_file(note, store.cat_file(note).replace(b'"host": "', b'"host": "other-'))

    with pytest.raises(Busy) as told:
        StoreOutput(URL).write(_document("a.docx", b"x"))

    assert told.value.fields["host"].startswith("other-")
    taken = StoreOutput(URL, break_lock=True)
    taken.write(_document("a.docx", b"x"))
    taken.finish()
    taken.close()
    assert _held(store) == {"a.docx": b"x"}


def test_a_store_that_is_not_there_is_named(tmp_path: Path) -> None:
    workbook = save_batch(tmp_path, 1)

    done = _generate("http://127.0.0.1:9", workbook)

    assert done.returncode == 3
    assert "store-not-reached" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_package_is_named(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault) as told:
        StoreOutput("gs://bucket/jobs").open()

    assert told.value.code == "store-package-missing"


@pytest.mark.parametrize("option", ["prune", "archive"])
def test_what_stores_cannot_do_is_refused_before_anything_is_made(
    option: str, tmp_path: Path
) -> None:
    url = f"memory:///{tmp_path.name}/kept"
    with pytest.raises(UsageError) as told:
        make(save_batch(tmp_path, 2), url, **{option: True})
    assert told.value.code == "store-keeps-all"
    assert told.value.fields == {"option": f"--{option}", "url": url}
    fs, root = fsspec.core.url_to_fs(url)
    assert not fs.exists(root)


@pytest.mark.parametrize("option", [["--pdf"], ["--merge", "m.docx"], ["--zip", "a.zip"]])
def test_what_needs_a_folder_is_refused_before_anything_is_made(
    option: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    url = f"memory:///{tmp_path.name}/laid-out"

    code, said = run("generate", save_batch(tmp_path, 2), "-t", "t", "-o", url, *option)

    assert code == 2
    assert said["error"]["code"] == "store-documents-only"
    assert option[0] in said["error"]["message"]
    fs, root = fsspec.core.url_to_fs(url)
    assert not fs.exists(root)
    assert not Path(option[-1]).exists()


class TestOfAnotherWorkbook:
    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        return f"memory:///{tmp_path.name}/others"

    @pytest.fixture
    def batch(self, url: str, tmp_path: Path) -> Path:
        workbook = save_batch(tmp_path, 4)
        make(workbook, url)
        return workbook

    @pytest.fixture
    def other(self, batch: Path, tmp_path: Path) -> Path:
        """Another workbook, whose documents are called the same."""
        return save_other(tmp_path / "other.xlsx", "another")

    def test_left_alone_and_named(self, other: Path, url: str) -> None:
        before = _objects(url)
        for _ in range(2):
            report = make(other, url)
            assert set(statuses(report).values()) == {"failed"}
            assert [p.code for p in report.late] == ["document-of-other-workbook"] * 4
            owners = {(p.params["other"], p.params["other_file"]) for p in report.late}
            assert owners == {("batch", "book.xlsx")}
            assert report.exit_code == 1
            assert _objects(url) == before

    def test_the_first_workbook_goes_on_as_before(
        self, batch: Path, other: Path, url: str
    ) -> None:
        make(other, url)
        assert set(statuses(make(batch, url)).values()) == {"unchanged new"}

    def test_only_what_lies_there_stands_in_the_way(self, other: Path, url: str) -> None:
        fs, root = fsspec.core.url_to_fs(url)
        fs.rm_file(f"{root}/R02.docx")
        report = make(other, url)
        assert {role for role, said in statuses(report).items() if said != "failed"} == {"R02"}
        assert report.exit_code == 1

    def test_overwritten_when_asked(self, batch: Path, other: Path, url: str) -> None:
        before = _objects(url)
        report = make(other, url, overwrite_edited=True)
        assert set(statuses(report).values()) == {"written new"}
        assert all(_objects(url)[name] != before[name] for name in before)
        assert set(statuses(make(batch, url)).values()) == {"failed"}

    @pytest.mark.parametrize("workbook", ["", "BATCH"])
    def test_without_an_id_or_in_another_case_it_is_no_other(
        self, workbook: str, batch: Path, url: str, tmp_path: Path
    ) -> None:
        report = make(save_other(tmp_path / "renamed.xlsx", workbook), url)
        assert set(statuses(report).values()) == {"written new"}

    def test_objects_of_earlier_versions_are_the_first_one_s(
        self, batch: Path, other: Path, url: str
    ) -> None:
        self._forget_workbooks(url)
        assert set(statuses(make(other, url)).values()) == {"written new"}
        assert set(statuses(make(batch, url)).values()) == {"failed"}
        self._forget_workbooks(url)
        make(other, url)
        assert set(statuses(make(batch, url)).values()) == {"failed"}

    @staticmethod
    def _forget_workbooks(url: str) -> None:
        """Make the store's notes those of a version that kept no workbook."""
        fs, root = fsspec.core.url_to_fs(url)
        for name in fs.ls(f"{root}/.xl_addin", detail=False):
            lines = [json.loads(line) for line in fs.cat_file(name).splitlines()]
            for line in lines:
                del line["workbook"]
                if line["replaced"]:
                    del line["replaced"]["workbook"]
            fs.pipe_file(name, "".join(f"{json.dumps(line)}\n" for line in lines).encode())


def _objects(url: str) -> dict[str, bytes]:
    fs, root = fsspec.core.url_to_fs(url)
    names = [name for name in fs.ls(root, detail=False) if name.endswith(".docx")]
    return {name.rpartition("/")[2]: fs.cat_file(name) for name in names}
