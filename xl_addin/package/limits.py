"""What a package may hold, and what working on it may take.

The defaults leave room for ten times the largest honest file and refuse what is made
to harm. `--limit NAME=VALUE` on the command line, `limits=` in Python.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from xl_addin.errors import UsageError


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one run.

    Attributes:
        file_mb: Size of the file.
        entries: Number of entries of the package.
        part_mb: One part, inflated.
        package_mb: All parts, inflated.
        ratio: How many times its size an entry of more than 4 MB may inflate to.
        sheets: Number of sheets.
        cells: Rows × columns of one sheet, up to its last cell with a value.
        merges: Merged ranges of one sheet.
        merged_cells: Cells all merged ranges of one sheet cover.
        read_seconds: Reading one workbook.
        prepare_seconds: Making one template ready.
        render_seconds: Making one document.
        memory_mb: Memory of the process that does it, where the system can bound it.
    """

    file_mb: int = 100
    entries: int = 10_000
    part_mb: int = 256
    package_mb: int = 512
    ratio: int = 250
    sheets: int = 500
    cells: int = 20_000_000
    merges: int = 50_000
    merged_cells: int = 2_000_000
    read_seconds: int = 18
    prepare_seconds: int = 12
    render_seconds: int = 8
    memory_mb: int = 2048

    def changed(self, settings: Iterable[str]) -> Limits:
        """These limits with some `name=value` replaced.

        Raises:
            UsageError: There is no such limit, or its value is no positive number.
        """
        known = {field.name for field in fields(self)}
        values: dict[str, int] = {}
        for setting in settings:
            name, _, value = setting.partition("=")
            name = name.strip().replace("-", "_")
            if name not in known or not value.strip().isdecimal() or not int(value):
                raise UsageError("limit-unknown", limit=setting, known=", ".join(sorted(known)))
            values[name] = int(value)
        return replace(self, **values)
