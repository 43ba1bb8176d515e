"""Synthetic years with planted build-ups: what a watchlist finds, counting origins, and counting articles beside it (docs/warning-replay.md).

    python benchmarks/replay.py PART [--parts N]

The parts are kept apart in `benchmarks/replay.json`, for each takes minutes: ``list`` (the built-in list, all rules), ``articles``, ``strays``
(the rule `threats` of the same list, at the same part of the rate, where each article counts, or some reprints are not joined), ``volume`` (z-scores of
article counts), ``series`` (surprise on counts by pair, without a rule), ``years`` (`threats` in more worlds), ``statements`` (what the rule
`threats` counts as of the last evening, in five worlds, with reports joined into statements as it does, and a day and the next as one).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from papertiger.warning.coverage import coverage
from papertiger.warning.rates import Chance
from papertiger.warning.replay.counting import of_predicates, with_strays, without_reprints
from papertiger.warning.replay.judging import Alarm, judge, warnings
from papertiger.warning.replay.plan import Plan
from papertiger.warning.replay.study import RATES, as_json, by_volume, described, figures, study
from papertiger.warning.replay.volume import is_threat, series
from papertiger.warning.replay.world import world
from papertiger.warning.rules import threats
from papertiger.warning.rules.series import is_retold
from papertiger.warning.values import Evidence
from papertiger.warning.watchlists import load_watchlist

FIGURES = Path(__file__).with_suffix(".json")
STRAYS = (0.01, 0.05)
SEEDS = (2, 3)
FIVE = (1, 31, 32, 33, 34)
KEPT = (
    "build_ups",
    "hits",
    "lead_days",
    "by_strength",
    "talkative_before",
    "false_alarms",
    "risers",
    "storms_that_raised_something",
)
"""What is kept of a world where many are looked at."""


def _list(parts: int) -> dict[str, Any]:
    return as_json(study(Plan(), load_watchlist(), RATES, "origins", _tell, parts=parts))


def _articles(parts: int) -> dict[str, Any]:
    """The rule `threats` only, for origins and for articles."""
    return {
        counting: as_json(
            study(Plan(), load_watchlist(), RATES, counting, _tell, only=("threats",), parts=parts)
        )
        for counting in ("origins", "articles")
    }


def _strays(parts: int) -> dict[str, Any]:
    return {
        f"{share:g}": as_json(
            study(
                Plan(), load_watchlist(), RATES, "strays", _tell, only=("threats",), parts=parts, strays=share
            )
        )
        for share in STRAYS
    }


def _volume(_: int) -> dict[str, Any]:
    made = world(Plan())
    kept = json.loads(FIGURES.read_text())["series"]["1"]["origins"]
    return {"world": described(made)} | by_volume(
        made, sorted({one["false_alarms"] for one in kept.values()})
    )


def _series(_: int) -> dict[str, Any]:
    """Surprise on threats a day by pair, without any rule around it: origins, articles, and reprints that are not joined, in three worlds."""
    found: dict[str, Any] = {}
    for seed in (1, *SEEDS):
        made = world(Plan(seed=seed))
        counted = {
            "origins": without_reprints(made),
            "articles": made,
            **{f"strays {share:g}": without_reprints(with_strays(made, share)) for share in STRAYS},
        }
        found[str(seed)] = {
            name: {
                f"{rate:g}": figures(made, judge(made, warnings(series(one, Chance(rate))))) for rate in RATES
            }
            for name, one in counted.items()
        }
        _tell(f"seed {seed}")
    return found


def _years(parts: int) -> dict[str, Any]:
    return {
        str(seed): as_json(
            study(Plan(seed=seed), load_watchlist(), RATES, "origins", _tell, only=("threats",), parts=parts)
        )
        for seed in SEEDS
    }


def _statements(_: int) -> dict[str, Any]:
    """Alarms on the rule's own series of the last evening, on the days of the year: minutes where a replay takes an hour."""
    watches = load_watchlist()
    watch = next(one for one in watches.watches if one.rule.startswith("threats."))
    found: dict[str, Any] = {}
    for seed in FIVE:
        made = world(Plan(seed=seed))
        plan = made.plan
        counted = without_reprints(of_predicates(made, ("THREATEN", *threats.FORCE)))
        evidence = counted.evidence(plan.day(plan.history + plan.days - 1))
        seen = coverage(evidence)
        ways = {"rule": threats.statements(watch, evidence), "two days": _two_days(evidence)}
        found[str(seed)] = {}
        for way, statement in ways.items():
            by_pair = sorted(threats.series(watch, evidence, statement).items())
            counts = [one.counts(seen.days) for _, one in by_pair]
            rows = {}
            for rate in RATES:
                chance = Chance(replace(watches, false_alarms_per_year=rate).per_year(watch) or 1.0)
                told = chance.track_many(counts, seen.exposure, share=1 / len(counts)).alarm
                alarms = [
                    Alarm("threats", by_pair[at][0][1:], seen.days[day])
                    for at, day in zip(*told.nonzero(), strict=True)
                    if seen.days[day] >= plan.first
                ]
                judged = figures(made, judge(made, warnings(alarms)))
                rows[f"{rate:g}"] = {key: judged[key] for key in KEPT}
            found[str(seed)][way] = rows
        _tell(f"seed {seed}")
    return found


def _two_days(evidence: Evidence) -> dict[str, str]:
    """Claim → what it counts under, where all that one person says from one day to the next is one statement."""
    found: dict[str, str] = {}
    told: dict[tuple[str | None, str | None], dict[str, str]] = {}
    last: dict[tuple[str | None, str | None], tuple[int, str]] = {}
    for one in evidence.indications:
        if not is_threat(one) or is_retold(one):
            found[one.claim] = one.origin
            continue
        pair, day = (one.subject, one.object_state), one.day.toordinal()
        known = told.setdefault(pair, {})
        if one.origin not in known:
            before = last.get(pair)
            if before is not None and day - before[0] <= 1:
                known[one.origin] = before[1]
            else:
                known[one.origin] = one.origin
                last[pair] = day, one.origin
        found[one.claim] = known[one.origin]
    return found


def _tell(words: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {words}\n")


PARTS = {
    "list": _list,
    "articles": _articles,
    "strays": _strays,
    "volume": _volume,
    "series": _series,
    "years": _years,
    "statements": _statements,
}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("--parts", type=int, default=1, help="processes, each with a part of the evenings")
    given = parser.parse_args()
    found = PARTS[given.part](given.parts)
    kept = json.loads(FIGURES.read_text()) if FIGURES.exists() else {}
    kept |= {"how": "python benchmarks/replay.py PART", given.part: found}
    FIGURES.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
