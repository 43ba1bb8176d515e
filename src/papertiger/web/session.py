"""The token for a cookie: the page that has it in its fragment, which no server and no log ever sees, posts it here."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

router = APIRouter()
_LONGEST = 200


@router.post("/session")
def session(request: Request, token: Annotated[str, Form(max_length=_LONGEST)] = "") -> Response:
    """Begin a session with the token that `papertiger serve` printed; back to the first page, with 303 either way."""
    access = request.app.state.papertiger.access
    answer = RedirectResponse("/", 303)
    if access.has_token(token.strip()):
        answer.set_cookie(access.cookie, access.session, samesite="strict", httponly=True)
    return answer
