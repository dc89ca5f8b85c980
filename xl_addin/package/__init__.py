"""OOXML packages: the gate before any parser, and the scan of what parsers hide.

Takes bytes, gives a verified `Package` or a typed error; knows zip and XML, no Excel
and no Word library. Stands below every room.
"""

from __future__ import annotations

from xl_addin.package.entries import Package
from xl_addin.package.gate import Kind, verify
from xl_addin.package.limits import Limits

__all__ = ["Kind", "Limits", "Package", "verify"]
