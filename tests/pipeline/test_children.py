"""What the children of a run import: what they use, and nothing of a workbook's meaning."""

from __future__ import annotations

import subprocess
import sys

import pytest

from xl_addin.pipeline.children import _LOOKING, _READING

_NEITHER = {"xl_addin.model.book", "xl_addin.model.schema", "xl_addin.reader", "subprocess"}


@pytest.mark.parametrize(
    ("modules", "unwanted"),
    [
        (_LOOKING, _NEITHER | {"openpyxl", "python_calamine", "xl_addin.model.raw"}),
        (_READING, _NEITHER | {"openpyxl", "lxml", "jinja2", "docx", "logging"}),
    ],
    ids=["making", "reading"],
)
def test_a_child_imports_nothing_it_does_not_use(
    modules: tuple[str, ...], unwanted: set[str]
) -> None:
    names = ", ".join(("xl_addin.executors.guarded_child", *modules))
    code = f"import sys, {names}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert set(modules) <= loaded
    assert not unwanted & loaded
