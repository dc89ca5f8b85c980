"""Every hostile file ends in its own typed error, every good one is read; no process dies."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.hostile.packages import TEMPLATES, WORKBOOKS
from xl_addin.errors import XlAddinError
from xl_addin.messages import LANGUAGES, cure, sentence
from xl_addin.model.document import TemplateFile
from xl_addin.package.gate import verify
from xl_addin.package.limits import Limits
from xl_addin.package.refusal import Kind
from xl_addin.pipeline.guarded_renderer import GuardedRenderer
from xl_addin.pipeline.load import load
from xl_addin.pipeline.renderer_choice import default_renderer

_HERE = os.getpid()


def outcome(error: XlAddinError | None) -> str | None:
    """The code; its message names the file and says what to do."""
    if error is None:
        return None
    for language in LANGUAGES:
        said = sentence(error.code, error.fields, language)
        assert "book.xlsx" in said or "t.docx" in said or error.code == "workbook-extent"
        assert "{" not in said
        assert cure(error.code, error.fields, language)
    return error.code


@pytest.mark.parametrize("name", WORKBOOKS)
def test_workbooks(name: str, tmp_path: Path) -> None:
    content, expected = WORKBOOKS[name]
    path = tmp_path / "book.xlsx"
    path.write_bytes(content)
    # A damaged file of this moment might be one that is being saved, and waited for.
    os.utime(path, (0, 0))
    error = None
    try:
        load(path)
    except XlAddinError as fault:
        error = fault
    assert outcome(error) == expected
    assert os.getpid() == _HERE


@pytest.mark.parametrize("name", TEMPLATES)
def test_templates(name: str) -> None:
    content, expected = TEMPLATES[name]
    error = None
    try:
        GuardedRenderer(default_renderer).prepare(TemplateFile("t.docx", content))
    except XlAddinError as fault:
        error = fault
    assert outcome(error) == expected


def test_there_are_enough_of_them() -> None:
    bad = [code for _, code in [*WORKBOOKS.values(), *TEMPLATES.values()] if code]
    assert len(bad) >= 60


def test_limits_are_settings() -> None:
    content, _ = WORKBOOKS["good, with a picture"]
    with pytest.raises(XlAddinError) as caught:
        verify(content, Kind.WORKBOOK, file="book.xlsx", limits=Limits(entries=3))
    assert caught.value.code == "package-limit"
    changed = Limits().changed(["entries=3", "part-mb=1"])
    assert (changed.entries, changed.part_mb) == (3, 1)
    for bad in ("entries", "entries=0", "entries=-1", "nothing=3"):
        with pytest.raises(XlAddinError, match="limit-unknown"):
            Limits().changed([bad])
