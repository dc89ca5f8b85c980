"""The family of templates and contexts: a `Random` in, a pair out.

Everything docxtpl's manual names is in it: nested loops and conditions, table rows and
columns, `colspan`, `cellbg`, `hm`, `vm`, headers, footers, footnotes, properties,
RichText, Listing, split runs, Chinese names, filters, macros, set, call and filter
blocks, comments, whitespace control; and marks Word wants unique.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any
from xml.sax.saxutils import escape

from docxtpl import Listing, RichText, RichTextParagraph

from tests.builders import docx

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_TEXTS = (
    "", "x", "R&D <lead>", "产品运营", "a\nb", "第一行\n\n第三行", "t\tu", "'\"", "a\tb\nc",
    "&amp;", "]]>", "  two  ", "𠮷", "1. 负责", "\n", "x\r\ny",
)  # fmt: skip
_PROPERTIES = ("", "<w:rPr><w:b/></w:rPr>", '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>')
_STYLES = ("", '<w:pPr><w:pStyle w:val="Body"/></w:pPr>', '<w:pPr><w:jc w:val="both"/></w:pPr>')


@dataclass(frozen=True)
class Pair:
    """A template and what to fill it with."""

    template: bytes
    context: dict[str, Any]


def pair(random: Random) -> Pair:
    """One pair."""
    return Pair(_Maker(random).template(), _context(random))


def _context(random: Random) -> dict[str, Any]:
    def text() -> str:
        return random.choice(_TEXTS)

    def value() -> object:
        return random.choice([text(), random.randint(0, 9), 2.50, None, True])

    def record(depth: int) -> dict[str, Any]:
        below = [record(depth - 1) for _ in range(random.randint(0, 3))] if depth else []
        return {
            "t": text(),
            "v": value(),
            "n": random.randint(1, 2),
            "bg": "FFCC00",
            "子": below,
        }

    rich = RichText(text() or "r", bold=random.random() < 0.5)
    rich.add(text() or "s", color="FF0000", size=24)
    return {
        "a": text(),
        "n": random.randint(1, 3),
        "yes": random.random() < 0.5,
        "v": value(),
        "人员": {"姓名": text(), "部门": text()},
        "清单": [record(2) for _ in range(random.randint(0, 3))],
        "words": [text() for _ in range(random.randint(0, 4))],
        "rich": rich,
        "paragraphs": RichTextParagraph(RichText(text() or "q"), parastyle="Body"),
        "listing": Listing(random.choice((*_TEXTS, "a\ab", "p\fq", "1 & 2\a\n3"))),
        "doc": {"language": "zh"},
    }


class _Maker:
    """Makes one template; `_scope` holds the loop variables in force."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._scope: list[str] = []
        self._names = 0
        self._marks = 0

    def template(self) -> bytes:
        random = self._random
        blocks = [self._macros()] if random.random() < 0.4 else []
        blocks += [self._block(2) for _ in range(random.randint(1, 4))]
        optional: dict[str, Any] = {
            name: self._inline(1)
            for name in ("header", "footer", "footnote", "title")
            if random.random() < 0.3
        }
        return docx(*blocks, **optional)

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

    def _several(self, make: Callable[[], str], least: int, most: int) -> str:
        return "".join(make() for _ in range(self._random.randint(least, most)))

    # -- expressions

    def _expression(self) -> str:
        if self._scope and self._chance(0.7):
            name = self._random.choice(self._scope)
            return self._random.choice(
                [f"{name}.t", f"{name}.v", f"{name}['t']", f"{name}.t|upper", "loop.index"]
            )
        return self._random.choice(
            ["a", "v", "n", "人员.姓名", "人员['部门']", "words|join('、')", "words|length",
             "a|default('—')", "a or '—'", "'<&>'", "listing", "a|replace('a', 'b')", "number(3)",
             "a|lines|join('；')", "v|string|trim", "清单|map(attribute='t')|join(',')",
             "n + 1", "'yes' if yes else 'no'", "('x' ~ a)", "words|first|default('')"]
        )  # fmt: skip

    def _condition(self) -> str:
        if self._scope and self._chance(0.5):
            name = self._random.choice(self._scope)
            return self._random.choice(
                [f"{name}.t", f"{name}.n == 1", "loop.first", "not loop.last", f"{name}.子"]
            )
        return self._random.choice(
            ["yes", "not yes", "a", "n > 1", "words", "人员.姓名 and yes"]
        )

    def _list(self) -> str:
        if self._scope and self._chance(0.6):
            return f"{self._random.choice(self._scope)}.子"
        return self._random.choice(
            ["清单", "清单[:2]", "清单|sort(attribute='t')", "清单|reverse"]
        )

    def _loop(self, body: Callable[[], str], form: str) -> str:
        self._names += 1
        name = self._random.choice(["x", "项", "_y"]) + str(self._names)
        start = f"for {name} in {self._list()}"
        self._scope.append(name)
        inside = body()
        self._scope.pop()
        return form.format(start, inside, "endfor")

    # -- text of a paragraph

    def _inline(self, depth: int) -> str:
        return self._several(lambda: self._piece(depth), 1, 3)

    def _piece(self, depth: int) -> str:
        random = self._random
        kind = random.random()
        if kind < 0.25 or depth == 0:
            return random.choice(["正文", "text ", " & ", "“引”", "—"])
        if kind < 0.6:
            form = random.choice(
                ["{{{{ {} }}}}", "{{{{{}}}}}", "{{{{- {} -}}}}", "{{{{ {} }}}} "]
            )
            return form.format(self._expression())
        if kind < 0.72:
            dash = random.choice(["", "", "-"])
            start = f"{{%{dash} if {self._condition()} %}}{self._inline(depth - 1)}"
            other = f"{{% else %}}{self._inline(depth - 1)}" if self._chance(0.4) else ""
            return f"{start}{other}{{% endif {dash}%}}"
        if kind < 0.84:
            return self._loop(lambda: self._inline(depth - 1), "{{% {} %}}{}{{% {} %}}")
        return self._rare(depth)

    def _rare(self, depth: int) -> str:
        inside = self._inline(depth - 1)
        return self._random.choice(
            [
                "{# 注释 {{ not }} #}",
                f"{{% set s %}}{inside}{{% endset %}}{{{{ s }}}}",
                f"{{% set z = {self._expression()} %}}{{{{ z }}}}",
                f"{{% filter trim %}}{inside}{{% endfilter %}}",
                f"{{% with w = {self._expression()} %}}{{{{ w }}}}{inside}{{% endwith %}}",
                f"{{% macro q(x) %}}({{{{ x }}}}{inside}){{% endmacro %}}{{{{ q(a) }}}}",
                "{% macro c() %}[{{ caller() }}]{% endmacro %}"
                f"{{% call c() %}}{inside}{{% endcall %}}",
                "{{r rich }}",
                "{% raw %}{{ raw }}{% endraw %}",
            ]
        )

    def _macros(self) -> str:
        return self._paragraph("{% macro m(x) %}‹{{ x }}›{% endmacro %}{{ m(a) }}")

    # -- blocks

    def _block(self, depth: int) -> str:
        kind = self._random.random()
        if kind < 0.5 or depth == 0:
            return self._paragraph(self._inline(2))
        if kind < 0.65:
            form = "{}{}{}"
            inside = self._several(lambda: self._block(depth - 1), 1, 2)
            start = self._tag("p", f"if {self._condition()}")
            return form.format(start, inside, self._tag("p", "endif"))
        if kind < 0.78:
            body = self._loop(
                lambda: self._several(lambda: self._block(depth - 1), 1, 2), "{}\0{}\0{}"
            )
            start, inside, end = body.split("\0")
            return self._tag("p", start) + inside + self._tag("p", end)
        if kind < 0.96:
            return self._table(depth)
        return self._paragraph("{{p paragraphs }}")

    def _tag(self, level: str, statement: str) -> str:
        return self._paragraph(f"{{%{level} {statement} %}}", marked=False)

    def _paragraph(self, text: str, *, marked: bool = True) -> str:
        random = self._random
        attributes = start = end = ""
        if marked and self._chance(0.15):
            self._marks += 1
            attributes = f' xmlns:w14="{_W14}" w14:paraId="{self._marks:08X}"'
        if marked and self._chance(0.1):
            self._marks += 1
            start = f'<w:bookmarkStart w:id="{self._marks}" w:name="b{self._marks}"/>'
            end = f'<w:bookmarkEnd w:id="{self._marks}"/>'
        if marked and self._chance(0.05):
            end += (
                f'<w:r><w:drawing><wp:inline xmlns:wp="{_WP}"><wp:docPr id="7" name="d"/>'
                "</wp:inline></w:drawing></w:r>"
            )
        runs = "".join(self._run(piece) for piece in self._split(text))
        return f"<w:p{attributes}>{random.choice(_STYLES)}{start}{runs}{end}</w:p>"

    def _split(self, text: str) -> list[str]:
        """A text over several runs, cut anywhere, tags too."""
        cuts = sorted(self._random.randrange(len(text) + 1) for _ in range(2))
        if self._chance(0.6) or not text:
            return [text]
        pieces = [text[: cuts[0]], text[cuts[0] : cuts[1]], text[cuts[1] :]]
        return [piece for piece in pieces if piece]

    def _run(self, text: str) -> str:
        space = self._random.choice(["", ' xml:space="preserve"'])
        properties = self._random.choice(_PROPERTIES)
        return f"<w:r>{properties}<w:t{space}>{escape(text)}</w:t></w:r>"

    # -- tables

    def _table(self, depth: int) -> str:
        width = self._random.randint(1, 3)
        grid = '<w:gridCol w:w="1000"/>' * width
        lines = self._several(lambda: self._rows(width, depth), 1, 3)
        return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"

    def _rows(self, width: int, depth: int) -> str:
        kind = self._random.random()
        if kind < 0.35:
            return self._row([self._cell(depth) for _ in range(width)])
        if kind < 0.65:
            body = self._loop(lambda: self._merged_row(width, depth), "{}\0{}\0{}")
            start, inside, end = body.split("\0")
            return self._tag_row("tr", start) + inside + self._tag_row("tr", end)
        if kind < 0.8:
            inside = self._row([self._cell(depth) for _ in range(width)])
            start = self._tag_row("tr", f"if {self._condition()}")
            return start + inside + self._tag_row("tr", "endif")
        body = self._loop(lambda: self._column_cell(depth), "{}\0{}\0{}")
        start, inside, end = body.split("\0")
        return self._row([self._tag_cell(start), inside, self._tag_cell(end)])

    def _merged_row(self, width: int, depth: int) -> str:
        cells = [self._cell(depth) for _ in range(width - 1)]
        first = self._paragraph("{% vm %}{{ a }}", marked=False)
        return self._row(
            [self._framed(first) if self._chance(0.3) else self._cell(depth), *cells]
        )

    def _column_cell(self, depth: int) -> str:
        if self._chance(0.3):
            return self._framed("<w:p><w:r><w:t>{% hm %}{{ a }}</w:t></w:r></w:p>")
        return self._cell(depth)

    def _tag_row(self, level: str, statement: str) -> str:
        return self._row([self._framed(self._tag(level, statement))])

    def _tag_cell(self, statement: str) -> str:
        return self._framed(self._tag("tc", statement))

    def _row(self, cells: list[str]) -> str:
        return f"<w:tr>{self._random.choice(['', '<w:trPr/>'])}{''.join(cells)}</w:tr>"

    def _cell(self, depth: int) -> str:
        kind = self._random.random()
        if kind < 0.08:
            text = "{% colspan n %}" + self._inline(1)
            return self._framed(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>")
        if kind < 0.16:
            text = "{% cellbg 'FFEE00' %}" + self._inline(1)
            return self._framed(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>")
        if kind < 0.22 and depth > 0:
            return self._framed(self._table(0) + self._paragraph("x"))
        if kind < 0.32 and depth > 0:
            return self._framed(self._block(depth - 1))
        return self._framed(self._paragraph(self._inline(1)))

    def _framed(self, content: str) -> str:
        return f'<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/></w:tcPr>{content}</w:tc>'
