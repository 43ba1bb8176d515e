"""What a decision does to the claims of a ledger: which versions are added, and which claims no longer stand.

The last decision of anybody decides what stands (`standing`). So what a claim says after a decision is what the decision
that then stands holds to be right, also after one is withdrawn: a rejected claim comes back when the rejection is taken
back, and a correction goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from papertiger.errors import ReviewError
from papertiger.ledger.reviewing.applying import corrected, merged, split
from papertiger.ledger.reviewing.decisions import DECIDING, Review
from papertiger.ledger.reviewing.standing import Version, content_of, in_time, kept, state_of
from papertiger.records import ClaimRecord


@dataclass(frozen=True, slots=True)
class Case:
    """All that is known of one claim."""

    versions: Mapping[int, ClaimRecord]
    """Every version by number."""
    made: Mapping[int, str]
    """Version → id of the decision that made it; versions that were read are not among them."""
    stands: int | None
    """The version that stands, if one does."""
    reviews: tuple[Review, ...]
    gone: bool = False
    """Whether the last reading of the article did not make it any more."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What becomes of one claim."""

    claim: str
    record: ClaimRecord | None
    """The next version, which stands in place of the one that stood; None where that one falls and none follows."""


def opinions_of(case: Case) -> dict[int, Version]:
    """The versions of a claim as `state_of` compares them."""
    return {
        number: Version(content_of(record), case.made.get(number)) for number, record in case.versions.items()
    }


def effects(review: Review, case: Case, others: Callable[[str], Case | None]) -> tuple[Effect, ...]:
    """What `review`, a new decision, does; nothing where it only confirms, notes or asks.

    A claim that was merged into another leaves there what it filled in, also when the merger is taken back.

    Args:
        review: the decision.
        case: the claim that it is on, without `review`.
        others: the claim with an id, None where there is none.

    Raises:
        ReviewError: there is no such version, nothing of the reviewer's to withdraw, or the decision cannot be taken on
            what the version says.
    """
    if review.version not in case.versions:
        known = ", ".join(map(str, sorted(case.versions)))
        raise ReviewError(
            "version", review.version, f"is no version of claim {review.claim}; there are: {known}"
        )
    if review.decision == "withdraw":
        if (review.claim, review.reviewer) not in kept(in_time(case.reviews)):
            raise ReviewError(
                "withdraw", review.claim, f"has no decision of {review.reviewer} that could be taken back"
            )
    elif review.decision not in DECIDING:
        return ()
    before = state_of(case.reviews).decision
    after = state_of([*case.reviews, review]).decision
    made = {} if after is None or after.decision != "split" else parts_of(after, case)
    fallen = [] if before is None or before.decision != "split" else [p for p in before.into if p not in made]
    return (
        *_own(review.claim, right_of(after, case), case),
        *(Effect(part, None) for part in fallen if _stands(others(part))),
        *(Effect(part, record) for part, record in made.items() if not _stands(others(part))),
        *_keeping(after, review, case, others),
    )


def _own(claim: str, right: ClaimRecord | None, case: Case) -> Iterator[Effect]:
    now = case.versions[case.stands] if case.stands is not None else None
    if right is None:
        if now is not None:
            yield Effect(claim, None)
    elif now is None or content_of(now) != content_of(right):
        yield Effect(claim, right)


def right_of(decision: Review | None, case: Case) -> ClaimRecord | None:
    """What the claim says if `decision` stands; None where it then says nothing."""
    if decision is None:
        if case.gone:
            return None
        # A part of a split was never read; it says what the split made it say.
        read = [number for number in case.versions if number not in case.made]
        return case.versions[max(read, default=min(case.versions))]
    if decision.decision == "accept":
        return case.versions[decision.version]
    if decision.decision == "correct":
        made = next((number for number, by in case.made.items() if by == decision.id), None)
        return case.versions[made] if made else corrected(case.versions[decision.version], decision.changes)
    return None


def parts_of(decision: Review, case: Case) -> dict[str, ClaimRecord]:
    """The claims that a split makes, by id."""
    changes = [decision.changes[part] for part in decision.into]
    made = {one.id: one for one in split(case.versions[decision.version], changes)}
    if set(made) != set(decision.into):
        raise ReviewError("into", decision.into, f"is not what the changes make: {', '.join(made)}")
    return made


def _keeping(
    after: Review | None, review: Review, case: Case, others: Callable[[str], Case | None]
) -> Iterator[Effect]:
    """The claim that stays when another is merged into it, where it gains by that."""
    if after is None or after.decision != "merge" or after.id != review.id:
        return
    (stays,) = after.into
    keep = others(stays)
    if keep is None or keep.stands is None:
        raise ReviewError("merge", stays, "is no claim that stands; name one that does")
    now = keep.versions[keep.stands]
    then = merged(now, [case.versions[review.version]])
    if (content_of(now), now.confidence) != (content_of(then), then.confidence):
        yield Effect(stays, then)


def _stands(case: Case | None) -> bool:
    return case is not None and case.stands is not None
