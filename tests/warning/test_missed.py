from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from strikes import day, issued, report

from papertiger.warning.awaited import Awaited, Reports, awaits
from papertiger.warning.missed import Missed, Warned, missed, sought
from papertiger.warning.rules.burden import LACKS
from papertiger.warning.rules.threats import FORCE
from papertiger.warning.scoring import Issued
from papertiger.warning.values import Indication
from papertiger.warning.watchlists import Watch

THREATS = Watch("threats", "threats.v1")


def warning(number: int, **fields: object) -> Issued:
    awaited = {"predicates": FORCE, "subject": "USA", "object": "VEN"}
    return issued(number, **{"awaited": awaited} | fields)


def told(
    known: list[Indication], *warnings: Issued, watches: tuple[Watch, ...] = (THREATS,)
) -> tuple[Missed, ...]:
    return missed("own", watches, Warned(warnings), Reports(known), day(0), day(300))


def events(found: tuple[Missed, ...]) -> list[tuple[date, tuple[str | None, str | None]]]:
    return [(one.event.day, one.event.about) for one in found]


def test_an_event_between_two_of_whom_nobody_was_ever_warned_is_missed() -> None:
    known = [report(30, "USA:president"), report(31), report(200, to="CUB")]
    assert events(told(known, warning(10))) == [(day(200), ("USA", "CUB"))]


@pytest.mark.parametrize(
    ("given", "late"), [(warning(30), ("w30",)), (warning(10, horizon_days=19), ()), (warning(-70), ())]
)
def test_a_warning_that_came_too_late_or_too_early_spares_no_miss(
    given: Issued, late: tuple[str, ...]
) -> None:
    (one,) = told([report(30), report(31)], given)
    assert (one.event.claims, one.warned_late) == (("c30USAVEN", "c31USAVEN"), late)


def test_a_warning_of_another_pair_or_of_something_else_spares_none() -> None:
    others = (
        warning(10, awaited={"predicates": FORCE, "subject": "USA", "object": "CUB"}),
        warning(11, awaited={"predicates": ("distrusts",), "object": "VEN"}),
        warning(12, awaited={}),
    )
    assert len(told([report(30)], *others)) == 1
    of_several = warning(13, awaited={"predicates": FORCE, "object": ("VEN", "CUB")})
    assert told([report(30)], *others, of_several) == ()


@pytest.mark.parametrize(
    "other",
    [
        report(30, to=None),
        report(30, by=None),
        report(30, "USA:army", "USA:coastguard"),
        report(30, predicate="THREATEN"),
        report(30, modality="possible"),
        report(-1),
        report(301),
    ],
)
def test_what_no_warning_could_have_been_of_is_no_miss(other: Indication) -> None:
    assert told([other]) == ()


def test_only_between_those_whom_the_watch_names() -> None:
    watch = Watch("threats", "threats.v1", who=("USA",), whom=("CUB", "VEN:president"))
    known = [report(10, to="CUB:army"), report(11), report(12, to="VEN:president"), report(13, "RUS", "CUB")]
    assert events(told(known, watches=(watch,))) == [
        (day(10), ("USA", "CUB")),
        (day(12), ("USA", "VEN")),
    ]


def test_an_event_that_two_watches_were_there_for_is_told_once() -> None:
    watches = (THREATS, Watch("steps", "escalation.v1"), Watch("burden", "burden.v1"))
    (one,) = told([report(30)], watches=watches)
    assert (one.watchlist, one.watches) == ("own", ("threats", "steps"))


def test_what_rules_are_there_to_warn_of_is_what_their_warnings_await() -> None:
    wanted = {name: sought(Watch(name, f"{name}.v1", who=("RUS",))) for name in ("threats", "burden")}
    assert {name: set(one.predicates) for name, one in wanted.items() if one} == {
        "threats": set(FORCE),
        "burden": set(LACKS),
    }
    assert all(one is not None and one.subject == ("RUS",) for one in wanted.values())
    for name in ("unanswered", "distrust", "silence", "outage", "somebodys"):
        assert sought(Watch(name, f"{name}.v1")) is None


def test_reports_are_found_by_whom_they_concern_as_by_looking_at_each() -> None:
    sides = ("USA", "VEN", "USA:president", None)
    known = [report(number, by, to) for number, (by, to) in enumerate(product(sides, sides))]
    found = Reports(known)
    asked: list[Awaited] = [
        {"predicates": FORCE, "subject": "USA", "object": ("VEN", "USA")},
        {"object": "USA"},
        {"subject": ("VEN", "USA:president")},
        {"predicates": ("THREATEN",)},
        {"families": ("event",)},
    ]
    for one in asked:
        assert list(found.awaited(one)) == [each for each in known if awaits(one, each)]
