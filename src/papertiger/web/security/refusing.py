"""How a refusal looks: a page for people, a problem (RFC 9457) for programs. Made before any route is chosen, so it knows no ledger."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Scope

API = "/api/"


def refused(scope: Scope, status: int, problem: str) -> Response:
    """The answer to a request that is refused.

    Args:
        scope: of the request.
        status: 401, 403 or 413.
        problem: key of the reason among the interface's words, ``refused.…``.
    """
    from papertiger.web.languages import interface, preferred  # noqa: PLC0415 - reads data files
    from papertiger.web.rendering import render  # noqa: PLC0415 - as above

    request = Request(scope)
    words = interface(preferred(request.query_params, request.cookies, request.headers))
    title, cure = words.text(f"refused.{problem}.title"), words.text(f"refused.{problem}.cure")
    if scope["path"].startswith(API):
        body = {"type": "about:blank", "status": status, "title": title, "detail": title, "cure": cure}
        return JSONResponse(body, status, media_type="application/problem+json")
    page = render("refused.html.j2", words, title=title, cure=cure, asks=problem == "token")
    return Response(page, status, media_type="text/html")
