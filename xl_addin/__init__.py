"""An Excel workbook of duties and per-role toggles becomes finished Word documents.

The public names are loaded when they are first used, so that importing the package
(and `xl-addin --help`) costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xl_addin.errors import (
        Busy,
        EnvironmentFault,
        RenderError,
        TemplateError,
        UsageError,
        WorkbookError,
        XlAddinError,
    )
    from xl_addin.package.limits import Limits
    from xl_addin.pipeline.check import check
    from xl_addin.pipeline.contexts import book_context, contexts, render
    from xl_addin.pipeline.folder_job import Upkeep
    from xl_addin.pipeline.generate import generate
    from xl_addin.pipeline.report import DocumentResult, Report, StaleDocument
    from xl_addin.problems import Place, Problem, Severity
    from xl_addin.renderers.features import Link, Picture, Replacement, SubDocument

__version__ = "0.1.0"

_HOMES = {
    "book_context": "xl_addin.pipeline.contexts",
    "check": "xl_addin.pipeline.check",
    "contexts": "xl_addin.pipeline.contexts",
    "generate": "xl_addin.pipeline.generate",
    "render": "xl_addin.pipeline.contexts",
    "Limits": "xl_addin.package.limits",
    "DocumentResult": "xl_addin.pipeline.report",
    "Report": "xl_addin.pipeline.report",
    "StaleDocument": "xl_addin.pipeline.report",
    "Upkeep": "xl_addin.pipeline.folder_job",
    "Link": "xl_addin.renderers.features",
    "Picture": "xl_addin.renderers.features",
    "Replacement": "xl_addin.renderers.features",
    "SubDocument": "xl_addin.renderers.features",
    "Place": "xl_addin.problems",
    "Problem": "xl_addin.problems",
    "Severity": "xl_addin.problems",
    "Busy": "xl_addin.errors",
    "EnvironmentFault": "xl_addin.errors",
    "RenderError": "xl_addin.errors",
    "TemplateError": "xl_addin.errors",
    "UsageError": "xl_addin.errors",
    "WorkbookError": "xl_addin.errors",
    "XlAddinError": "xl_addin.errors",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'xl_addin' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)


__all__ = [
    "Busy",
    "DocumentResult",
    "EnvironmentFault",
    "Limits",
    "Link",
    "Picture",
    "Place",
    "Problem",
    "RenderError",
    "Replacement",
    "Report",
    "Severity",
    "StaleDocument",
    "SubDocument",
    "TemplateError",
    "Upkeep",
    "UsageError",
    "WorkbookError",
    "XlAddinError",
    "__version__",
    "book_context",
    "check",
    "contexts",
    "generate",
    "render",
]
