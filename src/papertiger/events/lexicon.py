"""Frames and the words that evoke them, validated on load.

`data/frames.yaml` says what a frame means, in no language: the claim it yields, and in which slots its roles stand
when a verb, a noun or a predicate adjective evokes it. `data/<language>.yaml` lists the words, the prepositions
behind each slot name, classes of nouns with the support domain they decide, and the cues of modality.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from papertiger.datafiles import load_table
from papertiger.errors import DataFileError
from papertiger.records import PREDICATES, Domain, Family

DATA = Path(__file__).parent / "data"


def _split(value: object) -> object:
    """A list may be written as one string of words; ``_`` stands for the space inside a word."""
    if isinstance(value, str):
        return tuple(word.replace("_", " ") for word in value.split())
    return value


def _names(value: object) -> object:
    """As `_split`, for names of slots, roles and classes, where ``_`` is part of the name."""
    return tuple(value.split()) if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_names)]
Words = Annotated[tuple[str, ...], BeforeValidator(_split)]


class Table(BaseModel):
    """A part of a data file: unknown fields are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Slots(Table):
    """Slot names to look a role up in, best first, for one part of speech of the trigger."""

    subject: Names = ()
    object: Names = ()
    over: Names = ()


class Shift(Table):
    """A change of predicate that a cue among the theme's dependents brings ("not *enough* support")."""

    cue: str
    predicate: str
    polarity: Literal["any", "negated"] = "any"


class Also(Table):
    """A second claim that the same words make (docs/claims.md, rule 10): aid given is AID, troops withdrawn `reduced`."""

    when: str
    """Predicate of the claim that brings it."""
    event: str
    mode: str | None = None
    pos: Names = ("verb",)
    """Parts of speech of the trigger: a verb reports an act, a noun mostly presupposes it."""


class Frame(Table):
    """A meaning that words of any language can evoke."""

    id: str
    doc: str
    """One sentence: what the frame means and when it applies; shown by ``papertiger explain``."""
    family: Family
    predicate: str
    negated: str | None = None
    """Predicate to use in place of a negation ("did not provide" is `withheld`)."""
    requires: Names = ()
    """Roles without which there is no claim."""
    themes: Names = ()
    """Noun classes, one of which must fill the theme; empty when the frame needs none."""
    verb: Slots = Slots()
    noun: Slots = Slots()
    adjective: Slots = Slots()
    elliptic: bool = False
    """Whether a missing receiver may be read from the discourse (speaker, previous sentence)."""
    elliptic_object: bool = True
    """Whether it is the object, and not only the giver, that an elliptic frame may leave to the discourse."""
    elliptic_noun: bool = True
    """Whether that also holds where a noun evokes the frame ("protection" alone says nothing of who is protected)."""
    symmetric: bool = False
    """Whether each pair and direction among the parties is a claim of its own."""
    speech_act: bool = False
    mode: str | None = None
    modality: str | None = None
    """Modality of the claim where nothing else marks one."""
    domain: Domain | None = None
    answers: bool = False
    """Whether the event answers somebody: a missing object is the other side of the claim before."""
    judges: Names = ()
    """How it says what its object is praised, blamed or punished for having done: keys of `Vocabulary.charges`."""
    internal: bool = False
    """Whether the event may run inside one state (protests)."""
    polarity: Literal["plain", "must_negate"] = "plain"
    """``must_negate``: the words evoke the frame only under a negation ("is not enough")."""
    shifts: tuple[Shift, ...] = ()
    presupposes: str | None = None
    """Frame that also holds when this one is not asserted as fact: what may be cut off is running now."""
    also: tuple[Also, ...] = ()
    """Events that the same words report besides (a concrete gift is also AID)."""
    flows: bool = True
    """Whether a delivery in the present is a standing flow; backing somebody is none."""
    quiet: bool = False
    """Presupposes only: read when no other frame takes the same words."""

    @model_validator(mode="after")
    def _known_predicates(self) -> Frame:
        for name in (self.predicate, self.negated, *(s.predicate for s in self.shifts)):
            if name is not None and name not in PREDICATES[self.family]:
                raise ValueError(f"predicate {name!r} is not one of {', '.join(PREDICATES[self.family])}")
        return self


class FrameTable(Table):
    """The whole of ``frames.yaml``."""

    frames: tuple[Frame, ...]
    kin: dict[str, Names] = Field(default_factory=dict)
    """Predicate → predicates that the same words may mean."""


class Entry(Table):
    """Words of one language that evoke a frame, with departures from the frame's slots."""

    frame: str
    verbs: Words = ()
    nouns: Words = ()
    adjectives: Words = ()
    phrases: Words = ()
    """Several words in a row, as lemmas; the first content word carries the syntax."""
    themes: Names = ()
    theme_slots: Names = ()
    """Where the theme stands: ``obj``, ``gen``, ``nsubj``, ``clause`` or a preposition slot."""
    subject: Names = ()
    object: Names = ()
    over: Names = ()
    mode: str | None = None
    domain: Domain | None = None
    modality: str | None = None
    negated: str | None = None
    """Predicate to use in place of a negation, where the words differ from their frame ("can't rely on" is distrust)."""
    needs: Names = ()
    """Cue classes, one of which must stand among the trigger's dependents ("public" support is diplomatic)."""
    unless: Names = ()
    """Cue classes none of which may stand there: they show another meaning of the word."""


class NounClass(Table):
    """A class of nouns that can be given, cut, or stand for their owner, and the domain they decide."""

    id: str
    words: Words
    domain: Domain | None = None


class DomainCue(Table):
    """Words (lemmas) that decide the support domain."""

    domain: Domain
    words: Words = ()
    stems: Words = ()
    """Beginnings of words, for compounds ("кібер", "зенітн")."""

    @cached_property
    def longer(self) -> tuple[str, ...]:
        """The words that are several words in a row."""
        return tuple(word for word in self.words if " " in word)


class ModalCues(Table):
    """Words that mark modality, by kind. Lemmas; ``_`` for spaces."""

    conditional: Words = ()
    unlikely: Words = ()
    doubted: Words = ()
    """Words that doubt the clause below them: "*few* believe that", "*doubts* that", «*мало кто* верит, что»."""
    possible: Words = ()
    intended: Words = ()
    expected: Words = ()
    denied: Words = ()
    counterfactual: Words = ()
    """Particles that, in a conditional clause, make it contrary to fact ("had it come, …"): no claim."""
    question: Words = ()


class Vocabulary(Table):
    """The whole of ``<language>.yaml``."""

    language: str
    slots: dict[str, Words]
    """Slot name → prepositions with the case they govern (``від+Gen``; English without case)."""
    negation: Words
    negative_verbs: Words = ()
    """Verbs and nouns that negate what depends on them ("немає ознак, що …")."""
    classes: tuple[NounClass, ...]
    domains: tuple[DomainCue, ...]
    modal: ModalCues
    cues: dict[str, Words] = Field(default_factory=dict)
    bodies: Words = ()
    """Nouns whose owner acts through them: government, officials, service, troops."""
    allies: Words = ()
    ally_adjectives: bool = False
    """Whether an adjective of "partner" names the partner and not its patron."""
    plural_possessives: Words = ()
    """Possessives of a plural owner: "their"."""
    pronouns: Words = ()
    """Personal, possessive and reflexive pronouns that can stand for a party of this or an earlier sentence."""
    relatives: Words = ()
    """Relative pronouns, for a language whose trees do not tell them from others."""
    fighting: Words = ()
    """Verbs that, where a party is to do them for another, mean its forces: "promised to *defend* Japan"."""
    latter: Words = ()
    """Demonstratives that, alone as a subject, take up a party that was no subject: "asked Kyiv for what *that* had promised"."""
    participles: tuple[Words, ...] = ()
    """Pairs of endings, infinitive and passive participle, for dictionaries that list participles as adjectives."""
    inflections: tuple[tuple[str, str], ...] = ()
    """Regular endings to undo (ending, what stands in the lemma), for a language without a dictionary."""
    irregular: dict[str, str] = Field(default_factory=dict)
    """Irregular form → lemma, for a language without a dictionary."""
    countries: Words = ()
    """Nouns that point back to a state: "the country", "the state"."""
    strangers: Words = ()
    """Nouns whose bearer does not act for the state: tourist, fan, company."""
    edges: Words = ()
    """Nouns of where a state ends: coast, border, waters. What goes there is not given to the state."""
    carriers: Words = ()
    """Light verbs and nouns that pass their subject on to what depends on them."""
    quantity: Words = ()
    """Words of quantity that look like prepositions: over, up to, about."""
    ceasing: Words = ()
    """Verbs that negate the infinitive they govern: "stopped trusting"."""
    reciprocals: Words = ()
    """Words that make a clause hold between its subjects both ways: "each other", "mutually"."""
    charges: dict[str, Words] = Field(default_factory=dict)
    """Kind of charge → prepositions, as in `slots`: "condemned *for* selling", "accused *of* selling"."""
    permitting: Words = ()
    """Verbs whose object, or dative, may do what they permit it: "allowed *Russia* to strike"."""
    bringing: Words = ()
    """Verbs whose object does what they bring it to: "persuaded *Norway* to send"; not those of asking, which may be in vain."""
    hindering: Words = ()
    """Verbs that negate what they keep somebody from: "keeps Benin from sending", "завадила Беніну надіслати"."""
    signs: Words = ()
    """Nouns and verbs whose negation denies the clause they take: "no sign that", "не підтвердилося, що"."""
    undoing: Words = ()
    """Words in a row that negate the verb right after them: "yet to", "stop short of"."""
    lapsed: Words = ()
    """Adverbs that with a negation say that something has ended: "no *longer*"."""
    counting: Words = ()
    """Words after a negation that make it a count, no denial: "not *only*", "no *more* than"."""
    existence: Words = ()
    """Verbs whose negation denies their subject's existence: be, happen, arrive."""
    entries: tuple[Entry, ...]


@dataclass(slots=True)
class Lexicon:
    """Frames and words of one language, indexed for lookup."""

    language: str
    frames: dict[str, Frame]
    vocabulary: Vocabulary
    by_verb: dict[str, list[Entry]] = field(default_factory=dict)
    by_noun: dict[str, list[Entry]] = field(default_factory=dict)
    by_adjective: dict[str, list[Entry]] = field(default_factory=dict)
    by_participle: dict[str, list[Entry]] = field(default_factory=dict)
    """Passive participles, where the dictionary makes them adjectives, to the entries of their verbs."""
    named_themes: frozenset[str] = frozenset()
    """The noun classes that some frame is about."""
    by_phrase: dict[str, list[tuple[tuple[str, ...], Entry]]] = field(default_factory=dict)
    classes: dict[str, dict[str, NounClass]] = field(default_factory=dict)
    """lemma → class id → class."""
    kin: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Predicate → predicates that the same words may mean."""
    opening: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """(preposition, case) → slots that it opens, as far as asked for: few pairs, asked for at every noun."""
    triggers: frozenset[str] = frozenset()
    """Every lemma that can begin a claim; the scan asks this set."""


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language; raises DataFileError naming file and line when a data file is wrong."""
    path = DATA / f"{language}.yaml"
    table = load_table(DATA / "frames.yaml", FrameTable)
    frames = {f.id: f for f in table.frames}
    found = _index(frames, load_table(path, Vocabulary), str(path))
    found.kin = dict(table.kin)
    return found


def with_entries(base: Lexicon, entries: Iterable[Entry]) -> Lexicon:
    """A lexicon with more entries, to try them; `base` stays as it is. Raises DataFileError where an entry names what there is not."""
    vocabulary = base.vocabulary.model_copy(update={"entries": (*base.vocabulary.entries, *entries)})
    found = _index(base.frames, vocabulary, "proposed entries")
    found.kin = base.kin
    return found


@cache
def languages() -> tuple[str, ...]:
    """Languages that have a vocabulary."""
    return tuple(sorted(p.stem for p in DATA.glob("??.yaml")))


def digest() -> str:
    """SHA-256 over frames, words and weights: part of what identifies a reader's configuration."""
    sha = hashlib.sha256()
    for path in sorted(p for p in DATA.rglob("*") if p.is_file()):
        sha.update(path.relative_to(DATA).as_posix().encode() + b"\0" + path.read_bytes())
    return sha.hexdigest()


def _index(frames: dict[str, Frame], vocabulary: Vocabulary, path: str) -> Lexicon:
    result = Lexicon(vocabulary.language, frames, vocabulary)
    result.named_themes = frozenset(name for frame in frames.values() for name in frame.themes)
    for noun_class in vocabulary.classes:
        for word in noun_class.words:
            result.classes.setdefault(word, {})[noun_class.id] = noun_class
    for entry in vocabulary.entries:
        _check(entry, result, path)
        tables = ((entry.verbs, result.by_verb), (entry.nouns, result.by_noun))
        for words, table in (*tables, (entry.adjectives, result.by_adjective)):
            for word in words:
                table.setdefault(word, []).append(entry)
        for verb in entry.verbs:
            if participle := _participle(verb, vocabulary.participles):
                result.by_participle.setdefault(participle, []).append(entry)
        for phrase in entry.phrases:
            parts = tuple(phrase.split(" "))
            result.by_phrase.setdefault(parts[0], []).append((parts, entry))
    keys = (result.by_verb, result.by_noun, result.by_adjective, result.by_phrase, result.by_participle)
    result.triggers = frozenset(word for table in keys for word in table)
    return result


def _participle(verb: str, rules: tuple[Words, ...]) -> str | None:
    """The passive participle of a verb by the first rule whose ending fits, or None."""
    for infinitive, participle in rules:
        if verb.endswith(infinitive):
            return verb.removesuffix(infinitive) + participle
    return None


def _check(entry: Entry, result: Lexicon, path: str) -> None:
    if entry.frame not in result.frames:
        raise DataFileError(
            path, None, f"no frame {entry.frame!r}; frames.yaml has: {', '.join(result.frames)}"
        )
    known = {c.id for c in result.vocabulary.classes}
    for theme in (*entry.themes, *result.frames[entry.frame].themes):
        if theme not in known:
            raise DataFileError(
                path,
                None,
                f"frame {entry.frame}: no noun class {theme!r}; there are: {', '.join(sorted(known))}",
            )
    for kind in result.frames[entry.frame].judges:
        if kind not in result.vocabulary.charges:
            there = ", ".join(sorted(result.vocabulary.charges)) or "none"
            raise DataFileError(path, None, f"frame {entry.frame}: no charges {kind!r}; there are: {there}")
    for need in (*entry.needs, *entry.unless):
        if need not in result.vocabulary.cues:
            raise DataFileError(path, None, f"frame {entry.frame}: no cue class {need!r}")
    for word in (*entry.verbs, *entry.nouns, *entry.adjectives):
        if " " in word:
            raise DataFileError(
                path, None, f"frame {entry.frame}: {word!r} is several words; list it under phrases"
            )
