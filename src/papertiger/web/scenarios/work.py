"""What the process for scenarios does: it runs them, and keeps a run. Its answers are JSON, as those of every job."""

from __future__ import annotations

import base64
import pickle
import zlib
from dataclasses import replace
from typing import Any, cast

from papertiger.scenario.files import load
from papertiger.scenario.running import run
from papertiger.scenario.running.result import Result
from papertiger.scenario.terms import Scenario
from papertiger.web.jobs import Progress, Tell
from papertiger.web.scenarios.asked import Asked

REPLICATES = 5
"""Runs that share all uncertain numbers."""
BLOCK = 250
_QUICK = 1


def made(asked: Asked, *, beside: bool) -> Scenario:
    """The scenario that is asked for.

    Args:
        asked: with its changes.
        beside: draw its numbers as the unchanged scenario's, so that run and run can be compared; without it they are what
            `papertiger simulate` draws for the same file.

    Raises:
        ScenarioError, ScenarioProblems: a number cannot be used.
    """
    scenario = load(asked.file, changes=asked.values)
    if asked.learning:
        scenario = replace(scenario, learning=asked.learning)
    if beside and asked.changes:
        scenario = replace(scenario, beside=load(asked.file).factors)
    return scenario


def simulate(tell: Tell, *, asked: Asked, beside: bool, address: str) -> dict[str, Any]:
    """Run a scenario; `address` is where the result is shown."""
    return {"address": address, "packed": packed(_run(tell, asked, beside=beside))}


def keep(tell: Tell, *, asked: Asked, place: str, address: str) -> dict[str, Any]:
    """Run a scenario as its file says, and keep settings and summary in a ledger."""
    from papertiger.ledger import Ledger  # noqa: PLC0415 - loads SQLAlchemy, which no run needs
    from papertiger.workbench.simulating import keep as keep_run  # noqa: PLC0415 - as above

    result = _run(tell, asked, beside=False)
    with Ledger.open(place) as ledger:
        kept = keep_run(
            result, ledger, {"preset": asked.preset, "changes": dict(asked.changes), "address": address}
        )
    return {"address": address, "id": kept}


def _run(tell: Tell, asked: Asked, *, beside: bool) -> Result:
    def progress(done: int, of: int) -> None:
        tell(Progress(done, of))

    return run(
        made(asked, beside=beside),
        runs=asked.runs,
        seed=asked.seed,
        replicates=REPLICATES,
        block=BLOCK,
        progress=progress,
    )


def packed(result: Result) -> str:
    """A result as text that JSON can hold."""
    return base64.b64encode(zlib.compress(pickle.dumps(result), _QUICK)).decode()


def unpacked(text: str) -> Result:
    """What `packed` was given. Only for what a process of ours packed."""
    return cast("Result", pickle.loads(zlib.decompress(base64.b64decode(text))))  # noqa: S301 - as said
