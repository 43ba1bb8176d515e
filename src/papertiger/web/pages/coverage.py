"""Coverage: what was looked at, and what silence means."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from babel.dates import format_skeleton
from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from papertiger.ledger.coverage import Coverage
from papertiger.ledger.overview import Seen
from papertiger.web.showing.coverage import LATELY, Bin, bins, languages, quiet, strip, table
from papertiger.web.showing.filters import FIELDS, Asked, asked, choices
from papertiger.web.showing.sources import out_now
from papertiger.web.visit import Visit, Visited

router = APIRouter()
DAYS: Final = 98
"""Days up to the ledger's last one that are shown where the address asks for none: fourteen weeks."""
ROWS: Final = 80
"""Outlets of a table."""
SILENCES: Final = 40
"""Stretches of days without an article that are listed, the longest."""
REFUSED: Final = 50
"""Refused inputs that are listed, the last ones."""
STATES: Final = ("claims", "nothing reported", "nothing seen")


@router.get("/coverage", name="coverage")
def coverage(visit: Visited) -> HTMLResponse:
    """By outlet and time what was read, which days nothing was read, what was refused."""
    wanted = asked(visit.request.query_params, visit.speaks, FIELDS)
    seen = visit.kept(("outlets",), visit.ledger.outlets)
    last = max((one.last for one in seen if one.last), default="")
    chosen = _bounded(wanted, seen, last)
    found: Coverage = visit.kept(("coverage", chosen.chosen), lambda: visit.ledger.coverage(chosen.chosen))
    days = found.stretches
    columns = bins(days[0].first, days[-1].last) if days else ()
    rows = table(found.rows, columns)
    words = {state: visit.t(f"coverage.states.{state.replace(' ', '_')}") for state in STATES}
    silent = sorted(
        (one for one in days if one.state == "nothing seen"), key=lambda one: (-one.days, one.first)
    )
    return visit.page(
        "pages/coverage.html.j2",
        asked=chosen,
        left=found.model_only_left_out,
        bounded=chosen is not wanted,
        choices=choices(visit.voice.words),
        columns=columns,
        heads=[_head(visit, one) for one in columns],
        rows=rows[:ROWS],
        more=max(len(rows) - ROWS, 0),
        drawing=strip(days, words, visit.t("coverage.strip"), visit.t("coverage.strip_desc")),
        totals={state: sum(one.days for one in days if one.state == state) for state in STATES},
        silent=silent[:SILENCES],
        languages_there=languages(found.rows),
        undated=sum(row.undated for row in rows),
        quiet=quiet(seen, date.fromisoformat(last)) if len(last) == len("2026-01-31") else (),
        lately=LATELY,
        refused=found.refused,
        refusals=visit.ledger.refused_inputs(REFUSED),
        number=sum(one.articles for one in seen),
        said=visit.voice.words,
        out=out_now(visit),
    )


def _bounded(wanted: Asked, seen: tuple[Seen, ...], last: str) -> Asked:
    """The question, over the last weeks of the ledger where it says no period: all of a large ledger takes long to count."""
    if "since" in wanted.given or "until" in wanted.given or len(last) != len("2026-01-31"):
        return wanted
    first = min(one.first for one in seen if one.first)
    since = max((date.fromisoformat(last) - timedelta(DAYS - 1)).isoformat(), first)
    values = {"since": since, "until": last}
    return replace(
        wanted,
        chosen=replace(wanted.chosen, **values),  # type: ignore[arg-type]
        given={**wanted.given, **values},
        shown={**wanted.shown, **values},
    )


def _head(visit: Visit, one: Bin) -> str:
    """Heading of a column: a day without its year, which the filter above says; a month or a year as it is."""
    if len(one.name) == len("2026-01-31"):
        return str(format_skeleton("MMMd", one.first, locale=visit.words.locale))
    return visit.words.day(one.name)
