"""What import contracts cannot say."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "xl_addin"
PAID = ("pro", "reports", "server")


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_nothing_imports_the_parts_of_xlwings_that_need_a_paid_key() -> None:
    paid = tuple(f"xlwings.{part}" for part in PAID)
    files = sorted(PACKAGE.rglob("*.py"))

    found = [
        f"{file.name}: {name}"
        for file in files
        for name in _imported(ast.parse(file.read_text(encoding="utf-8")))
        if name.startswith(paid)
    ]

    assert len(files) > 50
    assert found == []


def test_all_of_these_tests_run_without_a_key_of_xlwings() -> None:
    import xlwings

    # What needs one would have failed: macros, engine and add-in are all used here.
    assert xlwings.__pro__ is False
