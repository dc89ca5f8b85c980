"""Data validation as xlwings asks for it: what a cell accepts, its drop-down, its prompt."""

from __future__ import annotations

from typing import Any

from xlwings import base_classes

from xl_addin.engines.faults import plain_faults

_KINDS = {
    "ANY": "none",
    "WHOLE": "whole_number",
    "DECIMAL": "decimal",
    "DATE": "date",
    "TIME": "time",
    "TEXT_LEN": "text_length",
    "LIST": "list",
    "CUSTOM": "custom",
}
_ALERTS = {"STOP": "stop", "WARNING": "warning", "INFO": "information"}


@plain_faults
class DataValidation(base_classes.DataValidation):
    """The validation of a range's cells."""

    def __init__(self, area: Any) -> None:
        self._area = area

    @property
    def api(self) -> Any:
        return self._area.api.Validation

    @property
    def type(self) -> str:
        """As xlwings: one kind, `mixed_criteria` if some cells lack one, `inconsistent`."""
        groups = self._area.api.getUniqueCellFormatRanges()
        rules = {_rule(groups.getByIndex(n).Validation) for n in range(groups.getCount())}
        if len(rules) == 1:
            return rules.pop()[0]
        return "mixed_criteria" if any(kind == "none" for kind, *_ in rules) else "inconsistent"

    @property
    def source(self) -> str | None:
        if self.type != "list":
            return None
        formula = str(self.api.getFormula1())
        literal = formula.startswith('"')
        return formula.strip('"').replace('";"', ",") if literal else f"={formula}"

    @property
    def in_cell_dropdown(self) -> bool | None:
        return bool(self.api.ShowList) if self.type == "list" else None

    @property
    def ignore_blank(self) -> bool | None:
        return bool(self.api.IgnoreBlankCells)

    @property
    def input_title(self) -> str | None:
        return str(self.api.InputTitle)

    @property
    def input_message(self) -> str | None:
        return str(self.api.InputMessage)

    @property
    def show_input(self) -> bool | None:
        return bool(self.api.ShowInputMessage)

    @property
    def error_title(self) -> str | None:
        return str(self.api.ErrorTitle)

    @property
    def error_message(self) -> str | None:
        return str(self.api.ErrorMessage)

    @property
    def show_error(self) -> bool | None:
        return bool(self.api.ShowErrorMessage)

    @property
    def alert_style(self) -> str | None:
        return _ALERTS.get(self.api.ErrorAlertStyle.value)

    def set_list(self, source: Any, in_cell_dropdown: bool = True) -> None:
        import uno

        rule = self.api
        rule.Type = uno.Enum("com.sun.star.sheet.ValidationType", "LIST")
        rule.ShowList = int(in_cell_dropdown)
        rule.ShowErrorMessage = True
        rule.setFormula1(_list_formula(source))
        self._area.api.Validation = rule

    def delete(self) -> None:
        import uno

        rule = self.api
        rule.Type = uno.Enum("com.sun.star.sheet.ValidationType", "ANY")
        rule.ShowInputMessage = False
        rule.InputTitle = rule.InputMessage = ""
        self._area.api.Validation = rule


def _list_formula(source: Any) -> str:
    if isinstance(source, list | tuple):
        return ";".join(f'"{word}"' for word in source)
    if hasattr(source, "sheet"):
        sheet = source.sheet.name.replace("'", "''")
        return f"$'{sheet}'.{source.address}"
    return str(source.name)


def _rule(validation: Any) -> tuple[str, ...]:
    kind = _KINDS[validation.Type.value]
    if kind == "none" and validation.ShowInputMessage and validation.InputMessage:
        kind = "unknown"  # only a prompt: xlwings has no word for it
    return (
        kind,
        str(validation.getFormula1()),
        str(validation.getFormula2()),
        str(validation.InputTitle),
        str(validation.InputMessage),
    )
