"""Pages that must say what the program says."""

from __future__ import annotations

import re
import runpy

import pytest

from tests.shipped import ROOT

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_the_command_line_page_is_current() -> None:
    made = runpy.run_path(str(ROOT / "docs" / "reference" / "make_command_line.py"))
    kept = (ROOT / "docs" / "reference" / "command-line.md").read_text(encoding="utf-8")
    assert made["page"]() == kept, "renew it: python docs/reference/make_command_line.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: object) -> None:
    text = page.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    folder = page.parent  # type: ignore[attr-defined]
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text)
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (folder / target).exists()] == []
