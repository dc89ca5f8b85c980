"""Calls that run where they can be killed: a child process with a deadline and a memory bound.

Takes an importable function and picklable arguments; gives its result, the
`XlAddinError` it raised, or `WorkerDied` if it outran its bounds or took its process
down. Whatever happens to the child, the program lives on and the next call gets a new
one. The child's side is `guarded_child`; `process_pool` runs batches over several.

The child is a fresh interpreter on every system, never a fork, so that what is tested
is what Windows runs, and a caller's script is not run again (as `multiprocessing`
does). It stays for further calls, so its start is paid once; started early, it imports
what its calls will want while its parent does something else. A process keeps the
`shared` one, one for what can be done `aside` while that gets ready, and `further` ones.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import struct
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from importlib import import_module
from typing import IO, TYPE_CHECKING, ParamSpec, TypeVar

from xl_addin.errors import EnvironmentFault, WorkerDied
from xl_addin.executors.heap import FOR_CHILDREN

if TYPE_CHECKING:
    import subprocess

    from xl_addin.executors.bounds import Bounds

P = ParamSpec("P")
R = TypeVar("R")

_FRAME = struct.Struct("<Q")
_WATCH_EVERY = 0.1
# A cold disk and a virus scanner may both stand between a new process and its first line.
_START_SECONDS = 60.0


class Guarded:
    """One child process, started when first needed and again after each death."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._ready = False
        self._modules: tuple[str, ...] = ()
        self._lock = threading.Lock()
        self._due: float | None = None
        self._overdue = False
        _watch(self)

    def start(self, *modules: str) -> None:
        """Start the child now, so that it is ready by the time of the first call.

        Args:
            *modules: What it is to import meanwhile.
        """
        # While a call is under way, it is there.
        if self._lock.acquire(blocking=False):
            try:
                self._modules = modules or self._modules
                self._ensure()
            finally:
                self._lock.release()

    def begin(
        self,
        function: Callable[P, object],
        bounds: Bounds,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Run what makes later calls quicker while this process does something else.

        Nobody is told what becomes of it; a call made meanwhile waits, or comes first.

        Args:
            function: See `call`.
            bounds: What it may take.
            *args: Picklable.
            **kwargs: Picklable.
        """
        import pickle

        request = pickle.dumps((function, args, kwargs, bounds), pickle.HIGHEST_PROTOCOL)

        def run() -> None:
            # One that has been ended meanwhile is not started for this.
            with self._lock, contextlib.suppress(WorkerDied):
                if self._process is not None:
                    self._exchange(request, bounds)

        threading.Thread(target=run, name="ahead", daemon=True).start()

    def let_go(self) -> None:
        """End the child, unless a call is under way; does not wait until it has gone."""
        if self._lock.acquire(blocking=False):
            try:
                self.close(wait=False)
            finally:
                self._lock.release()

    def call(
        self, function: Callable[P, R], bounds: Bounds, /, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Run a function in the child.

        Args:
            function: Importable by its module and name, or an instance of such a class.
            bounds: What the call may take.
            *args: Picklable.
            **kwargs: Picklable.

        Raises:
            WorkerDied: It outran its bounds, or its process died.
            Exception: Whatever the function raised.
        """
        # What starts a child early asks nothing of it yet.
        import pickle

        request = pickle.dumps((function, args, kwargs, bounds), pickle.HIGHEST_PROTOCOL)
        with self._lock:
            self._ensure()
            answer = self._exchange(request, bounds)
        done, value = pickle.loads(answer)  # noqa: S301 - written by our own child
        if done:
            result: R = value
            return result
        raise value

    def close(self, *, wait: bool = True) -> None:
        """End the child; a later call starts another.

        Args:
            wait: Until it has gone.
        """
        process, self._process, self._ready = self._process, None, False
        if process is None:
            return
        process.kill()
        if wait:
            process.wait()
        else:
            _leaving.append(process)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _ensure(self) -> None:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = _start(self._modules)

    def _exchange(self, request: bytes, bounds: Bounds) -> bytes:
        process = self._process
        assert process is not None and process.stdin and process.stdout  # noqa: S101
        self._overdue = False
        try:
            if not self._ready:
                self._due = time.monotonic() + _START_SECONDS
                read_frame(process.stdout)
                self._ready = True
            self._due = time.monotonic() + bounds.seconds
            write_frame(process.stdin, request)
            answer = read_frame(process.stdout)
        except (OSError, EOFError) as fault:
            self.close()
            if self._overdue:
                raise WorkerDied("worker-deadline", seconds=f"{bounds.seconds:g}") from fault
            raise WorkerDied("worker-died") from fault
        except BaseException:
            # An answer nobody read must not be taken for that of the next call.
            self.close()
            raise
        finally:
            self._due = None
        return answer

    def end_if_overdue(self, now: float) -> None:
        """Kill the child if its call has outrun its deadline; for the watching thread."""
        due, process = self._due, self._process
        if due is not None and process is not None and now > due:
            self._overdue = True
            process.kill()


def write_frame(pipe: IO[bytes], content: bytes) -> None:
    """Write one message."""
    pipe.write(_FRAME.pack(len(content)))
    pipe.write(content)
    pipe.flush()


def read_frame(pipe: IO[bytes]) -> bytes:
    """Read one message.

    Raises:
        EOFError: The other side has gone.
    """
    head = pipe.read(_FRAME.size)
    if len(head) < _FRAME.size:
        raise EOFError
    (length,) = _FRAME.unpack(head)
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return content


def shared() -> Guarded:
    """The child this process keeps for single calls."""
    return _keep("shared")


def aside() -> Guarded:
    """The one for what is done while the shared one gets ready: the first further one."""
    return further(1)


def further(number: int) -> Guarded:
    """One for batches that are worth more than the shared one; numbers count from 1."""
    return _keep(f"further {number}")


def import_all(modules: Iterable[str]) -> None:
    """Import what later calls will want; for children."""
    for module in modules:
        # What does not import is told by the call that wants it.
        with contextlib.suppress(Exception):
            import_module(module)
    # What is imported stays: looking through it for garbage finds none.
    gc.freeze()


def run_guarded(
    function: Callable[P, R], bounds: Bounds, /, *args: P.args, **kwargs: P.kwargs
) -> R:
    """`Guarded.call` in the shared child."""
    return shared().call(function, bounds, *args, **kwargs)


@atexit.register
def _abandon() -> None:
    """At the very end: those that were killed are the system's to bury, with no warning."""
    for process in _leaving:
        process.returncode = process.poll() or -9


def _keep(name: str) -> Guarded:
    child = _kept.get(name)
    if child is None:
        child = _kept[name] = Guarded()
        atexit.register(partial(child.close, wait=False))
    return child


_kept: dict[str, Guarded] = {}
_leaving: list[subprocess.Popen[bytes]] = []
_watched: weakref.WeakSet[Guarded] = weakref.WeakSet()
_watcher: threading.Thread | None = None


def _watch(guarded: Guarded) -> None:
    global _watcher  # noqa: PLW0603 - one thread for all children
    _watched.add(guarded)
    if _watcher is None or not _watcher.is_alive():
        _watcher = threading.Thread(target=_keep_watch, name="guarded-watch", daemon=True)
        _watcher.start()


def _keep_watch() -> None:
    while True:
        time.sleep(_WATCH_EVERY)
        now = time.monotonic()
        for guarded in list(_watched):
            guarded.end_if_overdue(now)
        for process in list(_leaving):
            if process.poll() is not None:
                _leaving.remove(process)


def _forget() -> None:
    """A forked process shares its parent's pipes: it must neither use nor close them."""
    global _watcher  # noqa: PLW0603 - as above
    _watcher = None
    _kept.clear()
    _leaving.clear()
    _watched.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


def _start(modules: Sequence[str]) -> subprocess.Popen[bytes]:
    # The child imports this module, too, and starts nothing.
    import subprocess

    # The child imports exactly what this process would, wherever that came from.
    path = os.pathsep.join(entry or os.getcwd() for entry in sys.path)  # noqa: PTH109
    environment = {**FOR_CHILDREN, **os.environ, "PYTHONPATH": path}
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        return subprocess.Popen(  # noqa: S603 - modules are named by our own code
            [sys.executable, "-P", "-m", "xl_addin.executors.guarded_child", *modules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            creationflags=flags,
        )
    except OSError as fault:
        raise EnvironmentFault("worker-not-started", cause=fault.strerror or "") from fault
