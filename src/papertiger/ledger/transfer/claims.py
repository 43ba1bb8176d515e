"""Claims that another reader made, as lines of claim records: they enter as a reading of articles that are in the ledger."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pydantic import ValidationError
from sqlalchemy import func, select

from papertiger.errors import LedgerError, PapertigerError
from papertiger.ledger import rows, values
from papertiger.ledger.adding import put_chains, put_coders
from papertiger.ledger.lines import Fields
from papertiger.ledger.log import outside
from papertiger.ledger.schema import ARTICLES, CLAIMS, CODERS, READINGS
from papertiger.ledger.transfer.blocks import Numbered
from papertiger.ledger.transfer.refusal import RefusedError
from papertiger.ledger.transfer.settling import settle
from papertiger.ledger.transfer.strict import parsed
from papertiger.ledger.transfer.taking import Taken
from papertiger.ledger.writing import Entry, Maker, Pen
from papertiger.news.article import article_key
from papertiger.readers.reading import ReadClaim, Reading
from papertiger.records import ClaimRecord, Coder
from papertiger.registry import names

MOST: Final = 500_000
"""Claims in one file; they are held in memory until their readings are whole."""
_CURE: Final = "import the ledger they are from: papertiger export --format ledger, or --format bundle"

_PARTS: Final = re.compile("[,+]")
"""Between the readers that made a reading or a claim together."""
_Reading = tuple[str, Coder]
"""Key of the article and what read it."""
_Placed = tuple[int, ClaimRecord]
"""Line and claim."""


def take_claims(pen: Pen, file: str, lines: Iterator[Numbered]) -> Taken:
    """Store claims by other readers than this program's own, an entry a reading.

    A claim whose article is not in the ledger is refused: its quote could not be checked.

    Args:
        pen: writes to the ledger.
        file: how messages call it.
        lines: one claim record each, with their numbers.
    """
    done = Taken()
    readings: dict[_Reading, list[_Placed]] = {}
    number = 0
    try:
        for at, text in lines:
            number += 1
            if number > MOST:
                raise RefusedError(file, at, f"more than {MOST:,} claims", cure="split the file")  # noqa: TRY301 - kept with the others
            try:
                record = _record(text)
            except LedgerError as error:
                done.refused.append(RefusedError(file, at, str(error), cure="this claim is left out"))
                continue
            about = record.article
            key = article_key(about.sha256, about.outlet, about.url)
            readings.setdefault((key, record.coder.model_copy(update={"frame": ""})), []).append((at, record))
    except RefusedError as error:
        done.refused.append(error)
    own = {name.partition(".")[0] for name in names("readers")}
    fresh: set[str] = set()
    for (key, coder), claims in readings.items():
        with pen.entry(Maker("import", config=coder.config)) as entry:
            pen.backend.alone(entry.connection, "review")
            # To the microsecond: what is coded anew within a second is later.
            fresh |= _Claims(entry, file, key, coder, own).take(claims, pen.now("microseconds"), done)
    if fresh:
        settle(pen, fresh)
    return done


def _record(text: str) -> ClaimRecord:
    try:
        return ClaimRecord.model_validate(parsed(text))
    except ValidationError as error:
        fault = error.errors(include_url=False, include_context=False)[0]
        raise LedgerError(f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}") from None


class _Claims:
    """The claims of one reading on their way into the ledger."""

    def __init__(self, entry: Entry, file: str, key: str, coder: Coder, own: set[str]) -> None:
        self._entry, self._file, self._key, self._coder, self._own = entry, file, key, coder, own

    def take(self, claims: Sequence[_Placed], now: str, done: Taken) -> set[str]:
        """Store those that are new; their ids."""
        connection = self._entry.connection
        row = connection.execute(select(ARTICLES).where(ARTICLES.c.key == self._key)).mappings().one_or_none()
        if row is None:
            self._refuse(
                claims, f"no article {self._key[:12]} in the ledger, so the quote cannot be checked", done
            )
            return set()
        article = values.article_value(row)
        there = self._there([one.id for _, one in claims])
        new: list[tuple[int, ClaimRecord, int]] = []
        for at, given in claims:
            about = rows.article_ref(article, given.article.language)
            record = given.model_copy(
                update={"article": about, "origin": None, "grade": None, "review": None, "version": 1}
            )
            reading = Reading(article, given.article.language, self._coder, (ReadClaim(record),), 0, 0)
            versions = there.get(record.id, [])
            try:
                rows.check(reading)
                if any(one["article"] != self._key for one in versions):
                    raise LedgerError(f"claim {record.id[:40]} belongs to another article")
            except PapertigerError as error:
                self._refuse([(at, record)], str(error), done)
                continue
            fields = self._row(record, 1, "")
            if any(_says(one) == _says(fields) for one in versions):
                done.known += 1
            elif not self._own.isdisjoint(_PARTS.split(self._coder.reader)):
                self._refuse(
                    [(at, record)], f"claims of the reader {self._coder.reader!r} are not taken so", done
                )
            else:
                number = max((one["version"] for one in versions), default=0) + 1
                new.append((at, record, number))
                there.setdefault(record.id, []).append({**fields, "version": number, "article": self._key})
        if new:
            self._store(new, article.key, now, done)
        return {record.id for _, record, _ in new}

    def _refuse(self, claims: Sequence[_Placed], problem: str, done: Taken) -> None:
        done.refused += [RefusedError(self._file, at, problem, cure=_CURE) for at, _ in claims]

    def _there(self, ids: Sequence[str]) -> dict[str, list[Fields]]:
        """Versions of claims that the ledger has, by id."""
        connection = self._entry.connection
        found: dict[str, list[Fields]] = {}
        for start in range(0, len(ids), 400):
            query = select(CLAIMS.c.row).where(CLAIMS.c.id.in_(ids[start : start + 400]))
            for one in outside(connection, "claims", connection.execute(query).scalars().all()).values():
                found.setdefault(one["id"], []).append(one)
        return found

    def _row(self, record: ClaimRecord, version: int, reading: str) -> Fields:
        return rows.claim_row(ReadClaim(record), self._key, reading, version=version)

    def _store(self, new: Sequence[tuple[int, ClaimRecord, int]], key: str, now: str, done: Taken) -> None:
        entry = self._entry
        language = new[0][1].article.language
        claims = tuple(ReadClaim(record) for _, record, _ in new)
        article = values.article_value(
            entry.connection.execute(select(ARTICLES).where(ARTICLES.c.key == key)).mappings().one()
        )
        reading = Reading(article, language, self._coder, claims, 0, 0)
        numbers, again = self._numbers()
        row = rows.reading_row(reading, numbers + 1, now, again=again + 1)
        put_coders(entry, [reading])
        entry.put("readings", row)
        put_chains(entry, [record.attribution for _, record, _ in new])
        entry.put_all("claims", [self._row(record, version, row["id"]) for _, record, version in new])
        done.entries += 1
        for table, number in (("readings", 1), ("claims", len(new))):
            done.rows[table] = done.rows.get(table, 0) + number

    def _numbers(self) -> tuple[int, int]:
        """The greatest number of a reading of the article, and how often this coder has read it."""
        connection, r = self._entry.connection, READINGS.c
        of = select(ARTICLES.c.row).where(ARTICLES.c.key == self._key).scalar_subquery()
        last = connection.execute(select(func.max(r.number)).where(r.article == of)).scalar() or 0
        by = select(func.count()).join_from(READINGS, CODERS, CODERS.c.row == r.coder)
        own = by.where(r.article == of, CODERS.c.id == rows.coder_id(self._coder))
        return last, connection.execute(own).scalar_one()


_LEFT_OUT: Final = frozenset({"version", "reading", "review", "explanation"})


def _says(fields: Fields) -> Fields:
    """What a version says, whoever made it in which reading."""
    return {name: value for name, value in fields.items() if name not in _LEFT_OUT and value is not None}
