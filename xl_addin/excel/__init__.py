"""The Excel door: what the buttons call. `import xl_addin.excel; xl_addin.excel.check()`.

Macros are imported when they are called, so that a button that fails early can still
say why. Uses the pipeline and, for the open workbook, plain xlwings.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

MACROS = {
    "generate": "macros",
    "generate_all": "macros",
    "check": "macros",
    "mark_problems": "macros",
    "preview": "macros",
    "compare_roles": "macros",
    "open_folder": "macros",
    "new_role": "id_macros",
    "copy_role": "id_macros",
    "change_ids": "id_macros",
    "give_ids": "id_macros",
    "restore_lists": "id_macros",
    "stop": "macros",
}
"""Every macro and the module it lives in."""


def __getattr__(name: str) -> Any:
    if name not in MACROS:
        raise AttributeError(f"module 'xl_addin.excel' has no attribute {name!r}")
    return getattr(import_module(f"xl_addin.excel.{MACROS[name]}"), name)
