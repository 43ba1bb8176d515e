"""What meanings are given: the day of publication and the direction; and the register of meanings by their names.

A meaning is a function whose parameters are named as the elements of its constructions. One registered with
`in_context` gets the `Context` first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from papertiger.language.dates.choice import Floating, chosen, due
from papertiger.language.dates.periods import Period
from papertiger.language.dates.unresolved import Kind, Unresolved

When = Period | Floating
Meaning = Callable[..., object]
AnyMeaning = TypeVar("AnyMeaning", bound=Meaning)
MEANINGS: dict[str, tuple[Meaning, bool]] = {}
"""Name → the function, and whether it takes the context."""


@dataclass(slots=True)
class Context:
    """What an expression is read against."""

    published: date | None
    ahead: bool | None
    future: bool
    """Whether the text has a word of the future."""
    seems_past: bool
    """Whether it has a word that looks like a verb of the past."""
    may_be_past: bool
    """Whether it may have one: the forms of the language don't tell for sure."""
    counted: bool = False
    """Whether the day of publication was asked for."""
    yearless: bool = False
    """Whether it had to choose the year."""

    @property
    def onward(self) -> bool:
        """Whether something tells of the future, or nothing of the past."""
        return bool(self.ahead) or self.future or not self.may_be_past

    @property
    def anchor(self) -> date:
        """The day of publication; raises Unresolved when it isn't known."""
        self.counted = True
        if self.published is None:
            raise Unresolved(Kind.UNDATED)
        return self.published

    def settle(self, when: When, *, ahead: bool | None = None) -> Period:
        """The period that is meant; `ahead` outweighs the context."""
        if isinstance(when, Period):
            return when
        self.yearless = self.yearless or when.cycle == "year"
        direction = self.ahead if ahead is None else ahead
        if direction is None and self.future and not self.may_be_past:
            direction = True
        unsure = direction is None and (self.future or not self.seems_past)
        return chosen(when, self.anchor, ahead=direction, unsure=unsure)

    def settle_deadline(self, when: When) -> Period:
        """The period that is meant by what says "by" or "until"."""
        return when if isinstance(when, Period) else due(when, self.anchor, onward=self.onward)


def meaning(function: AnyMeaning) -> AnyMeaning:
    """Register a meaning under its function's name."""
    MEANINGS[function.__name__.strip("_")] = (function, False)
    return function


def in_context(function: AnyMeaning) -> AnyMeaning:
    """Register a meaning that reads the context."""
    MEANINGS[function.__name__.strip("_")] = (function, True)
    return function
