"""Which languages documents are written in."""

from __future__ import annotations

DOCUMENT_LANGUAGES = {
    "zh": "zh",
    "zh-cn": "zh",
    "中文": "zh",
    "en": "en",
    "英文": "en",
    "english": "en",
}
"""Accepted spellings of the setting 文档语言, by `names.key`."""
