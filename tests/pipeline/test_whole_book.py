"""A template that takes all roles makes one document of them, kept up to date like others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.builders import book, docx, save_xlsx
from tests.reading import documents, paragraphs
from xl_addin import book_context, check, generate
from xl_addin.model.names import key
from xl_addin.outputs.memory import MemoryOutput
from xl_addin.pipeline.folder_job import Upkeep
from xl_addin.sources.memory import MemorySource

LIST = (
    "{{ settings.company }}",
    "{%p for each in roles %}",
    "{{ each.number }} {{ each.role.name }}: {{ each.duties|map(attribute='title')|join(' ') }}",
    "{%p endfor %}",
)
MATRIX = (
    "{%p for duty in catalogue %}",
    "{{ duty.title }} {{ duty.count }} {{ duty.marks|join('/') }}",
    "{%p endfor %}",
)
SAME_IN_CHINESE = (
    "{{ 设置.公司名称 }}",
    "{%p for 项 in 岗位清单 %}",
    "{{ 项.序号 }} {{ 项.岗位.岗位名称 }}: {{ 项.职责清单|map(attribute='职责标题')|join(' ') }}",
    "{%p endfor %}",
)
ROLES = ["R1 Clerk", "R2 Cook", "R3 Driver"]
DUTIES = ["D1 Filing", "D2 Cooking", "D3 Driving"]
ON = ["R1 D1", "R2 D2", "R3 D3", "R3 D1"]


def sheets(**settings: str) -> dict[str, list[list[Any]]]:
    wanted = {"公司名称": "Acme", "默认模板": "one.docx、list.docx", **settings}
    return book(roles=ROLES, duties=DUTIES, on=ON, settings=wanted)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save_xlsx(sheets(), tmp_path / "book.xlsx")
    (tmp_path / "one.docx").write_bytes(docx("{{ role.name }}"))
    (tmp_path / "list.docx").write_bytes(docx(*LIST))
    return tmp_path


def make(folder: Path, **options: Any) -> Any:
    return generate(folder / "book.xlsx", output=folder / "out", **options)


def statuses(report: Any) -> dict[str, str]:
    return {
        f"{each.role}/{each.template}": f"{each.status} {each.why}".strip()
        for each in report.documents
    }


def test_it_is_one_document_beside_those_of_each_role(folder: Path) -> None:
    report = make(folder)
    assert sorted(documents(folder / "out")) == [
        "Acme_list.docx",
        "R1_Clerk_one.docx",
        "R2_Cook_one.docx",
        "R3_Driver_one.docx",
    ]
    assert [each.role for each in report.documents] == ["R1", "R2", "R3", ""]
    assert report.documents[-1].sections == 4
    assert paragraphs((folder / "out" / "Acme_list.docx").read_bytes()) == [
        "Acme",
        "1 Clerk: Filing",
        "2 Cook: Cooking",
        "3 Driver: Filing Driving",
    ]


def test_chinese_names_say_the_same(folder: Path) -> None:
    (folder / "list.docx").write_bytes(docx(*SAME_IN_CHINESE))
    assert check(folder / "book.xlsx") == []
    make(folder)
    text = paragraphs((folder / "out" / "Acme_list.docx").read_bytes())
    assert text == ["Acme", "1 Clerk: Filing", "2 Cook: Cooking", "3 Driver: Filing Driving"]


def test_roles_stand_by_department_and_every_duty_says_who_has_it(tmp_path: Path) -> None:
    given = book(
        roles=[
            {"岗位编号": "R1", "岗位名称": "Clerk", "所属部门": "Back"},
            {"岗位编号": "R2", "岗位名称": "Cook", "所属部门": "Front"},
            {"岗位编号": "R3", "岗位名称": "Temp"},
            {"岗位编号": "R4", "岗位名称": "Driver", "所属部门": "Front"},
        ],
        duties=["D1 Filing", "D2 Cooking"],
        on=["R1 D1", "R4 D1"],
        部门=[["部门"], ["Front"], ["Back"]],
    )
    given["开关"][2][3] = 0.25
    context = book_context(MemorySource(given, name="book.xlsx"))
    assert [each["role"]["name"] for each in context["roles"]] == [
        *("Cook", "Driver", "Clerk", "Temp")
    ]
    assert [(duty["title"], duty["marks"], duty["count"]) for duty in context["catalogue"]] == [
        ("Filing", ["", "√", "√", ""], 2),
        ("Cooking", ["25%", "", "", ""], 1),
    ]


def test_a_subset_of_roles_has_a_name_of_its_own(folder: Path) -> None:
    make(folder)
    make(folder, roles=["R1", "R3"], templates=["list.docx"])
    names = sorted(documents(folder / "out"))
    assert "Acme_list.docx" in names
    assert "Acme_list_R1+R3.docx" in names
    text = paragraphs((folder / "out" / "Acme_list_R1+R3.docx").read_bytes())
    assert text == ["Acme", "1 Clerk: Filing", "2 Driver: Filing Driving"]


def test_so_has_a_subset_of_more_than_a_name_can_hold(folder: Path) -> None:
    ids = [f"产品运营中心-{number:02d}" for number in range(14)]
    given = book(
        roles=[{"岗位编号": each, "岗位名称": "Clerk"} for each in ids],
        duties=["D1 Filing"],
        on=[f"{each} D1" for each in ids],
    )
    save_xlsx(given, folder / "book.xlsx")
    for roles in (ids[:10], [*ids[:9], ids[13]], ids[:10]):
        make(folder, roles=roles, templates=["list.docx"])
    assert len(documents(folder / "out")) == 2


def test_it_holds_the_roles_that_name_its_template(folder: Path) -> None:
    given = sheets()
    for row, value in zip(given["岗位"], ["模板", "one.docx", None, None], strict=True):
        row.append(value)
    save_xlsx(given, folder / "book.xlsx")
    make(folder)
    (name,) = (name for name in documents(folder / "out") if "list" in name)
    assert name == "Acme_list_R2+R3.docx"


def test_the_file_name_is_a_setting(folder: Path) -> None:
    save_xlsx(sheets(汇总文件名="All {模板} {语言}.docx"), folder / "book.xlsx")
    make(folder)
    assert "All list zh.docx" in documents(folder / "out")


@pytest.mark.parametrize(
    ("pattern", "code"),
    [("{岗位}.docx", "file-name-placeholder"), ("R1_Clerk_one.docx", "book-file-name-taken")],
)
def test_a_bad_file_name_withholds_only_it(folder: Path, pattern: str, code: str) -> None:
    save_xlsx(sheets(汇总文件名=pattern), folder / "book.xlsx")
    report = make(folder)
    (problem,) = report.problems
    assert problem.code == code
    assert (problem.place.sheet, problem.place.address) == ("设置", "B4")
    assert [each.status for each in report.documents] == ["written"] * 3 + ["withheld"]
    assert report.exit_code == 1


def test_two_templates_need_their_name_in_the_pattern(folder: Path) -> None:
    (folder / "second.docx").write_bytes(docx(*LIST))
    settings = {"默认模板": "list、second", "汇总文件名": "All"}
    save_xlsx(sheets(**settings), folder / "book.xlsx")
    report = make(folder)
    assert [problem.code for problem in report.problems] == ["book-file-name-taken"]
    assert [each.status for each in report.documents] == ["written", "withheld"]


def _with_a_bad_toggle() -> dict[str, list[list[Any]]]:
    given = sheets()
    given["开关"][1][3] = "x"
    return given


def test_a_role_with_an_error_is_left_out_and_named(folder: Path) -> None:
    save_xlsx(_with_a_bad_toggle(), folder / "book.xlsx")
    report = make(folder)
    assert statuses(report) == {
        "R1/one.docx": "written new",
        "R2/one.docx": "withheld",
        "R3/one.docx": "written new",
        "/list.docx": "written new",
    }
    book_document = report.documents[-1]
    assert book_document.left_out == ("R2",)
    text = paragraphs((folder / "out" / "Acme_list.docx").read_bytes())
    assert text == ["Acme", "1 Clerk: Filing", "2 Driver: Filing Driving"]
    (told,) = (each for each in report.problems if each.code == "roles-left-out")
    assert told.params["roles"] == "R2 Cook"
    assert told.roles == {key("R2")}
    assert not told.is_error


def test_a_document_that_is_not_whole_is_not_success(folder: Path) -> None:
    save_xlsx(_with_a_bad_toggle(), folder / "book.xlsx")
    assert make(folder, templates=["list.docx"]).exit_code == 1
    again = make(folder, templates=["list.docx"])
    assert not again.repeated
    assert again.exit_code == 1


def test_strict_makes_none(folder: Path) -> None:
    save_xlsx(_with_a_bad_toggle(), folder / "book.xlsx")
    report = make(folder, strict=True)
    assert {each.status for each in report.documents} == {"withheld"}


def test_no_role_without_errors_is_no_document(folder: Path) -> None:
    given = sheets()
    for column in (2, 3, 4):
        given["开关"][1][column] = "x"
    save_xlsx(given, folder / "book.xlsx")
    report = make(folder, templates=["list.docx"])
    assert [each.status for each in report.documents] == ["withheld"]
    assert report.exit_code == 2


def test_the_mended_role_comes_back(folder: Path) -> None:
    save_xlsx(_with_a_bad_toggle(), folder / "book.xlsx")
    make(folder)
    save_xlsx(sheets(), folder / "book.xlsx")
    report = make(folder)
    assert statuses(report)["/list.docx"] == "written content"
    assert statuses(report)["R1/one.docx"] == "unchanged"
    assert report.exit_code == 0


def test_one_toggle_remakes_it_and_that_role_only(folder: Path) -> None:
    make(folder)
    assert make(folder).repeated
    given = sheets()
    given["开关"][2][4] = "✓"
    save_xlsx(given, folder / "book.xlsx")
    (folder / "one.docx").write_bytes(docx("{{ role.name }}{{ duties|length }}"))
    make(folder)
    given["开关"][2][2] = "✓"
    save_xlsx(given, folder / "book.xlsx")
    assert statuses(make(folder)) == {
        "R1/one.docx": "written content",
        "R2/one.docx": "unchanged",
        "R3/one.docx": "unchanged",
        "/list.docx": "written content",
    }


def test_the_catalogue_counts_duties_nobody_has(folder: Path) -> None:
    (folder / "list.docx").write_bytes(docx(*MATRIX))
    given = sheets()
    save_xlsx(given, folder / "book.xlsx")
    make(folder)
    given["职责"][2][1] = "Baking"
    save_xlsx(given, folder / "book.xlsx")
    assert statuses(make(folder))["/list.docx"] == "written content"
    text = paragraphs((folder / "out" / "Acme_list.docx").read_bytes())
    assert text == ["Filing 2 √//√", "Baking 1 /√/", "Driving 1 //√"]


def test_it_is_stale_once_nobody_asks_for_it_and_never_before(folder: Path) -> None:
    make(folder)
    make(folder, roles=["R1", "R2"], templates=["list.docx"])
    assert make(folder, upkeep=Upkeep(reread=True)).stale == ()
    save_xlsx(sheets(默认模板="one.docx"), folder / "book.xlsx")
    report = make(folder, upkeep=Upkeep(prune=True))
    assert {each.file_name for each in report.stale} == {
        "Acme_list.docx",
        "Acme_list_R1+R2.docx",
    }
    assert not any("list" in name for name in documents(folder / "out"))


def test_hand_made_changes_are_kept(folder: Path) -> None:
    make(folder)
    target = folder / "out" / "Acme_list.docx"
    target.write_bytes(docx("mine"))
    report = make(folder)
    assert report.documents[-1].status == "edited"
    assert paragraphs(target.read_bytes()) == ["mine"]


def test_names_of_one_role_are_unknown_in_it(folder: Path) -> None:
    (folder / "list.docx").write_bytes(docx(*LIST, "{{ role.name }}"))
    report = make(folder)
    codes = {(each.code, each.template, each.params.get("tag")) for each in report.problems}
    assert ("tag-unknown", "list.docx", "role") in codes
    assert report.documents[-1].status == "withheld"
    assert [each.status for each in report.documents[:-1]] == ["written"] * 3


def test_a_fault_while_it_is_made_is_its_own(folder: Path) -> None:
    (folder / "list.docx").write_bytes(docx(*LIST, "{{ roles[7].role.name }}"))
    report = make(folder)
    assert [each.status for each in report.documents] == ["written"] * 3 + ["failed"]
    (late,) = report.late
    assert late.template == "list.docx"
    assert late.place.file == "list.docx"


def test_a_sheet_of_its_own_by_that_name_is_each_roles(tmp_path: Path) -> None:
    given = book(岗位清单=[["岗位编号", "地点"], ["R1", "North"]])
    template = tmp_path / "t.docx"
    template.write_bytes(docx("{%p for 行 in 岗位清单 %}", "{{ 行.地点 }}", "{%p endfor %}"))
    output = MemoryOutput()
    report = generate(MemorySource(given, name="b.xlsx"), output=output, templates=[template])
    assert [each.role for each in report.documents] == ["R1"]
    (content,) = output.documents.values()
    assert paragraphs(content) == ["North"]


def test_many_roles_make_the_same_document_in_any_process(folder: Path) -> None:
    make(folder, jobs=1)
    first = documents(folder / "out")
    report = make(folder, jobs=2, upkeep=Upkeep(force=True))
    assert report.exit_code == 0
    assert documents(folder / "out") == first


@pytest.mark.parametrize(
    ("tag", "shown"),
    [
        ("{{ roles|map(attribute='role.nmae')|join }}", "roles[].role.nmae"),
        ("{{ catalogue|selectattr('cuont')|list|length }}", "catalogue[].cuont"),
    ],
)
def test_names_inside_filters_are_checked_too(folder: Path, tag: str, shown: str) -> None:
    (folder / "list.docx").write_bytes(docx(*LIST, tag))
    unknown = [each for each in check(folder / "book.xlsx") if each.code == "tag-unknown"]
    assert [each.params["tag"] for each in unknown] == [shown]
