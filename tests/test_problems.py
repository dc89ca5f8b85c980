"""Problems that say the same of several cells of a sheet are told once, no cell lost."""

from __future__ import annotations

from xl_addin.cli.console import problem_dict, problem_text
from xl_addin.problems import Place, Problem, Severity, in_reading_order
from xl_addin.wording import others_text


def _problem(sheet: str, row: int, whose: str, **params: str) -> Problem:
    place = Place("b.xlsx", sheet, row, 1)
    return Problem("unknown-role", place, params, roles=frozenset([whose]))


def test_what_holds_for_several_cells_of_a_sheet_is_said_at_the_first() -> None:
    rows = [_problem("考核", row, f"r{row}", role="R9", guess="R1") for row in (9, 4, 5, 7)]
    other = _problem("协作关系", 2, "r1", role="R9", guess="R1")
    first, second = in_reading_order([*rows, other])
    assert (first.place, first.others) == (other.place, ())
    assert second.place.address == "A4"
    assert [place.address for place in second.others] == ["A5", "A7", "A9"]
    assert second.roles == {"r4", "r5", "r7", "r9"}
    assert in_reading_order([first, second]) == (first, second)


def test_what_differs_is_said_by_itself() -> None:
    said = [
        _problem("考核", 2, "r1", role="R8", guess=""),
        _problem("考核", 3, "r1", role="R9", guess=""),
        Problem("unknown-role", Place("b.xlsx", "考核", 4, 1), {"role": "R9", "guess": ""},
                template="t.docx"),
        Problem("unknown-role", Place("b.xlsx", "考核", 5, 1), {"role": "R9", "guess": ""},
                Severity.WARNING),
    ]  # fmt: skip
    assert len(in_reading_order(said)) == len(said)


def test_one_that_concerns_every_role_still_does() -> None:
    everybody = Problem(
        "unknown-role", Place("b.xlsx", "考核", 3, 1), {"role": "R9", "guess": ""}
    )
    (problem,) = in_reading_order([_problem("考核", 2, "r1", role="R9", guess=""), everybody])
    assert problem.roles is None


def test_cells_below_one_another_are_one_area() -> None:
    rows = [*range(2, 6), *range(7, 30, 2)]
    (problem,) = in_reading_order(_problem("考核", row, "r1", role="R9") for row in rows)
    cells = [{"sheet": "考核", "address": f"A{row}"} for row in rows[1:]]
    assert problem_dict(problem, "en")["others"] == cells
    assert others_text(problem, "en").startswith("15 further cells: 考核!A3:A5, 考核!A7, ")
    assert "A29" in problem_text(problem, "en", everything=True)
    shortened = problem_text(problem, "zh")
    assert "A13、…" in shortened
    assert "A15" not in shortened


def test_texts_without_english_are_one_error_a_column_and_every_cell_is_kept() -> None:
    def blank(row: int, text: str, role: str) -> Problem:
        params = {"header": "英文要求", "text": text}
        place = Place("b.xlsx", "任职要求", row, 4)
        return Problem(
            "text-untranslated", place, params, roles=frozenset([role]), template="t"
        )

    def absent(text: str) -> Problem:
        params = {"header": "英文周期", "text": text}
        return Problem("column-untranslated", Place("b.xlsx", "考核", 1, 6), params)

    cells = [blank(2, "学历", "r1"), blank(3, "经验", "r1"), blank(4, "技能", "r2")]
    found = in_reading_order([*cells, absent("每月"), absent("每季")])
    column, first = sorted(found, key=lambda each: each.code)
    assert (first.params["text"], first.roles) == ("学历", {"r1", "r2"})
    assert [place.address for place in first.others] == ["D3", "D4"]
    assert (column.params["text"], column.others) == ("每月", ())
