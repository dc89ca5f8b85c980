"""What a run's documents are put together to: one document of many, or a .zip to send.

Both are files whose name the user gives. One that is not as we left it is not replaced
unless that is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from xl_addin.errors import EnvironmentFault
from xl_addin.messages import text
from xl_addin.outputs.merged import merged
from xl_addin.outputs.zipped import zipped
from xl_addin.pages.base import PdfMaker
from xl_addin.pages.choice import pdf_maker
from xl_addin.pages.page_numbers import fill_page_numbers, not_filled
from xl_addin.pipeline.report import DocumentResult, Report
from xl_addin.pipeline.side_output import put
from xl_addin.problems import Problem

_NOT_OURS = "pack-not-ours"


@dataclass(slots=True)
class Packs:
    """What was put together.

    Attributes:
        files: The files.
        problems: What is less than it should be.
    """

    files: list[Path] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def merge_documents(
    report: Report,
    target: Path,
    *,
    language: str = "zh",
    maker: PdfMaker | None = None,
    overwrite_edited: bool = False,
) -> Packs:
    """The documents of a run as one document a template, with a contents page.

    A document of all roles at once is one already: its page numbers are filled in.

    Args:
        report: The run.
        target: The document; of several templates, each gets its name added.
        language: Language of the contents page's heading.
        maker: Lays the document out so that page numbers can be filled in; None for what
            is installed. Without any, Word fills them when its fields are updated.
        overwrite_edited: Replace the target whatever it is.

    Raises:
        UsageError: The documents cannot be put together, or the target is not ours.
        EnvironmentFault: The target cannot be written.
    """
    packs = Packs()
    groups: dict[str, list[DocumentResult]] = {}
    for document in report.done:
        if document.path is not None:
            groups.setdefault(document.template, []).append(document)
    for template, documents in groups.items():
        file = target if len(groups) == 1 else _with_name(target, template)
        content = _one_document(documents, language)
        try:
            content = fill_page_numbers(content, maker or pdf_maker())
        except EnvironmentFault as fault:
            packs.problems.append(not_filled(file.name, fault))
        put(file, content, "merge", refusal=_NOT_OURS, overwrite_edited=overwrite_edited)
        packs.files.append(file)
    return packs


def _one_document(documents: Iterable[DocumentResult], language: str) -> bytes:
    """Documents of one role each put together; one of all roles as it is."""
    made = [(each, each.path.read_bytes()) for each in documents if each.path]
    first, content = made[0]
    if not first.role:
        return content
    titled = [(each.name or each.role, own) for each, own in made]
    return merged(titled, text("merge-contents", language))


def pack_documents(
    report: Report,
    target: Path,
    *,
    more: Iterable[Path] = (),
    overwrite_edited: bool = False,
) -> Packs:
    """The documents of a run, and `more` files, as one .zip.

    Raises:
        UsageError: The target is not ours.
        EnvironmentFault: It cannot be written.
    """
    documents = [each.path for each in report.done if each.path is not None]
    if not documents:
        return Packs()
    files = {path.name: path for path in [*documents, *more]}
    content = zipped(files.values())
    put(target, content, "zip", refusal=_NOT_OURS, overwrite_edited=overwrite_edited)
    return Packs([target])


def _with_name(target: Path, template: str) -> Path:
    return target.with_name(f"{target.stem}_{Path(template).stem}{target.suffix}")
