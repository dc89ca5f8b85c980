"""Programs some tests need beside Python: skipped with the install command where absent.

With XL_ADDIN_REQUIRE_ALL=1 (as on the machine that releases) an absent one is a failure,
so that nobody takes a skipped test for a passed one.
"""

from __future__ import annotations

import os
import shutil

import pytest


def require_program(name: str, *, apt: str) -> str:
    """The path of a program; `apt` names the Debian packages that bring it."""
    found = shutil.which(name)
    if found is None:
        message = f"{name} is missing; on Debian: apt-get install {apt}"
        if os.environ.get("XL_ADDIN_REQUIRE_ALL") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return found
