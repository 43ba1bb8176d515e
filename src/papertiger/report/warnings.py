"""Warnings in words: what was found, why it is unusual, how often chance brings as much, what was covered, what would make it a hit.

Made from the body of a warning (`papertiger.warning.body`) and nothing else, so that a stored warning says the same wherever and whenever
it is shown. Every number stands with what it counts, and beside claims stands the number of independent origins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from papertiger.ledger.warned import StoredWarning
from papertiger.report.formatting import day, number, per_cent
from papertiger.report.languages import DEFAULT, Language
from papertiger.report.warningstatements import statement, title, unseen
from papertiger.report.warningvoice import FEW, Voice
from papertiger.report.warningwords import warning_words
from papertiger.report.wording import wording
from papertiger.warning.rules.threats import THIN
from papertiger.warning.values import Surprise

_RAREST: Final = 0.001
"""Times a year below which a number would say more than is known."""
_ONCE: Final = 0.95
_TWICE: Final = 1.05


@dataclass(frozen=True, slots=True)
class Quoted:
    """One sentence behind a warning."""

    claim: str
    quote: str
    about: str
    """Day, outlet and speaker in a line."""
    language: str
    mark: str = ""
    """What is special of it."""


@dataclass(frozen=True, slots=True)
class Told:
    """A warning in one language."""

    rule: str
    """Name, without version."""
    kind: str
    """warning, unseen or outage."""
    title: str
    statement: str
    """What was found: one or two sentences."""
    why: tuple[str, ...]
    """What makes it unusual, and what qualifies it."""
    chance: str
    coverage: str
    hit: str
    sentences: tuple[Quoted, ...]
    """One for each independent origin, the newest first."""
    beside: Mapping[str, tuple[Quoted, ...]]
    """Label → sentences that stand beside it: force already reported, the supply."""
    left_out: int
    """Sentences that the body has no room for."""


def told(body: Mapping[str, Any], language: Language = DEFAULT) -> Told:
    """A warning in words, from its body."""
    voice = Voice(body, language)
    little = voice.kind == "unseen"
    return Told(
        rule=voice.rule,
        kind=voice.kind,
        title=title(voice),
        statement=unseen(voice) if little else statement(voice),
        why=tuple(_why(voice)),
        chance="" if little or voice.kind == "outage" else _chance(voice),
        coverage=_coverage(voice),
        hit=_hit(voice),
        sentences=tuple(_sentences(voice, voice.finding.indications)),
        beside={
            voice.words.labels[name]: tuple(_sentences(voice, claims))
            for name, claims in voice.finding.also.items()
            if name in {"force", "supplies"}
        },
        left_out=len(set(voice.finding.indications) - _known(voice).keys()),
    )


def told_of(stored: StoredWarning, language: Language = DEFAULT) -> Told:
    """A stored warning in words; one that another program wrote, as a merged ledger may hold, is named and no more."""
    try:
        return told(stored.body, language)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return Told(
            rule=stored.rule.partition(".")[0],
            kind="warning",
            title=f"{stored.rule}: {' → '.join(stored.about)}",
            statement=warning_words(language).texts["foreign"],
            why=(),
            chance="",
            coverage="",
            hit="",
            sentences=(),
            beside={},
            left_out=0,
        )


def _why(voice: Voice) -> Iterator[str]:
    surprise = voice.finding.surprise
    if voice.reason.get("basis") == "stated":
        yield voice.say(
            "stated",
            days_seen=voice.many("days", voice.count("days_seen")),
            thin=number(THIN, voice.language),
        )
        yield voice.say("thin", origins=voice.many("origins", voice.count("origins")))
    elif surprise is not None and voice.rule != "escalation":
        yield _expected(voice, surprise)
    if voice.count("repeated"):
        yield voice.say("repeated", repeated=voice.many("reports", voice.count("repeated")))
    if voice.count("retold"):
        yield voice.say("retold", retold=voice.many("reports", voice.count("retold")))
    if voice.rule == "threats" and isinstance(voice.reason.get("others_expected"), int | float):
        yield voice.say(
            "others",
            side=voice.name(str(voice.reason["side"])),
            number=voice.many("statements", voice.count("against_others")),
            expected=voice.amount(float(str(voice.reason["others_expected"]))),
        )
    if voice.reason.get("followed_by"):
        yield voice.say(
            "announced",
            side=voice.name(str(voice.reason["side"])),
            whom=voice.whom,
            origins=voice.many("by_origins", voice.count("followed_origins")),
        )
    standing = voice.body["standing"]
    if standing["kind"] == "grown":
        yield voice.say("follow_up", first=str(standing["first"])[:10])
    if voice.body["retrospective"] and voice.kind == "warning":
        yield voice.say("retrospective")
    if note := voice.body["watch"]["note"]:
        yield voice.say("note", note=note)


def _expected(voice: Voice, surprise: Surprise) -> str:
    alarm = voice.reason.get("alarm_day")
    filled = {
        "count": voice.amount(surprise.count),
        "days": voice.many("days", surprise.days),
        "expected": voice.amount(surprise.expected),
        "history": voice.many("days", surprise.history_days),
    }
    if not isinstance(alarm, str):
        return voice.say("few_expected", **filled)
    ends = {"low": voice.amount(surprise.low), "high": voice.amount(surprise.high)}
    return voice.say("expected", day=day(alarm, voice.language), **ends, **filled)


def _chance(voice: Voice) -> str:
    surprise = voice.finding.surprise
    if surprise is None or voice.reason.get("basis") == "stated":
        return voice.say("no_chance")
    which = {"silence": "often_low", "escalation": "often_climb"}.get(voice.rule, "often")
    return voice.say(
        which,
        often=_often(voice, surprise.per_year),
        allowed=_often(voice, float(voice.body["false_alarms_per_year"])),
        list=_often(voice, float(voice.body["watchlist"]["false_alarms_per_year"])),
    )


def _often(voice: Voice, per_year: float) -> str:
    if per_year < _RAREST:
        return voice.say("rarer")
    if per_year < _ONCE:
        years = 1 / per_year
        shown = round(years) if years >= FEW else round(years, 1)
        return voice.say("once_in", years=voice.many("years", shown))
    if per_year < _TWICE:
        return voice.say("once_a_year")
    shown = round(per_year) if per_year >= FEW else round(per_year, 1)
    return voice.say("times_a_year", times=voice.many("times", shown))


def _coverage(voice: Voice) -> str:
    followed, answered = voice.count("sources_followed"), voice.count("sources_answered")
    if not followed:
        return voice.say(
            "no_sources",
            articles=voice.many("articles", voice.count("articles")),
            days=voice.window(),
            share=voice.share(),
        )
    of = voice.many("of_sources", followed)
    first = (
        voice.say("answered_all", followed=voice.many("sources", followed))
        if answered >= followed
        else voice.say(
            "answered",
            answered=number(answered, voice.language),
            followed=of,
            since=voice.day("sources_since"),
        )
    )
    return f"{first} {voice.say('share', days=voice.window(), share=voice.share())}"


def _hit(voice: Voice) -> str:
    finding = voice.finding
    if voice.kind != "warning":
        return ""
    if not finding.awaited:
        return voice.say("no_hit")
    what = voice.own("hit", side=voice.name(str(voice.reason.get("side", finding.about[0]))))
    until = finding.day + timedelta(days=finding.horizon_days)
    said = voice.say("hit", what=what, day=day(finding.day, voice.language), until=day(until, voice.language))
    if voice.reason.get("followed_by"):
        return f"{said} {voice.say('after')}"
    if finding.probability is None or finding.base_rate is None:
        return f"{said} {voice.say('no_probability')}"
    horizon = voice.many("days", finding.horizon_days)
    chance = voice.say(
        "probability",
        probability=per_cent(finding.probability, voice.language),
        base=per_cent(finding.base_rate, voice.language),
        definition=voice.say("definition", horizon=horizon),
    )
    if voice.count("warnings_resolved"):
        of, hits = voice.number("warnings_resolved"), voice.number("warnings_followed")
        chance = f"{chance} {voice.say('learned', hits=hits, resolved=of)}"
    return f"{said} {chance}"


def _known(voice: Voice) -> dict[str, Mapping[str, Any]]:
    return {str(one["claim"]): one for one in voice.body["sentences"]}


def _sentences(voice: Voice, claims: Sequence[str]) -> Iterator[Quoted]:
    known = _known(voice)
    for claim in claims:
        one = known.get(claim)
        if one is None:
            continue
        when = day(one["day"], voice.language)
        parts = [
            when if one["dated"] else voice.say("undated", day=when),
            _said_by(voice, one),
        ]
        mark = voice.say("repeated_mark") if one["repeated"] else ""
        about = " · ".join(part for part in parts if part)
        yield Quoted(claim, str(one["quote"]), about, str(one["language"]), mark)


def _said_by(voice: Voice, one: Mapping[str, Any]) -> str:
    """The chain from the outlet to the speaker: ``Harbour Post › Bloomberg › officials (anonymous)``."""
    words = wording(voice.language)
    steps = [f"{name} ({words.anonymous})" if nameless else str(name) for name, nameless in one["chain"]]
    if steps and not one["outlet"]:
        steps[0] = words.outlet_unknown
    if not steps:
        steps = [str(one["outlet"] or words.outlet_unknown)]
        steps += [voice.name(one["speaker"])] if one["speaker"] else []
    return " › ".join(steps)
