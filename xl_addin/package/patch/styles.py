"""Style ids of a workbook: what they show a number as, and new ones where none will do.

An id is added only for a value its cell's format would turn into something else, and
for sheets of our own; ids there are keep their meaning.
"""

from __future__ import annotations

import posixpath
from dataclasses import replace
from datetime import datetime, time

from xl_addin.model.cells import Percent
from xl_addin.package.patch.cells import shown_kind
from xl_addin.package.patch.edits import HeaderStyle, Value
from xl_addin.package.patch.located import Node, prefix_of, with_attributes
from xl_addin.package.patch.parts import Parts
from xl_addin.package.refusal import Refusal
from xl_addin.package.serials import Shown
from xl_addin.package.workbook import Styles

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_MINIMAL = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
_GENERAL, _PERCENT, _PERCENT_2, _DATE, _TIME, _DATE_TIME, _DURATION = 0, 9, 10, 14, 20, 22, 46


class StyleBook:
    """The styles part of a workbook under change.

    Args:
        parts: The package.
        styles: What its ids mean.
    """

    def __init__(self, parts: Parts, styles: Styles) -> None:
        self._parts = parts
        self._styles = styles
        self._made: dict[tuple[int, int], int] = {}

    def fitting(self, style: int, value: Value) -> int:
        """A style like this one that shows the value as what it is."""
        kind = shown_kind(value)
        if kind is None or self._styles.meaning(style) is kind:
            return style
        number = _format(value, kind)
        key = style, number
        if key not in self._made:
            self._made[key] = self._clone(style, numFmtId=str(number), applyNumberFormat="1")
            shown = {**self._styles.shown, self._made[key]: kind}
            self._styles = replace(self._styles, shown=shown)
        return self._made[key]

    def header(self, look: HeaderStyle) -> int:
        """A style for the first row of a sheet of our own."""
        colours = {"fill": f"FF{look.fill}", "text": f"FF{look.text}"}
        font = self._append(
            "fonts",
            '<{p}font><{p}b/><{p}sz val="11"/><{p}color rgb="{text}"/>'
            '<{p}name val="微软雅黑"/></{p}font>',
            colours,
        )
        fill = self._append(
            "fills",
            '<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="{fill}"/>'
            "</{p}patternFill></{p}fill>",
            colours,
        )
        return self._sheet_style(f'fontId="{font}" fillId="{fill}" applyFont="1" applyFill="1"')

    def wrapped(self) -> int:
        """A style for the other rows: their text in lines, at the top."""
        return self._sheet_style('fontId="0" fillId="0"')

    def _sheet_style(self, given: str) -> int:
        sides = "".join(
            f'<{{p}}{side} style="thin"><{{p}}color rgb="FFBFC7D1"/></{{p}}{side}>'
            for side in ("left", "right", "top", "bottom")
        )
        border = self._append(
            "borders", f"<{{p}}border>{sides}<{{p}}diagonal/></{{p}}border>", {}
        )
        return self._append(
            "cellXfs",
            f'<{{p}}xf numFmtId="0" borderId="{border}" xfId="0" {given} '
            'applyBorder="1" applyAlignment="1">'
            '<{p}alignment vertical="top" wrapText="1"/></{p}xf>',
            {},
        )

    def _clone(self, style: int, **values: str) -> int:
        name = self._name()
        root, splices = self._parts.tree(name)
        table = _table(name, root, "cellXfs")
        if style >= len(table.children):
            raise Refusal("damaged", cause=f"{name}: s={style}")
        old = table.children[style]
        new = with_attributes(splices.xml[old.start : old.end], values)
        splices.append(table, new, count=str(len(table.children) + 1))
        self._parts.write(name, splices.applied())
        return len(table.children)

    def _append(self, table_name: str, pattern: str, values: dict[str, str]) -> int:
        """Add an entry to one of the tables of styles and give its index; reuse an equal one."""
        name = self._name()
        root, splices = self._parts.tree(name)
        table = _table(name, root, table_name)
        new = pattern.format(p=prefix_of(splices.xml, table), **values).encode()
        for index, child in enumerate(table.children):
            if splices.xml[child.start : child.end] == new:
                return index
        splices.append(table, new, count=str(len(table.children) + 1))
        self._parts.write(name, splices.applied())
        return len(table.children)

    def _name(self) -> str:
        linked = self._parts.linked("styles")
        if linked is not None:
            return self._parts.name(linked.target) or linked.target
        name = posixpath.join(posixpath.dirname(self._parts.main), "styles.xml")
        unlinked = self._parts.name(name)
        if unlinked is not None:
            return unlinked  # readers look there without being led
        self._parts.add(name, _MINIMAL.encode(), kind="styles", content_type=_TYPE)
        return name


def _table(part: str, root: Node, name: str) -> Node:
    table = root.find(name)
    if table is None:
        raise Refusal("damaged", cause=f"{part}: {name}")
    return table


def _format(value: Value, kind: Shown) -> int:
    """The built-in number format for a value."""
    if isinstance(value, time):
        return _TIME
    if isinstance(value, datetime):
        return _DATE if value.time() == time() else _DATE_TIME
    if isinstance(value, Percent):
        return _PERCENT if round(value * 100, 10).is_integer() else _PERCENT_2
    return _DURATION if kind is Shown.DURATION else _GENERAL
