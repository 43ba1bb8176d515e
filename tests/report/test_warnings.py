"""Warnings in words: in every language, with every number named, and neutral."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from string import Formatter
from typing import Any

import pytest
from indications import claim, day, evidence, found

from papertiger.report.languages import LANGUAGES, Language
from papertiger.report.neutral import findings as judging
from papertiger.report.warned import warning_lines
from papertiger.report.warnings import Told, told
from papertiger.report.warningwords import warning_words
from papertiger.warning.body import Made, body_of
from papertiger.warning.lasting import Standing
from papertiger.warning.rules.burden import burden
from papertiger.warning.rules.distrust import distrust
from papertiger.warning.rules.escalation import escalation
from papertiger.warning.rules.outage import outage
from papertiger.warning.rules.silence import silence
from papertiger.warning.rules.supplier import supplier
from papertiger.warning.rules.threats import threats
from papertiger.warning.rules.unanswered import unanswered
from papertiger.warning.values import Call, Evidence, Finding, SourceDay
from papertiger.warning.watchlists import load_watchlist

LATELY = (20, 13, 8, 2)
STATED = claim("THREATEN", "USA-trump", "VEN", repeated=True, dated=False, origin="one")
CLIENTS = [claim("delivered", "RUS", state, 250) for state in ("ARM", "SYR", "VEN")]
DEAD = [
    SourceDay(f"s{n}", day(before), 1, int(before > 2 or n == 0), 3) for n in range(2) for before in range(90)
]
GONE = [SourceDay(f"s{n}", day(before), 1, int(before > 28), 3) for n in range(4) for before in range(90)]
STALE = [
    SourceDay(f"s{n}", day(before), 4, 4, 0 if n == 0 and before < 3 else 12)
    for n in range(3)
    for before in range(90)
]
ALL_STALE = [
    SourceDay(f"s{n}", day(before), 4, 4, 0 if before < 3 else 12) for n in range(3) for before in range(90)
]
CALL = Call("x-1", "RUS", "ARM", "arms", day(40), day(10), answered=False)
CASES: dict[str, tuple[Any, Evidence]] = {
    "threats": (threats, evidence(*(claim("THREATEN", "USA-trump", "VEN", n) for n in LATELY))),
    "stated": (threats, evidence(STATED, claim("ASSAULT", "USA", "VEN", origin="one"), covered=0)),
    "escalation": (escalation, evidence(claim("ACCUSE", "AZE", "ARM", 20), claim("MOBILIZE", "AZE", "ARM", 4))),
    "unanswered": (unanswered, evidence(calls=[CALL])),
    "usual call": (unanswered, evidence(calls=[replace(CALL, stated=False)])),
    "unseen call": (unanswered, evidence(calls=[CALL], coverage=GONE)),
    "burden": (burden, evidence(*(claim("withheld", "RUS", "ARM", n) for n in LATELY))),
    "distrust": (distrust, evidence(*CLIENTS, *(claim("distrusts", one.object, "RUS", 5 * n) for n, one in enumerate(CLIENTS)))),
    "supplier": (supplier, evidence(claim("supplies", "IRN", "RUS", 99), *(claim("PROTEST", "IRN", "IRN", n) for n in LATELY))),
    "silence": (silence, evidence(*(claim("CONSULT", "RUS", "CHN", n) for n in range(30, 300, 2)))),
    "outage": (outage, evidence(coverage=DEAD)),
    "all out": (outage, evidence(coverage=GONE)),
    "stale": (outage, evidence(coverage=STALE)),
    "all stale": (outage, evidence(coverage=ALL_STALE)),
    "unseen": (threats, evidence(coverage=GONE)),
}  # fmt: skip


@cache
def finding(name: str) -> Finding:
    (one,) = found(*CASES[name])
    return one


def said(name: str, language: Language, **standing: Any) -> Told:  # noqa: ANN401 - fields of a standing
    """The one warning of a case, in words."""
    given = CASES[name][1]
    one = finding(name)
    watchlist = load_watchlist()
    own = next(watch for watch in watchlist.watches if watch.id == one.watch)
    how = Standing(**{"kind": "new", **standing})
    return told(body_of(one, own, watchlist, given, how, Made("p", "c", retrospective=False)), language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_every_warning_is_told_in_every_language_and_judges_nobody(name: str, language: Language) -> None:
    one = said(name, language)
    texts = [one.title, one.statement, *one.why, one.chance, one.coverage, one.hit]
    whole = " ".join(texts)

    assert "{" not in whole
    assert "None" not in whole
    assert ".." not in whole
    assert judging(whole, language) == []
    assert next(warning_lines("0123456789ab", one, language)).startswith("0123456789  ")


def test_a_threat_is_told_with_counts_chance_coverage_and_what_would_be_a_hit() -> None:
    one = said("threats", "en")

    assert one.statement.startswith("4 threats, reported by 4 independent origins")
    assert one.why[0].startswith("Within 28 days up to 1 March 2026 the count is 4, where ")
    assert "the whole list about 6 times a year" in one.chance
    assert "280 articles, 100\u00a0% of the usual number" in one.coverage
    assert one.hit.startswith(
        "It would be a hit if sources first reported this after 1 March 2026 and by 30 May 2026"
    )
    assert one.sentences[0].quote == "Sentence of THREATEN-USA-trump-VEN-2-None-[]."


def test_a_thin_warning_says_that_it_is_thin_and_comes_after_the_fact() -> None:
    one = said("stated", "en")

    assert "It rests on 1 independent origin." in one.why
    assert any("it was announced, and this warning comes after it" in reason for reason in one.why)
    assert one.chance == "This is counted, not measured against chance."
    assert list(one.beside) == ["Force already reported"]


def test_what_was_not_found_is_not_said_to_be_absent() -> None:
    assert said("unanswered", "en").statement.endswith("No answer found in sources as of 1 March 2026.")
    assert "у джерелах не знайдено відповіді." in said("unanswered", "uk").statement


def test_a_day_that_nobody_named_is_told_as_what_is_usual() -> None:
    assert "Support was due by 19 February 2026." in said("unanswered", "en").statement
    usual = "by what is usual for support of this kind it is taken as due by 19 February 2026."
    assert usual in said("usual call", "en").statement
    assert "за звичайним строком" in said("usual call", "uk").statement
    assert "по обычному сроку" in said("usual call", "ru").statement


def test_a_source_that_answers_and_brings_nothing_says_what_it_usually_brings() -> None:
    told = said("stale", "en")
    assert told.title == "s0: it answers, but brings nothing new"
    assert (
        "nothing new since 26 February 2026 (3 days); usually it has about 12 new items a day, so about 36 were due."
        in told.statement
    )
    assert "близько 12 на день, тож за ці дні їх мало б бути близько 36." in said("stale", "uk").statement
    assert "около 12 в день, за эти дни их должно было быть около 36." in said("stale", "ru").statement


def test_many_that_answer_and_bring_nothing_are_not_said_to_be_without_an_answer() -> None:
    assert said("all stale", "en").title == "3 sources at once: they answer, but bring nothing new"


def test_an_outage_says_how_many_answered_and_since_when() -> None:
    assert "1 of 2 followed sources answered since 27 February 2026." in said("outage", "en").coverage


def test_a_follow_up_names_the_first_warning() -> None:
    assert "Follows up warning 438039596b." in said("threats", "en", kind="grown", first="438039596b1c").why


def places(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text)} - {None}


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_texts_have_the_same_places_in_every_language(language: Language) -> None:
    english, own = warning_words("en"), warning_words(language)
    for mine, theirs in (
        (own.texts, english.texts),
        *((own.rules[rule], english.rules[rule]) for rule in english.rules),
    ):
        assert set(mine) == set(theirs)
        for name, text in mine.items():
            assert places(text) <= places(theirs[name]), name
    assert set(own.counts) == set(english.counts)
