"""What one call shows a language model: whole paragraphs of numbered sentences, the parties named in them, delimiters.

The delimiters are made of a digest of what stands between them, so no text can hold the line that would close it; signs
that could pass for ours are replaced in what is shown, one for one, so that a place there is a place in the sentence.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from papertiger.actors import Mention, knowledge_base
from papertiger.events.claim import Party
from papertiger.events.mentioned import ACTING, from_mention
from papertiger.language import Sentence
from papertiger.readers.hostile import addresses_machine
from papertiger.readers.llm.addressing import addressed
from papertiger.readers.llm.envelope import Message
from papertiger.readers.llm.instructions import instructions, listed, marked, neutral, preamble
from papertiger.readers.llm.proposals import schema_of
from papertiger.readers.llm.spending import tokens_of
from papertiger.readers.prepared import Prepared

_LEAST = 2
"""Parties that a window must name: one alone has nobody to deal with."""
_MARK = 16
"""Hex digits of a delimiter: 64 bits that a text would have to foretell."""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence as the model is shown it."""

    number: int
    sentence: Sentence
    shown: str
    """As long as the sentence."""
    parties: tuple[Party, ...]
    """Who is named in it, pronouns that were resolved included, in text order."""
    hostile: bool = False
    """Whether it turns to a machine or to its reader: it is not shown, and no claim of it stands, whatever is answered."""


@dataclass(frozen=True, slots=True)
class Window:
    """The sentences of one call."""

    lines: tuple[Line, ...]
    context: str
    """The sentence before, as shown; empty where there is none."""
    parties: Mapping[str, str]
    """Actor id → name, in the order in which they are named."""

    @property
    def told(self) -> tuple[Line, ...]:
        """The sentences that the model is shown."""
        return tuple(line for line in self.lines if not line.hostile)

    @property
    def most(self) -> int:
        """Claims that an answer may hold and still be looked at wholly."""
        return instructions().claims_a_sentence * len(self.lines)

    @property
    def mark(self) -> str:
        """Hex digits that part this window from what is around it."""
        text = "\n".join([self.context, *(line.shown for line in self.told)])
        return hashlib.sha256(text.encode()).hexdigest()[:_MARK]

    def line(self, number: int) -> Line | None:
        """The sentence of that number; None where none has it."""
        return next((line for line in self.lines if line.number == number), None)

    def schema(self) -> dict[str, Any]:
        """What an answer must look like."""
        return schema_of([line.number for line in self.told], list(self.parties), most=self.most)

    def messages(self) -> tuple[Message, ...]:
        """What is sent: who the model is told to be, then the conventions and the article."""
        told, mark = instructions(), self.mark
        shown = [f"{told.context} {self.context}"] if self.context else []
        shown += [f"[{line.number}] {line.shown}" for line in self.told]
        article = "\n".join([marked(told.begin, mark), *shown, marked(told.end, mark)])
        parts = [
            preamble(),
            listed(self.parties),
            marked(told.digits, mark),
            article,
            marked(told.close, mark),
        ]
        return Message("system", told.system), Message("user", "\n\n".join(parts))


@dataclass(frozen=True, slots=True)
class Cut:
    """An article cut into windows, and what of it is not sent."""

    windows: tuple[Window, ...]
    alone: int = 0
    """Windows that name one party or none."""
    hostile: tuple[Sentence, ...] = ()
    """Sentences that address a machine; where there is one, nothing of the article is sent."""
    left_out: int = 0
    """Sentences of paragraphs that turn to their reader, which the model is not shown."""


def windows(made: Prepared, *, even_hostile: bool = False) -> Cut:
    """The article as windows of about `window_tokens`, in text order.

    An article that addresses a machine is not sent at all, and what it says is read by the rules alone: a model that obeyed one sentence
    of it could point at any other for what it was told to answer, and no check of words would tell. `even_hostile` cuts it all the same,
    the hostile sentences left out, to measure what the other checks hold by themselves.
    """
    hostile = addresses_machine(made)
    if hostile and not even_hostile:
        return Cut((), hostile=hostile)
    out = addressed(made) | {sentence.index for sentence in hostile}
    found: list[Window] = []
    alone = 0
    before: Sentence | None = None
    for group in _groups(made):
        window = _window(made, group, before, out)
        before = group[-1]
        if len(window.parties) < _LEAST:
            alone += 1
        else:
            found.append(window)
    left_out = sum(line.hostile for window in found for line in window.lines)
    return Cut(tuple(found), alone, hostile, left_out)


def _groups(made: Prepared) -> Iterator[list[Sentence]]:
    """Runs of whole paragraphs, each run within the bound; a paragraph that is longer by itself is cut between sentences."""
    most = instructions().window_tokens
    asked = [
        s for s in made.sentences if s.kind != "dateline" and s.language in made.spoken and s.text.strip()
    ]
    group: list[Sentence] = []
    size = 0
    for _, run in groupby(asked, key=lambda sentence: sentence.paragraph):
        paragraph = list(run)
        cost = sum(tokens_of(s.text) for s in paragraph)
        pieces = [paragraph] if cost <= most else [[s] for s in paragraph]
        for piece in pieces:
            cost = sum(tokens_of(s.text) for s in piece)
            if group and size + cost > most:
                yield group
                group, size = [], 0
            group += piece
            size += cost
    if group:
        yield group


def _window(
    made: Prepared, group: Sequence[Sentence], before: Sentence | None, out: AbstractSet[int]
) -> Window:
    lines = tuple(
        Line(
            number,
            sentence,
            neutral(sentence.text),
            parties_in(made, sentence),
            sentence.index in out,
        )
        for number, sentence in enumerate(group, start=1)
    )
    named = {party.actor: _name(party) for line in lines if not line.hostile for party in line.parties}
    context = neutral(before.text) if before is not None and before.index not in out else ""
    return Window(lines, context, named)


def parties_in(made: Prepared, sentence: Sentence) -> tuple[Party, ...]:
    """Everybody in a sentence who can be a party to a claim, by our own linker."""
    here: Sequence[Mention] = made.mentions[sentence.language][sentence.index]
    return tuple(from_mention(mention) for mention in here if mention.actor.kind in ACTING)


def _name(party: Party) -> str:
    try:
        return knowledge_base().label(party.actor, "en")
    except KeyError:
        return party.words
