"""The project file `xl_addin.toml` of the folder a command is run in: its defaults.

Command line › project file › the sheet 设置 › built-in defaults. It is the only place
besides the command line that may name a file of filters: a workbook's folder, which may
have come by mail, is not looked at.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from xl_addin.errors import EnvironmentFault, UsageError

NAME = "xl_addin.toml"
_KEYS: dict[str, tuple[str, type]] = {
    "compression": ("compression", str),
    "doc-lang": ("doc_lang", str),
    "filters": ("filters", str),
    "jobs": ("jobs", int),
    "output": ("output", str),
    "templates": ("template_folder", str),
}
"""Option of the command line without its dashes → the name commands know it by, its type."""
_SHARED = ("filters", "template_folder")


def project_defaults(folder: Path) -> dict[str, Any]:
    """Defaults by command, as click takes them; none where there is no such file.

    Raises:
        UsageError: It cannot be understood.
        EnvironmentFault: It cannot be read.
    """
    path = folder / NAME
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as fault:
        cause = fault.strerror or type(fault).__name__
        raise EnvironmentFault("project-file-not-readable", path=NAME, cause=cause) from fault
    import tomllib

    from xl_addin.model.names import nearest

    try:
        given = tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise UsageError("project-file-broken", path=NAME, cause=str(fault)) from fault
    defaults: dict[str, Any] = {}
    for name, value in given.items():
        if name not in _KEYS:
            guess = nearest(name, _KEYS) or ""
            raise UsageError("project-key-unknown", path=NAME, key=name, guess=guess)
        option, kind = _KEYS[name]
        if type(value) is not kind:
            raise UsageError("project-value-wrong", path=NAME, key=name, value=value)
        defaults[option] = str(value)
    shared = {name: defaults[name] for name in _SHARED if name in defaults}
    return {
        "generate": defaults,
        "check": shared,
        "trace": shared,
        "template": {"check": shared, "preview": shared},
    }
