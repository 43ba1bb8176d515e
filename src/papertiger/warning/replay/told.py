"""What happens in a synthetic world: events that news may tell, and what was planted among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Kind = Literal["build-up", "riser", "talker", "storm", "outage", "silence", "quiet", "war"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Strength = Literal["faint", "middling", "strong"]
STRENGTHS: tuple[Strength, ...] = get_args(Strength)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was said or done on a day, before anybody prints it."""

    day: int
    """Number of the day, see `Plan.day`."""
    family: str
    predicate: str
    subject: str
    subject_state: str
    object: str
    object_state: str
    speaker: str | None = None
    """Final speaker; None where outlets tell it themselves."""
    modality: str = "asserted"
    polarity: str = "affirmed"
    mode: str | None = None
    domain: str | None = None
    over: str | None = None
    interest: float = 1.0
    """How many independent origins tell it, as a factor on the plan's mean."""
    happened: int | None = None
    """The day that the text states; None where it states none. Long before `day` where an old statement is told again."""
    repeated: bool = False
    """Whether the text says that it was said again and again."""
    planted: int | None = None
    """Number of what it was planted for; None for the background."""
    printings: tuple[Printing, ...] = ()
    """How a storm prints it; empty where it is printed as news usually is."""


@dataclass(frozen=True, slots=True)
class Printing:
    """A wave of a reprint storm: so many outlets print one and the same origin from a day on."""

    day: int
    outlets: int
    days: int
    """Within how many days."""
    translated: float
    """Share of the outlets that print it in another language."""


@dataclass(frozen=True, slots=True)
class Planted:
    """Something put into the world on purpose, with what should come of it."""

    number: int
    kind: Kind
    about: tuple[str, ...]
    """Speaker and target state; patron and client; or sources."""
    begins: int
    """Number of its first day."""
    ends: int
    """Of its last: for a build-up, the day before force."""
    force: int | None = None
    """Day of the first use of force; None where none comes."""
    strength: Strength | None = None
    rungs: bool = False
    """Whether sanctions, mobilisation or coercion come before the force."""
    usual: float = 0.0
    """Statements a year before it begins, of the speaker against the target."""
    facts: Mapping[str, float] = field(default_factory=dict, hash=False)
    """How many statements, articles, sources it is made of."""
