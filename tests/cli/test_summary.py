"""What a run says of itself at the end."""

from __future__ import annotations

import pytest

from xl_addin.cli.summary import print_summary
from xl_addin.pipeline.report import DocumentResult, Report, Status


def _said(capsys: pytest.CaptureFixture[str], *documents: str, language: str = "zh") -> str:
    """The first line, of documents as `ROLE TEMPLATE [withheld]`."""
    results = []
    for each in documents:
        role, template, *rest = each.split()
        status: Status = "withheld" if rest else "written"
        results.append(DocumentResult(role.strip("*"), "", template, status))
    print_summary(Report(tuple(results), ()), language, dry_run=False, explain=False)
    return capsys.readouterr().out.splitlines()[0]


def test_every_role_with_every_template(capsys: pytest.CaptureFixture[str]) -> None:
    each = ("R1 t", "R1 u", "R2 t", "R2 u")
    assert _said(capsys, *each) == "已生成 4 份文档（2 个岗位 × 2 个模板），用时 0.0 秒"
    said = _said(capsys, *each, language="en")
    assert said == "4 documents made (2 roles × 2 templates) in 0.0 s"


def test_of_all_roles_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert _said(capsys, "* handbook") == "已生成 1 份文档，用时 0.0 秒"
    assert _said(capsys, "R1 t", "* handbook", language="en") == "2 documents made in 0.0 s"


def test_not_every_role_with_every_template(capsys: pytest.CaptureFixture[str]) -> None:
    some = ("R1 t", "R1 u", "R2 t", "R2 u withheld")
    assert _said(capsys, *some) == "已生成 3 份文档（2 个岗位），用时 0.0 秒"
    assert _said(capsys, *some, language="en") == "3 documents made (2 roles) in 0.0 s"


@pytest.mark.parametrize(("why", "is_told"), [("content", True), ("template", False)])
def test_where_the_changed_cells_are_told(
    why: str, is_told: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    made = DocumentResult("R1", "", "t", "written", why=why)
    print_summary(Report((made,), ()), "en", dry_run=False, explain=True)
    assert ("xl-addin impact WORKBOOK --since" in capsys.readouterr().out) is is_told
