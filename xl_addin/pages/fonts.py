"""Which faces pages are set in: the formal ones, or the declared stand-ins.

The stand-ins are looked for in the folder `XL_ADDIN_FONTS`, else in the user's cache
folder, besides wherever the system keeps its fonts.
"""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path
from xml.sax.saxutils import escape

STAND_INS = {
    "方正小标宋简体": ("FandolSong",),
    "黑体": ("FandolHei",),
    "楷体_GB2312": ("FandolKai",),
    "仿宋_GB2312": ("FandolFang",),
    "宋体": ("FandolSong",),
    "Times New Roman": ("Liberation Serif",),
    "Arial": ("Liberation Sans",),
}
"""The faces that may stand in for a formal one, as `fonts.conf` maps them."""

RARE_CHARACTERS = ("Noto Sans CJK", "Noto Serif CJK", "DejaVu", "OpenSymbol")
"""The faces that may supply a character the stand-ins lack."""


def folder() -> Path:
    """Where the stand-ins lie if they are not installed."""
    from platformdirs import user_cache_path

    return Path(os.environ.get("XL_ADDIN_FONTS") or user_cache_path("xl_addin") / "fonts")


def write_settings(place: Path) -> Path:
    """A fontconfig file in `place` that includes the project's own; give its path."""
    own = place / "fonts-own.conf"
    own.write_bytes((files("xl_addin.pages") / "fonts.conf").read_bytes())
    settings = place / "fonts.conf"
    settings.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        f"<fontconfig><dir>{escape(str(folder().absolute()))}</dir>"
        f"<include>{escape(str(own))}</include>"
        f"<cachedir>{escape(str(place / 'font-cache'))}</cachedir></fontconfig>\n",
        encoding="utf-8",
    )
    return settings
