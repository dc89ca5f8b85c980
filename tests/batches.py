"""A small batch whose every input is visible: roles, duties, toggles, one template."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tests.builders import Sheets, book, docx, save_xlsx
from xl_addin import Report, generate
from xl_addin.pipeline.folder_job import Upkeep

TEMPLATE = ("{{ role.name }} {{ role.version }}", "{%p for d in duties %}", "{{ d.title }}")


def sheets_of(count: int, version: str = "V1") -> Sheets:
    """Roles R00, R01 … of which each has the duty D1, and every second one D2."""
    names = [f"R{number:02d}" for number in range(count)]
    return book(
        roles=[
            {"岗位编号": name, "岗位名称": f"Clerk {name}", "版本": version} for name in names
        ],
        duties=["D1 Filing", "D2 Planning"],
        on=[*(f"{name} D1" for name in names), *(f"{name} D2" for name in names[::2])],
        settings={"文件名": "{岗位编号}", "工作簿编号": "batch"},
    )


def save_batch(folder: Path, count: int, version: str = "V1") -> Path:
    """Save workbook and template; gives the workbook's path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "t.docx").write_bytes(docx(*TEMPLATE, "{%p endfor %}"))
    return save_xlsx(sheets_of(count, version), folder / "book.xlsx")


def save_other(path: Path, workbook: str) -> Path:
    """Save a workbook of that id whose four documents are called as the batch's are."""
    sheets = sheets_of(4, version="V2")
    sheets["设置"][2][1] = workbook
    return save_xlsx(sheets, path)


def make(workbook: Path, output: Path | str, *, jobs: int = 1, **upkeep: bool) -> Report:
    """Generate with the batch's template."""
    return generate(
        workbook, output=output, templates=["t"], jobs=jobs, upkeep=Upkeep(**upkeep)
    )


def statuses(report: Report) -> dict[str, str]:
    """Role id → what became of its document, with the reason if there is one."""
    return {each.role: f"{each.status} {each.why}".strip() for each in report.documents}


def leftovers(folder: Path) -> list[str]:
    """Temporary files that should not be there after a run."""
    return [path.name for path in folder.rglob("*.part")]


def strip(names: Iterable[str]) -> list[str]:
    """Names without their ending, sorted."""
    return sorted(name.removesuffix(".docx") for name in names)
