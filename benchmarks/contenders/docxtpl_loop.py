"""docxtpl as its manual has it: one `DocxTemplate`, `render` and `save` for each record.

`--jobs 2` spreads the records over processes, each with a template of its own. The same
file measures rust-docxtpl, which is imported by the same name in its own venv.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Environment
from timing import arguments, timed

_DIGITS = "零一二三四五六七八九"


def lines(text: object) -> list[str]:
    """The template's filter 分行."""
    return [line for line in str(text).split("\n") if line.strip()]


def numeral(number: int) -> str:
    """Numbers as the template prints them, below a hundred."""
    tens, units = divmod(number, 10)
    front = "" if tens == 0 else ("" if tens == 1 else _DIGITS[tens]) + "十"
    return front + (_DIGITS[units] if units else "")


class Numbering:
    """The template's function 编号."""

    def __init__(self) -> None:
        self.counts = [0, 0, 0]

    def __call__(self, level: int) -> str:
        """The next number of a level."""
        self.counts[level - 1 :] = [self.counts[level - 1] + 1] + [0] * (3 - level)
        number = self.counts[level - 1]
        return (f"{numeral(number)}、", f"（{numeral(number)}）", f"{number}.")[level - 1]


def environment() -> Environment:
    """Jinja with the filters and blanks of the shipped template."""
    made = Environment(autoescape=True, finalize=lambda value: "" if value is None else value)
    made.filters["分行"] = lines
    return made


def fill(template: Path, folder: Path, numbered: Iterable[tuple[int, Any]]) -> None:
    """One process's share."""
    document = DocxTemplate(template)
    jinja = environment()
    for number, record in numbered:
        document.render({**record, "编号": Numbering()}, jinja, autoescape=True)
        document.save(folder / f"{number}.docx")


def main() -> None:
    """Measure."""
    template, records, folder, rest = arguments()
    jobs = int(rest[0]) if rest else 1
    numbered = list(enumerate(records)) if jobs > 1 else []
    with timed() as clock:
        if jobs == 1:
            fill(template, folder, enumerate(clock.each(records)))
        else:
            with ProcessPoolExecutor(jobs) as pool:
                shares = [numbered[at::jobs] for at in range(jobs)]
                list(pool.map(fill, [template] * jobs, [folder] * jobs, shares))


if __name__ == "__main__":
    main()
