"""The job that draws claims at random for a review that measures the reader."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from papertiger.ledger.desk import LedgerDesk
from papertiger.settings import Settings
from papertiger.web.jobs.job import Progress, Tell
from papertiger.web.languages import interface
from papertiger.workbench.verbs.reviewing import now
from papertiger.workbench.workbench import Workbench


def draw(
    tell: Tell, *, settings: Settings, by: str, size: int, seed: int, language: str, address: str
) -> dict[str, Any]:
    """Draw claims and ask `by` to look at them, so that they come first in that reviewer's queue; see `LedgerDesk.sample`.

    Returns:
        JSON: ``address`` of the queue, ``claims`` drawn, ``of`` how many.
    """
    tell(Progress(line=interface(language).text("review.draw.begun")))
    with Workbench(settings) as bench:
        made = LedgerDesk(bench.ledger, by).sample(size, seed, at=now(), new_id=lambda: uuid4().hex)
    return {"address": address, "claims": len(made.claims), "of": made.of}
