"""Which support domain a claim is about: a named system, the theme and its adjectives, the clause, the discourse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from papertiger.events.scene import Scene
from papertiger.events.syntax import children, clause_head, feature

if TYPE_CHECKING:
    from papertiger.events.tree import Token

PHRASE = frozenset({"amod", "nmod", "compound", "flat", "appos", "conj", "acl", "obl", "nummod", "det"})
HARDWARE = "system"
"""Noun class that, without a word of its own, points to the system spoken of last."""


def domain_of(
    scene: Scene, trigger: Token, theme: Token | None, family: str, roles: Sequence[Token] = ()
) -> tuple[str, tuple[str, ...]]:
    """The domain and the words that decide it; ``unspecified`` without words.

    `roles` are the phrases that fill the roles: the body that acts decides too ("intelligence services").
    """
    anchors = [t for t in (*_given(theme), trigger) if not _receives(scene, t)]
    # Who receives or gives says nothing of what is given: "shells for the *army*".
    parties = {t.i for role in roles for t in role.subtree} - {a.i for a in anchors}
    for anchor in anchors:
        phrase = [t for t in (*_phrase(anchor), *_meant_for(scene, anchor)) if t.i not in parties]
        decided = _by_system(scene, phrase) or _by_class(scene, anchor) or _by_cue(scene, phrase)
        if decided:
            return decided
    if family == "event":
        return "unspecified", ()
    for role in roles:
        decided = _by_system(scene, _phrase(role)) or _by_cue(scene, _phrase(role))
        if decided:
            return decided
    if theme is not None:
        pointed = _by_discourse(scene, theme)
        if pointed:
            return pointed
    for anchor in (trigger, *((theme,) if theme is not None else ())):
        clause = clause_head(anchor)
        decided = _by_cue(scene, [t for t in clause.subtree if clause_head(t).i == clause.i])
        if decided:
            return decided
    return _by_fighting(scene, theme)


def _by_fighting(scene: Scene, theme: Token | None) -> tuple[str, tuple[str, ...]]:
    """Where nothing else tells: who promises *to defend* another means forces."""
    if theme is not None and theme.pos_ == "VERB" and scene.has(theme, scene.lexicon.vocabulary.fighting):
        return "military", (theme.text,)
    return "unspecified", ()


def _given(theme: Token | None) -> list[Token]:
    """What is given: the theme, or, where the theme is a verb ("promised *to send* radars"), first its objects."""
    if theme is None:
        return []
    return [*children(theme, "obj"), theme] if theme.pos_ in {"VERB", "AUX"} else [theme]


def _meant_for(scene: Scene, thing: Token) -> list[Token]:
    """The system right behind what is given, where the tree hung it on the verb: "gave 60 missiles *for Patriot batteries*"."""
    if thing.head.pos_ != "VERB":
        return []
    ends = {thing.i, max(t.i for t in thing.subtree)}
    systems = [
        c
        for c in children(thing.head, "obl")
        if (m := scene.mention_at.get(c.i)) is not None and m.actor.kind == "system"
    ]
    return [c for c in systems if min(t.i for t in c.subtree) - 1 in ends]


def _receives(scene: Scene, token: Token) -> bool:
    """A dative with an owner is who receives ("to the Sudanese military"), which decides nothing."""
    owned = any(c.i in scene.mention_at for c in token.children)
    return feature(token, "Case") == "Dat" and owned


def _phrase(anchor: Token) -> list[Token]:
    """The noun phrase below a token, nearest first, without clauses."""
    found, queue = [anchor], [anchor]
    while queue:
        step = queue.pop(0)
        for child in step.children:
            if child.dep_.split(":")[0] in PHRASE and child.dep_ != "acl:relcl" and child.pos_ != "VERB":
                found.append(child)
                queue.append(child)
    return found


def _by_system(scene: Scene, tokens: list[Token]) -> tuple[str, tuple[str, ...]] | None:
    for token in tokens:
        mention = scene.mention_at.get(token.i)
        if mention is not None and mention.actor.kind == "system" and mention.actor.domain:
            return mention.actor.domain, (mention.surface,)
    return None


def _by_class(scene: Scene, anchor: Token) -> tuple[str, tuple[str, ...]] | None:
    """Weapons handed over are `arms` whatever adjective they carry; a named system or air-defence word came before."""
    # "A brigade *of surgeons*": what a unit is made of says more than that it is one.
    made_of = [c for c in children(anchor, "nmod") if c.i > anchor.i and c.i not in scene.mention_at]
    for cue in (_by_cue(scene, _phrase(anchor)), _by_cue(scene, made_of[:1])):
        if cue and cue[0] in {"air_defence", "cyber", "intelligence", "humanitarian"}:
            return cue
    domains = {c.domain for c in scene.noun_classes(anchor).values() if c.domain}
    return (domains.pop(), (anchor.text,)) if len(domains) == 1 else None


def _by_cue(scene: Scene, tokens: list[Token]) -> tuple[str, tuple[str, ...]] | None:
    longer = _longer(scene)
    for token in tokens:
        if token.i in longer:
            return longer[token.i]
        form, lemmas = token.lower_, scene.lemmas[token.i]
        for cue in scene.lexicon.vocabulary.domains:
            # No lemma holds a blank, so the longer words of a cue are out of themselves here.
            if form.startswith(cue.stems) or not lemmas.isdisjoint(cue.words):
                return cue.domain, (token.text,)
    return None


def _longer(scene: Scene) -> dict[int, tuple[str, tuple[str, ...]]]:
    """Last token → the domain that several words in a row decide ("air - defence"), and the words."""
    cues = ((cue.domain, words) for cue in scene.lexicon.vocabulary.domains for words in cue.longer)
    return {end.i: (domain, (words,)) for domain, words in cues for end in scene.ends_of(words)}


def _by_discourse(scene: Scene, theme: Token) -> tuple[str, tuple[str, ...]] | None:
    """Domain of "the systems" in the clause: its own word decides, else the system that the text spoke of last."""
    for token in clause_head(theme).subtree:
        if HARDWARE not in scene.noun_classes(token) or token.pos_ not in {"NOUN", "PROPN"}:
            continue
        if own := _by_cue(scene, [token]):
            return own
        if scene.discourse.system_domain is not None:
            return scene.discourse.system_domain, (token.text,)
    return None
