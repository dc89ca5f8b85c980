"""How the command line speaks: problems, summaries and errors as text or JSON."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from xl_addin.errors import XlAddinError
from xl_addin.messages import cure, sentence, text
from xl_addin.problems import Problem
from xl_addin.wording import others_text, place_text

_MOST_OF_A_KIND = 5


def speak_utf8() -> None:
    """Chinese must reach a Windows console and a pipe whatever the code page."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def problem_text(problem: Problem, language: str, *, everything: bool = False) -> str:
    """Place, what is wrong, further cells, at least some of them, what to do, code."""
    where = place_text(problem.place, language)
    said = sentence(problem.code, problem.params, language)
    todo = text("cure", language) + cure(problem.code, problem.params, language)
    start = f"{where}{'：' if language == 'zh' else ': '}" if where else ""
    cells = others_text(problem, language, most=None if everything else _MOST_OF_A_KIND)
    further = f"\n    {cells}" if cells else ""
    return f"{start}{said}{further}\n    {todo}  [{problem.code}]"


def problem_dict(problem: Problem, language: str) -> dict[str, Any]:
    """JSON-able form of a problem."""
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "file": problem.place.file,
        "sheet": problem.place.sheet,
        "address": problem.place.address,
        "others": [{"sheet": each.sheet, "address": each.address} for each in problem.others],
        "part": problem.place.part,
        "paragraph": problem.place.paragraph,
        "table_cell": problem.place.table_cell,
        "message": sentence(problem.code, problem.params, language),
        "cure": cure(problem.code, problem.params, language),
        "params": {name: str(value) for name, value in problem.params.items()},
        "roles": None if problem.roles is None else sorted(problem.roles),
        "template": problem.template,
    }


def print_problems(problems: Sequence[Problem], language: str, *, everything: bool) -> None:
    """All errors; of many warnings of one kind the first few, unless all are wanted."""
    if not problems:
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True, highlight=False, soft_wrap=True)
    errors = sum(problem.is_error for problem in problems)
    heading = text("problems-heading", language, errors=errors, warnings=len(problems) - errors)
    console.print(Text(heading, style="bold"))
    shown: Counter[str] = Counter()
    for problem in problems:
        shown[problem.code] += 1
        if problem.is_error or everything or shown[problem.code] <= _MOST_OF_A_KIND:
            mark = Text("✗ ", "red") if problem.is_error else Text("! ", "yellow")
            console.print(mark + Text(problem_text(problem, language, everything=everything)))
    if everything:
        return
    for code, count in shown.items():
        hidden = count - _MOST_OF_A_KIND
        if hidden > 0 and not any(p.is_error for p in problems if p.code == code):
            kind = text("warning", language)
            rest = text("more-problems", language, count=hidden, kind=kind)
            console.print(Text(f"  {rest} [{code}]", style="dim"))


def print_hidden_rows(hidden: Mapping[str, int], language: str) -> None:
    """How many rows count although nobody sees them, sheet by sheet."""
    for sheet, count in hidden.items():
        print_err(text("summary-hidden", language, sheet=sheet, count=count))


def print_error(error: XlAddinError, language: str) -> None:
    """What stopped the program, and what to do."""
    said = sentence(error.code, error.fields, language)
    todo = text("cure", language) + cure(error.code, error.fields, language)
    print_err(f"✗ {said}\n    {todo}  [{error.code}]")


def error_dict(error: XlAddinError, language: str) -> dict[str, Any]:
    """JSON-able form of what stopped the program."""
    return {
        "error": {
            "code": error.code,
            "message": sentence(error.code, error.fields, language),
            "cure": cure(error.code, error.fields, language),
        }
    }


def print_json(value: Any) -> None:
    """JSON on standard output, characters as they are."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def print_out(*lines: str) -> None:
    """Lines on standard output."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def print_err(*lines: str) -> None:
    """Lines on standard error."""
    sys.stderr.write("".join(f"{line}\n" for line in lines))


def listed(items: Iterable[str], language: str) -> str:
    """Items joined as the language joins them, each once."""
    return text("list-separator", language).join(dict.fromkeys(items))
