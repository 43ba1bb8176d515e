"""What a person may correct in a claim, and to what: every value is checked, and what follows from it is added.

The quote, the article and who read it are not among the fields: they are evidence. What was read from the wrong words is
rejected, not corrected.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, get_args

from pydantic import TypeAdapter, ValidationError

from papertiger.actors import actor_of
from papertiger.errors import ReviewError
from papertiger.ledger.reviewing.codes import codes
from papertiger.ledger.reviewing.edtf import is_edtf
from papertiger.ledger.reviewing.matching import CONTENT
from papertiger.records import (
    DOMAINS,
    MODALITIES,
    PREDICATES,
    AttributionStep,
    Auxiliary,
    ClaimRecord,
    Polarity,
    Side,
    TimeSpan,
)

Changes = Mapping[str, Any]
"""Field → new value, as JSON values."""

CORRECTABLE: Final = CONTENT
ORDERED: Final = "prioritises"
"""The predicate that has a party in second place (`over`)."""
_FAMILY_OF: Final = {p: family for family, predicates in PREDICATES.items() for p in predicates}
_STEPS: Final = TypeAdapter(tuple[AttributionStep, ...])
_COLLECTIVE: Final = ":"
"""``RUS:allies``: what stands around a state; an actor that no file lists."""
_UNKNOWN: Final = "is in no actor file; `papertiger actors find NAME` finds an id"


def checked(record: ClaimRecord, changes: Changes) -> dict[str, Any]:
    """The changes to `record`, in full: with what follows from them, and without what changes nothing.

    A predicate brings its family, an actor its state; a mode, contexts, an `over` that the new predicate cannot have
    go. Values are JSON values.

    Raises:
        ReviewError: a field that cannot be corrected, or a value that it cannot have; says what there is.
    """
    for field, value in changes.items():
        if field not in CORRECTABLE:
            raise ReviewError(field, value, f"cannot be corrected; these can: {', '.join(CORRECTABLE)}")
    found = {field: _CHECKS[field](field, value, record) for field, value in changes.items()}
    _follow(record, found)
    was = record.model_dump(mode="json", include=set(CORRECTABLE))
    after = was | found
    _fit(after, found)
    return {field: after[field] for field in CORRECTABLE if field in found and after[field] != was[field]}


def _follow(record: ClaimRecord, found: dict[str, Any]) -> None:
    """Add to the changes what follows from them."""
    if "predicate" in found:
        found.setdefault("family", _FAMILY_OF[found["predicate"]])
        predicate = found["predicate"]
        if record.mode not in codes().modes(predicate):
            found.setdefault("mode", None)
        if predicate != ORDERED:
            found.setdefault("over", None)
        if found["family"] != "event":
            found.setdefault("contexts", [])
            found.setdefault("auxiliary", [])
    for role in ("subject", "object"):
        if role not in found or f"{role}_state" in found:
            continue
        found[f"{role}_state"] = _state_of(role, found[role])


def _state_of(role: str, actor: str | None) -> str | None:
    if actor is None or _is_collective(actor):
        return None
    known = actor_of(actor)
    if known is not None:
        return known.state
    say = f"or say its state too: {role}_state=STATE, or {role}_state=none"
    raise ReviewError(role, actor, f"{_UNKNOWN}, {say}")


def _is_collective(actor: str) -> bool:
    return _COLLECTIVE in actor and _is_state(actor.partition(_COLLECTIVE)[0])


def _fit(after: Mapping[str, Any], found: Mapping[str, Any]) -> None:
    """Raise ReviewError where fields do not go together, `found` being those that somebody changes."""
    family, predicate = after["family"], after["predicate"]
    if predicate not in PREDICATES[family]:
        raise _none("predicate", predicate, PREDICATES[family], f"the family {family}")
    if after["mode"] is not None and after["mode"] not in codes().modes(predicate):
        raise _none("mode", after["mode"], codes().modes(predicate), predicate)
    for field in ("contexts", "auxiliary"):
        if (
            found.get(field) and family != "event"
        ):  # a reader may have given some; they are no reason to refuse other changes
            raise ReviewError(field, after[field], f"only an event has {field}, not a {family} claim")
    if after["over"] is not None and predicate != ORDERED:
        raise ReviewError(
            "over", after["over"], f"only {ORDERED} puts a party second; the predicate is {predicate}"
        )
    for role in ("subject", "object"):
        party, state = after[role], after[f"{role}_state"]
        if state is not None and party is None:
            raise ReviewError(
                f"{role}_state", state, f"is the state of a {role} that the claim does not name"
            )
        if state not in {None, party} and _is_state(party):
            raise ReviewError(f"{role}_state", state, f"cannot be: {party} is a state itself")


def _is_state(actor: str | None) -> bool:
    known = actor_of(actor)
    return known is not None and known.kind == "state"


def _none(field: str, value: object, there_are: Sequence[str], of: str = "") -> ReviewError:
    whose = f" of {of}" if of else ""
    return ReviewError(field, value, f"is no {field}{whose}; there are: {', '.join(there_are) or 'none'}")


def _one_of(values: Sequence[str], *, nullable: bool = False) -> Callable[..., str | None]:
    def check(field: str, value: object, record: ClaimRecord) -> str | None:  # noqa: ARG001 - checks have one signature
        if value is None and nullable:
            return None
        if not isinstance(value, str) or value not in values:
            raise _none(field, value, values)
        return value

    return check


def _some_of(values: Callable[[], Sequence[str]]) -> Callable[..., list[str]]:
    def check(field: str, value: object, record: ClaimRecord) -> list[str]:  # noqa: ARG001 - as above
        if not isinstance(value, list | tuple):
            raise ReviewError(field, value, "is not a list")
        wrong = [one for one in value if one not in values()]
        if wrong:
            raise ReviewError(field, wrong[0], f"is not among {field}; there are: {', '.join(values())}")
        return list(dict.fromkeys(value))

    return check


def _words(field: str, value: object, record: ClaimRecord) -> str | None:  # noqa: ARG001 - as above
    if value is not None and (not isinstance(value, str) or not value.strip() or not value.isprintable()):
        raise ReviewError(field, value, "is empty or no line of text; none says that the claim has none")
    return value.strip() if isinstance(value, str) else None


def _actor(field: str, value: object, record: ClaimRecord) -> str | None:
    found = _words(field, value, record)
    if found is not None and actor_of(found) is None and not _is_collective(found):
        raise ReviewError(field, found, _UNKNOWN)
    return found


def _state(field: str, value: object, record: ClaimRecord) -> str | None:
    found = _words(field, value, record)
    if found is not None and not _is_state(found):
        raise ReviewError(field, value, "is no state; states go by ISO 3166-1 alpha-3, such as VEN, or none")
    return found


def _mode(field: str, value: object, record: ClaimRecord) -> str | None:
    """Any mode; whether the predicate has it is seen when all changes are there."""
    return _words(field, value, record)


def _time(field: str, value: object, record: ClaimRecord) -> dict[str, Any]:
    if isinstance(value, str) or value is None:
        value = {"edtf": value, "words": record.time.words if value is not None else None}
    try:
        time = TimeSpan.model_validate(value)
    except ValidationError:
        raise ReviewError(field, value, "is no time; give EDTF, or a mapping of edtf and words") from None
    if time.edtf is not None and not is_edtf(time.edtf):
        raise ReviewError(
            field, time.edtf, "is no EDTF date; write 2026, 2026-01, 2026-01-14, 2025-12/2026-02"
        )
    quote = record.quote
    around = quote.prefix + quote.exact + quote.suffix
    if time.words not in {None, record.time.words} and time.words not in around:
        raise ReviewError(
            field, time.words, "does not stand in the quote or beside it; give words of the text"
        )
    return time.model_dump(mode="json")


def _attribution(field: str, value: object, record: ClaimRecord) -> list[dict[str, Any]]:
    try:
        steps = _STEPS.validate_python(value)
    except ValidationError as error:
        problem = error.errors()[0]
        where = ".".join(str(part) for part in problem["loc"])
        raise ReviewError(field, value, f"step {where}: {problem['msg']}") from None
    first = record.attribution[:1]
    if not steps or (first and steps[:1] != first):
        outlet = first[0].name if first else "the outlet"
        raise ReviewError(
            field, value, f"the chain begins with the article's own outlet, as it stands ({outlet})"
        )
    for step in steps[1:]:
        _words(f"{field}, name", step.name, record)
        _actor(f"{field}, actor", step.actor, record)
    return [step.model_dump(mode="json") for step in steps]


_CHECKS: Final[Mapping[str, Callable[[str, Any, ClaimRecord], Any]]] = {
    "family": _one_of(tuple(PREDICATES)),
    "predicate": _one_of(tuple(_FAMILY_OF)),
    "subject": _words,
    "subject_state": _state,
    "object": _words,
    "object_state": _state,
    "over": _actor,
    "domain": _one_of(DOMAINS),
    "polarity": _one_of(get_args(Polarity)),
    "modality": _one_of(MODALITIES),
    "mode": _mode,
    "contexts": _some_of(lambda: codes().contexts),
    "auxiliary": _some_of(lambda: get_args(Auxiliary)),
    "time": _time,
    "place": _words,
    "attribution": _attribution,
    "side": _one_of(get_args(Side), nullable=True),
}
