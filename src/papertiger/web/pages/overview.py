"""The first page: what is new, what changed, what waits, where most goes on, what is missing; and how to begin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse
from starlette.background import BackgroundTask

from papertiger.errors import LedgerError
from papertiger.ledger import ClaimFilter
from papertiger.ledger.desk import WINDOW
from papertiger.ledger.happening import Happened
from papertiger.ledger.reviewing import Review
from papertiger.lineage import independent_origins
from papertiger.reliability.assessing import of_address
from papertiger.report.evidence import line
from papertiger.report.model import ClaimLine
from papertiger.web.reviewing import people
from papertiger.web.reviewing.asked import Asked
from papertiger.web.showing.pairs import by_name, sides_of
from papertiger.web.showing.since import Since, remember, seen, since_when
from papertiger.web.showing.sources import out_now
from papertiger.web.showing.warned import every, shown
from papertiger.web.visit import Visit, Visited

router = APIRouter()
SHOWN = 5
"""Articles, decisions, assessments that are shown of those that are new."""
FIRST = 3
"""Claims that are shown of those that wait."""
MOVED = 10
"""Partnerships that are shown of those with responses that were entered or changed."""
BUSY = 12
"""Partnerships that are shown where most goes on."""
BACK = (2, 11)
"""Months before the newest one since which something goes on: the second where the first finds few."""
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
    coverage = _coverage(visit, counts.articles)
    month, busy = _busy(visit, coverage["last"])
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
        coverage=coverage,
        running=running,
        open_warnings=len(shown(every(visit), "open")),
        out=out_now(visit),
    )
    remember(page, visit, known)
    # Whoever begins here goes on to pages that need all partnerships, which a large ledger takes seconds to tell.
    page.background = BackgroundTask(by_name, visit)
    return page


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
            ((visit.name(one), one, at) for one, at in patrons.items()),
            key=lambda one: visit.words.order(one[0]),
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
            key=lambda one: visit.words.order(one[0]),
        )[:MOVED],
    }


def _waiting(visit: Visit) -> Mapping[str, Any]:
    """What waits for whoever looks, first things first: the queue of the review page."""
    me = people.reviewer(visit.request.cookies, visit.state.reviewer)
    rows = list(visit.state.queues.of(me, Asked()).open_rows())
    return {
        "number": len(rows),
        "at_least": len(rows) >= WINDOW,
        "first": [line(record, visit.voice) for record, _ in rows[:FIRST]],
    }


def _busy(visit: Visit, newest: str) -> tuple[str, list[Busy]]:
    """A month not long before the newest article, and partnerships with most claims published since then, by name: none is ranked."""
    since, numbers = visit.kept(("busy",), lambda: _most(visit, newest))
    rows = [
        Busy(
            f"{visit.name(patron)} → {visit.name(client)}",
            number,
            f"{visit.url('partnership', patron=patron, client=client, since=since)}#said",
        )
        for (patron, client), number in numbers.items()
    ]
    return since, sorted(rows, key=lambda one: visit.words.order(one.name))


def _most(visit: Visit, newest: str) -> tuple[str, Mapping[tuple[str, str], int]]:
    found: dict[tuple[str, str], int] = {}
    since = ""
    for months in BACK:
        since = month_before(newest, months)
        if not since:
            break
        moved = visit.ledger.months(since)
        most = sorted(moved, key=lambda pair: -sum(moved[pair].values()))[: 2 * BUSY]
        both = dict.fromkeys(side for pair in most if all(pair) for side in (pair, pair[::-1]))
        found = {}
        for pair in both:
            cells = visit.ledger.cells(*pair, since=since)
            said = sum(one.number for one in cells if sides_of(one) == pair)
            if said and pair[0] != pair[1]:
                found[pair] = said
        if len(found) >= BUSY:
            break
    return since, dict(sorted(found.items(), key=lambda one: -one[1])[:BUSY])


def month_before(day: str, months: int) -> str:
    """The month so many months before that of a day, YYYY-MM; empty for what is no day.

    Args:
        day: ISO.
        months: how many.
    """
    year, month = day[:4], day[5:7]
    if not (year + month).isdecimal() or len(year + month) != len("202601"):
        return ""
    order = 12 * int(year) + int(month) - 1 - months
    return f"{order // 12:04}-{order % 12 + 1:02}"


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
