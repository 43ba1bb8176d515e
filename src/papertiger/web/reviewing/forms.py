"""The form by which a claim is corrected: its fields as they stand, and what somebody typed as changes.

Only what differs from what was shown becomes a change. The rules of what a claim may say are the ledger's (`ledger.reviewing.fields`); here
texts become values, and what cannot be understood is named, field by field.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from starlette.datastructures import FormData

from papertiger.errors import ReviewError
from papertiger.ledger.reviewing import checked
from papertiger.records import AttributionStep, ClaimRecord
from papertiger.report.evidence import Voice
from papertiger.web.languages import Interface
from papertiger.web.reviewing.naming import Lookup, UnknownActorError, actor_text, found_actor

ACTORS: Final = ("subject", "object", "over")
CHOICES: Final = ("predicate", "domain", "polarity", "modality")
TEXTS: Final = ("place", "subject_state", "object_state", "mode", "side")
LISTS: Final = ("contexts", "auxiliary")
TIME: Final = ("edtf", "time_words")
SPARE: Final = 2
"""Empty steps at the end of the chain that a form offers."""
MOST_STEPS: Final = 12


@dataclass(slots=True)
class Typed:
    """What stands in a form: as the claim says it, or as somebody typed it."""

    values: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    steps: list[dict[str, str]] = field(default_factory=list)
    """Of the chain behind the article's own outlet; each has kind, name, actor, and anonymous: "yes" or ""."""
    wrong: dict[str, str] = field(default_factory=dict)
    """Field → what is wrong with it and the cure."""


def typed_of(record: ClaimRecord, voice: Voice) -> Typed:
    """The form of a claim as it stands."""
    values = {name: str(getattr(record, name)) for name in CHOICES}
    values |= {name: actor_text(getattr(record, name), voice) for name in ACTORS}
    values |= {name: getattr(record, name) or "" for name in TEXTS}
    values |= {"edtf": record.time.edtf or "", "time_words": record.time.words or ""}
    lists = {name: list(getattr(record, name)) for name in LISTS}
    return Typed(values, lists, [_step(one, voice) for one in record.attribution[1:]])


def typed_in(form: FormData, record: ClaimRecord, voice: Voice, prefix: str = "") -> Typed:
    """The form as somebody sent it; a field that it lacks is as the claim has it."""
    was = typed_of(record, voice)
    values = {name: _text(form, prefix + name, value) for name, value in was.values.items()}
    lists = {
        name: [str(one) for one in form.getlist(prefix + name) if str(one)]
        if f"{prefix}{name}-sent" in form
        else value
        for name, value in was.lists.items()
    }
    steps = was.steps
    if f"{prefix}steps" in form:
        sent = [
            {
                part: _text(form, f"{prefix}step-{at}-{part}", "")
                for part in ("kind", "name", "actor", "anonymous")
            }
            for at in range(MOST_STEPS)
            if f"{prefix}step-{at}-name" in form
        ]
        steps = [one for one in sent if one["name"] or one["actor"]]
    return Typed(values, lists, steps)


@dataclass(frozen=True, slots=True)
class Tongue:
    """What a form is read with: names of actors, how they are found, and the words that tell what is wrong."""

    voice: Voice
    words: Interface
    lookup: Lookup


def changes_of(typed: Typed, record: ClaimRecord, tongue: Tongue) -> dict[str, Any]:
    """What was typed as changes to the claim, checked; where something is wrong, `typed.wrong` says what, and there are none."""
    voice, words = tongue.voice, tongue.words
    was = typed_of(record, voice)
    found: dict[str, Any] = {
        name: typed.values[name] for name in (*CHOICES, *TEXTS) if typed.values[name] != was.values[name]
    }
    found |= {name: None for name in TEXTS if name in found and not found[name]}
    for name in ACTORS:
        if typed.values[name] != was.values[name]:
            found[name] = _actor(typed, name, typed.values[name], tongue)
    found |= {name: typed.lists[name] for name in LISTS if set(typed.lists[name]) != set(was.lists[name])}
    if any(typed.values[name] != was.values[name] for name in TIME):
        found["time"] = {
            name: typed.values[key] or None for name, key in (("edtf", "edtf"), ("words", "time_words"))
        }
    steps = [one for one in typed.steps if one["name"]]
    if steps != was.steps:
        found["attribution"] = [
            *(one.model_dump(mode="json") for one in record.attribution[:1]),
            *(
                {
                    "kind": one["kind"],
                    "name": one["name"],
                    "actor": _actor(typed, "attribution", one["actor"], tongue),
                    "anonymous": bool(one["anonymous"]),
                }
                for one in steps
            ),
        ]
    return _checked(typed, record, found, words)


def _checked(typed: Typed, record: ClaimRecord, found: Mapping[str, Any], words: Interface) -> dict[str, Any]:
    """The changes as the ledger takes them. Every field that it refuses is noted, and then there are none."""
    left = {name: value for name, value in found.items() if name not in typed.wrong}
    while True:
        try:
            whole = checked(record, left)
        except ReviewError as error:
            name, said = _told(error, typed, words)
            typed.wrong[name] = said
            refused = left.pop(error.field.partition(",")[0], None)
            if refused is None:  # what does not fit is no field that was changed
                return {}
        else:
            return {} if typed.wrong else whole


def _told(error: ReviewError, typed: Typed, words: Interface) -> tuple[str, str]:
    """Which field of the form the ledger refused, and how the page says so."""
    name = error.field.partition(",")[0]
    if name == "time":
        words_fault = error.value == typed.values["time_words"] != typed.values["edtf"]
        name = "time_words" if words_fault else "edtf"
    key = {"subject_state": "state", "object_state": "state"}.get(name, name)
    text = f"review.wrong.{key}"
    if name in {"edtf", "time_words", "subject_state", "object_state", "mode"}:
        return name, words.text(text, given=error.value or "")
    known = {*CHOICES, *ACTORS, *TEXTS, *LISTS, "attribution"}
    return (name if name in known else "predicate"), words.text("review.wrong.refused", problem=str(error))


def _actor(typed: Typed, name: str, text: str, tongue: Tongue) -> str | None:
    try:
        return found_actor(text, tongue.lookup)
    except UnknownActorError as unknown:
        names = ", ".join(actor_text(one, tongue.voice) for one in unknown.several)
        key = "several" if names else "unknown"
        given = {"given": text, "names": names} if names else {"given": text}
        typed.wrong[name] = tongue.words.text(f"review.wrong.{key}", **given)
        return None


def _step(one: AttributionStep, voice: Voice) -> dict[str, str]:
    return {
        "kind": one.kind,
        "name": one.name,
        "actor": actor_text(one.actor, voice),
        "anonymous": "yes" if one.anonymous else "",
    }


def _text(form: FormData, name: str, otherwise: str) -> str:
    given = form.get(name)
    return " ".join(given.split()) if isinstance(given, str) else otherwise


def as_words(changes: Mapping[str, Any]) -> Sequence[str]:
    """Changes as ``FIELD=VALUE`` words, which `papertiger.ledger.reviewing.entering` takes."""
    import json  # noqa: PLC0415 - small

    def said(value: object) -> str:
        return (
            "none"
            if value is None
            else value
            if isinstance(value, str)
            else json.dumps(value, ensure_ascii=False)
        )

    return [f"{name}={said(value)}" for name, value in changes.items()]
