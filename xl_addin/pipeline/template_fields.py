"""Every name a workbook's templates can use, with a real value: a table, or a Word page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xl_addin.context import BookContexts, ContextBuilder
from xl_addin.errors import UsageError
from xl_addin.model.book import DutyBook, Table
from xl_addin.model.names import key, nearest
from xl_addin.model.schema import SETTING_NAMES
from xl_addin.package.limits import Limits
from xl_addin.pipeline.contexts import render
from xl_addin.pipeline.load import chosen_roles, load
from xl_addin.pipeline.template_files import author_file
from xl_addin.sources import WorkbookSource

# Roles that are looked through for a value that is not blank.
_MOST_ROLES = 200
_IDS = frozenset(["id", "role", "duty"])
_ITEM, _CHINESE_ITEM = "x", "项"
_SECTION = (
    ("number", "序号"),
    ("numeral", "中文序号"),
    ("share", "工作占比"),
    ("summaries", "各段概述"),
    ("members", "成员"),
)


@dataclass(frozen=True, slots=True)
class FieldName:
    """One name.

    Attributes:
        english: As a tag has it: `role.name`, inside a loop `x.title`.
        chinese: The same in Chinese: `岗位.岗位名称`, `项.职责标题`.
        is_list: Whether it is a list: to be looped over, or joined with a filter.
        example: A value of this workbook; '' if no role has one.
    """

    english: str
    chinese: str
    is_list: bool
    example: str


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Names of one sheet.

    Attributes:
        english: Its root: `role`, `duties`.
        chinese: The same in Chinese.
        loop: Whether it is a list of rows: its names work inside a loop over it.
        names: Its names.
    """

    english: str
    chinese: str
    loop: bool
    names: tuple[FieldName, ...]

    @property
    def statements(self) -> tuple[str, str]:
        """What begins a loop over it, in English and Chinese; '' twice if it is no list."""
        if not self.loop:
            return "", ""
        return (
            f"{{%p for {_ITEM} in {self.english} %}}",
            f"{{%p for {_CHINESE_ITEM} in {self.chinese} %}}",
        )


def template_fields(
    workbook: Path | str | WorkbookSource,
    *,
    role: str | None = None,
    language: str | None = None,
    limits: Limits | None = None,
) -> tuple[FieldGroup, ...]:
    """Every name, sheet by sheet.

    Args:
        workbook: An .xlsx file, or any `WorkbookSource`.
        role: Whose values are shown first; None for the first role.
        language: `zh` or `en`; None for the workbook's.
        limits: What the workbook may hold.

    Raises:
        WorkbookError: The workbook cannot be read at all.
        UsageError: The role does not exist.
    """
    loaded = load(workbook, limits)
    book = loaded.book
    first = chosen_roles(book, None if role is None else [role])
    roles = dict.fromkeys([*(each.key for each in first), *loaded.selections])
    builder = ContextBuilder(book, language or loaded.language)
    contexts = [
        builder.build(loaded.selections[each], "t") for each in list(roles)[:_MOST_ROLES]
    ]
    selections = [loaded.selections[each] for each in list(roles)[:_MOST_ROLES]]
    whole = BookContexts(builder).build(selections, "t")
    return (*_groups(book, contexts), *_book_groups(book, whole))


def cheat_sheet(groups: Sequence[FieldGroup], workbook: str, language: str) -> bytes:
    """The names as a Word document to print and pin up."""
    context: dict[str, Any] = {
        "workbook": workbook,
        "language": language,
        "groups": [
            {
                "title": f"{group.english} · {group.chinese}",
                "loop": "　".join(filter(None, group.statements)),
                "names": [
                    {
                        "english": each.english,
                        "chinese": each.chinese,
                        "example": each.example,
                        "list": each.is_list,
                    }
                    for each in group.names
                ],
            }
            for group in groups
        ],
    }
    return render(author_file("cheat_sheet.docx"), context)


def _groups(book: DutyBook, contexts: Sequence[Mapping[str, Any]]) -> Iterator[FieldGroup]:
    def rows(name: str) -> list[Mapping[str, Any]]:
        return [row for context in contexts for row in context[name]]

    def single(name: str) -> list[Mapping[str, Any]]:
        return [context[name] for context in contexts]

    table = book.tables["roles"]
    yield _group("role", "岗位", _pairs(table), single("role"), loop=False)
    duties = _pairs(book.tables["duties"]) | dict(_SECTION)
    yield _group("duties", "职责清单", duties, rows("duties"), loop=True)
    for child in book.children.values():
        yield _group(child.name, child.chinese, _pairs(child), rows(child.name), loop=True)
    table = book.tables["departments"]
    yield _group("department", "部门", _pairs(table), single("department"), loop=False)
    own = {name: name for name in book.settings if name not in SETTING_NAMES}
    yield _group("settings", "设置", SETTING_NAMES | own, single("settings"), loop=False)
    doc = {"language": "语言", "template": "模板", "fingerprint": "指纹"}
    yield _group("doc", "文档", doc, single("doc"), loop=False)


def _book_groups(book: DutyBook, whole: Mapping[str, Any]) -> Iterator[FieldGroup]:
    """Names that make a template one for all chosen roles at once."""
    inner = {"number": "序号", "role": "岗位", "duties": "职责清单", "department": "部门"}
    inner |= {child.name: child.chinese for child in book.children.values()}
    yield _group("roles", "岗位清单", inner, whole["roles"], loop=True)
    duty = _pairs(book.tables["duties"])
    duty |= {"number": "序号", "count": "岗位数", "marks": "标记"}
    yield _group("catalogue", "职责总表", duty, whole["catalogue"], loop=True)


def _pairs(table: Table) -> dict[str, str]:
    return {field.name: field.chinese for field in table.fields}


def _group(
    english: str,
    chinese: str,
    pairs: Mapping[str, str],
    values: Sequence[Mapping[str, Any]],
    *,
    loop: bool,
) -> FieldGroup:
    starts = (_ITEM, _CHINESE_ITEM) if loop else (english, chinese)
    names = []
    for name, own in pairs.items():
        found = [row[name] for row in values if name in row]
        value = next((each for each in found if each not in ("", [], None)), "")
        is_list = any(isinstance(each, list) for each in found)
        names.append(
            FieldName(f"{starts[0]}.{name}", f"{starts[1]}.{own}", is_list, _shown(value))
        )
    return FieldGroup(english, chinese, loop, tuple(names))


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "、".join(filter(None, map(_shown, value)))
    if isinstance(value, dict):
        # A row is shown by what it is called.
        named = value.get("title") or value.get("name")
        own = (each for name, each in value.items() if name not in _IDS and each)
        return str(named or next(own, ""))
    return str(value)


def groups_named(groups: Sequence[FieldGroup], wanted: str) -> tuple[FieldGroup, ...]:
    """The groups of one name, English or Chinese.

    Raises:
        UsageError: There is none.
    """
    found = [each for each in groups if key(wanted) in (key(each.english), key(each.chinese))]
    if not found:
        names = [name for each in groups for name in (each.chinese, each.english)]
        known = "、".join(each.chinese for each in groups)
        guess = nearest(wanted, names) or ""
        raise UsageError("fields-none", name=wanted, guess=guess, known=known)
    return tuple(found)
