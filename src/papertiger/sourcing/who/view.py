"""What the rules of speakers look at: a source phrase with its words, mentions and cues; and what they return."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from papertiger.actors import Mention, actor_of
from papertiger.records import AttributionStep
from papertiger.sourcing.cues import Cues
from papertiger.sourcing.names import nominative, printed, without_quotes
from papertiger.sourcing.who.shapes import Phrase, is_familiarity
from papertiger.sourcing.words import Word


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks, as far as one sentence tells."""

    steps: tuple[AttributionStep, ...] = ()
    relative: str | None = None
    """``publication``: the outlet that is being retold; ``speaker``: whoever spoke before; ``text``: the text that did. Resolved in discourse."""
    number: str | None = None
    gender: str | None = None
    words: str = ""
    why: str = ""
    publisher: bool = False
    """True for an institution that publishes in its own right, which takes over from a retold outlet."""
    official: bool = False
    """True for nameless officials: named without their state, they are those of the state named before."""
    place: bool = False
    """True for "there": the body named before speaks."""
    member: str = ""
    """Words that pick somebody out of those who spoke before ("один із них")."""
    bare: bool = False
    """True for a lone profession ("експерт"): somebody nameless, or whoever of that kind has just spoken by name."""
    text: bool = False
    """True for a statement or report, whoever speaks in it ("в докладе X")."""
    role: str = ""
    """Base form of the noun that says what the speaker is ("міністр"); empty for a name or a body."""
    lone: bool = False
    """True for such a noun alone ("міністр додав"), which means whoever of that kind was named before."""
    outlet_ids: tuple[str | None, ...] = field(default=())
    """Actor ids of the outlet steps, in order."""

    @property
    def is_outlet(self) -> bool:
        """True when the source is a named or relative outlet alone."""
        return bool(self.steps) and all(step.kind == "outlet" for step in self.steps)


@dataclass(frozen=True, slots=True)
class View:
    """A phrase with everything that the rules look at."""

    words: Sequence[Word]
    phrase: Phrase
    mentions: Sequence[Mention]
    cues: Cues
    publishing: bool
    complement: Callable[[int], Source | None]
    """Resolves the phrase that starts at a word as the complement of a text ("заява X")."""

    def span(self, start: int, end: int) -> Sequence[Word]:
        """Words between two indices."""
        return self.words[start:end]

    def within(self, start: int, end: int) -> list[Mention]:
        """Mentions inside the words from `start` to `end`."""
        if start >= end:
            return []
        low, high = self.words[start].start, self.words[end - 1].end
        return [m for m in self.mentions if low <= m.start and m.end <= high]

    @property
    def core(self) -> Sequence[Word]:
        """The words of the core."""
        return self.words[self.phrase.start : self.phrase.core]

    @property
    def core_mentions(self) -> list[Mention]:
        """Mentions inside the core."""
        return self.within(self.phrase.start, self.phrase.core)


_OUTLETS = frozenset({"publications", "press", "texts"})


def head_field(view: View) -> tuple[str | None, int]:
    """The field of `Nouns` that the head belongs to, and the index after the head; None for an unlisted noun."""
    phrase, cues = view.phrase, view.cues
    fixed = " ".join(
        lemma_of(word) for word in view.words[max(phrase.start, phrase.head - 1) : phrase.head + 1]
    )
    if fixed in cues.heads and phrase.head > phrase.start:
        return cues.heads[fixed], phrase.head + 1
    if phrase.case is not None:
        found = field_of(view.words[phrase.head], cues)
        return (found, phrase.head + 1) if found else (None, phrase.head)
    if phrase.core > phrase.head + 1:
        return field_of(
            view.words[phrase.head], cues
        ), phrase.head + 1  # "the Institute for the Study of War"
    for place in range(phrase.start, phrase.core - 1):
        after = view.words[place + 1].norm
        sent = after.endswith(cues.table.grammar.past) or after in cues.table.grammar.participles
        if sent and field_of(view.words[place], cues) in {"utterances", "documents"}:
            return field_of(view.words[place], cues), place + 1  # "a letter sent to the council"
    for place in range(phrase.core - 1, phrase.start - 1, -1):
        found = field_of(view.words[place], cues)
        modifies = found in _OUTLETS and place + 1 < phrase.core and not view.words[place + 1].is_capital
        if found and not modifies:  # "a paper tiger" is no paper
            return found, place + 1
    return None, phrase.head


def lemma_of(word: Word) -> str:
    """Likeliest lemma of a word, lower case."""
    return word.readings[0].lemma if word.readings else word.norm


def field_of(word: Word, cues: Cues) -> str | None:
    """The field of a noun under any of its noun readings (an adjective used as one included)."""
    if not word.readings:
        return cues.heads.get(word.text) or cues.heads.get(word.norm)
    lemmas = [r.lemma for r in word.readings if r.pos in {"NOUN", "PROPN", "ADJ"}]
    return next((cues.heads[lemma] for lemma in [*lemmas, word.norm] if lemma in cues.heads), None)


def has_field(view: View, start: int, wanted: str) -> bool:
    """True when a word of the core, from `start` on, is a noun of the field `wanted`."""
    return any(field_of(word, view.cues) == wanted for word in view.span(start, view.phrase.core))


def outlet_mention(view: View) -> Mention | None:
    """The first outlet of the actor file that the core names."""
    return next((m for m in view.core_mentions if m.actor.kind == "outlet"), None)


def outlet_step(name: str, *, anonymous: bool = False) -> AttributionStep:
    """The step of an outlet."""
    return AttributionStep(kind="outlet", name=name, anonymous=anonymous)


def known_outlet(mention: Mention, why: str) -> Source:
    """An outlet of the actor file as a source."""
    return Source((outlet_step(mention.actor.name),), why=why, outlet_ids=(mention.actor.id,))


def actor_source(view: View, mention: Mention, name: str) -> Source:
    """An actor of the actor file as a source; a people ("росіяни") is nameless, a movement ("хусити") is not."""
    nameless = mention.form == "demonym" and mention.actor.kind != "group"
    kind = "person" if mention.actor.kind == "person" else "group"
    step = AttributionStep(kind=kind, name=name, actor=mention.actor.id, anonymous=nameless)
    return Source(
        (step,), why=f"{mention.actor.kind} from the actor file ({mention.form})", publisher=publishes(view)
    )


def publishes(view: View) -> bool:
    """True for the name of an institution that publishes in its own right."""
    markers = view.cues.table.nouns.publishers
    return any(w.norm in markers or lemma_of(w) in markers for w in view.core) and any(
        w.is_capital or w.is_quote for w in view.core
    )


def state_of(mention: Mention) -> str | None:
    """Id of the state behind a mention; of a stateless body or group, its own id."""
    actor = mention.actor
    if actor.kind == "state":
        return actor.id
    return actor.state or (actor.id if actor.kind in {"organisation", "group"} else None)


def state_of_id(actor_id: str | None) -> str | None:
    """Id of the state behind an actor id: itself for a state, None for one that the actor file does not know."""
    actor = actor_of(actor_id)
    if actor is None:
        return None
    return actor.id if actor.kind == "state" else actor.state


def own_state(view: View) -> str | None:
    """The state that the phrase names as the speaker's own: not one that they are merely familiar with."""
    end = _before_familiarity(view)
    for mention in view.within(view.phrase.start, end):
        if mention.actor.kind in {"state", "organisation", "group"}:
            return state_of(mention)
    return None


def body_state(view: View) -> str | None:
    """The state of a body that nameless sources sit in ("джерела в Кремлі"); a country or city is only a place."""
    for mention in view.within(view.phrase.head + 1, _before_familiarity(view)):
        body = mention.actor.kind == "organisation" or _is_institution(mention, view)
        if body:
            return state_of(mention)
    return None


def _is_institution(mention: Mention, view: View) -> bool:
    """True for a seat of power ("Кремль"): sources in it are inside, sources in a city are only there."""
    first = next((word for word in view.words if word.start == mention.start), None)
    return first is not None and (
        first.norm in view.cues.table.grammar.seats or lemma_of(first) in view.cues.table.grammar.seats
    )


def _before_familiarity(view: View) -> int:
    for place in range(view.phrase.start, view.phrase.end):
        if is_familiarity(view.words[place], view.cues):
            return place
    return view.phrase.end


def proper_part(view: View, start: int) -> str:
    """The quoted or foreign (or, without cases, capitalised) name after `start` in the core, without quotation marks."""
    words = view.span(start, view.phrase.core)
    for place, word in enumerate(words):
        foreign = word.is_latin and view.phrase.case is not None
        if word.is_quote or foreign or word.is_capital:
            return printed(_until_quote(words[place:]))
    return ""


def _until_quote(words: Sequence[Word]) -> list[Word]:
    if not words[0].is_quote:
        return without_quotes(words)
    close = next((i for i, w in enumerate(words[1:], 1) if w.is_quote), len(words))
    return list(words[1:close])


def bare(view: View) -> str:
    """The core without articles and quotation marks."""
    words = without_quotes(view.core)
    while len(words) > 1 and words[0].norm in view.cues.table.grammar.articles and not words[0].is_capital:
        words = words[1:]
    return printed(words)


def nominal(view: View, head_end: int, *, full: bool = False) -> str:
    """Modifiers and head in the nominative; with `full`, the genitive complements as well."""
    start = view.phrase.start
    grammar = view.cues.table.grammar
    possessives = view.cues.table.possessives
    picked = view.words[start].norm in grammar.members and view.words[start + 1].norm in grammar.out_of
    counted = picked or (
        view.phrase.case == "Nom" and view.words[view.phrase.head].reading("Nom", ("NOUN", "ADJ")) is None
    )
    while (
        not counted
        and start < view.phrase.head
        and (view.words[start].norm in grammar.articles or view.words[start].norm in possessives)
    ):
        start += 1
    end = view.phrase.core if full or view.phrase.case is None else max(head_end, view.phrase.head + 1)
    words = view.words[start:end]
    if len([w for w in words if w.is_word]) > 1 or not any(w.is_quote for w in words):
        pass
    elif all(w.is_word or w.is_quote for w in words):
        words = without_quotes(words)
    agreeing = max(view.phrase.head + 1 - start, 0)
    return nominative(words, view.phrase.case, agreeing=agreeing)
