"""The first page: what the ledger holds."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from papertiger.web.visit import Visited

router = APIRouter()


@router.get("/", name="overview")
def overview(visit: Visited) -> HTMLResponse:
    """What is there."""
    return visit.page("pages/overview.html.j2", counts=visit.ledger.counts())
