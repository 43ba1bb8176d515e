"""Rules for people: nameless officials and sources, holders of offices, named persons."""

from __future__ import annotations

from papertiger.records import AttributionStep
from papertiger.sourcing.names import nominative, printed
from papertiger.sourcing.who.personal import person_name
from papertiger.sourcing.who.view import (
    Source,
    View,
    body_state,
    field_of,
    has_field,
    nominal,
    outlet_mention,
    outlet_step,
    own_state,
    proper_part,
)
from papertiger.sourcing.words import Word


def interlocutor(view: View, head_end: int) -> Source:
    """Such as "співрозмовник видання": nameless, under the outlet they spoke to."""
    speaker = nameless(view, head_end, None)
    mention = outlet_mention(view)
    if mention is not None:
        steps = (outlet_step(mention.actor.name), speaker)
        return Source(steps, why="a nameless source of a named outlet", outlet_ids=(mention.actor.id,))
    quoted = proper_part(view, head_end) if _beside_quotes(view, head_end) else ""
    if quoted:
        steps = (outlet_step(quoted), speaker)
        return Source(steps, why="a nameless source of a quoted outlet", outlet_ids=(None,))
    after = view.span(head_end, view.phrase.end)
    if any(field_of(w, view.cues) in {"publications", "press", "staff"} for w in after):
        return Source((speaker,), "publication", why="a nameless source of the outlet that is being retold")
    return Source((nameless(view, head_end, body_state(view)),), why="a nameless source")


def _beside_quotes(view: View, head_end: int) -> bool:
    """True for "собеседник «Известий»": an interlocutor, no mere source, right before a quoted name."""
    head = view.words[view.phrase.head]
    source = {head.norm, *(r.lemma for r in head.readings)} & set(view.cues.table.nouns.bystanders)
    return not source and head_end < len(view.words) and view.words[head_end].is_quote


def official(view: View, head_end: int) -> Source:
    """A nameless official speaks for the state that the phrase names as theirs; a name makes the official a person."""
    found = person(view, head_end, official=True)
    if found is not None:
        return found
    return Source(
        (nameless(view, head_end, own_state(view)),),
        why="nameless officials, who speak for their state",
        official=True,
    )


def bystander(view: View, head_end: int) -> Source:
    """Sources, analysts, witnesses: nameless unless a name follows, and speaking for nobody but the body they sit in."""
    found = person(view, head_end, official=False)
    if found is not None:
        return found
    mention = outlet_mention(view)
    if mention is not None:
        steps = (outlet_step(mention.actor.name), nameless(view, head_end, None))
        return Source(steps, why="a nameless source of a named outlet", outlet_ids=(mention.actor.id,))
    return Source((nameless(view, head_end, body_state(view)),), why="nameless, and speaking for nobody")


def professional(view: View, head_end: int) -> Source:
    """Whoever a profession describes: the person named, else nameless."""
    return person(view, head_end, official=False) or bystander(view, head_end)


def office(view: View, head_end: int) -> Source:
    """A holder of an office speaks for its state; several holders without names are a nameless group."""
    found = person(view, head_end, official=True)
    if found is not None:
        return found
    plural = view.phrase.number == "Plur"
    kind = "group" if plural else "person"
    name = nominal(view, head_end, full=not plural)
    first = view.words[view.phrase.start].norm
    some = plural or (view.phrase.case is None and first in view.cues.table.grammar.indefinite)
    step = AttributionStep(kind=kind, name=name, actor=own_state(view), anonymous=some)
    return Source(
        (step,), why="several holders of an office" if plural else "an office that one person holds"
    )


def voice(view: View, head_end: int) -> Source:
    """A spokesman or press service is as named as the body it speaks for."""
    found = person(view, head_end, official=True)
    if found is not None:
        return found
    behind = _body_behind(view)
    body = (
        view.core_mentions
        or proper_part(view, head_end)
        or has_field(view, head_end, "bodies")
        or has_field(view, head_end, "offices")
        or any(_owns(word, view) or _is_body(word, view) for word in view.core)
        or behind
    )
    state = own_state(view)
    animate = view.phrase.animate or view.phrase.case is None
    kind = "person" if animate and view.phrase.number != "Plur" else "group"
    name = " ".join(filter(None, (nominal(view, head_end, full=True), behind)))
    return Source(
        (AttributionStep(kind=kind, name=name, actor=state, anonymous=not body),),
        why="speaks in the name of a body",
    )


def _is_body(word: Word, view: View) -> bool:
    """True for a body before its spokesman, in a language without cases ("a government spokeswoman")."""
    return view.phrase.case is None and field_of(word, view.cues) == "bodies"


def _body_behind(view: View) -> str:
    """For whom a spokesman speaks, behind a preposition in a language without cases ("a spokesman for the army"); else nothing."""
    behind = view.span(view.phrase.core, view.phrase.end)
    if view.phrase.case is not None or not any(w.is_capital or _is_body(w, view) for w in behind):
        return ""
    return printed(behind)


def _owns(word: Word, view: View) -> bool:
    """True for whose spokesman it is: "his office", "його речник"; "the junta's spokesman" in a language without cases."""
    caseless = view.phrase.case is None
    return word.norm in view.cues.table.possessives or (
        caseless and word.norm.endswith(view.cues.table.grammar.genitive)
    )


def person(view: View, head_end: int, *, official: bool) -> Source | None:
    """The named person in the phrase, if there is one."""
    mention = next((m for m in view.core_mentions if m.actor.kind == "person"), None)
    caseless = view.phrase.case is None
    if (
        caseless
        and mention is not None
        and mention.form == "reference"
        and not has_field(view, view.phrase.start, "offices")
    ):
        return (
            None  # "the official" again: still nobody by name, where the holder of an office is known by it
        )
    found = person_name(view, head_end)
    if mention is not None and found and mention.end <= view.words[found[0]].start:
        mention = (
            None  # "глава уряду", linked to whoever held it before, and the name of another head behind it
        )
    if mention is None and not found:
        return None
    name = _name_of(view, found) if found else mention.surface if mention else ""
    actor = mention.actor.id if mention is not None else own_state(view) if official else None
    return Source(
        (AttributionStep(kind="person", name=name, actor=actor),),
        number="Sing",
        why="a named person",
    )


def _name_of(view: View, bounds: tuple[int, int]) -> str:
    words = view.words[bounds[0] : bounds[1]]
    titles = view.cues.table.grammar.titles
    words = [
        w
        for i, w in enumerate(words)
        if not (w.norm in titles or (w.text == "." and i and words[i - 1].norm in titles))
    ]
    if words and words[-1].text in {"'", "’"}:
        words = words[:-1]
    return nominative(words, view.phrase.case, agreeing=len(words), personal=True)


def nameless(view: View, head_end: int, actor: str | None) -> AttributionStep:
    """The step of a nameless person or group that speaks for `actor`, if for anybody."""
    kind = "group" if view.phrase.number == "Plur" else "person"
    return AttributionStep(kind=kind, name=nominal(view, head_end), actor=actor, anonymous=True)
