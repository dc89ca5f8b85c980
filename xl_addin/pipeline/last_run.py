"""The last run into a folder, where the same was asked for: what it left can be relied on.

Everything a run depends on is hashed: the workbook's bytes, the templates', the options,
the program. If that is what the journal says of the last run, and every document it made
is there untouched, there is nothing to do. Reading the workbook again would take most of
the time a run takes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from xl_addin import __version__
from xl_addin.errors import XlAddinError
from xl_addin.model.document import FilterFile
from xl_addin.model.names import key
from xl_addin.package.limits import Limits
from xl_addin.pipeline.freshness import FileState, FolderFiles
from xl_addin.pipeline.guarded_source import digest_now
from xl_addin.pipeline.plan import engine, template_hashes
from xl_addin.pipeline.report import DocumentResult, Report
from xl_addin.pipeline.template_folders import find_again, template_folders
from xl_addin.stores.journal import CompleteRun, Entry, Journal


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
        in_folder: Whether the output was named, and not left to the workbook.
        limits: What files may hold.
    """

    workbook: Path | None
    roles: tuple[str, ...] | None
    templates: tuple[str | Path, ...] | None
    template_folder: Path | None
    language: str | None
    compression: str
    allow_external: bool = False
    filters: FilterFile | None = None
    in_folder: bool = True
    limits: Limits = field(default_factory=Limits)

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
            return digest_now(self.workbook) if self.workbook else ""
        except OSError:
            return ""

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
            self.in_folder,
            repr(self.limits),
        ]
        text = json.dumps([*values, engine(self.compression, self.filters), __version__])
        return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


class LastRun:
    """The last complete run into a folder, of whatever workbook.

    Args:
        asked: What is asked for now.
        folder: The output folder.
        journal: Its journal.
        run: What that says of the run.

    Attributes:
        template_hashes: Hash of each template used, as it is now, by name.

    Raises:
        XlAddinError: A template cannot be found any more.
    """

    def __init__(self, asked: Asked, folder: Path, journal: Journal, run: CompleteRun) -> None:
        self.asked = asked
        self.folder = folder
        self.run = run
        self.journal = journal
        folders = template_folders(asked.folder, asked.template_folder)
        files = find_again(run.templates, folders, named=asked.templates)
        self.template_hashes = template_hashes(files)

    def was_of(self, workbook: str) -> bool:
        """Whether it was asked for the same of a workbook with this hash."""
        return self.asked.digest(workbook, self.template_hashes) == self.run.asked

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Its documents, in the order asked for; without those the journal lost."""
        known = self.journal.entries
        return tuple(known[file] for file in self.run.files if file in known)

    def is_untouched(self, files: FolderFiles, but: Collection[str] = ()) -> bool:
        """Whether all its documents are there as it left them.

        Args:
            files: What lies in the folder.
            but: Names of documents that need not be.
        """
        known = self.journal.entries
        return all(
            file in known and files.state(file, known[file]) is FileState.OURS
            for file in self.run.files
            if file not in but
        )

    def repeated(self) -> Report:
        """The report of a run with nothing to do."""
        return Report(
            tuple(map(self.result, self.entries)),
            problems=(),
            folder=self.folder,
            repeated=True,
            earlier_warnings=self.run.warnings,
        )

    def result(self, entry: Entry) -> DocumentResult:
        """One of its documents, left as it stands."""
        path = self.folder / entry.file
        return DocumentResult(
            entry.role, "", entry.template, "unchanged", entry.file, path, entry.sections
        )


def last_run(asked: Asked, folder: Path) -> LastRun | None:
    """The last complete run into a folder; None if there was none, or it cannot be told.

    Args:
        asked: What is asked for.
        folder: The output folder.
    """
    try:
        journal = Journal(folder)
        if journal.last_run is None:
            return None
        return LastRun(asked, folder, journal, journal.last_run)
    except XlAddinError:
        # Whatever is wrong is found and told by the run proper.
        return None


def repeat(last: LastRun, workbook: str) -> Report | None:
    """The report of a run with nothing to do; None if it has to be gone through.

    Args:
        last: The last run.
        workbook: Hash of the workbook.
    """
    if last.was_of(workbook) and last.is_untouched(FolderFiles(last.folder)):
        return last.repeated()
    return None
