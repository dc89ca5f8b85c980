"""This program's renderer alone, to files, in one process; and two limits of it.

`SETTING render` compiles the template and fills it. `SETTING zip` is given the XML already
filled and only assembles and writes it, compressed the same. `SETTING write` is given the
finished bytes.
"""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path

from timing import arguments, pickled, timed

sys.path.insert(0, str(Path(__file__).parents[2]))

from xl_addin.filesystem import write_new
from xl_addin.model.document import TemplateFile
from xl_addin.renderers.archive import Prefix, entry
from xl_addin.renderers.compiled import CompiledRenderer
from xl_addin.renderers.compression import Compressor, compressor
from xl_addin.renderers.ooxml import read_package


def render(deflate: Compressor) -> None:
    """Compile once, fill each."""
    template, records, folder, _ = arguments()
    with timed() as clock:
        started = time.perf_counter()
        compiled = CompiledRenderer(deflate).prepare(
            TemplateFile(template.name, template.read_bytes())
        )
        clock.result["prepare"] = time.perf_counter() - started
        for number, record in enumerate(clock.each(records)):
            write_new(folder / f"{number}.docx", compiled.render(record))


def zipped(deflate: Compressor) -> None:
    """Assemble and write XML that is there already."""
    template, records, folder, _ = arguments()
    compiled = CompiledRenderer(deflate).prepare(
        TemplateFile(template.name, template.read_bytes())
    )
    first = read_package(compiled.render(next(iter(records))))
    packages = (read_package(compiled.render(record)) for record in records)
    # Not the text alone: the properties that say where a document comes from differ, too.
    others = [
        {name: data for name, data in package.items() if data != first[name]}
        for package in packages
    ]
    differing = {name for parts in others for name in parts}
    filled = pickled(
        [
            {name: parts.get(name, first[name]) for name in first if name in differing}
            for parts in others
        ]
    )
    prefix = Prefix(
        [entry(name, data, deflate) for name, data in first.items() if name not in differing]
    )
    with timed() as clock:
        for number, parts in enumerate(clock.each(filled)):
            made = [entry(name, data, deflate) for name, data in parts.items()]
            write_new(folder / f"{number}.docx", prefix.complete(made))


def written(deflate: Compressor) -> None:
    """Write finished documents."""
    template, records, folder, _ = arguments()
    compiled = CompiledRenderer(deflate).prepare(
        TemplateFile(template.name, template.read_bytes())
    )
    finished = pickled([compiled.render(record) for record in records])
    with timed() as clock:
        for number, content in enumerate(clock.each(finished)):
            write_new(folder / f"{number}.docx", content)


if __name__ == "__main__":
    # As in the processes that make documents.
    gc.disable()
    {"render": render, "zip": zipped, "write": written}[sys.argv[5]](compressor(sys.argv[4]))
