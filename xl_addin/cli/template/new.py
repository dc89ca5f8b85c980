"""`xl-addin template new`: a commented template to begin with."""

from __future__ import annotations

from pathlib import Path

import click

from xl_addin.cli import options
from xl_addin.cli.console import print_json, print_out
from xl_addin.messages import text


@click.command("new", short_help="新建带说明的模板 · a commented starter")
@options.template_file
@click.option("--force", is_flag=True, help="Replace a file of that name. 覆盖同名文件。")
@options.as_json
@options.language
@options.debug
def command(template: Path, force: bool, as_json: bool, lang: str, debug: bool) -> int:
    """在 TEMPLATE 处放一份带说明、可以直接用的模板。

    Put a commented template that works as it is at TEMPLATE.
    """
    from xl_addin.pipeline.template_files import new_template

    made = new_template(template, overwrite=force)
    if as_json:
        print_json({"file": str(made)})
    else:
        print_out(text("template-new", lang, path=made))
    return 0
