"""What a brief is asked for, as a value that can be read back from the options or the address that it came from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from papertiger.errors import PapertigerError
from papertiger.ledger.asked import ClaimFilter

Kind = Literal["whole", "patron", "client", "partnership", "crisis"]

_CASE = re.compile(r"[xt]-[0-9a-z][0-9a-z-]{2,62}")


class BriefQuestionError(PapertigerError):
    """A question that no brief can answer; says what is missing or what does not fit together."""


@dataclass(frozen=True, slots=True)
class BriefQuestion:
    """What a brief is about.

    Raises:
        BriefQuestionError: parts that do not fit together.
    """

    patron: str | None = None
    """Actor id of who gives or owes support."""
    client: str | None = None
    """Actor id of who is supported."""
    crisis: str | None = None
    """Id of a trigger (``t-…``) or of a test (``x-…``): all that was called on by the same crisis."""
    around: str | None = None
    """Actor id of who was hit, for a crisis that is named by days and not by a case."""
    first: str | None = None
    """First day of such a crisis, ISO 8601."""
    last: str | None = None
    chosen: ClaimFilter = field(default_factory=ClaimFilter)
    """Narrows down the claims; its `since` and `until` make the brief one of a watch period."""

    def __post_init__(self) -> None:
        if self.crisis is not None and not _CASE.fullmatch(self.crisis):
            raise BriefQuestionError(
                f"no crisis {self.crisis!r}; give the id of a trigger (t-…) or a test (x-…), as `papertiger records list` shows them"
            )
        if self.crisis is not None and (self.around or self.first or self.last):
            raise BriefQuestionError("a crisis is named by its case or by a target and days, not by both")
        if (self.first or self.last) and not self.around:
            raise BriefQuestionError("days of a crisis need the actor around whom it was; add --around ACTOR")
        if self.around and not (self.first and self.last):
            raise BriefQuestionError(
                "a crisis around an actor needs its first and its last day: --from and --to"
            )
        for day in filter(None, (self.first, self.last)):
            try:
                date.fromisoformat(day)
            except ValueError:
                raise BriefQuestionError(f"{day!r} is no day; write YYYY-MM-DD") from None
        if self.first and self.last and self.last < self.first:
            raise BriefQuestionError(f"the crisis ends ({self.last}) before it begins ({self.first})")
        if self.patron and self.patron == self.client:
            raise BriefQuestionError(f"{self.patron} cannot be its own client; name another")

    @property
    def kind(self) -> Kind:
        """Which kind of brief it is."""
        if self.crisis or self.around:
            return "crisis"
        if self.patron:
            return "partnership" if self.client else "patron"
        return "client" if self.client else "whole"

    @property
    def named(self) -> tuple[str, ...]:
        """Actors that it names."""
        return tuple(one for one in (self.patron, self.client, self.around) if one)
