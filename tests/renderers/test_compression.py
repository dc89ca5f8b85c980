from __future__ import annotations

import sys
import zlib

import pytest

from xl_addin.renderers.compression import DEFAULT_SETTING, SETTINGS, compressor

TEXT = "负责产品需求的收集、分析与优先级排序；".encode() * 200


@pytest.mark.parametrize("setting", SETTINGS)
def test_what_is_deflated_inflates_to_the_same(setting: str) -> None:
    made = compressor(setting)

    assert zlib.decompress(made.deflate(TEXT), -15) == TEXT
    assert made.deflate(TEXT) == compressor(setting).deflate(TEXT)
    assert made.checksum(TEXT) == zlib.crc32(TEXT)


def test_each_setting_has_a_name_of_its_own() -> None:
    names = {compressor(setting).name for setting in SETTINGS}

    assert len(names) == len(SETTINGS)
    assert compressor(DEFAULT_SETTING).name == f"zlib {zlib.ZLIB_RUNTIME_VERSION} level 6"


def test_fast_does_without_isa_l(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "isal", None)

    assert compressor("fast").name == f"zlib {zlib.ZLIB_RUNTIME_VERSION} level 1"
