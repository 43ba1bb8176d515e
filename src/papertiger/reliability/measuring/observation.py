"""What the reports of a cell say of its outcome: a log-likelihood over withheld, partial, honoured.

One origin is one observation. Its own article speaks for it where that is at hand, since a retelling adds nothing; what an outlet says in
its own voice, or is cited for without a speaker, yields to those who are cited, named or not: leads sum up what stands below. The best-placed of what is left (in a
document, named, fewest steps away) decides the class of source, and different statements are averaged, never multiplied.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from papertiger.reliability.cases import Outcomes, Report
from papertiger.reliability.measuring.doubt import apart, doubtful, leavers, partitions
from papertiger.reliability.measuring.origins import collapsed
from papertiger.reliability.measuring.settings import Measurement, SourceClass, measurement
from papertiger.reliability.measuring.sources import error_matrix, said, source_class

SURE = 1e-9
"""Probability left to what a person has ruled out, so that logarithms stay finite."""


def observation(reports: Sequence[Report], settings: Measurement | None = None) -> NDArray[np.float64]:
    """Shape (3,): log P(what one origin says | outcome), from its reports (one or more).

    A report that says the same from the same side as another changes nothing, exactly.
    """
    settings = settings or measurement()
    voices = voices_of(reports)
    of = class_of(voices, settings)
    distinct = {(tuple(said(r.says)), r.side) for r in voices}
    ordered = sorted(distinct, key=lambda one: (one[0], one[1] or ""))
    each = [error_matrix(of, side, settings) @ np.array(says) for says, side in ordered]
    return np.asarray(np.log(sum(each) / len(each)))


def voices_of(reports: Sequence[Report]) -> list[Report]:
    """Those reports of one origin that speak for it."""
    own = [r for r in reports if r.article == r.origin] or list(reports)
    return [r for r in own if r.document or r.anonymous or r.speaker] or own


def class_of(reports: Sequence[Report], settings: Measurement | None = None) -> SourceClass:
    """The class of the best-placed of an origin's reports."""
    best = min(reports, key=lambda r: (r.anonymous, not r.document, r.depth, r.article != r.origin))
    return source_class(best, settings)


def cell_loglik(
    reports: Iterable[Report],
    membership: Mapping[str, float] | None = None,
    settings: Measurement | None = None,
) -> tuple[NDArray[np.float64], tuple[str, ...]]:
    """What all reports of one response say of its outcome, and the independent origins behind it.

    Where it is not certain that an article descends from its family's origin, the likelihood is averaged over both: an
    article that leaves its family is an origin of its own. The origins returned are those of the families as they stand.

    Args:
        reports: of one response; none is no evidence.
        membership: article → probability that it shares its family's origin; by default each report's own.
        settings: as shipped by default.

    Returns:
        Shape (3,): log P(reports | outcome), flat where there are none; and the origins' names, in order.
    """
    settings = settings or measurement()
    known = list(reports)
    doubt = doubtful(known, membership, settings.certain.value)
    single = apart(known, doubt)
    rest = [r for r in known if r.article not in single]
    ways = partitions({a: p for a, p in doubt.items() if a not in single}, settings.draws.value)
    left = leavers(rest, frozenset().union(*(gone for _, gone in ways)))
    said_by: dict[tuple[int, ...], NDArray[np.float64]] = {}
    total = np.zeros(3)
    for weight, gone in ways:
        now = [out if out.article in gone else stays for stays, out in zip(rest, left, strict=True)]
        total += weight * np.exp(_summed(now, settings, said_by))
    loglik = np.log(total)
    for article, p in single.items():
        own = leavers([r for r in known if r.article == article], {article})
        loglik += np.log(p + (1 - p) * np.exp(observation(own, settings)))
    return loglik, tuple(collapsed(known))


def _summed(
    reports: Sequence[Report], settings: Measurement, known: dict[tuple[int, ...], NDArray[np.float64]]
) -> NDArray[np.float64]:
    """What all origins say together; `known` keeps what each says, by the identity of its reports, since most stay as they are from draw to draw."""
    total = np.zeros(3)
    for same in collapsed(reports).values():
        key = tuple(map(id, same))
        if key not in known:
            known[key] = observation(same, settings)
        total = total + known[key]
    return total


def settled_loglik(outcomes: Outcomes) -> NDArray[np.float64]:
    """Shape (3,): the outcome as a person settled it; what was ruled out keeps a probability of `SURE`."""
    return np.log(np.maximum(said(outcomes), SURE))
