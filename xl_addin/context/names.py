"""Which names a workbook's contexts have."""

from __future__ import annotations

from typing import Any

from xl_addin.model.book import DutyBook, Table
from xl_addin.model.schema import DUTIES, SETTING_NAMES


def available_names(book: DutyBook) -> dict[str, Any]:
    """Every name a context of this workbook has, nested; list items under `[]`."""

    def names(table: Table) -> dict[str, Any]:
        return {name: {} for field in table.fields for name in (field.name, field.chinese)}

    role = names(book.tables["roles"])
    part = names(book.tables["duties"])
    for lines in ("points", "english_points"):
        chinese = DUTIES.column(lines).header
        part[lines] = part[chinese] = {"[]": {}}
    part |= {"share": {}, "工作占比": {}}
    duty = dict(part)
    duty |= dict.fromkeys(("number", "序号", "numeral", "中文序号"), {})
    duty |= dict.fromkeys(("summaries", "各段概述"), {"[]": {}})
    duty |= dict.fromkeys(("members", "成员"), {"[]": part})
    settings: dict[str, Any] = {name: {} for pair in SETTING_NAMES.items() for name in pair}
    settings |= {name: {} for name in book.settings}
    department = names(book.tables["departments"])
    available: dict[str, Any] = {
        "doc": {"language": {}, "template": {}, "fingerprint": {}},
        "文档": {"语言": {}, "模板": {}, "指纹": {}},
    }
    available |= dict.fromkeys(("role", "岗位"), role)
    available |= dict.fromkeys(("duties", "职责清单"), {"[]": duty})
    available |= dict.fromkeys(("settings", "设置"), settings)
    available |= dict.fromkeys(("department", "部门"), department)
    for table in book.children.values():
        available |= dict.fromkeys((table.name, table.chinese), {"[]": names(table)})
    return available
