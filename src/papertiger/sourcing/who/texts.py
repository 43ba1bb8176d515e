"""Rules for outlets, and for texts: articles, statements, reports."""

from __future__ import annotations

from dataclasses import replace

from papertiger.records import AttributionStep
from papertiger.sourcing.who.people import professional
from papertiger.sourcing.who.personal import person_name
from papertiger.sourcing.who.shapes import is_familiarity
from papertiger.sourcing.who.view import (
    Source,
    View,
    actor_source,
    bare,
    field_of,
    known_outlet,
    lemma_of,
    nominal,
    outlet_mention,
    outlet_step,
    own_state,
    proper_part,
    state_of,
)
from papertiger.sourcing.words import Word


def publication(view: View, head_end: int) -> Source:
    """Such as "видання", "газета X": the outlet named, or the one that is being retold."""
    mention = outlet_mention(view)
    if mention is not None:
        return known_outlet(mention, "an outlet from the actor file")
    name = proper_part(view, head_end)
    if name and view.phrase.case is None and head_end and view.words[head_end - 1].is_capital:
        name = bare(view)  # "Radio Democracy", "Channel 12": the word is part of the name
    if name:
        return Source((outlet_step(name),), why="a name after a word for publication", outlet_ids=(None,))
    named = view.core_mentions or any(w.is_capital for w in view.core[1:])  # "Ethiopian state television"
    if view.phrase.case is None and named and not _is_institution(view):
        return Source(
            (outlet_step(bare(view)),), why="a name that holds a word for publication", outlet_ids=(None,)
        )
    if _is_institution(view):
        name = nominal(view, head_end, full=True)
        step = AttributionStep(kind="group", name=name, actor=own_state(view))
        return Source((step,), why="an agency that is no news agency", publisher=True)
    if view.phrase.number == "Plur":
        return Source(
            (outlet_step(nominal(view, head_end), anonymous=True),),
            why="outlets without a name",
            outlet_ids=(None,),
        )
    return Source(relative="publication", why="this publication: the outlet that is being retold")


def _is_institution(view: View) -> bool:
    """True for "Міжнародне енергетичне агентство", "Seoul's spy agency": what kind of agency it is stands before the word."""
    head = view.words[view.phrase.head]
    if field_of(head, view.cues) != "publications":
        return False
    before = view.span(view.phrase.start, view.phrase.head)
    grammar = view.cues.table.grammar
    listed = grammar.agencies
    if view.phrase.case is None:
        kinds = [w for w in before if w.is_word and not w.is_capital and w.norm not in grammar.articles]
        kinds = [w for w in kinds if not w.norm.endswith(grammar.genitive)]
        national = bool(view.core_mentions) and not kinds  # "the Russian agency"
        return head.norm in listed and (national or any(w.norm not in grammar.newsy for w in kinds))
    lemmas = {r.lemma for r in head.readings} | {head.norm}
    return bool(lemmas & set(listed)) and any(
        w.is_capital and (w is not view.words[0] or len(before) > 1) for w in before
    )


def press(view: View, head_end: int) -> Source:
    """The press at large, unless an outlet is named with it."""
    mention = outlet_mention(view)
    if mention is not None:
        return known_outlet(mention, "an outlet from the actor file")
    name = nominal(view, head_end)
    return Source((outlet_step(name, anonymous=True),), why="the press without a name", outlet_ids=(None,))


def staff(view: View, head_end: int) -> Source | None:
    """Such as "журналісти X" speak as X; a named journalist speaks as a person."""
    mention = outlet_mention(view)
    if mention is not None and not person_name(view, head_end):
        return known_outlet(mention, "staff of an outlet")
    if any(
        field_of(w, view.cues) in {"publications", "staff", "texts"}
        for w in view.span(head_end, view.phrase.core)
    ):
        return Source(relative="publication", why="staff of the outlet that is being retold")
    return professional(view, head_end)


def text(view: View, head_end: int) -> Source:
    """An article: of the outlet named, else of the one that is being retold."""
    mention = outlet_mention(view)
    if mention is not None:
        return known_outlet(mention, "a text of an outlet")
    name = proper_part(view, head_end)
    if name and view.publishing:
        return Source((outlet_step(name),), why="a text of a named outlet", outlet_ids=(None,))
    inside = view.span(head_end, view.phrase.core)
    files = view.cues.table.grammar.files
    if any(field_of(w, view.cues) == "documents" or lemma_of(w) in files for w in inside):
        return document(view, head_end)
    return Source(relative="publication", why="the text of the outlet that is being retold")


def utterance(view: View, head_end: int) -> Source:
    """A statement or post is its author speaking; without an author, whoever spoke before."""
    author = _complement(view, head_end)
    if author is not None:
        return replace(author, why=f"author of a statement: {author.why}")
    return Source(relative="speaker", why="a statement of the speaker named before")


def document(view: View, head_end: int) -> Source:
    """A report or treaty stands for itself; its issuer gives the actor."""
    issuer = _complement(view, head_end)
    if issuer is not None and issuer.is_outlet:
        return replace(issuer, why="data of an outlet")
    if issuer is not None and issuer.steps and (_is_authored(view, issuer) or _written_by(view, head_end)):
        steps = tuple(map(_not_surname, issuer.steps)) if view.phrase.case is None else issuer.steps
        return replace(issuer, steps=steps, why=f"author of a document: {issuer.why}")
    if issuer is not None and issuer.steps:
        last = issuer.steps[-1]
        step = AttributionStep(kind="document", name=nominal(view, head_end, full=True), actor=last.actor)
        return Source((step,), why="a document with its issuer", publisher=issuer.publisher)
    core = view.core_mentions
    actor = state_of(core[0]) if core else None
    step = AttributionStep(kind="document", name=nominal(view, head_end, full=True), actor=actor)
    return Source((step,), why="a document")


def _not_surname(step: AttributionStep) -> AttributionStep:
    """The step, where a single name is rather an institute's than a person's ("a poll by Metron")."""
    return (
        step.model_copy(update={"kind": "group"}) if step.kind == "person" and " " not in step.name else step
    )


def _is_authored(view: View, issuer: Source) -> bool:
    """True for a text in which a body itself speaks ("звіт Рахункової палати", "опитування КМІС"), unlike a treaty or a memo."""
    last = issuer.steps[-1]
    head = view.words[view.phrase.head]
    lemmas = {head.norm, *(r.lemma for r in head.readings)}
    spoken = bool(lemmas & set(view.cues.table.grammar.authored))
    return spoken and last.kind == "group" and not last.anonymous


def _written_by(view: View, head_end: int) -> bool:
    """True for "a report by X" in a language without cases."""
    return view.phrase.case is None and any(
        w.norm in view.cues.table.grammar.passive[1:] for w in view.span(head_end, view.phrase.end)
    )


def _complement(view: View, head_end: int) -> Source | None:
    """Who stands in the genitive (or after "of", "by") behind a text noun."""
    at, end = head_end, view.phrase.end
    if view.phrase.case is None:  # "a letter sent to the council by 14 states"
        by = view.cues.table.grammar.passive[1:]
        authors = (
            i + 1
            for i in range(head_end, end - 1)
            if view.words[i].norm in by and not is_familiarity(view.words[i - 1], view.cues)
        )
        at = next(authors, at)
    while at < end and (
        view.words[at].norm in view.cues.table.grammar.linkers or not _could_open(view.words[at])
    ):
        at += 1
    return view.complement(at) if at < end else _owner(view, head_end)


def _could_open(word: Word) -> bool:
    return word.is_word or word.is_quote


def _owner(view: View, head_end: int) -> Source | None:
    """Whoever stands before the noun in a language without cases ("the Pentagon statement")."""
    before = view.within(view.phrase.start, head_end - 1)
    if view.phrase.case is not None or not before:
        return None
    mention = before[-1]
    if mention.actor.kind == "outlet":
        return known_outlet(mention, "an outlet from the actor file")
    return actor_source(view, mention, mention.surface)
