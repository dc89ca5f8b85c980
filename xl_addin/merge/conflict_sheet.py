"""The sheet 冲突: what a person has to decide, and what was decided.

One row a conflict: where, why, the three values and a choice with a drop-down. The last
columns hold what each choice changes, for `merge --resolve`. Resolved rows stay: they
are the record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xl_addin.merge.decisions import Choice, Decision, Reason
from xl_addin.merge.encoding import decode, encode
from xl_addin.merge.ops import Op
from xl_addin.merge.shown import Labels, along_text, brief_sides
from xl_addin.model.cells import is_blank
from xl_addin.model.names import key
from xl_addin.model.raw import RawBook, RawSheet
from xl_addin.model.schema import CONFLICTS

HEADERS = (
    *("编号", "表", "行", "列", "原因", "原值", "我方", "对方"),
    *("选择", "处理人", "处理时间", "状态", "对方文件", "程序数据"),
)
WIDTHS = (7, 9, 22, 12, 22, 32, 32, 32, 9, 10, 16, 9, 16, 4)
CHOICES: dict[Choice, str] = {
    Choice.OURS: "我方",
    Choice.THEIRS: "对方",
    Choice.BASE: "原值",
    Choice.BOTH: "两者",
}
OPEN, DONE = "待处理", "已处理"
REASONS: dict[Reason, str] = {
    Reason.BOTH_EDITED: "两边改成了不同的内容",
    Reason.DELETED_EDITED: "一边删除，另一边仍在修改或勾选",
    Reason.SAME_NEW_ID: "两边用同一个新编号登记了不同的内容",
    Reason.SHEET_EMPTIED: "一边整张表是空的或不见了",
    Reason.NO_BASE: "没有共同的原版，无法判断是谁改的",
}
NOT_WRITTEN = "无法自动写入（公式、合并单元格等），请手工改好后选“我方”"
_DATA = HEADERS.index("程序数据") + 1
_SHOWN = 2000
# Excel keeps 32,767 characters in a cell.
_CHUNK = 30_000
_SPARE_ROWS = 500


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row of the sheet as it stands in a workbook.

    Attributes:
        row: Counted from 1.
        cells: Texts by header.
        columns: Columns by header, counted from 1.
    """

    row: int
    cells: Mapping[str, str]
    columns: Mapping[str, int]
    data: str = field(default="", repr=False)

    @property
    def is_open(self) -> bool:
        """Whether nobody has resolved it."""
        return self.cells.get("状态", "") != DONE

    @property
    def choice(self) -> Choice | None:
        """What was chosen; None if nothing was, or nothing that can be chosen."""
        chosen = key(self.cells.get("选择", ""))
        return next((each for each, word in CHOICES.items() if key(word) == chosen), None)

    def ops(self, choice: Choice) -> tuple[Op, ...] | None:
        """What a choice changes; None if it is not offered or the data is damaged."""
        try:
            return decode(self.data).get(choice.value)
        except (ValueError, LookupError, TypeError, AttributeError, AssertionError):
            return None


def conflict_row(
    decision: Decision, number: int, labels: Labels, theirs: str, *, written: bool = True
) -> tuple[str, ...]:
    """A conflict as cells, in the order of `HEADERS`.

    Args:
        decision: The conflict, or a decision that could not be written.
        number: Its number in the sheet.
        labels: Names of tables and columns.
        theirs: Name of the file it came from.
        written: Whether the workbook took what was decided.
    """
    choices: Mapping[Choice, tuple[Op, ...]] = decision.choices or {
        Choice.OURS: (),
        Choice.THEIRS: decision.ops,
    }
    data = encode({each.value: ops for each, ops in choices.items()})
    chunks = [data[at : at + _CHUNK] for at in range(0, len(data), _CHUNK)]
    texts = brief_sides(decision, labels)
    along = along_text(decision, labels)
    reason = REASONS.get(decision.reason, "") + (f"；连同 {along}" if along else "")
    return (
        f"C{number:03d}",
        labels.table(decision.table),
        decision.shown,
        labels.column(decision.table, decision.field),
        reason if written else NOT_WRITTEN,
        *(text[:_SHOWN] for text in texts),
        "",
        "",
        "",
        OPEN,
        theirs,
        *chunks,
    )


def spare_rows(count: int) -> int:
    """The last row that gets a drop-down in a new sheet: later merges append below."""
    return count + 1 + _SPARE_ROWS


def find_conflict_sheet(raw: RawBook) -> RawSheet | None:
    """The sheet, if the workbook has one."""
    return next((each for each in raw.sheets if key(each.name) in CONFLICTS.keys), None)


def read_conflicts(sheet: RawSheet | None) -> tuple[Conflict, ...]:
    """Every row of the sheet, resolved ones too."""
    return tuple(_rows(sheet)) if sheet else ()


def open_conflicts(raw: RawBook) -> tuple[Conflict, ...]:
    """The rows nobody has resolved yet."""
    return tuple(each for each in read_conflicts(find_conflict_sheet(raw)) if each.is_open)


def appended(rows: Sequence[Sequence[str]], sheet: RawSheet) -> Iterator[dict[int, str]]:
    """New rows by the columns of a sheet that somebody may have arranged anew."""
    header, columns = _heading(sheet)
    if not header:
        columns = {name: number for number, name in enumerate(HEADERS, start=1)}
        rows = [HEADERS, *rows]
    start = columns.get(HEADERS[-1], _DATA)
    for row in rows:
        named = zip(HEADERS[:-1], row, strict=False)
        cells = {columns[name]: text for name, text in named if name in columns}
        yield cells | dict(enumerate(row[_DATA - 1 :], start=start))


def _heading(sheet: RawSheet) -> tuple[int, dict[str, int]]:
    """The row of the headings, 0 if there is none, and their columns."""
    for number, cells in enumerate(sheet.rows, start=1):
        texts = list(map(_text, cells))
        if HEADERS[0] in texts:
            return number, {text: n for n, text in enumerate(texts, start=1) if text}
    return 0, {}


def _rows(sheet: RawSheet) -> Iterator[Conflict]:
    header, columns = _heading(sheet)
    if not header:
        return
    start = columns.get("程序数据", _DATA)
    for number in range(header + 1, len(sheet.rows) + 1):
        cells = sheet.row(number)
        if not any(not is_blank(cell) for cell in cells):
            continue
        texts = {name: _text(sheet.cell(number, column)) for name, column in columns.items()}
        data = "".join(str(cell) for cell in cells[start - 1 :] if cell is not None)
        yield Conflict(number, texts, columns, data)


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()


def numbered_from(conflicts: Sequence[Conflict]) -> int:
    """The first number a new conflict may get."""
    digits = ("".join(filter(str.isdigit, each.cells.get("编号", ""))) for each in conflicts)
    return max((int(each) for each in digits if each), default=0) + 1
