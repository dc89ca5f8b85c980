"""Install, uninstall and examine the add-in of Excel.

Takes `places.Places`, gives what was done with each file. Running it twice does nothing
the second time; a file somebody else put there is never overwritten or removed.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from xl_addin.errors import EnvironmentFault, UsageError
from xl_addin.excel.attach import add_in
from xl_addin.excel.installing import settings
from xl_addin.excel.installing.places import Places, script_source
from xl_addin.filesystem import write_whole

Done = Literal["written", "renewed", "unchanged", "removed", "kept", "absent"]
State = Literal["current", "outdated", "foreign", "absent"]
Route = Literal["auto", "copy"]

_TAB = b'id="xlAddinTab"'
_RIBBON = "customUI/customUI.xml"


@dataclass(frozen=True, slots=True)
class Step:
    """What was done with a file, or how it stands."""

    what: Done | State
    path: Path


def install(places: Places, route: Route = "auto") -> tuple[Step, ...]:
    """Put everything in its place.

    Args:
        places: Where.
        route: `copy` makes the buttons work on a saved copy without reaching into Excel.

    Raises:
        UsageError: A file there is not ours; nothing has been written then.
        EnvironmentFault: A file cannot be written, as when Excel holds it.
    """
    wanted = dict(_wanted(places, route))
    for path in wanted:
        if _is_foreign(path, places):
            raise UsageError("install-not-ours", path=str(path))
    return tuple(Step(_put(path, content), path) for path, content in wanted.items())


def uninstall(places: Places) -> tuple[Step, ...]:
    """Take away what `install` put there; what others use or added stays.

    Raises:
        UsageError: The add-in there is not ours; nothing has been removed then.
        EnvironmentFault: A file cannot be removed, as when Excel holds it.
    """
    if _is_foreign(places.add_in, places):
        raise UsageError("install-not-ours", path=str(places.add_in))
    steps = [Step(_take(places.add_in), places.add_in)]
    if places.settings.exists():
        kept = {
            key: value
            for key, value in settings.read(places.settings, places.encoding).items()
            if key not in settings.OWN_KEYS
        }
        if kept:
            _put(places.settings, settings.as_text(kept).encode(places.encoding))
            steps.append(Step("kept", places.settings))
        else:
            steps.append(Step(_take(places.settings), places.settings))
            _remove_empty(places.settings.parent)
    if places.script is not None and places.script.exists():
        # Every workbook that uses xlwings of this version needs it.
        steps.append(Step("kept", places.script))
    return tuple(steps)


def status(places: Places, route: Route | None = None) -> tuple[Step, ...]:
    """How each file stands, compared with what `install` would write now."""
    if route is None:
        route = "copy" if _route(places) == "copy" else "auto"
    steps = []
    for path, content in _wanted(places, route):
        state: State = "current"
        if not path.exists():
            state = "absent"
        elif _is_foreign(path, places):
            state = "foreign"
        elif path.read_bytes() != content:
            state = "outdated"
        steps.append(Step(state, path))
    return tuple(steps)


def _wanted(places: Places, route: Route) -> Iterator[tuple[Path, bytes]]:
    yield places.add_in, add_in()
    # A Python file that somebody laid beside a shared workbook must not be run.
    own = {
        places.interpreter_key: places.interpreter,
        settings.WORKBOOK_FOLDER: "false",
    }
    if route == "copy":
        own[settings.ROUTE] = route
    kept = {key: value for key, value in _given(places).items() if key not in settings.OWN_KEYS}
    yield places.settings, settings.as_text(kept | own).encode(places.encoding)
    if places.script is not None:
        yield places.script, script_source()


def _given(places: Places) -> dict[str, str]:
    try:
        return settings.read(places.settings, places.encoding)
    except UsageError:
        return {}


def _route(places: Places) -> str:
    return _given(places).get(settings.ROUTE, "")


def _is_foreign(path: Path, places: Places) -> bool:
    if not path.exists():
        return False
    if path == places.settings:
        try:
            settings.read(path, places.encoding)
        except UsageError:
            return True
        return False
    content = path.read_bytes()
    if path == places.script:
        return content != script_source()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _TAB not in package.read(_RIBBON)
    except (zipfile.BadZipFile, KeyError):
        return True


def _put(path: Path, content: bytes) -> Done:
    existed = path.exists()
    if existed and path.read_bytes() == content:
        return "unchanged"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
    except OSError as fault:
        raise _held(path, fault) from fault
    return "renewed" if existed else "written"


def _take(path: Path) -> Done:
    try:
        path.unlink()
    except FileNotFoundError:
        return "absent"
    except OSError as fault:
        raise _held(path, fault) from fault
    return "removed"


def _held(path: Path, fault: OSError) -> EnvironmentFault:
    return EnvironmentFault("install-blocked", path=str(path), cause=fault.strerror or "")


def _remove_empty(folder: Path) -> None:
    if folder.name.startswith(".") and not any(folder.iterdir()):
        folder.rmdir()
