"""Whether anybody goes by an id that a question names: a slip of the pen must not pass for silence of the sources."""

from __future__ import annotations

from papertiger.actors.lookup import actor_of
from papertiger.ledger import ClaimFilter, Ledger
from papertiger.reliability.assessing import QuestionError


def must_be_known(ledger: Ledger, actor: str) -> None:
    """Raise QuestionError, with the cure, for an id that is in no actor file and that the ledger holds nothing of."""
    if actor_of(actor) or actor_of(actor.partition(":")[0]):
        return
    if actor_of(actor.upper()):
        raise QuestionError(f"{actor!r} is in no actor file; did you mean {actor.upper()}?")
    asked = (ClaimFilter(subject=actor, limit=1), ClaimFilter(object=actor, limit=1))
    named = any(True for chosen in asked for _ in ledger.claims(chosen))
    if not named and next(iter(ledger.cases(actor)), None) is None:
        raise QuestionError(f"{actor!r} is in no actor file; `papertiger actors find NAME` finds an id")
