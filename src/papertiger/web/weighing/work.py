"""What the process for figures does: a record brought up to date with all that the ledger holds, and the answer kept."""

from __future__ import annotations

from typing import Any

from papertiger.reliability.assessing import Model, Question
from papertiger.web.jobs import Progress, Tell
from papertiger.workbench.assessing import assessed
from papertiger.workbench.opening import open_to_assess


def assess(tell: Tell, *, place: str, question: Question, model: Model, address: str) -> dict[str, Any]:
    """Trace what waits, work out the cases, answer, and keep both; `address` is where the answer is shown."""
    with open_to_assess(place) as opened:
        answer = assessed(
            opened, question, model=model, whole=False, tell=lambda line: tell(Progress(line=line))
        )
    return {"address": address, "id": answer.id}
