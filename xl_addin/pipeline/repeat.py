"""A run that is asked for exactly what the last one delivered, told without reading.

Everything a run depends on is hashed: the workbook's bytes, the templates', the options,
the program. If that is what the journal says of the last run, and every document it made
is there untouched, there is nothing to do. Reading the workbook again would take most of
the time a run takes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from xl_addin import __version__
from xl_addin.errors import XlAddinError
from xl_addin.model.document import FilterFile
from xl_addin.model.names import key
from xl_addin.pipeline.freshness import FileState, FolderFiles
from xl_addin.pipeline.guarded_source import file_digest
from xl_addin.pipeline.plan import engine, template_hashes
from xl_addin.pipeline.report import DocumentResult, Report
from xl_addin.pipeline.templates import find_again, template_folders
from xl_addin.stores.journal import CompleteRun, Journal


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run was asked for, before anything is read.

    Attributes:
        workbook: The file; None for a workbook that is no file.
        roles: Role ids; None for every role in force.
        templates: Templates named for every role; None for the workbook's.
        template_folder: Where templates lie; None for beside the workbook.
        language: `zh`, `en`, or None for the workbook's.
        compression: A setting of `renderers.compression`.
        allow_external: Whether templates may fetch from outside.
        filters: A company's own filters.
    """

    workbook: Path | None
    roles: tuple[str, ...] | None
    templates: tuple[str | Path, ...] | None
    template_folder: Path | None
    language: str | None
    compression: str
    allow_external: bool = False
    filters: FilterFile | None = None

    @property
    def whole(self) -> bool:
        """Whether it stands for everything the workbook asks for."""
        return self.roles is None and self.templates is None

    @property
    def folder(self) -> Path:
        """The workbook's folder."""
        return self.workbook.parent if self.workbook else Path()

    def fingerprint(self) -> str:
        """Hash of the workbook as it is now; '' if that cannot be told."""
        try:
            content = self.workbook.read_bytes() if self.workbook else b""
        except OSError:
            return ""
        return file_digest(content) if content else ""

    def digest(self, workbook: str, templates: Mapping[str, str]) -> str:
        """Hash of all that the documents and the report follow from.

        Args:
            workbook: Hash of the workbook.
            templates: Hash of each template used, by name.
        """
        roles = None if self.roles is None else sorted(key(role) for role in self.roles)
        named = None if self.templates is None else [str(name) for name in self.templates]
        values = [
            workbook,
            sorted(templates.items()),
            roles,
            named,
            self.language,
            self.allow_external,
        ]
        text = json.dumps([*values, engine(self.compression, self.filters), __version__])
        return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def repeat(asked: Asked, workbook: str, folder: Path) -> Report | None:
    """The report of a run with nothing to do; None if it has to be gone through.

    Args:
        asked: What is asked for.
        workbook: Hash of the workbook.
        folder: The output folder.
    """
    try:
        journal = Journal(folder)
        last = journal.last_run
        if last is None or not _same(asked, workbook, last):
            return None
    except XlAddinError:
        # Whatever is wrong is found and told by the run proper.
        return None
    files = FolderFiles(folder)
    for file in last.files:
        entry = journal.entries.get(file)
        if entry is None or files.state(file, entry) is not FileState.OURS:
            return None
    return Report(
        _results(journal, last.files, folder),
        problems=(),
        folder=folder,
        repeated=True,
        earlier_warnings=last.warnings,
    )


def _same(asked: Asked, workbook: str, last: CompleteRun) -> bool:
    folders = template_folders(asked.folder, asked.template_folder)
    files = find_again(last.templates, folders, named=asked.templates)
    return asked.digest(workbook, template_hashes(files)) == last.asked


def _results(
    journal: Journal, files: Sequence[str], folder: Path
) -> tuple[DocumentResult, ...]:
    return tuple(
        DocumentResult(
            entry.role,
            "",
            entry.template,
            "unchanged",
            entry.file,
            folder / entry.file,
            entry.sections,
        )
        for entry in (journal.entries[file] for file in files)
    )
