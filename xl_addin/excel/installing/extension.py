"""The buttons as an extension of LibreOffice (.oxt), built from text; neighbour: `office`.

The macros are the ones Excel gets: `vba/XlAddin.bas` unchanged. Only the module xlwings,
which starts Python, is another one (`basic/RunPython.bas`).
"""

from __future__ import annotations

import re
import zlib
from importlib.resources import files
from xml.sax.saxutils import escape

from lxml import etree

from xl_addin import __version__
from xl_addin.excel import buttons
from xl_addin.excel.attach import ribbon
from xl_addin.excel.vba_project import package
from xl_addin.messages import text

IDENTIFIER = "xl_addin.buttons"
FILE_NAME = "xl_addin.oxt"
_LIBRARY = "XlAddin"
_MODULES = ("XlAddin", "XlAddinCopy")
_CALC = "com.sun.star.sheet.SpreadsheetDocument"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SCRIPT = (
    '<!DOCTYPE script:{0} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}.dtd">\n'
)
_REGISTRY = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'


def extension(interpreter: str) -> bytes:
    """The bytes of the extension.

    Args:
        interpreter: The Python its buttons start.
    """
    return package(_parts(interpreter, version(interpreter)))


def version(interpreter: str) -> str:
    """The extension's version: the program's, and a number that changes with its content.

    LibreOffice tells no more about what is installed than identifier and version.
    """
    parts = _parts(interpreter, "")
    return f"{__version__}.{zlib.crc32(repr(sorted(parts.items())).encode())}"


def _parts(interpreter: str, number: str) -> dict[str, bytes | str]:
    modules = _modules(interpreter)
    parts: dict[str, bytes | str] = {
        "META-INF/manifest.xml": _manifest(),
        "description.xml": _description(number),
        "Addons.xcu": _addons(),
        "CalcWindowState.xcu": _docked(),
        f"{_LIBRARY}/script.xlb": _library(list(modules)),
        f"{_LIBRARY}/dialog.xlb": _HEAD
        + _SCRIPT.format("library", "library").replace("script:", "library:")
        + '<library:library xmlns:library="http://openoffice.org/2000/library" '
        f'library:name="{_LIBRARY}" library:readonly="false" library:passwordprotected="false"/>',
    }
    for name, source in modules.items():
        parts[f"{_LIBRARY}/{name}.xba"] = (
            _HEAD
            + _SCRIPT.format("module", "module")
            + '<script:module xmlns:script="http://openoffice.org/2000/script" '
            f'script:name="{name}" script:language="StarBasic">{escape(source)}</script:module>'
        )
    return parts


def _modules(interpreter: str) -> dict[str, str]:
    folder = files("xl_addin.excel")
    modules = {}
    for name in _MODULES:
        source = (folder / "vba" / f"{name}.bas").read_text(encoding="ascii")
        modules[name] = re.sub(r"^Attribute .*$", "Option VBASupport 1", source, flags=re.M)
    failed = " · ".join(text("python-not-started", language) for language in ("zh", "en"))
    modules["xlwings"] = (
        (folder / "basic" / "RunPython.bas")
        .read_text(encoding="ascii")
        .replace("@INTERPRETER@", interpreter.replace('"', '""'))
        .replace("@FAILED@", failed)
    )
    return modules


def _manifest() -> str:
    kind = "application/vnd.sun.star."
    return (
        f'{_HEAD}<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">'
        f'<manifest:file-entry manifest:media-type="{kind}basic-library" '
        f'manifest:full-path="{_LIBRARY}/"/>'
        f'<manifest:file-entry manifest:media-type="{kind}configuration-data" '
        'manifest:full-path="Addons.xcu"/>'
        f'<manifest:file-entry manifest:media-type="{kind}configuration-data" '
        'manifest:full-path="CalcWindowState.xcu"/></manifest:manifest>'
    )


def _description(number: str) -> str:
    return (
        f'{_HEAD}<description xmlns="http://openoffice.org/extensions/description/2006">'
        f'<identifier value="{IDENTIFIER}"/><version value="{number}"/>'
        f'<display-name><name lang="en">{text("title", "en")}</name>'
        f'<name lang="zh-CN">{text("title", "zh")}</name></display-name></description>'
    )


def _library(modules: list[str]) -> str:
    elements = "".join(f'<library:element library:name="{name}"/>' for name in modules)
    return (
        f"{_HEAD}{_SCRIPT.format('library', 'library').replace('script:', 'library:')}"
        '<library:library xmlns:library="http://openoffice.org/2000/library" '
        f'library:name="{_LIBRARY}" library:readonly="false" '
        f'library:passwordprotected="false">{elements}</library:library>'
    )


def _addons() -> str:
    entries = "".join(_entry(*each) for each in enumerate(buttons.BUTTONS))
    return (
        f'{_HEAD}<oor:component-data {_REGISTRY} oor:name="Addons" '
        'oor:package="org.openoffice.Office"><node oor:name="AddonUI">'
        f'<node oor:name="OfficeMenuBar"><node oor:name="{IDENTIFIER}" oor:op="replace">'
        f"{_prop('Context', 'string', _CALC)}{_title(text('title', 'zh'), text('title', 'en'))}"
        f'<node oor:name="Submenu">{entries}</node></node></node>'
        f'<node oor:name="OfficeToolBar"><node oor:name="{IDENTIFIER}" oor:op="replace">'
        f"{_title(text('title', 'zh'), text('title', 'en'))}{entries}</node></node>"
        "</node></oor:component-data>"
    )


def _docked() -> str:
    """The toolbar below the others: left alone, it would float over the sheet."""
    bar = f"private:resource/toolbar/addon_{IDENTIFIER}"
    values = (
        ("ContextSensitive", "boolean", "false"),
        ("Docked", "boolean", "true"),
        ("DockingArea", "int", "0"),
        ("DockPos", "string", "0,5"),
        ("Visible", "boolean", "true"),
    )
    props = "".join(_prop(*each) for each in values)
    return (
        f'{_HEAD}<oor:component-data {_REGISTRY} oor:name="CalcWindowState" '
        'oor:package="org.openoffice.Office.UI"><node oor:name="UIElements">'
        f'<node oor:name="States"><node oor:name="{bar}" oor:op="replace">'
        f"{_title(text('title', 'zh'), text('title', 'en'), 'UIName')}{props}"
        "</node></node></node></oor:component-data>"
    )


def _entry(number: int, button: tuple[str, str]) -> str:
    macro, caption = button
    address = (
        f"vnd.sun.star.script:{_LIBRARY}.XlAddin.{macro}?language=Basic&location=application"
    )
    return (
        f'<node oor:name="m{number:02}" oor:op="replace">{_prop("Context", "string", _CALC)}'
        f"{_prop('URL', 'string', address)}{_title(caption, _english(macro))}"
        f"{_prop('Target', 'string', '_self')}</node>"
    )


def _english(macro: str) -> str:
    """English name of a button: as the ribbon has it, else the macro's own."""
    for entry in etree.fromstring(ribbon()).iter("{*}button"):
        if entry.get("id", "").lower() == macro.lower():
            return str(entry.get("screentip"))
    words = re.findall("[A-Z][a-z]+", macro.removeprefix(_LIBRARY))
    return " ".join(words).capitalize()


def _title(chinese: str, english: str, name: str = "Title") -> str:
    return (
        f'<prop oor:name="{name}" oor:type="xs:string"><value xml:lang="en">{escape(english)}'
        f'</value><value xml:lang="zh-CN">{escape(chinese)}</value></prop>'
    )


def _prop(name: str, kind: str, value: str) -> str:
    return f'<prop oor:name="{name}" oor:type="xs:{kind}"><value>{escape(value)}</value></prop>'
