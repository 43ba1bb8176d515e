"""The same is not warned of again while it lasts; what grew names the first warning."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from indications import LAST

from papertiger.warning.lasting import AGAIN, Earlier, standing
from papertiger.warning.values import Finding

FOUND = Finding(
    rule="threats.v1",
    watch="threats",
    about=("USA-trump", "VEN"),
    day=LAST,
    score=1.0,
    reason={"kind": "warning", "followed_by": None},
    indications=("a", "b"),
)


def earlier(
    finding: Finding = FOUND, *, days: int = 3, first: str | None = None, name: str = "w1"
) -> Earlier:
    return Earlier(name, LAST - timedelta(days=days), finding, first)


def test_what_was_never_warned_of_is_new() -> None:
    assert standing(FOUND, []).kind == "new"
    assert standing(FOUND, [earlier(replace(FOUND, about=("USA-trump", "CUB")))]).kind == "new"
    assert standing(FOUND, [earlier(replace(FOUND, watch="other"))]).kind == "new"


def test_the_same_some_days_later_lasts() -> None:
    assert standing(FOUND, [earlier()]).kind == "lasts"
    more = replace(FOUND, indications=("c", "a", "b"))
    assert standing(more, [earlier()]).kind == "lasts"


def test_threats_of_a_side_are_those_of_whoever_speaks_for_it() -> None:
    person = replace(FOUND, reason={**FOUND.reason, "side": "USA"})
    side = replace(person, about=("USA", "VEN"), indications=("c", "a", "b"))
    assert standing(side, [earlier(person)]).kind == "lasts"
    assert standing(person, [earlier(side)]).first == "w1"
    more = replace(side, indications=("d", "c", "a", "b"))
    assert (standing(more, [earlier(person)]).kind, standing(more, [earlier(person)]).first) == (
        "grown",
        "w1",
    )
    other = replace(side, reason={**FOUND.reason, "side": "RUS"})
    assert standing(other, [earlier(person)]).kind == "new"


def test_as_much_again_is_a_follow_up_of_the_first() -> None:
    more = replace(FOUND, indications=("d", "c", "b", "a"))
    found = standing(more, [earlier(name="w2", days=2, first="w1"), earlier(days=9)])
    assert (found.kind, found.first, found.claims) == ("grown", "w1", ("d", "c"))


def test_force_that_followed_is_a_follow_up() -> None:
    followed = replace(FOUND, reason={"kind": "warning", "followed_by": "ASSAULT"})
    assert standing(followed, [earlier()]).kind == "grown"
    assert standing(followed, [earlier(followed)]).kind == "lasts"


def test_new_statements_after_a_month_are_a_new_warning_and_old_ones_are_not() -> None:
    late = earlier(days=AGAIN + 1)
    assert standing(replace(FOUND, indications=("c",)), [late]).kind == "new"
    assert standing(FOUND, [late]).kind == "lasts"


def test_an_outage_lasts_until_the_source_answers_again() -> None:
    dead = replace(
        FOUND,
        rule="outage.v1",
        about=("feed",),
        indications=(),
        reason={"kind": "outage", "state": "failed", "last": "2026-01-01"},
    )
    again = replace(dead, reason={**dead.reason, "last": "2026-02-20"})
    assert standing(dead, [earlier(dead, days=50)]).kind == "lasts"
    assert standing(again, [earlier(dead, days=50)]).kind == "new"


def test_a_further_overdue_call_is_a_follow_up() -> None:
    one = replace(FOUND, rule="unanswered.v1", reason={"kind": "warning", "tests": "x-1"})
    two = replace(one, reason={"kind": "warning", "tests": "x-1, x-2"})
    assert standing(two, [earlier(one)]).kind == "grown"
    assert standing(one, [earlier(two)]).kind == "lasts"
