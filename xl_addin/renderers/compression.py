"""How documents are deflated: three settings, each reproducible by the name it carries.

Equal bytes in give equal bytes out for one `Compressor.name`; another library or
version may deflate otherwise, so a journal records the name. Neighbours: everything that
writes a package.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass

SETTINGS = ("fast", "balanced", "small")
"""What a person can choose."""

DEFAULT_SETTING = "balanced"


@dataclass(frozen=True, slots=True)
class Compressor:
    """One way to deflate.

    Attributes:
        name: Library, version and level: `zlib 1.2.13 level 6`.
        deflate: Raw deflate data of the bytes given.
        checksum: Their CRC-32.
    """

    name: str
    deflate: Callable[[bytes], bytes]
    checksum: Callable[[bytes], int]


def compressor(setting: str = DEFAULT_SETTING) -> Compressor:
    """The compressor of a setting.

    Args:
        setting: `fast` (ISA-L where it is installed), `balanced` or `small`.

    Raises:
        KeyError: There is no such setting.
    """
    if setting == "fast":
        return _isal() or _zlib(1)
    return _zlib({"balanced": 6, "small": 9}[setting])


def _zlib(level: int) -> Compressor:
    def deflate(data: bytes) -> bytes:
        return zlib.compress(data, level, -zlib.MAX_WBITS)

    return Compressor(f"zlib {zlib.ZLIB_RUNTIME_VERSION} level {level}", deflate, zlib.crc32)


def _isal() -> Compressor | None:
    try:
        import isal
        from isal import isal_zlib
    except ImportError:
        return None

    def deflate(data: bytes) -> bytes:
        return isal_zlib.compress(data, 1, -zlib.MAX_WBITS)

    name = f"isa-l {isal.ISAL_VERSION} level 1"
    return Compressor(name, deflate, isal_zlib.crc32)
