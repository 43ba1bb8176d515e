"""The cases of a patron as cells: what the models of the honour rate take."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from papertiger.reliability.assessing.columns import is_pending, packed, unpacked
from papertiger.reliability.assessing.definitions import definitions
from papertiger.reliability.assessing.question import Question
from papertiger.reliability.assessing.settings import Settings
from papertiger.reliability.book import Book
from papertiger.reliability.cases import Amount, Outcomes, Report, Response
from papertiger.reliability.measuring import Cell, cell_loglik, outcome_of_share, settled_loglik
from papertiger.reliability.measuring.settings import CutOffs

AT_HAND = "amounts"
"""Origin of an outcome that follows from amounts which a person or a rule entered."""

Books = Callable[[Collection[str] | None], Book]
"""Responses, or None for all of the patron → a book that holds them and what they rest on."""


@dataclass(frozen=True)
class Measured:
    """A patron's responses, measured as of a day."""

    books: Books
    as_of: str
    """ISO 8601 day: windows that are open then are pending."""
    settings: Settings
    columns: Mapping[str, Any] | None = None
    """Cells as they were measured before, under the same settings; None to measure them now."""
    cut_offs: CutOffs | None = None
    given: Mapping[str, Cell] | None = None
    """Cells in place of those of the book, as where reports are left out; None for the book's."""

    @classmethod
    def of(cls, book: Book, as_of: str, settings: Settings) -> Measured:
        """The cases of a book, measured now."""
        return cls(lambda _: book, as_of, settings)

    @cached_property
    def book(self) -> Book:
        """All cases of the patron."""
        return self.books(None)

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """Response id → its cell; responses whose test or commitment does not stand are left out."""
        if self.given is not None:
            return dict(self.given)
        if self.columns is not None and self.cut_offs is None:
            return unpacked(self.columns, self.as_of)
        book = self.book
        found = ((one.id, self.cell(book, one)) for one in book.responses.values())
        return {id_: cell for id_, cell in found if cell is not None}

    @cached_property
    def amounts(self) -> frozenset[str]:
        """Responses whose outcome follows from amounts."""
        if self.columns is not None:
            return frozenset(self.columns["amounts"])
        return frozenset(one.id for one in self.book.responses.values() if share_of(one) is not None)

    def packed(self) -> dict[str, Any]:
        """The cells as `columns` takes them."""
        return packed(self.cells.values(), self.book.responses, self.amounts)

    def cell(self, book: Book, response: Response, reports: tuple[Report, ...] | None = None) -> Cell | None:
        """The cell of a response, or as it would be with other reports."""
        test = book.tests.get(response.test)
        commitment = book.commitments.get(test.commitment) if test else None
        if test is None or commitment is None:
            return None
        reports = response.reports if reports is None else reports
        loglik, origins = self._loglik(response, reports)
        settled = response.settled is not None
        return Cell(
            response=response.id,
            test=test.id,
            patron=test.patron,
            client=test.client,
            domain=response.domain,
            obligation=commitment.obligation,
            crisis=test.crisis,
            year=_year(book, response),
            p_due=test.p_due,
            loglik=loglik,
            origins=origins,
            multilateral=commitment.multilateral,
            pending=is_pending(response.window.latest, self.as_of, loglik, settled=settled),
            settled=settled,
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

    def covered(self, question: Question) -> list[Cell]:
        """The cells that a question is about, by id of the response."""
        chosen = self._grouped.get(question.group, []) if question.group else self._ordered
        return [cell for cell in chosen if question.covers(cell)]

    @cached_property
    def _ordered(self) -> list[Cell]:
        return [self.cells[key] for key in sorted(self.cells)]

    @cached_property
    def _grouped(self) -> dict[str, list[Cell]]:
        """Group of obligations → its cells."""
        found: dict[str, list[Cell]] = {}
        for cell in self._ordered:
            found.setdefault(definitions().group_of(cell.obligation), []).append(cell)
        return found


def _year(book: Book, response: Response) -> int | None:
    trigger = book.triggers.get(book.tests[response.test].trigger)
    days = [response.window.earliest, trigger.onset.earliest if trigger else None]
    day = next((one for one in days if one), None) or (trigger.onset.latest if trigger else None)
    return int(day[:4]) if day else None


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
