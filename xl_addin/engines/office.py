"""A soffice process of our own, or one that lent us its pipe; neighbours: `app`.

Ours runs on a private profile that is deleted with it, in its own process group, and is
always ended. One that is only connected to is the user's: it is never ended.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xl_addin.errors import EnvironmentFault
from xl_addin.office_program import soffice

PIPE_VARIABLE = "XL_ADDIN_OFFICE_PIPE"
_START_DEADLINE = 60.0
_HAND_OVER = 5.0
_END_DEADLINE = 5.0
_MACRO_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc">
<prop oor:name="FirstRun" oor:op="fuse"><value>false</value></prop>
<prop oor:name="ShowTipOfTheDay" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""


def program() -> Path:
    """The soffice to start.

    Raises:
        EnvironmentFault: LibreOffice is not installed.
    """
    found = soffice()
    if found is None:
        raise EnvironmentFault("libreoffice-missing")
    return found


def load_uno() -> Any:
    """LibreOffice's bridge to Python, found beside the program.

    Raises:
        EnvironmentFault: It is missing, or made for another version of Python.
    """
    if "uno" in sys.modules:
        return sys.modules["uno"]
    libraries = program().parent
    # Debian ships uno.py apart from the library it loads.
    places = (libraries, libraries.parent / "Resources", Path("/usr/lib/python3/dist-packages"))
    file = next((p / "uno.py" for p in places if (p / "uno.py").is_file()), None)
    if file is None:
        raise EnvironmentFault("libreoffice-bridge", cause="uno.py")
    sys.path.append(str(libraries))
    try:
        spec = importlib.util.spec_from_file_location("uno", file)
        assert spec is not None  # noqa: S101 - the file was just seen
        assert spec.loader is not None  # noqa: S101
        module = importlib.util.module_from_spec(spec)
        sys.modules["uno"] = module
        spec.loader.exec_module(module)
    except ImportError as fault:
        sys.modules.pop("uno", None)
        raise EnvironmentFault("libreoffice-bridge", cause=str(fault)) from fault
    return module


_known: list[Office] = []


def any_ended() -> bool:
    """Whether an office we started or reached is no longer there."""
    return any(not office.answers for office in _known)


class Office:
    """One running LibreOffice.

    Attributes:
        context: Its UNO component context.
        pid: Process id; 0 for one that was only connected to.
        visible: Whether it has windows, and so somebody who can answer a dialog.
    """

    def __init__(self, pipe: str, process: subprocess.Popen[bytes] | None, profile: str | None):
        self.pipe = pipe
        self._process = process
        self.profile = profile
        self.visible = process is None
        self.context: Any = None
        self.desktop: Any = None

    @classmethod
    def start(
        cls,
        *,
        visible: bool = False,
        arguments: Sequence[str] = (),
        profile: Path | None = None,
    ) -> Office:
        """Start an office of our own.

        Args:
            visible: Whether it has windows.
            arguments: Further ones of the command line.
            profile: One to run on, which stays; without it a private one that goes.

        Raises:
            EnvironmentFault: It is not installed, or did not come up in time.
        """
        load_uno()
        pipe = f"xl_addin_{uuid.uuid4().hex}"
        private = _private_profile() if profile is None else None
        command = [
            str(program()),
            f"-env:UserInstallation={(profile or Path(str(private))).absolute().as_uri()}",
            f"--accept=pipe,name={pipe};urp;",
            "--norestore",
            "--nologo",
            "--nodefault",
            "--nolockcheck",
            *(() if visible else ("--headless", "--invisible")),
            *arguments,
        ]
        process = subprocess.Popen(  # noqa: S603 - the program the user installed
            command,
            env={**os.environ, PIPE_VARIABLE: pipe},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        office = cls(pipe, process, private)
        office.visible = visible
        atexit.register(office.end)
        try:
            office._connect(_START_DEADLINE)
        except BaseException:
            office.end()
            raise
        return office

    @classmethod
    def connect(cls, pipe: str) -> Office:
        """Reach an office that listens on a pipe; it stays its owner's.

        Raises:
            EnvironmentFault: Nobody listens there.
        """
        load_uno()
        office = cls(pipe, None, None)
        office._connect(_END_DEADLINE)
        return office

    @property
    def pid(self) -> int:
        """Process id; 0 for one that was only connected to."""
        return self._process.pid if self._process else 0

    @property
    def alive(self) -> bool:
        """Whether the process still runs, as far as we can know."""
        return self._process is None or self._process.poll() is None

    @property
    def answers(self) -> bool:
        """Whether it still takes calls."""
        if not self.alive:
            return False
        try:
            self.context.getServiceManager().getAvailableServiceNames()
        except Exception:  # noqa: BLE001 - whatever a dying program says
            return False
        return True

    def service(self, name: str) -> Any:
        """A new instance of a UNO service."""
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def ends_within(self, seconds: float) -> bool:
        """Whether our process goes of itself: it found another one on its profile."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self._process is not None and self._process.wait(seconds) is not None
        return False

    def end(self) -> None:
        """End our own office and delete its profile; leave any other alone."""
        atexit.unregister(self.end)
        if self._process is None:
            return
        if self.alive and self.desktop is not None:
            # Whatever a dying office answers, its process is killed below. A document is
            # closed first: one left open would leave its lock file behind.
            with contextlib.suppress(Exception):
                components = self.desktop.getComponents().createEnumeration()
                while components.hasMoreElements():
                    components.nextElement().close(True)
                self.desktop.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_END_DEADLINE)
        self.kill()

    def kill(self) -> None:
        """End our own office at once, with everything it started."""
        if self in _known:
            _known.remove(self)
        if self._process is not None:
            _kill_group(self._process)
            self._process.wait()
        if self.profile is not None:
            shutil.rmtree(self.profile, ignore_errors=True)

    def _connect(self, seconds: float) -> None:
        import uno

        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local
        )
        address = f"uno:pipe,name={self.pipe};urp;StarOffice.ComponentContext"
        refused = uno.getClass("com.sun.star.connection.NoConnectException")
        gone = uno.getClass("com.sun.star.lang.DisposedException")
        deadline = time.monotonic() + seconds
        handed_over = False
        while True:
            try:
                self.context = resolver.resolve(address)
                self.desktop = self.service("com.sun.star.frame.Desktop")
                break
            except (refused, gone) as fault:
                if isinstance(fault, gone) and not handed_over:
                    # It answered and ended at once: another office, open with its
                    # profile before, has been asked to listen in its place.
                    handed_over = True
                    deadline = min(deadline, time.monotonic() + _HAND_OVER)
                ended = not self.alive and not handed_over
                if ended or time.monotonic() > deadline:
                    raise EnvironmentFault("libreoffice-silent") from fault
                time.sleep(0.05)
        _known.append(self)


def _private_profile() -> str:
    profile = tempfile.mkdtemp(prefix="xl_addin_office_")
    user = Path(profile) / "user"
    user.mkdir()
    (user / "registrymodifications.xcu").write_text(_MACRO_SETTINGS, encoding="utf-8")
    return profile


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
