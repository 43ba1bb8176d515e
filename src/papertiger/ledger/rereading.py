"""An article read again: its claims get a new version each, under the ids that they have.

The new reading is matched to what was read before (`reviewing.match`). What persons decided stands above the machine: a claim
that somebody accepted, corrected or rejected keeps what was decided, and the new version is stored beside it as read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, func, select

from papertiger.errors import LedgerError
from papertiger.ledger import records, rows
from papertiger.ledger.adding import put_coders, put_parts
from papertiger.ledger.queries import RECORD
from papertiger.ledger.reviewing import changed, match, state_of
from papertiger.ledger.reviews import reviews
from papertiger.ledger.schema import ARTICLES, CLAIMS, CODERS, READINGS, STANDING
from papertiger.ledger.writing import Entry, Maker, Pen
from papertiger.readers.reading import ReadClaim, Reading
from papertiger.records import ClaimRecord

Fate = Literal["same", "changed", "fresh", "gone"]


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one claim between two readings of its article."""

    fate: Fate
    """same; changed; fresh: only the later reading makes it; gone: only the earlier one did."""
    claim: str
    old: ClaimRecord | None
    new: ClaimRecord | None
    fields: dict[str, tuple[Any, Any]]
    """Field → (was, is)."""
    decided: str | None = None
    """The decision of a person that stands, which the reading does not touch."""

    @property
    def record(self) -> ClaimRecord:
        """The claim as the later reading has it, else as the earlier one had it."""
        found = self.new or self.old
        if found is None:
            raise ValueError(f"claim {self.claim} is in neither reading")
        return found


@dataclass(frozen=True, slots=True)
class _Known:
    """A claim of the article, as it was before."""

    read: ClaimRecord
    """The last version that a reader made, or the first one where a person made them all."""
    last: int
    """Number of the last version."""
    stands: int | None
    """Number of the version that stands, if one does."""


def reread(pen: Pen, reading: Reading) -> tuple[Difference, ...]:
    """Store another reading of an article that is in the ledger, in one entry.

    Args:
        pen: writes to the ledger.
        reading: as `rows.check` lets it through.

    Returns:
        What became of every claim; nothing when the last reading was by the same reader, version and configuration.

    Raises:
        LedgerError: the article is not in the ledger.
    """
    key = reading.article.key
    with pen.entry(Maker("reread", config=reading.coder.config)) as entry:
        # What persons decide meanwhile must not be overlooked.
        pen.backend.alone(entry.connection, "review")
        article = entry.find("articles", key)
        if article is None:
            raise LedgerError(f"no article {key!r} in {pen.backend.place}; `papertiger read` adds it")
        number, coder = last_reading(entry.connection, article)
        if coder == rows.coder_id(reading.coder):
            return ()
        again = _times(entry.connection, article, rows.coder_id(reading.coder)) + 1
        row = rows.reading_row(reading, number + 1, pen.now(), again=again)
        known = _known(entry.connection, article)
        found = tuple(_differences(entry.connection, known, reading))
        put_coders(entry, [reading])
        entry.put("readings", row)
        put_parts(entry, [reading])
        why = {claim.record.id: claim.explanation for claim in reading.claims}
        _store(entry, found, known, why, (key, row["id"]))
    return found


def compare(connection: Connection, reading: Reading) -> tuple[Difference, ...]:
    """What `reread` would do, without doing it."""
    article = connection.execute(
        select(ARTICLES.c.row).where(ARTICLES.c.key == reading.article.key)
    ).scalar_one()
    return tuple(_differences(connection, _known(connection, article), reading))


def last_reading(connection: Connection, article: int) -> tuple[int, str]:
    """Number of the article's last reading, and id of what read it."""
    query = select(READINGS.c.number, CODERS.c.id).join(CODERS, CODERS.c.row == READINGS.c.coder)
    found = connection.execute(
        query.where(READINGS.c.article == article).order_by(READINGS.c.number.desc()).limit(1)
    ).one()
    return found.number, found.id


def _times(connection: Connection, article: int, coder: str) -> int:
    """How often a coder has read an article."""
    query = select(func.count()).join_from(READINGS, CODERS, CODERS.c.row == READINGS.c.coder)
    return connection.execute(query.where(READINGS.c.article == article, CODERS.c.id == coder)).scalar_one()


def _known(connection: Connection, article: int) -> dict[str, _Known]:
    """Every claim of the article, by id."""
    stands = select(STANDING.c.row).where(STANDING.c.row == CLAIMS.c.row).exists().label("stands")
    query = (
        RECORD.add_columns(stands).where(CLAIMS.c.article == article).order_by(CLAIMS.c.id, CLAIMS.c.version)
    )
    found = connection.execute(query).mappings().all()
    versions: dict[str, list[tuple[Any, ClaimRecord]]] = {}
    for row, record in zip(found, records.assemble(connection, found, {}), strict=True):
        versions.setdefault(row["id"], []).append((row, record))
    return {claim: _as_known(of) for claim, of in versions.items()}


def _as_known(versions: Sequence[tuple[Any, ClaimRecord]]) -> _Known:
    read = [record for row, record in versions if row["review"] is None]
    stands = [row["version"] for row, _ in versions if row["stands"]]
    return _Known(
        read[-1] if read else versions[0][1], versions[-1][0]["version"], stands[0] if stands else None
    )


def _differences(connection: Connection, known: dict[str, _Known], reading: Reading) -> Iterator[Difference]:
    decided = _decided(connection, list(known))
    old = [of.read.model_copy(update={"review": None}) for of in known.values()]
    found = match(old, [claim.record for claim in reading.claims])
    for was, now in found.pairs:
        fields = changed(was, now)
        fate: Fate = "changed" if fields else "same"
        yield Difference(fate, was.id, was, now, fields, decided.get(was.id))
    for was in found.gone:
        if known[was.id].stands is not None:
            yield Difference("gone", was.id, was, None, {}, decided.get(was.id))
    for now in found.fresh:
        yield Difference("fresh", now.id, None, now, {})


def _decided(connection: Connection, claims: Sequence[str]) -> dict[str, str]:
    """Claim → id of the decision that stands on it, of those that have one."""
    by_claim: dict[str, list[Any]] = {}
    for review in reviews(connection, claims):
        by_claim.setdefault(review.claim, []).append(review)
    standing = {claim: state_of(of).decision for claim, of in by_claim.items()}
    parts = {
        part: one.id
        for one in standing.values()
        if one is not None and one.decision == "split"
        for part in one.into
    }
    return parts | {claim: one.id for claim, one in standing.items() if one is not None}


def _store(
    entry: Entry,
    found: Sequence[Difference],
    known: dict[str, _Known],
    why: dict[str, Any],
    of: tuple[str, str],
) -> None:
    """Put the new versions, and let fall what they take the place of."""
    new: list[dict[str, Any]] = []
    fallen: list[dict[str, Any]] = []
    for one in found:
        before = known.get(one.claim)
        stood = [one.claim, before.stands] if before is not None and before.stands is not None else None
        if one.new is None:
            if one.decided is None:
                fallen.append({"claim": stood, "why": "gone"})
            continue
        version = before.last + 1 if before is not None else 1
        record = one.new.model_copy(update={"id": one.claim})
        new.append(rows.claim_row(ReadClaim(record, why[one.new.id]), *of, version=version))
        made = [one.claim, version]
        if one.decided is not None:
            fallen.append({"claim": made, "by": stood, "review": one.decided, "why": "reviewed"})
        elif stood is not None:
            fallen.append({"claim": stood, "by": made, "why": "reread"})
    entry.put_all("claims", new)
    entry.put_all("superseded", fallen)


def since(connection: Connection, version: str | None) -> Iterator[tuple[str, tuple[Difference, ...]]]:
    """What changed between two stored readings of each article that has several, by its key; articles in order.

    Args:
        connection: to the ledger.
        version: of the reader that the earlier reading is by: the last such reading of an article counts; None: the last but one.
    """
    r = READINGS.c
    query = (
        select(r.row, r.article, r.number, CODERS.c.version, ARTICLES.c.key)
        .join(CODERS, CODERS.c.row == r.coder)
        .join(ARTICLES, ARTICLES.c.row == r.article)
        .where(r.article.in_(select(r.article).where(r.number > 1)))
        .order_by(r.article, r.number)
    )
    by_article: dict[tuple[int, str], list[Any]] = {}
    for row in connection.execute(query):
        by_article.setdefault((row.article, row.key), []).append(row)
    for (_, key), of in by_article.items():
        earlier = [one for one in of[:-1] if version in {None, one.version}]
        if earlier:
            yield key, tuple(_between(connection, earlier[-1].row, of[-1].row))


def _between(connection: Connection, one: int, other: int) -> Iterator[Difference]:
    old, new = (_of_reading(connection, reading) for reading in (one, other))
    decided = _decided(connection, [*old, *new])
    for claim in dict.fromkeys([*old, *new]):
        was, now = old.get(claim), new.get(claim)
        if was is None or now is None:
            yield Difference("fresh" if was is None else "gone", claim, was, now, {}, decided.get(claim))
        else:
            fields = changed(was, now)
            yield Difference("changed" if fields else "same", claim, was, now, fields, decided.get(claim))


def _of_reading(connection: Connection, reading: int) -> dict[str, ClaimRecord]:
    """The claims as one reading made them, in the order of the text."""
    query = RECORD.where(CLAIMS.c.reading == reading, CLAIMS.c.review.is_(None))
    found = connection.execute(query.order_by(CLAIMS.c.start, CLAIMS.c.row)).mappings().all()
    return {one.id: one for one in records.assemble(connection, found, {})}


def readers(connection: Connection) -> dict[tuple[str, str, str], int]:
    """Reader, version and configuration → how many articles were read by it last."""
    r, again = READINGS.c, READINGS.alias().c
    last = select(func.max(again.number)).where(again.article == r.article).scalar_subquery()
    query = (
        select(CODERS.c.reader, CODERS.c.version, CODERS.c.config, func.count())
        .join(CODERS, CODERS.c.row == r.coder)
        .where(r.number == last)
        .group_by(CODERS.c.reader, CODERS.c.version, CODERS.c.config)
    )
    return {(reader, version, config): count for reader, version, config, count in connection.execute(query)}
