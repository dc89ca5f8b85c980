"""Rules over a whole workbook and its templates: one rule a file, `ALL` runs them.

What is wrong with a single cell is found where the cell is read (`xl_addin.reader`).
"""

from __future__ import annotations

from xl_addin.checks import (
    blank_texts,
    departments,
    lookalike_ids,
    lost_lists,
    open_conflicts,
    overrides,
    roles_without_duties,
    settings,
    snapshot_columns,
    template_names,
    too_many_sections,
    totals,
    versions,
)
from xl_addin.checks.base import Check, CheckInput

ALL: tuple[Check, ...] = (
    open_conflicts.check,
    settings.check,
    snapshot_columns.check,
    departments.check,
    lookalike_ids.check,
    lost_lists.check,
    roles_without_duties.check,
    too_many_sections.check,
    overrides.check,
    blank_texts.check,
    totals.check,
    versions.check,
    template_names.check,
)

__all__ = ["ALL", "Check", "CheckInput"]
