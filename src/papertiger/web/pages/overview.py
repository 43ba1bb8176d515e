"""The first page: what is new, what changed, what waits, where most goes on, what is missing; and how to begin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, RedirectResponse

from papertiger.errors import LedgerError
from papertiger.ledger import ClaimFilter
from papertiger.ledger.desk import WINDOW
from papertiger.ledger.happening import Happened
from papertiger.ledger.reviewing import Review
from papertiger.lineage import independent_origins
from papertiger.records import ClaimRecord
from papertiger.reliability.assessing import of_address
from papertiger.report.evidence import line
from papertiger.report.model import ClaimLine
from papertiger.web.jobs.samples import read_samples
from papertiger.web.showing.pairs import by_name, newest_months, pairs, sides_of
from papertiger.web.showing.since import Since, remember, seen, since_when
from papertiger.web.visit import Visit, Visited
from papertiger.workbench.values import PartnershipRow

router = APIRouter()
SHOWN = 5
"""Articles, decisions, assessments that are shown of those that are new."""
FIRST = 3
"""Claims that are shown of those that wait."""
MOVED = 10
"""Partnerships that are shown of those with responses that were entered or changed."""
BUSY = 12
"""Partnerships that are shown where most goes on."""
COUNTABLE = 1_500
"""Claims of a whole ledger up to which their origins are counted for this page."""
SMALL = 20_000
"""Articles of a ledger up to which days without any are counted for this page."""
Day = Annotated[str | None, Query(max_length=10, pattern=r"^(\d{4}-\d{2}-\d{2})?$")]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with the claim that it is about."""

    review: Review
    line: ClaimLine | None
    """None where the claim does not stand any more."""


@dataclass(frozen=True, slots=True)
class Busy:
    """A partnership of which something was published lately."""

    name: str
    claims: int
    address: str


@router.get("/", name="overview")
def overview(visit: Visited, since: Day = None) -> HTMLResponse:
    """What there is to look at."""
    counts = visit.ledger.counts()
    running = [job for job in visit.state.jobs.all() if not job.over]
    if not counts.articles:
        return visit.page("pages/beginning.html.j2", running=running)
    known = seen(visit)
    new = since_when(visit, since, known)
    month, busy = _busy(visit)
    page = visit.page(
        "pages/overview.html.j2",
        counts=counts,
        origins=_origins(visit, counts.claims),
        new=new,
        changes=visit.kept(("changes", new.mark), lambda: visit.bench.changes(new.mark)),
        shown=SHOWN,
        decided=_decided(visit, new),
        happened=_happened(visit, new),
        waiting=_waiting(visit),
        busy=busy,
        month=month,
        coverage=_coverage(visit, counts.articles),
        running=running,
    )
    remember(page, visit, known)
    return page


@router.post("/begin/samples", name="begin_samples")
def samples(visit: Visited) -> RedirectResponse:
    """Read the bundled samples, as a job."""
    arguments = {"settings": visit.state.settings, "address": visit.url("overview")}
    job = visit.state.jobs.start(
        "read", read_samples, arguments, about=visit.t("overview.samples_about"), lane="reading"
    )
    return RedirectResponse(visit.url("job", job=job.id), 303)


def _origins(visit: Visit, claims: int) -> int | None:
    if claims > COUNTABLE:
        return None
    return visit.kept(
        ("all origins",), lambda: independent_origins(visit.ledger.with_origins(visit.ledger.claims()))
    )


def _decided(visit: Visit, new: Since) -> list[Decided]:
    found = visit.kept(("changes", new.mark), lambda: visit.bench.changes(new.mark)).reviews[:SHOWN]
    return [Decided(review, _line(visit, review.claim)) for review in found]


def _line(visit: Visit, claim: str) -> ClaimLine | None:
    try:
        return line(visit.ledger.claim(claim).record, visit.voice)
    except LedgerError:
        return None


def _happened(visit: Visit, new: Since) -> Mapping[str, Any]:
    found: Happened = visit.kept(("happened", new.mark), lambda: visit.ledger.happened(new.mark, 50))
    # Others are notes that the program keeps for itself.
    answers = [one for one in found.assessments if of_address(one.question)]
    patrons = {one.patron: one.at for one in reversed(answers)}
    return {
        "reread": found.work.get("reread", 0),
        "assessed": sorted(
            ((visit.name(one), one, at) for one, at in patrons.items()), key=lambda one: one[0].casefold()
        ),
        "responses": sorted(
            (
                (
                    f"{visit.name(patron)} → {visit.name(client)}",
                    number,
                    f"{visit.url('partnership', patron=patron, client=client)}#cases",
                )
                for (patron, client), number in found.responses.items()
            ),
            key=lambda one: one[0].casefold(),
        )[:MOVED],
    }


def _waiting(visit: Visit) -> Mapping[str, Any]:
    me = visit.state.reviewer

    def made() -> tuple[int, list[ClaimRecord]]:
        queue = visit.bench.review_queue(me)
        return len(queue), [record for record, _ in queue[:FIRST]]

    number, first = visit.kept(("waiting", me), made)
    return {
        "number": number,
        "at_least": number >= WINDOW,
        "first": [line(record, visit.voice) for record in first],
    }


def _busy(visit: Visit) -> tuple[str, list[Busy]]:
    """A month not long ago, and partnerships with most claims published since then, by name: none is ranked."""
    last = newest_months(visit)
    since = _recent(last.values())
    if not since:
        return "", []

    def made() -> dict[tuple[str, str], int]:
        months = visit.ledger.months(since)

        def number(row: PartnershipRow) -> int:
            both = {(row.patron, row.client), (row.client, row.patron)}
            return sum(sum(months.get(pair, {}).values()) for pair in both)

        found = {}
        for row in sorted((row for row in pairs(visit) if number(row)), key=number, reverse=True)[: 2 * BUSY]:
            pair = (row.patron, row.client)
            said = sum(one.number for one in visit.ledger.cells(*pair, since=since) if sides_of(one) == pair)
            if said:
                found[pair] = said
        return dict(sorted(found.items(), key=lambda one: -one[1])[:BUSY])

    numbers = visit.kept(("busy", since), made)
    rows = by_name(visit, (row for row in pairs(visit) if (row.patron, row.client) in numbers))
    return since, [
        Busy(
            f"{visit.name(row.patron)} → {visit.name(row.client)}",
            numbers[row.patron, row.client],
            f"{visit.url('partnership', patron=row.patron, client=row.client, since=since)}#said",
        )
        for row in rows
    ]


def _recent(months: Iterable[str]) -> str:
    """The month since which some partnerships had claims, a year back at most; empty where none is dated.

    Args:
        months: the newest month of each pair of states, YYYY-MM.
    """
    known = sorted((one for one in months if len(one) == len("YYYY-MM")), reverse=True)
    if not known:
        return ""
    year = f"{int(known[0][:4]) - 1:04}{known[0][4:]}"
    return max(known[min(len(known), BUSY) - 1], year)


def _coverage(visit: Visit, articles: int) -> Mapping[str, Any]:
    holdings = visit.kept(("holdings",), visit.bench.holdings)
    unseen = None
    if articles <= SMALL:
        found = visit.kept(("coverage",), lambda: visit.bench.coverage(ClaimFilter()))
        unseen = sum(one.days for one in found.stretches if one.state == "nothing seen")
    return {
        "outlets": len(holdings.outlets),
        "first": holdings.first,
        "last": holdings.last,
        "undated": holdings.undated,
        "languages": [visit.voice.words.language(code) for code in sorted(holdings.languages)],
        "refused": visit.kept(("refusals",), visit.ledger.refusals),
        "unseen": unseen,
    }
