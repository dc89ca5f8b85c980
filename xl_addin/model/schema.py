"""The workbook's schema: which sheets and columns the product knows, and by what names.

Headers are matched by `names.key`, so spelling in width, case and spaces is free. Each
known column has one name templates may use in English and one in Chinese; columns
that are not listed here are kept too, under their header's own name. Nothing here
belongs to any one trade.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from xl_addin.model.names import key

FORMAT_VERSION = 1

ENGLISH = "英文"
"""Before a column's or a setting's name: the one that holds its English."""


class Kind(Enum):
    """What a column holds and so how its cells are read."""

    KEY = auto()  # an opaque id, compared after normalising
    TEXT = auto()  # prose, verbatim
    NUMBERED = auto()  # prose, verbatim, whose lines documents number by themselves
    LINES = auto()  # prose, one item a line
    ORDER = auto()  # a number that sorts
    DATE = auto()
    FLAG = auto()  # yes or no
    STATUS = auto()  # in force or 停用


@dataclass(frozen=True, slots=True)
class Column:
    """A column the product knows.

    Attributes:
        name: English template name.
        header: Chinese header, which is also the Chinese template name.
        aliases: Further headers, English ones first.
        kind: How cells are read.
        required: Whether the sheet is useless without it.
        english_of: Name of the column whose English text it holds.
    """

    name: str
    header: str
    aliases: tuple[str, ...] = ()
    kind: Kind = Kind.TEXT
    required: bool = False
    english_of: str | None = None

    @property
    def keys(self) -> frozenset[str]:
        """Every normalised header that names it."""
        return frozenset(key(text) for text in (self.header, self.name, *self.aliases))


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """A sheet the product knows; its own tab may have any of its names."""

    name: str
    title: str
    columns: tuple[Column, ...]
    aliases: tuple[str, ...] = ()
    required: bool = False

    @property
    def keys(self) -> frozenset[str]:
        """Every normalised tab name that names it."""
        return frozenset(key(text) for text in (self.title, self.name, *self.aliases))

    def column(self, name: str) -> Column:
        """The column of that English template name."""
        return next(column for column in self.columns if column.name == name)

    def translations(self) -> Iterator[tuple[Column, Column]]:
        """Pairs (column, the column that holds its English)."""
        for english in self.columns:
            if english.english_of:
                yield self.column(english.english_of), english


_C, _K = Column, Kind

ROLE_ID = _C("id", "岗位编号", ("Role ID", "Position ID", "Job ID"), _K.KEY, required=True)
DUTY_ID = _C("id", "职责编号", ("Duty ID", "Section ID"), _K.KEY, required=True)
# In sheets that name a role and a duty side by side the two ids need two names.
_ROLE_REF = _C("role", "岗位编号", ("Role ID", "Position ID", "Job ID"), _K.KEY, required=True)
_DUTY_REF = _C("duty", "职责编号", ("Duty ID", "Section ID"), _K.KEY, required=True)

SETTINGS = SheetSpec(
    "settings",
    "设置",
    (
        _C("key", "键", ("Key", "Setting", "项目"), required=True),
        _C("value", "值", ("Value",), required=True),
        _C("note", "说明", ("Note", "Notes")),
    ),
    ("Setting", "配置"),
)

DEPARTMENTS = SheetSpec(
    "departments",
    "部门",
    (
        _C("name", "部门", ("Department",), required=True),
        _C("template", "模板", ("Template",)),
        _C("head", "负责人", ("Head", "Manager")),
    ),
    ("Department",),
)

ROLES = SheetSpec(
    "roles",
    "岗位",
    (
        ROLE_ID,
        _C("name", "岗位名称", ("Role name", "Role", "Position", "Job title"), required=True),
        _C("english_name", "英文名称", ("English name",), english_of="name"),
        _C("category", "岗位类别", ("Category",)),
        _C("department", "所属部门", ("Department",)),
        _C("reports_to", "直接上级", ("Reports to", "Superior")),
        _C("direct_reports", "直接下级", ("Direct reports",)),
        _C("grade", "职级", ("Grade", "Level")),
        _C("headcount", "编制人数", ("Headcount",)),
        _C("location", "工作地点", ("Location",)),
        _C("purpose", "岗位目的", ("Purpose",)),
        _C("english_purpose", "英文目的", ("English purpose",), english_of="purpose"),
        _C("authority", "权限", ("Authority",), _K.NUMBERED),
        _C("working_conditions", "工作条件", ("Working conditions",), _K.NUMBERED),
        _C("career_path", "发展路径", ("Career path",), _K.NUMBERED),
        _C("template", "模板", ("Template",)),
        _C("file_name", "文件名", ("File name",)),
        _C("version", "版本", ("Version",)),
        _C("prepared_on", "编制日期", ("Prepared on",), _K.DATE),
        _C("effective_on", "生效日期", ("Effective on", "Effective date"), _K.DATE),
        _C("prepared_by", "编制", ("Prepared by",)),
        _C("reviewed_by", "审核", ("Reviewed by",)),
        _C("approved_by", "批准", ("Approved by",)),
        _C("status", "状态", ("Status",), _K.STATUS),
        _C("generate", "生成", ("Generate",), _K.FLAG),
    ),
    ("Role", "Positions", "Jobs"),
    required=True,
)

DUTIES = SheetSpec(
    "duties",
    "职责",
    (
        DUTY_ID,
        _C("order", "排序", ("Order", "Sort"), _K.ORDER),
        _C(
            *("title", "职责标题", ("Title", "Duty title", "Duty", "标题"), _K.NUMBERED),
            required=True,
        ),
        _C("english_title", "英文标题", ("English title",), _K.NUMBERED, english_of="title"),
        _C("category", "职责类别", ("Category",)),
        _C("summary", "概述", ("Summary",)),
        _C("english_summary", "英文概述", ("English summary",), english_of="summary"),
        _C("points", "工作要点", ("Points", "Key points", "要点"), _K.LINES),
        _C("english_points", "英文要点", ("English points",), _K.LINES, english_of="points"),
        _C("kpis", "绩效指标", ("KPIs", "KPI")),
        _C("english_kpis", "英文绩效指标", ("English KPIs",), english_of="kpis"),
        _C("deliverables", "交付成果", ("Deliverables", "交付物")),
        _C(
            "english_deliverables",
            "英文交付成果",
            ("English deliverables",),
            english_of="deliverables",
        ),
        _C("partners", "协作部门", ("Partners", "Works with")),
        _C("english_partners", "英文协作部门", ("English partners",), english_of="partners"),
        _C("tools", "工具", ("Tools",)),
        _C("english_tools", "英文工具", ("English tools",), english_of="tools"),
        _C("sources", "来源", ("Sources", "Source")),
        _C("status", "状态", ("Status",), _K.STATUS),
    ),
    ("Duty", "Duty sections"),
    required=True,
)

TOGGLES = SheetSpec(
    "toggles",
    "开关",
    (_DUTY_REF, _C("title", "职责标题", ("Title", "Duty title", "Duty", "标题"))),
    ("Toggle", "Matrix"),
)

LONG_TOGGLES = SheetSpec(
    "toggles",
    "开关",
    (_ROLE_REF, _DUTY_REF, _C("value", "值", ("Value",), required=True)),
)

OVERRIDES = SheetSpec(
    "overrides",
    "覆盖",
    (
        _ROLE_REF,
        _DUTY_REF,
        _C("field", "字段", ("Field",), required=True),
        _C("value", "值", ("Value",), required=True),
    ),
    ("Override",),
)

QUALIFICATIONS = SheetSpec(
    "qualifications",
    "任职要求",
    (
        _ROLE_REF,
        _C("category", "类别", ("Category",)),
        _C("requirement", "要求", ("Requirement",)),
        _C(
            "english_requirement",
            "英文要求",
            ("English requirement",),
            english_of="requirement",
        ),
        _C("level", "程度", ("Level",)),
    ),
    ("任职资格", "Qualification"),
)

KPIS = SheetSpec(
    "kpis",
    "考核",
    (
        _ROLE_REF,
        _C("indicator", "考核指标", ("Indicator", "KPI")),
        _C("english_indicator", "英文考核指标", ("English indicator",), english_of="indicator"),
        _C("measure", "评价标准", ("Measure",)),
        _C("english_measure", "英文评价标准", ("English measure",), english_of="measure"),
        _C("weight", "权重", ("Weight",)),
        _C("period", "周期", ("Period",)),
        _C("english_period", "英文周期", ("English period",), english_of="period"),
    ),
    ("考核指标", "KPI"),
)

RELATIONS = SheetSpec(
    "relations",
    "协作关系",
    (
        _ROLE_REF,
        _C("scope", "范围", ("Scope",)),
        _C("party", "协作对象", ("Party",)),
        _C("english_party", "英文协作对象", ("English party",), english_of="party"),
        _C("content", "协作内容", ("Content",)),
        _C("english_content", "英文协作内容", ("English content",), english_of="content"),
    ),
    ("Working relations",),
)

REVISIONS = SheetSpec(
    "revisions",
    "修订记录",
    (
        _ROLE_REF,
        _C("version", "版本", ("Version",)),
        _C("date", "日期", ("Date",), _K.DATE),
        _C("change", "修订内容", ("Change",)),
        _C("editor", "修订人", ("Editor",)),
    ),
    ("Revision history",),
)

PEOPLE = SheetSpec(
    "people",
    "人员",
    (
        _ROLE_REF,
        _C("name", "姓名", ("Name",)),
        _C("employee_id", "工号", ("Employee ID",)),
    ),
    ("Incumbents",),
)

STEERING = {
    "roles": {"template", "file_name", "status", "generate", "category"},
    "duties": {"order", "status", "sources", "category"},
}
"""Columns that steer the program or sort rows, by sheet; no template is expected to print them."""

CHILDREN = (QUALIFICATIONS, KPIS, RELATIONS, REVISIONS, PEOPLE)
"""Child tables with English names; any other sheet with a role id column is one too."""

MAIN_TEXTS = {
    "qualifications": ("requirement",),
    "kpis": ("indicator",),
    "relations": ("party", "content"),
}
"""Columns of child tables without which a row says nothing."""

GENERATED_LOG = SheetSpec("log", "生成日志", (), ("Generation log",))
GUIDE = SheetSpec("guide", "说明", (), ("Read me",))
LISTS = SheetSpec("lists", "选项", (), ("Options",))
RESULTS = SheetSpec("results", "检查结果", (), ("Check results",))
CONFLICTS = SheetSpec("conflicts", "冲突", (), ("Conflicts",))
CHANGES = SheetSpec("changes", "改动", (), ("Changes",))
COMPARISON = SheetSpec("comparison", "岗位对比", (), ("Comparison",))
NOT_DATA = (GUIDE, LISTS, GENERATED_LOG, RESULTS, CONFLICTS, CHANGES, COMPARISON)
"""Sheets that hold nothing a document is made from."""
WRITTEN_BY_US = (GENERATED_LOG, RESULTS, CONFLICTS, CHANGES, COMPARISON)
"""Sheets that only this program writes: they are no content of anybody's."""

TAKEN_NAMES = {
    "role": "岗位", "duties": "职责清单", "department": "部门", "settings": "设置", "doc": "文档",
}  # fmt: skip
"""What else templates know by name, English and Chinese: no sheet can be known by these."""

SETTING_NAMES = {
    "format_version": "格式版本",
    "workbook_id": "工作簿编号",
    "company": "公司名称",
    "document_language": "文档语言",
    "default_template": "默认模板",
    "output_folder": "输出文件夹",
    "file_name": "文件名",
    "book_file_name": "汇总文件名",
    "recruitment_contact": "招聘联系",
    "snapshot": "快照",
    "snapshot_without": "快照不含",
}
"""Settings by English template name and the Chinese key HR sees."""

PRINTED_SETTINGS = ("company", "recruitment_contact")
"""Those that are there to be printed, in English documents as their `英文` one has it."""

DEFAULT_BOOK_FILE_NAME = "{公司名称}_{模板}_{岗位编号}.docx"
DEFAULT_FILE_NAME = "{岗位编号}_{岗位名称}_{模板}_{版本}.docx"
DEFAULT_TEMPLATES = ("job_content.docx", "job_description.docx")


class OverrideField(Enum):
    """What a row of 覆盖 can change; the value is the Chinese word HR chooses."""

    TITLE = "标题"
    ENGLISH_TITLE = "英文标题"
    SUMMARY = "概述"
    ENGLISH_SUMMARY = "英文概述"
    POINTS = "要点"
    ENGLISH_POINTS = "英文要点"
    KPIS = "绩效指标"
    ENGLISH_KPIS = "英文绩效指标"
    DELIVERABLES = "交付成果"
    ENGLISH_DELIVERABLES = "英文交付成果"
    PARTNERS = "协作部门"
    ENGLISH_PARTNERS = "英文协作部门"
    TOOLS = "工具"
    ENGLISH_TOOLS = "英文工具"
    ORDER = "排序"
    GROUP = "合并组"
    GROUP_TITLE = "合并标题"
    ENGLISH_GROUP_TITLE = "英文合并标题"

    # Each is itself alone. What Enum has is a function in Python, called for every look-up.
    __hash__ = object.__hash__


OVERRIDE_ALIASES: dict[OverrideField, tuple[str, ...]] = {
    OverrideField.TITLE: ("职责标题", "Title"),
    OverrideField.ENGLISH_TITLE: ("English title",),
    OverrideField.SUMMARY: ("Summary",),
    OverrideField.ENGLISH_SUMMARY: ("English summary",),
    OverrideField.POINTS: ("工作要点", "Points"),
    OverrideField.ENGLISH_POINTS: ("English points",),
    OverrideField.KPIS: ("KPIs",),
    OverrideField.ENGLISH_KPIS: ("English KPIs",),
    OverrideField.DELIVERABLES: ("Deliverables",),
    OverrideField.ENGLISH_DELIVERABLES: ("English deliverables",),
    OverrideField.PARTNERS: ("Partners",),
    OverrideField.ENGLISH_PARTNERS: ("English partners",),
    OverrideField.TOOLS: ("Tools",),
    OverrideField.ENGLISH_TOOLS: ("English tools",),
    OverrideField.ORDER: ("Order",),
    OverrideField.GROUP: ("Group", "Merge group"),
    OverrideField.GROUP_TITLE: ("Group title",),
    OverrideField.ENGLISH_GROUP_TITLE: ("English group title",),
}

WORDED: dict[str, tuple[OverrideField, OverrideField]] = {
    "title": (OverrideField.TITLE, OverrideField.ENGLISH_TITLE),
    "summary": (OverrideField.SUMMARY, OverrideField.ENGLISH_SUMMARY),
    "points": (OverrideField.POINTS, OverrideField.ENGLISH_POINTS),
    "kpis": (OverrideField.KPIS, OverrideField.ENGLISH_KPIS),
    "deliverables": (OverrideField.DELIVERABLES, OverrideField.ENGLISH_DELIVERABLES),
    "partners": (OverrideField.PARTNERS, OverrideField.ENGLISH_PARTNERS),
    "tools": (OverrideField.TOOLS, OverrideField.ENGLISH_TOOLS),
}
"""Columns of 职责 a role may word its own way, and what words them and their English."""
