"""What came of a watch's earlier warnings corrects the probability of the next."""

from datetime import date, timedelta

import pytest
from indications import LAST, claim

from papertiger.warning.learned import RAW, learned, with_learned
from papertiger.warning.values import Finding, Indication

START = LAST - timedelta(days=400)


def day(number: int) -> date:
    return START + timedelta(days=number)


def finding(number: int, target: str = "VEN", probability: float | None = 0.03, **reason: float) -> Finding:
    return Finding(
        rule="threats.v1",
        watch="threats",
        about=("USA", target),
        day=day(number),
        score=1.0,
        reason=dict(reason),
        indications=(),
        awaited={"predicates": ("ASSAULT",), "subject": "USA", "object": target},
        horizon_days=90,
        probability=probability,
        base_rate=0.02,
    )


def force(number: int, target: str = "VEN") -> Indication:
    return claim("ASSAULT", "USA", target, 400 - number)


def given(*findings: Finding) -> list[tuple[str, Finding]]:
    return [(f"w{number}", one) for number, one in enumerate(findings)]


def test_with_nothing_resolved_nothing_changes() -> None:
    found = learned(given(finding(0)), [force(20)], day(89))
    assert (found.resolved, found.followed, found.shift) == (0, 0, pytest.approx(0))
    assert with_learned(finding(89, "PAN"), found).probability == pytest.approx(0.03)


def test_a_warning_after_which_nobody_read_teaches_nothing() -> None:
    earlier = given(finding(0))
    assert learned(earlier, [], day(95)).resolved == 1
    assert learned(earlier, [], day(95), lambda *_: False).resolved == 0


def test_hits_raise_the_next_probability_and_false_alarms_lower_it() -> None:
    states = ("VEN", "PAN", "CUB", "MEX")
    earlier = given(*(finding(number, state) for number, state in enumerate(states)))
    some = learned(earlier, [force(20, state) for state in states[:3]], day(100))
    none = learned(earlier, [], day(100))
    assert (some.resolved, some.followed, none.resolved, none.followed) == (4, 3, 4, 0)
    assert some.corrected(0.03) > 0.2
    assert none.corrected(0.03) < 0.03


def test_a_hit_teaches_no_sooner_than_a_false_alarm() -> None:
    earlier = given(finding(0), finding(0, "PAN"))
    reports = [force(5)]
    assert learned(earlier, reports, day(89)).resolved == 0
    assert learned(earlier, reports, day(90)).resolved == 2


def test_what_was_published_later_is_not_known() -> None:
    earlier = given(finding(0))
    assert learned(earlier, [force(95)], day(90)).followed == 0
    reported_late = claim("ASSAULT", "USA", "VEN", 400 - 95, happened=(day(20), day(20)))
    assert learned(earlier, [reported_late], day(90)).followed == 0
    assert learned(earlier, [reported_late], day(96)).followed == 1


def test_warnings_that_await_the_same_event_teach_once() -> None:
    earlier = given(finding(0), finding(30), finding(60), finding(91))
    assert learned(earlier, [], day(400)).resolved == 2


def test_late_warnings_and_those_without_a_probability_teach_nothing() -> None:
    under_way = learned(given(finding(10)), [force(0), force(12)], day(200))
    assert under_way.resolved == 0
    assert learned(given(finding(0, probability=None)), [], day(200)).resolved == 0


def test_speakers_keep_their_order() -> None:
    found = learned(given(finding(0)), [force(9)], day(90))
    low, high = found.corrected(0.01), found.corrected(0.3)
    assert 0.01 < low < high < 1


def test_what_was_corrected_before_is_learnt_from_by_its_first_probability() -> None:
    first = learned(given(finding(0)), [force(9)], day(90))
    corrected = with_learned(finding(91, "PAN"), first)
    assert corrected.reason[RAW] == 0.03
    assert (corrected.reason["warnings_resolved"], corrected.reason["warnings_followed"]) == (1, 1)
    plain = learned(given(finding(91, "PAN")), [], day(300))
    assert learned(given(corrected), [], day(300)).shift == pytest.approx(plain.shift)


def test_a_finding_without_a_probability_stays_as_it_is() -> None:
    silent = finding(0, probability=None)
    assert with_learned(silent, learned([], [], day(0))) is silent


def test_calibrated_in_the_large_once_much_is_known() -> None:
    """With hundreds of outcomes the mean of the corrected probabilities is the share that came, whatever the first ones said."""
    states = [f"S{number:02d}" for number in range(100)]
    earlier = [
        (f"{state}{turn}", finding(turn * 100, state, 0.01 + 0.002 * number))
        for number, state in enumerate(states)
        for turn in range(3)
    ]
    came = [force(turn * 100 + 9, state) for state in states[::2] for turn in range(3)]
    found = learned(earlier, came, day(400))
    mean = sum(found.corrected(one.probability or 0) for _, one in earlier) / len(earlier)
    assert (found.resolved, found.followed) == (300, 150)
    assert mean == pytest.approx(0.5, abs=0.02)
