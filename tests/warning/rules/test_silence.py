"""A sudden silence: what must be told, and what must not."""

from __future__ import annotations

from indications import claim, day, evidence, found

from papertiger.warning.rules.silence import silence
from papertiger.warning.values import SourceDay

USUAL = [claim("CONSULT", "RUS", "CHN", before) for before in range(30, 300, 2)]


def test_a_pair_that_falls_silent_at_usual_coverage_is_told() -> None:
    (one,) = found(silence, evidence(*USUAL))
    assert (one.about, one.reason["of"], one.reason["silent_days"]) == (("RUS", "CHN"), "pair", 30)
    assert one.indications[0] == USUAL[0].claim
    assert one.awaited == {}


def test_a_speaker_who_falls_silent_is_told() -> None:
    said = [claim("ACCUSE", None, "UKR", before, speaker="RUS-lavrov") for before in range(30, 300, 2)]
    (one,) = found(silence, evidence(*said))
    assert (one.about, one.reason["of"]) == (("RUS-lavrov",), "speaker")


def test_a_pair_of_which_hardly_anything_is_heard_is_told_with_what_was() -> None:
    (one,) = found(silence, evidence(*USUAL, claim("CONSULT", "RUS", "CHN", 9)))
    assert (one.reason["origins"], one.reason["silent_days"]) == (1, 9)


def test_a_pair_that_is_heard_of_as_usual_is_not_told() -> None:
    assert (
        found(silence, evidence(*USUAL, *(claim("CONSULT", "RUS", "CHN", n) for n in range(0, 30, 2)))) == []
    )


def test_nothing_is_told_where_the_sources_fell_silent() -> None:
    dead = [
        SourceDay(f"s{n}", day(before), 1, int(before > 28), 3) for n in range(4) for before in range(300)
    ]
    kinds = [one.reason["kind"] for one in found(silence, evidence(*USUAL, coverage=dead))]
    assert kinds == ["unseen"]


def test_nothing_is_told_where_half_of_the_sources_failed() -> None:
    half = [
        SourceDay(f"s{n}", day(before), 1, int(before > 28 or n < 2), 3)
        for n in range(4)
        for before in range(300)
    ]
    assert found(silence, evidence(*USUAL, coverage=half)) == []


def test_a_pair_that_is_seldom_heard_of_is_not_told() -> None:
    assert found(silence, evidence(*USUAL[::20])) == []


def test_news_in_waves_falls_silent_between_them() -> None:
    waves = [
        claim("CONSULT", "RUS", "CHN", before, f"{before}-{n}")
        for before in range(35, 300, 60)
        for n in range(12)
    ]
    assert found(silence, evidence(*waves)) == []
