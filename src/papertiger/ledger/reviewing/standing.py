"""Which decision stands on a claim, and who sees it otherwise."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from papertiger.ledger.reviewing.decisions import DECIDING, Review, moment
from papertiger.ledger.reviewing.matching import CONTENT
from papertiger.records import ClaimRecord

State = Literal["unreviewed", "accepted", "rejected", "corrected", "split", "merged", "contested"]
STATES: Final[tuple[str, ...]] = get_args(State)
_STATE: Final[Mapping[str, State]] = {
    "accept": "accepted",
    "reject": "rejected",
    "correct": "corrected",
    "split": "split",
    "merge": "merged",
}
Opinion = tuple[str, ...]
"""What somebody holds to be right, so that two can be compared."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a claim, as far as opinions on it need to be compared."""

    content: str
    """See `content_of`."""
    review: str | None = None
    """Id of the correction that made it; None when it was read."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What persons decided on one claim."""

    state: State
    decision: Review | None
    """The last decision of anybody: the one that stands, also where the claim is contested."""
    last: Mapping[str, Review] = field(default_factory=dict)
    """Reviewer → their last decision that they did not withdraw."""
    against: tuple[str, ...] = ()
    """Reviewers whose last decision says something else than the one that stands."""
    assigned: tuple[str, ...] = ()
    """Who was asked to look and has not decided since, in the order of asking."""


def state_of(reviews: Iterable[Review], versions: Mapping[int, Version] | None = None) -> Standing:
    """What stands after `reviews` of one claim, in any order; of two at one moment, the later given is later.

    The last decision of anybody stands; comments and assignments decide nothing. A claim is contested while the last
    decisions of two persons differ: also when one accepts what the other corrected. Who accepts the corrected version
    agrees with who corrected it, and two that correct to the same agree.

    Args:
        reviews: of one claim.
        versions: number → version, by which opinions are compared. Without it, a correction is taken to have made
            the version after the one it corrects.
    """
    ordered = in_time(reviews)
    last = {reviewer: own[-1] for (_, reviewer), own in kept(ordered).items()}
    if not last:
        return Standing("unreviewed", None, assigned=_assigned(ordered))
    stands = max(last.values(), key=ordered.index)
    known = versions if versions is not None else _guessed(ordered)
    opinions = {name: _opinion(review, known) for name, review in last.items()}
    against = tuple(sorted(n for n in last if opinions[n] != opinions[stands.reviewer]))
    state: State = "contested" if against else _STATE[stands.decision]
    return Standing(state, stands, last, against, _assigned(ordered))


def in_time(reviews: Iterable[Review]) -> list[Review]:
    """The oldest first; of one moment, as given."""
    return sorted(reviews, key=moment)


def content_of(record: ClaimRecord) -> str:
    """Digest of what a version says and where: equal for two versions that say the same."""
    span = f"{record.quote.start}-{record.quote.end}"
    return _digest(span + record.model_dump_json(include=set(CONTENT)))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def kept(ordered: Iterable[Review]) -> dict[tuple[str, str], list[Review]]:
    """Claim and reviewer → what that reviewer decided on it and did not withdraw, the oldest first."""
    found: dict[tuple[str, str], list[Review]] = {}
    for review in ordered:
        own = found.setdefault((review.claim, review.reviewer), [])
        if review.decision in DECIDING:
            own.append(review)
        elif review.decision == "withdraw" and own:
            own.pop()
    return {of: own for of, own in found.items() if own}


def _assigned(ordered: Sequence[Review]) -> tuple[str, ...]:
    waiting: dict[str, None] = {}
    for review in ordered:
        if review.decision == "assign" and review.assignee is not None:
            waiting[review.assignee] = None
        elif review.decision in DECIDING:
            waiting.pop(review.reviewer, None)
    return tuple(waiting)


def _guessed(ordered: Sequence[Review]) -> dict[int, Version]:
    """Versions as corrections must have made them when none of them is known."""
    found: dict[int, Version] = {}
    for review in ordered:
        if review.decision == "correct":
            found.setdefault(review.version + 1, Version(_corrected(review), review.id))
    return found


def _corrected(review: Review) -> str:
    changes = json.dumps(review.changes, sort_keys=True, ensure_ascii=False)
    return _digest(f"{review.version} with {changes}")


def _opinion(review: Review, versions: Mapping[int, Version]) -> Opinion:
    if review.decision == "accept":
        seen = versions.get(review.version)
        return ("right", seen.content if seen is not None else f"version {review.version}")
    if review.decision == "correct":
        made = next((one for one in versions.values() if one.review == review.id), None)
        return ("right", made.content if made is not None else _corrected(review))
    return (review.decision, *sorted(review.into))
