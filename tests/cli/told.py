"""The command line, run in the tests' own process."""

from __future__ import annotations

import pytest

from xl_addin.cli.command_line import run


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    """Exit code, and what was said on both streams."""
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        run([str(each) for each in arguments])
    said = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, said.out + said.err
