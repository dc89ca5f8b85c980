"""The child's side of `guarded`: runs calls one after another until its parent is gone."""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import os
import pickle
import signal
import sys
import traceback
from types import FrameType

try:
    import resource
except ImportError:  # Windows bounds no address space
    resource = None  # type: ignore[assignment]

from xl_addin.errors import WorkerDied, XlAddinError
from xl_addin.executors.bounds import Bounds
from xl_addin.executors.guarded import import_all, read_frame, write_frame

_STDERR = 2

# The parent kills at the deadline; this is for a child whose parent was itself killed.
_GRACE = 5.0
_WARNED_AT = 0.75


def main() -> None:
    """Serve calls from standard input, answers to standard output.

    Arguments are modules the calls will want: imported before the first one is looked at.
    """
    # Ctrl-C reaches every process of a terminal; the parent decides what ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    # A library that prints must not write into the answers.
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    _no_core_files()
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, _warn)
    # A chunk of tasks is a hundred thousand objects, each of which would be looked at.
    gc.disable()
    write_frame(answers, b"ready")
    import_all(sys.argv[1:])
    with contextlib.suppress(EOFError, OSError):
        while True:
            write_frame(answers, _answer(read_frame(requests)))
            # A call's values go by themselves; what is left is looked for between calls.
            gc.collect()


def _answer(request: bytes) -> bytes:
    """What a call comes to."""
    try:
        function, args, kwargs, bounds = pickle.loads(request)  # noqa: S301 - from our parent
        _bound(bounds)
        try:
            result = function(*args, **kwargs)
        finally:
            _bound(None)
        answer = pickle.dumps((True, result), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        answer = _failure(WorkerDied("worker-memory"))
    except TimeoutError:
        answer = _failure(WorkerDied("worker-deadline", seconds=f"{bounds.seconds:g}"))
    except XlAddinError as error:
        if error.__cause__ is not None:
            error.add_note("".join(traceback.format_exception(error.__cause__)))
        answer = _failure(error)
    except Exception as fault:  # noqa: BLE001 - it is raised again in the parent
        fault.add_note("".join(traceback.format_exception(fault)))
        answer = _failure(fault)
    return answer


def _failure(fault: BaseException) -> bytes:
    try:
        answer = pickle.dumps((False, fault), pickle.HIGHEST_PROTOCOL)
        pickle.loads(answer)  # noqa: S301 - an exception may pickle and yet not come back
    except Exception:  # noqa: BLE001 - any class may fail at this in its own way
        answer = pickle.dumps((False, RuntimeError(f"{type(fault).__name__}: {fault}")))
    return answer


def _bound(bounds: Bounds | None) -> None:
    """Set the bounds of the next call, or lift those of the last one."""
    if bounds is None:
        faulthandler.cancel_dump_traceback_later()
    else:
        # A thread of its own without the interpreter's lock: it ends any loop there is.
        faulthandler.dump_traceback_later(bounds.seconds + _GRACE, exit=True, file=_STDERR)
    if hasattr(signal, "setitimer"):
        warned = bounds is not None and bounds.warned
        signal.setitimer(
            signal.ITIMER_REAL, bounds.seconds * _WARNED_AT if bounds and warned else 0
        )
    if resource is not None:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        soft = hard if bounds is None else bounds.memory_mb * 1024 * 1024
        if hard != resource.RLIM_INFINITY:
            soft = min(soft, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _warn(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError


def _no_core_files() -> None:
    if resource is not None:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
