"""A document tells where it comes from, whether it is current, and who touched it last."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import xl_addin
from tests import shipped
from tests.builders import docx
from tests.cli.test_commands import run
from tests.seeded.base import BODY, add, save, together
from tests.seeded.commands import run as run_json
from tests.seeded.template_mistakes import with_parts

ID = "b7c1"


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, Path]:
    """A workbook with an id, and the document of OPS-01."""
    path = save(tmp_path, add("设置", "workbook id", ID))
    xl_addin.generate(path, output=tmp_path / "out", roles=["OPS-01"])
    (document,) = (tmp_path / "out").glob("*.docx")
    return path, document


def told(document: Path, workbook: Path | None = None) -> dict[str, Any]:
    more = () if workbook is None else ("--workbook", workbook)
    code, found = run_json("trace", document, *more)
    assert code == 0
    return found


def change(workbook: Path, sheet: str, address: str, value: object) -> None:
    book = load_workbook(workbook)
    book[sheet][address] = value
    book.save(workbook)


def rewritten(document: Path, old: bytes, new: bytes) -> None:
    """The document with its body changed, as a program that saves it would."""
    source = zipfile.ZipFile(io.BytesIO(document.read_bytes()))
    with zipfile.ZipFile(document, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(old, new) if "document" in name else data)


def test_a_document_carries_its_origin(made: tuple[Path, Path]) -> None:
    carried = told(made[1])["carried"]

    assert carried["workbook"] == ID
    assert carried["role"] == "OPS-01"
    assert carried["duties"] == "D01|D02"
    assert (carried["template"], carried["language"]) == ("t", "zh")
    assert {"format", "template_hash", "context", "content"} <= carried.keys()


def test_current_and_untouched(made: tuple[Path, Path]) -> None:
    found = told(made[1], made[0])

    assert (found["current"], found["edited"], found["by_journal"]) == (True, False, True)


def test_every_section_is_found_after_rows_were_sorted(made: tuple[Path, Path]) -> None:
    workbook, document = made
    before = told(document, workbook)
    book = load_workbook(workbook)
    for sheet in ("职责", "开关"):
        rows = [[cell.value for cell in row] for row in book[sheet].iter_rows()]
        for number, row in enumerate([rows[0], *reversed(rows[1:])], start=1):
            for column, value in enumerate(row, start=1):
                book[sheet].cell(number, column).value = value
    book["岗位"].insert_rows(1, 2)
    book["岗位"]["A1"] = "All roles"
    book.save(workbook)

    after = told(document, workbook)

    def cells(found: dict[str, Any]) -> list[tuple[str, str, str]]:
        return [(each["id"], each["cell"], each["toggle"]) for (each,) in found["sections"]]

    assert cells(before) == [("D01", "职责!C2", "开关!C2"), ("D02", "职责!C3", "开关!C3")]
    assert cells(after) == [("D01", "职责!C4", "开关!C4"), ("D02", "职责!C3", "开关!C3")]
    assert before["sections"][0][0]["overrides"] == ["覆盖!D2"]
    assert (before["role"], after["role"]) == ("岗位!B2", "岗位!B4")
    assert after["current"] is True


@pytest.mark.parametrize(
    ("sheet", "address", "value", "since"),
    [
        ("职责", "D2", "Order in all files", ["content"]),
        ("开关", "C3", None, ["content"]),
        ("岗位", "I2", "停用", ["role-gone"]),
        ("设置", "B8", "another", ["other-workbook", "content"]),
    ],
)
def test_a_changed_workbook_makes_it_stale(
    made: tuple[Path, Path], sheet: str, address: str, value: object, since: list[str]
) -> None:
    workbook, document = made
    change(workbook, sheet, address, value)

    found = told(document, workbook)

    assert (found["current"], found["since"]) == (False, since)


def test_a_changed_template_makes_it_stale(made: tuple[Path, Path]) -> None:
    workbook, document = made
    (workbook.parent / "t.docx").write_bytes(docx("{{ role.name }}"))

    assert told(document, workbook)["since"] == ["template"]
    (workbook.parent / "t.docx").unlink()
    assert told(document, workbook)["since"] == ["template-gone"]


def test_a_change_of_another_role_leaves_it_current(made: tuple[Path, Path]) -> None:
    workbook, document = made
    change(workbook, "岗位", "D3", "Lead all people")

    assert told(document, workbook)["current"] is True


def test_an_edit_shows_by_the_journal_and_without_it(
    made: tuple[Path, Path], tmp_path: Path
) -> None:
    away = tmp_path / "mailed.docx"
    away.write_bytes(made[1].read_bytes())
    assert (told(away)["edited"], told(away)["by_journal"]) == (False, False)

    for document in (made[1], away):
        rewritten(document, b"Archive", b"Archives")
        found = told(document, made[0])
        assert (found["edited"], found["current"]) == (True, True)


def test_a_duty_that_is_gone_is_said_to_be(made: tuple[Path, Path]) -> None:
    workbook, document = made
    book = load_workbook(workbook)
    book["职责"].delete_rows(2)
    book["开关"].delete_rows(2)
    book["覆盖"].delete_rows(2)
    book.save(workbook)

    (first,), (second,) = told(document, workbook)["sections"]

    assert (first["id"], first["cell"]) == ("D01", None)
    assert second["cell"] == "职责!C2"


def test_merged_duties_stand_one_by_one(tmp_path: Path) -> None:
    merge = together(
        add("覆盖", "OPS-01", "D01", "合并组", "A"), add("覆盖", "OPS-01", "D02", "合并组", "A")
    )
    path = save(tmp_path, merge)
    xl_addin.generate(path, output=tmp_path / "out", roles=["OPS-01"])
    (document,) = (tmp_path / "out").glob("*.docx")

    (section,) = told(document, path)["sections"]

    assert [each["cell"] for each in section] == ["职责!C2", "职责!C3"]


def test_a_document_of_several_roles_names_their_cells(tmp_path: Path) -> None:
    template = docx("{%p for x in roles %}", "{{ x.role.name }}", "{%p endfor %}")
    path = save(tmp_path, template=template)
    xl_addin.generate(path, output=tmp_path / "out", roles=["OPS-01", "OPS-02"])
    (document,) = (tmp_path / "out").glob("*.docx")
    found = told(document, path)

    assert found["carried"]["roles"] == "OPS-01|OPS-02"
    assert [each["cell"] for (each,) in found["sections"]] == ["岗位!B2", "岗位!B3"]
    assert (found["current"], found["edited"]) == (True, False)
    assert "OPS-01、OPS-02" in run("trace", document)[1]
    change(path, "岗位", "D3", "Lead all people")
    assert told(document, path)["since"] == ["content"]
    change(path, "岗位", "I3", "停用")
    assert told(document, path)["since"] == ["role-gone"]


def test_text_output_in_both_languages(made: tuple[Path, Path]) -> None:
    workbook, document = made
    chinese = run("trace", document, "--workbook", workbook)[1]
    english = run("trace", document, "--lang", "en")[1]

    assert "是否最新：是" in chinese
    assert "人工修改：没有" in chinese
    assert "D01 Filing  职责!C2  开关 开关!C2  覆盖 覆盖!D2" in chinese
    assert "Add --workbook" in english


def test_what_is_no_document_of_ours(tmp_path: Path) -> None:
    foreign = tmp_path / "a.docx"
    foreign.write_bytes(docx("x"))
    (tmp_path / "b.docx").write_bytes(b"text")

    assert told(foreign)["carried"] == {}
    assert run("trace", tmp_path / "b.docx")[0] == 2
    assert run("trace", tmp_path / "none.docx")[0] == 2


def test_many_duties_need_several_properties(tmp_path: Path) -> None:
    duties = [f"DUTY-NUMBER-{number:03}" for number in range(40)]
    rows = together(
        *(add("职责", duty, 40, duty, "x", "y", "启用") for duty in duties),
        *(add("开关", duty, duty, "✓") for duty in duties),
    )
    path = save(tmp_path, rows)
    xl_addin.generate(path, output=tmp_path / "out", roles=["OPS-01"])
    (document,) = (tmp_path / "out").glob("*.docx")
    found = told(document, path)

    assert [each["id"] for (each,) in found["sections"]] == ["D01", "D02", *duties]
    assert max(map(len, found["carried"].values())) <= 255


def test_a_template_keeps_its_own_properties_and_no_stale_ones(tmp_path: Path) -> None:
    """A finished document taken as a template: what it carried does not go on."""
    path = save(tmp_path)
    xl_addin.generate(path, output=tmp_path / "out", roles=["OPS-01"])
    (document,) = (tmp_path / "out").glob("*.docx")
    own = '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="90" name="Class"/>'
    template = with_parts(document.read_bytes(), {"docProps/custom.xml": own})
    (tmp_path / "t.docx").write_bytes(template)

    xl_addin.generate(path, output=tmp_path / "again", roles=["OPS-02"])

    (again,) = (tmp_path / "again").glob("*.docx")
    custom = zipfile.ZipFile(again).read("docProps/custom.xml").decode()
    assert custom.count('name="xl_addin.role"') == custom.count('name="Class"') == 1
    assert ">OPS-02<" in custom
    assert told(again)["edited"] is False


def test_nothing_but_the_contexts_own_is_carried(tmp_path: Path) -> None:
    """The workbook's name, folder and other roles are no part of a document's bytes."""
    made = []
    template = docx(*BODY)
    for folder, name in (("a", "one.xlsx"), ("b", "two.xlsx")):
        saved = save(tmp_path / folder, template=template)
        path = saved.rename(tmp_path / folder / name)
        if folder == "b":
            change(path, "岗位", "D3", "Lead all people")
        xl_addin.generate(path, output=tmp_path / folder / "out", roles=["OPS-01"])
        made.append(next((tmp_path / folder / "out").glob("*.docx")).read_bytes())

    assert made[0] == made[1]


def test_a_context_of_no_workbook_carries_nothing() -> None:
    given = next(iter(xl_addin.contexts(shipped.WORKBOOK).values()))
    plain = {**given, "doc": {"language": "zh", "template": "t"}}

    made = xl_addin.render(docx("{{ role.name }}"), plain)

    assert "docProps/custom.xml" not in zipfile.ZipFile(io.BytesIO(made)).namelist()
