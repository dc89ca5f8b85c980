"""What every output must do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.reading import documents
from xl_addin.model.document import RenderedDocument
from xl_addin.outputs.base import Output
from xl_addin.outputs.folder import FolderOutput
from xl_addin.outputs.memory import MemoryOutput
from xl_addin.outputs.store import StoreOutput

Held = Callable[[], dict[str, bytes]]


@pytest.fixture(params=["folder", "memory", "object store", "file system"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Callable[[], Output], Held]:
    """Makes outputs over one place, and says what the place holds."""
    if request.param == "folder":
        return lambda: FolderOutput(tmp_path), lambda: documents(tmp_path)
    if request.param == "memory":
        kept = MemoryOutput()
        return lambda: kept, lambda: dict(kept.documents)
    import fsspec

    kind = "memory" if request.param == "object store" else "dir"
    url = f"memory:///{tmp_path.name}" if kind == "memory" else f"local://{tmp_path}"
    fs, root = fsspec.core.url_to_fs(url)

    def held() -> dict[str, bytes]:
        names = [entry["name"] for entry in fs.ls(root, detail=True) if entry["type"] == "file"]
        return {name.rpartition("/")[2]: fs.cat_file(name) for name in names}

    if kind == "dir":
        (tmp_path / ".xl_addin").mkdir()
    return lambda: StoreOutput(url), held


def _document(name: str, content: bytes) -> RenderedDocument:
    return RenderedDocument("r1", "t.docx", name, content)


def test_documents_are_there_after_finish(place: tuple[Callable[[], Output], Held]) -> None:
    output, held = place[0](), place[1]
    wanted = {f"岗位 {number}.docx": b"x" * number for number in range(1, 200)}

    for name, content in wanted.items():
        output.write(_document(name, content))
    receipts = output.finish()

    assert held() == wanted
    assert [(each.file_name, each.size) for each in receipts] == [
        (name, len(content)) for name, content in wanted.items()
    ]
    assert {(each.role, each.template) for each in receipts} == {("r1", "t.docx")}


def test_a_later_version_takes_the_place_of_an_earlier(
    place: tuple[Callable[[], Output], Held],
) -> None:
    for content in (b"one", b"two", b"three"):
        output = place[0]()
        output.write(_document("a.docx", content))
        output.finish()
        if isinstance(output, StoreOutput):
            output.close()

    assert place[1]() == {"a.docx": b"three"}


def test_nothing_written_is_nothing_there(place: tuple[Callable[[], Output], Held]) -> None:
    assert list(place[0]().finish()) == []
