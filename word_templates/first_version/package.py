"""The .docx package around a document: parts, relationships, a zip without a clock.

Takes the finished XML of body, styles, header and footer; gives bytes that depend on
nothing else (fixed times, fixed order, no machine names).
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape

from wordml import NAMESPACES

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

# Faces by their formal names; the second name is what a PC without the formal face has.
_FONTS = (
    ("Times New Roman", "", "roman", "variable"),
    ("方正小标宋简体", "方正小标宋_GBK,华文中宋,STZhongsong", "auto", "variable"),
    ("仿宋_GB2312", "仿宋,FangSong", "modern", "fixed"),
    ("楷体_GB2312", "楷体,KaiTi", "modern", "fixed"),
    ("黑体", "SimHei", "modern", "fixed"),
    ("宋体", "SimSun", "auto", "variable"),
    ("Arial", "", "swiss", "variable"),
)


@dataclass(frozen=True)
class Document:
    """The parts that differ between templates. ``page_limit`` 0 means none."""

    body: str
    styles: str
    header: str
    footer: str
    title: str
    subject: str
    author: str
    page_limit: int = 0
    language: str = "zh-CN"


def _settings() -> str:
    options = {
        "compatibilityMode": 15,
        "overrideTableStyleFontSizeAndJustification": 1,
        "enableOpenTypeFeatures": 1,
        "doNotFlipMirrorIndents": 1,
        "differentiateMultirowTableHeaders": 1,
        "useWord2013TrackBottomHyphenation": 0,
    }
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" '
        f'w:val="{value}"/>'
        for name, value in options.items()
    )
    return (
        f"{_HEAD}<w:settings {NAMESPACES}>"
        '<w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>'
        '<w:defaultTabStop w:val="420"/><w:drawingGridVerticalSpacing w:val="156"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/>"
        "<w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/>"
        f"<w:useFELayout/>{compat}</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _font_table() -> str:
    fonts = []
    for name, other, family, pitch in _FONTS:
        alternative = f'<w:altName w:val="{other}"/>' if other else ""
        charset = "00" if name.isascii() else "86"
        fonts.append(
            f'<w:font w:name="{name}">{alternative}<w:charset w:val="{charset}"/>'
            f'<w:family w:val="{family}"/><w:pitch w:val="{pitch}"/></w:font>'
        )
    return f"{_HEAD}<w:fonts {NAMESPACES}>{''.join(fonts)}</w:fonts>"


def _core(document: Document) -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(document.title)}</dc:title>"
        f"<dc:subject>{escape(document.subject)}</dc:subject>"
        f"<dc:creator>{escape(document.author)}</dc:creator>"
        f"<dc:language>{document.language}</dc:language></cp:coreProperties>"
    )


def _custom(page_limit: int) -> str:
    return (
        f'{_HEAD}<Properties xmlns="{_OFFICE}/custom-properties" '
        f'xmlns:vt="{_OFFICE}/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="页数上限">'
        f"<vt:i4>{page_limit}</vt:i4></property></Properties>"
    )


def _relationships(base: str, *targets: tuple[str, str]) -> str:
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{kind if "://" in kind else base + kind}" '
        f'Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


def _content_types(parts: dict[str, str]) -> str:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in parts.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def assemble(document: Document) -> bytes:
    """The package's bytes, the same for the same document on every machine and day."""
    parts = {
        "word/document.xml": (f"{_WORD}.document.main+xml", document.body),
        "word/styles.xml": (f"{_WORD}.styles+xml", document.styles),
        "word/settings.xml": (f"{_WORD}.settings+xml", _settings()),
        "word/fontTable.xml": (f"{_WORD}.fontTable+xml", _font_table()),
        "word/header1.xml": (f"{_WORD}.header+xml", document.header),
        "word/footer1.xml": (f"{_WORD}.footer+xml", document.footer),
        "docProps/core.xml": (
            "application/vnd.openxmlformats-package.core-properties+xml",
            _core(document),
        ),
        "docProps/app.xml": (
            "application/vnd.openxmlformats-officedocument.extended-properties+xml",
            f'{_HEAD}<Properties xmlns="{_OFFICE}/extended-properties">'
            "<DocSecurity>0</DocSecurity><AppVersion>16.0000</AppVersion></Properties>",
        ),
    }
    package_rels = [
        ("/officeDocument", "word/document.xml"),
        (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ("/extended-properties", "docProps/app.xml"),
    ]
    if document.page_limit:
        parts["docProps/custom.xml"] = (
            "application/vnd.openxmlformats-officedocument.custom-properties+xml",
            _custom(document.page_limit),
        )
        package_rels.append(("/custom-properties", "docProps/custom.xml"))
    base = f"{_OFFICE}/relationships"
    files = {
        "[Content_Types].xml": _content_types(
            {name: kind for name, (kind, _) in parts.items()}
        ),
        "_rels/.rels": _relationships(base, *package_rels),
        "word/_rels/document.xml.rels": _relationships(
            base,
            ("/styles", "styles.xml"),
            ("/settings", "settings.xml"),
            ("/fontTable", "fontTable.xml"),
            ("/header", "header1.xml"),
            ("/footer", "footer1.xml"),
        ),
        **{name: xml for name, (_, xml) in parts.items()},
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, xml in files.items():
            entry = zipfile.ZipInfo(name)  # 1980-01-01: no clock in the bytes
            entry.create_system = 0
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, xml.encode("utf-8"))
    return target.getvalue()
