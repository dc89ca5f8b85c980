"""A command line that is written wrongly: what is wrong, what to do, in either language."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.cli.told import told
from xl_addin.cli.command_line import cli
from xl_addin.cli.values import Choice, Count, Location


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nobody has chosen a language, and the folder holds nothing but one file."""
    monkeypatch.setenv("XL_ADDIN_LANG", "zh")
    (tmp_path / "a.docx").write_bytes(b"")
    monkeypatch.chdir(tmp_path)


def commands(group: click.Group = cli) -> Iterator[tuple[str, click.Command]]:
    """Every command that is no group, by its words."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from ((f"{name} {words}", each) for words, each in commands(command))
        else:
            yield name, command


COMMANDS = dict(commands())


@pytest.mark.parametrize("words", ["", *COMMANDS])
def test_help_has_no_words_in_english_alone(
    words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = told(capsys, *words.split(), "--help")
    assert code == 0
    assert said.startswith(f"用法 · Usage: xl-addin {words}".rstrip())
    assert "选项 · Options:" in said
    assert "Show this help. 显示帮助。" in said


@pytest.mark.parametrize("words", COMMANDS)
def test_the_language_may_stand_before_or_behind_any_command(
    words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    group, _, last = words.rpartition(" ")
    for line in (
        f"--lang en {words} --nonsense",
        f"--lang=en {words} --nonsense",
        f"{group} --lang en {last} --nonsense",
        f"{words} --nonsense --lang en",
    ):
        code, said = told(capsys, *line.split())
        assert (code, said.splitlines()[0]) == (2, "✗ There is no option --nonsense")


def test_a_language_before_the_command_is_that_of_its_results(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for line in ("--lang en template new t.docx", "template --lang en new u.docx"):
        code, said = told(capsys, *line.split())
        assert code == 0
        assert not any(ord(sign) > 0x2FFF for sign in said)
    code, said = told(capsys, "--lang", "en", "template", "new", "v.docx", "--lang", "zh")
    assert code == 0
    assert any(ord(sign) > 0x2FFF for sign in said)


@pytest.mark.parametrize(
    ("line", "code", "chinese", "english"),
    [
        (
            "generate a.xlsx --rolle A",
            "option-unknown",
            "没有选项 --rolle，是否为 --role？|用 xl-addin generate --help 查看",
            "There is no option --rolle; did you mean --role?|xl-addin generate --help",
        ),
        (
            "show a.xlsx -role A",
            "option-unknown",
            "-role，是否为 --role？",
            "did you mean --role",
        ),
        ("show a.xlsx --zzz", "option-unknown", "没有选项 --zzz\n", "no option --zzz\n"),
        (
            "template preview a.docx -w b.xlsx --role",
            "option-needs-value",
            "选项 --role 后面缺少它的值|xl-addin template preview --help",
            "The option --role lacks its value|xl-addin template preview --help",
        ),
        (
            "generate a.xlsx --pdf=yes",
            "option-is-flag",
            "选项 --pdf 不带值|只写 --pdf",
            "--pdf takes no value|without =",
        ),
        (
            "generate a.xlsx --compression zip",
            "option-value-wrong",
            "--compression 的值“zip”不对|fast, balanced, small",
            '"zip" is no value of --compression|fast, balanced, small',
        ),
        ("generate a.xlsx -j 0", "option-value-wrong", "auto, 1 … 64", "auto, 1 … 64"),
        ("log a.xlsx -n none", "option-value-wrong", "--most 的值“none”", "1, 2, 3 …"),
        (
            "diff a.xlsx",
            "argument-missing",
            "缺少 AFTER|xl-addin diff [OPTIONS] BEFORE AFTER",
            "AFTER is missing|xl-addin diff [OPTIONS] BEFORE AFTER",
        ),
        (
            "template preview a.docx",
            "argument-missing",
            "缺少 --workbook|xl-addin template preview [OPTIONS] TEMPLATE --workbook FILE",
            "--workbook is missing|TEMPLATE --workbook FILE",
        ),
        (
            "show a.xlsx b.xlsx",
            "argument-unexpected",
            "多了“b.xlsx”\n|xl-addin show [OPTIONS] WORKBOOK",
            '"b.xlsx" is too much\n|xl-addin show [OPTIONS] WORKBOOK',
        ),
        (
            "show a.xlsx —role A",
            "argument-unexpected",
            "多了“—role A”，是否为 --role？",
            '"—role A" is too much; did you mean --role?',
        ),
        (
            "shwo a.xlsx",
            "command-unknown",
            "没有命令“shwo”，是否为 show？|generate, check, show",
            'There is no command "shwo"; did you mean show?|generate, check, show',
        ),
        (
            "addin instal",
            "command-unknown",
            "是否为 install？|在 xl-addin addin 后面写上一个：",
            "did you mean install?|behind xl-addin addin: ",
        ),
        ("show .", "path-is-folder", "WORKBOOK：“.”是文件夹", 'WORKBOOK: "." is a folder'),
        (
            "check a.xlsx --templates a.docx",
            "path-is-file",
            "--templates：“a.docx”是文件",
            '--templates: "a.docx" is a file',
        ),
        (
            "check a.xlsx --templates none",
            "path-not-there",
            "--templates：没有“none”",
            '--templates: there is no "none"',
        ),
    ],
)
def test_what_is_wrong_is_said_in_either_language(
    line: str, code: str, chinese: str, english: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for language, expected in (((), chinese), (("--lang", "en"), english)):
        ended, said = told(capsys, *language, *line.split())
        assert ended == 2
        assert f"[{code}]" in said
        for part in expected.split("|"):
            assert part in said
        assert "Error" not in said


def test_a_language_that_does_not_exist(capsys: pytest.CaptureFixture[str]) -> None:
    for line in ("--lang fr show a.xlsx", "show a.xlsx --lang fr"):
        code, said = told(capsys, *line.split())
        assert code == 2
        assert "--lang 的值“fr”不对" in said
        assert "zh, en" in said


def test_no_command_at_all(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = told(capsys)
    assert code == 2
    assert said.startswith("用法 · Usage: xl-addin")
    code, said = told(capsys, "--lang", "en")
    assert code == 2
    assert "The command is missing" in said


def test_it_is_json_where_json_is_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = told(capsys, "show", "a.xlsx", "--json", "--zzz")
    assert code == 2
    assert json.loads(said)["error"]["code"] == "option-unknown"


def test_a_wrong_value_in_the_project_file_is_said_to_stand_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "xl_addin.toml").write_text('compression = "zip"', encoding="utf-8")
    code, said = told(capsys, "generate", "a.xlsx")
    assert code == 2
    assert "项目文件 xl_addin.toml 里，--compression 的值“zip”不对" in said


@pytest.mark.parametrize("words", COMMANDS)
def test_every_value_is_of_a_kind_that_speaks_for_itself(words: str) -> None:
    for param in COMMANDS[words].params:
        own = isinstance(param.type, Choice | Count | Location)
        assert own or type(param.type) in (
            click.types.StringParamType,
            click.types.BoolParamType,
        )
