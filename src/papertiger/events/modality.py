"""Polarity and modality of a claim, from the words that stand in the scope of its trigger.

Order of strength follows `docs/claims.md`: denial, condition, unlikelihood, possibility, intention, expectation. A
counterfactual ("had it come, …") and an open question are no claims at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from papertiger.events.negation import negations_in, negations_of, unproven
from papertiger.events.scene import Scene
from papertiger.events.syntax import CLAUSAL, children, clause_head, feature

if TYPE_CHECKING:
    from papertiger.events.tree import Token

NEAR = ("conditional", "unlikely", "possible", "intended", "expected")
"""Kinds that act within the clause; `denied` and `expected` also act from the clause above."""
SCOPE = frozenset(
    {"advmod", "aux", "mark", "discourse", "parataxis", "cop", "cc", "fixed", "advcl", "obl", "compound"}
)


@dataclass(frozen=True, slots=True)
class Stance:
    """What the sentence does with the statement that a trigger makes."""

    negated: bool
    modality: str
    claimed: bool
    """False for questions and counterfactuals."""
    words: tuple[str, ...]
    """Cues of modality and negation that were found."""


def stance(scene: Scene, trigger: Token, theme: Token | None = None) -> Stance:
    """Polarity and modality in the scope of `trigger`; a negative determiner of the theme negates too ("no help")."""
    chain = governing_chain(scene, trigger)
    above = _clauses_above(chain[-1])
    cues = scene.lexicon.vocabulary.modal
    doubted = unproven(scene, trigger)
    negations = negations_in(scene, chain, trigger, theme)
    if not doubted:
        negations += [
            t for t in above if scene.has(t, scene.lexicon.vocabulary.negative_verbs) and t.i != trigger.i
        ]
    found: dict[str, list[str]] = {}
    scope = _scope(chain, trigger)
    for kind in NEAR:
        hits = _hits(scene, scope, trigger, getattr(cues, kind))
        if hits:
            found[kind] = hits
    doubts = _doubts(scene, above, trigger)
    if doubts:
        found.pop("unlikely", None)
        found = {"unlikely": doubts} | found
    denials = [t.text for t in above if scene.has(t, cues.denied)]
    denials += [t.text for t in chain[1:] if scene.has(t, cues.denied)]
    denials += [t.text for t in doubted]
    if denials:
        found = {"denied": denials} | found
    elif any(scene.has(t, cues.expected) for t in above):
        found.setdefault("expected", [t.text for t in above if scene.has(t, cues.expected)])
    if not found and _future(chain):
        found["expected"] = [chain[-1].text]
    modality = next(iter(found), "asserted")
    counterfactual = bool(
        _hits(scene, _scope(chain, trigger, own=True), trigger, cues.counterfactual)
    ) and _past(chain)
    question = scene.doc[-1].text == "?" or scene.sentence.text.rstrip("\"»”' ").endswith("?")
    open_ = _is_open(scene, trigger)
    negations = list({n.i: n for n in negations}.values())
    words = tuple(w for hits in found.values() for w in hits) + tuple(n.text for n in negations)
    return Stance(len(negations) % 2 == 1, modality, not (counterfactual or question or open_), words)


def _doubts(scene: Scene, above: list[Token], trigger: Token) -> list[str]:
    """Words that doubt the clause from above: "*few* believe that", "analysts *doubt* that"; none where they are negated."""
    words = scene.lexicon.vocabulary.modal.doubted
    found = [
        d
        for t in above
        for d in (t, *children(t, "nsubj", "advmod", "det", "amod"))
        if d.i != trigger.i and scene.has(d, words)
    ]
    return [] if any(negations_of(scene, d) for d in found) else [d.text for d in found]


def _is_open(scene: Scene, trigger: Token) -> bool:
    """Whether the trigger stands in an indirect question: "*whether* they ever came is anyone's guess"."""
    words = scene.lexicon.vocabulary.modal.question
    clause = clause_head(trigger)
    if clause.dep_.split(":")[0] not in {"ccomp", "csubj", "acl", "advcl", "xcomp"}:
        return False
    return any(scene.has(c, words) for c in children(clause, "mark", "advmod", "discourse"))


def governing_chain(scene: Scene, trigger: Token) -> list[Token]:
    """The trigger and the words above it that share its clause: modals, light verbs, their nouns."""
    chain = [trigger]
    step = trigger
    carriers = scene.lexicon.vocabulary.carriers
    while step.head.i != step.i:
        head, relation = step.head, step.dep_.split(":")[0]
        inside = relation in {"xcomp", "aux", "cop", "csubj"} or (
            relation in {"obl", "nmod", "obj", "acl"} and scene.has(head, carriers)
        )
        exists = relation != "nsubj" or scene.has(head, scene.lexicon.vocabulary.existence)
        verbless = (
            exists
            and relation in {"obl", "nmod", "obj", "nsubj", "advcl", "iobj"}
            and step.pos_ in {"NOUN", "PROPN"}
        )
        shared = (
            relation == "conj"
            and feature(step, "VerbForm") == "Inf"
            and not children(step, "aux", "nsubj", "mark")
        )
        if not (
            inside or shared or (verbless and step is trigger and head.pos_ in {"NOUN", "VERB", "ADJ", "AUX"})
        ):
            break
        if verbless and not inside and head.pos_ in {"NOUN", "PROPN"} and not scene.has(head, carriers):
            step = head
            continue
        chain.append(head)
        step = head
        if feature(head, "VerbForm") == "Fin" and relation != "xcomp" and not inside:
            break
    return chain


def _clauses_above(token: Token) -> list[Token]:
    """Predicates (and nouns with content clauses) that take the statement as their content."""
    found: list[Token] = []
    step = clause_head(token)
    while step.head.i != step.i and step.dep_ in (CLAUSAL - {"advcl", "parataxis", "acl:relcl", "ROOT"}):
        noun = step.head
        found.append(noun)
        found += [
            h for h in (noun.head, noun.head.head) if noun.pos_ in {"PRON", "NOUN", "DET"} and h.i != noun.i
        ]
        step = clause_head(noun)
        if step.i == noun.i and noun.dep_ in {"ROOT", "root"}:
            break
    unique = {t.i: t for t in found}
    return list(unique.values())


def _scope(chain: list[Token], trigger: Token, *, own: bool = False) -> list[Token]:
    """The words among which cues are looked for, in text order; with `own`, only direct dependents of the chain."""
    scope: dict[int, Token] = {t.i: t for t in chain if t.i != trigger.i}
    for token in chain:
        for child in token.children:
            relation = child.dep_.split(":")[0]
            if relation in SCOPE or child.pos_ in {"SCONJ", "PART", "ADV", "AUX"}:
                scope[child.i] = child
                if relation == "advcl" and not own:
                    scope.update({m.i: m for m in children(child, "mark")})
                    if child.i in scope and child not in chain:
                        del scope[child.i]
    if not own:
        # "is ready *to send* boats if …": the condition of the complement is the readiness's.
        conditions = [a for c in children(trigger, "xcomp", "acl") for a in children(c, "advcl")]
        scope.update({m.i: m for a in conditions for m in children(a, "mark")})
    return [token for _, token in sorted(scope.items())]


def _hits(scene: Scene, scope: list[Token], trigger: Token, cues: tuple[str, ...]) -> list[str]:
    """Words of the scope that are among the cues, then those cues of several words that stand in the clause."""
    hits = [t for t in scope if t.pos_ != "PROPN" and scene.has(t, cues)]  # "in May" hedges nothing
    if hits and cues is scene.lexicon.vocabulary.modal.possible:
        # "could not" denies a possibility: it is a negation, no hedge.
        hits = [t for t in hits if not negations_of(scene, t)]
    longer = [c for c in cues if " " in c and _phrase_in_clause(scene, trigger, c)]
    return [t.text for t in hits] + longer


def _phrase_in_clause(scene: Scene, trigger: Token, phrase: str) -> bool:
    """Whether the words of `phrase` stand in a row in the trigger's clause or in the condition before it."""
    ends = scene.ends_of(phrase)
    if not ends:
        return False
    clause = clause_head(trigger).i
    homes = [clause_head(end) for end in ends]
    return any(h.i == clause or (h.head.i == clause and h.dep_.split(":")[0] == "advcl") for h in homes)


def _future(chain: list[Token]) -> bool:
    for token in chain:
        if feature(token, "Tense") == "Fut":
            return True
        if any(feature(c, "Tense") == "Fut" or c.lower_ in {"will", "shall"} for c in children(token, "aux")):
            return True
    return False


def _past(chain: list[Token]) -> bool:
    return any(feature(t, "Tense") == "Past" for t in chain)
