"""The cases of a patron as cells: what the models of the honour rate take."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from papertiger.reliability.assessing.question import Question
from papertiger.reliability.assessing.settings import Settings
from papertiger.reliability.book import Book
from papertiger.reliability.cases import Amount, Outcomes, Report, Response
from papertiger.reliability.measuring import CATEGORIES, Cell, cell_loglik, outcome_of_share, settled_loglik
from papertiger.reliability.measuring.settings import CutOffs

AT_HAND = "amounts"
"""Origin of an outcome that follows from amounts which a person or a rule entered."""


@dataclass(frozen=True)
class Measured:
    """A patron's responses, measured as of a day."""

    book: Book
    as_of: str
    """ISO 8601 day: windows that are open then are pending."""
    settings: Settings
    cut_offs: CutOffs | None = None

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """Response id → its cell; responses whose test or commitment does not stand are left out."""
        return {one.id: cell for one in self.book.responses.values() if (cell := self.cell(one)) is not None}

    def cell(self, response: Response, reports: tuple[Report, ...] | None = None) -> Cell | None:
        """The cell of a response, or as it would be with other reports."""
        test = self.book.tests.get(response.test)
        commitment = self.book.commitments.get(test.commitment) if test else None
        if test is None or commitment is None:
            return None
        reports = response.reports if reports is None else reports
        loglik, origins = self._loglik(response, reports)
        return Cell(
            response=response.id,
            test=test.id,
            patron=test.patron,
            client=test.client,
            domain=response.domain,
            obligation=commitment.obligation,
            crisis=test.crisis,
            year=self._year(response),
            p_due=test.p_due,
            loglik=loglik,
            origins=origins,
            multilateral=commitment.multilateral,
            pending=self.pending(response, loglik),
            settled=response.settled is not None,
        )

    def _loglik(
        self, response: Response, reports: tuple[Report, ...]
    ) -> tuple[NDArray[np.float64], tuple[str, ...]]:
        if response.settled is not None:
            return settled_loglik(response.settled), tuple(sorted({r.origin for r in reports}))
        if (share := share_of(response)) is not None:
            outcome = outcome_of_share(share, late=bool(response.late), cut_offs=self.cut_offs)
            return settled_loglik(Outcomes(**{outcome: 1.0})), (AT_HAND,)
        return cell_loglik(reports, None, self.settings.measurement)

    def pending(self, response: Response, loglik: NDArray[np.float64]) -> bool:
        """Whether the window is open and what was due has not come in full yet."""
        latest = response.window.latest
        if response.settled is not None or latest is None or latest < self.as_of:
            return False
        return int(np.argmax(loglik)) != CATEGORIES.index("honoured") or bool(np.ptp(loglik) == 0)

    def _year(self, response: Response) -> int | None:
        test = self.book.tests[response.test]
        trigger = self.book.triggers.get(test.trigger)
        days = [response.window.earliest, trigger.onset.earliest if trigger else None]
        day = next((one for one in days if one), None) or (trigger.onset.latest if trigger else None)
        return int(day[:4]) if day else None

    def covered(self, question: Question) -> list[Cell]:
        """The cells that a question is about, by id of the response."""
        return [self.cells[key] for key in sorted(self.cells) if question.covers(self.cells[key])]


def share_of(response: Response) -> float | None:
    """Share of what was promised, else requested, that is known to have come; None where amounts do not tell."""
    wanted = response.promised or response.requested
    came = response.delivered
    if wanted is None or came is None:
        return None
    if _comparable(wanted, came):
        return min((came.quantity or 0.0) / (wanted.quantity or 1.0), 1.0)
    if came.ordinal is not None:
        return came.ordinal / 4
    return None


def _comparable(wanted: Amount, came: Amount) -> bool:
    return bool(wanted.quantity) and came.quantity is not None and wanted.unit == came.unit
