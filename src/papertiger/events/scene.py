"""One sentence as the coder sees it: tree, dictionary lemmas, actor mentions, and what came before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from papertiger.actors.actor import Mention
from papertiger.events.claim import Party
from papertiger.events.lexicon import Lexicon, NounClass
from papertiger.events.repair import repair
from papertiger.language.morphology import LANGUAGES as READABLE
from papertiger.language.morphology import readings
from papertiger.language.sentence import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from papertiger.events.times import Found


class Dictionary:
    """What the dictionary of a language says of a surface form, cached a reader's life long."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Readings come from `papertiger.language`; a language without one gets its regular inflections undone."""
        self.language = lexicon.language
        self.has_readings = self.language in READABLE
        self._undone = lexicon.vocabulary.inflections
        self._irregular = lexicon.vocabulary.irregular
        self._lemmas: dict[str, frozenset[tuple[str, str]]] = {}
        self._cases: dict[str, frozenset[str]] = {}

    def lemmas(self, word: str) -> frozenset[tuple[str, str]]:
        """Every (lemma, UD part of speech) of the form."""
        found = self._lemmas.get(word)
        if found is None:
            found = frozenset((r.lemma, r.pos) for r in readings(word, self.language)) or self._regular(word)
            self._lemmas[word] = found
        return found

    def _regular(self, word: str) -> frozenset[tuple[str, str]]:
        """Candidate lemmas by the language's regular endings and its list of irregular forms, in any word class."""
        low = word.lower()
        found = {
            low[: len(low) - len(old)] + new
            for old, new in self._undone
            if low.endswith(old) and len(low) > len(old) + 1
        }
        # A doubled final consonant goes with the ending: "shipped" → "shipp" → "ship".
        found |= {f[:-1] for f in found if len(f) > 3 and f[-1] == f[-2]}  # noqa: PLR2004
        if low in self._irregular:
            found.add(self._irregular[low])
        return frozenset((lemma, tag) for lemma in found for tag in ("VERB", "NOUN", "ADJ"))

    def cases(self, word: str) -> frozenset[str]:
        """Every UD case of the form."""
        found = self._cases.get(word)
        if found is None:
            found = frozenset(r.case for r in readings(word, self.language) if r.case)
            self._cases[word] = found
        return found


# How a dictionary reading and a UD tag may disagree and still be one word class.
CLASSES = {
    "verb": frozenset({"VERB", "AUX"}),
    "noun": frozenset({"NOUN", "PROPN", "PRON"}),
    "adjective": frozenset({"ADJ", "ADV", "VERB", "DET", "NUM"}),
}


@dataclass(slots=True)
class Discourse:
    """What earlier sentences of the article leave behind for pronouns and ellipsis."""

    subjects: list[Party] = field(default_factory=list)
    """Parties that were subjects in the latest sentences, latest last."""
    mentioned: list[Party] = field(default_factory=list)
    """Every party of the article so far, latest last."""
    system_domain: str | None = None
    """Domain of the system that was spoken of last ("the systems" points there)."""
    wars: dict[str, Party] = field(default_factory=dict)
    """State → the party that it wages war on, as the article has said."""
    speaker: Party | None = None
    """Who speaks in this sentence, when sourcing found a party."""
    receivers: dict[str, list[Party]] = field(default_factory=dict)
    """Giver's actor id → the receivers that the latest claim about its support named."""
    topics: dict[tuple[str, str], str] = field(default_factory=dict)
    """(giver, receiver) → domain of the latest support claim between them."""
    latest_domain: str | None = None
    """Domain of the latest support claim that has one; equipment without a word of its own belongs there."""
    pairs: list[tuple[Party, Party]] = field(default_factory=list)
    """Subject and object of every claim so far."""
    counts: dict[str, int] = field(default_factory=dict)
    """State → how often the article has named it, headline included; set before the first sentence."""


@dataclass(slots=True)
class Scene:
    """A parsed sentence with everything the role finder asks for."""

    sentence: Sentence
    doc: Doc
    lexicon: Lexicon
    discourse: Discourse
    lemmas: list[frozenset[str]]
    """For each token, its tagged lemma and all dictionary lemmas, lower-case."""
    by_class: list[dict[str, frozenset[str]]]
    """For each token: verb, noun, adjective → the lemmas it can have as that."""
    case_readings: Callable[[str], frozenset[str]]
    readable: bool
    """Whether the language has a dictionary of word forms."""
    governed: dict[tuple[str, ...], list[Token]] = field(default_factory=dict)
    """Prepositions → heads of the phrases they govern, as far as asked for."""
    openings: dict[int, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    """Head of a phrase → its preposition by the tree, and the words before the phrase, as far as asked for."""
    runs: dict[str, tuple[Token, ...]] = field(default_factory=dict)
    """Several words in a row → the last tokens of their occurrences, as far as asked for."""
    times: list[Found] | None = None
    """Time expressions of the sentence, once they have been looked for."""
    mention_at: dict[int, Mention] = field(default_factory=dict)
    """Token index → the actor mention that covers it."""

    def has(self, token: Token, words: Sequence[str]) -> bool:
        """Whether any lemma of the token is among `words`."""
        return not self.lemmas[token.i].isdisjoint(words)

    def cases(self, token: Token) -> frozenset[str]:
        """Cases that the dictionary allows for the form, with the tagger's own; empty where there is no case."""
        tagged = token.morph.get("Case", [])
        return self.case_readings(token.text) | frozenset(tagged)

    def can_be_verb(self, token: Token) -> bool:
        """Whether a form that the tagger takes for a noun is a verb of the lexicon, in a language without a dictionary."""
        undone = self.by_class[token.i]["verb"] - {token.lower_}
        return not self.readable and not self.lexicon.by_verb.keys().isdisjoint(undone)

    def verb_classes(self, token: Token) -> frozenset[str]:
        """Ids of the noun classes that list the token as a verb, and the frames that its verb reading evokes."""
        lemmas = self.by_class[token.i]["verb"]
        listed = {name for lemma in lemmas for name in self.lexicon.classes.get(lemma, {})}
        return frozenset(listed | {e.frame for lemma in lemmas for e in self.lexicon.by_verb.get(lemma, ())})

    def ends_of(self, phrase: str) -> tuple[Token, ...]:
        """The last token of each place where the words of `phrase` stand in a row, as forms or lemmas."""
        found = self.runs.get(phrase)
        if found is None:
            parts = phrase.split(" ")
            starts = [i for i, lemmas in enumerate(self.lemmas) if parts[0] in lemmas]
            ends = [i + len(parts) - 1 for i in starts if self._follows(i, parts)]
            found = tuple(self.doc[i] for i in ends)
            self.runs[phrase] = found
        return found

    def _follows(self, start: int, parts: Sequence[str]) -> bool:
        if start + len(parts) > len(self.lemmas):
            return False
        return all(part in self.lemmas[start + k] for k, part in enumerate(parts))

    def is_participle(self, token: Token) -> bool:
        """Whether the form is a passive participle of a verb of the lexicon that is tagged or listed as an adjective."""
        lemmas = self.by_class[token.i]["adjective"]
        listed = not self.lexicon.by_participle.keys().isdisjoint(lemmas)
        predicate = token.pos_ == "ADJ" and any(c.dep_ == "cop" for c in token.children)
        return (token.pos_ in {"ADJ", "VERB"} and listed) or (predicate and self.can_be_verb(token))

    def noun_classes(self, token: Token) -> dict[str, NounClass]:
        """The noun classes that a token belongs to, by class id."""
        found: dict[str, NounClass] = {}
        for lemma in self.by_class[token.i]["noun"] | self.by_class[token.i]["adjective"]:
            found.update(self.lexicon.classes.get(lemma, {}))
        return found

    def words(self, *tokens: Token) -> tuple[str, ...]:
        """The tokens as printed, in text order."""
        return tuple(t.text for t in sorted(tokens, key=lambda t: t.i))


def build(
    sentence: Sentence,
    mentions: Sequence[Mention],
    lexicon: Lexicon,
    discourse: Discourse,
    dictionary: Dictionary,
) -> Scene:
    """Lay out a parsed sentence; raises ValueError when it has not been parsed."""
    doc = sentence.doc
    if doc is None:
        raise ValueError("the sentence has not been parsed")
    known = dictionary.has_readings
    by_class = [_by_class(token, dictionary.lemmas(token.text), known=known) for token in doc]
    everything = [
        frozenset().union(*classes.values()) | {t.lemma_.lower(), t.lower_}
        for t, classes in zip(doc, by_class, strict=True)
    ]
    scene = Scene(sentence, doc, lexicon, discourse, everything, by_class, dictionary.cases, known)
    for mention in mentions:
        for token in doc:
            start, end = sentence.span_of(token)
            if start < mention.end and end > mention.start:
                scene.mention_at[token.i] = mention
    repair(doc, scene.mention_at, scene.cases, scene.can_be_verb)
    return scene


def _by_class(
    token: Token, readings: frozenset[tuple[str, str]], *, known: bool
) -> dict[str, frozenset[str]]:
    """Lemmas by word class: the tagger's reading always counts, dictionary readings of any class do too."""
    found: dict[str, set[str]] = {name: set() for name in CLASSES}
    for name, tags in CLASSES.items():
        if token.pos_ in tags or (
            (not readings or not known) and token.pos_ not in {"PUNCT", "ADP", "CCONJ", "SCONJ"}
        ):
            found[name] |= {token.lemma_.lower(), token.lower_}
        found[name].update(lemma for lemma, tag in readings if tag in tags)
    return {name: frozenset(words) for name, words in found.items()}
