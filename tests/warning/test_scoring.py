import numpy as np
import pytest
import strikes
from strikes import day, issued

from papertiger.warning.awaited import awaits, events
from papertiger.warning.scoring import Issued, Outcome, counted, judged, scores
from papertiger.warning.values import Indication


def report(number: int, origin: str = "", **fields: object) -> Indication:
    named = {"claim": f"c{number}{origin}"}
    return strikes.report(number, "USA:president", origin=origin, **named | fields)


def verdict(warning: Issued, known: list[Indication], upto: int) -> tuple[str, int | None]:
    (outcome,) = judged([warning], known, day(upto))
    return outcome.verdict, outcome.lead_days


@pytest.mark.parametrize(
    ("came", "upto", "expected"),
    [
        ([report(30)], 40, ("hit", 20)),
        ([report(100)], 110, ("hit", 90)),
        ([report(101)], 110, ("false_alarm", None)),
        ([report(30)], 20, ("open", None)),
        ([], 99, ("open", None)),
        ([], 100, ("false_alarm", None)),
        ([report(10)], 40, ("late", 0)),
        ([report(4)], 40, ("late", -6)),
        ([report(4), report(30)], 40, ("late", -6)),
        ([report(4), report(60)], 70, ("hit", 50)),
        ([report(-60)], 100, ("false_alarm", None)),
        ([report(30, happened=(day(25), day(25)))], 40, ("hit", 15)),
        ([report(30, happened=(day(8), day(9)))], 40, ("late", -2)),
        ([report(30, happened=(day(0), day(300)))], 40, ("hit", 20)),
    ],
)
def test_a_warning_is_judged_by_what_began_after_it(
    came: list[Indication], upto: int, expected: tuple[str, int | None]
) -> None:
    assert verdict(issued(10), came, upto) == expected


@pytest.mark.parametrize(
    "other",
    [
        {"modality": "possible"},
        {"modality": "denied"},
        {"polarity": "negated"},
        {"predicate": "THREATEN"},
        {"object": "CUB", "object_state": "CUB"},
    ],
)
def test_what_is_not_reported_as_an_awaited_fact_makes_no_hit(other: dict[str, str]) -> None:
    assert verdict(issued(10), [report(30, **other)], 40)[0] == "open"


def test_a_persons_act_is_awaited_of_the_state_and_of_the_person() -> None:
    assert awaits({"subject": "USA"}, report(1))
    assert awaits({"subject": "USA:president"}, report(1))
    assert not awaits({"subject": ("RUS", "CHN")}, report(1))


def test_an_unknown_key_is_told_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="colour is nothing that can be awaited; take families"):
        awaits({"colour": "red"}, report(1))


def test_what_warns_of_the_collection_is_not_scored() -> None:
    assert verdict(issued(10, awaited={}), [report(30)], 400) == ("unscored", None)


def test_what_nobody_read_makes_no_false_alarm_and_what_was_read_stays_a_hit() -> None:
    asked: list[tuple[object, object]] = []

    def blind(first: object, last: object) -> bool:
        asked.append((first, last))
        return False

    (open_,) = judged([issued(10)], [], day(120), seen=blind)
    assert (open_.verdict, open_.unseen) == ("open", True)
    assert asked == [(day(11), day(100))]
    assert judged([issued(10)], [], day(120), seen=lambda *_: True)[0].verdict == "false_alarm"
    assert judged([issued(10)], [report(30)], day(120), seen=blind)[0].verdict == "hit"
    assert not judged([issued(10)], [], day(99), seen=blind)[0].unseen


def test_an_event_may_need_more_than_one_origin() -> None:
    once, twice = [report(30)], [report(30), report(31)]
    assert judged([issued(10)], once, day(40), minimum_origins=2)[0].verdict == "open"
    assert judged([issued(10)], twice, day(40), minimum_origins=2)[0].verdict == "hit"


def test_reprints_of_one_origin_are_one_report_of_the_event() -> None:
    (event,) = events([report(30, "x"), report(31, "x"), report(32, "y")])
    assert event.claims == ("c30x", "c32y")
    assert event.origins == 2
    assert (event.day, event.last, event.reported) == (day(30), day(32), day(30))


def test_events_a_month_apart_are_two() -> None:
    assert [event.day for event in events([report(0), report(30), report(61)])] == [day(0), day(61)]


def many(chances: list[float], came: list[bool]) -> list[Outcome]:
    return [
        Outcome(
            issued(number, probability=chance, about=(f"S{number}", "VEN")),
            "hit" if hit else "false_alarm",
            day(999),
        )
        for number, (chance, hit) in enumerate(zip(chances, came, strict=True))
    ]


def test_scores_of_a_table_worked_by_hand() -> None:
    found = scores(many([0.8] * 5 + [0.1] * 15, [True] * 4 + [False] + [True] + [False] * 14))
    assert (found.warnings, found.hits) == (20, 5)
    assert found.brier == pytest.approx((4 * 0.04 + 0.64 + 0.81 + 14 * 0.01) / 20)
    assert found.brier_base == pytest.approx((5 * 0.95**2 + 15 * 0.05**2) / 20)
    assert found.brier_skill == pytest.approx(1 - found.brier / found.brier_base)
    expected = (4 * np.log2(0.8) + np.log2(0.2) + np.log2(0.1) + 14 * np.log2(0.9)) / 20
    assert found.log_score == pytest.approx(expected)
    assert [(one.low, one.warnings, one.hits) for one in found.bins] == [(0.1, 15, 1), (0.8, 5, 4)]
    assert found.brier_skill_interval is not None
    assert found.brier_skill_interval[0] < found.brier_skill < found.brier_skill_interval[1]


def test_fewer_than_ten_resolved_warnings_have_no_score() -> None:
    found = scores(many([0.5] * 9, [True] * 9))
    assert (found.warnings, found.hits, found.brier, found.bins) == (9, 9, None, ())


def test_late_and_open_warnings_have_no_score() -> None:
    outcomes = many([0.5] * 12, [True] * 12)
    late = [Outcome(one.warning, "late", day(999)) for one in outcomes]
    assert scores([*outcomes, *late]).warnings == 12
    assert counted([*outcomes, *late])["late"] == 12


def test_warnings_about_one_pair_are_drawn_together() -> None:
    chances, came = [0.6] * 20, [True, False] * 10
    apart = scores(many(chances, came))
    together = scores(
        [Outcome(issued(n % 2, about=(f"S{n % 2}", "VEN"), probability=0.6), one.verdict, day(999))
         for n, one in enumerate(many(chances, came))]
    )  # fmt: skip
    assert apart.brier_skill_interval is not None
    assert together.brier_skill_interval is not None
    assert np.ptp(together.brier_skill_interval) > np.ptp(apart.brier_skill_interval)


def test_a_certainty_that_failed_costs_twenty_bits() -> None:
    assert scores(many([1.0] * 10, [False] * 10)).log_score == pytest.approx(-20)
