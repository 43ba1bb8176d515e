"""The form of a table of attribution cues, ``data/<language>.yaml``."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


def _distinct(words: tuple[str, ...]) -> tuple[str, ...]:
    twice = sorted({word for word in words if words.count(word) > 1})
    if twice:
        msg = f"{twice[0]!r} stands twice; take one out"
        raise ValueError(msg)
    return words


Words = Annotated[tuple[str, ...], AfterValidator(_distinct)]
Prepositions = dict[str, Words]
"""Lemma → the prepositions that bring in what it is about."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Verbs(_Table):
    """Verbs (lemmas) by what they take as content; a verb may stand in several lists."""

    speech: Words = ()
    """Quotations and clauses: "said (that) …", "…," he quipped."""
    clause: Words = ()
    """Clauses, not quotations: "knows that …"."""
    infinitive: Words = ()
    """What the source means to do: "plans to …"."""
    gerund: Words = ()
    """The same in -ing: "considered leaving"."""
    request: Words = ()
    """Somebody to do something: "urged him to …", content without the person."""
    causing: Words = ()
    """The same, the person being part of the content: "wants him to …"."""
    predicate: Words = ()
    """Something to be something: "called him a liar", "deemed it false"."""
    as_: Words = Field(default=(), alias="as")
    """Something as something: "described it as …"."""
    object: Words = ()
    """A noun phrase with what follows it: "criticized the deal for …"."""
    about: Prepositions = {}
    """A phrase with a preposition: "talked about …"."""
    passive: Words = ()
    """Without a source, what is thought of the subject: "is expected to …"."""
    told: Words = ()
    """In the passive the subject is the source: "was convinced that …"."""
    seeming: Words = ()
    """With an infinitive, nobody's view: "seems to …"."""


class Nouns(_Table):
    """Nouns by what they take; the source is the possessor."""

    clause: Words = ()
    """"the claim that …"."""
    infinitive: Words = ()
    """"the plan to …"."""
    about: Prepositions = {}
    """"criticism of …"."""


class Adjectives(_Table):
    """Predicative adjectives by what they take; the source is the subject."""

    clause: Words = ()
    """"is confident that …"."""
    infinitive: Words = ()
    """"is willing to …"."""
    about: Prepositions = {}
    """"is critical of …"."""
    impersonal: Words = ()
    """"it is clear that …", without a source."""


class Light(_Table):
    """A verb and a noun that together are a cue: "raised questions about …"."""

    verb: Words
    noun: Words
    about: Words = ()
    """Prepositions that bring in the content."""


class SpanTable(_Table):
    """Everything that the rules need to know of a language's words."""

    verbs: Verbs
    nouns: Nouns
    adjectives: Adjectives
    light: tuple[Light, ...] = ()
    according: Words
    """Prepositional cues, as printed: "according to"."""
    hearsay: Words
    """Adverbs that report without a source."""
    forms: dict[str, Words] = {}
    """Irregular verbs: lemma → its other forms."""
    times: Words = ()
    """Nouns that say when; a phrase with one belongs neither to cue nor to content."""
    reported: Words
    """Subjunctions of reported clauses: "that", "whether"."""
    asking: Words = ()
    """Words that open an indirect question right after its verb: "how"."""
    infinitive_mark: str
    agent: Words
    """Prepositions of the agent of a passive."""
    as_: Words = Field(alias="as")
    """Words before what something is called: "as"."""
    circumstance: Words = ()
    """Prepositions and subjunctions of what is no part of an object: "criticized the plan in a speech"."""
    aspect: Words = ()
    """Verbs that say how an act goes on and belong to its cue: "began to speak"."""
    possessor: Words
    """Prepositions of the possessor of a noun: "of"."""
    relative: Words
    """Relative pronouns."""
    papers: Words = ()
    """Nouns for what may head a headline as its source: "poll"."""
    interjected: Words = ()
    """Leading words that no source holds: "but"."""
    reader: Words = ()
    """Pronouns for whoever reads, who is nobody's source: "you"."""
