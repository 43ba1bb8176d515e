"""Which claims figures may rest on: all but those that only a language model read, until a person accepted them.

A claim of the reader ``llm`` counts while a decision of a person stands that vouches for it: it was accepted or corrected, or it was
made by a split or filled in by a merger, and whoever decided so did not take it back. One condition says so, and every query that counts
claims has it. In a ledger without such claims it costs a look at the few coders, once a query.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, FromClause, and_, case, func, or_, select

from papertiger.ledger.asked import READERS
from papertiger.ledger.reviewing import DECIDING
from papertiger.ledger.schema import CLAIMS, CODERS, READINGS, REVIEWS, STANDING
from papertiger.records import MODEL_READER, ReviewMark

MARKS: Final = {"accept": "accepted", "correct": "corrected", "split": "split", "merge": "merged"}
"""Decision → what it makes of a claim that stands."""
_MONTH: Final = len("YYYY-MM")
_PLACES: Final = 400
"""Keys in one query."""


def only_counted(connection: Connection) -> tuple[ColumnElement[bool], ...]:
    """What rows of ``standing`` must meet so that figures may rest on them; nothing where no language model read anything by itself.

    Working the condition into a query takes milliseconds, which small questions asked many times would feel.
    """
    return (counts(),) if any_read(connection) else ()


@cache
def counts() -> ColumnElement[bool]:
    """Whether figures may rest on a row of ``standing``."""
    return or_(~_model_was_asked(), ~_model_only(STANDING.c.row))


@cache
def left_out() -> ColumnElement[bool]:
    """Whether only a language model read the claim of a row of ``standing``, and no person's decision vouches for it."""
    return and_(_model_was_asked(), _model_only(STANDING.c.row))


@cache
def read_by(reader: str) -> ColumnElement[bool]:
    """Whether the claim of a row of ``standing`` was read by `reader`, a key of `READERS`."""
    row = STANDING.c.row
    one = CLAIMS.alias("read_claim")
    of = select(one.c.row).where(one.c.row == row, one.c.coder.in_(_coders(READERS[reader], "read_coder")))
    return of.correlate_except(one).exists()


def _model_was_asked() -> ColumnElement[bool]:
    """Whether a language model read anything by itself; no row is looked at where it did not."""
    asked: ColumnElement[bool] = _coders(MODEL_READER, "model_known").exists()
    return asked


def _coders(reader: str, alias: str) -> Any:  # noqa: ANN401 - a subquery of rows
    coders = CODERS.alias(alias)
    return select(coders.c.row).where(coders.c.reader == reader).correlate(None)


def _model_only(row: ColumnElement[int]) -> ColumnElement[bool]:
    claim = CLAIMS.alias("model_claim")
    of = select(claim.c.row).where(
        claim.c.row == row, claim.c.coder.in_(_coders(MODEL_READER, "model_coder")), ~_vouched(claim)
    )
    return of.correlate_except(claim).exists()


def _vouched(claim: FromClause) -> ColumnElement[bool]:
    """Whether a person's decision that was not taken back is on the claim, or made one of its versions."""
    decision, version = REVIEWS.alias("vouching"), CLAIMS.alias("vouched")
    making = REVIEWS.alias("making")
    on_it = select(decision.c.row).where(
        decision.c.claim == claim.c.id, decision.c.decision.in_(MARKS), _kept(decision)
    )
    made = (
        select(version.c.row)
        .join(making, making.c.row == version.c.review)
        .where(version.c.id == claim.c.id, making.c.decision.in_(MARKS), _kept(making))
    )
    return or_(on_it.correlate_except(decision).exists(), made.correlate_except(version, making).exists())


def _kept(decision: FromClause) -> ColumnElement[bool]:
    """Whether the reviewer did not take a decision back: each withdrawal takes their last one that is left (`reviewing.standing.kept`)."""
    back, between = REVIEWS.alias("taking_back"), REVIEWS.alias("meanwhile")
    d, b, m = decision.c, back.c, between.c

    def after(one: Any, other: Any) -> ColumnElement[bool]:  # noqa: ANN401 - columns
        return or_(one.at > other.at, and_(one.at == other.at, one.row > other.row))

    step = case((m.decision == "withdraw", -1), (m.decision.in_(sorted(DECIDING)), 1), else_=0)
    left = (
        select(func.coalesce(func.sum(step), 0))
        .where(m.claim == d.claim, m.reviewer == d.reviewer, after(m, d), ~after(m, b))
        .correlate_except(between)
        .scalar_subquery()
    )
    taken = select(b.row).where(
        b.claim == d.claim, b.reviewer == d.reviewer, b.decision == "withdraw", after(b, d), left < 0
    )
    return ~taken.correlate_except(back).exists()


def made_by(connection: Connection, rows: Collection[int]) -> dict[int, ReviewMark]:
    """Row of a claim → the split or merger that made a version of it and was not taken back: it has no decision of its own."""
    found: dict[int, ReviewMark] = {}
    claim, version, making = CLAIMS.alias("claim"), CLAIMS.alias("version"), REVIEWS.alias("making")
    query = (
        select(claim.c.row, making.c.decision, making.c.reviewer, making.c.at)
        .join_from(claim, version, version.c.id == claim.c.id)
        .join(making, making.c.row == version.c.review)
        .where(making.c.decision.in_(("split", "merge")), _kept(making))
        .order_by(making.c.at, making.c.row)
    )
    wanted = sorted(rows)
    for start in range(0, len(wanted), _PLACES):
        some = query.where(claim.c.row.in_(wanted[start : start + _PLACES]))
        for row, decision, by, at in connection.execute(some):
            found[row] = ReviewMark.model_validate({"decision": MARKS[decision], "by": by, "at": at})
    return found


Sides = tuple[str, str]
"""States of subject and object; empty where there is none."""


@dataclass(frozen=True)
class LeftOut:
    """How many claims no figure rests on: only a language model read them, and no person accepted them."""

    numbers: Mapping[tuple[str, str, str, str, str, str], int] = field(default_factory=dict)
    """States of subject and object, predicate, domain, month of publication, family → claims that stand."""

    @cached_property
    def cells(self) -> Counter[tuple[str, str, str, str]]:
        """The same by states, predicate and domain."""
        return self._by(slice(0, 4))

    @cached_property
    def months(self) -> Counter[tuple[str, str, str]]:
        """The same by states and month."""
        found: Counter[tuple[str, str, str]] = Counter()
        for (subject, object_, _, _, month, _), number in self.numbers.items():
            found[subject, object_, month] += number
        return found

    @cached_property
    def pairs(self) -> Counter[Sides]:
        """The same by states."""
        return self._by(slice(0, 2))

    @cached_property
    def all(self) -> int:
        """How many there are."""
        return sum(self.numbers.values())

    def of(self, *states: str) -> int:
        """How many there are of one state, or between two; all without any."""
        asked = set(states)
        return sum(number for pair, number in self.pairs.items() if asked <= set(pair))

    def of_any(self, states: Collection[str]) -> int:
        """How many there are whose subject or object is one of some states."""
        return sum(number for pair, number in self.pairs.items() if not set(states).isdisjoint(pair))

    def _by(self, part: slice) -> Counter[Any]:
        found: Counter[Any] = Counter()
        for key, number in self.numbers.items():
            found[key[part]] += number
        return found


NONE_LEFT_OUT: Final = LeftOut()


def any_read(connection: Connection) -> bool:
    """Whether a language model read any claim of the ledger by itself."""
    return bool(
        connection.execute(select(CODERS.c.row).where(CODERS.c.reader == MODEL_READER).limit(1)).first()
    )


def all_left_out(connection: Connection) -> LeftOut:
    """What figures that the ledger keeps must be lessened by; counted from the readings that a model had a part in."""
    c, s = CLAIMS.c, STANDING.c
    known = connection.execute(select(CODERS.c.row, CODERS.c.reader)).all()
    models = [row for row, reader in known if reader == MODEL_READER]
    if not models:
        return NONE_LEFT_OUT
    reading = [row for row, reader in known if MODEL_READER in reader.split(",")]
    by = (
        func.coalesce(s.subject_state, ""),
        func.coalesce(s.object_state, ""),
        s.predicate,
        s.domain,
        func.substr(s.published, 1, _MONTH),
        s.family,
    )
    query = (
        select(*by, func.count())
        .join_from(CLAIMS, STANDING, s.row == c.row)
        .where(c.reading.in_(select(READINGS.c.row).where(READINGS.c.coder.in_(reading))))
        .where(c.coder.in_(models), ~_vouched(CLAIMS))
        .group_by(*by)
    )
    return LeftOut({tuple(row)[:-1]: row[-1] for row in connection.execute(query)})
