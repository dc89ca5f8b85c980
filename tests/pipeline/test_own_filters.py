"""A company's own filters: named on the command line only, part of what a document is."""

from __future__ import annotations

from pathlib import Path

import pytest

import xl_addin
from tests.builders import docx
from tests.cli.test_commands import run
from tests.reading import paragraphs
from tests.seeded.base import BODY, put, save
from tests.seeded.commands import run as run_json
from tests.seeded.commands import run_process
from xl_addin.errors import UsageError
from xl_addin.pipeline.generate import generate

SOURCE = """
from textwrap import shorten

_MARK = "!"

def 加重(value, mark=_MARK):
    return f"{value}{mark}"

def _hidden(value):
    return value
"""


def saved(
    folder: Path, source: str = SOURCE, tag: str = "{{ role.name|加重 }}"
) -> tuple[Path, Path]:
    path = save(folder, template=docx(tag, *BODY))
    filters = folder / "ours.py"
    filters.write_text(source, encoding="utf-8")
    return path, filters


@pytest.mark.parametrize("jobs", [1, 2])
def test_they_work_in_every_process(tmp_path: Path, jobs: int) -> None:
    path, filters = saved(tmp_path, tag="{{ role.name|加重 }} {{ role.id|加重('?') }}")

    report = generate(path, output=tmp_path / "out", filters=filters, jobs=jobs)

    assert report.exit_code == 0
    texts = [paragraphs(each.path.read_bytes())[0] for each in report.documents if each.path]
    assert texts == ["Clerk! OPS-01?", "Lead! OPS-02?", "Chief! OPS-03?"]


def test_the_reference_renderer_knows_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, filters = saved(tmp_path)
    made = []
    for renderer in ("", "reference"):
        code, report, _ = run_process_with(monkeypatch, renderer, path, tmp_path, filters)
        assert code == 0
        file = Path(report["folder"]) / report["documents"][0]["file_name"]
        made.append(paragraphs(file.read_bytes()))
    assert made[0] == made[1]


def run_process_with(
    monkeypatch: pytest.MonkeyPatch, renderer: str, path: Path, folder: Path, filters: Path
) -> tuple[int, dict[str, object], str]:
    monkeypatch.setenv("XL_ADDIN_RENDERER", renderer)
    out = folder / f"out{renderer}"
    return run_process("generate", path, "-o", out, "--filters", filters)


def test_a_changed_file_makes_documents_anew(tmp_path: Path) -> None:
    path, filters = saved(tmp_path)

    def statuses() -> set[str]:
        report = generate(path, output=tmp_path / "out", filters=filters)
        return {f"{each.status} {each.why}".strip() for each in report.documents}

    assert statuses() == {"written new"}
    assert statuses() == {"unchanged"}
    filters.write_text(SOURCE.replace('"!"', '"!!"'), encoding="utf-8")
    assert statuses() == {"written engine"}


def test_a_document_says_which_it_was_made_with(tmp_path: Path) -> None:
    path, filters = saved(tmp_path)
    xl_addin.generate(path, output=tmp_path / "out", filters=filters, roles=["OPS-01"])
    (document,) = (tmp_path / "out").glob("*.docx")

    with_them = run_json("trace", document, "--workbook", path, "--filters", filters)[1]
    without = run_json("trace", document, "--workbook", path)[1]

    assert (with_them["since"], without["since"]) == ([], ["filters"])


def test_check_knows_them_too(tmp_path: Path) -> None:
    path, filters = saved(tmp_path)

    assert run_json("check", path, "--filters", filters)[1]["problems"] == []
    codes = [each["code"] for each in run_json("check", path)[1]["problems"]]
    assert codes == ["filter-unknown"]


@pytest.mark.parametrize("name", ["_hidden", "shorten"])
def test_only_its_own_public_functions_are_filters(tmp_path: Path, name: str) -> None:
    path, filters = saved(tmp_path, tag=f"{{{{ role.name|{name} }}}}")

    (problem,) = run_json("check", path, "--filters", filters)[1]["problems"]

    assert problem["code"] == "filter-unknown"


@pytest.mark.parametrize(
    ("source", "code", "shown"),
    [
        ("def a(:\n", "filters-broken", "1"),
        ("x = 1\n1 / 0\ndef a(v): return v\n", "filters-broken", "2"),
        ("x = 1\n", "filters-none", "ours.py"),
        ("def upper(v): return v\n", "filters-name-taken", "upper"),
        ("def 金额(v): return v\n", "filters-name-taken", "金额"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(
    tmp_path: Path, source: str, code: str, shown: str
) -> None:
    path, filters = saved(tmp_path, source)

    status, _, errors = run("generate", path, "-o", tmp_path / "out", "--filters", filters)

    assert status == 2
    assert f"[{code}]" in errors
    assert shown in errors
    assert not (tmp_path / "out").exists()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    path, _ = saved(tmp_path)

    with pytest.raises(UsageError) as caught:
        generate(path, filters=tmp_path / "none.py")

    assert caught.value.code == "filters-not-found"


def test_a_filter_that_fails_withholds_only_its_documents(tmp_path: Path) -> None:
    source = 'def 加重(v):\n    if v == "Lead":\n        raise KeyError(v)\n    return v\n'
    path, filters = saved(tmp_path, source)

    report = generate(path, output=tmp_path / "out", filters=filters)

    assert [each.status for each in report.documents] == ["written", "failed", "written"]
    assert [problem.code for problem in report.late] == ["tag-failed"]


def test_a_workbook_names_no_code(tmp_path: Path) -> None:
    """Neither a setting nor a file of a likely name beside the workbook is run."""
    marker = tmp_path / "ran"
    source = f"open({str(marker)!r}, 'w').close()\n{SOURCE}"
    path = save(tmp_path, put("设置", "A8", "filters"), put("设置", "B8", "filters.py"))
    for name in ("filters.py", "conftest.py", "sitecustomize.py"):
        (tmp_path / name).write_text(source, encoding="utf-8")

    run_process("generate", path, "-o", tmp_path / "out")

    assert not marker.exists()
