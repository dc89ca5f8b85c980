from __future__ import annotations

import gzip
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_addin.model.cells import CellError, Percent, Uncached
from xl_addin.model.raw import CellRange, RawBook, RawSheet
from xl_addin.stores.snapshot_format import content_digest
from xl_addin.stores.snapshots import LeftOut, Snapshot, Snapshots, outdated

DAY = datetime(2026, 3, 1, 9, tzinfo=UTC)
WORKBOOK = "5b1f-Ab"


def raw(*sheets: RawSheet, name: str = "职责.xlsx") -> RawBook:
    return RawBook(name, sheets)


def said(*words: object, name: str = "职责.xlsx") -> RawBook:
    return raw(RawSheet("人员", [["岗位编号", "姓名"], ["R1", *words]]), name=name)


def keep(store: Snapshots, book: RawBook, workbook: str, **known: Any) -> Snapshot:
    """Take and write one at once."""
    return store.write(store.take(book, workbook, **known))


@pytest.fixture
def store(tmp_path: Path) -> Snapshots:
    return Snapshots(tmp_path / "shared", fallback=tmp_path / "own")


cells = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.floats(0, 1).map(Percent),
    st.text(st.characters(exclude_categories=[])),
    st.datetimes(),
    st.times(),
    st.integers(0, 10**12).map(lambda n: timedelta(microseconds=n)),
    st.sampled_from([CellError("#N/A"), Uncached("=A1")]),
)


@given(st.lists(st.lists(cells, max_size=4), max_size=4))
def test_every_kind_of_cell_comes_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[object]]
) -> None:
    store = Snapshots(tmp_path_factory.mktemp("s"), fallback=Path("/nowhere"))
    sheet = RawSheet(
        "职责",
        rows,
        frozenset({3, 1}),
        (CellRange(1, 2, 3, 4),),
        {(1, 2): "Wingdings"},
        {(2, 1): "007"},
        (CellRange(2, 2, 9, 2),),
    )
    book = keep(store, raw(sheet), WORKBOOK).book()

    assert book == raw(sheet)
    kinds = [[type(cell) for cell in row] for row in book.sheets[0].rows]
    assert kinds == [[type(cell) for cell in row] for row in rows]


def test_one_is_found_by_id_and_digest_however_the_id_is_spelt(store: Snapshots) -> None:
    kept = keep(store, said("李"), WORKBOOK, now=DAY)

    assert store.find(" ５B1F-aB", kept.digest) == kept
    assert store.find(WORKBOOK, kept.digest[:8]) == kept
    assert store.find("another", kept.digest) is None
    assert store.find(WORKBOOK, "") is None


def test_the_same_content_is_kept_once_and_a_new_one_names_what_came_before(
    store: Snapshots,
) -> None:
    first = keep(store, said("李"), WORKBOOK, now=DAY)
    same = keep(store, said("李"), WORKBOOK, now=DAY + timedelta(1))
    second = keep(store, said("王"), WORKBOOK, now=DAY + timedelta(2))
    back = keep(store, said("李"), WORKBOOK, now=DAY + timedelta(3))

    assert same == first
    assert [each.digest for each in store.all(WORKBOOK)] == [
        back.digest,
        second.digest,
        first.digest,
    ]
    assert (first.parent, second.parent, back.parent) == ("", first.digest, second.digest)


def test_bytes_that_are_known_are_not_even_hashed(store: Snapshots) -> None:
    first = keep(store, said("李"), WORKBOOK, file_digest="abc", now=DAY)
    assert keep(store, raw(), WORKBOOK, file_digest="abc") == first


def test_copies_of_one_workbook_have_one_history_and_each_its_own_chain(
    store: Snapshots,
) -> None:
    first = keep(store, said("李"), WORKBOOK, now=DAY)
    copy = keep(store, said("王", name="副本.xlsx"), WORKBOOK, now=DAY + timedelta(1))
    second = keep(store, said("赵"), WORKBOOK, now=DAY + timedelta(2))

    assert store.all(WORKBOOK) == (second, copy, first)
    assert copy.parent == ""
    assert second.parent == first.digest


def test_columns_left_out_are_nowhere_in_the_file_but_do_count_as_changes(
    store: Snapshots,
) -> None:
    column = LeftOut("人员", "姓名", 1, 2)
    first = keep(store, said("李建国"), WORKBOOK, left_out=[column], now=DAY)
    second = keep(store, said("王小明"), WORKBOOK, left_out=[column], now=DAY + timedelta(1))

    assert "李建国" not in gzip.decompress(first.path.read_bytes()).decode()
    assert first.book() == raw(RawSheet("人员", [["岗位编号", "姓名"], ["R1", None]]))
    assert first.left_out == (("人员", "姓名"),)
    assert second.digest != first.digest


def test_what_the_program_writes_itself_is_no_content() -> None:
    data = RawSheet("职责", [["职责编号"]])
    log = RawSheet("生成日志", [["时间"], ["now"]])
    assert content_digest(raw(data, log)) == content_digest(raw(data))
    assert content_digest(raw(data)) != content_digest(raw(RawSheet("职责", [["x"]])))


def test_where_the_folder_takes_no_files_the_users_own_does(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / ".xl_addin").write_text("a file where a folder should be")
    store = Snapshots(tmp_path / "shared", fallback=tmp_path / "own")
    kept = keep(store, said("李"), WORKBOOK)

    assert kept.path.is_relative_to(tmp_path / "own")
    assert store.all(WORKBOOK) == (kept,)


def test_a_store_that_can_be_kept_nowhere_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        keep(Snapshots(None, fallback=tmp_path / "file"), said("李"), WORKBOOK)


def test_damaged_and_half_written_files_are_passed_over(store: Snapshots) -> None:
    whole = keep(store, said("李"), WORKBOOK, now=DAY)
    later = keep(store, said("王"), WORKBOOK, now=DAY + timedelta(1))
    content = later.path.read_bytes()
    later.path.write_bytes(content[:20])
    later.path.with_name("x.json.gz.77.part").write_bytes(content)
    assert store.all(WORKBOOK) == (whole,)

    later.path.write_bytes(content[:-30])
    assert store.all(WORKBOOK)[0].book() is None


def test_what_a_crash_left_half_written_goes(store: Snapshots) -> None:
    first = keep(store, said("李"), WORKBOOK)
    old, new = (first.path.with_name(f"{name}.7.part") for name in ("old", "new"))
    for path in (old, new):
        path.write_text("half")
    os.utime(old, (0, 0))
    keep(store, said("王"), WORKBOOK)
    assert (old.exists(), new.exists()) == (False, True)


def test_old_ones_go_by_the_rule() -> None:
    now = DAY
    this_morning = [now - timedelta(minutes=m) for m in range(40)]
    last_month = [now - timedelta(days=29, hours=h) for h in range(5)]
    last_year = [now - timedelta(days=300, hours=h) for h in (0, 1, 2, 20)]
    gone = outdated([*this_morning, *last_month, *last_year], now)

    # 9:00, 8:00 and 7:00 are of one day, 13:00 of the day before.
    assert gone == frozenset(last_year[1:3])
    many = [now - timedelta(minutes=m) for m in range(505)]
    assert outdated(many, now) == frozenset(many[500:])


def test_the_rule_is_kept_when_the_next_one_is_written(store: Snapshots) -> None:
    old = [
        keep(store, said(hour), WORKBOOK, now=DAY + timedelta(hours=hour)) for hour in range(3)
    ]
    new = keep(store, said("new"), WORKBOOK, now=DAY + timedelta(days=60))
    assert store.all(WORKBOOK) == (new, old[2])
