"""Which claims should be looked at first, and which are drawn at random.

Looking at the doubtful first mends most for the work, but says nothing about how often the reader is right: for that,
claims are drawn at random, and the draw is written down in an assignment (`draw_changes`), so that whoever reckons
precision knows which decisions to use.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from papertiger.errors import ReviewError
from papertiger.ledger.reviewing.decisions import Review
from papertiger.ledger.reviewing.standing import Standing, State
from papertiger.records import MODEL_READER, ClaimRecord, Family

LOW: Final = 0.5
"""Confidence below which a claim is looked at before all that are merely important."""
_WEIGHT: Final[Mapping[str, int]] = {"support": 0, "relation": 1, "event": 2}
"""Support claims decide whether a promise was kept, so they come first."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claim as the queue sees it."""

    claim: str
    state: State
    confidence: float
    family: Family
    origins: int
    """Independent origins that say the same (partnership, predicate, domain); with one, all hangs on this claim."""
    assigned: frozenset[str] = frozenset()
    """Who was asked to look at it and has not decided since."""
    decided: frozenset[str] = frozenset()
    """Who has decided on it."""
    last: str | None = None
    """Who decided last."""
    alone: str = ""
    """Which of two readers of its article read it, ``llm`` or ``frames``, where the other did not; else empty."""


def as_waiting(record: ClaimRecord, standing: Standing, origins: int = 1, alone: str = "") -> Waiting:
    """A claim of the ledger as the queue sees it; `origins` and `alone` as `Waiting` says."""
    return Waiting(
        claim=record.id,
        state=standing.state,
        confidence=record.confidence,
        family=record.family,
        origins=origins,
        assigned=frozenset(standing.assigned),
        decided=frozenset(standing.last),
        last=standing.decision.reviewer if standing.decision is not None else None,
        alone=alone,
    )


def queue_for(waiting: Iterable[Waiting], me: str) -> list[Waiting]:
    """What `me` should look at, first things first.

    1. what `me` was asked to look at;
    2. contested claims, unless `me` was the last to decide: then it is for the others to say something;
    3. of those that nobody has decided on, what two readers disagree on: first what only a language model read, which no figure
       counts until somebody accepts it, then what it did not read;
    4. then confidence below `LOW`, the lowest first;
    5. then support before relations before events; what rests on fewest independent origins; lowest confidence.

    What others have decided on without a contest is left out, and so is what `me` decided on.
    """
    placed = [(place, one) for one in waiting if (place := _place(one, me)) is not None]
    return [one for _, one in sorted(placed, key=lambda pair: (pair[0], *_within(pair[1]), pair[1].claim))]


def _place(one: Waiting, me: str) -> tuple[int, float] | None:
    """Which of the five kinds a claim is of, and within the third who read it, within the fourth its confidence; None for what is left out."""
    if me in one.assigned:
        return 1, 0.0
    if one.state == "contested":
        return (2, 0.0) if one.last != me else None
    if one.state != "unreviewed":
        return None
    if one.alone:
        return 3, float(one.alone != MODEL_READER)
    return (4, one.confidence) if one.confidence < LOW else (5, 0.0)


def reason(one: Waiting, me: str) -> str:
    """Why a claim comes where it does in the queue of `me`: asked, contested, model_only, not_by_model, doubtful, support or plain."""
    if me in one.assigned:
        return "asked"
    if one.state == "contested":
        return "contested"
    if one.alone:
        return "model_only" if one.alone == MODEL_READER else "not_by_model"
    if one.confidence < LOW:
        return "doubtful"
    return "support" if one.family == "support" else "plain"


def _within(one: Waiting) -> tuple[int, int, float]:
    return _WEIGHT[one.family], one.origins, one.confidence


@dataclass(frozen=True, slots=True)
class Draw:
    """Claims drawn at random."""

    seed: int
    size: int
    """How many were asked for."""
    of: int
    """How many there were to draw from."""
    claims: tuple[str, ...]
    """In the order in which they were drawn."""


def draw(claims: Iterable[str], size: int, seed: int) -> Draw:
    """Draw `size` claims at random, without putting back; all where there are fewer.

    The order is that of a hash of seed and id: each set of `size` is as likely as any other, the same seed draws the
    same whatever the order, and a greater size goes on where a smaller one ended. Draw from all claims in question,
    decided or not: leaving out what was decided would lean.

    Raises:
        ReviewError: `size` is less than 1.
    """
    if size < 1:
        raise ReviewError("sample", size, "draws nothing; ask for 1 or more")
    known = set(claims)
    found = sorted(known, key=lambda claim: hashlib.sha256(f"{seed}\x1f{claim}".encode()).digest())
    return Draw(seed, size, len(known), tuple(found[:size]))


def draw_changes(made: Draw) -> dict[str, Any]:
    """What an assignment of a drawn claim says in its `changes`."""
    return {"draw": {"seed": made.seed, "size": made.size, "of": made.of}}


def drawn(reviews: Iterable[Review]) -> frozenset[str]:
    """The claims that were drawn at random, as assignments say."""
    return frozenset(one.claim for one in reviews if one.decision == "assign" and "draw" in one.changes)


def left_of(made: Draw, waiting: Sequence[Waiting], me: str) -> list[Waiting]:
    """What of a draw `me` has not decided on, in the order in which it was drawn."""
    by_id = {one.claim: one for one in waiting}
    drawn_ = [by_id[claim] for claim in made.claims if claim in by_id]
    return [one for one in drawn_ if me not in one.decided]
