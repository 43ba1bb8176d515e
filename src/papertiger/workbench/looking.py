"""What a page shows of a patron's record: what it promised, what befell its clients, what came. Nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, Literal

from papertiger.ledger import Ledger
from papertiger.reliability.assessing import Answer, CaseLine, Question, assess, load_settings
from papertiger.reliability.book import Book
from papertiger.reliability.cases import Commitment, Test, Trigger
from papertiger.reliability.preparing import PROPOSING, prepare
from papertiger.report.names import actor_name

AT_ONCE: Final = 2_000
"""Claims of a patron from which its cases are made while somebody waits: about a second."""
LARGE: Final = 100_000
"""Claims of a whole ledger from which nothing is worked out while somebody waits, however few are a patron's: what befell its clients counts too."""
State = Literal["now", "untraced", "large"]
"""Made from all that the ledger holds; articles wait for their origins; too much to be made while somebody waits."""


@dataclass(frozen=True, slots=True)
class PatronRecord:
    """One patron's record."""

    patron: str
    state: State
    answer: Answer | None = None
    commitments: tuple[Commitment, ...] = ()
    tests: Mapping[str, Test] = field(default_factory=dict)
    triggers: Mapping[str, Trigger] = field(default_factory=dict)

    @property
    def cases(self) -> tuple[CaseLine, ...]:
        """What came, over all kinds of obligations."""
        groups = self.answer.groups if self.answer else ()
        return tuple(case for group in groups for case in group.cases)

    def of(self, client: str) -> PatronRecord:
        """The same of one client; the answer stays the patron's."""
        return PatronRecord(
            self.patron,
            self.state,
            self.answer,
            tuple(one for one in self.commitments if client in one.clients),
            {id_: one for id_, one in self.tests.items() if one.client == client},
            self.triggers,
        )


def record_of(ledger: Ledger, patron: str, claims: int) -> PatronRecord:
    """A patron's record as of today, where it can be had at once.

    Args:
        ledger: open to read.
        patron: actor id.
        claims: how many claims tie it to its clients. From `AT_ONCE` on, and in a `LARGE` ledger, the record is read only where the ledger keeps what it was
            made from (`papertiger assess` keeps it).
    """
    if ledger.unjoined():
        return PatronRecord(patron, "untraced")
    small = is_small(ledger, claims, AT_ONCE)
    if not small and not _prepared(ledger, patron):
        return PatronRecord(patron, "large")
    settings = load_settings()
    prepared = prepare(ledger, patron, settings, write=False)
    answer = assess(
        ledger,
        Question(patron),
        prepared,
        settings,
        name=actor_name(patron),
        as_of=f"{datetime.now(UTC):%Y-%m-%d}",
        whole=small,
        keep=False,
    )
    book = _book(ledger, prepared.made, answer, patron, whole=small)
    commitments = sorted(book.commitments.values(), key=lambda one: one.id)
    return PatronRecord(patron, "now", answer, tuple(commitments), book.tests, book.triggers)


def is_small(ledger: Ledger, claims: int, most: int) -> bool:
    """Whether what rests on so many claims can be worked out while somebody waits.

    Args:
        ledger: what they are in.
        claims: how many.
        most: up to how many, in a ledger that is not `LARGE`.
    """
    return claims <= most and ledger.counts().claims <= LARGE


def _prepared(ledger: Ledger, patron: str) -> bool:
    last = ledger.last_assessment(patron, PROPOSING)
    return last is not None and last.upto == ledger.evidence_upto()


def _book(ledger: Ledger, made: Book | None, answer: Answer, patron: str, *, whole: bool) -> Book:
    """All cases, or of a large record those that the answer tells of."""
    if made is not None:
        return made
    if whole:
        return Book.of(ledger.cases(patron))
    told = [case.response for group in answer.groups for case in group.cases]
    return Book.of(ledger.cases(responses=told)) if told else Book()
