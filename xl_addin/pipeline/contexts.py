"""The plain contexts templates get, and one rendering; for programs and template authors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from xl_addin.context import BookContexts, ContextBuilder, build_context
from xl_addin.model.document import TemplateFile
from xl_addin.pipeline.guarded_renderer import GuardedRenderer
from xl_addin.pipeline.load import chosen_roles, load
from xl_addin.pipeline.renderer_choice import default_renderer
from xl_addin.sources import WorkbookSource


def contexts(
    workbook: Path | str | WorkbookSource,
    *,
    roles: Iterable[str] | None = None,
    language: str = "zh",
) -> dict[str, dict[str, Any]]:
    """Role id → the plain, JSON-able context its template gets.

    Raises:
        WorkbookError: The workbook cannot be read at all.
        UsageError: A role does not exist.
    """
    loaded = load(workbook)
    return {
        role.id: build_context(loaded.book, loaded.selections[role.key], language=language)
        for role in chosen_roles(loaded.book, roles)
    }


def book_context(
    workbook: Path | str | WorkbookSource,
    *,
    roles: Iterable[str] | None = None,
    language: str = "zh",
) -> dict[str, Any]:
    """The plain, JSON-able context a template for all roles at once gets.

    Raises:
        WorkbookError: The workbook cannot be read at all.
        UsageError: A role does not exist.
    """
    loaded = load(workbook)
    chosen = chosen_roles(loaded.book, roles)
    builder = BookContexts(ContextBuilder(loaded.book, language))
    return builder.build(loaded.selections[role.key] for role in chosen)


def render(template: Path | str | bytes, context: Mapping[str, Any]) -> bytes:
    """Fill one template.

    Args:
        template: A .docx file, or its bytes.
        context: Values by template name.

    Returns:
        The finished .docx.

    Raises:
        TemplateError: The template cannot be used.
        RenderError: The context lacks a name, or a value cannot stand in a document.
    """
    if isinstance(template, bytes):
        file = TemplateFile("template.docx", template)
    else:
        path = Path(template)
        file = TemplateFile(path.name, path.read_bytes(), path)
    return GuardedRenderer(default_renderer).prepare(file).render(context)
