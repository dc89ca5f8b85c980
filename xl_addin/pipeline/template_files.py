"""Word files the program carries for template authors, and how it puts one down."""

from __future__ import annotations

from pathlib import Path

from xl_addin.errors import EnvironmentFault, UsageError
from xl_addin.filesystem import make_folder, remove, replace, write_new
from xl_addin.pipeline.template_folders import ENDING, SHIPPED

_FOLDER = "authors"


def author_file(name: str) -> bytes:
    """One of them: `starter.docx`, `cheat_sheet.docx`.

    Raises:
        EnvironmentFault: The installation lacks it.
    """
    for folder in SHIPPED:
        path = folder / _FOLDER / name
        if path.is_file():
            return path.read_bytes()
    raise EnvironmentFault("shipped-file-missing", file=name)


def put_down(path: Path, content: bytes, *, overwrite: bool = False) -> None:
    """Write a file somebody asked for by name, whole or not at all.

    Raises:
        UsageError: It is there already.
        EnvironmentFault: It cannot be written.
    """
    if path.exists() and not overwrite:
        raise UsageError("file-exists", path=str(path))
    beside = path.with_name(f".{path.name}.part")
    try:
        make_folder(path.parent)
        remove(beside)
        write_new(beside, content)
        replace(beside, path)
    except OSError as fault:
        cause = fault.strerror or type(fault).__name__
        raise EnvironmentFault("file-not-written", path=str(path), cause=cause) from fault


def new_template(path: Path | str, *, overwrite: bool = False) -> Path:
    """Put down the commented starter; the name gets its ending if it has none.

    Raises:
        UsageError: The file is there already.
        EnvironmentFault: It cannot be written.
    """
    target = Path(path)
    if target.suffix.lower() != ENDING:
        target = target.with_name(target.name + ENDING)
    put_down(target, author_file("starter.docx"), overwrite=overwrite)
    return target
