"""`xl-addin snapshot`: keep what a workbook says now, to compare and merge with later."""

from __future__ import annotations

from pathlib import Path

import click

from xl_addin.cli import options
from xl_addin.cli.console import listed, print_json, print_out
from xl_addin.messages import text


@click.command("snapshot", short_help="保存一份快照 · keep a snapshot")
@options.workbook
@options.as_json
@options.common
def command(
    workbook: Path, as_json: bool, limits: tuple[str, ...], lang: str, debug: bool
) -> int:
    """保存 WORKBOOK 现在的内容，供以后比较和合并；每次生成也会自动保存。

    Keep what WORKBOOK says now, to compare and merge with later; so does every generate.
    """
    from xl_addin.pipeline.snapshot import snapshot

    kept = snapshot(workbook, limits=options.limits_of(limits))
    if as_json:
        print_json({"snapshot": kept.as_dict() if kept else None})
    elif kept is None:
        print_out(text("snapshot-off", lang))
    else:
        when = f"{kept.time.astimezone():%Y-%m-%d %H:%M}"
        print_out(text("snapshot-kept", lang, digest=kept.digest[:8], time=when))
        if kept.left_out:
            columns = listed((".".join(each) for each in kept.left_out), lang)
            print_out(text("snapshot-left-out", lang, columns=columns))
    return 0
