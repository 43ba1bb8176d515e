"""Jobs: what takes longer than a request may."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from fastapi import APIRouter, Response

from papertiger.errors import UnknownError
from papertiger.web.api.answers import JobTold
from papertiger.web.api.failing import problems
from papertiger.web.api.kinds import Named, Served
from papertiger.web.failing import BusyError
from papertiger.web.jobs.job import Job, Task
from papertiger.web.state import State

router = APIRouter(tags=["jobs"], responses=problems())
WAITING: Final = 50
"""Jobs that may wait or run at once."""
LANES: Final = {"read": "reading", "simulate": "scenarios"}
"""Kind → lane; of other kinds, ``figures``."""


def started(
    state: State,
    kind: str,
    task: Task,
    arguments: Mapping[str, Any],
    *,
    about: str = "",
    seconds: float = 3600,
) -> JobTold:
    """Have something done by a job; raises BusyError where too much is waiting."""
    if sum(not job.over for job in state.jobs.all()) >= WAITING:
        raise BusyError(f"{WAITING} jobs are waiting")
    job = state.jobs.start(
        kind, task, arguments, about=about, lane=LANES.get(kind, "figures"), seconds=seconds
    )
    return JobTold.of(job)


@router.get("/jobs", operation_id="jobs")
def jobs(state: Served) -> list[JobTold]:
    """The last jobs, the newest first; of their results `job` tells."""
    return [JobTold.of(one).model_copy(update={"result": None, "lines": []}) for one in state.jobs.all()]


@router.get("/jobs/{job}", operation_id="job", responses=problems(404))
def job(state: Served, job: Named) -> JobTold:
    """One job with its result."""
    return JobTold.of(_known(state, job))


@router.delete("/jobs/{job}", operation_id="stop_job", status_code=204, responses=problems(404))
def stop_job(state: Served, job: Named) -> Response:
    """Stop a job that waits or runs; what it stored until then stays."""
    state.jobs.stop(_known(state, job).id)
    return Response(status_code=204)


def _known(state: State, identity: str) -> Job:
    found = state.jobs.get(identity)
    if found is None:
        raise UnknownError(f"no job {identity!r}; the last {len(state.jobs.all())} are remembered")
    return found
