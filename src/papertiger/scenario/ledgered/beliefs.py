"""A client's belief in a patron's will, from the record of that patron: the honour rate given tested, as a Beta distribution.

The record does not tell will from capacity (the specification A3, ii): the whole rate is read as belief in will, and how the client sees capacity stays with
`trust_capacity`. How many tests stand behind it does not enter `prior_strength`, which is one number for all pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from papertiger.reliability.assessing import Grouped, Question, definitions, effective
from papertiger.reliability.quick import fit
from papertiger.reliability.quick.grid import EDGES
from papertiger.reliability.quick.posterior import Posterior
from papertiger.scenario.ledgered.record import PatronRecord
from papertiger.scenario.ledgered.wording import wording
from papertiger.scenario.model.parameters import Grade, parameters

Basis = Literal["pair", "patron", "prior"]
EVERYBODY = "*"
"""Stands for every client in the key of a pair."""
DIGITS = 3
"""Significant digits of a and b."""
LEAST = 0.05
"""Least a or b: below it the Beta lies at the ends of its range alone."""


@dataclass(frozen=True, slots=True)
class Belief:
    """A Beta distribution for `trust_will` of one pair."""

    patron: str
    client: str | None
    """None for all clients that have none of their own."""
    a: float
    b: float
    grade: Grade
    """D where at least as many effective tests stand behind it as an assessment asks for, else J."""
    basis: Basis
    """The record with this client, that with all clients, or the prior alone."""
    address: str
    """Of the figure, as `papertiger explain` takes it."""
    ninety: tuple[float, float]
    """90 % interval, rounded as assessments round it."""
    source: str

    @property
    def pair(self) -> str:
        """Key of the pair, or of all pairs of the patron, in `partnerships`."""
        return f"{self.patron},{self.client or EVERYBODY}"

    @property
    def table(self) -> dict[str, Any]:
        """As it stands in a scenario file."""
        return {"dist": "beta", "a": self.a, "b": self.b, "grade": self.grade, "source": self.source}


def belief_of(record: PatronRecord, client: str | None, groups: Collection[str] = ()) -> Belief:
    """What is believed of a patron's will by a client, or by anybody.

    The record with that client where it holds enough effective tests (`thin` of the definitions of assessments), else the one with all clients, else the
    prior. Rates of several kinds of obligation are never pooled: the one with the most effective tests is taken.

    Args:
        record: the patron's.
        client: actor id; None for all clients.
        groups: kinds of obligation (`definitions.yaml`) between the two, the only ones looked at; empty for any.
    """
    asked = [group for group in definitions().groups if not groups or group in groups]
    thin = definitions().thin
    everybody = _rated(record, asked, None)
    own = _rated(record, asked, client) if client is not None else []
    looked: tuple[tuple[Basis, list[Grouped]], ...] = (("pair", own), ("patron", everybody))
    for basis, found in looked:
        best = max(found, key=lambda one: one.posterior.n_eff, default=None)
        if best is not None and best.posterior.n_eff >= thin:
            return _belief(
                record,
                client,
                basis,
                best.question,
                fit(best.evidence, best.prior),
                len(best.evidence.origins),
            )
    return _prior(record, client, asked, everybody)


def gathered(beliefs: Iterable[Belief]) -> Iterator[Belief]:
    """Beliefs of some pairs as they stand in a scenario: what several pairs of a patron take from one and the same record is one number for all.

    Clients that draw on one record each by itself would make what is known of the patron look narrower than it is.
    """
    by_patron: dict[str, list[Belief]] = {}
    for one in beliefs:
        by_patron.setdefault(one.patron, []).append(one)
    for found in by_patron.values():
        sources = Counter(one.source for one in found if one.basis != "pair")
        common = next((source for source, number in sources.most_common(1) if number > 1), None)
        shared = [one for one in found if one.source == common]
        yield from (replace(one, client=None) for one in shared[:1])
        yield from (one for one in found if one.source != common)


def matched(posterior: Posterior) -> tuple[float, float]:
    """The a and b of the Beta distribution with the mean and the variance of a posterior, its mean held within the bounds of `trust_will`."""
    middle, wide = (EDGES[1:] + EDGES[:-1]) / 2, np.diff(EDGES)
    mean = float(posterior.mass @ middle)
    variance = float(posterior.mass @ ((middle - mean) ** 2 + wide**2 / 12))
    strength = mean * (1 - mean) / variance - 1
    low, high = parameters()["trust_will"].bounds
    held = min(max(mean, low), high)
    return _rounded(max(held * strength, LEAST)), _rounded(max((1 - held) * strength, LEAST))


def _rated(record: PatronRecord, groups: Sequence[str], client: str | None) -> list[Grouped]:
    return [one for group in groups if (one := record.rated(group, client)) is not None]


def _prior(
    record: PatronRecord, client: str | None, groups: Sequence[str], tested: Sequence[Grouped]
) -> Belief:
    """The prior of the kind of obligation that is tested most, or of the only one that is asked for."""
    best = max(tested, key=lambda one: one.posterior.n_eff, default=None)
    support = "support" if "support" in groups else groups[0]
    question = best.question if best else Question(record.patron, support)
    settings = record.measured.settings
    posterior = fit([], settings.prior_of(question.group or support), settings.rho)
    tests = best.posterior.n_eff if best else 0.0
    return _belief(
        record, client, "prior", question, posterior, len(best.evidence.origins) if best else 0, tests
    )


def _belief(
    record: PatronRecord,
    client: str | None,
    basis: Basis,
    question: Question,
    posterior: Posterior,
    origins: int,
    tests: float | None = None,
) -> Belief:
    a, b = matched(posterior)
    rounded = definitions().rounded
    low, high = posterior.interval()
    source = getattr(wording().sources, basis).format(
        digest=record.digest,
        address=question.address,
        group=question.group,
        tests=effective(posterior.n_eff if tests is None else tests),
        origins=origins,
    )
    grade: Grade = "J" if basis == "prior" else "D"
    return Belief(
        record.patron, client, a, b, grade, basis, question.address, (rounded(low), rounded(high)), source
    )


def _rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
