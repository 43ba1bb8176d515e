"""Threats: what must raise a warning, and what must not."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, cast

import numpy as np
from indications import Found, Plain, claim, day, evidence, found, watch
from numpy.typing import ArrayLike

from papertiger.warning.rates import Chance
from papertiger.warning.rules.threats import threats

NEW = [claim("THREATEN", "USA-trump", "VEN", before) for before in (20, 13, 8, 2)]
TALK = [claim("THREATEN", "RUS-medvedev", "POL", before) for before in range(0, 300, 5)]


def test_several_new_threats_by_one_who_seldom_threatens_are_told() -> None:
    (one,) = found(threats, evidence(*NEW))
    assert one.about == ("USA-trump", "VEN")
    assert (one.reason["statements"], one.reason["origins"], one.reason["basis"]) == (4, 4, "rate")
    assert one.indications == tuple(threat.claim for threat in reversed(NEW))
    assert one.awaited == {"predicates": ("ASSAULT", "COERCE"), "subject": "USA", "object": "VEN"}


def test_stated_intentions_to_use_force_count_as_threats() -> None:
    stated = [
        claim(
            "ASSAULT",
            "USA-trump",
            "VEN-maduro",
            before,
            modality="intended",
            speaker="USA-rubio",
            speaker_state="USA",
        )
        for before in (20, 13, 8, 2)
    ]
    (one,) = found(threats, evidence(*stated))
    assert one.about == ("USA-trump", "VEN")


def test_threats_on_a_condition_are_threats() -> None:
    said = [
        claim("THREATEN", "USA-trump", "VEN", n, modality="conditional", auxiliary=("hypothetical",))
        for n in (20, 13, 8, 2)
    ]
    assert len(found(threats, evidence(*said))) == 1


def test_several_officials_of_one_state_are_one_side() -> None:
    said = [
        claim("THREATEN", who, "VEN", n * 5 + 1)
        for n, who in enumerate(["USA-trump", "USA-rubio", "USA", "USA-vance"])
    ]
    (one,) = found(threats, evidence(*said))
    assert (one.about, one.reason["statements"]) == (("USA", "VEN"), 4)


def test_a_report_of_repeated_threats_is_told_where_no_rate_is_known() -> None:
    told = claim("THREATEN", "USA-trump", "VEN", repeated=True, dated=False)
    force = claim("ASSAULT", "USA", "VEN-maduro", origin=told.origin)
    (one,) = found(threats, evidence(told, force, covered=0))
    assert one.reason["basis"] == "stated"
    assert (one.reason["statements"], one.reason["origins"], one.reason["repeated"]) == (2, 1, 1)
    assert one.reason["followed_by"] == "ASSAULT"
    assert one.also == {"force": (force.claim,)}
    assert one.score == 0


def test_one_report_of_repeated_threats_is_nothing_special_where_a_rate_is_known() -> None:
    assert found(threats, evidence(claim("THREATEN", "USA-trump", "VEN", repeated=True), *TALK)) == []


def test_a_talkative_speaker_who_talks_as_usual_raises_nothing() -> None:
    assert found(threats, evidence(*TALK)) == []


def test_a_storm_of_reprints_of_one_threat_raises_nothing() -> None:
    storm = [claim("THREATEN", "USA-trump", "VEN", n % 3, "one", article=f"copy{n}") for n in range(60)]
    assert found(threats, evidence(*storm)) == []


def test_many_newsrooms_that_heard_one_speech_heard_one_statement() -> None:
    heard = [
        claim("THREATEN", "USA-trump", "VEN", before, f"desk{n}-{before}")
        for n in range(10)
        for before in (1, 0)
    ]
    assert found(threats, evidence(*heard)) == []


def test_who_threatens_every_day_makes_a_statement_on_each_day_after_the_second() -> None:
    daily = [claim("THREATEN", "USA-trump", "VEN", before) for before in (5, 4, 3, 2, 1)]
    (one,) = found(threats, evidence(*daily))
    assert (one.reason["statements"], one.reason["origins"]) == (4, 5)


def test_old_threats_that_are_told_again_raise_nothing() -> None:
    old = [
        claim("THREATEN", "USA-trump", "VEN", n, happened=(date(2025, 3, 1), date(2025, 3, 31)))
        for n in (20, 13, 8, 2)
    ]
    assert found(threats, evidence(*old)) == []


def test_old_threats_are_listed_beside_new_ones() -> None:
    old = claim("THREATEN", "USA-trump", "VEN", 1, happened=(date(2025, 3, 1), date(2025, 3, 31)))
    (one,) = found(threats, evidence(*NEW, old))
    assert (one.reason["retold"], one.others) == (1, (old.claim,))


def test_denied_threats_and_forecasts_by_others_raise_nothing() -> None:
    denied = [claim("THREATEN", "USA-trump", "VEN", n, modality="denied") for n in (20, 13, 8, 2)]
    negated = [claim("THREATEN", "USA-trump", "VEN", n, polarity="negated") for n in (19, 12, 7, 1)]
    by_others = [
        claim("ASSAULT", "USA", "VEN", n, modality="intended", speaker="VEN-maduro", speaker_state="VEN")
        for n in (18, 11, 6, 0)
    ]
    assert found(threats, evidence(*denied, *negated, *by_others)) == []


def test_a_watch_of_others_raises_nothing() -> None:
    assert found(threats, evidence(*NEW), who=("RUS",)) == []
    assert found(threats, evidence(*NEW), whom=("CUB",)) == []
    assert len(found(threats, evidence(*NEW), who=("USA",), whom=("VEN-maduro", "VEN"))) == 1


def test_what_the_side_says_against_others_is_told_beside_it() -> None:
    (one,) = found(threats, evidence(*NEW, *(claim("THREATEN", "USA", "IRN", n) for n in range(0, 280, 20))))
    assert one.reason["against_others"] == 2
    assert one.reason["others_expected"] is not None
    assert float(one.reason["others_expected"]) > 1


class Heard(Plain):
    """Keeps how many series were asked about, and what share each got."""

    asked: ClassVar[list[tuple[int, float]]] = []

    def track_many(self, counts: ArrayLike, exposure: ArrayLike, *, share: float = 1.0) -> Found:
        self.asked.append((len(np.asarray(counts)), share))
        return super().track_many(counts, exposure, share=share)


def test_a_person_who_speaks_alone_for_a_side_is_asked_about_once_and_several_each_and_together() -> None:
    alone = evidence(*NEW)
    several = evidence(*NEW, claim("THREATEN", "USA-rubio", "VEN", 5))
    Heard.asked.clear()
    for given in (alone, several):
        list(threats(watch("threats"), given, cast("Chance", Heard(1.0))))
    assert Heard.asked == [(1, 1.0), (3, 1 / 3)]


def test_too_little_seen_is_told_and_is_no_warning() -> None:
    given = evidence(covered=300)
    for n in range(28):
        given.articles.pop(day(n))  # type: ignore[attr-defined]
    (one,) = found(threats, given)
    assert (one.reason["kind"], one.about, one.awaited) == ("unseen", ("*",), {})


def test_the_probability_rests_on_what_followed_earlier_threats() -> None:
    mixed = [
        claim("THREATEN", "RUS-putin", state, before)
        for state in ("POL", "EST", "LVA")
        for before in (290, 180)
    ]
    force = [claim("ASSAULT", "RUS", "POL", 280), claim("ASSAULT", "RUS", "EST", 170)]
    (one,) = found(threats, evidence(*NEW, *mixed, *force), who=("USA",))
    assert one.probability is not None
    assert one.base_rate is not None
    assert 0 < one.base_rate < one.probability < 1
    assert (one.reason["record_statements"], one.reason["record_followed"]) == (4, 0)


def test_without_resolved_threats_no_probability_is_given() -> None:
    (one,) = found(threats, evidence(*NEW))
    assert (one.probability, one.base_rate) == (None, None)
