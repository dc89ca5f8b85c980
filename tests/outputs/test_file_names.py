"""Whatever a role is called: no path outside the folder, no file over another."""

from __future__ import annotations

import ntpath
import posixpath
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import xl_addin
from tests.builders import book, docx, save_xlsx
from tests.reading import documents, paragraphs
from xl_addin.outputs.file_names import collision_key, file_name

# What some system forbids, reserves, folds, reverses or takes for a path.
_PIECES = (
    *("..", "../", "..\\", "/", "\\", "C:", "//host/share/", "~", ".", " ", "\t", "\n"),
    *("CON", "nul", "COM1", "LPT9", "aux.txt", "con.", "NUL .docx", "CONIN$"),
    *('<>:"|?*', "$HOME", "%TEMP%", "{", "}", "`id`", ";", "&", "\u202e", "\u200f", "\ufeff"),
    *("é", "e\u0301", "Straße", "STRASSE", "ﬁ", "İ", "岗位", "𠮷", "😀", "x" * 300, "字" * 120),
)
NAMES = st.one_of(
    st.lists(st.sampled_from(_PIECES), min_size=1, max_size=4).map("".join),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60),
)
_RESERVED = re.compile(
    r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)\s*(\..*)?", re.I
)


@settings(max_examples=1000, deadline=None)
@given(NAMES, NAMES)
@example("..", "..")
@example("CON", "")
@example("NUL .", "")
@example("NUL .docx", "0")
def test_a_name_is_one_plain_file_everywhere(first: str, second: str) -> None:
    name = file_name("{岗位编号}_{岗位名称}.docx", {"岗位编号": first, "岗位名称": second})

    assert posixpath.basename(name) == ntpath.basename(name) == name
    assert ntpath.splitdrive(name)[0] == ""
    assert name.endswith(".docx")
    stem = name.removesuffix(".docx")
    assert stem.strip(". ") == stem != ""
    assert not _RESERVED.fullmatch(stem)
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f\u200e\u200f\u202a-\u202e\u2066-\u2069]', name)
    assert len(name.encode()) <= 255


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(NAMES, min_size=2, max_size=5))
@example(["é", "e\u0301", "É"])
@example(["a/b", "a\\b", "a:b"])
@example(["../../evil", "..\\..\\evil"])
def test_documents_of_any_names_stay_apart_and_inside(names: list[str]) -> None:
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        (folder / "t.docx").write_bytes(docx("{{ role.id }}"))
        roles = [
            {"岗位编号": f"R{number}", "岗位名称": name} for number, name in enumerate(names)
        ]
        sheets = book(roles=roles, on=[f"R{n} D1" for n in range(len(names))])
        sheets["设置"] = [["键", "值"], ["文件名", "{岗位名称}"]]
        workbook = save_xlsx(sheets, folder / "book.xlsx")
        before = {path for path in folder.rglob("*") if path.is_file()}

        report = xl_addin.generate(workbook, output=folder / "out", templates=["t"], jobs=1)

        made = documents(folder / "out") if (folder / "out").exists() else {}
        outside = {path for path in folder.rglob("*") if path.is_file()} - before
        # The workbook's snapshots lie beside it.
        inside = (folder / "out", folder / ".xl_addin")
        assert all(any(map(path.is_relative_to, inside)) for path in outside)
        written = [each for each in report.documents if each.status == "written"]
        assert len(made) == len(written) == len({collision_key(name) for name in made})
        for each in written:
            assert paragraphs(made[each.file_name]) == [each.role]
        for each in report.documents:
            if each.status != "written":
                assert any(each.role.lower() in (p.roles or ()) for p in report.problems)


@pytest.mark.parametrize("names", [("Clerk", "CLERK"), ("é", "e\u0301"), ("a/b", "a\\b")])
def test_two_roles_of_one_file_name_are_both_named(
    names: tuple[str, str], tmp_path: Path
) -> None:
    (tmp_path / "t.docx").write_bytes(docx("{{ role.id }}"))
    roles = [{"岗位编号": f"R{n}", "岗位名称": name} for n, name in enumerate(names)]
    sheets = book(roles=roles, on=["R0 D1", "R1 D1"], settings={"文件名": "{岗位名称}"})
    workbook = save_xlsx(sheets, tmp_path / "book.xlsx")

    report = xl_addin.generate(workbook, output=tmp_path / "out", templates=["t"])

    (problem,) = [each for each in report.problems if each.code == "file-name-twice"]
    assert str(problem.place) == "岗位!A3"
    assert problem.params["other_place"] == "岗位!A2"
    assert {each.status for each in report.documents} == {"withheld"}


def test_a_role_asked_for_alone_takes_no_other_s_file(tmp_path: Path) -> None:
    (tmp_path / "t.docx").write_bytes(docx("{{ role.id }}"))
    roles = [{"岗位编号": f"R{n}", "岗位名称": name} for n, name in enumerate(["A", "A", "B"])]
    on = ["R0 D1", "R1 D1", "R2 D1"]
    workbook = save_xlsx(
        book(roles=roles, on=on, settings={"文件名": "{岗位名称}"}), tmp_path / "book.xlsx"
    )
    for asked, status in (["R2"], "written"), (["R0"], "withheld"), (["R1"], "withheld"):
        report = xl_addin.generate(
            workbook, output=tmp_path / "out", templates=["t"], roles=asked
        )
        assert [each.status for each in report.documents] == [status]
    assert [each.code for each in report.problems] == ["file-name-twice"]


def test_of_a_long_name_the_longest_value_is_cut() -> None:
    values = {"id": "OPS-01", "name": "数据运营" * 30, "template": "job_content"}
    name = file_name("{id}_{name}_{template}_V1.docx", values)
    assert name.startswith("OPS-01_数据运营数据运营")
    assert name.endswith("_job_content_V1.docx")
    assert 190 < len(name.removesuffix(".docx").encode()) <= 200
    assert file_name("字" * 100, {}) == "字" * 66 + ".docx"
