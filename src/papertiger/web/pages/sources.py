"""Sources that are followed: how each is by the collection log, and the log of one of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from papertiger.web.failing import NotFoundError
from papertiger.web.showing import sources as shown
from papertiger.web.visit import Visit, Visited

router = APIRouter()


@router.get("/sources", name="sources")
def sources(visit: Visited) -> HTMLResponse:
    """Every source that was asked lately: fine, silent, broken, never answered; since when, why, and what can be done."""
    found = _rows(visit)
    states: dict[str, int] = {}
    for one in found:
        states[one.state] = states.get(one.state, 0) + 1
    return visit.page("pages/sources.html.j2", rows=found, states=states, days=shown.DAYS)


@router.get("/sources/{source:path}", name="source")
def source(visit: Visited, source: str, before: Annotated[str, Query(max_length=40)] = "") -> HTMLResponse:
    """One source with the collection log: every request that was made of it, the last first."""
    row = next((one for one in _rows(visit) if one.id == source), None)
    try:
        looks, earlier = shown.log_page(visit.ledger, source, before)
    except (ValueError, OverflowError):
        raise NotFoundError(visit.t("sources.no_moment", given=before)) from None
    if row is None and not looks and not before:
        raise NotFoundError(visit.t("sources.unknown", source=source))
    return visit.page(
        "pages/source.html.j2",
        source=source,
        row=row,
        looks=looks,
        failure=lambda look: shown.failure_of(look, visit.speaks),
        earlier=earlier,
        before=before,
    )


def _rows(visit: Visit) -> list[shown.Row]:
    now = datetime.now(UTC)
    # Silence grows while nothing is stored; a minute is near enough.
    found = visit.kept(("standings", f"{now:%H:%M}"), lambda: shown.standings(visit.ledger))
    given = visit.kept(
        ("source days", now.date()),
        lambda: visit.ledger.source_days(now.date() - timedelta(shown.DAYS - 1), now.date()),
    )
    return shown.rows(found, given, now.date(), visit.speaks)
