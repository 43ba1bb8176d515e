"""Speakers by a noun that no list holds, in a language without cases: "the four-star said", "a beekeeper told the court".

Only beside verbs that nothing but people do. With the definite article the noun is whoever spoke, or was named, just before; else it is
somebody nameless.
"""

from __future__ import annotations

from papertiger.records import AttributionStep
from papertiger.sourcing.clauses.addressees import Subject
from papertiger.sourcing.clauses.report import Line
from papertiger.sourcing.cues import VerbForm
from papertiger.sourcing.names import printed
from papertiger.sourcing.who.phrases import find_phrase
from papertiger.sourcing.who.view import Source

_LONGEST = 5
"""Words of such a phrase, its place left out."""


def unlisted_subject(line: Line, start: int, end: int, form: VerbForm) -> Subject | None:
    """The phrase from `start` to the verb at `end` as somebody who speaks."""
    grammar = line.cues.table.grammar
    if grammar.within or form.lemma not in grammar.speaking or start >= end:
        return None
    first = line.words[start].norm
    if first not in grammar.articles and first not in line.cues.table.possessives:
        return None
    phrase = find_phrase(line.words[:end], start, None, line.cues)
    if phrase is None or phrase.core - start > _LONGEST or phrase.core - start < 2:  # noqa: PLR2004 - article and noun
        return None
    head = line.words[phrase.core - 1]
    between = line.words[phrase.end : end]
    if line.words[phrase.end - 1].norm in grammar.conjunctions:
        return None  # "posted a video and said"
    if not head.is_word or head.norm in grammar.times or not all(_idle(line, w.norm) for w in between):
        return None
    kind = "group" if phrase.number == "Plur" else "person"
    name = printed(line.words[start + 1 : phrase.core])
    step = AttributionStep(kind=kind, name=name, anonymous=True)
    known = first in grammar.definite
    source = Source(
        (step,),
        relative="speaker" if known else None,
        number=phrase.number,
        words=printed(line.words[start : phrase.end]),
        why="a noun for a person, known by what they do here",
    )
    return Subject(source, start, phrase.end, explicit=not known)


def _idle(line: Line, norm: str) -> bool:
    return norm in line.cues.table.grammar.adverbs or norm in line.cues.table.grammar.auxiliaries
