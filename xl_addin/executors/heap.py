"""Memory of large blocks goes back to the system with them, where the C library is glibc.

It would keep that of blocks up to 32 MB once the first such block has gone: the parts of a
large workbook, inflated one after the other, would be held beside what comes of them.
"""

from __future__ import annotations

import contextlib
import sys

_LARGE_BLOCK = 1_000_000
_M_MMAP_THRESHOLD = -3

FOR_CHILDREN = {"MALLOC_MMAP_THRESHOLD_": str(_LARGE_BLOCK)}
"""Environment of processes that shall give it back from their start."""


def give_back_large_blocks() -> None:
    """Have this process do so from now on."""
    if sys.platform != "linux":
        return
    import ctypes

    # Other C libraries have no such function, and no need of it.
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE_BLOCK)
