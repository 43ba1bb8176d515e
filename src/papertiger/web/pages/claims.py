"""Claims: the list that can be narrowed down, page by page."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from papertiger.ledger.formats import FORMATS
from papertiger.ledger.overview import Place
from papertiger.web.showing.claims import listed
from papertiger.web.showing.filters import asked, choices
from papertiger.web.visit import Visited

router = APIRouter()
EXPORT = "/api/v1/export"
"""Where the API gives claims as a file; it takes the same fields of a filter."""
PAGE = 25
"""Claims of a page: as many as an analyst reads at a sitting."""


@router.get("/claims", name="claims")
def claims(visit: Visited) -> HTMLResponse:
    """The claims that stand and that the address asks for, the newest first."""
    query = visit.request.query_params
    wanted = asked(query, visit.speaks, limit=PAGE, newest_first=True)
    after = Place.read(query["after"]) if query.get("after") else None
    found = visit.ledger.page(wanted.chosen, after)
    words = visit.voice.words
    return visit.page(
        "pages/claims.html.j2",
        asked=wanted,
        choices=choices(words),
        said=words,
        listed=listed(visit.ledger, visit.ledger.in_full(found.claims), visit.voice),
        after=str(found.last) if found.last else "",
        all=None if wanted.narrowed else visit.ledger.counts().claims,
        empty=not found.claims and not wanted.narrowed,
        downloads=[(form, f"{EXPORT}/{form}?{urlencode(wanted.given)}") for form in FORMATS],
    )
