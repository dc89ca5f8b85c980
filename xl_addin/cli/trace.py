"""`xl-addin trace`: where a document comes from, and whether it still stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xl_addin.cli import options
from xl_addin.cli.console import listed, print_json, print_out
from xl_addin.cli.values import FILE
from xl_addin.messages import text
from xl_addin.model.origin import joined_ids

if TYPE_CHECKING:
    from xl_addin.pipeline.trace import DutySource, Trace


@click.command("trace", short_help="文档来自哪里 · where a document comes from")
@click.argument("document", type=FILE)
@options.against
@options.template_folder
@options.filters
@options.as_json
@options.common
def command(
    document: Path,
    workbook: Path | None,
    template_folder: Path | None,
    filters: Path | None,
    as_json: bool,
    limits: tuple[str, ...],
    lang: str,
    debug: bool,
) -> int:
    """说明 DOCUMENT 的来源、是否最新、有没有被人改过、各节来自哪一格。

    Say where DOCUMENT comes from, whether it is current or edited, and which cells.
    """
    from xl_addin.pipeline.trace import trace

    found = trace(
        document,
        workbook=workbook,
        template_folder=template_folder,
        filters=filters,
        limits=options.limits_of(limits),
    )
    if as_json:
        print_json(_as_dict(found))
    else:
        print_out(*_lines(found, lang))
    return 0


def _lines(found: Trace, language: str) -> Iterator[str]:
    carried = found.carried
    if not carried:
        yield text("trace-foreign", language)
    else:
        place = str(found.role or "")
        role = carried.get("role") or listed(joined_ids("roles", carried), language)
        yield text("trace-role", language, role=role, place=place)
        if "workbook" in carried:
            yield text("trace-workbook", language, id=carried["workbook"])
        shown = {name: carried.get(name, "") for name in ("template", "format")}
        spoken = carried.get("language", "")
        yield text("trace-template", language, spoken=spoken, **shown)
        context, template = carried.get("context", ""), carried.get("template_hash", "")
        yield text("trace-hashes", language, context=context, template=template)
    states = {None: "unknown", True: "edited", False: "untouched"}
    yield text(f"trace-{states[found.edited]}", language)
    if found.since is None:
        if carried:
            yield text("trace-no-workbook", language)
        return
    reasons = listed((text(f"since-{each}", language) for each in found.since), language)
    yield text("trace-stale" if found.since else "trace-current", language, reasons=reasons)
    yield text("trace-sections", language)
    for number, section in enumerate(found.sections, start=1):
        for source in section:
            yield _section(number, source, language)


def _section(number: int, source: DutySource, language: str) -> str:
    if source.place is None:
        return text("trace-section-gone", language, number=number, id=source.id)
    return text(
        "trace-section",
        language,
        number=number,
        id=source.id,
        title=source.title,
        place=source.place,
        toggle=source.toggle or "",
        overrides=listed(map(str, source.overrides), language),
    )


def _as_dict(found: Trace) -> dict[str, Any]:
    return {
        "carried": dict(found.carried),
        "edited": found.edited,
        "by_journal": found.by_journal,
        "current": None if found.since is None else not found.since,
        "since": None if found.since is None else list(found.since),
        "role": str(found.role) if found.role else None,
        "sections": [
            [
                {
                    "id": each.id,
                    "title": each.title,
                    "cell": str(each.place) if each.place else None,
                    "toggle": str(each.toggle) if each.toggle else None,
                    "overrides": [str(place) for place in each.overrides],
                }
                for each in section
            ]
            for section in found.sections
        ],
    }
