"""What persons decide by a workbench: about claims, and about how far sources are to be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import get_args
from uuid import uuid4

from papertiger.errors import OutdatedError, ReviewError
from papertiger.ledger import ClaimFilter
from papertiger.ledger.browsing import PAGE, ReviewPage
from papertiger.ledger.desk import LedgerDesk
from papertiger.ledger.reviewing import (
    Agreements,
    Decision,
    Precision,
    Waiting,
    agreements,
    drawn,
    precision_of,
)
from papertiger.ledger.reviewing.desk import Item
from papertiger.ledger.reviewing.entering import drafted
from papertiger.records import ClaimRecord, Credibility, Reliability
from papertiger.sourcing.grading import Judgement
from papertiger.workbench.grading import named
from papertiger.workbench.values import Graded
from papertiger.workbench.verbs.bench import Bench


class Reviewing(Bench):
    """Methods by which persons decide. Decisions are added to the ledger and never change one another."""

    def review_queue(
        self,
        by: str,
        chosen: ClaimFilter = ClaimFilter(),  # noqa: B008 - frozen
    ) -> list[tuple[ClaimRecord, Waiting]]:
        """What waits for a reviewer, first things first: made from the newest claims that nobody has decided on, and what is contested."""
        return LedgerDesk(self.reading, by, chosen).queue()

    def review_item(self, claim: str) -> Item:
        """One claim as a reviewer sees it, with all that was decided on it; raises LedgerError when there is none or several."""
        return LedgerDesk(self.reading, "").item(claim)

    def decide(
        self,
        claim: str,
        decision: Decision,
        words: Sequence[str] = (),
        *,
        by: str,
        why: str = "",
        version: int | None = None,
    ) -> Item:
        """Take a decision on a claim.

        Args:
            claim: its id, or a beginning that only one has.
            decision: accept, reject, correct, split, merge, withdraw, comment or assign.
            words: ``FIELD=VALUE`` for correct; parts with ``|`` between them for split; the claim that stays for merge; who shall look
                for assign (see `papertiger.ledger.reviewing.entering`).
            by: the reviewer.
            why: the reason; reject and comment need one.
            version: of the claim, as the reviewer saw it; None for the one that stands now.

        Returns:
            The claim after it.

        Raises:
            LedgerError: there is no such claim. ReviewError: the decision is not whole, or cannot be taken on this claim, or the
            claim has another version by now.
        """
        if decision not in get_args(Decision):
            raise ReviewError(
                "decision", decision, f"is no decision; there are: {', '.join(get_args(Decision))}"
            )
        with self._writing() as ledger:
            desk = LedgerDesk(ledger, by)
            item = desk.item(claim)
            if version is not None and version != item.version:
                raise OutdatedError(
                    "version",
                    version,
                    f"is not the one that stands, which is {item.version}; look at that first",
                )
            review = drafted(
                decision,
                item.record,
                words,
                version=item.version,
                by=by,
                at=now(),
                identity=uuid4().hex,
                why=why,
                find=lambda prefix: desk.item(prefix).record,
            )
            desk.decide(review)
            return desk.item(item.record.id)

    def undo(self, claim: str, *, by: str) -> Item:
        """Take back a reviewer's last decision on a claim; the one before it counts again.

        Raises:
            LedgerError: there is no such claim. ReviewError: the reviewer has decided nothing on it.
        """
        item = self.review_item(claim)
        if by not in item.standing.last:
            raise ReviewError("claim", item.record.id, f"has no decision of {by} to take back")
        return self.decide(item.record.id, "withdraw", by=by)

    def reviews(self, after: int | None = None, limit: int = PAGE, by: str | None = None) -> ReviewPage:
        """One page of what persons decided and noted, the last stored first; see `Ledger.reviews_page`."""
        return self.reading.reviews_page(after, limit, by)

    def review_figures(self) -> tuple[Precision, Agreements]:
        """How often the reader is right, by what persons decided, and how far reviewers agree."""
        reviews, read = self._unhurried.reviews(), self._unhurried.read_versions()
        return precision_of(reviews, read, drawn(reviews)), agreements(reviews)

    def grade(
        self,
        of: str,
        *,
        by: str,
        why: str,
        reliability: Reliability | None = None,
        credibility: Credibility | None = None,
    ) -> Judgement:
        """Give a claim or a source its Admiralty grade, which stands above the defaults.

        Args:
            of: claim by id; outlet or speaker by actor id or by name as printed.
            by: who grades.
            why: the reason.
            reliability: of the source, A to F.
            credibility: of a claim, 1 to 6.

        Raises:
            LedgerError: there is no such claim. ReviewError: nobody grades, without a reason, nothing, or a source's credibility.
        """
        target, _ = named(self.reading, of)
        if not by.strip() or not why.strip():
            raise ReviewError("grade", of, "needs a person and a reason")
        if reliability is None and credibility is None:
            raise ReviewError("grade", of, "needs reliability or credibility")
        if credibility and not target.startswith("claim:"):
            raise ReviewError(
                "credibility",
                credibility,
                "belongs to a claim, reliability to a source; name a claim by its id",
            )
        with self._writing() as ledger:
            return ledger.judge(target, by, why, reliability=reliability, credibility=credibility)

    def graded(self, of: str) -> Graded:
        """What persons judged of a claim or a source."""
        target, _ = named(self.reading, of)
        return Graded(target, self.reading.judgements(target))


def now() -> str:
    """The moment, ISO 8601 in UTC, to the microsecond."""
    return f"{datetime.now(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"
