"""Evidence built by hand, and a plain Poisson measure in place of the calibrated one: what rules do is tested apart from rates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import exp, factorial
from typing import Any, cast

import numpy as np
from numpy.typing import ArrayLike

from papertiger.warning.rates import Chance
from papertiger.warning.values import Call, Evidence, Finding, Indication, SourceDay, Surprise
from papertiger.warning.watchlists import Watch, rules

LAST = date(2026, 3, 1)
WINDOW = 28
Rule = Callable[[Watch, Evidence, Chance], Iterator[Finding]]
FEW = 3


def day(before: int) -> date:
    """So many days before the last one."""
    return LAST - timedelta(days=before)


def claim(
    predicate: str,
    subject: str | None,
    object_: str | None,
    before: int = 0,
    origin: str | None = None,
    **changes: Any,  # noqa: ANN401 - fields of an indication
) -> Indication:
    """A claim published so many days before the last one, of an origin of its own where none is given."""
    name = f"{predicate}-{subject}-{object_}-{before}-{origin}-{sorted(changes.items())}"
    family = "event" if predicate.isupper() else "relation" if predicate in RELATIONS else "support"
    made = Indication(
        claim=name,
        day=day(before),
        dated=True,
        known=day(before),
        family=family,
        predicate=predicate,
        mode=None,
        domain="unspecified",
        polarity="affirmed",
        modality="asserted",
        subject=subject,
        subject_state=_state(subject),
        object=object_,
        object_state=_state(object_),
        over=None,
        speaker=subject if predicate == "THREATEN" else None,
        anonymous=False,
        origin=origin or name,
        article=origin or name,
        outlet="Harbour Post",
        language="en",
        quote=f"Sentence of {name}.",
        speaker_state=_state(subject) if predicate == "THREATEN" else None,
    )
    return replace(made, **changes)


RELATIONS = {"depends_on", "trusts", "distrusts", "prioritises", "constrained_by", "supplies"}


def _state(actor: str | None) -> str | None:
    return actor[:3] if actor and ":" not in actor else None


def evidence(
    *claims: Indication,
    covered: int = 300,
    calls: Sequence[Call] = (),
    coverage: Iterable[SourceDay] = (),
    before: int = 0,
) -> Evidence:
    """Evidence of so many days before `LAST`, with ten articles on each of the days before it that are covered."""
    ordered = tuple(sorted(claims, key=lambda one: (one.day, one.claim)))
    articles = {day(back): 10 for back in range(before, covered + 1)}
    given = tuple(one for one in coverage if one.day <= day(before))
    return Evidence(day(before), ordered, given, articles, tuple(calls))


def watch(rule: str, **changes: Any) -> Watch:  # noqa: ANN401 - fields of a watch
    """A watch with what its rule usually takes."""
    usual = rules().rules[rule]
    return Watch(
        **{
            "id": rule,
            "rule": f"{rule}.v1",
            "window_days": usual.window_days,
            "horizon_days": usual.horizon_days,
            "minimum_origins": usual.minimum_origins,
            **changes,
        }
    )


@dataclass(frozen=True)
class Found:
    """What a plain measure found, in the form of `Tracks`."""

    alarm: Any
    said: list[Surprise]

    def surprises(self, series: int, at: int) -> list[Surprise]:
        """Of one series on one day; the last day is the only one that is measured."""
        assert at == self.alarm.shape[1] - 1
        return [self.said[series]]


@dataclass(frozen=True)
class Plain:
    """The last 28 days against the rate of all days before, by Poisson, thirteen looks a year; fewer than three are nothing."""

    per_year: float

    def track_many(self, counts: ArrayLike, exposure: ArrayLike, *, share: float = 1.0) -> Found:
        """As `Chance.track_many`, for the last day."""
        rows = np.asarray(counts, dtype=float)
        seen = np.asarray(exposure)
        alarm = np.zeros(rows.shape, dtype=bool)
        said = []
        for number, row in enumerate(rows):
            count = float(row[-WINDOW:].sum())
            rate = (row[:-WINDOW].sum() + 0.1) / (seen[:-WINDOW].sum() + 30)
            expected = float(rate * seen[-WINDOW:].sum())
            exceedance = 1 - sum(exp(-expected) * expected**k / factorial(k) for k in range(int(count)))
            often = max(exceedance, 1e-15) * 13
            alarm[number, -1] = count >= FEW and often <= self.per_year * share
            said.append(
                Surprise(
                    count,
                    expected,
                    0,
                    expected * 2,
                    exceedance,
                    often,
                    len(row) - WINDOW,
                    bool(alarm[number, -1]),
                    WINDOW,
                )
            )
        return Found(alarm, said)


def found(rule: Rule, given: Evidence, *, per_year: float = 1.0, **changes: Any) -> list[Finding]:  # noqa: ANN401 - as above
    """What a rule finds with the plain measure, in the order in which it says it."""
    own = watch(getattr(rule, "__name__", ""), **changes)
    return list(rule(own, given, cast("Chance", Plain(per_year))))
