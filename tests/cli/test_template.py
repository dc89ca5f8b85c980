from __future__ import annotations

import json
from pathlib import Path

from tests.builders import docx, rows
from tests.cli.test_commands import run


def test_explain_says_how_and_why(tmp_path: Path) -> None:
    template = tmp_path / "t.docx"
    table = rows(["{%tc for a in v %}", "{{ a }}", "{%tc endfor %}"])
    template.write_bytes(docx(table, header="{{ b }}"))

    code, out, _ = run("template", "explain", template)
    english = run("template", "explain", template, "--lang", "en")[1]
    routes = json.loads(run("template", "explain", template, "--json")[1])

    assert code == 0
    assert "word/document.xml  编译，填好后再读一遍\n    原因：表格的列数可能与内容不符" in out
    assert "word/header1.xml  compiled\n    proven: well-formed XML" in english
    ways = {route["part"]: route["way"] for route in routes}
    assert ways["word/document.xml"] == "careful"
    assert ways["word/header1.xml"] == "compiled"
    assert ways["_rels/.rels"] == "pass-through"


def test_explain_names_what_is_missing(tmp_path: Path) -> None:
    code, _, err = run("template", "explain", tmp_path / "no.docx")

    assert code == 2
    assert "no.docx" in err
