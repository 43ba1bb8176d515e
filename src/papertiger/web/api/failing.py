"""Which problems an operation may answer with."""

from __future__ import annotations

from typing import Any, Final

from papertiger.web.api.answers import ProblemTold

_MEANS: Final = {
    400: "The body cannot be read.",
    401: "No token, or another one.",
    403: "Asked from a page of another site, or under another host name.",
    404: "There is nothing that is called so.",
    409: "What was looked at has changed: another version stands by now.",
    413: "The body is too large.",
    415: "The body is not sent as what it must be.",
    422: "A value cannot be used; nothing was changed.",
    429: "Too much is waiting already; ask again when some of it is done.",
    503: "The ledger cannot be used now, or the question takes too long.",
}

_NOT_AS_IT_MUST: Final = 415


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Responses for the description: those named (with 415, where a body is sent, 400 too), and what may be answered to anything."""
    return {
        status: {
            "description": _MEANS[status],
            "model": ProblemTold,
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemTold"}}},
        }
        for status in sorted({401, 403, 422, 503, *statuses, *({400} if _NOT_AS_IT_MUST in statuses else ())})
    }
