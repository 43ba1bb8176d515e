"""Rules for institutions, groups, and phrases whose head is no listed noun but a name."""

from __future__ import annotations

from collections.abc import Sequence

from papertiger.records import AttributionStep
from papertiger.sourcing.names import printed, without_quotes
from papertiger.sourcing.who.people import person
from papertiger.sourcing.who.shapes import is_acronym, is_misread_name
from papertiger.sourcing.who.view import (
    Source,
    View,
    actor_source,
    bare,
    field_of,
    known_outlet,
    nominal,
    outlet_step,
    own_state,
    publishes,
)
from papertiger.sourcing.words import Word


def body(view: View, head_end: int) -> Source:
    """A ministry, a government, a company: not anonymous."""
    return _mentioned(view) or _group(view, head_end, anonymous=False, why="an institution")


def people(view: View, head_end: int) -> Source:
    """Allies, protesters, voters: a group, known to the actor file or not."""
    group = next((m for m in view.core_mentions if m.actor.kind == "group"), None)
    if group is not None:
        # An armed group or a movement with a name of its own is an institution; "allies" of it are not.
        head = view.words[view.phrase.head]
        itself = group.start <= head.start < group.end
        step = AttributionStep(
            kind="group", name=nominal(view, head_end, full=True), actor=group.actor.id, anonymous=not itself
        )
        return Source((step,), why="a group from the actor file")
    one = view.phrase.number == "Sing" and view.phrase.animate
    found = person(view, head_end, official=False) if one else None
    if found is not None:
        return found
    name = nominal(view, head_end, full=True)
    step = AttributionStep(kind="person" if one else "group", name=name, anonymous=True)
    return Source((step,), why="one of a group without a name" if one else "a group without a name")


def _group(view: View, head_end: int, *, anonymous: bool, why: str) -> Source:
    name = nominal(view, head_end, full=True)
    step = AttributionStep(kind="group", name=name, actor=own_state(view), anonymous=anonymous)
    return Source((step,), why=why, publisher=publishes(view))


def _mentioned(view: View) -> Source | None:
    """The actor that the phrase as a whole names: its head is the mention."""
    head = view.words[view.phrase.head]
    if _is_pair(view):
        name = nominal(view, view.phrase.core, full=True)
        return Source((AttributionStep(kind="group", name=name),), why="several speakers at once")
    mentions = sorted(view.core_mentions, key=lambda m: not m.start <= head.start < m.end)
    for mention in mentions:
        at_head = mention.start <= head.start < mention.end or (head.is_quote and mention.start == head.end)
        if not at_head and view.phrase.case is not None:
            continue
        if mention.actor.kind == "outlet":
            return known_outlet(mention, "an outlet from the actor file")
        if mention.actor.kind == "person":
            return person(view, view.phrase.start, official=True)
        if mention.actor.kind != "system" and mention.form != "adjective":
            return actor_source(view, mention, nominal(view, view.phrase.head + 1, full=True))
    return None


def _is_pair(view: View) -> bool:
    """True for two actors that speak together ("Литва і Польща"): no one actor stands for both."""
    joined = any(word.norm in view.cues.table.grammar.conjunctions for word in view.core)
    return joined and len({m.actor.id for m in view.core_mentions}) > 1


def named(view: View, head_end: int) -> Source | None:
    """A phrase whose head is no listed noun: a known actor, a personal name, an institution's or outlet's name."""
    known = _mentioned(view)
    if known is not None:
        return known
    if view.phrase.animate and _is_common(view.words[view.phrase.head], view):
        # A profession that no list holds: "белградский энергетик Деян Станоев".
        somebody = person(view, head_end + 1, official=False)
        if somebody is not None:
            return somebody
        return role(view, head_end)
    core = without_quotes(view.core)
    media = view.cues.table.media_words
    if any(w.norm in media for w in core) or not any(_is_proper(word, view) for word in core):
        return None
    marked = any(field_of(w, view.cues) == "bodies" or w.norm in view.cues.table.nouns.bodies for w in core)
    if publishes(view) or marked:
        return _group(view, head_end, anonymous=False, why="a name that holds a word for institution")
    return _named_by_shape(view, core) if view.phrase.case is None else _named_by_dictionary(view, core)


def _is_common(word: Word, view: View) -> bool:
    """True for a common noun, its capital at the start of a sentence included ("Дальнобойщики жалуются")."""
    if not word.is_capital:
        return True
    first = word.readings[0] if word.readings else None
    if first is None or not _opens_sentence(word, view):
        return False
    # No dictionary knows every pair of nouns ("Експерт-міжнародник").
    pair = first.pos == "NOUN" and "-" in word.text and word.text[1:].islower()
    return pair or (first.known and not _is_name(word, view))


def role(view: View, head_end: int) -> Source:
    """Somebody by what they are, in a noun that no list holds: the head of a body is as good as named, others are nameless."""
    inside = view.span(view.phrase.head + 1, view.phrase.core)
    heads = view.phrase.number != "Plur" and any(field_of(w, view.cues) == "bodies" for w in inside)
    kind = "group" if view.phrase.number == "Plur" else "person"
    name = nominal(view, head_end, full=heads)
    step = AttributionStep(
        kind=kind, name=name, actor=own_state(view) if heads else None, anonymous=not heads
    )
    return Source((step,), why="a noun for a person")


def _is_proper(word: Word, view: View) -> bool:
    """True for a capital that means a name: not the first letter of a sentence on a common word."""
    return word.is_capital and (not _opens_sentence(word, view) or _is_name(word, view))


def _opens_sentence(word: Word, view: View) -> bool:
    first = view.words[0]
    return word is first or (not first.is_word and len(view.words) > 1 and word is view.words[1])


def _is_name(word: Word, view: View) -> bool:
    if word.is_latin and view.phrase.case is not None:
        return True
    if not word.readings:
        return view.phrase.case is not None or _has_more_capitals(view, word)
    named = is_misread_name(word) or any(reading.pos == "PROPN" for reading in word.readings)
    return named or not word.readings[0].known or word.text[1:2].isupper()


def _has_more_capitals(view: View, word: Word) -> bool:
    return (
        any(other.is_capital for other in view.core if other is not word)
        or view.phrase.core - view.phrase.start == 1
    )


def _named_by_shape(view: View, core: Sequence[Word]) -> Source | None:
    """Names of a language without cases: two or three capitalised words are a person, an acronym is a body."""
    grammar = view.cues.table.grammar
    capitals = [w for w in core if w.is_capital and w.norm not in grammar.articles]
    if len(capitals) == 1 and _opens_sentence(capitals[0], view) and capitals[0].norm in grammar.nobody:
        return None
    if not capitals or capitals[-1] is not [w for w in core if w.is_word][-1]:
        return None
    if len(capitals) == 1 and is_acronym(capitals[0]):
        return _group(view, view.phrase.start, anonymous=False, why="an acronym")
    if any(field_of(w, view.cues) == "publications" for w in capitals):
        return Source(
            (outlet_step(bare(view)),), why="a name that holds a word for publication", outlet_ids=(None,)
        )
    place = view.phrase.core
    return person(view, view.phrase.start, official=False) if place > view.phrase.start else None


def _named_by_dictionary(view: View, core: Sequence[Word]) -> Source | None:
    first, place = view.words[view.phrase.head], view.phrase.head
    foreign = first.is_latin or first.is_quote
    if view.publishing and (foreign or (is_acronym(first) and len(core) == 1)):
        name = printed(without_quotes(view.core))
        return Source(
            (outlet_step(name),), why="a foreign, quoted or short name that publishes", outlet_ids=(None,)
        )
    if foreign and any(word.norm in view.cues.table.outlet_words for word in core):
        name = printed(without_quotes(view.core))
        return Source(
            (outlet_step(name),), why="a name that holds a word for publication", outlet_ids=(None,)
        )
    if foreign:
        return _group(view, place, anonymous=False, why="a foreign or quoted name")
    if not is_acronym(first) and _looks_personal(core):
        return person(view, view.phrase.start, official=False)
    if is_acronym(first) or _is_proper(first, view):
        return _group(view, place + 1, anonymous=False, why="an acronym or a capitalised name")
    return None


def _looks_personal(core: Sequence[Word]) -> bool:
    capitals = [w for w in core if w.is_capital]
    animate = [
        w
        for w in capitals
        if is_misread_name(w) or any(r.animacy == "Anim" and r.pos == "PROPN" for r in w.readings[:3])
    ]
    return bool(animate) or (
        len(capitals) > 1 and len(capitals) == len(core) and not any(w.is_latin for w in capitals)
    )
