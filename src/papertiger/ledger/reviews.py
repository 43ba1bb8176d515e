"""What persons decided, read from a ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Select, func, select

from papertiger.ledger import records
from papertiger.ledger.asked import ClaimFilter
from papertiger.ledger.backends import Backend
from papertiger.ledger.lines import Fields, shown
from papertiger.ledger.queries import RECORD, claims_query, conditions
from papertiger.ledger.reviewing import DECIDING, ReadVersion, Review
from papertiger.ledger.reviewing.consequences import Case
from papertiger.ledger.reviewing.decisions import moment
from papertiger.ledger.schema import CLAIMS, CODERS, EVIDENCE, READINGS, REVIEWS, STANDING, SUPERSEDED
from papertiger.records import BOTH_READERS, MODEL_READER

_PLACES: Final = 400
"""Keys in one query."""
_R, _C = REVIEWS.c, CLAIMS.c


def review_row(review: Review) -> Fields:
    """The row of table ``reviews``."""
    return {
        "id": review.id,
        "claim": review.claim,
        "version": review.version,
        "decision": review.decision,
        "changes": dict(review.changes) or None,
        "into": list(review.into) or None,
        "assignee": review.assignee,
        "why": review.why,
        "reviewer": review.reviewer,
        # One form, so that the database orders moments as they were.
        "at": f"{moment(review).replace(tzinfo=None).isoformat(timespec='microseconds')}Z",
    }


def review_value(row: Mapping[Any, Any]) -> Review:
    """The decision that `review_row` stored."""
    fields = shown(EVIDENCE["reviews"], row)
    return Review(**{**fields, "changes": fields["changes"] or {}, "into": tuple(fields["into"] or ())})


def reviews(connection: Connection, claims: Sequence[str] | None = None) -> Iterator[Review]:
    """Decisions, of all claims or of some, in the order in which they were stored."""
    if claims is None:
        for row in connection.execute(select(REVIEWS).order_by(_R.row)).mappings():
            yield review_value(row)
        return
    for start in range(0, len(claims), _PLACES):
        query = select(REVIEWS).where(_R.claim.in_(claims[start : start + _PLACES])).order_by(_R.row)
        for row in connection.execute(query).mappings():
            yield review_value(row)


def case_of(connection: Connection, claim: str) -> Case | None:
    """All that is known of one claim; None where there is none with that id."""
    found = connection.execute(RECORD.where(_C.id == claim)).mappings().all()
    if not found:
        return None
    made = select(_C.version, _R.id).join(REVIEWS, _R.row == _C.review).where(_C.id == claim)
    stands = select(_C.version).join(STANDING, STANDING.c.row == _C.row).where(_C.id == claim)
    gone = (
        select(_C.version)
        .join(SUPERSEDED, SUPERSEDED.c.claim == _C.row)
        .where(_C.id == claim, SUPERSEDED.c.why == "gone")
    )
    last_read = max((row["version"] for row in found if row["review"] is None), default=None)
    return Case(
        {one.version: one for one in records.assemble(connection, found, {})},
        {row.version: row.id for row in connection.execute(made)},
        connection.execute(stands).scalar(),
        tuple(reviews(connection, [claim])),
        gone=last_read in set(connection.execute(gone).scalars()),
    )


def undecided(chosen: ClaimFilter, backend: Backend) -> Select[Any]:
    """The standing claims that `chosen` lets through and nobody has decided on, as `queries.claims_query` gives them."""
    decided = select(_R.row).where(_R.claim == _C.id, _R.decision.in_(DECIDING)).exists()
    return claims_query(chosen, backend).where(~decided)


def two_readers(connection: Connection) -> list[int]:
    """Rows of the coders of readings that a language model and another reader made together."""
    known = connection.execute(select(CODERS.c.row, CODERS.c.reader)).all()
    return [row for row, reader in known if "," in reader and MODEL_READER in reader.split(",")]


def disputed(chosen: ClaimFilter, backend: Backend, together: Sequence[int], reader: str) -> Select[Any]:
    """Of `undecided`, those that only `reader` read of the two whose readings have the coders `together`."""
    return undecided(chosen, backend).where(READINGS.c.coder.in_(together), CODERS.c.reader == reader)


def alone(connection: Connection, claims: Sequence[str]) -> dict[str, str]:
    """Claim that stands → which of the two readers of its article read it, where the other did not."""
    together = two_readers(connection)
    found: dict[str, str] = {}
    if not together:
        return found
    query = (
        select(_C.id, CODERS.c.reader)
        .join_from(CLAIMS, STANDING, STANDING.c.row == _C.row)
        .join(READINGS, READINGS.c.row == _C.reading)
        .join(CODERS, CODERS.c.row == _C.coder)
        .where(READINGS.c.coder.in_(together), CODERS.c.reader != BOTH_READERS)
    )
    for start in range(0, len(claims), _PLACES):
        some = query.where(_C.id.in_(claims[start : start + _PLACES]))
        found |= {claim: reader for claim, reader in connection.execute(some)}  # noqa: C416 - typed rows
    return found


def standing_ids(chosen: ClaimFilter, backend: Backend) -> Select[Any]:
    """Ids of the standing claims that `chosen` lets through."""
    query = select(_C.id).join(STANDING, STANDING.c.row == _C.row)
    return query.where(*conditions(chosen, backend)).order_by(_C.id)


def discussed() -> Select[Any]:
    """Ids of claims that are decided on and may wait all the same: somebody was asked to look, several said something, or somebody withdrew."""
    several = select(_R.claim).group_by(_R.claim).having(func.count(_R.reviewer.distinct()) > 1)
    return (
        select(_R.claim)
        .where(_R.decision.in_(("assign", "withdraw")) | _R.claim.in_(several))
        .distinct()
        .order_by(_R.claim)
    )


def read_versions(connection: Connection) -> Iterator[ReadVersion]:
    """The versions that the reader wrote of all claims that persons decided on."""
    decided = select(_R.claim).where(_R.decision.in_(DECIDING))
    query = (
        select(
            _C.id, _C.version, _C.family, _C.predicate, READINGS.c.language, CODERS.c.reader, CODERS.c.version
        )
        .join_from(CLAIMS, READINGS, READINGS.c.row == _C.reading)
        .join(CODERS, CODERS.c.row == _C.coder)
        .where(_C.id.in_(decided), _C.review.is_(None))
        .order_by(_C.id, _C.version)
    )
    for claim, version, family, predicate, language, reader, its_version in connection.execute(query):
        yield ReadVersion(claim, version, family, predicate, language, f"{reader} {its_version}")
