"""Negation: which words deny what a trigger says, by the tree, by what stands right before, and by what governs the clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papertiger.events.syntax import children, clause_head, feature, left_edge

if TYPE_CHECKING:
    from papertiger.events.scene import Scene
    from papertiger.events.tree import Token

NEXT = 2
"""A run such as "yet to" negates the verb at most so many words on."""
RIGHT_BEFORE = 4
"""A negation stands at most so many words before what it negates."""


def negations_in(scene: Scene, chain: list[Token], trigger: Token, theme: Token | None) -> list[Token]:
    """The negating words of the trigger's own clause; `chain` as `modality.governing_chain` gives it. Two undo one another."""
    negations = [n for token in chain for n in negations_of(scene, token)]
    negations += [t for t in chain[1:] if scene.has(t, scene.lexicon.vocabulary.ceasing)]
    negations += _undone(scene, trigger)
    if not negations:
        words = scene.lexicon.vocabulary.negation
        negations = [
            c for t in (trigger, theme) if t is not None for c in children(t, "det") if c.lower_ in words
        ]
        # "Neither Russia nor China helped": the negation hangs on the subject, where the verb has none of its own.
        subjects = children(trigger, "nsubj")
        negations = negations or [
            c for t in subjects for c in children(t, "cc", "det", "advmod") if c.lower_ in words
        ]
        if not negations and theme is not None and theme.i > trigger.i:
            negations = _before_phrase(scene, trigger, theme)
    return negations


def negations_of(scene: Scene, token: Token) -> list[Token]:
    """The negations right before a word, and those of an adverb that make it "no longer"."""
    words = scene.lexicon.vocabulary.negation
    longer = [
        g
        for c in children(token, "advmod")
        for g in children(c, "advmod", "det")
        if g.lower_ in words and g.i == c.i - 1 and not _counts(scene, g)
    ]
    if longer:
        return longer  # "no longer", "not any more"
    return [
        c
        for c in token.children
        if (c.dep_ == "advmod:neg" or c.lower_ in words)
        and c.i < token.i
        and token.i - c.i <= RIGHT_BEFORE
        and not _counts(scene, c)
    ]


def is_negated(scene: Scene, word: Token) -> bool:
    """Whether a negation hangs on the word itself: "тем *не* менее" says nothing of less."""
    return any(c.lower_ in scene.lexicon.vocabulary.negation for c in word.children)


def unproven(scene: Scene, trigger: Token) -> list[Token]:
    """The negated word of evidence whose content the trigger's clause is: "there was no *sign* that", "немає *доказів* того, що"."""
    clause = clause_head(trigger)
    if not children(clause, "mark") or clause.dep_.split(":")[0] not in {"acl", "ccomp", "csubj"}:
        return []
    holders = [clause.head, clause.head.head] if clause.head.pos_ in {"PRON", "DET"} else [clause.head]
    return [t for t in holders if scene.has(t, scene.lexicon.vocabulary.signs) and _is_denied(scene, t)]


def _undone(scene: Scene, trigger: Token) -> list[Token]:
    """Words that negate without a negation: "has *yet to* send", "*stopped short of* sending", "*kept* Benin from sending"."""
    vocabulary = scene.lexicon.vocabulary
    found = [
        end for phrase in vocabulary.undoing for end in scene.ends_of(phrase) if 0 < trigger.i - end.i <= NEXT
    ][:1]
    clause = clause_head(trigger)
    governs = clause.head if clause.head.i != clause.i else trigger.head
    if (
        scene.has(governs, vocabulary.hindering)
        and governs.i < trigger.i
        and not negations_of(scene, governs)
    ):
        kept = feature(trigger, "VerbForm") == "Inf" or bool(children(trigger, "mark", "case"))
        found += [governs] if kept and trigger.pos_ in {"VERB", "AUX"} else []
    return found


def _before_phrase(scene: Scene, trigger: Token, theme: Token) -> list[Token]:
    """The negation that opens what is given: "spared Lebanon *not* a litre", "*neither* gas nor arms", but "not only arms"."""
    top = theme
    while top.dep_.split(":")[0] in {"nmod", "conj"} and top.head.i != trigger.i and top.head.i > trigger.i:
        top = top.head
    edge = left_edge(top)
    vocabulary = scene.lexicon.vocabulary
    opening = {edge - 1, edge, *(c.i for c in children(top, "cc"))}
    words = [scene.doc[i] for i in sorted(opening) if i > trigger.i]
    return [w for w in words if w.lower_ in vocabulary.negation and not _counts(scene, w)][:1]


def _counts(scene: Scene, negation: Token) -> bool:
    """Whether the word after a negation makes it a count, no denial: "not only", "no more than"."""
    after = scene.doc[negation.i + 1] if negation.i + 1 < len(scene.doc) else None
    return after is not None and scene.has(after, scene.lexicon.vocabulary.counting)


def _is_denied(scene: Scene, sign: Token) -> bool:
    """Whether a word of evidence is negated, or what says that it exists is."""
    words = scene.lexicon.vocabulary.negation
    around = [sign, sign.head] if sign.head.i != sign.i else [sign]
    return any(
        c.lower_ in words for t in around for c in children(t, "det", "advmod", "aux", "nsubj")
    ) or any(scene.has(t, scene.lexicon.vocabulary.negative_verbs) for t in around)
