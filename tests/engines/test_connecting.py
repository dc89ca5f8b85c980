"""Reaching an office that hands over to another one, or goes; without any office."""

from __future__ import annotations

import subprocess
import sys
from types import SimpleNamespace
from typing import Any, cast

import pytest

from xl_addin.engines.office import Office
from xl_addin.errors import EnvironmentFault


class Refused(Exception):
    """Nobody listens yet."""


class Gone(Exception):
    """Whoever answered has ended."""


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What each attempt to connect meets; the last again and again."""
    met: list[Any] = []

    def resolve(_: str) -> Any:
        answer = met.pop(0) if len(met) > 1 else met[0]
        if isinstance(answer, type):
            raise answer
        return answer

    kinds = {
        "com.sun.star.connection.NoConnectException": Refused,
        "com.sun.star.lang.DisposedException": Gone,
    }
    resolver = SimpleNamespace(resolve=resolve)
    manager = SimpleNamespace(createInstanceWithContext=lambda *_: resolver)
    uno = SimpleNamespace(
        getComponentContext=lambda: SimpleNamespace(ServiceManager=manager),
        getClass=kinds.__getitem__,
    )
    monkeypatch.setitem(sys.modules, "uno", cast("Any", uno))
    monkeypatch.setattr("xl_addin.engines.office._known", [])
    return met


def office(*, ended: bool) -> Office:
    process = SimpleNamespace(poll=lambda: 0 if ended else None)
    return Office("pipe", cast("subprocess.Popen[bytes]", process), None)


def test_one_that_hands_over_is_reached_where_it_handed_over_to(answers: list[Any]) -> None:
    manager = SimpleNamespace(createInstanceWithContext=lambda *_: "desktop")
    answers += [Refused, Gone, Refused, SimpleNamespace(ServiceManager=manager)]
    ours = office(ended=False)
    ours._connect(5.0)
    assert ours.desktop == "desktop"


@pytest.mark.parametrize(
    ("met", "ended"), [(Refused, True), (Refused, False), (Gone, False), (Gone, True)]
)
def test_one_that_stays_silent_or_goes_is_told(
    answers: list[Any], met: type, ended: bool
) -> None:
    answers.append(met)
    with pytest.raises(EnvironmentFault) as told:
        office(ended=ended)._connect(0.2)
    assert told.value.code == "libreoffice-silent"
