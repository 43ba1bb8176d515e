"""What leaves a ledger over HTTP: exports, briefs, audits."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Final, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse
from pydantic import Field

from papertiger.ledger.formats import FORMATS
from papertiger.web.api.answers import JobTold, Value
from papertiger.web.api.failing import problems
from papertiger.web.api.kinds import IN_JSON, Claims, Sent, Served, claim_filter
from papertiger.web.api.streams import streamed
from papertiger.web.api.working import started
from papertiger.web.jobs import tasks

router = APIRouter(tags=["export"], responses=problems())
Form = Literal[
    "jsonl", "csv", "parquet", "graphml", "geojson", "stix", "ftm", "schemaorg", "prov", "ledger", "bundle"
]
TYPES: Final = {
    "jsonl": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "graphml": "application/xml",
    "geojson": "application/geo+json",
    "stix": "application/stix+json",
    "ftm": "application/x-ndjson",
    "schemaorg": "application/ld+json",
    "prov": "application/json",
    "ledger": "application/x-ndjson",
    "bundle": "application/zip",
}
"""Format → media type."""
_SUFFIXES: Final = {"ledger": ".jsonl", "bundle": ".ptb"}


@router.get(
    "/export/{form}",
    operation_id="export",
    response_class=StreamingResponse,
    responses={
        200: {
            "content": {kind.partition(";")[0]: {} for kind in TYPES.values()},
            "description": "A file in that format; it ends whole or is broken off.",
        }
    },
)
def export(
    state: Served,
    form: Form,
    asked: Claims,
    limit: Annotated[
        int | None, Query(ge=1, le=100_000_000, description="No more than so many claims.")
    ] = None,
) -> StreamingResponse:
    """Claims in any of the formats, with origins and grades; the whole log of the ledger; or a case bundle with all that its claims rest on."""
    chosen = claim_filter(asked, limit=limit)
    binary = form == "bundle" or (form in FORMATS and FORMATS[form].binary)
    body = streamed(lambda stream: state.bench.export(form, chosen, stream), binary=binary)
    suffix = FORMATS[form].suffix if form in FORMATS else _SUFFIXES[form]
    name = quote(state.bench.reading.name.rpartition(".")[0] or "claims") + suffix
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{name}"}
    return StreamingResponse(body, media_type=TYPES[form], headers=headers)


@router.get("/brief", operation_id="brief")
def brief(state: Served, asked: Claims, limit: Annotated[int, Query(ge=1, le=5_000)] = 1_000) -> Value:
    """The brief of some claims, as `papertiger brief --format json` prints it."""
    told: dict[str, Any] = asdict(state.bench.brief(claim_filter(asked, limit=limit)))
    return told


class AuditSent(Sent):
    """What an audit compares with."""

    expect: str | None = Field(None, pattern=r"^[0-9a-f]{64}$")
    """A chain of custody noted earlier: tells whether anything before it was touched since."""


@router.post(
    "/audit",
    status_code=202,
    operation_id="audit",
    dependencies=IN_JSON,
    responses=problems(415, 429),
)
def audit(state: Served, sent: AuditSent) -> JobTold:
    """Work out every hash, quote and derived figure of the ledger again, by a job."""
    arguments = {"settings": state.settings, "expected": sent.expect}
    return started(state, "audit", tasks.audit, arguments)
