"""Good workbooks and templates, changed at random where their structure is; and a long run.

    python -m tests.hostile.mutants --count 5000

Prints what became of them. Each must end in a typed error or in a right result: a
workbook that is still read must be read alike by both parsers, a template that is still
taken must give a whole document.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import re
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.builders import docx, rows
from tests.hostile.packages import SHIPPED_WORKBOOK
from tests.hostile.trial import try_template, try_workbook
from tests.raw_xlsx import cells, raw_xlsx, worksheet

_HANG = 20.0
_CHUNK = 250
_NASTY = (
    "", "0", "-1", "1", "999999999999999999999", "1e999", "NaN", "A1048576", "XFD1", "A0", "\ufffe",
    "../../x", "http://x.invalid/", "&", "<", "]]>", "{{", "%}", "{% for x in y %}", "\x00", "\u202e",
    "true", "s", "inlineStr", "_x0000_", "9" * 400, "x" * 70_000, "2958466", "rId1", "0%",
)  # fmt: skip
_TAG = re.compile(r"<[^<>]+>")
_ATTRIBUTE = re.compile(r'(?<![\w:])([\w:]{1,60})="([^"]*)"')


def base_workbooks() -> list[bytes]:
    """Workbooks that are read as they are."""
    small = raw_xlsx(
        worksheet(
            cells(
                '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>',
                '<c r="A2" s="1"><v>0.5</v></c><c r="B2" s="2"><v>45000</v></c><c r="C2" t="b"><v>1</v></c>',
                '<c r="A3" t="e"><v>#N/A</v></c><c r="B3"><f>1+1</f></c><c r="C3" t="str"><v>x</v></c>',
                '<c r="A4" t="inlineStr"><is><t>inline</t></is></c><c r="B4" s="9"><v>45000</v></c>',
            ),
            before='<dimension ref="A1:C4"/>',
            after='<mergeCells count="1"><mergeCell ref="A5:B5"/></mergeCells>',
        ),
        cells('<c r="A1"><v>1</v></c>'),
        strings=["<t>岗位编号</t>", '<t xml:space="preserve"> a_x000B_b </t>'],
    )  # fmt: skip
    return [small, small, small, SHIPPED_WORKBOOK.read_bytes()]


def base_templates() -> list[bytes]:
    """Templates that are rendered as they are."""
    small = docx(
        "{{ role.name }}",
        "{%p for duty in duties %}",
        "{{ duty.title }}",
        "{%p endfor %}",
        rows(["{{ role.id }}", "b"], ["{%tr for duty in duties %}", ""], ["{{ duty.title }}", "x"], ["{%tr endfor %}", ""]),
        header="{{ role.id }}",
        footer="{% if role.id %}x{% endif %}",
        title="{{ role.name }}",
    )  # fmt: skip
    return [small]


def mutant(base: bytes, chance: random.Random) -> bytes:
    """One to three changes of a package."""
    content = base
    for _ in range(chance.randint(1, 3)):
        change = chance.choice(_CHANGES)
        try:
            content = change(content, chance)
        except (
            zipfile.BadZipFile,
            zlib.error,
            KeyError,
            IndexError,
            ValueError,
            EOFError,
            # An entry that a flipped bit calls encrypted; NotImplementedError is one too.
            RuntimeError,
        ):
            return content
    return content


def _in_a_part(
    change: Callable[[str, random.Random], str],
) -> Callable[[bytes, random.Random], bytes]:
    def apply(content: bytes, chance: random.Random) -> bytes:
        parts = _unpacked(content)
        names = [name for name in parts if name.endswith((".xml", ".rels"))]
        name = chance.choice(names)
        parts[name] = change(parts[name].decode("utf-8", "replace"), chance).encode(
            "utf-8", "surrogatepass"
        )
        return _packed(list(parts.items()))

    return apply


def _unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _packed(entries: list[tuple[str, bytes]]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in entries:
            package.writestr(name, part)
    return target.getvalue()


def _drop_entry(content: bytes, chance: random.Random) -> bytes:
    parts = list(_unpacked(content).items())
    parts.pop(chance.randrange(len(parts)))
    return _packed(parts)


def _swap_entries(content: bytes, chance: random.Random) -> bytes:
    parts = list(_unpacked(content).items())
    one, other = chance.randrange(len(parts)), chance.randrange(len(parts))
    parts[one], parts[other] = (
        (parts[one][0], parts[other][1]),
        (parts[other][0], parts[one][1]),
    )
    return _packed(parts)


def _rename_entry(content: bytes, chance: random.Random) -> bytes:
    parts = list(_unpacked(content).items())
    one = chance.randrange(len(parts))
    parts[one] = (
        chance.choice([parts[one][0].upper(), "../" + parts[one][0], "x.xml"]),
        parts[one][1],
    )
    return _packed(parts)


def _flip_byte(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]


def _cut(content: bytes, chance: random.Random) -> bytes:
    start, end = sorted((chance.randrange(len(content)), chance.randrange(len(content))))
    return content[:start] + content[end:] if chance.random() < 0.5 else content[:end]


def _tag(xml: str, chance: random.Random) -> re.Match[str]:
    return chance.choice(list(_TAG.finditer(xml)))


def _drop_tag(xml: str, chance: random.Random) -> str:
    found = _tag(xml, chance)
    return xml[: found.start()] + xml[found.end() :]


def _repeat_tag(xml: str, chance: random.Random) -> str:
    found = _tag(xml, chance)
    return xml[: found.end()] + found[0] * chance.choice([1, 1, 2000]) + xml[found.end() :]


def _element(xml: str, chance: random.Random) -> tuple[int, int]:
    found = _tag(xml, chance)
    name = re.match(r"</?([\w:]+)", found[0])
    if name is None or found[0].endswith("/>"):
        return found.start(), found.end()
    end = xml.find(f"</{name[1]}>", found.end())
    return found.start(), end + len(name[1]) + 3 if end >= 0 else found.end()


def _drop_element(xml: str, chance: random.Random) -> str:
    start, end = _element(xml, chance)
    return xml[:start] + xml[end:]


def _repeat_element(xml: str, chance: random.Random) -> str:
    start, end = _element(xml, chance)
    return xml[:end] + xml[start:end] * chance.choice([1, 1, 1, 500]) + xml[end:]


def _move_element(xml: str, chance: random.Random) -> str:
    start, end = _element(xml, chance)
    rest = xml[:start] + xml[end:]
    at = _tag(rest, chance).end()
    return rest[:at] + xml[start:end] + rest[at:]


def _change_attribute(xml: str, chance: random.Random) -> str:
    found = chance.choice(list(_ATTRIBUTE.finditer(xml)))
    value = chance.choice(_NASTY).replace("&", "&amp;").replace("<", "&lt;").replace('"', "")
    return xml[: found.start(2)] + value + xml[found.end(2) :]


def _drop_attribute(xml: str, chance: random.Random) -> str:
    found = chance.choice(list(_ATTRIBUTE.finditer(xml)))
    return xml[: found.start()] + xml[found.end() :]


def _swap_attributes(xml: str, chance: random.Random) -> str:
    one, other = (
        chance.choice(list(_ATTRIBUTE.finditer(xml))),
        chance.choice(list(_ATTRIBUTE.finditer(xml))),
    )
    return xml[: one.start(2)] + other[2] + xml[one.end(2) :]


def _change_text(xml: str, chance: random.Random) -> str:
    texts = list(re.finditer(r">([^<>]+)<", xml))
    found = chance.choice(texts)
    value = chance.choice(_NASTY)
    if chance.random() < 0.8:
        value = value.replace("&", "&amp;").replace("<", "&lt;")
    return xml[: found.start(1)] + value + xml[found.end(1) :]


def _rename_tag(xml: str, chance: random.Random) -> str:
    found = _tag(xml, chance)
    name = re.match(r"</?([\w:]+)", found[0])
    return (
        xml.replace(name[1], chance.choice(["x", "c", "w:p", "row", "w:tc"])) if name else xml
    )


_CHANGES: list[Callable[[bytes, random.Random], bytes]] = [
    _drop_entry, _swap_entries, _rename_entry, _flip_byte, _cut,
    *map(_in_a_part, [
        _drop_tag, _repeat_tag, _drop_element, _repeat_element, _move_element, _change_attribute,
        _change_attribute, _change_attribute, _drop_attribute, _swap_attributes, _change_text,
        _change_text, _rename_tag,
    ]),
]  # fmt: skip


def run(first: int, count: int) -> dict[str, object]:
    """Make and try mutants `first` to `first + count`, one seed each."""
    workbooks, templates = base_workbooks(), base_templates()
    outcomes: Counter[str] = Counter()
    untyped: list[str] = []
    slowest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + count):
            chance = random.Random(seed)
            is_workbook = bool(seed % 2)
            content = mutant(chance.choice(workbooks if is_workbook else templates), chance)
            started = time.monotonic()
            try:
                outcome = (
                    try_workbook(content, Path(folder))
                    if is_workbook
                    else try_template(content)
                )
            except Exception as fault:  # noqa: BLE001 - it is what is counted
                untyped.append(f"{seed}: {type(fault).__name__}: {fault}"[:300])
                outcome = "TRACEBACK"
            if outcome == "DIFFERENT":
                untyped.append(f"{seed}: parsers differ")
            outcomes["workbook: " * is_workbook + outcome] += 1
            seconds = time.monotonic() - started
            slowest = max(slowest, seconds)
            if seconds > _HANG:
                untyped.append(f"{seed}: {seconds:.0f} s")
    return {"outcomes": outcomes, "untyped": untyped, "slowest": slowest}


def main() -> int:
    """The long run; each few hundred in a process of its own, to see if one dies."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.alone:
        print(json.dumps(run(given.first, given.count)))
        return 0
    outcomes: Counter[str] = Counter()
    faults: list[str] = []
    dead, slowest = 0, 0.0
    for first in range(given.first, given.first + given.count, _CHUNK):
        count = min(_CHUNK, given.first + given.count - first)
        command = [sys.executable, "-m", "tests.hostile.mutants", "--alone"]
        done = subprocess.run(
            [*command, "--first", str(first), "--count", str(count)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            dead += 1
            faults.append(f"{first}: {done.stderr[-500:]}")
            continue
        found = json.loads(done.stdout)
        outcomes.update(found["outcomes"])
        faults += found["untyped"]
        slowest = max(slowest, found["slowest"])
    for outcome, number in sorted(outcomes.items()):
        print(f"{number:6d}  {outcome}")
    different = sum(number for name, number in outcomes.items() if name.endswith("DIFFERENT"))
    tracebacks = sum(number for name, number in outcomes.items() if name.endswith("TRACEBACK"))
    print(*faults, sep="\n")
    print(
        f"mutants {sum(outcomes.values())}, tracebacks {tracebacks}, wrong results {different}, "
        f"hangs over {_HANG:.0f} s {int(slowest > _HANG)} (slowest {slowest:.1f} s), dead parents {dead}"
    )
    return 1 if faults or slowest > _HANG else 0


if __name__ == "__main__":
    sys.exit(main())
