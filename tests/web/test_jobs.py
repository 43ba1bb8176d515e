"""Jobs run in a process of their own, one after another in a lane, and end whatever happens."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest
from slowtask import break_down, count, die, hog, refuse

from papertiger.web.jobs import Jobs
from papertiger.web.jobs.board import FAULT, LINES, TIMEOUT


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


def test_a_job_tells_how_far_it_is_and_hands_over_its_result(jobs: Jobs) -> None:
    job = jobs.start("read", count, {"to": 3}, about="three")
    assert jobs.wait(job, 60)
    assert (job.state, job.done, job.total) == ("done", 3, 3)
    assert [one.line for one in job.lines] == ["number 1", "number 2", "number 3"]
    assert job.result["counted"] == 3
    assert job.result["process"] != os.getpid()
    assert jobs.get(job.id) is job
    assert jobs.all() == (job,)


def test_what_goes_wrong_ends_the_job_and_not_the_lane(jobs: Jobs) -> None:
    asked = [jobs.start("read", task, {}) for task in (refuse, break_down, die)]
    after = jobs.start("read", count, {"to": 1})
    assert jobs.wait(after, 60)
    assert [one.state for one in asked] == ["failed"] * 3
    assert [one.error for one in asked] == ["no such file; name another", FAULT, FAULT]
    assert after.state == "done"


def test_a_task_may_not_fill_the_memory(jobs: Jobs) -> None:
    job, after = jobs.start("read", hog, {}), jobs.start("read", count, {"to": 1})
    assert jobs.wait(after, 60)
    assert (job.state, job.error, after.state) == ("failed", FAULT, "done")


def test_a_job_is_stopped_while_it_runs_and_while_it_waits(jobs: Jobs) -> None:
    running, waiting = (jobs.start("read", count, {"to": 10_000, "pause": 0.01}) for _ in range(2))
    end = time.monotonic() + 60
    while not running.lines and time.monotonic() < end:
        time.sleep(0.02)
    jobs.stop(waiting.id)
    jobs.stop(running.id)
    assert jobs.wait(running, 30)
    assert jobs.wait(waiting, 30)
    assert (running.state, waiting.state) == ("stopped", "stopped")
    assert not waiting.lines


def test_a_job_that_takes_too_long_is_ended(jobs: Jobs) -> None:
    warm = jobs.start("read", count, {"to": 1})
    assert jobs.wait(warm, 60)
    job = jobs.start("read", count, {"to": 10_000, "pause": 0.05}, seconds=0.5)
    assert jobs.wait(job, 30)
    assert (job.state, job.error) == ("failed", TIMEOUT)


def test_lanes_do_not_wait_for_each_other(jobs: Jobs) -> None:
    slow = jobs.start("read", count, {"to": 10_000, "pause": 0.05}, lane="reading")
    quick = jobs.start("assess", count, {"to": 1}, lane="figures")
    assert jobs.wait(quick, 60)
    assert not slow.over


def test_only_the_last_lines_are_remembered(jobs: Jobs) -> None:
    job = jobs.start("read", count, {"to": LINES + 7})
    assert jobs.wait(job, 60)
    assert len(job.lines) == LINES
    assert job.dropped == 7
    assert job.lines[0].line == "number 8"
