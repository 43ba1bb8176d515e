"""What an address asks of a patron's record: which part of it, since when, and how somebody chooses to look at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from starlette.datastructures import QueryParams

from papertiger.reliability.assessing import Choice, Question, QuestionError, of_period

_LONGEST: Final = 200
MODELS: Final = ("quick", "full")


@dataclass(frozen=True, slots=True)
class Weighed:
    """One state of the page of an assessment."""

    question: Question
    period: str
    """As the address has it."""
    since: str
    """A date or the id of an assessment; empty for none."""
    choice: Choice
    networks: tuple[str, ...]
    """Owners whose outlets are all left out."""
    model: str

    def query(self, **other: Any) -> dict[str, Any]:  # noqa: ANN401 - what an address can hold
        """The query of this state's address with some of its parameters changed."""
        own = {
            "client": self.question.client,
            "domain": self.question.domain,
            "period": self.period,
            "since": self.since,
            "without": sorted(self.choice.origins),
            "outlet": sorted(self.choice.outlets),
            "network": list(self.networks),
            "prior": self.choice.prior,
            "model": None if self.model == MODELS[0] else self.model,
        }
        return own | other

    @property
    def plain(self) -> dict[str, Any]:
        """The query of the same question, looked at as it stands."""
        return self.query(without=(), outlet=(), network=(), prior=None)


def read(patron: str, query: QueryParams) -> Weighed:
    """What an address asks for.

    Raises:
        QuestionError: nothing can answer it.
    """
    for name, text in query.multi_items():
        if len(text) > _LONGEST:
            raise QuestionError(f"{name} is {len(text)} characters long; nothing is called so")
    period, model = query.get("period", "").strip(), query.get("model") or MODELS[0]
    if model not in MODELS:
        raise QuestionError(f"no model {model!r}; there are {', '.join(MODELS)}")
    question = Question(
        patron,
        None,
        query.get("client") or None,
        query.get("domain") or None,
        of_period(period) if period else None,
    )
    choice = Choice(
        frozenset(filter(None, query.getlist("without"))),
        frozenset(filter(None, query.getlist("outlet"))),
        query.get("prior") or None,
    )
    return Weighed(
        question,
        period,
        query.get("since", "").strip(),
        choice,
        tuple(dict.fromkeys(filter(None, query.getlist("network")))),
        model,
    )
