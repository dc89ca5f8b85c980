"""Filters a company writes itself: one plain Python file, named on the command line.

Its public functions become filters of their names. It is code of whoever runs the
program, so it is no workbook's to name; templates still run in the sandbox.
"""

from __future__ import annotations

import inspect
import traceback
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import ModuleType
from typing import Any

from xl_addin.errors import UsageError
from xl_addin.model.document import FilterFile


@lru_cache(maxsize=8)
def own_filters(file: FilterFile) -> Mapping[str, Callable[..., Any]]:
    """The filters of a file by name.

    Raises:
        UsageError: It cannot be run, or has no function.
    """
    module = ModuleType("xl_addin_filters")
    module.__file__ = file.name
    try:
        code = compile(file.source, file.name, "exec")
        exec(code, module.__dict__)  # noqa: S102 - named by whoever runs the program
    except Exception as fault:
        raise UsageError(
            "filters-broken",
            path=file.name,
            line=_line(fault, file.name),
            cause=f"{type(fault).__name__}: {fault}",
        ) from fault
    found = {
        name: value
        for name, value in vars(module).items()
        if inspect.isfunction(value)
        and value.__module__ == module.__name__
        and not name.startswith("_")
    }
    if not found:
        raise UsageError("filters-none", path=file.name)
    return found


def _line(fault: BaseException, name: str) -> int:
    if isinstance(fault, SyntaxError):
        return fault.lineno or 0
    frames = traceback.extract_tb(fault.__traceback__)
    return next((each.lineno or 0 for each in reversed(frames) if each.filename == name), 0)
