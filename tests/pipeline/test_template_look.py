"""Templates looked through before the workbook is read: the same look, and only once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import docx
from xl_addin.model.document import FilterFile, TemplateFile
from xl_addin.package.limits import Limits
from xl_addin.pipeline import template_look
from xl_addin.pipeline.renderer_choice import RendererChoice, default_renderer
from xl_addin.pipeline.template_look import Look, Looked, look_ahead


@pytest.fixture(autouse=True)
def nothing_begun() -> Iterator[None]:
    yield
    template_look._begun.clear()


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of templates that are looked through."""
    taken: list[str] = []
    take = Look.take

    def counted(self: Look) -> Looked:
        taken.append(self.file.name)
        return take(self)

    monkeypatch.setattr(Look, "take", counted)
    return taken


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.docx").write_bytes(docx("{{ role.name }}"))
    (tmp_path / "odd.docx").write_bytes(docx("{{ role.name|nonsense }}"))
    (tmp_path / "broken.docx").write_bytes(b"PK")
    return tmp_path


def ahead(folder: Path, *names: str) -> None:
    book = folder / "book.xlsx"
    look_ahead(book, names, folder, default_renderer, Limits(), allow_external=False)


def look(path: Path, choice: RendererChoice = default_renderer) -> Look:
    return Look(TemplateFile(path.name, path.read_bytes(), path), choice, Limits(), False)


@pytest.mark.parametrize("name", ["good", "odd", "broken"])
def test_what_was_begun_is_taken_and_is_the_same(
    name: str, folder: Path, looks: list[str]
) -> None:
    path = folder / f"{name}.docx"
    ahead(folder, name)
    early = look(path).taken()
    assert looks == [path.name]

    late = look(path).taken()
    assert looks == [path.name] * 2
    assert early.linted == late.linted
    assert early.compiled == late.compiled
    assert str(early.fault) == str(late.fault)
    assert (early.compiled is not None) == (name == "good")


def test_another_file_or_choice_is_looked_through_anew(folder: Path, looks: list[str]) -> None:
    path = folder / "good.docx"
    ahead(folder, "good")
    path.write_bytes(docx("{{ role.id }}"))
    changed = look(path).taken()
    assert changed.linted is not None
    assert [each.path for each in changed.linted.variables] == [("role", "id")]

    ahead(folder, "good")
    own = RendererChoice(filters=FilterFile("own.py", "def loud(text):\n    return text\n"))
    assert look(path, own).taken().compiled is not None
    assert looks == ["good.docx"] * 4


def test_what_stopped_a_thread_does_not_stop_the_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Look) -> Looked:
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(Look, "take", fail)
        ahead(folder, "good")
        template_look._begun["good.docx"][1].exception(timeout=10)
    assert look(folder / "good.docx").taken().compiled is not None


def test_a_template_that_is_missing_is_told_in_its_turn(folder: Path, looks: list[str]) -> None:
    ahead(folder, "nowhere", "good")
    assert look(folder / "good.docx").taken().compiled is not None
    assert looks == ["good.docx"]
