"""Responses as lines of an answer: what was due, what is held to have come, and every report on it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from papertiger.reliability.assessing.answer import CaseLine, ReportLine, StatementLine
from papertiger.reliability.assessing.definitions import definitions
from papertiger.reliability.assessing.measured import Measured
from papertiger.reliability.book import Book
from papertiger.reliability.cases import OUTCOMES, Link, Outcomes, Report, Response, Statement
from papertiger.reliability.measuring import Cell, by_origin, conflict


def case_line(measured: Measured, book: Book, cell: Cell, weight: float) -> CaseLine:
    """The line of one response.

    Args:
        measured: the patron's cases.
        book: holds the response and what it rests on.
        cell: the response as a cell.
        weight: effective tests that it counts for.
    """
    response = book.responses[cell.response]
    test = book.tests[response.test]
    commitment, trigger = book.commitments[test.commitment], book.triggers.get(test.trigger)
    outcome = _outcome(cell, response)
    chances = outcome.model_dump()
    likeliest = max(OUTCOMES, key=lambda name: chances[name])
    defined = definitions()
    links = [
        *test.links,
        *test.call.links,
        *(trigger.links if trigger else ()),
        *commitment.links,
        *response.links,
    ]
    return CaseLine(
        response=response.id,
        test=test.id,
        commitment=commitment.id,
        commitment_name=commitment.name,
        instrument=commitment.instrument,
        trigger=test.trigger,
        trigger_kind=trigger.kind if trigger else "request",
        threat=trigger.threat if trigger else None,
        onset=(trigger.onset.earliest or trigger.onset.latest) if trigger else None,
        client=test.client,
        domain=response.domain,
        obligation=commitment.obligation,
        crisis=test.crisis,
        since=response.window.earliest,
        until=response.window.latest,
        p_due=round(test.p_due, 2),
        due_why=test.due_why,
        feasibility=test.feasibility,
        call=test.call.kind,
        status=_status(measured, cell, response),
        outcome=outcome,
        likeliest=likeliest,
        likelihood=defined.words(chances[likeliest]),
        late=response.late,
        weight=round(weight, 3),
        origins=len(cell.origins),
        reports=tuple(_report(report, origin) for origin, report in _in_order(response.reports)),
        efficacy=tuple(map(_statement, response.efficacy)),
        motive=tuple(map(_statement, response.motive)),
        links=_claims(links),
        corrected=_corrected(book, (response.id, test.id, test.trigger, commitment.id)),
    )


def _outcome(cell: Cell, response: Response) -> Outcomes:
    """P(outcome | reports) with a flat prior; what is harmful is told apart from withheld."""
    withheld, partial, honoured = (float(p) for p in cell.posterior)
    harm = _harmful(response)
    return Outcomes(
        withheld=withheld * (1 - harm), partial=partial, honoured=honoured, harmful=withheld * harm
    )


def _harmful(response: Response) -> float:
    """Share of what is said to be withheld or worse that is worse."""
    said = [response.settled] if response.settled else [report.says for report in response.reports]
    total = sum(one.withheld + one.harmful for one in said)
    return sum(one.harmful for one in said) / total if total else 0.0


def _status(measured: Measured, cell: Cell, response: Response) -> str:
    if cell.settled:
        return "settled"
    if cell.pending:
        return "pending"
    if bool(np.ptp(cell.loglik) == 0):
        return "silent"
    return "conflict" if conflict(response.reports, measured.settings.measurement).unresolved else "told"


def _in_order(reports: Iterable[Report]) -> list[tuple[str, Report]]:
    """Reports with the independent origin that each counts under, the first published first."""
    placed = [(origin, one) for origin, same in by_origin(reports).items() for one in same]
    return sorted(placed, key=lambda pair: (pair[1].published or "9999", pair[0], pair[1].claim or ""))


def _report(report: Report, origin: str) -> ReportLine:
    return ReportLine(
        claim=report.claim,
        source=report.source,
        article=report.article,
        outlet=report.outlet,
        published=report.published,
        origin=origin,
        said=report.why,
        anonymous=report.anonymous,
        depth=report.depth,
        side=report.side,
        says=report.says,
    )


def _statement(one: Statement) -> StatementLine:
    return StatementLine(says=one.says, why=one.why, claim=one.claim, source=one.source, origin=one.origin)


def _claims(links: Iterable[Link]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(link.claim for link in links if link.claim))


def _corrected(book: Book, ids: Iterable[str]) -> tuple[str, ...]:
    """What persons changed of these cases."""
    marks = [(one, mark) for one in dict.fromkeys(ids) for mark in book.marks(one)]
    return tuple(
        f"{one}: {mark.field or 'the whole'} by {mark.by}: {mark.why}".rstrip(": ") for one, mark in marks
    )
