"""Admiralty grades: source reliability and item credibility in two columns, with the reason for each.

The machine knows defaults of classes of source (``data/standing/grades.yaml``); a person's grade stands above them and is never overwritten. A
chain is as reliable as its weakest hand; where one cannot be judged, neither can the chain, unless another is known to be
poor. Scale: NATO AJP-2.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

from papertiger.actors import actor_of, knowledge_base
from papertiger.datafiles import load_table
from papertiger.news.article import day_of
from papertiger.records import (
    PARTNERS,
    AttributionStep,
    ClaimRecord,
    Credibility,
    Grade,
    Reliability,
    Side,
    StepKind,
)
from papertiger.sourcing.sides import owner_state, side_of

FILE = Path(__file__).parent / "data" / "standing" / "grades.yaml"

_POORER = "ABCFDE"
"""Reliability from the best to the poorest: not knowing stands between fair and poor."""


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class OutletRule(_Table):
    """What an outlet is worth that meets every condition given."""

    owner: Literal["party", "state"] | None = None
    """``party``: owned by a state that the claim is about or a rival of one; ``state``: by any."""
    medium: str | None = None
    known: bool | None = None
    """Whether it is in the actor file."""
    reliability: Reliability
    why: str


class SpeakerRule(_Table):
    """What a speaker is worth that meets every condition given."""

    kind: StepKind | None = None
    anonymous: bool | None = None
    side: Side | None = None
    known: bool | None = None
    reliability: Reliability
    why: str


class ItemRule(_Table):
    """How credible an item is by default."""

    credibility: Credibility
    why: str


class Items(_Table):
    """Credibility by what other origins say."""

    alone: ItemRule
    agreed: ItemRule
    disputed: ItemRule


class Defaults(_Table):
    """Default grades; of the rules of a list the first that fits counts."""

    outlets: tuple[OutletRule, ...]
    speakers: tuple[SpeakerRule, ...]
    credibility: Items

    @model_validator(mode="after")
    def _ends_with_all(self) -> Self:
        for rules in (self.outlets, self.speakers):
            if not rules or rules[-1].model_dump(exclude={"reliability", "why"}, exclude_none=True):
                raise ValueError(
                    "the last rule of a list must have no condition, so that every source has a default"
                )
        return self


@cache
def defaults() -> Defaults:
    """The default grades; raises DataFileError when the file is wrong."""
    return load_table(FILE, Defaults)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A grade that a person gave to a claim or to a source."""

    target: str
    """``claim:ID``, ``actor:ID`` or ``name:NAME`` (case aside), see `target_of`."""
    reliability: Reliability | None
    credibility: Credibility | None
    by: str
    why: str
    at: str
    """ISO 8601, UTC."""


Judged = tuple[str, Literal["reliability", "credibility"]]
"""A target and the column that was judged."""


def target_of(step: AttributionStep) -> str:
    """What a person's grade of this source is filed under: its actor, else its name."""
    named = step.actor is not None and (step.kind != "group" or not step.anonymous)
    return f"actor:{step.actor}" if named else f"name:{step.name.casefold()}"


def named_source(name: str) -> AttributionStep:
    """A step for the source that an actor id or a name means: the outlet of the actor file where there is one, else by name."""
    found = actor_of(name)
    if found is None:
        found = actor_of(_actor_named(name))
    if found is None:
        return AttributionStep(kind="group", name=name)
    kind: StepKind = "outlet" if found.kind == "outlet" else "person" if found.kind == "person" else "group"
    return AttributionStep(kind=kind, name=found.name, actor=found.id)


def _actor_named(name: str) -> str | None:
    """Actor id of the outlet or person that all of a name means, in any language of the actor file."""
    base = knowledge_base()
    if "." in name and (found := base.outlet(name)) is not None:
        return found.id
    for language in base.languages:
        for mention in base.mentions(name, language):
            whole = mention.end - mention.start >= len(name.strip())
            if whole and mention.actor.kind in {"outlet", "person", "organisation"}:
                return mention.actor.id
    return None


def grade(
    record: ClaimRecord, judged: Mapping[Judged, Judgement], others: tuple[bool, bool] = (False, False)
) -> Grade:
    """The grade of a claim.

    Args:
        record: the claim.
        judged: target and column → the last judgement that persons gave.
        others: whether another independent origin says the same, and whether one says the opposite.
    """
    letter, by, why = _reliability(record, judged)
    own = f"claim:{record.id}"
    source, item = judged.get((own, "reliability")), judged.get((own, "credibility"))
    if source is not None and source.reliability is not None:
        letter, by, why = source.reliability, source.by, source.why
    if item is not None and item.credibility is not None:
        return _made(letter, by, why, item.credibility, item.by, item.why)
    agreed, disputed = others
    rules = defaults().credibility
    rule = rules.disputed if disputed else rules.agreed if agreed else rules.alone
    return _made(letter, by, why, rule.credibility, None, rule.why)


def _made(
    letter: Reliability, by: str | None, why: str, number: Credibility, number_by: str | None, number_why: str
) -> Grade:
    return Grade(
        reliability=letter,
        credibility=number,
        reliability_by=by,
        credibility_by=number_by,
        reliability_why=why,
        credibility_why=number_why,
    )


def _reliability(
    record: ClaimRecord, judged: Mapping[Judged, Judgement]
) -> tuple[Reliability, str | None, str]:
    """The grade of the weakest hand of the chain, who gave it, and why."""
    found: list[tuple[Reliability, str | None, str]] = []
    for step in record.attribution:
        person = judged.get((target_of(step), "reliability"))
        if person is not None and person.reliability is not None:
            found.append((person.reliability, person.by, f"{step.name}: {person.why}"))
        else:
            letter, why = default_of(step, record)
            found.append((letter, None, f"{step.name}: {why}"))
    # Of equals the last: who said it rather than who passed it on.
    return max(
        reversed(found), key=lambda one: _POORER.index(one[0]), default=("F", None, "no source is named")
    )


def default_of(step: AttributionStep, record: ClaimRecord | None = None) -> tuple[Reliability, str]:
    """The default reliability of a source, as far as a claim goes if one is given, and the reason."""
    patron, client = _parties(record) if record is not None else (None, None)
    on = day_of(record.article.published) if record is not None else None
    side = side_of(step, patron, client, on)
    if step.kind == "outlet":
        traits = _outlet_traits(step, side)
        rule: OutletRule | SpeakerRule = next(r for r in defaults().outlets if _fits(r, traits))
    else:
        known = step.actor is not None and not step.anonymous
        speaker = {"kind": step.kind, "anonymous": step.anonymous, "side": side, "known": known}
        rule = next(r for r in defaults().speakers if _fits(r, speaker))
    return rule.reliability, rule.why


def _outlet_traits(step: AttributionStep, side: Side | None) -> dict[str, object]:
    known = actor_of(step.actor) is not None
    medium = knowledge_base().fact(step.actor).get("medium") if known and step.actor else None
    owner = None
    if owner_state(step):
        owner = "party" if side in {"patron", "client", "rival"} else "state"
    return {"owner": owner, "medium": medium, "known": known}


def _fits(rule: OutletRule | SpeakerRule, traits: Mapping[str, object]) -> bool:
    conditions = rule.model_dump(exclude={"reliability", "why"}, exclude_none=True)
    return all(_meets(traits[name], wanted) for name, wanted in conditions.items())


def _meets(trait: object, wanted: object) -> bool:
    return trait == wanted or (wanted == "state" and trait == "party")


def _parties(record: ClaimRecord) -> tuple[str | None, str | None]:
    """Patron and client; of an event, whoever it runs between."""
    return partners(record) if record.predicate in PARTNERS else (record.subject, record.object)


def partners(record: ClaimRecord) -> tuple[str | None, str | None]:
    """Actor ids of patron and client, None where the claim names none."""
    names = PARTNERS.get(record.predicate)
    if names is None:
        return None, None
    patron, client = (getattr(record, name) for name in names)
    return patron, client


def with_side(record: ClaimRecord) -> ClaimRecord:
    """The claim with the side of its final speaker."""
    if not record.attribution:
        return record
    side = side_of(record.attribution[-1], *partners(record), day_of(record.article.published))
    return record.model_copy(update={"side": side}) if side is not None else record
