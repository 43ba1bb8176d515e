"""Watchlists: what is watched for, how often chance may warn, what came of it; run again, and written anew."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse

from papertiger.errors import WatchlistProblems
from papertiger.web.api.working import WAITING
from papertiger.web.failing import BusyError
from papertiger.web.jobs import tasks
from papertiger.web.reviewing import people
from papertiger.web.showing import watched
from papertiger.web.showing.warned import every
from papertiger.web.visit import Visit, Visited
from papertiger.workbench.lists import keep_list

router = APIRouter()
LONGEST = 100_000
"""Letters of a list."""


@router.get("/watchlists", name="watchlists")
def watchlists(visit: Visited) -> HTMLResponse:
    """The built-in list and those that were entered, each watch with its warnings so far and what came of them."""
    return _page(visit)


def _page(visit: Visit, text: str = "", problems: tuple[watched.Problem, ...] = ()) -> HTMLResponse:
    return visit.page(
        "pages/watchlists.html.j2",
        status=422 if problems else 200,
        lists=watched.lists(
            visit.ledger,
            every(visit),
            visit.kept("missed", visit.ledger.missed),
            visit.speaks,
            visit.name,
        ),
        most=watched.SHOWN,
        text=text,
        problems=problems,
        me=people.reviewer(visit.request.cookies, visit.state.reviewer),
    )


@router.post("/watchlists", name="enter_watchlist", response_model=None)
def enter(
    visit: Visited,
    text: Annotated[str, Form(max_length=LONGEST)] = "",
    by: Annotated[str, Form(max_length=200)] = "",
) -> HTMLResponse | RedirectResponse:
    """Keep a list as its next version; where it is none, the same page names everything that is wrong with it."""
    person = people.fit_name(by)
    if person is None:
        return _page(visit, text, (watched.Problem("", visit.t("warnings.wrong.by"), ""),))
    try:
        kept = keep_list(visit.state.writing, text.replace("\r\n", "\n"), by=person)
    except WatchlistProblems as found:
        return _page(visit, text, watched.problems_of(found))
    answer = RedirectResponse(f"{visit.url('watchlists')}#list-{kept.id}", 303)
    people.remember(answer, name=person)
    return answer


@router.post("/watchlists/run", name="run_watchlist")
def run(visit: Visited, watchlist: Annotated[str, Form(max_length=200)] = "") -> RedirectResponse:
    """Run a list on the evidence as of today, by a job."""
    jobs = visit.state.jobs
    if sum(not job.over for job in jobs.all()) >= WAITING:
        raise BusyError(f"{WAITING} jobs are waiting")
    chosen = watched.text_of(visit.ledger, watchlist)
    arguments = {
        "settings": visit.state.settings,
        "text": chosen.text,
        "address": visit.url("warnings"),
    }
    job = jobs.start("watch", tasks.watch, arguments, about=chosen.name)
    return RedirectResponse(visit.url("job", job=job.id), 303)
