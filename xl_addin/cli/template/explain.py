"""`xl-addin template …`: what a template's author wants to know about it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xl_addin.cli import options
from xl_addin.cli.console import listed, print_json, print_out
from xl_addin.messages import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xl_addin.renderers.routes import Route


@click.command("explain", short_help="模板怎样填写 · how it is filled")
@options.template_file
@options.as_json
@options.language
@options.debug
def command(template: Path, as_json: bool, lang: str, debug: bool) -> int:
    """逐个部件说明 TEMPLATE 怎样填写、为什么。

    Say for each part of TEMPLATE how it is filled, and why.
    """
    from xl_addin.pipeline.explain import explain

    routes = explain(template)
    if as_json:
        print_json([asdict(route) for route in routes])
        return 0
    for route in routes:
        print_out(*_lines(route, lang))
    print_out("", text("explain-values", lang))
    return 0


def _lines(route: Route, language: str) -> Iterator[str]:
    part = text("whole-template", language) if route.part == "*" else route.part
    yield f"{part}  {text(f'way-{route.way}', language)}"
    found = (
        ("explain-why", [text(code, language) for code in route.reasons]),
        ("explain-proven", [text(f"fact-{fact}", language) for fact in route.proven]),
        ("explain-checked", [text(f"fact-{fact}", language) for fact in route.checked]),
        ("explain-once", [text(f"fact-{fact}", language) for fact in route.once]),
    )
    for code, items in found:
        if items:
            yield "    " + text(code, language, items=listed(items, language))
