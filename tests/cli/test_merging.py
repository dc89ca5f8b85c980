"""`diff`, `impact` and `merge` as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from tests.builders import save_xlsx
from tests.merge.desks import edit, first_desk
from xl_addin.cli.command_line import cli
from xl_addin.errors import UsageError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    edits = {
        "base": [],
        "ours": [("title", 1, 1, "数据"), ("tick", 1, 1, "")],
        "theirs": [("title", 2, 1, "<反馈>"), ("untick", 0, 1, "")],
    }
    for name, whats in edits.items():
        desk = first_desk()
        for what in whats:
            edit(desk, what)
        save_xlsx(desk.sheets(), tmp_path / f"{name}.xlsx")
    return tmp_path


def run(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(cli, [str(word) for word in words], standalone_mode=False)
    assert result.exception is None, result.exception
    return result.return_value, result.output


def refusal(*words: object) -> str:
    result = CliRunner().invoke(cli, [str(word) for word in words], standalone_mode=False)
    assert isinstance(result.exception, UsageError)
    return result.exception.code


def test_diff_as_json(folder: Path) -> None:
    code, output = run("diff", folder / "base.xlsx", folder / "theirs.xlsx", "--json")
    assert code == 0
    assert [
        (each["change"], each["row"], each["column"], each["old"], each["new"], each["cell"])
        for each in json.loads(output)["changes"]
    ] == [
        ("renamed", "D2 <反馈>2", "职责标题", "职责2", "<反馈>2", "C3"),
        ("off", "D2 <反馈>2", "R1 岗位1", "✓", "", "C3"),
    ]


def test_equal_workbooks(folder: Path) -> None:
    code, output = run("diff", folder / "base.xlsx", folder / "base.xlsx", "--lang", "en")
    assert (code, output) == (0, "The two workbooks say the same.\n")


def test_diff_reports_with_colours(folder: Path) -> None:
    page, book = folder / "d.html", folder / "d.xlsx"
    run("diff", folder / "base.xlsx", folder / "theirs.xlsx", "--html", page, "--xlsx", book)
    html = page.read_text(encoding="utf-8")
    assert '<td class="renamed"><del>职责</del>2</td>' in html
    assert '<td class="renamed"><ins>&lt;反馈&gt;</ins>2</td>' in html
    sheet = load_workbook(book).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][4:6] == ["职责2", "<反馈>2"]
    assert sheet["F2"].fill.fgColor.rgb == "00FFF4CC"
    assert sheet["E3"].fill.fgColor.rgb == "00FBE3E1"


def test_a_report_is_written_over_nothing_but_a_report(folder: Path) -> None:
    workbook = folder / "theirs.xlsx"
    before = workbook.read_bytes()
    for more in ((folder / "base.xlsx", workbook), (workbook, workbook)):
        assert refusal("diff", *more, "--xlsx", workbook) == "report-not-ours"
        assert workbook.read_bytes() == before
    report = folder / "d.xlsx"
    for _ in range(2):
        assert run("diff", folder / "base.xlsx", workbook, "--xlsx", report)[0] == 0


@pytest.mark.parametrize(
    "line",
    [
        ("diff", "base.xlsx", "theirs.xlsx", "--html", "new.xlsx"),
        ("diff", "base.xlsx", "theirs.xlsx", "--xlsx", "new"),
        ("merge", "base.xlsx", "ours.xlsx", "theirs.xlsx", "-o", "new.csv"),
        ("copy", "ours.xlsx", "new.xls"),
        ("generate", "ours.xlsx", "--zip", "new.rar"),
        ("generate", "ours.xlsx", "--merge", "new.pdf"),
    ],
)
def test_no_file_gets_an_ending_that_is_not_its_own(
    folder: Path, line: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    before = sorted(folder.iterdir())
    assert refusal(*line) == "file-ending-wrong"
    assert sorted(folder.iterdir()) == before


def test_merge_plan_then_merge_then_resolve(folder: Path) -> None:
    files = [folder / f"{name}.xlsx" for name in ("base", "ours", "theirs")]
    out = folder / "out.xlsx"
    code, planned = run("merge", *files, "--plan", "--json")
    assert code == 1
    assert not out.exists()
    actions = [each["action"] for each in json.loads(planned)["merged"][0]["decisions"]]
    assert sorted(actions) == ["conflict", "ours", "theirs"]

    code, said = run("merge", *files, "-o", out, "--lang", "zh")
    assert code == 1
    assert "冲突 1 处" in said
    assert out.exists()
    code, said = run("merge", "--resolve", out, "--lang", "zh")
    assert (code, said) == (1, "已处理 0 个冲突，还剩 1 个\n")


def test_impact_names_who_is_withheld_though_no_document_changes(folder: Path) -> None:
    workbook = load_workbook(folder / "base.xlsx")
    workbook["开关"]["C2"] = "x"
    workbook.save(folder / "bad.xlsx")
    code, output = run("impact", folder / "base.xlsx", folder / "bad.xlsx", "--lang", "en")
    assert code == 0
    assert "No document changes." in output
    assert "Withheld by errors: R1 (xl-addin check lists them)" in output


def test_impact_in_words(folder: Path) -> None:
    code, output = run("impact", folder / "base.xlsx", folder / "theirs.xlsx", "--json")
    assert code == 0
    found = json.loads(output)["documents"]
    assert {each["role"] for each in found} == {"R1", "R3"}
    assert found[0]["sections"] == ["D2 <反馈>2"]
