"""Warnings, watchlists and sources over HTTP."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel

from papertiger.ledger.warned import Action, State
from papertiger.report.languages import DEFAULT, Language
from papertiger.report.warned import warning_value
from papertiger.web.api.answers import JobTold, Value
from papertiger.web.api.failing import problems
from papertiger.web.api.kinds import IN_JSON, PAGE, After, Asked, Limit, Name, Named, Reason, Sent, Served
from papertiger.web.api.working import started
from papertiger.web.jobs import tasks
from papertiger.web.showing.warned import page_of
from papertiger.workbench.following.logged import logged_standings
from papertiger.workbench.handling import Handled, listed, today, whole
from papertiger.workbench.lists import kept_list, kept_lists

router = APIRouter(tags=["warnings"], responses=problems())
Tongue = Annotated[Language, Query(description="Of the words under `told`.")]


class WarningPage(BaseModel):
    """Some warnings in order."""

    warnings: list[Value]
    """Each as `handled_warning` tells it, without its body."""
    next: str | None
    """What to give as `after` for the next page; null when there are no more."""


class WatchTold(BaseModel):
    """One watch of a list."""

    id: str
    rule: str
    who: list[str]
    whom: list[str]
    domains: list[str]
    predicates: list[str]
    sources: list[str]
    window_days: int
    horizon_days: int
    false_alarms_per_year: float
    """Its part of those of the list; 0 where nothing is left to chance."""
    missed: int
    """Events that came without a warning, as the ledger keeps them since the warnings were last scored."""


class WatchlistTold(BaseModel):
    """One watchlist in the version that stands."""

    id: str
    name: str
    version: int
    """0 for the one that comes with the program."""
    false_alarms_per_year: float
    digest: str
    watches: list[WatchTold]
    text: str
    """TOML."""


@router.get("/warnings", operation_id="handled")
def handled(
    state: Served,
    of: Annotated[State | None, Query(alias="state", description="open, acknowledged or snoozed.")] = None,
    since: Annotated[date | None, Query(description="First day of findings.")] = None,
    until: Annotated[date | None, Query(description="Last day of findings.")] = None,
    watch: Asked = None,
    rule: Asked = None,
    about: Asked = None,
    after: After = None,
    limit: Limit = PAGE,
    language: Tongue = DEFAULT,
) -> WarningPage:
    """One page of stored warnings with what became of them: open ones first, then put off, then acknowledged; the newest first."""
    ledger, day = state.bench.reading, today()
    found = [
        one
        for one in listed(ledger, day, since=since, until=until)
        if (of is None or one.state == of)
        and (not watch or one.head.watch == watch)
        and (not rule or rule in {one.rule, one.head.rule})
        and (not about or about in one.head.about)
    ]
    page, following = page_of(found, after or "", limit)
    told = [_told(one, language) for one in whole(ledger, page, day)]
    for one in told:
        del one["body"]
    return WarningPage(warnings=told, next=following or None)


def _told(one: Handled, language: Language) -> dict[str, Any]:
    return warning_value(one.warning, language) | one.as_json()


@router.get("/warnings/{warning}", operation_id="handled_warning", responses=problems(404))
def handled_warning(state: Served, warning: Named, language: Tongue = DEFAULT) -> Value:
    """One warning by its id or a beginning that only one has: in words, its body, its hash, what persons did, what came of it."""
    return _told(state.bench.handled_warning(warning), language)


class HandlingSent(Sent):
    """What a person does about a warning."""

    action: Action
    by: Name
    why: Reason
    until: date | None = None
    """Last day of a snooze; nothing else has one."""


@router.post(
    "/warnings/{warning}/handling",
    operation_id="handle",
    dependencies=IN_JSON,
    responses=problems(404, 415),
    status_code=201,
)
def handle(state: Served, warning: Named, sent: HandlingSent) -> Value:
    """Acknowledge a warning, put it off until a day, or open it again; what it says after that. Every step stays in the ledger."""
    done = state.desk.handle(warning, sent.action, sent.by, sent.why, until=sent.until)
    return _told(state.desk.handled_warning(done.warning), DEFAULT)


@router.get("/watchlists", operation_id="watchlists")
def watchlists(state: Served) -> list[WatchlistTold]:
    """The list that comes with the program, and those that the ledger keeps."""
    missed = Counter((one.watchlist, one.watch) for one in state.bench.reading.missed())
    return [
        WatchlistTold(
            id=one.id,
            name=one.name,
            version=stored.version if stored else 0,
            false_alarms_per_year=one.false_alarms_per_year,
            digest=one.digest,
            watches=[
                WatchTold(
                    id=each.id,
                    rule=each.rule,
                    who=list(each.who),
                    whom=list(each.whom),
                    domains=list(each.domains),
                    predicates=list(each.predicates),
                    sources=list(each.sources),
                    window_days=each.window_days,
                    horizon_days=each.horizon_days,
                    false_alarms_per_year=one.per_year(each),
                    missed=missed[one.id, each.id],
                )
                for each in one.watches
            ],
            text=one.text,
        )
        for one, stored in kept_lists(state.bench.reading)
    ]


class WatchSent(Sent):
    """Which list to run."""

    watchlist: Name = "default"
    """Id of one that `watchlists` names."""


@router.post(
    "/watch",
    status_code=202,
    operation_id="watch",
    dependencies=IN_JSON,
    responses=problems(404, 415, 429),
)
def watch(state: Served, sent: WatchSent) -> JobTold:
    """Run a watchlist on the evidence as of today, by a job: the ids of what it warned of."""
    chosen = kept_list(state.bench.reading, sent.watchlist)
    arguments = {"settings": state.settings, "text": chosen.text, "address": state.url("warnings")}
    return started(state, "watch", tasks.watch, arguments, about=chosen.name)


@router.get("/sources", operation_id="sources")
def sources(state: Served, language: Tongue = DEFAULT) -> list[Value]:
    """Every source that was asked in the last 60 days, as the collection log tells of it: state, since when, why, the cure."""
    return [one.as_json(language) for one in logged_standings(state.bench.reading, datetime.now(UTC))]
