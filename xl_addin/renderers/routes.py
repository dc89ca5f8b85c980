"""How each part of a template is made, and why: what `xl-addin template explain` prints.

Data only; every code is an entry of `messages.texts`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Way = Literal["pass-through", "compiled", "careful", "fallback"]
"""Copied; filled without reading XML again; filled, then read again; made by docxtpl."""


@dataclass(frozen=True, slots=True)
class Route:
    """One part's way.

    Attributes:
        part: Name of the entry in the package.
        way: How it is made.
        reasons: Why not faster.
        proven: What can never need mending.
        checked: What is looked for in each document.
        once: What was mended once, in the template.
    """

    part: str
    way: Way
    reasons: tuple[str, ...] = ()
    proven: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
