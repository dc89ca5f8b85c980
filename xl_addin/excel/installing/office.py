"""Install, uninstall and examine the extension in a LibreOffice profile; see `extension`.

LibreOffice's own extension manager does it, in an office started without windows on that
profile: its tool unopkg would refuse an administrator.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from xl_addin.engines.faults import plain_faults
from xl_addin.engines.office import Office
from xl_addin.errors import EnvironmentFault
from xl_addin.excel.installing.extension import FILE_NAME, IDENTIFIER, extension, version
from xl_addin.filesystem import write_whole

Done = Literal["written", "renewed", "unchanged", "removed", "absent"]
State = Literal["current", "outdated", "absent"]

_MANAGER = "/singletons/com.sun.star.deployment.ExtensionManager"
_HAND_OVER = 1.0


def install(profile: Path | None = None, interpreter: str = sys.executable) -> Done:
    """Give LibreOffice the buttons: a menu and a toolbar in Calc.

    Args:
        profile: Another profile than the user's own.
        interpreter: The Python that the buttons are to start.

    Raises:
        EnvironmentFault: LibreOffice is missing, open, or out of reach for this Python.
    """
    with _manager(profile) as manager:
        found = manager.installed()
        if found == version(interpreter):
            return "unchanged"
        if found is not None:
            manager.remove()
        with tempfile.TemporaryDirectory(prefix="xl_addin_") as folder:
            file = Path(folder) / FILE_NAME
            write_whole(file, extension(interpreter))
            manager.add(file)
    return "written" if found is None else "renewed"


def uninstall(profile: Path | None = None) -> Done:
    """Take the buttons away.

    Raises:
        EnvironmentFault: LibreOffice is missing, open, or out of reach for this Python.
    """
    with _manager(profile) as manager:
        if manager.installed() is None:
            return "absent"
        manager.remove()
    return "removed"


def status(profile: Path | None = None, interpreter: str = sys.executable) -> State:
    """Whether the buttons are there, and are those `install` would put there now.

    Raises:
        EnvironmentFault: LibreOffice is missing, open, or out of reach for this Python.
    """
    with _manager(profile) as manager:
        found = manager.installed()
    if found is None:
        return "absent"
    return "current" if found == version(interpreter) else "outdated"


def user_profile() -> Path:
    """Where LibreOffice keeps what is the user's."""
    from platformdirs import user_config_path, user_data_path

    if sys.platform in ("win32", "darwin"):
        return user_data_path("LibreOffice", appauthor=False, roaming=True) / "4"
    return user_config_path("libreoffice") / "4"


@plain_faults
class _Manager:
    """LibreOffice's extension manager, for the user's own extensions."""

    def __init__(self, office: Office) -> None:
        self._manager = office.context.getValueByName(_MANAGER)

    def installed(self) -> str | None:
        """The version that is installed."""
        for package in self._manager.getDeployedExtensions("user", None, None):
            if package.getIdentifier().Value == IDENTIFIER:
                return str(package.getVersion())
        return None

    def add(self, file: Path) -> None:
        """Install the extension."""
        self._manager.addExtension(file.as_uri(), (), "user", None, _Consent())

    def remove(self) -> None:
        """Remove the extension."""
        self._manager.removeExtension(IDENTIFIER, FILE_NAME, "user", None, _Consent())


class _Consent:
    """Says yes when LibreOffice asks whether to install: whoever ran the command did.

    The names are UNO's: a command environment and its interaction handler in one.
    """

    def getTypes(self) -> tuple[Any, ...]:  # noqa: N802
        import uno

        names = ("ucb.XCommandEnvironment", "task.XInteractionHandler")
        return tuple(uno.getTypeByName(f"com.sun.star.{name}") for name in names)

    def getImplementationId(self) -> bytes:  # noqa: N802
        return b""

    def getInteractionHandler(self) -> _Consent:  # noqa: N802
        return self

    def getProgressHandler(self) -> None:  # noqa: N802
        return None

    def handle(self, request: Any) -> None:
        import uno

        approve = uno.getTypeByName("com.sun.star.task.XInteractionApprove")
        for continuation in request.getContinuations():
            if continuation.queryInterface(approve) is not None:
                continuation.select()


@contextmanager
def _manager(profile: Path | None) -> Iterator[_Manager]:
    office = Office.start(profile=profile or user_profile())
    try:
        if office.ends_within(_HAND_OVER):
            raise EnvironmentFault("libreoffice-open")
        yield _Manager(office)
    finally:
        office.end()
