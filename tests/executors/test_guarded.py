"""Nothing a guarded call does reaches the program that made it."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.executors import victims
from xl_addin.errors import RenderError, WorkerDied
from xl_addin.executors.bounds import Bounds
from xl_addin.executors.guarded import Guarded

_SHORT = Bounds(seconds=0.6)


@pytest.fixture
def guarded() -> Iterator[Guarded]:
    guarded = Guarded()
    yield guarded
    guarded.close()


def test_a_result_comes_back_and_the_child_stays(guarded: Guarded) -> None:
    assert guarded.call(victims.double, Bounds(), 21) == 42
    first = guarded.call(victims.process_id, Bounds())
    assert guarded.call(victims.process_id, Bounds()) == first


@pytest.mark.parametrize("victim", [victims.spin, victims.spin_deaf, victims.sleep_in_c])
def test_what_never_ends_is_ended(guarded: Guarded, victim: object) -> None:
    with pytest.raises(WorkerDied) as caught:
        guarded.call(victim, _SHORT)  # type: ignore[arg-type]
    assert (caught.value.code, caught.value.fields) == ("worker-deadline", {"seconds": "0.6"})
    assert guarded.call(victims.double, Bounds(), 1) == 2


@pytest.mark.parametrize("victim", [victims.abort, victims.leave])
def test_a_dead_process_is_a_typed_error(guarded: Guarded, victim: object) -> None:
    with pytest.raises(WorkerDied) as caught:
        guarded.call(victim, Bounds())  # type: ignore[arg-type]
    assert caught.value.code == "worker-died"
    assert guarded.call(victims.double, Bounds(), 1) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows bounds no address space")
def test_memory_is_bounded_by_call(guarded: Guarded) -> None:
    assert guarded.call(victims.hoard, Bounds(memory_mb=2048), 300)
    with pytest.raises(WorkerDied) as caught:
        guarded.call(victims.hoard, Bounds(memory_mb=256), 300)
    assert caught.value.code == "worker-memory"
    assert guarded.call(victims.hoard, Bounds(memory_mb=2048), 300)


def test_errors_keep_their_type_and_fields(guarded: Guarded) -> None:
    with pytest.raises(RenderError) as caught:
        guarded.call(victims.refuse, Bounds())
    assert (caught.value.code, caught.value.fields) == ("tag-failed", {"text": "{{ x }}"})
    with pytest.raises(KeyError) as other:
        guarded.call(victims.stumble, Bounds())
    assert "victims.py" in other.value.__notes__[0]


def test_a_child_has_imported_what_it_was_started_with(guarded: Guarded) -> None:
    guarded.start("tests.executors.no_such_module", "colorsys")
    assert guarded.call(victims.has_imported, Bounds(), "colorsys")
    guarded.close()
    assert guarded.call(victims.has_imported, Bounds(), "colorsys")


def test_a_child_that_works_is_not_let_go(guarded: Guarded) -> None:
    guarded.start()
    with ThreadPoolExecutor(1) as pool:
        nap = pool.submit(guarded.call, victims.nap, Bounds(), 0.5)
        time.sleep(0.1)
        guarded.let_go()
        assert nap.result() == 0.5


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc")
def test_a_child_that_is_not_waited_for_goes_all_the_same(guarded: Guarded) -> None:
    child = guarded.call(victims.process_id, Bounds())
    guarded.let_go()
    until = time.monotonic() + 20
    while time.monotonic() < until and _exists(child):
        time.sleep(0.05)
    assert not _exists(child)


def test_what_a_library_prints_disturbs_nothing(guarded: Guarded) -> None:
    assert guarded.call(victims.chatter, Bounds()) == 1
    assert guarded.call(victims.double, Bounds(), 3) == 6


def test_a_script_without_a_main_guard_is_not_run_again(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        textwrap.dedent(
            """
            from tests.executors import victims
            from xl_addin.executors.bounds import Bounds
            from xl_addin.executors.guarded import run_guarded
            print("once", run_guarded(victims.double, Bounds(), 4))
            """
        )
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    assert done.stdout == "once 8\n"
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc")
def test_a_child_outlives_no_parent(tmp_path: Path) -> None:
    """The parent is killed in the middle of an endless call."""
    script = tmp_path / "script.py"
    script.write_text(
        textwrap.dedent(
            """
            import os, threading
            from tests.executors import victims
            from xl_addin.executors.bounds import Bounds
            from xl_addin.executors.guarded import run_guarded
            print(run_guarded(victims.process_id, Bounds()), flush=True)
            threading.Timer(0.3, lambda: os.kill(os.getpid(), 9)).start()
            run_guarded(victims.sleep_in_c, Bounds(seconds=0.5))
            """
        )
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    child = int(done.stdout)
    until = time.monotonic() + 20
    while time.monotonic() < until and _alive(child):
        time.sleep(0.2)
    assert not _alive(child)


def _exists(process: int) -> bool:
    """Whether it runs, or has ended and nobody has taken notice."""
    return Path(f"/proc/{process}").exists()


def _alive(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
