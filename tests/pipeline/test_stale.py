"""Documents nobody asks for any more: listed, deleted or archived, never somebody's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.batches import make, save_batch, sheets_of, strip
from tests.builders import book, docx, save_xlsx
from xl_addin import Report, generate
from xl_addin.cli.summary import print_summary
from xl_addin.pipeline.folder_job import Upkeep


def names(folder: Path) -> list[str]:
    return strip(path.name for path in folder.glob("*.docx"))


def stale(report: Report) -> list[tuple[str, str, str]]:
    return [(each.file_name, each.reason, each.action) for each in report.stale]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Three documents, then a workbook that lacks the third role."""
    make(save_batch(tmp_path, 3), tmp_path / "out")
    save_xlsx(sheets_of(2), tmp_path / "book.xlsx")
    return tmp_path / "out"


@pytest.fixture
def versioned(tmp_path: Path) -> Path:
    """Two documents of V1 whose name holds the version, then a workbook at V2."""
    for version in ("V1", "V2"):
        sheets = sheets_of(2, version)
        sheets["设置"][1][1] = "{岗位编号}_{版本}"
        save_batch(tmp_path, 2)
        save_xlsx(sheets, tmp_path / "book.xlsx")
        if version == "V1":
            make(tmp_path / "book.xlsx", tmp_path / "out")
    return tmp_path / "out"


def test_a_role_that_is_gone_is_listed_and_its_document_stays(out: Path) -> None:
    for _ in range(2):
        report = make(out.parent / "book.xlsx", out)
        assert stale(report) == [("R02.docx", "role-gone", "listed")]
        assert names(out) == ["R00", "R01", "R02"]


def test_prune_deletes_it(out: Path) -> None:
    (out / "notes.docx").write_bytes(b"somebody's own")
    report = make(out.parent / "book.xlsx", out, prune=True)
    assert stale(report) == [("R02.docx", "role-gone", "deleted")]
    assert names(out) == ["R00", "R01", "notes"]
    assert make(out.parent / "book.xlsx", out).stale == ()


def test_prune_deletes_all_where_no_role_is_to_have_one(out: Path) -> None:
    sheets = sheets_of(2)
    sheets["设置"].append(["默认模板", "t"])
    for row, value in zip(sheets["岗位"], ["生成", "否", "否"], strict=True):
        row.append(value)
    workbook = save_xlsx(sheets, out.parent / "book.xlsx")
    listed = generate(workbook, output=out)
    assert [each.action for each in listed.stale] == ["listed"] * 3
    pruned = generate(workbook, output=out, upkeep=Upkeep(prune=True))
    assert [each.action for each in pruned.stale] == ["deleted"] * 3
    assert names(out) == []


def test_prune_deletes_nothing_where_roles_cannot_be_read(out: Path) -> None:
    sheets = sheets_of(2)
    del sheets["岗位"]
    save_xlsx(sheets, out.parent / "book.xlsx")
    report = make(out.parent / "book.xlsx", out, prune=True)
    assert {each.action for each in report.stale} == {"listed"}
    assert names(out) == ["R00", "R01", "R02"]


def test_prune_keeps_what_a_person_saves_during_the_run(out: Path) -> None:
    save_xlsx(sheets_of(2, version="V2"), out.parent / "book.xlsx")
    report = generate(
        out.parent / "book.xlsx",
        output=out,
        templates=["t"],
        upkeep=Upkeep(prune=True),
        on_progress=lambda *_: (out / "R02.docx").write_bytes(b"by hand") and None,
    )
    assert stale(report) == [("R02.docx", "role-gone", "edited")]
    assert (out / "R02.docx").read_bytes() == b"by hand"


def test_prune_keeps_what_a_person_changed(out: Path) -> None:
    (out / "R02.docx").write_bytes(b"by hand")
    report = make(out.parent / "book.xlsx", out, prune=True)
    assert stale(report) == [("R02.docx", "role-gone", "edited")]
    assert (out / "R02.docx").read_bytes() == b"by hand"


def test_an_older_version_is_superseded_and_archived(versioned: Path) -> None:
    report = make(versioned.parent / "book.xlsx", versioned, archive=True)
    assert stale(report) == [
        ("R00_V1.docx", "superseded", "archived"),
        ("R01_V1.docx", "superseded", "archived"),
    ]
    assert names(versioned) == ["R00_V2", "R01_V2"]
    assert names(versioned / "历史版本") == ["R00_V1", "R01_V1"]


@pytest.mark.parametrize(
    ("upkeep", "action", "said"),
    [
        (Upkeep(prune=True), "to-delete", "会删除 2 份不再需要的文档"),
        (Upkeep(archive=True), "to-archive", "会把 2 份旧版移入“历史版本”"),
    ],
)
def test_a_dry_run_says_what_would_be_put_away_and_leaves_it(
    versioned: Path,
    upkeep: Upkeep,
    action: str,
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    workbook = versioned.parent / "book.xlsx"
    report = generate(workbook, output=versioned, templates=["t"], dry_run=True, upkeep=upkeep)
    print_summary(report, "zh", dry_run=True, explain=False)
    assert [each[1:] for each in stale(report)] == [("superseded", action)] * 2
    assert said in capsys.readouterr().out
    assert names(versioned) == ["R00_V1", "R01_V1"]


def test_a_dry_run_of_pruning_names_what_a_person_changed(out: Path) -> None:
    (out / "R02.docx").write_bytes(b"by hand")
    upkeep = Upkeep(prune=True)
    workbook = out.parent / "book.xlsx"
    report = generate(workbook, output=out, templates=["t"], dry_run=True, upkeep=upkeep)
    assert stale(report) == [("R02.docx", "role-gone", "edited")]


def test_that_a_replaced_document_was_edited_is_said(
    versioned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (versioned / "R00_V1.docx").write_bytes(b"by hand")
    for upkeep in ({}, {"archive": True}):
        report = make(versioned.parent / "book.xlsx", versioned, **upkeep)
        assert [each.edited for each in report.stale] == [True, False]
        print_summary(report, "zh", dry_run=False, explain=False)
        assert "R00_V1.docx  (已由新文档代替、被人改过)" in capsys.readouterr().out
    assert (versioned / "历史版本" / "R00_V1.docx").read_bytes() == b"by hand"


def test_two_archived_versions_of_one_name_are_both_kept(versioned: Path) -> None:
    (versioned / "历史版本").mkdir()
    (versioned / "历史版本" / "R00_V1.docx").write_bytes(b"older still")
    make(versioned.parent / "book.xlsx", versioned, archive=True)
    assert names(versioned / "历史版本") == ["R00_V1", "R00_V1 (2)", "R01_V1"]
    assert (versioned / "历史版本" / "R00_V1.docx").read_bytes() == b"older still"


def test_a_withheld_document_supersedes_nothing(versioned: Path) -> None:
    sheets = sheets_of(2, "V2")
    sheets["设置"][1][1] = "{岗位编号}_{版本}"
    sheets["开关"][1][2] = "x"  # D1 of R00
    save_xlsx(sheets, versioned.parent / "book.xlsx")
    report = make(versioned.parent / "book.xlsx", versioned, archive=True, prune=True)
    assert stale(report) == [("R01_V1.docx", "superseded", "archived")]
    assert names(versioned) == ["R00_V1", "R01_V2"]


def test_a_run_for_one_role_says_nothing_of_the_others(out: Path) -> None:
    save_xlsx(sheets_of(3), out.parent / "book.xlsx")
    report = generate(
        out.parent / "book.xlsx",
        output=out,
        roles=["R00"],
        templates=["t"],
        upkeep=Upkeep(prune=True),
    )
    assert report.stale == ()
    assert names(out) == ["R00", "R01", "R02"]


def test_another_workbook_of_the_folder_keeps_its_documents(out: Path) -> None:
    sheets = sheets_of(1)
    sheets["设置"][1][1] = "other_{岗位编号}"
    sheets["设置"][2][1] = "another"
    save_xlsx(sheets, out.parent / "other.xlsx")
    report = make(out.parent / "other.xlsx", out, prune=True)
    assert report.stale == ()
    assert names(out) == ["R00", "R01", "R02", "other_R00"]


class TestWhy:
    """A whole run: what the workbook itself asks for."""

    @staticmethod
    def _run(folder: Path, header: str = "", value: str = "", templates: str = "t") -> Report:
        sheets = sheets_of(3)
        sheets["设置"].append(["默认模板", templates])
        if header:
            sheets["岗位"] = [[*row, None] for row in sheets["岗位"]]
            sheets["岗位"][0][-1], sheets["岗位"][3][-1] = header, value
        save_xlsx(sheets, folder / "book.xlsx")
        return generate(folder / "book.xlsx", output=folder / "out")

    @pytest.mark.parametrize(
        ("header", "value", "reason", "said"),
        [
            ("生成", "否", "role-off", "岗位的“生成”已关闭"),
            ("状态", "停用", "role-disabled", "岗位没有启用"),
        ],
    )
    def test_a_role_s_document(
        self,
        header: str,
        value: str,
        reason: str,
        said: str,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        save_batch(tmp_path, 3)
        self._run(tmp_path)
        report = self._run(tmp_path, header, value)
        assert stale(report) == [("R02.docx", reason, "listed")]
        print_summary(report, "zh", dry_run=False, explain=False)
        assert f"  R02.docx  ({said})" in capsys.readouterr().out.splitlines()

    def test_another_template(self, tmp_path: Path) -> None:
        save_batch(tmp_path, 3)
        (tmp_path / "u.docx").write_bytes(docx("{{ role.name }} u"))
        self._run(tmp_path, "文件名", "{岗位编号} {模板}")
        sheets = sheets_of(3)
        sheets["设置"].append(["默认模板", "t"])
        for row, cells in zip(
            sheets["岗位"],
            [["文件名", "模板"], *[[None, None]] * 2, ["{岗位编号} {模板}", "u"]],
            strict=True,
        ):
            row.extend(cells)
        save_xlsx(sheets, tmp_path / "book.xlsx")
        report = generate(tmp_path / "book.xlsx", output=tmp_path / "out")
        assert stale(report) == [("R02 t.docx", "not-asked", "listed")]

    def test_a_document_of_all_roles(self, tmp_path: Path) -> None:
        save_batch(tmp_path, 3)
        (tmp_path / "all.docx").write_bytes(
            docx("{% for r in roles %}{{ r.role.name }}{% endfor %}")
        )
        self._run(tmp_path, templates="t、all")
        (found,) = self._run(tmp_path).stale
        assert (found.role, found.template, found.reason) == ("", "all.docx", "book-not-asked")


@pytest.mark.parametrize(("first", "second"), [("", ""), ("known", ""), ("", "given later")])
def test_of_two_workbooks_one_without_an_id_neither_prunes_the_other_s(
    first: str, second: str, tmp_path: Path
) -> None:
    """Equal role ids alone do not make two files one workbook, even if the first is gone."""

    def save(name: str, pattern: str, workbook: str) -> Path:
        sheets = sheets_of(2)
        sheets["设置"][1][1] = pattern
        sheets["设置"][2][1] = workbook
        return save_xlsx(sheets, tmp_path / name)

    save_batch(tmp_path, 2)
    (tmp_path / "book.xlsx").unlink()
    one = save("a.xlsx", "{岗位编号}_甲", first)
    make(one, tmp_path / "out")
    one.unlink()
    report = make(save("b.xlsx", "{岗位编号}_乙", second), tmp_path / "out", prune=True)
    assert report.stale == ()
    assert names(tmp_path / "out") == ["R00_乙", "R00_甲", "R01_乙", "R01_甲"]


def test_a_misspelt_template_makes_no_document_unwanted(tmp_path: Path) -> None:
    def save(template: str) -> Path:
        roles = [
            {"岗位编号": "R1", "岗位名称": "Clerk", "模板": template},
            {"岗位编号": "R2", "岗位名称": "Cook", "模板": "t"},
        ]
        settings = {"文件名": "{岗位编号}", "工作簿编号": "w"}
        sheets = book(roles=roles, on=["R1 D1", "R2 D1"], settings=settings)
        return save_xlsx(sheets, tmp_path / "book.xlsx")

    (tmp_path / "t.docx").write_bytes(docx("{{ role.name }}"))
    for template in ("t", "tt"):
        report = generate(save(template), output=tmp_path / "out", upkeep=Upkeep(prune=True))
    assert report.stale == ()
    assert report.exit_code == 1
    assert names(tmp_path / "out") == ["R1", "R2"]
