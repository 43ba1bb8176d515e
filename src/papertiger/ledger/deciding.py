"""Decisions of persons in a ledger: each with all that it does to claims, in one entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select

from papertiger.errors import UnknownError
from papertiger.ledger import records, rows, values
from papertiger.ledger.adding import put_chains
from papertiger.ledger.lines import Fields
from papertiger.ledger.reviewing import Review, changed
from papertiger.ledger.reviewing.consequences import Case, Effect, effects
from papertiger.ledger.reviews import case_of, review_row
from papertiger.ledger.schema import ARTICLES, CLAIMS, READINGS
from papertiger.ledger.writing import Entry, Maker, Pen
from papertiger.readers.reading import ReadClaim
from papertiger.records import ClaimRecord, Explanation


def decide(pen: Pen, decisions: Sequence[Review]) -> None:
    """Store decisions of one person and what they do, all or none.

    Raises:
        LedgerError: there is no such claim.
        ReviewError: a decision cannot be taken on what the claim says.
    """
    if not decisions:
        return
    with pen.entry(Maker("review", person=decisions[0].reviewer)) as entry:
        # What a decision does depends on those before it: two at a time would see the same and make the same version.
        pen.backend.alone(entry.connection, "review")
        for review in decisions:
            _decide(entry, review)


def _decide(entry: Entry, review: Review) -> None:
    case = case_of(entry.connection, review.claim)
    if case is None:
        raise UnknownError(f"no claim {review.claim!r} in the ledger; `papertiger claims` lists their ids")
    done = effects(review, case, lambda claim: case_of(entry.connection, claim))
    entry.put("reviews", review_row(review))
    # New versions first: what falls may point to one of them.
    for effect in sorted(done, key=lambda one: one.record is None):
        own = case if effect.claim == review.claim else case_of(entry.connection, effect.claim)
        follows = _follow(entry, review, effect, own, case) if effect.record is not None else None
        if own is None or own.stands is None:
            continue
        if review.decision == "merge" and effect.claim == review.claim:
            keep = case_of(entry.connection, review.into[0])
            follows = [review.into[0], keep.stands] if keep is not None and keep.stands else None
        fields = {"claim": [effect.claim, own.stands], "by": follows, "review": review.id, "why": "reviewed"}
        entry.put("superseded", fields)


def _follow(entry: Entry, review: Review, effect: Effect, own: Case | None, case: Case) -> list[Any]:
    """Store the next version of a claim; its key."""
    assert effect.record is not None  # noqa: S101 - for the type checker
    number = max(own.versions, default=0) + 1 if own is not None else 1
    claim, version = _base(effect.record, review, own, case)
    base, about = _stored(entry.connection, claim, version)
    put_chains(entry, [effect.record.attribution])
    told = ReadClaim(effect.record, tuple(_explained(base, effect.record, about["explanation"], review)))
    fields = rows.claim_row(told, about["article"], about["reading"], version=number, review=review.id)
    entry.put("claims", fields)
    return [effect.claim, number]


def _base(record: ClaimRecord, review: Review, own: Case | None, case: Case) -> tuple[str, int]:
    """The version that a new one is made from: what says the same, else what was decided on, else what stood."""
    if own is not None:
        same = [number for number, one in own.versions.items() if not changed(one, record)]
        if same:
            return record.id, max(same)
        if own is not case:
            return record.id, own.stands or max(own.versions)
    return review.claim, review.version


def _stored(connection: Connection, claim: str, version: int) -> tuple[ClaimRecord, Fields]:
    """A version, and of its row what a next one takes over."""
    record, row = records.version(connection, claim, version)
    named = (
        select(ARTICLES.c.key, READINGS.c.id)
        .join_from(CLAIMS, ARTICLES, ARTICLES.c.row == CLAIMS.c.article)
        .join(READINGS, READINGS.c.row == CLAIMS.c.reading)
        .where(CLAIMS.c.row == row["row"])
    )
    article, reading = connection.execute(named).one()
    about = {
        "explanation": values.explanation_value(row["explanation"]),
        "article": article,
        "reading": reading,
    }
    return record, about


def _explained(
    base: ClaimRecord, record: ClaimRecord, why: Sequence[Explanation], review: Review
) -> Iterator[Explanation]:
    """How each field was reached: as before, but what a person changed was reached by that person."""
    differ = changed(base, record)
    yield from (one for one in why if one.field not in differ)
    said = f"{review.decision} by {review.reviewer}" + (f": {review.why}" if review.why else "")
    for field in differ:
        yield Explanation(field=field, value=str(getattr(record, field)), why=said)
