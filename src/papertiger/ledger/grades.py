"""Grades in a ledger: what persons judged, and what other origins say of the same."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy import ColumnElement, Connection, select, tuple_

from papertiger.ledger.lines import Fields
from papertiger.ledger.queries import within
from papertiger.ledger.schema import GRADES, STANDING
from papertiger.news.article import day_of
from papertiger.records import ClaimRecord
from papertiger.sourcing.grading import Judged, Judgement

WITHIN_DAYS = 30
"""Days around a claim within which another may speak of the same; lineage looks as far."""
EACH: Final = 100
"""Claims on each side that are looked at for agreement and dispute: of a war there may be tens of thousands in a month."""
Said = tuple[str, bool]
"""Origin of a claim, and whether it is affirmed."""


def grade_row(one: Judgement) -> Fields:
    """The row of table ``grades``."""
    return {
        "id": str(uuid.uuid4()),
        "target": one.target,
        "reliability": one.reliability,
        "credibility": one.credibility,
        "graded_by": one.by,
        "why": one.why,
        "graded_at": one.at,
    }


def judgements(connection: Connection, target: str | None = None) -> Iterator[Judgement]:
    """All judgements, or those of one target, the oldest first."""
    g = GRADES.c
    query = select(g.target, g.reliability, g.credibility, g.graded_by, g.why, g.graded_at)
    if target is not None:
        query = query.where(g.target == target)
    for row in connection.execute(query.order_by(g.graded_at, g.id)):
        yield Judgement(*row)


def latest(found: Iterable[Judgement]) -> dict[Judged, Judgement]:
    """Target and column → the last judgement of it, of judgements with the oldest first."""
    newest: dict[Judged, Judgement] = {}
    for one in found:
        if one.reliability is not None:
            newest[one.target, "reliability"] = one
        if one.credibility is not None:
            newest[one.target, "credibility"] = one
    return newest


def alike(
    connection: Connection, record: ClaimRecord, counted: Sequence[ColumnElement[bool]]
) -> Iterator[int]:
    """Rows of claims that stand, of the same predicate and domain between the same states (or actors, where they have none), published within `WITHIN_DAYS`.

    Up to `EACH` that affirm it and as many that do not: whoever says the same or the opposite is looked for, not how many do.
    `counted` is what `proven.only_counted` gives: what only a language model read confirms nothing, and disputes nothing.
    Nothing of an undated claim: years apart the same words tell of another delivery.
    """
    day = day_of(record.article.published)
    if day is None:
        return
    s = STANDING.c
    first, last = (day + timedelta(days=days) for days in (-WITHIN_DAYS, WITHIN_DAYS))
    same = [
        within(s.published, f"{first}", f"{last}T99"),  # a date sorts before its hours
        s.predicate == record.predicate,
        s.domain == record.domain,
        s.subject_state.is_not_distinct_from(record.subject_state or record.subject),
        s.object_state.is_not_distinct_from(record.object_state or record.object),
    ]
    for said in (_YES, _NO):
        one_side = select(s.row).where(*same, tuple_(s.modality, s.polarity).in_(said), *counted)
        ordered = one_side.order_by(s.published, s.article, s.start, s.row).limit(EACH)
        yield from connection.execute(ordered).scalars()


_YES: Final = (("asserted", "affirmed"), ("denied", "negated"))
_NO: Final = (("asserted", "negated"), ("denied", "affirmed"))
"""Modality and polarity of what says that it is so, and that it is not; see `affirms`."""


def about(record: ClaimRecord) -> tuple[str | None, ...]:
    """What claims have in common that `alike` finds together."""
    one, other = record.subject_state or record.subject, record.object_state or record.object
    return record.predicate, record.domain, one, other, (record.article.published or "")[:10]


def affirms(record: ClaimRecord) -> bool | None:
    """Whether a claim says that it is so; None where it leaves that open."""
    if record.modality not in {"asserted", "denied"}:
        return None
    return (record.polarity == "affirmed") != (record.modality == "denied")


def said(records: Iterable[ClaimRecord]) -> frozenset[Said]:
    """Who (by origin) says yes and who no."""
    return frozenset(
        (record.origin or record.article.sha256, yes)
        for record in records
        if (yes := affirms(record)) is not None
    )


def others(record: ClaimRecord, told: frozenset[Said]) -> tuple[bool, bool]:
    """Whether another origin than the claim's says the same, and whether one says the opposite."""
    yes = affirms(record)
    if yes is None:
        return False, False
    own = record.origin or record.article.sha256
    return any(o != own and y == yes for o, y in told), any(o != own and y != yes for o, y in told)
