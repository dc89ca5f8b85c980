"""`xl-addin template check` names each of the authors' mistakes, where it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import shipped
from tests.builders import docx
from tests.cli.test_commands import run
from tests.seeded.author_mistakes import AUTHOR_MISTAKES, AuthorMistake
from tests.seeded.base import BODY, put, save
from tests.seeded.commands import run as run_json
from tests.seeded.template_mistakes import TEMPLATE_MISTAKES


def place(problem: dict[str, Any]) -> str:
    cell = ".".join(map(str, problem["table_cell"] or ()))
    return " ".join(filter(None, [problem["part"], str(problem["paragraph"] or ""), cell]))


def checked(
    folder: Path, template: bytes, *options: object
) -> tuple[int, list[dict[str, Any]]]:
    path = folder / "mine.docx"
    path.write_bytes(template)
    code, found = run_json("template", "check", path, *options)
    return code, found["problems"]


def test_sixty_and_more_that_the_first_table_has_not() -> None:
    assert (
        len({mistake.template() for mistake in AUTHOR_MISTAKES}) == len(AUTHOR_MISTAKES) >= 60
    )
    assert not {m.template() for m in AUTHOR_MISTAKES} & {
        m.template() for m in TEMPLATE_MISTAKES
    }


@pytest.mark.parametrize("mistake", AUTHOR_MISTAKES, ids=lambda mistake: mistake.name)
def test_it_is_named_where_it_stands(mistake: AuthorMistake, tmp_path: Path) -> None:
    code, problems = checked(tmp_path, mistake.template(), "--workbook", save(tmp_path))

    assert any(
        each["code"] in mistake.codes and place(each) == mistake.where for each in problems
    ), problems
    assert all(each["cure"] and each["file"] == "mine.docx" for each in problems)
    assert code == 1


def test_a_sound_template_has_no_problem(tmp_path: Path) -> None:
    assert checked(tmp_path, docx(*BODY), "--workbook", save(tmp_path)) == (0, [])
    for name in shipped.NAMES:
        content = (shipped.TEMPLATES / name).read_bytes()
        assert checked(tmp_path, content, "--workbook", shipped.WORKBOOK) == (0, [])


def test_without_a_workbook_names_are_left_alone(tmp_path: Path) -> None:
    assert checked(tmp_path, docx("{{ whatever.it_is }}")) == (0, [])
    code, (problem,) = checked(tmp_path, docx("{{ role.name|uper }}"))
    assert (code, problem["code"], place(problem)) == (1, "filter-unknown", "body 1")


def test_what_only_filling_shows_is_said_once(tmp_path: Path) -> None:
    """An argument no filter takes: wrong for every role, said with all of them."""
    workbook = save(tmp_path)

    _, (problem,) = checked(
        tmp_path, docx("{{ role.effective_on|date('?') }}", *BODY), "-w", workbook
    )

    assert (problem["code"], place(problem)) == ("tag-failed", "body 1")
    assert len(problem["roles"]) == 3


def test_mistakes_of_the_workbook_are_not_its_own(tmp_path: Path) -> None:
    workbook = save(tmp_path, put("岗位", "A2", None))

    assert checked(tmp_path, docx(*BODY), "-w", workbook) == (0, [])


def test_text_in_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "mine.docx"
    path.write_bytes(docx("{{ role.nmae }}"))
    code, _, chinese = run("template", "check", path, "--workbook", save(tmp_path))
    english = run("template", "check", path, "--lang", "en")[1]

    assert code == 1
    assert "mine.docx 正文 第 1 段" in chinese
    assert "是否为 role.name" in chinese
    assert "Nothing is wrong with the template mine.docx" in english
    assert "--workbook" in english


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    code, _, errors = run("template", "check", tmp_path / "none.docx")

    assert code == 2
    assert "none.docx" in errors
