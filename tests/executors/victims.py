"""Functions that a guarded child runs, and that do what hostile input would."""

from __future__ import annotations

import ctypes
import os
import sys
import time

from xl_addin.errors import RenderError


def double(number: int) -> int:
    return number * 2


def spin(_: int = 0) -> None:
    while True:
        pass


def spin_deaf(_: int = 0) -> None:
    """As spin, but nothing raised inside can end it."""
    while True:
        try:
            spin()
        except TimeoutError:
            continue


def sleep_in_c(_: int = 0) -> None:
    """Holds the interpreter's lock, as a library in C or Rust does."""
    ctypes.PyDLL(None).sleep(60)


def abort(_: int = 0) -> None:
    os.abort()


def leave(_: int = 0) -> None:
    os._exit(0)


def hoard(megabytes: int) -> int:
    return len(b"x" * (megabytes * 1024 * 1024))


def chatter(_: int = 0) -> int:
    print("a line on standard output")
    os.write(1, b"and one past Python")
    return 1


def refuse(_: int = 0) -> None:
    raise RenderError("tag-failed", text="{{ x }}")


def stumble(_: int = 0) -> None:
    raise KeyError("x")


def has_imported(module: str) -> bool:
    return module in sys.modules


def nap(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def process_id(_: int = 0) -> int:
    return os.getpid()


def by_number(number: int) -> int:
    """3 aborts, 5 spins, the others double."""
    if number == 3:
        os.abort()
    if number == 5:
        time.sleep(60)
    return number * 2


def always_aborts_ten_to_twenty(number: int) -> int:
    if 10 <= number < 20:
        os.abort()
    return number


def die_at_three(number: int) -> int:
    """The number; at 3 the process ends."""
    if number == 3:
        os._exit(7)
    return number
