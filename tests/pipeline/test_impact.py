"""Impact names exactly the documents whose bytes change, without making the others."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import docx, save_xlsx
from tests.merge.desks import KINDS, WORDS, Desk, Edit, edit, first_desk
from xl_addin import generate
from xl_addin.model.names import key
from xl_addin.outputs.memory import MemoryOutput
from xl_addin.pipeline.impact import Effect, Impact, impact, impact_of
from xl_addin.pipeline.load import load
from xl_addin.pipeline.snapshot import snapshot
from xl_addin.sources.memory import MemorySource

EDITS = st.lists(
    st.tuples(
        st.sampled_from(KINDS), st.integers(0, 12), st.integers(0, 12), st.sampled_from(WORDS)
    ),
    max_size=5,
)
SHORT = docx(
    "{{ role.name }}", "{%p for duty in duties %}", "{{ duty.title }}", "{%p endfor %}"
)
LONG = docx(
    *(
        "{{ role.id }}",
        "{%p for duty in duties %}",
        "{{ duty.points|join('/') }}",
        "{%p endfor %}",
    ),
    *("{%p for need in qualifications %}", "{{ need.requirement }}", "{%p endfor %}"),
)


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("templates")
    (folder / "short.docx").write_bytes(SHORT)
    (folder / "long.docx").write_bytes(LONG)
    return folder


def source(desk: Desk) -> MemorySource:
    return MemorySource(desk.sheets(), name="book.xlsx")


def desk(edits: list[Edit]) -> Desk:
    made = first_desk()
    made.settings["默认模板"] = "short.docx、long.docx"
    for each in edits:
        edit(made, each)
    return made


def documents(given: Desk, templates: Path) -> dict[tuple[str, str], bytes]:
    output = MemoryOutput()
    generate(source(given), output=output, template_folder=templates, jobs=1)
    receipts = output.finish()
    return {(each.role, each.template): output.documents[each.file_name] for each in receipts}


def between(before: Desk, after: Desk, templates: Path) -> Impact:
    older, newer = load(source(before)), load(source(after))
    return impact_of(older, newer, template_folder=templates)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(one=EDITS, other=EDITS)
def test_the_documents_named_are_those_whose_bytes_change(
    templates: Path, one: list[Edit], other: list[Edit]
) -> None:
    before, after = desk(one), desk([*one, *other])
    old, new = documents(before, templates), documents(after, templates)
    found = between(before, after, templates)
    named = {
        (each.role.key, each.template)
        for each in found.documents
        if each.effect is not Effect.NAME
    }
    changed = {each for each in old.keys() | new.keys() if old.get(each) != new.get(each)}
    assert named == changed - {(key(role), template) for role, template in found.withheld}


def test_only_who_has_a_duty_is_named(templates: Path) -> None:
    # Documents carry a hash of what they were made from, printed or not.
    found = between(desk([]), desk([("summary", 0, 0, "数据")]), templates)
    assert {(each.role.id, each.template) for each in found.documents} == {
        ("R2", "short.docx"),
        ("R2", "long.docx"),
    }


def test_why_and_which_sections(templates: Path) -> None:
    # Role 1 gets duty 1 switched on; duty 2 is worded anew, which role 1 has and 2 has not.
    found = between(desk([]), desk([("tick", 0, 0, ""), ("title", 7, 1, "版本")]), templates)
    by_document = {(each.role.id, each.template): each for each in found.documents}

    assert set(by_document) == {
        (role, template) for role in ("R1", "R3") for template in ("short.docx", "long.docx")
    }
    first = by_document["R1", "short.docx"]
    assert first.sections == ("D2 版本7", "D1 职责1")
    assert [(line.change, line.row, line.column) for line in first.reasons] == [
        ("renamed", "D2 版本7", "职责标题"),
        ("on", "D1 职责1", "R1 岗位1"),
    ]


def test_a_changed_template_changes_its_documents(tmp_path: Path) -> None:
    for year, content in (("one", SHORT), ("two", docx("{{ role.name }}"))):
        (tmp_path / year).mkdir()
        (tmp_path / year / "short.docx").write_bytes(content)
        made = desk([])
        made.settings["默认模板"] = "short.docx"
        save_xlsx(made.sheets(), tmp_path / year / "book.xlsx")

    found = impact(tmp_path / "one" / "book.xlsx", tmp_path / "two" / "book.xlsx")

    assert {each.role.id for each in found.documents} == {"R1", "R2", "R3"}
    assert all(each.template_changed for each in found.documents)


def test_since_a_kept_revision(tmp_path: Path, templates: Path) -> None:
    path = save_xlsx(desk([]).sheets(), tmp_path / "book.xlsx")
    kept = snapshot(path)
    assert kept is not None
    save_xlsx(desk([("rename", 1, 0, "用户")]).sheets(), path)

    found = impact(path, since=kept.digest[:8], template_folder=templates)

    assert [(each.role.id, each.template, each.effect) for each in found.documents] == [
        ("R2", "short.docx", "changed"),
        ("R2", "long.docx", "changed"),
    ]
