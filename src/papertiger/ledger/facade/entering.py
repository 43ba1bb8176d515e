"""What enters a ledger: readings, refusals, families, grades, decisions."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from papertiger.ledger import (
    adding,
    deciding,
    grades,
    lineage,
    rereading,
    rows,
)
from papertiger.ledger.backends import as_ledger_error
from papertiger.ledger.facade.opened import Opened
from papertiger.ledger.rereading import Difference
from papertiger.ledger.reviewing import Review
from papertiger.ledger.writing import Maker
from papertiger.news.refusal import Refusal
from papertiger.readers.reading import Reading
from papertiger.records import Credibility, Reliability
from papertiger.sourcing.grading import Judgement


class Entering(Opened):
    """Methods that add to a ledger."""

    def add(self, reading: Reading) -> bool:
        """Store an article and all its claims, or nothing.

        Returns:
            False when the article was there already, however it came there; its claims then stay as they are.

        Raises:
            QuoteError: a quote is not an exact substring of the frozen text.
            LedgerError: the reading breaks another rule (see `rows.check`), or a claim id belongs to another article.
        """
        rows.check(reading)
        return bool(self._writing(lambda: adding.add(self._pen, reading), reading))

    def add_all(self, readings: Sequence[Reading]) -> int:
        """Store several articles in one transaction, which a bulk load is faster with; how many of them were new."""
        return len(self.add_new(readings))

    def add_new(self, readings: Sequence[Reading]) -> frozenset[str]:
        """As `add_all`; the keys of those articles that were new. Of several with one key the first is stored."""
        for reading in readings:
            rows.check(reading)
        return frozenset(self._writing(lambda: adding.add_all(self._pen, readings), *readings))

    def taken(self, paths: Collection[str]) -> dict[str, frozenset[str]]:
        """Of `paths` (``FILE#ROW``), those that articles of the ledger came from, and the SHA-256 of the bytes that they had."""
        with self._reading() as connection:
            return adding.taken(connection, sorted(paths))

    def reread(self, reading: Reading) -> tuple[Difference, ...]:
        """Store another reading of an article that is there: its claims get a new version each, under the ids that they have.

        Returns:
            What became of every claim; nothing when the last reading was by the same reader, version and configuration.

        Raises:
            QuoteError, LedgerError: as for `add`; the article is not in the ledger.
        """
        rows.check(reading)
        found: tuple[Difference, ...] = self._writing(lambda: rereading.reread(self._pen, reading), reading)
        return found

    def refused(self, refusals: Sequence[Refusal]) -> None:
        """Store that inputs were looked at and could not be read, so that coverage knows of them."""
        with as_ledger_error(self.place), self._pen.entry(Maker("read")) as entry:
            at = self._pen.now("microseconds")
            entry.ensure("fetches", [rows.refusal_row(one, at) for one in refusals])

    def join(self, make: lineage.Making) -> int:
        """Give every article that has none yet its place among the families; how many those were.

        Args:
            make: makes the fingerprint of an article that was stored without one.
        """
        with as_ledger_error(self.place):
            return lineage.join_all(self._pen, make)

    def judge(
        self,
        target: str,
        by: str,
        why: str,
        *,
        reliability: Reliability | None = None,
        credibility: Credibility | None = None,
    ) -> Judgement:
        """Store a person's grade of a source or a claim; earlier grades stay in the ledger.

        Args:
            target: what is graded, see `papertiger.sourcing.grading.Judgement`.
            by: who grades.
            why: the reason.
            reliability: of the source, A to F.
            credibility: of the claim, 1 to 6.
        """
        one = Judgement(target, reliability, credibility, by, why, self._pen.now("microseconds"))
        with as_ledger_error(self.place), self._pen.entry(Maker("grade", person=by)) as entry:
            entry.put("grades", grades.grade_row(one))
        return one

    def decide(self, *decisions: Review) -> None:
        """Store decisions of one person on claims, and what they do to them, all or none.

        Raises:
            LedgerError: there is no such claim.
            ReviewError: a decision cannot be taken on what the claim says.
        """
        with as_ledger_error(self.place):
            deciding.decide(self._pen, decisions)
