"""The journal: of each document in a folder, what it was made from and what was written.

Kept in `.xl_addin/journal.jsonl` of the output folder, one JSON object a line, only ever
appended to. It holds hashes, file names and role ids, never the text of a cell. A line is
there before its document gets its name, so a document without a line was not made here.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xl_addin.errors import EnvironmentFault, UsageError
from xl_addin.filesystem import (
    STATE_FOLDER,
    AppendedFile,
    make_folder,
    remove,
    replace,
    write_new,
)

FORMAT = 1
_NAME = "journal.jsonl"
_WORTH_COMPACTING = 1000
_json = json.JSONEncoder(separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Entry:
    """One document.

    Attributes:
        file: Its name inside the folder.
        workbook: Id of the workbook it was made from.
        role: Role id as typed.
        template: Template name.
        language: `zh` or `en`.
        sections: Number of duty sections.
        context: Hash of its context.
        template_hash: Hash of its template.
        engine: Renderer's format and compressor.
        digest: Hash of the file written.
        size: Its bytes.
        mtime: Its time of change in nanoseconds.
        before: Hash of the file it took the place of, if that was one of ours.
        origin: File of the workbook it was made from, as seen from the folder; '' if that
            is not known.
    """

    file: str
    workbook: str
    role: str
    template: str
    language: str
    sections: int
    context: str
    template_hash: str
    engine: str
    digest: str
    size: int
    mtime: int
    before: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class CompleteRun:
    """A run that delivered every document it was asked for.

    Attributes:
        asked: Hash of all it depended on: workbook, templates, options, program.
        templates: Templates it used, by name.
        files: Names of its documents, in the order asked for.
        warnings: Number of warnings it showed.
    """

    asked: str
    templates: tuple[str, ...]
    files: tuple[str, ...]
    warnings: int


class Journal:
    """The journal of one folder, read at once and appended to later.

    Args:
        folder: The output folder; it need not exist.

    Raises:
        UsageError: A newer version of the program wrote it.
        EnvironmentFault: It cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / STATE_FOLDER / _NAME
        self.entries: dict[str, Entry] = {}
        self.last_run: CompleteRun | None = None
        self._lines = 0
        self._torn = False
        self._file: AppendedFile | None = None
        self._size = 0
        self._read()

    def is_current(self) -> bool:
        """Whether the file says what was read of it: it only ever grows."""
        try:
            return self.path.stat().st_size == self._size
        except OSError:
            return False

    def open(self) -> None:
        """Make ready for appending; what a crash left half written is dropped."""
        with self._faults("journal-not-written"):
            make_folder(self.path.parent)
            if self._torn or self._lines > 2 * len(self.entries) + _WORTH_COMPACTING:
                self._compact()
            new = not self.path.exists()
            self._file = AppendedFile(self.path)
        if new:
            self._append([{"journal": FORMAT}])

    def record(self, entries: Iterable[Entry]) -> None:
        """Remember documents that are about to get their names."""
        added = list(entries)
        self._append({"made": _values(entry)} for entry in added)
        self.entries |= {entry.file: entry for entry in added}

    def forget(self, files: Iterable[str]) -> None:
        """Remember that these documents are no longer there."""
        gone = [file for file in files if file in self.entries]
        self._append({"gone": file} for file in gone)
        for file in gone:
            del self.entries[file]

    def complete(self, run: CompleteRun | None) -> None:
        """Remember the last run; None if it did not deliver all it was asked for."""
        if run != self.last_run:
            self._append([{"run": _values(run) if run else None}])
            self.last_run = run

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _read(self) -> None:
        content = b""
        with self._faults(), contextlib.suppress(FileNotFoundError):
            content = self.path.read_bytes()
        self._size = len(content)
        self._torn = bool(content) and not content.endswith(b"\n")
        for line in _objects(content):
            self._lines += 1
            self._replay(line)

    def _replay(self, line: dict[str, Any]) -> None:
        # A line that is no line of ours is damage: its document counts as not made.
        with contextlib.suppress(TypeError, KeyError):
            if "made" in line:
                entry = Entry(**line["made"])
                self.entries[entry.file] = entry
            elif "gone" in line:
                self.entries.pop(line["gone"], None)
            elif "run" in line:
                self.last_run = _run(line["run"])
            elif line.get("journal", FORMAT) > FORMAT:
                raise UsageError("journal-newer", path=str(self.path))

    def _append(self, lines: Iterable[dict[str, Any]]) -> None:
        content = _text(lines)
        if not content:
            return
        if self._file is None:
            raise EnvironmentFault("journal-not-written", path=str(self.path), cause="closed")
        with self._faults("journal-not-written"):
            self._file.append(content)

    def _compact(self) -> None:
        lines: list[dict[str, Any]] = [{"journal": FORMAT}]
        lines += [{"made": _values(entry)} for entry in self.entries.values()]
        if self.last_run:
            lines.append({"run": _values(self.last_run)})
        beside = self.path.with_suffix(".part")
        remove(beside)
        write_new(beside, _text(lines), sync=True)
        replace(beside, self.path)

    @contextlib.contextmanager
    def _faults(self, code: str = "journal-not-readable") -> Iterator[None]:
        try:
            yield
        except OSError as fault:
            cause = fault.strerror or type(fault).__name__
            raise EnvironmentFault(code, path=str(self.path), cause=cause) from fault


def _text(lines: Iterable[dict[str, Any]]) -> bytes:
    return "".join(f"{_json(line)}\n" for line in lines).encode()


def _values(line: Entry | CompleteRun) -> dict[str, Any]:
    return {name: getattr(line, name) for name in line.__slots__}


def _run(values: dict[str, Any] | None) -> CompleteRun | None:
    if values is None:
        return None
    lists = {name: tuple(values[name]) for name in ("templates", "files")}
    return CompleteRun(**{**values, **lists})


def _objects(content: bytes) -> Iterator[dict[str, Any]]:
    for line in content.split(b"\n"):
        with contextlib.suppress(ValueError):
            value = json.loads(line)
            if isinstance(value, dict):
                yield value
