"""Whom an article names and who speaks in it, by language, each found when somebody asks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from papertiger.actors import Mention, knowledge_base
from papertiger.actors.linking import Linker
from papertiger.events import Party
from papertiger.language import Sentence
from papertiger.news.article import Article, day_of
from papertiger.records import AttributionStep, Explanation
from papertiger.sourcing import Attributions, attribute


class Mentions(dict[str, list[list[Mention]]]):
    """Language → the actor mentions of each sentence of an article, found when a language is asked for."""

    def __init__(self, article: Article, sentences: Sequence[Sentence]) -> None:
        super().__init__()
        self.article, self.sentences = article, sentences

    def starts(self, language: str) -> list[int]:
        """Where the sentences of that language name an actor, in order."""
        return [m.start for here in self[language] for m in here]

    def __missing__(self, language: str) -> list[list[Mention]]:
        day = day_of(self.article.metadata.published)
        found = knowledge_base().mentions(self.article.text, language, on=day)
        found = sorted([*found, *self._pointing(found, language, day)], key=lambda m: m.start)
        found = [replace(m, actor=knowledge_base().acting(m.actor, day)) for m in found]
        begins = [m.start for m in found]
        here = self[language] = [
            found[bisect_left(begins, s.start) : bisect_left(begins, s.end)] if s.language == language else []
            for s in self.sentences
        ]
        return here

    def _pointing(self, found: Sequence[Mention], language: str, day: date | None) -> list[Mention]:
        """Pronouns and descriptions that mean one of the actors named before."""
        starts = [s.start for s in self.sentences] or [0]
        links = Linker(knowledge_base(), language).link(
            self.article.text, on=day, sentences=starts, mentions=found
        )
        return [
            Mention(link.start, link.end, link.actor, "reference", link.surface, link.how)
            for link in links
            if link.actor is not None
            and link.form in {"pronoun", "description"}
            and link.actor.kind in {"state", "person"}
        ]


class Voices(dict[str, Attributions]):
    """Language → who says what in the sentences of an article, read when a language is asked for."""

    def __init__(self, article: Article, sentences: Sequence[Sentence], mentions: Mentions) -> None:
        super().__init__()
        self.article, self.sentences, self.mentions = article, sentences, mentions

    def __missing__(self, language: str) -> Attributions:
        own = only(self.sentences, language)
        found = self[language] = attribute(self.article, own, self.mentions[language], language)
        return found


@dataclass(frozen=True, slots=True)
class Chains:
    """Who says what, for sentences of one language in an article that is mostly in another."""

    own: str
    article: str
    """The article's main language; the same as `own` in most articles."""
    voices: Voices

    def chain(
        self, sentence: int, start: int, end: int
    ) -> tuple[tuple[AttributionStep, ...], tuple[Explanation, ...]]:
        """The chain by the sentence's own language; a quotation without a speaker there has the article's."""
        found = self.voices[self.own].chain(sentence, start, end)
        is_silent = len(found[0]) == 1 and self.article != self.own
        return self.voices[self.article].chain(sentence, start, end) if is_silent else found

    def state(self, sentence: Sentence) -> str | None:
        """The state that speaks in a sentence, if one does."""
        chain = self.chain(sentence.index, sentence.start, sentence.end)[0]
        speaker = speaker_of(chain, sentence, self.voices.article.metadata.published)
        return speaker.state if speaker is not None else None


def only(sentences: Sequence[Sentence], language: str) -> list[Sentence]:
    """All sentences, those of other languages without their words, so that indexes hold."""
    return [s if s.language == language else replace(s, text="", doc=None) for s in sentences]


def speaker_of(
    chain: Sequence[AttributionStep], sentence: Sentence, published: str | None = None
) -> Party | None:
    """The party that speaks last in a chain, placed at the beginning of the sentence; None for outlets and strangers.

    Who held an office of a bloc when the article was `published` speaks for the bloc.
    """
    last = chain[-1]
    if last.kind not in {"person", "group"} or last.actor is None:
        return None
    body = body_of(last.actor, published)
    if body is not None:
        return Party(body, None, sentence.start, sentence.start + 1, last.name, "who speaks here")
    state = (
        last.actor
        if last.actor.isupper() and ":" not in last.actor and "-" not in last.actor
        else state_of(last.actor)
    )
    return Party(last.actor, state, sentence.start, sentence.start + 1, last.name, "who speaks here")


def body_of(actor_id: str | None, published: str | None) -> str | None:
    """Id of the bloc or body of several states that a person held an office of on that day; None for everybody else."""
    if actor_id is None or "-" not in actor_id or ":" in actor_id:
        return None
    try:
        return knowledge_base().acting(knowledge_base().get(actor_id), day_of(published)).acts_for
    except KeyError:
        return None


def state_of(actor_id: str) -> str | None:
    """The state behind an actor, itself for a state; raises KeyError for an unknown id.

    An office or body that the actor files give no holder or name (``POL:head_of_government``) is its state's.
    """
    owner, colon, _ = actor_id.partition(":")
    try:
        actor = knowledge_base().get(actor_id)
    except KeyError:
        if not colon:
            raise
        actor = knowledge_base().get(owner)
    return actor.state or (actor.id if actor.kind == "state" else None)
