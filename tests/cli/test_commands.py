"""The command line: exit codes, languages, JSON, what is printed where."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import shipped
from tests.builders import book, docx, save_xlsx


def run(
    *arguments: object, cwd: Path | None = None, **environment: str
) -> tuple[int, str, str]:
    """Exit code, standard output, standard error of the real command."""
    done = subprocess.run(
        [sys.executable, "-m", "xl_addin", *map(str, arguments)],
        cwd=cwd,
        env={
            **os.environ,
            "PYTHONPATH": str(shipped.ROOT),
            "LANG": "zh_CN.UTF-8",
            **environment,
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def small(tmp_path: Path) -> Path:
    (tmp_path / "word_templates").mkdir()
    template = docx(
        "{{ role.name }}", "{%p for d in duties %}", "{{ d.title }}", "{%p endfor %}"
    )
    (tmp_path / "word_templates" / "t.docx").write_bytes(template)
    sheets = book(
        roles=["R1 Clerk", "R2 Lead"],
        duties=["D1 Filing", "D2 Planning"],
        on=["R1 D1", "R2 D1", "R2 D2"],
        settings={"默认模板": "t", "公司名称": "甲公司"},
    )
    return save_xlsx(sheets, tmp_path / "book.xlsx")


def test_generate_writes_and_says_where(small: Path) -> None:
    code, out, err = run("generate", small)
    assert (code, err) == (0, "")
    assert "已生成 2 份文档" in out
    assert str(small.parent / "输出") in out
    assert sorted(p.name for p in (small.parent / "输出").glob("*.docx")) == [
        "R1_Clerk_t.docx",
        "R2_Lead_t.docx",
    ]


def test_dry_run_writes_nothing(small: Path) -> None:
    code, out, _ = run("generate", small, "--dry-run", "--lang", "en")
    assert code == 0
    assert "2 documents would be made" in out
    assert "R1_Clerk_t.docx" in out
    assert not (small.parent / "输出").exists()


def spoil(path: Path, sheet: str, address: str, value: Any) -> None:
    from openpyxl import load_workbook

    workbook = load_workbook(path)
    workbook[sheet][address] = value
    workbook.save(path)


def test_one_bad_cell_withholds_one_document(small: Path) -> None:
    spoil(small, "开关", "D3", "maybe")
    code, out, err = run("generate", small)
    assert code == 1
    assert "开关!D3：开关“maybe”看不懂" in err
    assert "处理：" in err
    assert "1 份因错误未生成：R2 Lead" in out
    assert [p.name for p in (small.parent / "输出").glob("*.docx")] == ["R1_Clerk_t.docx"]


def test_strict_withholds_all(small: Path) -> None:
    spoil(small, "开关", "D3", "maybe")
    code, out, _ = run("generate", small, "--strict")
    assert code == 2
    assert "没有生成任何文档" in out
    assert not (small.parent / "输出").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["generate", "absent.xlsx"], 2, "workbook-not-found"),
        (["generate", "book.csv"], 2, "workbook-format"),
        (["generate", "book.xlsx", "--role", "R3"], 2, "role-not-found"),
        (["generate", "book.xlsx", "--role", " lead"], 2, "例如 --role R2；"),
        (["generate", "book.xlsx", "--role", "Lead er"], 2, "是否为“R2 Lead”"),
        (["generate", "book.xlsx", "-t", "tt"], 2, "是否为“t.docx”"),
        (["generate", "book.xlsx", "-t", "letter"], 2, "那里的模板："),
        (["template", "explain", "absent.docx"], 2, "template-not-found"),
        (["generate", "book.xlsx", "--nonsense"], 2, "没有选项 --nonsense"),
        (["generate", "book.xlsx", "-o", "book.xlsx/out"], 3, "folder-not-writable"),
        (["nothing"], 2, "没有命令“nothing”"),
    ],
)
def test_what_cannot_be_done_is_said(
    small: Path, arguments: list[str], code: int, said: str
) -> None:
    (small.parent / "book.csv").write_text("a,b", encoding="utf-8")
    got, out, err = run(*arguments, cwd=small.parent)
    assert got == code
    assert said in err
    assert "Traceback" not in out + err


def test_json_holds_everything(small: Path) -> None:
    spoil(small, "开关", "D3", "maybe")
    code, out, err = run("generate", small, "--json", "--lang", "en")
    report = json.loads(out)
    assert (code, err) == (1, "")
    assert [d["status"] for d in report["documents"]] == ["written", "withheld"]
    (problem,) = report["problems"]
    assert (problem["sheet"], problem["address"]) == ("开关", "D3")
    assert problem["message"] == 'The toggle "maybe" is not understood'


def test_errors_in_json_are_json() -> None:
    code, out, _ = run("check", "absent.xlsx", "--json")
    assert code == 2
    assert json.loads(out)["error"]["code"] == "workbook-not-found"


def test_check_names_the_near_miss_of_a_tag(small: Path) -> None:
    template = small.parent / "word_templates" / "t.docx"
    template.write_bytes(docx("{{ role.naem }}", "{{ dutties }}"))
    code, _, err = run("check", small)
    assert code == 1
    assert "role.naem" in err
    assert "是否为 role.name？" in err
    assert "是否为 duties？" in err


def test_check_names_a_filled_column_no_template_uses(small: Path) -> None:
    spoil(small, "岗位", "C1", "班次")
    spoil(small, "岗位", "C2", "夜班")
    code, _, err = run("check", small)
    assert code == 0
    assert "岗位!C1：“班次”填了内容，但没有模板用到它" in err


def test_the_shipped_workbook_checks_clean() -> None:
    code, out, err = run("check", shipped.WORKBOOK)
    assert (code, err) == (0, "")
    assert "没有发现问题：13 个岗位、26 项职责、2 个模板" in out


def test_show_gives_the_reason_for_every_duty() -> None:
    code, out, _ = run("show", shipped.WORKBOOK, "--role", "OPS-02", "--json")
    assert code == 0
    (role,) = json.loads(out)["roles"]
    assert len(role["sections"]) == 12
    assert len(role["decisions"]) == 26
    assert {d["reason"] for d in role["decisions"]} == {"on", "blank"}
    first = role["decisions"][0]
    assert (first["duty"], first["included"], first["group"]) == ("D01", True, "a")


def test_show_says_that_a_toggle_is_not_understood(small: Path) -> None:
    spoil(small, "开关", "D3", "maybe")
    for role, lacks in ("R1", False), ("R2", True):
        code, _, err = run("show", small, "--role", role)
        assert code == 0
        assert ("有 1 处看不懂" in err) is lacks


def test_show_draws_the_matrix() -> None:
    code, out, _ = run("show", shipped.WORKBOOK, COLUMNS="120")
    assert code == 0
    assert "产品运营总监" in out
    assert out.count("✓") == sum(
        bool(cell) for row in shipped.sheets()["开关"][2:] for cell in row[2:15]
    )


def test_english_locale_means_english_messages(small: Path) -> None:
    _, out, _ = run("generate", small, LANG="en_US.UTF-8", LC_ALL="en_US.UTF-8")
    assert "2 documents made" in out


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['xl-addin', '--help']\n"
        "from xl_addin.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'docxtpl', 'openpyxl', 'xlwings', 'lxml', 'jinja2', 'rich'}\n"
        "print('HEAVY', sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    assert "HEAVY []" in done.stdout


def test_an_unforeseen_fault_is_told_without_a_traceback(
    small: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    import xl_addin.pipeline.generate as generate
    from xl_addin.cli import main

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError(" ".join(["secret", "cell"]))

    monkeypatch.setattr(generate, "generate", broken)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(sys, "argv", ["xl-addin", "generate", str(small)])
    with pytest.raises(SystemExit) as stop:
        main()
    said = capsys.readouterr()
    assert stop.value.code == 3
    assert "ZeroDivisionError" in said.err
    assert "secret cell" not in said.err
    logs = list((tmp_path / "state").rglob("xl_addin.log"))
    assert len(logs) == 1
    kept = logs[0].read_text(encoding="utf-8")
    assert "in broken" in kept
    assert "secret cell" not in kept
