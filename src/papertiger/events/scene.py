"""One sentence as the coder sees it: tree, dictionary lemmas, actor mentions, and what came before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from papertiger.actors.actor import Mention
from papertiger.events.dictionary import Dictionary, Word
from papertiger.events.discourse import Discourse
from papertiger.events.lexicon import Entry, Lexicon, NounClass
from papertiger.events.repair import repair
from papertiger.events.syntax import children, feature
from papertiger.events.tree import Token, Tree, copied
from papertiger.language.dates import expressions
from papertiger.language.sentence import Sentence

if TYPE_CHECKING:
    from papertiger.events.times import Found


@dataclass(slots=True)
class Scene:
    """A parsed sentence with everything the role finder asks for."""

    sentence: Sentence
    doc: Tree
    lexicon: Lexicon
    discourse: Discourse
    lemmas: list[frozenset[str]]
    """For each token, its tagged lemma and all dictionary lemmas, lower-case."""
    by_class: list[dict[str, frozenset[str]]]
    """For each token: verb, noun, adjective → the lemmas it can have as that."""
    case_readings: Callable[[str], frozenset[str]]
    readable: bool
    """Whether the language has a dictionary of word forms."""
    loose: bool = False
    """Whether readings with weak witnesses are drafted too, because something judges them afterwards."""
    governed: dict[tuple[str, ...], list[Token]] = field(default_factory=dict)
    """Prepositions → heads of the phrases they govern, as far as asked for."""
    opened: dict[str, list[Token]] | None = None
    """Preposition → heads of the phrases that it may govern, once asked for."""
    openings: dict[int, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    """Head of a phrase → its preposition by the tree, and the words before the phrase, as far as asked for."""
    runs: dict[str, tuple[Token, ...]] = field(default_factory=dict)
    """Several words in a row → the last tokens of their occurrences, as far as asked for."""
    known_cases: dict[int, frozenset[str]] = field(default_factory=dict)
    """Token index → its cases, as far as asked for."""
    times: list[Found] | None = None
    """Time expressions of the sentence, once they have been looked for."""
    spans: list[tuple[int, int]] | None = None
    """Code points from and to of the time expressions, once asked for."""
    mention_at: dict[int, Mention] = field(default_factory=dict)
    """Token index → the actor mention that covers it."""

    def has(self, token: Token, words: Sequence[str]) -> bool:
        """Whether any lemma of the token is among `words`."""
        return not self.lemmas[token.i].isdisjoint(words)

    def is_of_time(self, token: Token) -> bool:
        """Whether a token is part of an expression of time: the *end* of March ends nothing."""
        if self.spans is None:
            found = expressions(self.doc.text, self.lexicon.language, None, ahead=None)
            self.spans = [(e.start, e.end) for e in found]
        return any(start <= token.idx < end for start, end in self.spans)

    def cases(self, token: Token) -> frozenset[str]:
        """Cases that the dictionary allows for the form, with the tagger's own; empty where there is no case."""
        found = self.known_cases.get(token.i)
        if found is None:
            found = self.case_readings(token.text).union(token.morph.get("Case", []))
            self.known_cases[token.i] = found
        return found

    def can_be_verb(self, token: Token) -> bool:
        """Whether a form that the tagger takes for a noun is a verb of the lexicon.

        Where a dictionary reads forms, the tagger is doubted only about a name in lower-case letters.
        """
        doubtful = token.pos_ == "PROPN" and token.text.islower()
        undone = self.by_class[token.i]["verb"] - {token.lower_}
        return (doubtful or not self.readable) and not self.lexicon.by_verb.keys().isdisjoint(undone)

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

    def noun_entries(self, token: Token) -> list[Entry]:
        """The entries of the lexicon that the token evokes as a noun."""
        return [e for lemma in self.by_class[token.i]["noun"] for e in self.lexicon.by_noun.get(lemma, ())]

    def noun_classes(self, token: Token) -> dict[str, NounClass]:
        """The noun classes that a token belongs to, by class id."""
        found: dict[str, NounClass] = {}
        for lemma in self.by_class[token.i]["noun"] | self.by_class[token.i]["adjective"]:
            found.update(self.lexicon.classes.get(lemma, {}))
        return found

    def words(self, *tokens: Token) -> tuple[str, ...]:
        """The tokens as printed, in text order."""
        return tuple(t.text for t in sorted(tokens, key=lambda t: t.i))


def _is_private(token: Token, mention: Mention) -> bool:
    """Whether one person is called by nationality, who acts for nobody else: "украинец", "the Swede", "a Ukrainian"."""
    if mention.actor.kind != "state":
        return False
    if mention.form == "demonym":
        # The English tagger takes "Saudis" and the like for singulars.
        single = feature(token, "Number") == "Sing" and not token.lower_.endswith("s")
        return single and token.pos_ in {"NOUN", "PROPN"}
    headless = token.dep_.partition(":")[0] in {"nsubj", "obj", "iobj", "obl", "nmod", "appos"}
    return (
        mention.form == "adjective"
        and headless
        and any(feature(c, "Definite") == "Ind" for c in children(token, "det"))
    )


def build(
    sentence: Sentence,
    mentions: Sequence[Mention],
    lexicon: Lexicon,
    discourse: Discourse,
    dictionary: Dictionary,
) -> Scene:
    """Lay out a parsed sentence; raises ValueError when it has not been parsed."""
    if sentence.doc is None:
        raise ValueError("the sentence has not been parsed")
    doc = copied(sentence.doc)
    words = [dictionary.word(token) for token in doc]
    _tell_relatives(doc, words, lexicon)
    scene = Scene(
        sentence,
        doc,
        lexicon,
        discourse,
        [word.lemmas for word in words],
        [word.by_class for word in words],
        dictionary.cases,
        dictionary.has_readings,
    )
    if mentions:
        start = sentence.start
        places = [(t.i, start + t.idx, start + t.idx + len(t.text)) for t in doc]
        for mention in mentions:
            covered = [i for i, start, end in places if start < mention.end and end > mention.start]
            if not covered or not _is_private(doc[covered[-1]], mention):
                scene.mention_at.update(dict.fromkeys(covered, mention))
    repair(doc, scene.mention_at, scene.cases, scene.can_be_verb)
    return scene


def _tell_relatives(doc: Tree, words: Sequence[Word], lexicon: Lexicon) -> None:
    """Mark relative and demonstrative pronouns as such where the treebank of the language does not."""
    vocabulary = lexicon.vocabulary
    for token, word in zip(doc, words, strict=True):
        if token.pos_ not in {"PRON", "DET"} or feature(token, "PronType") in {"Rel", "Int"}:
            continue
        for kind, listed in (("Rel", vocabulary.relatives), ("Dem", vocabulary.latter)):
            if not word.lemmas.isdisjoint(listed):
                token.morph = {**token.morph, "PronType": [kind]}
