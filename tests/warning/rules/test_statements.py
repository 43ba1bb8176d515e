"""Which reports of one person's threats tell of one and the same statement."""

from __future__ import annotations

from indications import claim, day

from papertiger.warning.rules.statements import Statements


def made(*reports: tuple[int, int | None]) -> list[str]:
    """For reports on days before the last, each with the day that it states, whose statement each tells of: letters by first report."""
    of, names, told = Statements(), {}, []
    for number, (before, said) in enumerate(reports):
        happened = None if said is None else (day(said), day(said))
        first = of.told_by(claim("THREATEN", "USA-trump", "VEN", before, f"desk{number}", happened=happened))
        told.append(names.setdefault(first, "abcdefgh"[len(names)]))
    return told


def days(*before: int) -> str:
    return "".join(made(*((one, None) for one in before)))


def test_many_reports_of_one_day_and_the_next_are_of_one_statement() -> None:
    assert days(9, 9, 9, 8, 8) == "aaaaa"


def test_reports_days_apart_are_of_two() -> None:
    assert days(9, 7, 4) == "abc"


def test_each_day_of_a_row_after_the_second_brings_one_more() -> None:
    assert days(9, 8, 7, 7, 6, 5) == "aabbcd"


def test_a_row_begins_anew_after_a_day_without() -> None:
    assert days(9, 8, 7, 5, 4) == "aabcc"


def test_an_origin_tells_of_what_it_told_of_before() -> None:
    of = Statements()
    first, again = (claim("THREATEN", "USA-trump", "VEN", before, "desk") for before in (9, 2))
    assert of.told_by(first) == of.told_by(again) == "desk"


def test_the_day_that_a_report_states_decides() -> None:
    # Said yesterday and told late; said today, though something was told yesterday; said on a day of which nobody told.
    assert made((9, 9), (8, 9), (8, 8), (7, 8)) == ["a", "a", "b", "b"]
    assert made((9, 9), (4, 9), (4, 6)) == ["a", "a", "b"]


def test_a_statement_told_the_day_after_is_that_of_the_day_stated() -> None:
    assert made((8, None), (7, 9)) == ["a", "a"]


def test_a_day_that_is_still_to_come_states_nothing() -> None:
    assert made((9, None), (8, 2)) == ["a", "a"]
