"""From a source phrase to who speaks: outlet, person, group or document, nameless or not, and for which state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from papertiger.actors import Mention
from papertiger.records import AttributionStep
from papertiger.sourcing.cues import Cues
from papertiger.sourcing.names import printed
from papertiger.sourcing.who import bodies, people, texts
from papertiger.sourcing.who.phrases import find_phrase
from papertiger.sourcing.who.shapes import Phrase
from papertiger.sourcing.who.view import Source, View, field_of, head_field, lemma_of
from papertiger.sourcing.words import Word

__all__ = ["Source", "resolve"]


def resolve(
    words: Sequence[Word],
    phrase: Phrase,
    mentions: Sequence[Mention],
    cues: Cues,
    *,
    publishing: bool = False,
) -> Source | None:
    """Who the phrase names; None when it cannot be a speaker ("the results show").

    Args:
        words: all words of the sentence.
        phrase: bounds of the source phrase in them.
        mentions: actor mentions of the sentence, frozen-text positions.
        cues: cue table of the language.
        publishing: True after a verb of publishing, which makes an unknown foreign name an outlet.
    """

    def complement(at: int) -> Source | None:
        inner = find_phrase(words, at, "Gen" if phrase.case else None, cues)
        return resolve(words, inner, mentions, cues, publishing=publishing) if inner is not None else None

    view = View(words, phrase, mentions, cues, publishing, complement)
    source = _resolve(view)
    if source is None:
        return None
    source = replace(source, steps=tuple(_without_self(step, cues) for step in source.steps))
    return replace(
        source,
        number=source.number or phrase.number,
        gender=source.gender or _natural_gender(view) or _body_gender(view, source),
        words=printed(words[phrase.start : phrase.end]),
        bare=_is_bare(view, source),
        text=head_field(view)[0] in {"documents", "utterances"},
        role=_role(view),
        lone=_is_lone(view, source),
    )


def _without_self(step: AttributionStep, cues: Cues) -> AttributionStep:
    """The step without "сам" before its name ("Сам Дмитрієв")."""
    first, _, rest = step.name.partition(" ")
    return (
        step.model_copy(update={"name": rest})
        if rest and first.casefold() in cues.table.grammar.self_
        else step
    )


def _role(view: View) -> str:
    """Base form of the common noun at the head of a phrase for a person."""
    head = view.words[view.phrase.head]
    named = head.is_capital and (view.phrase.head > 0 or any(r.pos == "PROPN" for r in head.readings))
    animate = view.phrase.animate and not named
    return lemma_of(head) if animate else ""


def _is_lone(view: View, source: Source) -> bool:
    """True for one person by a noun alone, with at most "сам" before it: no name, no complement, no number."""
    last = source.steps[-1] if source.steps else None
    grammar = view.cues.table.grammar
    before = view.words[view.phrase.start : view.phrase.head]
    return (
        last is not None
        and last.kind == "person"
        and len(source.steps) == 1
        and view.phrase.animate
        and view.phrase.number == "Sing"
        and view.phrase.end == view.phrase.head + 1
        and not view.core_mentions
        and not any(w.norm in grammar.members for w in before)
        and field_of(view.words[view.phrase.head], view.cues) not in {"interlocutors", "bystanders"}
    )


def _is_bare(view: View, source: Source) -> bool:
    """True for a profession without name, complement, state or number, definite where the language has articles."""
    phrase, grammar = view.phrase, view.cues.table.grammar
    last = source.steps[-1] if source.steps else None
    if (
        last is None
        or not last.anonymous
        or len(source.steps) > 1
        or phrase.number == "Plur"
        or view.core_mentions
    ):
        return False
    head = view.words[phrase.head]
    listed = {head.norm, *(r.lemma for r in head.readings)} & set(view.cues.table.nouns.professions)
    first = view.words[phrase.start].norm
    definite = first in grammar.definite if phrase.case is None else first not in grammar.members
    return bool(listed) and definite and phrase.end == phrase.head + 1


def _body_gender(view: View, source: Source) -> str | None:
    """Gender of the noun for a body, which "he" and "she" must share: an inquiry ("слідство") is neither."""
    last = source.steps[-1] if source.steps else None
    common = last is not None and last.kind == "group" and not view.words[view.phrase.head].is_capital
    return view.phrase.gender if common else None


def _natural_gender(view: View) -> str | None:
    """Gender of a given name in the phrase; titles are masculine for women too, so they tell nothing."""
    for word in view.core:
        for reading in word.readings:
            if (
                word.is_capital
                and reading.pos == "PROPN"
                and reading.animacy == "Anim"
                and reading.case == view.phrase.case
            ):
                return reading.gender
    return None


def _resolve(view: View) -> Source | None:
    field_name, head_end = head_field(view)
    rule = _RULES.get(field_name or "", bodies.named)
    return rule(view, head_end)


_RULES = {
    "publications": texts.publication,
    "press": texts.press,
    "staff": texts.staff,
    "texts": texts.text,
    "utterances": texts.utterance,
    "documents": texts.document,
    "interlocutors": people.interlocutor,
    "officials": people.official,
    "bystanders": people.bystander,
    "offices": people.office,
    "voices": people.voice,
    "professions": people.professional,
    "bodies": bodies.body,
    "publishers": bodies.body,
    "peoples": bodies.people,
}
