"""What a guarded call may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one call may take.

    Attributes:
        seconds: Time until its process is killed.
        memory_mb: Address space of its process, where the system can bound it.
        warned: Whether the function gets a `TimeoutError` a little earlier, where the
            system can raise one, so that it can say what it was at.
    """

    seconds: float = 15.0
    memory_mb: int = 2048
    warned: bool = True
