"""A diff as one HTML page that needs nothing else: cells coloured by what happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from html import escape
from itertools import groupby

from xl_addin.merge.report import Change, Line

_STYLE = """
body{font:14px/1.6 "Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif;
margin:32px auto;max-width:1180px;padding:0 24px;color:#1f2937}
h1{font-size:20px;margin:0 0 4px}h2{font-size:15px;margin:28px 0 8px}
p{margin:0;color:#6b7280}
table{border-collapse:collapse;width:100%;table-layout:fixed}
th{background:#1F3864;color:#fff;text-align:left;font-weight:600}
th,td{border:1px solid #d1d5db;padding:6px 8px;vertical-align:top;
white-space:pre-wrap;overflow-wrap:anywhere}
col.w{width:84px}col.r{width:20%}col.c{width:13%}col.p{width:84px}
td.added,td.on{background:#DFF3E3}td.removed,td.off{background:#FBE3E1}
td.changed,td.renamed{background:#FFF4CC}td.moved{background:#E3EDFB}
del{background:#F8B4B0;text-decoration:none}ins{background:#A6DDB2;text-decoration:none}
.b{color:#9ca3af}
"""
_MOST_COMPARED = 4000


def html_report(lines: Sequence[Line], title: str, words: dict[str, str], language: str) -> str:
    """The page.

    Args:
        lines: The differences.
        title: What is compared with what.
        words: Texts by name: table headings, each `Change`, and `blank`.
        language: `zh` or `en`.
    """
    parts = [
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style>",
        f"<h1>{escape(title)}</h1>",
        f"<p>{_counts(lines, words)}</p>",
    ]
    for table, found in groupby(lines, key=lambda line: line.table):
        parts.append(f"<h2>{escape(table)}</h2>")
        parts.append(_table(found, words))
    return "\n".join(parts) + "</html>\n"


def _counts(lines: Sequence[Line], words: dict[str, str]) -> str:
    counts = ((each, sum(line.change is each for line in lines)) for each in Change)
    return escape(" · ".join(f"{words[each]} {count}" for each, count in counts if count))


def _table(lines: Iterable[Line], words: dict[str, str]) -> str:
    heads = ("what", "row", "column", "old", "new", "place")
    head = "".join(f"<th>{escape(words[each])}</th>" for each in heads)
    columns = '<col class="w"><col class="r"><col class="c"><col><col><col class="p">'
    rows = "\n".join(_row(line, words) for line in lines)
    return f"<table>{columns}<tr>{head}</tr>\n{rows}</table>"


def _row(line: Line, words: dict[str, str]) -> str:
    old, new = _marked(line)
    blank = f'<span class="b">{escape(words["blank"])}</span>'
    kind = line.change.value
    gone, come = kind in ("removed", "off"), kind in ("added", "on")
    return (
        f'<tr><td class="{kind}">{escape(words[line.change])}</td>'
        f"<td>{escape(line.row)}</td><td>{escape(line.column)}</td>"
        f'<td class="{"" if come else kind}">{old or blank}</td>'
        f'<td class="{"" if gone else kind}">{new or blank}</td>'
        f"<td>{escape(line.place.address or '')}</td></tr>"
    )


def _marked(line: Line) -> tuple[str, str]:
    """Old and new text, with what differs inside them marked."""
    both = len(line.old) * len(line.new)
    if not both or line.change in (Change.MOVED, Change.ON) or both > _MOST_COMPARED**2:
        return escape(line.old), escape(line.new)
    old, new = [], []
    matcher = SequenceMatcher(None, line.old, line.new, autojunk=False)
    for kind, i, j, m, n in matcher.get_opcodes():
        before, after = escape(line.old[i:j]), escape(line.new[m:n])
        old.append(before if kind == "equal" or not before else f"<del>{before}</del>")
        new.append(after if kind == "equal" or not after else f"<ins>{after}</ins>")
    return "".join(old), "".join(new)
