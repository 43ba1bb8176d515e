"""A sentence as its structure is held against a proposal: the tree, where each party stands, and which words say what is proposed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from papertiger.events import lexicon
from papertiger.events.discourse import Discourse
from papertiger.events.layer.view import View, view
from papertiger.events.scene import Scene, build
from papertiger.readers.llm.evidence import Meant, dictionary, meant, negates, says
from papertiger.readers.sides import side_of
from papertiger.records import PREDICATES

if TYPE_CHECKING:
    from papertiger.events.claim import Party
    from papertiger.language import Sentence
    from papertiger.readers.prepared import Prepared

Parse = Callable[[list["Sentence"]], None]
"""Gives sentences of one language their trees."""
NEGATED = "frame under negation"
"""Kind of a word that says the predicate only where it is negated."""
_OWN = frozenset({"frame", "frame besides", NEGATED, "sense"})
_KIN = frozenset({"kin frame", "kin sense"})


@dataclass(slots=True)
class Seen:
    """One parsed sentence and the parties in it."""

    scene: Scene
    view: View
    language: str
    places: dict[str, list[int]]
    """Side → the tokens that its mentions hang by, in text order."""
    scores: dict[tuple[str, str, str | None], float | None] = field(default_factory=dict)
    """Predicate, subject, object → how well they are borne out, as far as asked for."""
    _relative: dict[str, View] = field(default_factory=dict)
    _sayable: frozenset[str] | None = None
    _bare: list[tuple[str, ...]] | None = None

    def relative(self, predicate: str) -> View:
        """The view with the classes of words told by what they are to `predicate`: its own words, its kin's, others'."""
        found = self._relative.get(predicate)
        if found is None:
            told = [_told(kinds, predicate, self.language) for kinds in self.view.kinds]
            found = replace(
                self.view, kinds=[kinds for kinds, _ in told], groups=[groups for _, groups in told]
            )
            self._relative[predicate] = found
        return found

    def by_themselves(self, predicate: str) -> list[tuple[str, ...]]:
        """The kinds of `relative`, but for frames that a word evokes only beside others: "верит" is distrust only beside a "не"."""
        if self._bare is None:
            self._bare = view(self.scene, bare=True).kinds
        return [_told(kinds, predicate, self.language)[0] for kinds in self._bare]

    def saying(self, predicate: str, start: int, end: int, sides: Iterable[str]) -> list[int]:
        """The tokens between two places of the sentence that can say `predicate`; where there are none, those of its kin or of what is ahead.

        Where some of them govern a mention of one of `sides`, only those: in "may *send* Tunisia *patrol* boats" the boats patrol nobody.
        """
        inside = [t.i for t in self.scene.doc if t.idx < end and t.idx + len(t.text) > start]
        kinds = self.relative(predicate).kinds
        found = [i for i in inside if not _OWN.isdisjoint(kinds[i])]
        found = found or [i for i in inside if not _KIN.isdisjoint(kinds[i])]
        if not found:
            ahead = [self.relative(name).kinds for name in meant(predicate).ahead]
            found = [i for i in inside if any(not _OWN.isdisjoint(kinds[i]) for kinds in ahead)]
        above = {i for side in sides for place in self.places.get(side, ()) for i in self.view.up(place)}
        return [i for i in found if i in above] or found

    def sayable(self) -> frozenset[str]:
        """The predicates that some word of the sentence can say."""
        if self._sayable is None:
            text = self.scene.sentence.text
            negated = negates(text, self.language)
            self._sayable = frozenset(
                name
                for names in PREDICATES.values()
                for name in names
                if any(
                    says(name, text, self.language, negated=negated, ahead=ahead) for ahead in (False, True)
                )
            )
        return self._sayable


def saw(made: Prepared, sentence: Sentence, parties: Sequence[Party], parse: Parse) -> Seen | None:
    """The sentence with its structure; None where nobody parses it.

    Args:
        made: the article.
        sentence: of it, parsed or not; it stays as it is.
        parties: everybody in the sentence who can be a party to a claim.
        parse: for the sentence's language.
    """
    if sentence.doc is None:
        # A copy: frames read every sentence that has a tree, and which they read mustn't hang on what a model proposed.
        sentence = replace(sentence)
        parse([sentence])
    if sentence.doc is None:
        return None
    language = sentence.language
    mentions = made.mentions[language][sentence.index]
    scene = build(sentence, mentions, lexicon(language), Discourse(), dictionary(language))
    places: dict[str, list[int]] = {}
    for party in parties:
        side, at = side_of(party), _head(scene, party)
        if side is not None and at is not None:
            places.setdefault(side, []).append(at)
    return Seen(scene, view(scene), language, places)


def _head(scene: Scene, party: Party) -> int | None:
    """The token that the mention of a party hangs by."""
    start, end = party.start - scene.sentence.start, party.end - scene.sentence.start
    covered = [t for t in scene.doc if t.idx < end and t.idx + len(t.text) > start]
    inside = {t.i for t in covered}
    heads = [t.i for t in covered if t.head.i not in inside or t.head.i == t.i]
    return next(iter(heads), covered[0].i if covered else None)


def _told(kinds: Sequence[str], predicate: str, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Kinds and groups of a word, its frames and senses told by what they are to the predicate."""
    words = meant(predicate)
    named: set[str] = set()
    groups: set[str] = set()
    for kind in kinds:
        prefix, _, name = kind.partition(":")
        if prefix == "f":
            told, group = _frame(name, words, language)
            groups.add(group)
        elif prefix == "s":
            told, group = _sense(name, words)
            if group:
                groups.add(group)
        else:
            told = kind
        named.add(told)
    return tuple(sorted(named)), tuple(sorted(groups))


def _frame(name: str, words: Meant, language: str) -> tuple[str, str]:
    yields = _yields(language)[name]
    if yields.main == words.predicate:
        return "frame", "=own"
    if words.predicate in yields.besides:
        return "frame besides", "=own"
    if words.predicate in yields.negated:
        return NEGATED, "=own"
    if not words.kin.isdisjoint((yields.main, *yields.besides, *yields.negated)):
        return "kin frame", "=kin"
    return "other frame", f"={yields.main}"


def _sense(name: str, words: Meant) -> tuple[str, str]:
    if name in words.senses:
        return "sense", "=own"
    if name in words.kin_senses:
        return "kin sense", "=kin"
    return f"s:{name}", ""


@dataclass(frozen=True, slots=True)
class _Yields:
    """What a frame can mean."""

    main: str
    """By itself; empty where it means nothing without a negation."""
    besides: frozenset[str]
    """Beside it, or with other words."""
    negated: frozenset[str]
    """Under a negation."""


@cache
def _yields(language: str) -> dict[str, _Yields]:
    """Frame → what it can mean."""
    words = lexicon(language)
    found = {}
    for frame in words.frames.values():
        besides = {also.event for also in frame.also}
        besides.update(shift.predicate for shift in frame.shifts if shift.polarity != "negated")
        negated = {
            frame.negated,
            *(entry.negated for entry in words.vocabulary.entries if entry.frame == frame.id),
        }
        negated.update(shift.predicate for shift in frame.shifts if shift.polarity == "negated")
        main = frame.predicate
        if frame.polarity == "must_negate":
            negated.add(main)
            main = ""
        found[frame.id] = _Yields(main, frozenset(besides), frozenset(name for name in negated if name))
    return found


@cache
def made_by_negation(language: str) -> frozenset[str]:
    """Predicates that some frame means under a negation: "did not provide" is withheld."""
    return frozenset().union(*(yields.negated for yields in _yields(language).values()))
