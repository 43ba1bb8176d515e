"""What cannot be one number: why tests failed, what learning does to trust, where the position towards the rival goes. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from papertiger.report.scenario import rounding
from papertiger.report.scenario.ends import baseline
from papertiger.report.scenario.voice import Voice
from papertiger.scenario.model.structure import CAUSES, Floats
from papertiger.scenario.running.result import Contagion, Failures, Result

STILL = 0.01
"""A change of the bargaining index that counts as none."""
NEARLY_ALL, MOST = 0.9, 0.6
"""Shares of runs that are so called."""


@dataclass(frozen=True, slots=True)
class Account:
    """The tests of one patron under each learning model, in the baseline."""

    patron: str
    by_model: tuple[tuple[str, Failures], ...]


def accounts(result: Result) -> tuple[Account, ...]:
    """One for each patron, in the order of the scenario."""
    found: dict[str, list[tuple[str, Failures]]] = {patron: [] for patron in result.patrons}
    for one in baseline(result):
        for failures in result.failures.get(one.arm, ()):
            found[failures.patron].append((one.arm.learning, failures))
    return tuple(Account(patron, tuple(rows)) for patron, rows in found.items())


def count_tests(result: Result) -> tuple[float, float] | None:
    """Lowest and highest mean number of tests a run, of all patrons together, over learning models."""
    sums = [sum(f.tests for f in result.failures.get(one.arm, ())) for one in baseline(result)]
    return (min(sums), max(sums)) if sums else None


def account_rows(account: Account, voice: Voice) -> Iterator[tuple[str, ...]]:
    """Learning model, tests a run, shares honoured, partial and withheld, then of those not honoured the share of each cause."""
    for model, one in account.by_model:
        failed = sum(one.causes.values())
        yield (
            voice.learning(model),
            rounding.mean_count(one.tests, voice.language),
            *(_part(amount, one.tests, voice) for amount in (one.honoured, one.partial, one.withheld)),
            *(_part(one.causes.get(cause, 0), failed, voice) for cause in CAUSES),
        )


def account_heads(voice: Voice) -> tuple[str, ...]:
    """Heads of the columns of `account_rows`."""
    return (*voice.words.failures_heads, *(voice.words.causes[cause].label for cause in CAUSES))


def _part(amount: float, whole: float, voice: Voice) -> str:
    return rounding.level(amount / whole, "share", voice.language) if whole else rounding.NONE


def contagion_rows(result: Result, voice: Voice) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Heads and rows: client, patron, the shift under each learning model, and the range with the 0 of L0."""
    models = tuple(dict.fromkeys(model for one in result.contagion for model in one.shifts))
    client, patron, reach = voice.words.contagion_heads
    rows = [
        (
            voice.names(one.client),
            voice.names(one.patron),
            *(
                rounding.signed(one.shifts.get(model, float("nan")), "index", voice.language)
                for model in models
            ),
            _reach(one, voice),
        )
        for one in result.contagion
    ]
    return (client, patron, *models, reach), rows


def _reach(one: Contagion, voice: Voice) -> str:
    values = [0.0, *(value for value in one.shifts.values() if np.isfinite(value))]
    return rounding.signed_between(min(values), max(values), "index", voice.language)


def directions(result: Result, voice: Voice) -> Iterator[tuple[str, str]]:
    """For each patron, its name and where its position goes under which learning models."""
    words, arms = voice.words, baseline(result)
    for one in result.quantities:
        if not one.direction_only:
            continue
        told: dict[str, list[str]] = {}
        for arm in arms:
            told.setdefault(direction(arm.finals[one.key]), []).append(arm.arm.learning)
        parts = [
            words.under.format(
                direction=words.directions[way],
                models=words.every_model if len(models) == len(arms) > 1 else voice.joined(models),
            )
            for way, models in told.items()
        ]
        yield voice.names(one.about[-1]), voice.joined(parts)


def direction(changes: Floats) -> str:
    """Key of the words for the changes of an index (R) over the runs."""
    there = changes[np.isfinite(changes)]
    for way, share in (("weaker", (there < -STILL).mean()), ("stronger", (there > STILL).mean())):
        if len(there) and share >= MOST:
            return f"{way}_nearly_all" if share >= NEARLY_ALL else f"{way}_most"
    return "unclear"
