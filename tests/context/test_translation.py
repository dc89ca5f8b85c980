"""An English document never prints Chinese for want of a translation: it is refused by cell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests import shipped
from tests.builders import book, docx, save_xlsx
from tests.reading import paragraphs
from xl_addin import generate
from xl_addin.messages import cure, sentence
from xl_addin.outputs.memory import MemoryOutput

ROLE = {"岗位编号": "R1", "岗位名称": "文员", "英文名称": "Clerk"}
DUTY = {"职责编号": "D1", "职责标题": "归档", "英文标题": "Filing"}
BOTH = ("R1 D1", "R2 D1")
EVERY_DUTY = ("{%p for duty in duties %}", "{{ duty.title }}", "{%p endfor %}")


def run(
    folder: Path, sheets: dict[str, list[list[Any]]], *body: str, language: str = "en"
) -> tuple[list[tuple[str, str, str | None]], list[str]]:
    """(code, sheet, cell) of every problem, and the text of the one document."""
    template = folder / "t.docx"
    template.write_bytes(docx(*body))
    output = MemoryOutput()
    report = generate(
        save_xlsx(sheets, folder / "book.xlsx"),
        output=output,
        templates=[template],
        language=language,
    )
    found = [(p.code, p.place.sheet or "", p.place.address) for p in report.problems]
    made = [text for content in output.documents.values() for text in paragraphs(content)]
    if found:
        assert report.exit_code == 2
        assert made == []
    return found, made


def test_a_whole_translation_prints_english(tmp_path: Path) -> None:
    found, text = run(tmp_path, book([ROLE], [DUTY]), "{{ role.name }}", *EVERY_DUTY)
    assert (found, text) == ([], ["Clerk", "Filing"])


def test_chinese_documents_need_none(tmp_path: Path) -> None:
    sheets = book([{**ROLE, "英文名称": None}], [DUTY])
    found, text = run(tmp_path, sheets, "{{ role.name }}", language="zh")
    assert (found, text) == ([], ["文员"])


def test_a_blank_english_cell_is_named(tmp_path: Path) -> None:
    sheets = book([{**ROLE, "英文名称": None}, {**ROLE, "岗位编号": "R2"}], [DUTY], BOTH)
    template = tmp_path / "t.docx"
    template.write_bytes(docx("{{ role.name }}"))
    report = generate(
        save_xlsx(sheets, tmp_path / "b.xlsx"),
        output=MemoryOutput(),
        templates=[template],
        language="en",
    )
    (problem,) = report.problems
    assert (problem.code, str(problem.place)) == ("text-untranslated", "岗位!C2")
    assert [each.status for each in report.documents] == ["withheld", "written"]
    assert report.exit_code == 1


def test_what_no_template_prints_may_stay_chinese(tmp_path: Path) -> None:
    role = {**ROLE, "岗位目的": "管好文件", "英文目的": None}
    found, text = run(tmp_path, book([role], [DUTY]), "{{ role.name }}")
    assert (found, text) == ([], ["Clerk"])


@pytest.mark.parametrize("value", ["Clerk", "P4", "2025", "Google Analytics"])
def test_a_text_without_chinese_needs_no_translation(tmp_path: Path, value: str) -> None:
    role = {**ROLE, "岗位名称": value, "英文名称": None}
    found, text = run(tmp_path, book([role], [DUTY]), "{{ role.name }}")
    assert (found, text) == ([], [value])


def test_a_column_without_an_english_one_is_named_at_its_header(tmp_path: Path) -> None:
    role = {**ROLE, "工作地点": "上海"}
    found, _ = run(tmp_path, book([role], [DUTY]), "{{ role.location }}")
    assert found == [("column-untranslated", "岗位", "D1")]


def test_a_known_english_column_that_is_absent_counts_as_absent(tmp_path: Path) -> None:
    duty = {**DUTY, "工具": "问卷"}
    body = ("{%p for duty in duties %}", "{{ duty.tools }}", "{%p endfor %}")
    found, _ = run(tmp_path, book([ROLE], [duty]), *body)
    assert found == [("column-untranslated", "职责", "D1")]


def test_names_of_people_stand_as_typed(tmp_path: Path) -> None:
    role = {**ROLE, "编制": "周敏"}
    found, text = run(tmp_path, book([role], [DUTY]), "{{ role.prepared_by }}")
    assert (found, text) == ([], ["周敏"])


def test_unless_a_column_holds_their_english(tmp_path: Path) -> None:
    role = {**ROLE, "编制": "周敏", "英文编制": None}
    other = {**role, "英文编制": "Zhou Min", "岗位编号": "R2"}
    sheets = book([other], [DUTY], on=["R2 D1"])
    assert run(tmp_path, sheets, "{{ role.prepared_by }}") == ([], ["Zhou Min"])
    sheets = book([role], [DUTY])
    sheets["岗位"][0][4:] = ["英文编制"]
    found, _ = run(tmp_path, sheets, "{{ role.prepared_by }}")
    assert found == [("text-untranslated", "岗位", "E2")]


def test_rows_of_child_sheets(tmp_path: Path) -> None:
    rows = [["岗位编号", "要求", "英文要求"], ["R1", "本科", "A degree"], ["R1", "细心", None]]
    body = ("{%p for 项 in 任职要求 %}", "{{ 项.要求 }}", "{%p endfor %}")
    found, _ = run(tmp_path, book([ROLE], [DUTY], 任职要求=rows), *body)
    assert found == [("text-untranslated", "任职要求", "C3")]


def test_the_company(tmp_path: Path) -> None:
    sheets = book([ROLE], [DUTY], settings={"公司名称": "示例公司"})
    found, _ = run(tmp_path, sheets, "{{ settings.company }}")
    assert found == [("setting-untranslated", "设置", "B2")]
    sheets["设置"].append(["英文公司名称", "Example Ltd."])
    assert run(tmp_path, sheets, "{{ 设置.公司名称 }}") == ([], ["Example Ltd."])


def _worded(*overrides: Sequence[str], **more: Any) -> dict[str, list[list[Any]]]:
    rows = [["R1", "D1", field, value] for field, value in overrides]
    return book([ROLE], [{**DUTY, **more}], overrides=rows)


def test_a_wording_of_the_roles_own_needs_its_own_english(tmp_path: Path) -> None:
    found, _ = run(tmp_path, _worded(("标题", "文件归档")), *EVERY_DUTY)
    assert found == [("override-untranslated", "覆盖", "D2")]
    both = _worded(("标题", "文件归档"), ("英文标题", "Paper filing"))
    assert run(tmp_path, both, *EVERY_DUTY) == ([], ["Paper filing"])


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("绩效指标", "kpis"),
        ("交付成果", "deliverables"),
        ("协作部门", "partners"),
        ("工具", "tools"),
    ],
)
def test_so_do_lists(tmp_path: Path, field: str, name: str) -> None:
    body = ("{%p for duty in duties %}", f"{{{{ duty.{name} }}}}", "{%p endfor %}")
    cells = {field: "旧", f"英文{field}": "old"}
    assert run(tmp_path, _worded(**cells), *body) == ([], ["old"])
    found, _ = run(tmp_path, _worded((field, "新"), **cells), *body)
    assert found == [("override-untranslated", "覆盖", "D2")]
    both = _worded((field, "新"), (f"英文{field}", "new"), **cells)
    assert run(tmp_path, both, *body) == ([], ["new"])
    assert run(tmp_path, both, *body, language="zh") == ([], ["新"])


def test_the_heading_of_a_merged_section(tmp_path: Path) -> None:
    duties = [DUTY, {"职责编号": "D2", "职责标题": "收文", "英文标题": None}]
    rows = [
        ["R1", "D1", "合并组", "A"],
        ["R1", "D2", "合并组", "A"],
        ["R1", "D1", "合并标题", "文书"],
    ]
    sheets = book([ROLE], duties, on=["R1 D1", "R1 D2"], overrides=rows)
    found, _ = run(tmp_path, sheets, *EVERY_DUTY)
    assert found == [("override-untranslated", "覆盖", "D4")]
    sheets["覆盖"].append(["R1", "D1", "英文合并标题", "Papers"])
    assert run(tmp_path, sheets, *EVERY_DUTY) == ([], ["Papers"])
    # The members' own titles are printed only where a template asks for them.
    members = ("{%p for duty in duties %}", "{{ duty.members[1].title }}", "{%p endfor %}")
    found, _ = run(tmp_path, sheets, *members)
    assert ("text-untranslated", "职责", "C3") in found


def test_a_document_of_all_roles_leaves_the_untranslated_one_out(tmp_path: Path) -> None:
    sheets = book([ROLE, {**ROLE, "岗位编号": "R2", "英文名称": None}], [DUTY], BOTH)
    template = tmp_path / "all.docx"
    body = ("{%p for each in roles %}", "{{ each.role.name }}", "{%p endfor %}")
    template.write_bytes(docx(*body))
    output = MemoryOutput()
    report = generate(
        save_xlsx(sheets, tmp_path / "b.xlsx"),
        output=output,
        templates=[template],
        language="en",
    )
    assert [(p.code, p.place.address) for p in report.problems][:1] == [
        ("text-untranslated", "C3")
    ]
    assert report.documents[0].left_out == ("R2",)
    (content,) = output.documents.values()
    assert paragraphs(content) == ["Clerk"]


def test_the_message_says_where_what_and_how() -> None:
    params = {"header": "英文名称", "text": "文员"}
    assert "英文名称" in sentence("text-untranslated", params, "zh")
    assert "文员" in sentence("text-untranslated", params, "en")
    assert cure("text-untranslated", params, "zh") == "请在这一格补上英文"


@pytest.mark.parametrize(
    ("template", "language", "wrong"),
    [
        (shipped.ENGLISH, "zh", True),
        (shipped.ENGLISH, "en", False),
        ("job_content.docx", "en", True),
        ("job_content.docx", "zh", False),
    ],
)
def test_a_template_in_another_language_is_told(
    template: str, language: str, *, wrong: bool
) -> None:
    report = generate(
        shipped.WORKBOOK,
        output=MemoryOutput(),
        roles=["OPS-01"],
        templates=[shipped.TEMPLATES / template],
        language=language,
    )
    told = [(p.code, p.place.file, p.is_error) for p in report.problems]
    assert told == ([("template-other-language", template, False)] if wrong else [])
    assert report.exit_code == 0
