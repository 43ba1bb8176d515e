"""What is seen of threats that rise before force where the speaker threatens all year, by what counts as one statement (docs/warning-replay.md).

Run by hand (some three minutes on one core); writes talkative.json, and prints the table of docs/warning-replay.md.

    python benchmarks/talkative.py [--speakers 60] [--seed 20261129]

Speakers with 15 to 40 threats a year against one target, whose threats rise as in a replay; and as many talkative ones with whom nothing
happens. One statement is told by origins of its own, some of them a day later (``usual``) or up to a week later (``late``). Each
series has the part of the list's rate that the rule gives it in the replay's world. Counted are, side by side: days, a day and the next as
one (``two days``, as before); what the rule joins (`papertiger.warning.rules.statements`); every statement, as if each were known
(``known``): no way to join reports can do better.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from papertiger.indication import Indication
from papertiger.warning.rates import Chance
from papertiger.warning.replay.cast import Cast
from papertiger.warning.replay.plan import Plan
from papertiger.warning.replay.speaking import Voice, rising, talkers
from papertiger.warning.replay.told import STRENGTHS, Planted
from papertiger.warning.rules.statements import Statements

KEPT = Path(__file__).with_suffix(".json")
RATES = (0.5, 2.0, 6.0)
SHARE = 4 / 11 / 346
"""Of the list's rate: what the watch for threats has of it, over the series of the replay's world."""
TOLD = 0.3
"""Share of statements whose reports state the day."""
WAYS = ("two days", "the rule", "known")
Array = NDArray[np.float64]


def reports(
    rate: Array, plan: Plan, press: str, rng: np.random.Generator
) -> tuple[Array, list[tuple[int, int | None]]]:
    """Statements by day, and their reports: day, and the day that the report states."""
    said = rng.poisson(rate)
    found: list[tuple[int, int | None]] = []
    for day in np.repeat(np.arange(len(rate)), said).tolist():
        states = day if rng.random() < TOLD else None
        number = 1 + int(rng.poisson(plan.origins * np.exp(rng.normal(0.0, plan.interest))))
        late = rng.random(number) < (0.2 if press == "usual" else 0.3)
        after = np.where(late, 1 if press == "usual" else rng.integers(1, 8, number), 0)
        found += [(day + int(one), states) for one in after if day + one < len(rate)]
    return said.astype(float), sorted(found, key=lambda one: one[0])


def counted(way: str, given: Iterable[tuple[int, int | None]], size: int) -> Array:
    """Statements by day, as a way of joining reports has them."""
    counts = np.zeros(size)
    of, last = Statements(), -2
    for number, (day, states) in enumerate(given):
        if way == "two days":
            new = day - last > 1
            last = day if new else last
        else:
            origin = str(number)
            new = of.told_by(_report(origin, day, states)) == origin
        counts[day] += new
    return counts


def _report(origin: str, day: int, states: int | None) -> Indication:
    first = date(2025, 1, 1)
    stated = None if states is None else (first + timedelta(states),) * 2
    return Indication(
        claim=origin, day=first + timedelta(day), dated=True, known=first + timedelta(day), family="event",
        predicate="THREATEN", mode=None, domain=None, polarity="affirmed", modality="asserted", subject="a",
        subject_state="a", object="b", object_state="b", over=None, speaker="a", anonymous=False, origin=origin,
        article=origin, outlet="o", language="en", quote="", happened=stated,
    )  # fmt: skip


def alarms(counts: list[Array], rate: float) -> NDArray[np.bool_]:
    """By series and day."""
    series = np.array(counts)
    return np.asarray(Chance(rate).track_many(series, np.ones(series.shape[1]), share=SHARE).alarm)


def seen(found: NDArray[np.bool_], planted: list[Planted]) -> dict[str, Any]:
    """How many were warned of between their begin and force, and how many days before it."""
    leads = [
        one.force - one.begins - int(np.flatnonzero(row[one.begins : one.force])[0])
        for row, one in zip(found, planted, strict=True)
        if one.force is not None and row[one.begins : one.force].any()
    ]
    return {"of": len(planted), "hits": len(leads), "lead_days": median(leads) if leads else None}


def build_ups(speakers: int, plan: Plan, rng: np.random.Generator) -> tuple[list[Voice], list[Planted]]:
    """So many of each strength, by speakers who were talkative before."""
    voices: list[Voice] = []
    planted: list[Planted] = []
    left = dict.fromkeys(STRENGTHS, speakers)
    while any(left.values()):
        rose, _, made = rising(Cast(plan.first, rng), plan, rng, count(), forced=True)
        for voice, one in zip(rose, made, strict=True):
            if one.strength is not None and one.usual >= plan.talkative[0] and left[one.strength]:
                left[one.strength] -= 1
                voices.append(voice)
                planted.append(one)
    return voices, planted


def study(speakers: int, seed: int) -> dict[str, Any]:
    """By press and way of counting: what is seen of rises by strength, and what is told where nothing happens, at each rate."""
    found: dict[str, Any] = {}
    plan = Plan(talkers=speakers)
    rising_voices, planted = build_ups(speakers, plan, np.random.default_rng((seed, 1)))
    nothing, _ = talkers(Cast(plan.first, np.random.default_rng((seed, 2))), plan, np.random.default_rng((seed, 3)), count())  # fmt: skip
    for press in ("usual", "late"):
        rng = np.random.default_rng((seed, 4))
        made = [reports(one.rate, plan, press, rng) for one in (*rising_voices, *nothing)]
        for way in WAYS:
            counts = [said if way == "known" else counted(way, given, len(said)) for said, given in made]
            rows: dict[str, Any] = {}
            for rate in RATES:
                told = alarms(counts, rate)
                row: dict[str, Any] = {
                    strength: seen(
                        told[[at for at, one in enumerate(planted) if one.strength == strength]],
                        [one for one in planted if one.strength == strength],
                    )
                    for strength in STRENGTHS
                }
                year = slice(plan.history, plan.history + plan.days)
                row["in_vain"] = int(told[len(planted) :, year].sum())
                row["expected"] = round(rate * SHARE * speakers, 2)
                rows[f"{rate:g}"] = row
            found[f"{press}: {way}"] = rows
            sys.stderr.write(f"{press}, {way}\n")
    return found


def table(kept: dict[str, Any]) -> str:
    """For the docs."""
    lines = [
        "| told, counted | rate | " + " | ".join(STRENGTHS) + " | in vain (expected at most) |",
        "|---" * (3 + len(STRENGTHS)) + "|",
    ]
    for name, rows in kept["found"].items():
        for rate, row in rows.items():
            parts = [f"{row[one]['hits']} of {row[one]['of']}" for one in STRENGTHS]
            lines.append(
                f"| {name} | {rate} | " + " | ".join(parts) + f" | {row['in_vain']} ({row['expected']:.1f}) |"
            )
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--speakers", type=int, default=60)
    parser.add_argument("--seed", type=int, default=20261129)
    options = parser.parse_args()
    kept = {"how": "python benchmarks/talkative.py"} | vars(options)
    kept["found"] = study(options.speakers, options.seed)
    KEPT.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(table(kept) + "\n")
