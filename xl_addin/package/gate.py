"""The gate: what a file must be before any parser sees it.

Takes a file's bytes and the kind that is expected, gives a `Package` or the typed error
that names what stands in the way. Neighbours: `entries` inflates, `parts` follows
relationships, `formats` knows what else people send.
"""

from __future__ import annotations

from xl_addin.package.entries import Package, read_entries
from xl_addin.package.formats import refuse_other_formats, refuse_other_packages
from xl_addin.package.limits import Limits
from xl_addin.package.markup import elements, refuse_traps
from xl_addin.package.parts import content_type, main_part
from xl_addin.package.refusal import Kind, Refusal, error_of

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO_SHEET = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_BINARY_SHEET = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_DOTX = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_MACRO_DOCUMENTS = (
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)


_EXPECTED = {Kind.WORKBOOK: (_SHEET, _MACRO_SHEET), Kind.TEMPLATE: (_DOCUMENT,)}
_NAMED = {
    Kind.WORKBOOK: {_BINARY_SHEET: "binary"},
    Kind.TEMPLATE: {_DOTX: "is-dotx", **dict.fromkeys(_MACRO_DOCUMENTS, "macros")},
}


def verify(content: bytes, kind: Kind, *, file: str, limits: Limits | None = None) -> Package:
    """Examine a package.

    Args:
        content: The file.
        kind: What it is given as.
        file: Its name, for the message.
        limits: What it may hold.

    Raises:
        WorkbookError: It is no workbook that may be parsed.
        TemplateError: It is no template that may be parsed.
    """
    try:
        return _verified(content, kind, limits or Limits())
    except Refusal as refusal:
        raise error_of(refusal, kind, file) from refusal


def _verified(content: bytes, kind: Kind, limits: Limits) -> Package:
    refuse_other_formats(content)
    traps: list[Refusal] = []

    def look(name: str, xml: bytes) -> None:
        try:
            if xml:
                refuse_traps(name, xml)
        except Refusal as refusal:
            traps.append(refusal)

    package = read_entries(content, limits, look)
    refuse_other_packages(package.names)
    if traps:
        raise traps[0]
    main = main_part(package)
    found = content_type(package, main)
    if found not in _EXPECTED[kind]:
        raise Refusal(_NAMED[kind].get(found, "other-kind"), found=found or "-")
    if kind is Kind.TEMPLATE:
        _check_template(package)
    return package


def _check_template(package: Package) -> None:
    if any(name.lower().endswith("vbaproject.bin") for name in package.names):
        raise Refusal("macros")
    for name, xml in package.parts.items():
        # Word's own reader is strict; those of the renderers mend silently.
        if xml and not name.endswith(".vml"):
            elements(name, xml)
