"""The rules by which cases are proposed, as validated on load; see ``data/rules.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from papertiger.datafiles import load_table
from papertiger.records import DOMAINS, Auxiliary, Domain, Modality, Polarity
from papertiger.reliability.cases import Motive, Obligation, Outcomes, Peril, Probability, TriggerKind

RULES = Path(__file__).parent / "data" / "rules.yaml"

Grade = Literal["D", "L", "J"]
Basis = Literal["defence", "pledged", "agreed", "practice", "none"]
"""What a commitment rests on, the strongest first."""
BASES: tuple[Basis, ...] = get_args(Basis)
Occasion = Literal[TriggerKind, "silence"]
"""A kind of trigger, or that none is known."""
Instance = Literal["en", "uk", "ru"]


def _split(value: object) -> object:
    return value.split() if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_split)]
Domains = Annotated[tuple[Domain, ...], BeforeValidator(_split)]
Modalities = Annotated[tuple[Modality, ...], BeforeValidator(_split)]
Perils = Annotated[tuple[Peril, ...], BeforeValidator(_split)]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Days(_Table):
    """A length of time, and why it is so long."""

    days: int = Field(ge=0)
    why: str


class Lengths(_Table):
    """How long is how long."""

    trigger: Days
    undated: Days
    request: Days
    silence: Days
    crisis: Days
    call_after: Days
    call_before: Days
    reach: Days
    late: Days
    told: Days


class Chance(_Table):
    """A probability, and why it is so high."""

    p: Probability
    why: str


class Rule(_Table):
    """Which claims it takes, and what a person reads of it."""

    id: str
    predicates: Names
    polarity: Polarity = "affirmed"
    modalities: Modalities = ("asserted",)
    modes: Names = ()
    domains: Domains = ()
    cue: str | None = None
    """Name of the cue that the quote must hold."""
    also: str | None = None
    """Name of a second cue that it must hold."""
    unless: str | None = None
    """Name of a cue that it must not hold."""
    why: str


class CommitmentRule(Rule):
    """What makes a commitment of some basis, or speaks against one."""

    basis: Literal[Basis, "not_due"]
    obligation: Obligation | None = None
    """None: the claim's domain."""


class NoPledge(_Table):
    """The commitment that is assumed where none was found."""

    id: str
    basis: Basis
    why: str


class TriggerRule(Rule):
    """What befell a client."""

    by: Literal["other", "self", "group", "any"]
    who: Literal["person", "any"] = "any"
    kind: Peril
    severity: int = Field(ge=1, le=5)


class ResponseRule(Rule):
    """What a claim says of the outcome; None: nothing, it is kept beside."""

    says: Outcomes | None = None
    opens: bool = False
    """Whether such a report alone makes a test."""
    asked: Literal["sentence", "article", "no"] = "no"
    """Whether it answers a request, and so speaks of what was asked for."""
    sentence: Literal["own", "any"] = "any"
    efficacy: Literal["worked", "did_not_work"] | None = None


class MotiveRule(Rule):
    """Why it did not come, as somebody says."""

    says: Motive


class Late(_Table):
    """What a delivery after the promised day says."""

    says: Outcomes
    why: str


class Foes(_Table):
    """When a pair is no partnership."""

    origins: int = Field(ge=1)
    why: str


class Footing(_Table):
    """Probability that support was due on each occasion, where it rests on one basis."""

    why: str
    p: dict[Occasion, Probability]

    @model_validator(mode="after")
    def _every_occasion(self) -> Self:
        missing = [name for name in (*get_args(TriggerKind), "silence") if name not in self.p]
        if missing:
            raise ValueError(f"add the probability for: {', '.join(missing)}")
        return self


class Due(_Table):
    """Probability that an obligation was due."""

    bases: dict[Basis, Footing]
    kinds: dict[Occasion, str]
    no_duty: Chance
    contested: Chance


class Rules(_Table):
    """All rules; see ``data/rules.yaml``."""

    grade: Grade
    source: str
    days: Lengths
    silent_from: Chance
    silent: Names
    foes: Foes
    windows: dict[Domain, Days]
    occasions: dict[Literal[Domain, "defence"], Perils]
    defence_covers: Domains
    cues: dict[str, dict[Instance, tuple[str, ...]]]
    due_before: dict[Instance, tuple[str, ...]]
    due_words: dict[Instance, tuple[str, ...]]
    due_on: dict[Instance, tuple[str, ...]]
    bare: dict[Instance, tuple[str, ...]]
    commitments: tuple[CommitmentRule, ...]
    came_before: CommitmentRule
    no_pledge: NoPledge
    triggers: tuple[TriggerRule, ...]
    not_now: Annotated[frozenset[Auxiliary], BeforeValidator(_split)]
    responses: tuple[ResponseRule, ...]
    late: Late
    before: Names
    lacks: Names
    standing: Names
    summary: ResponseRule
    forecasts: ResponseRule
    not_of_dates: Names
    requests: Rule
    silence: Rule
    motives: tuple[MotiveRule, ...]
    due: Due

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if missing := [d for d in DOMAINS if d not in self.windows or d not in self.occasions]:
            raise ValueError(f"windows and occasions need every domain; add {', '.join(missing)}")
        for rule in self.all():
            for cue in (rule.cue, rule.also, rule.unless):
                if cue is not None and cue not in self.cues:
                    raise ValueError(f"rule {rule.id} names the cue {cue!r}, which is not among cues")
        for basis in BASES:
            if basis not in self.due.bases:
                raise ValueError(f"due.bases needs {basis}")
        for patterns in (*self.cues.values(), self.due_before, self.due_words, self.due_on, self.bare):
            for pattern in (p for of in patterns.values() for p in of):
                try:
                    re.compile(pattern)
                except re.error as error:
                    raise ValueError(f"{pattern!r} is no regular expression: {error}") from None
        return self

    def all(self) -> tuple[Rule, ...]:
        """Every rule that takes claims, in the order of the file."""
        return (
            *self.commitments,
            self.came_before,
            *self.triggers,
            *self.responses,
            self.summary,
            self.forecasts,
            self.requests,
            *self.motives,
        )


def any_of(patterns: Mapping[Instance, tuple[str, ...]], *, begin: bool) -> re.Pattern[str]:
    """One expression for the patterns of all languages; with `begin` they stand at the beginning of a word."""
    joined = "|".join(f"(?:{p})" for of in patterns.values() for p in of)
    return re.compile(rf"(?:^|(?<!\w))(?:{joined})" if begin else joined)


@cache
def rules(path: Path = RULES) -> Rules:
    """The rules in force.

    Raises:
        DataFileError: the file is damaged; names the line.
    """
    return load_table(path, Rules)
