"""What `xl-addin template` does for people who make templates."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import xl_addin
from tests import shipped
from tests.builders import book, docx, save_xlsx
from tests.cli.test_commands import run
from tests.pages.office import page_count, page_texts
from tests.reading import paragraphs
from tests.seeded.commands import run as run_json
from xl_addin.context import available_names, book_names
from xl_addin.pipeline.load import load


@pytest.fixture
def other_trade(tmp_path: Path) -> Path:
    """A small workbook of another trade, with a sheet of its own."""
    sheets = book(
        roles=["K1 Cook"],
        duties=["S1 Soup"],
        on=["K1 S1"],
        settings={"公司名称": "Inn"},
        考核=[["岗位编号", "考核指标", "权重"], ["K1", "Taste", 1]],
        Tools=[["岗位编号", "Tool"], ["K1", "Ladle"]],
    )
    return save_xlsx(sheets, tmp_path / "kitchen.xlsx")


# -- new


def test_the_starter_works_as_it_is(tmp_path: Path, other_trade: Path) -> None:
    code, out, _ = run("template", "new", tmp_path / "mine")
    made = tmp_path / "mine.docx"

    assert code == 0
    assert "mine.docx" in out
    for workbook in (shipped.WORKBOOK, other_trade):
        code, found = run_json("template", "check", made, "--workbook", workbook)
        assert (code, found["problems"]) == (0, [])


def test_its_notes_never_reach_a_document(tmp_path: Path, other_trade: Path) -> None:
    run_json("template", "new", tmp_path / "mine.docx")
    in_word = paragraphs((tmp_path / "mine.docx").read_bytes())
    xl_addin.generate(other_trade, templates=[tmp_path / "mine.docx"], output=tmp_path / "o")
    (document,) = (tmp_path / "o").glob("*.docx")

    notes = [text for text in in_word if text.startswith("{#p")]
    assert len(notes) > 5
    assert paragraphs(document.read_bytes())[0] == "Cook工作内容"
    assert not [text for text in paragraphs(document.read_bytes()) if "#" in text]


def test_it_does_not_replace_a_file_unless_told_to(tmp_path: Path) -> None:
    mine = tmp_path / "mine.docx"
    mine.write_bytes(b"my work")

    code, _, errors = run("template", "new", mine)
    assert (code, mine.read_bytes()) == (2, b"my work")
    assert "--force" in errors
    assert run("template", "new", mine, "--force")[0] == 0
    assert mine.read_bytes() != b"my work"
    assert [each.name for each in tmp_path.iterdir()] == ["mine.docx"]


# -- fields


def _leaves(names: Mapping[str, Any]) -> Iterator[str]:
    for root, inner in names.items():
        for name in inner.get("[]", inner):
            yield f"{root}.{name}"


def _named(groups: list[dict[str, Any]]) -> set[str]:
    """A root of either language goes with a name of either."""
    return {
        f"{group[root]}.{each[language].partition('.')[2]}"
        for group in groups
        for each in group["names"]
        for root in ("english", "chinese")
        for language in ("english", "chinese")
        if root == language or group["english"] != "doc"
    }


_ROWS = ("x.role", "x.department")


@pytest.mark.parametrize("own", [True, False])
def test_every_name_is_listed_and_no_other(other_trade: Path, *, own: bool) -> None:
    workbook = other_trade if own else shipped.WORKBOOK
    code, groups = run_json("template", "fields", workbook)

    assert code == 0
    assert isinstance(groups, list)
    names = available_names(load(workbook).book)
    whole = book_names(names)
    single, several = groups[:-2], groups[-2:]
    assert _named(single) == set(_leaves(names))
    chapters, catalogue = (_named([group]) for group in several)
    assert catalogue == set(_leaves({root: whole[root] for root in ("catalogue", "职责总表")}))
    assert chapters < set(_leaves({root: whole[root] for root in ("roles", "岗位清单")}))


def test_every_name_works_in_a_template_and_prints_its_example(tmp_path: Path) -> None:
    groups: Any = run_json("template", "fields", shipped.WORKBOOK, "--role", "OPS-03")[1]
    for language, chosen in itertools.product(
        ("english", "chinese"), (groups[-2:], groups[:-2])
    ):
        blocks = []
        for group in chosen:
            loop = group["statements"][language == "chinese"]
            # Neither a list nor a row has a text.
            tags = [
                f"{{{{ {each[language]}|{'length' if has_none else 'string'} }}}}"
                for each in group["names"]
                for has_none in [each["is_list"] or each["english"] in _ROWS]
            ]
            blocks += [loop, *tags, "{%p endfor %}"] if loop else tags
        (tmp_path / "t.docx").write_bytes(docx(*blocks))

        code, found = run_json(
            "template", "check", tmp_path / "t.docx", "--workbook", shipped.WORKBOOK
        )
        assert (code, found["problems"]) == (0, [])
    xl_addin.generate(
        shipped.WORKBOOK, templates=[tmp_path / "t.docx"], roles=["OPS-03"], output=tmp_path
    )
    (document,) = tmp_path.glob("OPS-03*.docx")
    printed = set(paragraphs(document.read_bytes()))
    (role,) = (group for group in groups if group["english"] == "role")
    shown = [each["example"] for each in role["names"] if each["example"]]
    assert len(shown) > 15
    # A value another role lends, where this one has none, is not in its document.
    own = [text for text in shown if text in printed]
    assert len(own) >= len(shown) - 3
    assert role["names"][0]["example"] == "OPS-03"


def test_one_sheet_as_a_table(other_trade: Path) -> None:
    chinese = run("template", "fields", other_trade, "--only", "考核")[1]
    english = run("template", "fields", other_trade, "--only", "Tools", "--lang", "en")[1]

    assert "{%p for x in kpis %}" in chinese
    assert "项.考核指标" in chinese
    assert "Taste" in chinese
    assert "Cook" not in chinese
    assert "Ladle" in english
    assert "Example" in english


def test_a_sheet_there_is_not_is_refused_before_anything_is_written(
    other_trade: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "sheet.docx"
    code, out, err = run("template", "fields", other_trade, "--only", "考合", "-o", sheet)
    assert (code, out) == (2, "")
    assert "没有表“考合”" in err
    assert "--only 请写这些表之一：岗位、职责清单、" in err
    assert not sheet.exists()


@pytest.mark.parametrize(
    ("language", "title"), [("zh", "模板可用的名字"), ("en", "Names a template can use")]
)
def test_the_cheat_sheet_has_every_name(tmp_path: Path, language: str, title: str) -> None:
    sheet = tmp_path / "names.docx"
    code, _, errors = run(
        "template", "fields", shipped.WORKBOOK, "-o", sheet, "--lang", language
    )
    assert code == 0, errors
    texts = paragraphs(sheet.read_bytes())
    groups: Any = run_json("template", "fields", shipped.WORKBOOK)[1]

    assert texts[0] == title
    for group in groups:
        for each in group["names"]:
            assert f"{{{{ {each['chinese']} }}}}" in texts
            assert f"{{{{ {each['english']} }}}}" in texts
    assert "产品运营专员" in texts
    assert "{%p for x in duties %}　{%p for 项 in 职责清单 %}　…　{%p endfor %}" in texts


# -- preview


def test_one_role_as_document_pdf_and_pictures(tmp_path: Path, other_trade: Path) -> None:
    (tmp_path / "t.docx").write_bytes(
        docx("{{ role.name }}", '<w:p><w:r><w:br w:type="page"/></w:r></w:p>', "end")
    )
    arguments = ("template", "preview", tmp_path / "t.docx", "-w", other_trade, "--role", "K1")

    code, found = run_json(*arguments, "--pdf", "--png", "-o", tmp_path / "look")

    names = [Path(each).name for each in found["files"]]
    assert code == 0
    assert names == ["t_K1.docx", "t_K1.pdf", "t_K1_1.png", "t_K1_2.png"]
    pdf = tmp_path / "look" / "t_K1.pdf"
    assert page_count(pdf) == 2
    assert page_texts(pdf)[0].strip() == "Cook"
    assert (tmp_path / "look" / "t_K1_1.png").read_bytes()[:4] == b"\x89PNG"
    # Once more: earlier previews are replaced, nothing else is left there.
    assert run_json(*arguments, "-o", tmp_path / "look")[0] == 0
    assert sorted(each.name for each in (tmp_path / "look").iterdir()) == sorted(names)


def test_a_document_alone_needs_no_other_program(tmp_path: Path, other_trade: Path) -> None:
    (tmp_path / "t.docx").write_bytes(docx("{{ role.name }}"))

    code, out, _ = run(
        "template", "preview", tmp_path / "t.docx", "-w", other_trade, "--role", "K1", PATH=""
    )

    assert code == 0
    assert Path(out.strip()).parent.name == "预览"
    assert paragraphs(Path(out.strip()).read_bytes()) == ["Cook"]


def test_a_preview_that_cannot_be_made_says_why(tmp_path: Path, other_trade: Path) -> None:
    template = tmp_path / "t.docx"
    template.write_bytes(docx("{{ role.nmae }}"))
    arguments = ("template", "preview", template, "-w", other_trade, "--role")

    code, found = run_json(*arguments, "K1")
    assert (code, found["files"]) == (1, [])
    assert [each["code"] for each in found["problems"]] == ["tag-unknown"]
    assert run(*arguments, "K9")[0] == 2
    assert run("template", "preview", tmp_path / "n.docx", *arguments[3:], "K1")[0] == 2


def test_the_group_lists_its_commands() -> None:
    out = run("template", "--help")[1]

    for command in ("new", "fields", "check", "preview", "explain"):
        assert f"\n  {command}" in out
