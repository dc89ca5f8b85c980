"""Commands and options that messages and pages tell people to type are there."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest

from tests.cli.test_usage import COMMANDS
from tests.shipped import ROOT
from xl_addin.messages import CATALOGUE, TEXTS

_CALL = re.compile(r"xl-addin((?: +[a-z][a-z-]*)+)([^\n`；;，。|（）()]*)")
_OPTION = re.compile(r"(?<![\w-])(?:--[a-z][a-z-]+|-[a-z](?![\w-]))")
_LONG = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
# English goes on behind the program's name.
_PROSE = frozenset(["again", "did", "first", "installed"])
_GROUPS = frozenset(words.rpartition(" ")[0] for words in COMMANDS)
# Of the tests' own commands.
_OTHERS = frozenset(["--count", "--help", "--version"])


def _options(command: click.Command) -> frozenset[str]:
    return frozenset(
        spelling for each in command.params for spelling in (*each.opts, *each.secondary_opts)
    )


_ALL = frozenset[str]().union(*map(_options, COMMANDS.values()))
_SAID = {
    **{code: "\n".join(entry) for code, entry in CATALOGUE.items()},
    **{code: "\n".join(pair) for code, pair in TEXTS.items()},
    **{
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
        for path in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
        # Made from the messages, examples of wrong options and all.
        if path.name != "messages.md"
    },
}


def _missing(said: str) -> Iterator[str]:
    for call in _CALL.finditer(said):
        first, *others = call[1].split()
        command = COMMANDS.get(" ".join([first, *others[:1]])) or COMMANDS.get(first)
        if command is not None:
            asked = set(_OPTION.findall(call[2])) - _OTHERS
            yield from (f"{call[0]}: {each}" for each in asked - _options(command))
        elif first not in _GROUPS and first not in _PROSE:
            yield call[0]
    yield from set(_LONG.findall(said)) - _ALL - _OTHERS


@pytest.mark.parametrize("place", _SAID)
def test_what_people_are_told_to_type_is_there(place: str) -> None:
    assert list(_missing(_SAID[place])) == []


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ("xl-addin shwo book.xlsx", ["xl-addin shwo book.xlsx"]),
        ("`xl-addin show a.xlsx --pdf`", ["xl-addin show a.xlsx --pdf: --pdf"]),
        ("请加上 --rolle", ["--rolle"]),
        ("xl-addin template check a.docx --workbook b.xlsx", []),
    ],
)
def test_what_is_not_there_is_noticed(said: str, missing: list[str]) -> None:
    assert list(_missing(said)) == missing
