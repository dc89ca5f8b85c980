"""UNO's exceptions as plain ones: UNO's own can take the interpreter down when printed."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

from xl_addin.engines import office
from xl_addin.errors import EnvironmentFault

Kind = TypeVar("Kind", bound=type)


def plain_faults(kind: Kind) -> Kind:
    """A class whose methods and properties raise `EnvironmentFault` for UNO's faults."""
    for name, member in list(vars(kind).items()):
        if isinstance(member, property):
            wrapped: Any = property(
                _wrap(member.fget) if member.fget else None,
                _wrap(member.fset) if member.fset else None,
                doc=member.__doc__,
            )
        elif callable(member) and (not name.startswith("_") or name in _CONTAINER):
            wrapped = _wrap(member)
        else:
            continue
        setattr(kind, name, wrapped)
    return kind


_CONTAINER = ("__call__", "__len__")


def _wrap(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        import uno

        try:
            return function(*args, **kwargs)
        except uno.getClass("com.sun.star.uno.Exception") as fault:
            cause = f"{type(fault).__name__}: {getattr(fault, 'Message', '')}"
        # What a call says that meets the office dying is no guide: look whether it lives.
        code = "libreoffice-ended" if office.any_ended() else "libreoffice-refused"
        raise EnvironmentFault(code, cause=cause)

    return call
