"""Work that goes on: a page that shows how far it is, and the events that keep the page up to date (server-sent events, WHATWG HTML)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, StreamingResponse

from papertiger.web.failing import NotFoundError
from papertiger.web.jobs import Job
from papertiger.web.visit import Visit, Visited

router = APIRouter()
_TICK = 0.15
"""Seconds between looks for news."""
_KEEP_ALIVE = 15.0
"""Seconds after which a silent stream says that it is there."""


def _job(visit: Visit, identity: str) -> Job:
    found = visit.state.jobs.get(identity)
    if found is None:
        raise NotFoundError(visit.t("jobs.gone"))
    return found


@router.get("/jobs", name="jobs")
def jobs(visit: Visited) -> HTMLResponse:
    """Everything that was asked for since the app was started, the last first."""
    return visit.page("pages/jobs.html.j2", jobs=visit.state.jobs.all())


@router.get("/jobs/{job}", name="job")
def job(visit: Visited, job: str) -> HTMLResponse:
    """How far one job is, and where its result is shown."""
    found = _job(visit, job)
    return visit.page("pages/job.html.j2", job=found, told=told(visit, found))


@router.post("/jobs/{job}/stop", name="stop_job")
def stop(visit: Visited, job: str) -> RedirectResponse:
    """Stop it; what it stored until then stays."""
    visit.state.jobs.stop(_job(visit, job).id)
    return RedirectResponse(visit.url("job", job=job), 303)


@router.get("/jobs/{job}/events", name="job_events")
async def events(visit: Visited, job: str) -> StreamingResponse:
    """State, progress and new lines of a job as they come, until it is over."""
    return StreamingResponse(_stream(visit, _job(visit, job)), media_type="text/event-stream")


async def _stream(visit: Visit, job: Job) -> AsyncIterator[str]:
    seen, lines, silent = -1, 0, 0.0
    while True:
        if job.version != seen:
            seen, over, dropped, known = job.version, job.over, job.dropped, job.lines
            fresh = known[max(lines - dropped, 0) :]
            lines = dropped + len(known)
            silent = 0.0
            news = told(visit, job) | {"lines": [{"kind": one.kind, "line": one.line} for one in fresh]}
            yield f"event: progress\ndata: {json.dumps(news, ensure_ascii=False)}\n\n"
            if over:
                yield "event: over\ndata: {}\n\n"
                return
        await asyncio.sleep(_TICK)
        silent += _TICK
        if silent > _KEEP_ALIVE:
            silent = 0.0
            yield ": still there\n\n"


def told(visit: Visit, job: Job) -> dict[str, Any]:
    """What a listener is told of a job, in words."""
    result = job.result if isinstance(job.result, dict) else {}
    error = visit.t(f"jobs.errors.{job.error}") if visit.words.has(f"jobs.errors.{job.error}") else job.error
    return {
        "state": job.state,
        "words": visit.t(f"jobs.states.{job.state}"),
        "done": job.done,
        "total": job.total,
        "error": error,
        "address": result.get("address", "") if job.state == "done" else "",
    }
