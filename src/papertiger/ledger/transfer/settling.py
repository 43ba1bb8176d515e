"""Which version of a claim stands after two ledgers became one: what a person decided, else what was read last.

The same in both directions: it follows from the versions and decisions that both ledgers then have, not from which came first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, func, select

from papertiger.ledger import rows
from papertiger.ledger.adding import put_chains
from papertiger.ledger.reviewing import DECIDING, Review, content_of, state_of
from papertiger.ledger.reviewing.consequences import Case, parts_of, right_of
from papertiger.ledger.reviewing.decisions import moment
from papertiger.ledger.reviewing.standing import in_time
from papertiger.ledger.reviews import case_of, reviews
from papertiger.ledger.schema import CLAIMS, READINGS, REVIEWS, STANDING
from papertiger.ledger.transfer.versions import in_order, stored_version
from papertiger.ledger.writing import Entry, Maker, Pen
from papertiger.readers.reading import ReadClaim
from papertiger.records import ClaimRecord, Explanation

MERGED: Final = "merged"
BATCH: Final = 200
"""Claims settled in one entry."""

Key = tuple[str, int]
"""Claim and version."""


def settle(pen: Pen, discussed: Collection[str]) -> int:
    """Let exactly one version of every claim stand that several stand of, and what was decided of those in `discussed`.

    Returns:
        How many claims changed.
    """
    changed = 0
    with pen.backend.engine.connect() as connection:
        waiting = sorted({*_several(connection), *discussed})
    for start in range(0, len(waiting), BATCH):
        with pen.entry(Maker("import")) as entry:
            pen.backend.alone(entry.connection, "review")
            changed += sum(_settle(entry, claim) for claim in waiting[start : start + BATCH])
    with pen.entry(Maker("import")) as entry:
        pen.backend.alone(entry.connection, "review")
        changed += sum(_same(entry, claims) for claims in _doubled(entry.connection))
    return changed


def _several(connection: Connection) -> Sequence[str]:
    """Claims of which several versions stand."""
    query = select(CLAIMS.c.id).join(STANDING, STANDING.c.row == CLAIMS.c.row).group_by(CLAIMS.c.id)
    return connection.execute(query.having(func.count() > 1)).scalars().all()


def standing_of(connection: Connection, claim: str) -> dict[int, tuple[str, str]]:
    """Versions of a claim that stand → when they were read and by which reading."""
    query = (
        select(CLAIMS.c.version, READINGS.c.at, READINGS.c.id)
        .join(STANDING, STANDING.c.row == CLAIMS.c.row)
        .join(READINGS, READINGS.c.row == CLAIMS.c.reading)
        .where(CLAIMS.c.id == claim)
    )
    return {row.version: (in_order(row.at), row.id) for row in connection.execute(query)}


def _settle(entry: Entry, claim: str) -> bool:
    case = case_of(entry.connection, claim)
    if case is None:
        return False  # decided on in a part of a ledger that does not hold it
    stands = standing_of(entry.connection, claim)
    decision = state_of(case.reviews).decision
    done = _split_parts(entry, case, decision)
    if (split := _split_of(entry.connection, claim, case)) is not None:
        since, fits = split
        said = [moment(one) for one in case.reviews if one.decision in DECIDING | {"withdraw"}]
        if not said or max(said) <= since:
            # Nobody said anything on the part since the split came to stand or fell: it goes with the split.
            follows = _best(case, stands) if fits is not None else None
            if fits is not None and follows is None:
                follows = _put_part(entry, claim, case, fits)
            return _let_fall(entry, claim, stands, follows, None) or not stands or done
    if decision is None:
        return _let_fall(entry, claim, stands, _best(case, stands), None) or done
    right = right_of(decision, case)
    if right is None:
        follows = None
        if decision.decision == "merge":
            keep = standing_of(entry.connection, decision.into[0])
            follows = (decision.into[0], max(keep)) if keep else None
        return _let_fall(entry, claim, stands, follows, decision.id) or done
    wanted = content_of(right)
    fitting = {n: when for n, when in stands.items() if content_of(case.versions[n]) == wanted}
    best = _best(case, fitting) or _put(entry, right, case, decision)
    return _let_fall(entry, claim, stands, best, decision.id) or not fitting or done


def _best(case: Case, stands: dict[int, tuple[str, str]]) -> Key | None:
    """A version that a person made before others, then the one read last; of those that say the same, the lowest number."""
    if not stands:
        return None
    claim = next(iter(case.versions.values())).id

    def order(number: int) -> tuple[bool, tuple[str, str], str]:
        return number in case.made, stands[number], content_of(case.versions[number])

    top = max(order(number) for number in stands)
    return claim, min(number for number in stands if order(number) == top)


def _let_fall(
    entry: Entry, claim: str, stands: Collection[int], follows: Key | None, review: str | None
) -> bool:
    fallen = [number for number in sorted(stands) if (claim, number) != follows]
    by = list(follows) if follows is not None else None
    entry.put_all(
        "superseded",
        [{"claim": [claim, number], "by": by, "review": review, "why": MERGED} for number in fallen],
    )
    return bool(fallen)


def _put(entry: Entry, right: ClaimRecord, case: Case, decision: Review) -> Key:
    """Store what a decision holds to be right as a version of its own."""
    same = [number for number, one in case.versions.items() if content_of(one) == content_of(right)]
    base = (right.id, min(same)) if same else (decision.claim, decision.version)
    return _put_version(entry, right, base, max(case.versions, default=0) + 1, decision)


def _put_version(entry: Entry, record: ClaimRecord, base: Key, number: int, decision: Review) -> Key:
    about = stored_version(entry.connection, *base)
    why: Sequence[Explanation] = about.explanation
    put_chains(entry, [record.attribution])
    fields = rows.claim_row(
        ReadClaim(record, tuple(why)), about.article, about.reading, version=number, review=decision.id
    )
    entry.put("claims", fields)
    return record.id, number


def _split_parts(entry: Entry, case: Case, decision: Review | None) -> bool:
    """Settle the parts of all splits of a claim, and make those that the standing one lacks."""
    done = False
    for part in sorted({part for one in case.reviews if one.decision == "split" for part in one.into}):
        if case_of(entry.connection, part) is not None:
            done = _settle(entry, part) or done
        elif decision is not None and part in decision.into and decision.decision == "split":
            _put_part(entry, part, None, decision)
            done = True
    return done


def _put_part(entry: Entry, part: str, own: Case | None, split: Review) -> Key | None:
    """Store what a split makes of one part as a version of its own."""
    whole = case_of(entry.connection, split.claim)
    if whole is None:
        return None
    number = max(own.versions, default=0) + 1 if own is not None else 1
    base = (split.claim, split.version)
    return _put_version(entry, parts_of(split, whole)[part], base, number, split)


def _split_of(connection: Connection, claim: str, case: Case) -> tuple[datetime, Review | None] | None:
    """For a part of a split: since when the split stands or does not, and the split where it stands. None for other claims."""
    query = select(REVIEWS.c.claim).where(
        REVIEWS.c.id.in_(case.made.values()), REVIEWS.c.decision == "split", REVIEWS.c.claim != claim
    )
    whole = connection.execute(query.limit(1)).scalar()
    if whole is None:
        return None
    known = in_time(reviews(connection, [whole]))
    since, stands = moment(known[0]), None
    for number, review in enumerate(known, start=1):
        decision = state_of(known[:number]).decision
        now = (
            decision
            if decision is not None and claim in decision.into and decision.decision == "split"
            else None
        )
        if (now is None) != (stands is None):
            since = moment(review)
        stands = now
    return since, stands


# ---------------------------------------------------------------- one statement under two ids


def _doubled(connection: Connection) -> Iterator[list[str]]:
    """Standing claims of one article that say the same, where several readings read it.

    A claim that is read again keeps its id; where the later reading was the first one in another ledger, the claim has another id there.
    """
    again = select(READINGS.c.article).group_by(READINGS.c.article).having(func.count() > 1).scalar_subquery()
    s = STANDING.c
    same = (
        s.article,
        s.start,
        s.family,
        s.predicate,
        s.subject,
        s.object,
        s.domain,
        s.polarity,
        s.modality,
        s.chain,
    )
    groups = select(*same).where(s.article.in_(again)).group_by(*same).having(func.count() > 1)
    for group in connection.execute(groups).all():
        conditions = [column.is_not_distinct_from(value) for column, value in zip(same, group, strict=True)]
        query = (
            select(CLAIMS.c.id).join(STANDING, s.row == CLAIMS.c.row).where(*conditions).order_by(CLAIMS.c.id)
        )
        yield list(connection.execute(query).scalars())


def _same(entry: Entry, claims: Sequence[str]) -> bool:
    """Let the claim stand that was read first, of those that say the same and that nobody decided on."""
    cases = [
        case for claim in dict.fromkeys(claims) if (case := case_of(entry.connection, claim)) is not None
    ]
    groups: dict[str, list[Case]] = {}
    for case in cases:
        if case.stands is not None and not case.made:
            groups.setdefault(content_of(case.versions[case.stands]), []).append(case)
    done = False
    for group in groups.values():
        decided = [case for case in group if state_of(case.reviews).decision is not None]
        left = [case for case in group if case not in decided]
        keep = decided[0] if decided else min(left, key=lambda case: _first_read(entry.connection, case))
        for case in left:
            if case is not keep and case.stands is not None:
                follows = (_id(keep), keep.stands or 0)
                done = _let_fall(entry, _id(case), [case.stands], follows, None) or done
    return done


def _id(case: Case) -> str:
    return next(iter(case.versions.values())).id


def _first_read(connection: Connection, case: Case) -> tuple[str, str]:
    query = select(READINGS.c.at).join(CLAIMS, CLAIMS.c.reading == READINGS.c.row)
    found = connection.execute(query.where(CLAIMS.c.id == _id(case))).scalars()
    return min(map(in_order, found)), _id(case)
