"""What went wrong, as a page for people or a problem (RFC 9457) for programs: what, and the cure."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from papertiger.errors import LedgerError, OutdatedError, PapertigerError, TooSlowError, UnknownError
from papertiger.web.languages import interface, preferred
from papertiger.web.rendering import render
from papertiger.web.security.guard import TooLargeError
from papertiger.web.security.refusing import API

_log = logging.getLogger(__name__)


class NotFoundError(PapertigerError):
    """The address names nothing that the ledger holds. The message says what was looked for."""


class BusyError(PapertigerError):
    """Too much work is waiting already."""


def handlers() -> Mapping[Any, Callable[..., Any]]:
    """Exception → what answers it."""
    return {
        HTTPException: _http,
        RequestValidationError: _invalid,
        TooLargeError: _too_large,
        NotFoundError: _not_found,
        UnknownError: _not_found,
        TooSlowError: _too_slow,
        OutdatedError: _outdated,
        BusyError: _busy,
        PapertigerError: _refused,
        Exception: _fault,
    }


def problem(request: Request, status: int, key: str, detail: str = "") -> Response:
    """The answer that tells of a failure.

    Args:
        request: what was asked.
        status: HTTP status.
        key: among the interface's words, ``failing.…``, with title and cure.
        detail: what papertiger itself says of it.
    """
    words = interface(preferred(request.query_params, request.cookies, request.headers))
    title, cure = words.text(f"failing.{key}.title"), words.text(f"failing.{key}.cure")
    if request.url.path.startswith(API):
        body = {
            "type": "about:blank",
            "status": status,
            "title": title,
            "detail": detail or title,
            "cure": cure,
        }
        return JSONResponse(body, status, media_type="application/problem+json")
    page = render("failed.html.j2", words, title=title, cure=cure, detail=detail, status=status)
    return Response(page, status, media_type="text/html")


async def _http(request: Request, error: HTTPException) -> Response:
    key = {404: "not_found", 405: "method", 413: "too_large"}.get(error.status_code, "refused")
    answer = problem(request, error.status_code, key, error.detail if key == "refused" else "")
    answer.headers.update(error.headers or {})
    return answer


async def _invalid(request: Request, error: RequestValidationError) -> Response:
    said = "; ".join(f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors())
    return problem(request, 422, "invalid", said)


async def _too_large(request: Request, _: TooLargeError) -> Response:
    return problem(request, 413, "too_large")


async def _not_found(request: Request, error: PapertigerError) -> Response:
    return problem(request, 404, "not_found", str(error))


async def _too_slow(request: Request, error: TooSlowError) -> Response:
    _log.warning("the ledger: %s", error)
    return problem(request, 503, "too_slow", str(error))


async def _outdated(request: Request, error: OutdatedError) -> Response:
    return problem(request, 409, "outdated", str(error))


async def _busy(request: Request, error: BusyError) -> Response:
    return problem(request, 429, "busy", str(error))


async def _refused(request: Request, error: PapertigerError) -> Response:
    if isinstance(error, LedgerError) and error.__cause__ is not None:
        _log.error("the ledger: %s", error)
        return problem(request, 503, "ledger", str(error))
    return problem(request, 422, "refused", str(error))


async def _fault(request: Request, error: Exception) -> Response:
    _log.error("a fault", exc_info=error)
    return problem(request, 500, "fault")
