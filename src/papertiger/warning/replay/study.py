"""The study of a synthetic year: what a watchlist finds at chosen false-alarm rates, counting origins, and counting articles beside it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final, Literal

import numpy as np

from papertiger.warning.learned import learned, with_learned
from papertiger.warning.replay.counting import as_articles, of_predicates, with_strays, without_reprints
from papertiger.warning.replay.judging import BuildUp, Judged, judge, warnings
from papertiger.warning.replay.plan import Plan
from papertiger.warning.replay.running import alarms, issued, replay
from papertiger.warning.replay.told import STRENGTHS, Planted
from papertiger.warning.replay.volume import THRESHOLD, is_threat, volume
from papertiger.warning.replay.world import World, world
from papertiger.warning.rules.threats import FORCE
from papertiger.warning.scoring import Issued, Outcome, judged, scores
from papertiger.warning.values import Finding, Indication
from papertiger.warning.watchlists import Watchlist

Counting = Literal["origins", "articles", "strays"]
RATES: Final = (0.5, 2.0, 6.0)
"""False alarms a year of the whole list."""
STRAYS: Final = 0.01
"""Share of reprints that are not joined to their origin, where that is studied; the lineage misses about half of that (benchmarks/lineage.json)."""
_THRESHOLDS: Final = (3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0, 48.0, 64.0, 96.0, 128.0, 256.0)


@dataclass(frozen=True)
class Studied:
    """A world, and how the watch did in it by rate."""

    world: World
    counting: Counting
    judged: dict[float, Judged]
    warned: dict[float, list[Finding]]
    """The first finding of each warning."""


def study(
    plan: Plan,
    watchlist: Watchlist,
    rates: Sequence[float] = RATES,
    counting: Counting = "origins",
    progress: Callable[[str], None] = lambda _: None,
    *,
    only: Collection[str] = (),
    parts: int = 1,
    strays: float = STRAYS,
) -> Studied:
    """Make a world, keep the watch for a year, judge it; `only` and `parts` as for `replay`.

    Raises:
        SettingsError: a watch names a rule that nobody has.
        PapertigerError: the actor files have too few pairs of states for the plan.
    """
    made = world(plan)
    counted = made
    if counting != "origins":
        counted = as_articles(made) if counting == "articles" else with_strays(made, strays)
    if set(only) == {"threats"}:
        counted = of_predicates(counted, ("THREATEN", *FORCE))
    found = replay(without_reprints(counted), watchlist, rates, progress, only=only, parts=parts)
    results = {rate: judge(made, alarms(findings)) for rate, findings in found.items()}
    return Studied(made, counting, results, {rate: issued(findings) for rate, findings in found.items()})


def as_json(studied: Studied) -> dict[str, object]:
    """As printed by ``--format json``: figures only, no names of anybody."""
    return {
        "counting": studied.counting,
        "world": described(studied.world),
        "rates": {
            f"{rate:g}": figures(studied.world, one) | {"scored": scored(studied.world, studied.warned[rate])}
            for rate, one in studied.judged.items()
        },
    }


def described(made: World) -> dict[str, object]:
    """What a world is made of."""
    kinds = Counter(one.kind for one in made.planted)
    storms = [one.facts["articles"] for one in made.planted if one.kind == "storm"]
    return {
        "plan": {key: str(value) if key == "first" else value for key, value in asdict(made.plan).items()},
        "articles_with_claims": len(made.printed),
        "origins": len({one.indication.origin for one in made.printed}),
        "other_articles": sum(number for *_, number in made.others),
        "planted": dict(kinds),
        "storm_articles": {"least": min(storms, default=0), "most": max(storms, default=0)},
    }


def figures(made: World, judged: Judged) -> dict[str, object]:
    """Everything that is printed of one run."""
    leads = [one.lead for one in judged.build_ups if one.lead is not None]
    missed = [one for one in judged.build_ups if one.lead is None]
    silent = {one.number: one for one, _ in judged.silences}
    return {
        "build_ups": len(judged.build_ups),
        "hits": len(leads),
        "late": sum(one.late for one in missed),
        "lead_days": quartiles(leads),
        "by_strength": {
            strength: _share(one for one in judged.build_ups if one.planted.strength == strength)
            for strength in STRENGTHS
        },
        "with_rungs": _share(one for one in judged.build_ups if one.planted.rungs),
        "talkative_before": _share(one for one in judged.build_ups if _talkative(one.planted, made.plan)),
        "first_by_rule": dict(Counter(one.rule for one in judged.build_ups if one.rule)),
        "missed": [_missed(made, one) for one in missed],
        "false_alarms": judged.false_alarms(),
        "risers": sum(found.get("riser", 0) for found in judged.dyads.values()),
        "where": {rule: dict(found) for rule, found in sorted(judged.dyads.items())},
        "other_rules": dict(judged.others),
        "storms_that_raised_something": judged.storms,
        "outages": {
            "stopped": _delays([(o, d) for o, d in judged.outages if not o.facts["answers"]]),
            "answering_without_news": _delays([(o, d) for o, d in judged.outages if o.facts["answers"]]),
            "sources_down": judged.sources[0],
            "sources_reported": judged.sources[1],
            "reported_though_not_down": judged.collection,
            "silences_told_while_most_were_down": judged.silence_in_outage,
        },
        "silences": {
            "planted": len(silent),
            "found": sum(day is not None for _, day in judged.silences),
            "days": quartiles([day for _, day in judged.silences if day is not None]),
        },
    }


def scored(made: World, warned: Sequence[Finding]) -> dict[str, object]:
    """The same warnings scored as a ledger scores them, by what was awaited and what came, wherever it was planted or not.

    Verdicts by rule, and the scores of the probabilities against the base rates; wars are in it, where force comes anyhow.
    """
    news = [one.indication for one in without_reprints(made).printed]
    last = made.plan.day(made.plan.span - 1)
    outcomes = _outcomes(_with_what_was_learnt(warned, news), news, last)
    by_rule: dict[str, Counter[str]] = defaultdict(Counter)
    for one in outcomes:
        by_rule[one.warning.rule.partition(".")[0]][one.verdict] += 1
    return {
        "verdicts": {rule: dict(found) for rule, found in sorted(by_rule.items())},
        "probabilities": asdict(scores(outcomes)),
        "by_statements_alone": asdict(scores(_outcomes(warned, news, last))),
    }


def _outcomes(warned: Iterable[Finding], news: Sequence[Indication], last: date) -> tuple[Outcome, ...]:
    return judged([Issued.of(str(number), one) for number, one in enumerate(warned)], news, last)


def _with_what_was_learnt(warned: Sequence[Finding], news: Sequence[Indication]) -> list[Finding]:
    """The warnings with the probabilities that a ledger would give: each by what had become of those of its watch before it."""
    earlier: dict[str, list[tuple[str, Finding]]] = defaultdict(list)
    given = []
    for number, one in enumerate(warned):
        if one.probability is not None:
            one = with_learned(one, learned(earlier[one.watch], news, one.day))  # noqa: PLW2901 - the same with more
        earlier[one.watch].append((str(number), one))
        given.append(one)
    return given


def by_volume(made: World, most: Sequence[int]) -> dict[str, object]:
    """The naive way beside it: at its usual threshold, and at the lowest that gives no more false alarms than each of `most`."""
    found = {threshold: judge(made, warnings(volume(made, threshold))) for threshold in _THRESHOLDS}
    return {
        "usual": {"threshold": THRESHOLD} | _short(found[THRESHOLD]),
        "no_more_false_alarms_than": {
            str(limit): next(
                (
                    {"threshold": threshold} | _short(one)
                    for threshold, one in found.items()
                    if one.false_alarms() <= limit
                ),
                None,
            )
            for limit in most
        },
    }


def quartiles(values: Sequence[float]) -> dict[str, float] | None:
    """Median and quartiles, least and most; None of nothing."""
    if not values:
        return None
    low, middle, high = np.percentile(values, [25, 50, 75])
    return {
        "least": float(min(values)),
        "quarter": float(low),
        "median": float(middle),
        "three_quarters": float(high),
        "most": float(max(values)),
    }


def _short(judged: Judged) -> dict[str, object]:
    leads = [one.lead for one in judged.build_ups if one.lead is not None]
    return {
        "hits": len(leads),
        "lead_days": quartiles(leads),
        "false_alarms": judged.false_alarms(),
        "storms_that_raised_something": judged.storms,
    }


def _share(build_ups: Iterable[BuildUp]) -> dict[str, int]:
    some = list(build_ups)
    return {"of": len(some), "hits": sum(one.lead is not None for one in some)}


def _talkative(planted: Planted, plan: Plan) -> bool:
    return planted.usual >= plan.talkative[0]


def _missed(made: World, one: BuildUp) -> dict[str, object]:
    """A build-up without a warning before force: what there was to go by."""
    planted = one.planted
    known = [
        printed.indication
        for printed in made.printed
        if printed.planted == planted.number
        and planted.begins <= printed.known < (planted.force or 0)
        and is_threat(printed.indication)
    ]
    return {
        "strength": planted.strength,
        "rungs": planted.rungs,
        "usual_a_year": round(planted.usual, 1),
        "statements_added": round(planted.facts["statements"], 1),
        "days": planted.ends - planted.begins + 1,
        "origins_before_force": len({indication.origin for indication in known}),
        "articles_before_force": len(known),
        "late": one.late,
    }


def _delays(outages: Sequence[tuple[Planted, int | None]]) -> dict[str, object]:
    told = [days for _, days in outages if days is not None]
    return {"planted": len(outages), "reported": len(told), "days": quartiles(told)}
