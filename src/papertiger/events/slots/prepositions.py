"""Slots that a preposition names: phrases it governs by the tree or by the words before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papertiger.events.scene import Scene
from papertiger.events.slots.filler import BY_CASE, BY_CLAUSE, BY_TREE, COMPARED, FAR, LOOSE, Filler
from papertiger.events.slots.relatives import resolve_relative
from papertiger.events.syntax import NOMINAL, clause_head, distance, feature, left_edge, preposition

if TYPE_CHECKING:
    from papertiger.events.tree import Token

LONGEST = 3
"""Words of the longest preposition ("на території", "у відповідь на")."""


def prepositional(scene: Scene, trigger: Token, wanted: tuple[str, ...], slot: str) -> list[Filler]:
    """Phrases that one of the prepositions governs and that belong to the trigger, surest and nearest first."""
    found = []
    clause = clause_head(trigger)
    for token in _governed_tokens(scene, wanted):
        if token.i == trigger.i:
            continue
        score = _reach(token, trigger, clause, slot)
        if score:
            found.append((Filler(resolve_relative(token), *score), _by_words(scene, token, wanted)))
    # Of two phrases as sure, the one whose preposition the tree knows comes first: "unlike *X*" is no "from X".
    return [f for f, _ in sorted(found, key=lambda p: (-p[0].score, p[1], distance(p[0].token, trigger)))]


def _by_words(scene: Scene, token: Token, wanted: tuple[str, ...]) -> bool:
    """Whether only the words before the phrase say that one of the prepositions governs it."""
    by_tree = _opening(scene, token)[0]
    return not any(item.partition("+")[0].startswith(by_tree or " ") for item in wanted)


def _reach(token: Token, trigger: Token, clause: Token, slot: str) -> tuple[float, str] | None:
    """How surely a preposition phrase belongs to the trigger, or None when it does not."""
    if _is_dependent(token, trigger):
        return BY_TREE, f"{slot} phrase"
    home = clause_head(token)
    if token.head.i == clause.i:
        return BY_CASE, f"{slot} phrase of the clause"
    if (home.i == clause.i or slot in COMPARED) and 0 < token.i - trigger.i <= FAR:
        return BY_CLAUSE, f"{slot} phrase after the trigger"
    if slot not in COMPARED and home.i == clause.i and 0 < trigger.i - token.i <= FAR:
        return BY_CLAUSE * 0.9, f"{slot} phrase before the trigger"
    apart = token.doc[min(token.i, trigger.i) + 1 : max(token.i, trigger.i)]
    if (
        slot in LOOSE
        and len(apart) <= FAR
        and not any(t.pos_ in {"VERB", "AUX"} or t.text in {";", ":"} for t in apart)
    ):
        return BY_CLAUSE * 0.7, f"{slot} phrase near the trigger, no verb between"
    return None


def _governed_tokens(scene: Scene, wanted: tuple[str, ...]) -> list[Token]:
    """Heads of the phrases that one of the prepositions governs; found once a sentence, every frame asks again."""
    found = scene.governed.get(wanted)
    if found is None:
        if scene.opened is None:
            scene.opened = _opened(scene)
        after = {t.i: t for item in wanted for t in scene.opened.get(item.partition("+")[0], ())}
        found = [t for _, t in sorted(after.items()) if governed(scene, t, wanted)]
        scene.governed[wanted] = found
    return found


def _opened(scene: Scene) -> dict[str, list[Token]]:
    """Preposition → heads of the phrases that it may govern, by the tree or because it stands before them."""
    found: dict[str, list[Token]] = {}
    for token in scene.doc:
        if _heads_phrase(token):
            by_tree, before = _opening(scene, token)
            for word in {by_tree, *before}:
                found.setdefault(word, []).append(token)
    return found


def _heads_phrase(token: Token) -> bool:
    """A noun or pronoun, or an adjective that stands for one and has the preposition itself (пальне, військові)."""
    substantive = token.pos_ == "ADJ" and token.dep_.split(":")[0] in {"obl", "nmod"}
    return token.pos_ in NOMINAL or (substantive and bool(preposition(token)))


def _is_dependent(token: Token, trigger: Token) -> bool:
    """A direct dependent, or one through a noun that only carries the preposition ("з боку X")."""
    if token.head.i == trigger.i:
        return True
    carrier = token.head
    return (
        carrier.head.i == trigger.i
        and token.dep_ == "nmod"
        and not preposition(token)
        and bool(preposition(carrier))
    )


def governed(scene: Scene, token: Token, wanted: tuple[str, ...]) -> bool:
    """Whether one of the prepositions governs the phrase, by the tree or by the words before it, and its case fits."""
    by_tree, before = _opening(scene, token)
    for item in wanted:
        word, _, case = item.partition("+")
        if word != by_tree:
            agrees = not by_tree or " " in word or by_tree.startswith(word)
            if not agrees or word not in before:
                continue
        mention = scene.mention_at.get(token.i)
        foreign = mention is not None and mention.actor.kind == "person"  # often indeclinable and unknown
        if not case or foreign or case in scene.cases(token) or feature(token, "Case") is None:
            return True
    return False


def _opening(scene: Scene, token: Token) -> tuple[str, tuple[str, ...]]:
    """The phrase's preposition by the tree, and the last one to three words before the phrase, joined."""
    found = scene.openings.get(token.i)
    if found is None:
        edge = left_edge(token)
        words = [t.lower_ for t in scene.doc[max(0, edge - LONGEST) : edge]]
        found = preposition(token), tuple(" ".join(words[-n:]) for n in range(1, len(words) + 1))
        scene.openings[token.i] = found
    return found
