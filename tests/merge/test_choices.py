"""What each choice of a conflict makes of our copy."""

from __future__ import annotations

from tests.merge.books import view
from tests.merge.desks import Desk, edit, first_desk
from xl_addin.merge.decisions import Choice, conflicts
from xl_addin.merge.encoding import decode, encode
from xl_addin.merge.keyed import KeyedBook
from xl_addin.merge.ops import apply
from xl_addin.merge.three_way import decide

BASE = view(first_desk().sheets())


def chosen(ours: Desk, theirs: Desk, choice: Choice) -> KeyedBook:
    """Our book after one choice, its changes sent through the text the sheet keeps."""
    mine, other = view(ours.sheets()), view(theirs.sheets())
    (conflict,) = conflicts(decide(BASE, mine, other))
    kept = decode(encode({name.value: ops for name, ops in (conflict.choices or {}).items()}))
    assert kept[choice.value] == conflict.resolved(choice)
    return apply(kept[choice.value], mine, other)


def two(
    ours: tuple[str, int, int, str], theirs: tuple[str, int, int, str]
) -> tuple[Desk, Desk]:
    desks = first_desk(), first_desk()
    for desk, what in zip(desks, (ours, theirs), strict=True):
        edit(desk, what)
    return desks


def test_of_one_point_worded_twice() -> None:
    desks = two(("points-edit", 1, 0, "活动"), ("points-edit", 5, 0, "版本"))
    points = {
        choice: chosen(*desks, choice).rows("duties")["d1",].values["points"]
        for choice in Choice
    }
    first, *rest = ("数据第1项", "活动第1项", "版本第1项")
    assert points == {
        Choice.OURS: (first, "活动1", *rest),
        Choice.THEIRS: (first, "版本5", *rest),
        Choice.BASE: (first, "用户第1项", *rest),
        Choice.BOTH: (first, "活动1", *rest, "版本5"),
    }


def test_of_one_new_id_for_two_duties() -> None:
    ours, theirs = two(("add-duty", 3, 9, "直播"), ("add-duty", 3, 9, "社群"))
    ours.marks["R1", "D103"] = True
    theirs.marks["R2", "D103"] = True

    taken = chosen(ours, theirs, Choice.THEIRS)
    assert taken.rows("duties")["d103",].values["title"] == "社群"
    assert [role for role, row in taken.toggles.items() if "d103" in row] == ["r2"]

    both = chosen(ours, theirs, Choice.BOTH)
    assert both.rows("duties")["d103",].values["title"] == "直播"
    assert both.rows("duties")["d103-2",].values["title"] == "社群"
    assert both.toggles["r2"]["d103-2"] == "✓"
    assert both.toggles["r1"]["d103"] == "✓"
    assert "d103" not in both.toggles["r2"]


def test_of_a_duty_one_deleted_and_the_other_switched_on() -> None:
    ours, theirs = two(("drop-duty", 0, 3, ""), ("tick", 1, 3, ""))
    theirs.marks["R1", "D4"] = 0.5
    taken = chosen(ours, theirs, Choice.THEIRS)
    assert taken.rows("duties")["d4",].values["title"] == "职责4"
    assert {role: row["d4"] for role, row in taken.toggles.items() if "d4" in row} == {
        "r1": 0.5,
        "r2": "✓",
        "r3": "✓",
    }
    assert ("d4",) not in chosen(ours, theirs, Choice.OURS).rows("duties")
