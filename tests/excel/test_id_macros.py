"""Roles added, copied and renamed in a live workbook: it checks clean and generates after."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

import xl_addin
import xl_addin.excel
from tests.builders import docx
from tests.excel.conftest import Opened
from tests.reading import documents, paragraphs
from xl_addin.excel.session import Session

HELD = ["归档", "年度计划", "学历 本科", "经验 三年"]
ROOT = Path(__file__).parents[2]
Sheets = dict[str, list[list[object]]]

TEMPLATE = docx(
    "{{ role.name }}：{{ role.purpose }}",
    "{%p for duty in duties %}",
    "{{ duty.title }}",
    "{%p endfor %}",
    "{%p for each in qualifications %}",
    "{{ each.category }} {{ each.requirement }}",
    "{%p endfor %}",
    "{%p for each in people %}",
    "{{ each.name }}",
    "{%p endfor %}",
    "{%p for each in 自建表 %}",
    "{{ each.数值 }} {{ each.职责编号 }}",
    "{%p endfor %}",
)


def _given() -> dict[str, Any]:
    return {
        "roles": [
            {"岗位编号": "OPS-01", "岗位名称": "专员", "岗位目的": "做事", "文件名": None},
            {
                "岗位编号": "OPS-02",
                "岗位名称": "经理",
                "岗位目的": "管事",
                "文件名": "经理.docx",
            },
        ],
        "duties": ["D1 归档", "D2 计划"],
        "on": ["OPS-01 D1", "OPS-02 D1", "OPS-02 D2"],
        "overrides": [["OPS-02", "D2", "标题", "年度计划"]],
        "任职要求": [
            ["岗位编号", "类别", "要求"],
            ["OPS-01", "学历", "大专"],
            ["OPS-02", "学历", "本科"],
            ["OPS-02", "经验", "=三年"],
        ],
        "人员": [["岗位编号", "姓名"], ["OPS-02", "张三"]],
        "自建表": [["职责编号", "岗位编号", "数值"], ["D2", "OPS-02", 0.25]],
    }


def with_names(sheets: Sheets) -> None:
    """The shipped form: role names in a row of their own above the ids."""
    names = {row[0]: row[1] for row in sheets["岗位"][1:]}
    sheets["开关"].insert(0, [None, "岗位名称 →", *(names[i] for i in sheets["开关"][0][2:])])
    # openpyxl would save a text that begins with `=` as a formula.
    sheets["任职要求"][3][2] = "三年"


def long_form(sheets: Sheets) -> None:
    """Toggles one a row."""
    sheets["任职要求"][3][2] = "三年"
    wide = sheets["开关"]
    sheets["开关"] = [
        ["岗位编号", "职责编号", "值"],
        *(
            [role, row[0], row[number]]
            for number, role in enumerate(wide[0][2:], start=2)
            for row in wide[1:]
            if row[number]
        ),
    ]


def inside(sheets: Sheets) -> None:
    """Toggles as columns of 职责."""
    sheets["任职要求"][3][2] = "三年"
    for own, toggles in zip(sheets["职责"], sheets.pop("开关"), strict=True):
        own.extend(toggles[2:])


LAYOUTS = pytest.mark.parametrize("form", [with_names, long_form, inside])


def _said(book: xw.Book) -> str:
    return "\n".join(book.app.impl.shown)


def _rows(book: xw.Book, sheet: str) -> list[list[Any]]:
    rows: list[list[Any]] = book.sheets[sheet].used_range.options(ndim=2).value
    return [row for row in rows if any(cell is not None for cell in row)]


def _problems(book: xw.Book) -> str:
    book.app.impl.shown.clear()
    xl_addin.excel.check()
    return _said(book)


def _titles(folder: Path) -> dict[str, list[str]]:
    return {name: paragraphs(content) for name, content in documents(folder).items()}


@pytest.fixture
def opened(opened: Opened, tmp_path: Path) -> Opened:
    """The same with a template that prints everything there is."""

    def make(*args: Any, **given: Any) -> xw.Book:
        made = opened(*args, **given)
        (tmp_path / "t.docx").write_bytes(TEMPLATE)
        return made

    return make


@pytest.fixture
def yes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Somebody who answers yes: an office without windows has nobody to ask."""
    asked: list[str] = []

    def answer(_: Session, message: str) -> bool:
        if "打开文件夹" in message:
            return False
        asked.append(message)
        return True

    monkeypatch.setattr(Session, "ask", answer)
    return asked


def _select(book: xw.Book, sheet: str, cell: str) -> None:
    book.sheets[sheet].activate()
    book.sheets[sheet][cell].select()


@LAYOUTS
def test_a_copied_role_checks_clean_and_makes_the_same_document(
    opened: Opened, tmp_path: Path, form: Callable[[Sheets], None]
) -> None:
    book = opened(form, **_given())
    _select(book, "岗位", "A3")

    xl_addin.excel.copy_role()

    assert "OPS-02 经理 复制为 OPS-03" in _said(book)
    assert _rows(book, "岗位")[3][:3] == ["OPS-03", "经理（副本）", "管事"]
    assert _rows(book, "任职要求")[4:] == [
        ["OPS-03", "学历", "本科"],
        ["OPS-03", "经验", "三年"],
    ]
    assert _rows(book, "覆盖")[2:] == [["OPS-03", "D2", "标题", "年度计划"]]
    assert _rows(book, "自建表")[2:] == [["D2", "OPS-03", 0.25]]
    assert len(_rows(book, "人员")) == 2
    assert _problems(book) == "没有发现问题", _rows(book, "检查结果")
    xl_addin.excel.generate_all()
    made = _titles(tmp_path / "输出")
    assert made["经理.docx"] == ["经理：管事", *HELD, "张三", "0.25 D2"]
    assert made["OPS-03_经理（副本）_t.docx"] == ["经理（副本）：管事", *HELD, "0.25 D2"]


@LAYOUTS
def test_a_new_role_needs_only_its_ticks(
    opened: Opened, tmp_path: Path, form: Callable[[Sheets], None]
) -> None:
    book = opened(form, **_given())

    xl_addin.excel.new_role()

    assert "已添加岗位 OPS-03" in _said(book)
    assert _rows(book, "岗位")[3] == ["OPS-03", "新岗位", None, None]
    assert book.sheets.active.name == "岗位"
    assert book.app.selection.address == "$B$4"
    toggles = book.sheets["职责" if form is inside else "开关"]
    if form is long_form:
        assert _rows(book, "开关")[4:] == [["OPS-03", "D1", None], ["OPS-03", "D2", None]]
        toggles["C5"].value = "✓"
    else:
        column = next(c for c in range(1, 9) if "OPS-03" in toggles.range((1, c), (2, c)).value)
        first = 3 if form is with_names else 2
        assert toggles.range((first, column), (first + 1, column)).value == [None, None]
        toggles.range((first, column)).value = "✓"
    assert _problems(book) == "没有发现问题", _rows(book, "检查结果")
    xl_addin.excel.generate_all()
    made = _titles(tmp_path / "输出")
    assert made["OPS-03_新岗位_t.docx"] == ["新岗位：", "归档"]
    assert len(made) == 3


@LAYOUTS
def test_an_id_typed_over_is_carried_into_every_sheet(
    opened: Opened, tmp_path: Path, form: Callable[[Sheets], None], yes: list[str]
) -> None:
    book = opened(form, **_given())
    before = _made(book, tmp_path)
    book.sheets["岗位"]["A3"].value = "经-9"
    book.sheets["职责"]["A3"].value = "计划-01"
    # Where no toggles repeat the titles, the selected row tells which duty it was.
    _select(book, "职责", "A3")

    xl_addin.excel.change_ids()

    assert "OPS-02 → 经-9　经理" in yes[0]
    assert "D2 → 计划-01　计划" in yes[0]
    assert "已改 2 个编号" in _said(book)
    assert _rows(book, "覆盖")[1] == ["经-9", "计划-01", "标题", "年度计划"]
    assert [row[0] for row in _rows(book, "任职要求")[1:]] == ["OPS-01", "经-9", "经-9"]
    assert _rows(book, "人员")[1] == ["经-9", "张三"]
    assert _rows(book, "自建表")[1] == ["计划-01", "经-9", 0.25]
    assert _problems(book) == "没有发现问题", _rows(book, "检查结果")
    assert _made(book, tmp_path) == [
        [line.replace("D2", "计划-01") for line in lines] for lines in before
    ]


def _made(book: xw.Book, folder: Path) -> list[list[str]]:
    """What the documents of the book say, whatever they are called."""
    xl_addin.excel.generate_all()
    made = sorted(_titles(folder / "输出").values())
    for each in (folder / "输出").iterdir():
        if each.is_file():
            each.unlink()
    return made


def test_renaming_many_roles_at_once_goes_by_their_names(
    opened: Opened, yes: list[str]
) -> None:
    book = opened(with_names, **_given())
    book.sheets["岗位"]["A2:A3"].options(transpose=True).value = ["甲-1", "甲-2"]

    xl_addin.excel.change_ids()

    assert _rows(book, "开关")[1] == ["职责编号", "职责标题", "甲-1", "甲-2"]
    assert [row[0] for row in _rows(book, "任职要求")[1:]] == ["甲-1", "甲-2", "甲-2"]
    assert _problems(book) == "没有发现问题", _rows(book, "检查结果")


def test_what_is_unclear_is_left_alone_and_told(opened: Opened, yes: list[str]) -> None:
    def strange(sheets: Sheets) -> None:
        with_names(sheets)
        sheets["任职要求"].append(["OPS-77", "学历", "博士"])
        sheets["任职要求"].append(["OPS-78", "学历", "博士"])

    book = opened(strange, **_given())
    before = _rows(book, "任职要求")

    xl_addin.excel.change_ids()

    assert not yes
    assert "没有要改的编号" in _said(book)
    assert "OPS-77、OPS-78" in _said(book)
    assert _rows(book, "任职要求") == before


def test_without_a_yes_no_id_is_changed(opened: Opened) -> None:
    book = opened(with_names, **_given())
    book.sheets["岗位"]["A3"].value = "经-9"

    xl_addin.excel.change_ids()

    assert "OPS-02 → 经-9" in _said(book)
    assert _rows(book, "覆盖")[1][0] == "OPS-02"


def test_new_rows_get_ids_and_a_place_among_the_toggles(opened: Opened, tmp_path: Path) -> None:
    book = opened(with_names, **_given())
    book.sheets["岗位"]["B4"].value = "助理"
    book.sheets["职责"]["A4"].value = [None, "复盘"]
    book.sheets["职责"]["A5"].value = ["自-1", "迎宾"]
    book.sheets["开关"]["B5"].value = "复盘"
    book.sheets["职责"]["C6"].value = "没有标题的一行"
    book.sheets["职责"]["C1"].value = "备注"

    xl_addin.excel.give_ids()

    assert "已补 2 个编号：D3、OPS-03" in _said(book)
    assert "职责!6" in _said(book)
    assert _rows(book, "岗位")[3][:2] == ["OPS-03", "助理"]
    assert [row[:2] for row in _rows(book, "职责")[3:5]] == [["D3", "复盘"], ["自-1", "迎宾"]]
    toggles = _rows(book, "开关")
    assert [row[4] for row in toggles[:2]] == ["助理", "OPS-03"]
    assert [row[:2] for row in toggles[4:]] == [["D3", "复盘"], ["自-1", "迎宾"]]
    book.sheets["职责"]["C6"].value = None
    book.sheets["职责"]["C1"].value = None
    book.sheets["开关"]["E5"].value = "✓"
    assert "没有发现问题" in _problems(book), _rows(book, "检查结果")
    xl_addin.excel.give_ids()
    assert "没有缺编号的行" in _said(book)


def test_new_rows_and_columns_look_like_their_neighbours(opened: Opened) -> None:
    book = opened(with_names, **_given())
    roles, toggles = book.sheets["岗位"], book.sheets["开关"]
    roles["C3"].color = (10, 20, 30)
    roles["C3"].data_validation.set_list(["做事", "管事"])
    roles["D3"].value = '=A3&".docx"'
    roles["C3"].add_note("只与经理有关")
    toggles["D3:D4"].data_validation.set_list(["✓"])
    toggles["D3"].color = (1, 2, 3)
    toggles["D1"].column_width = 23

    xl_addin.excel.new_role()

    assert roles["C4"].color == (10, 20, 30)
    assert roles["C4"].data_validation.source == "做事,管事"
    assert roles["D4"].formula == '=A4&".docx"'
    assert roles["D4"].value == "OPS-03.docx"
    assert roles["C4"].note is None
    assert roles["C3"].note.text == "只与经理有关"
    assert toggles["E3:E4"].data_validation.source == "✓"
    assert toggles["E3"].color == (1, 2, 3)
    assert toggles["E1"].column_width == toggles["D1"].column_width


def test_what_a_formula_gives_is_left_to_the_formula(opened: Opened, yes: list[str]) -> None:
    book = opened(with_names, **_given())
    toggles = book.sheets["开关"]
    toggles["D1"].value = "=岗位.B3"
    toggles["D2"].value = "=岗位.A3"
    book.sheets["岗位"]["A3"].value = "经-9"
    _select(book, "岗位", "A3")

    xl_addin.excel.change_ids()

    assert str(toggles["D2"].formula).startswith("=")
    assert toggles["D2"].value == "经-9"
    assert [row[0] for row in _rows(book, "任职要求")[1:]] == ["OPS-01", "经-9", "经-9"]


def test_text_that_looks_like_a_formula_or_a_number_stays_text(
    opened: Opened, yes: list[str]
) -> None:
    book = opened(with_names, **_given())
    for sheet, cell in (("任职要求", "C4"), ("岗位", "B3"), ("岗位", "A3")):
        book.sheets[sheet][cell].number_format = "@"
    book.sheets["任职要求"]["C4"].value = "=1+1"
    book.sheets["岗位"]["B3"].value = "=2+2"
    book.sheets["岗位"]["A3"].value = "0012"

    xl_addin.excel.change_ids()
    _select(book, "岗位", "B3")
    xl_addin.excel.copy_role()

    assert _rows(book, "开关")[1][3:] == ["0012", "0013"]
    assert _rows(book, "任职要求")[5] == ["0013", "经验", "=1+1"]
    assert book.sheets["任职要求"]["C6"].number_format == "@"
    assert _rows(book, "岗位")[3][:2] == ["0013", "=2+2（副本）"]
    assert _rows(book, "开关")[0][4] == "=2+2（副本）"


def test_filtered_rows_are_copied_too(opened: Opened) -> None:
    book = opened(with_names, **_given())
    book.sheets["任职要求"]["3:3"].api.Rows.IsVisible = False
    book.sheets["开关"]["3:3"].api.Rows.IsVisible = False
    _select(book, "岗位", "A3")

    xl_addin.excel.copy_role()

    assert _rows(book, "任职要求")[4:] == [
        ["OPS-03", "学历", "本科"],
        ["OPS-03", "经验", "三年"],
    ]
    assert [row[4] for row in _rows(book, "开关")[1:]] == ["OPS-03", "✓", "✓"]


@pytest.mark.parametrize("sheet", ["岗位", "开关", "任职要求"])
def test_a_protected_sheet_is_told_before_anything_is_changed(
    opened: Opened, sheet: str
) -> None:
    book = opened(with_names, **_given())
    names = [each.name for each in book.sheets]
    before = {name: _rows(book, name) for name in names}
    _select(book, "岗位", "A3")
    book.sheets[sheet].api.protect("")

    xl_addin.excel.copy_role()

    assert f"“{sheet}”表受保护，没有改动任何内容" in _said(book)
    assert {name: _rows(book, name) for name in names} == before
    assert book.app.screen_updating
    assert not book.app.status_bar


def test_a_sheet_that_refuses_in_the_middle_is_told(opened: Opened, yes: list[str]) -> None:
    book = opened(with_names, **_given())
    needs = book.sheets["任职要求"]
    protection = needs["A3"].api.CellProtection
    protection.IsLocked = False
    needs["A3"].api.CellProtection = protection
    needs.api.protect("")
    book.sheets["岗位"]["A3"].value = "经-9"

    xl_addin.excel.change_ids()

    assert "写“任职要求”表时被拒绝，改动只完成了一部分" in _said(book)
    assert "不保存关闭" in _said(book)
    assert book.app.screen_updating


def test_a_workbook_without_roles_says_what_is_missing(opened: Opened) -> None:
    book = opened(lambda sheets: sheets.pop("岗位"), **_given())

    xl_addin.excel.new_role()
    xl_addin.excel.give_ids()

    assert "没有找到“岗位”表" in _said(book)
    assert "没有缺编号的行" in _said(book)


def test_a_table_grows_with_its_new_row_and_column(opened: Opened) -> None:
    book = opened(with_names, **_given())
    roles, toggles = book.sheets["岗位"], book.sheets["开关"]
    roles.tables.add(roles["A1:D3"], name="岗位表")
    toggles.tables.add(toggles["A2:D4"], name="开关表")

    xl_addin.excel.new_role()

    assert roles.tables["岗位表"].range.address == "$A$1:$D$4"
    assert toggles.tables["开关表"].range.address == "$A$2:$E$4"


def test_pasted_over_drop_downs_come_back(opened: Opened) -> None:
    book = opened(with_names, **_given())
    toggles, needs, extra = (book.sheets[name] for name in ("开关", "任职要求", "覆盖"))
    toggles["C3:C9"].data_validation.set_list(["✓"])
    needs["B2:B9"].data_validation.set_list(["学历", "经验"])
    extra["A2:A9"].data_validation.set_list(book.sheets["岗位"]["A2:A3"])
    needs["C2"].copy(needs["B3"])
    needs["B3"].value = "学历"
    toggles["B3"].copy(toggles["C4"])
    toggles["C4"].value = None

    xl_addin.excel.restore_lists()

    assert "任职要求 4、人员 1、自建表 1、开关 3" in _said(book)
    assert needs["B2:B9"].data_validation.source == "学历,经验"
    assert needs["B3"].value == "学历"
    # Where a whole column has none it takes the rule of a column of its kind.
    assert toggles["C3:D4"].data_validation.source == "✓"
    assert needs["A2:A4"].data_validation.type == "list"
    assert needs["C2:C4"].data_validation.type == "none"
    xl_addin.excel.restore_lists()
    assert _said(book).endswith("下拉和填写提示都完好")


def test_drop_downs_of_a_protected_sheet_are_told(opened: Opened) -> None:
    book = opened(with_names, **_given())
    needs = book.sheets["任职要求"]
    needs["B3:B9"].data_validation.set_list(["学历", "经验"])
    needs.api.protect("")

    xl_addin.excel.restore_lists()

    assert "这些表受保护，没有改动：任职要求" in _said(book)
    assert needs["B2"].data_validation.type == "none"


def test_copy_role_asks_for_a_selection(opened: Opened) -> None:
    book = opened(with_names, **_given())
    book.sheets["职责"].activate()

    xl_addin.excel.copy_role()

    assert "请先选中一个岗位" in _said(book)
    assert len(_rows(book, "岗位")) == 3


def test_the_shipped_workbook_stays_whole_through_all_of_it(
    fresh_calc: xw.App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, yes: list[str]
) -> None:
    monkeypatch.setenv("XL_ADDIN_LANG", "zh")
    shutil.copytree(ROOT / "word_templates", tmp_path / "word_templates")
    path = Path(shutil.copy(ROOT / "workbooks" / "product_operations.xlsx", tmp_path))
    book = fresh_calc.books.open(path)
    book.set_mock_caller()
    _select(book, "开关", "C4")

    xl_addin.excel.copy_role()
    book.sheets["岗位"]["A5"].value = "YH-01"
    book.sheets["职责"]["A2"].value = "SJ-01"
    xl_addin.excel.change_ids()
    book.sheets["职责"]["C28"].value = "新职责"
    xl_addin.excel.give_ids()
    book.sheets["开关"]["P29"].value = "✓"

    assert "OPS-04 → YH-01　用户运营" in yes[0]
    assert "D01 → SJ-01　产品数据分析" in yes[0]
    assert _problems(book) == "没有发现问题", _rows(book, "检查结果")
    saved = tmp_path / "saved.xlsx"
    book.save(saved)
    # The file shows what the live book does not tell: that new rows have their drop-downs.
    assert not xl_addin.check(saved)
    shown = {role.id: role for role in xl_addin.pipeline.show.show(saved).roles}
    source, copied = (
        [each.duty.id for each in shown[name].decisions if each.included]
        for name in ("OPS-01", "OPS-10")
    )
    assert copied == [*source, "D27"]
    assert "SJ-01" in source
    report = xl_addin.generate(saved, output=tmp_path / "made", roles=["OPS-10", "YH-01"])
    assert report.exit_code == 0
    assert len(report.done) == 4
