"""What is proposed for a mistake is what cures it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import docx
from tests.seeded.base import BODY, Change, put, save, together
from tests.seeded.commands import run

_UNUSED: dict[str, tuple[Change, tuple[str, ...]]] = {
    "role": (
        together(put("岗位", "L1", "班次"), put("岗位", "L2", "x")),
        ("{{ 岗位.班次 }}",),
    ),
    "child": (
        together(put("培训", "D1", "讲师"), put("培训", "D2", "x")),
        ("{%p for 项 in 培训 %}", "{{ 项.讲师 }}", "{%p endfor %}"),
    ),
    "duty": (
        together(put("职责", "G1", "频次"), put("职责", "G2", "x")),
        ("{%p for 职责 in 职责清单 %}", "{{ 职责.频次 }}", "{%p endfor %}"),
    ),
}


@pytest.mark.parametrize("kind", _UNUSED)
def test_what_is_said_of_an_unused_column_prints_it(kind: str, tmp_path: Path) -> None:
    change, tags = _UNUSED[kind]
    _, result = run("check", save(tmp_path / "before", change))
    (problem,) = result["problems"]
    assert problem["code"] == "column-unused"
    assert all(tag in problem["cure"] or "endfor" in tag for tag in tags)

    _, result = run("check", save(tmp_path / "after", change, template=docx(*BODY, *tags)))
    assert result["problems"] == []
