"""A parsed sentence as the trained layer sees it: heads, relations, slots and word classes, all named in no language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from papertiger.events.layer.senses import Senses, senses
from papertiger.language.dates import is_future

if TYPE_CHECKING:
    from papertiger.events.lexicon import Lexicon
    from papertiger.events.scene import Scene
    from papertiger.events.tree import Token

_MANY = 3
"""Words of a topic that are counted."""
_LONGEST = 3
"""Words of the longest preposition."""
_AROUND = frozenset({"aux", "advmod", "mark", "aux:pass", "cop", "discourse", "parataxis"})
_CLOSED = frozenset({"PART", "SCONJ", "PRON", "DET", "ADP", "NUM"})
"""Other word classes that cues and roles may have."""
_MODAL = ("conditional", "unlikely", "possible", "intended", "expected", "denied")
_ROLES = ("bodies", "allies", "countries", "strangers", "carriers", "ceasing", "existence")
_OPEN = frozenset({"VERB", "NOUN", "ADJ", "ADV", "AUX", "PROPN", "X"})


@dataclass(slots=True)
class View:
    """Columns over the tokens of one sentence."""

    heads: list[int]
    relations: list[str]
    """UD relation, subtype kept only for passives and agents."""
    tags: list[str]
    lemmas: list[str]
    children: list[list[int]]
    kinds: list[tuple[str, ...]]
    """Word classes of each token: ``f:`` frames, ``c:`` noun classes, ``s:`` senses, ``m:`` cues of modality, ``r:`` roles of nouns."""
    groups: list[tuple[str, ...]]
    """What those classes speak of: ``=delivered``, ``=ASSAULT``."""
    slots: list[tuple[str, ...]]
    """How each token attaches besides its relation: slots of its preposition, its case."""
    negated: list[bool]
    """Whether a negation stands among the token's dependents."""
    moods: list[tuple[str, ...]]
    """What stands with each predicate: ``fut``, ``pass``, and kinds of modality among its dependents."""
    topics: tuple[str, ...] = ()
    """Topic and how many words of it the sentence has, ``sport:2``; more than three count as three."""
    paths: dict[int, list[int]] = field(default_factory=dict)

    def up(self, i: int) -> list[int]:
        """The token and its heads, nearest first."""
        found = self.paths.get(i)
        if found is None:
            found = [i]
            step = i
            while self.heads[step] != step:
                step = self.heads[step]
                if step in found:
                    break
                found.append(step)
            self.paths[i] = found
        return found


def view(scene: Scene, *, bare: bool = False) -> View:
    """Lay out the columns of a scene; `bare` leaves out the frames that a word evokes only beside certain others."""
    doc = scene.doc
    lexicon, sensed = scene.lexicon, senses(scene.lexicon.language)
    children: list[list[int]] = [[] for _ in doc]
    heads = [t.head.i for t in doc]
    for i, head in enumerate(heads):
        if head != i:
            children[head].append(i)
    kinds: list[set[str]] = [_kinds(scene, t, lexicon, sensed, bare) for t in doc]
    for i, found in enumerate(_runs(scene, sensed)):
        kinds[i] |= found
    words = lexicon.vocabulary.negation
    negations = [t.lower_ in words or t.dep_ == "advmod:neg" for t in doc]
    return View(
        heads,
        [_relation(t.dep_) for t in doc],
        [t.pos_ for t in doc],
        [t.lemma_.lower() for t in doc],
        children,
        [tuple(sorted(k)) for k in kinds],
        [_groups(k, lexicon, sensed) for k in kinds],
        [_slots(scene, t) for t in doc],
        [any(negations[c] for c in own) for own in children],
        [_moods(doc[i], own, kinds, lexicon.language) for i, own in enumerate(children)],
        _topics(scene, sensed),
    )


def _topics(scene: Scene, sensed: Senses) -> tuple[str, ...]:
    nouns = [scene.lemmas[t.i] for t in scene.doc if t.pos_ in {"NOUN", "PROPN", "ADJ"}]
    counts = {name: sum(not n.isdisjoint(words) for n in nouns) for name, words in sensed.topics.items()}
    return tuple(f"{name}:{min(count, _MANY)}" for name, count in counts.items())


def _moods(token: Token, own: list[int], kinds: list[set[str]], language: str) -> tuple[str, ...]:
    found = {kind for c in own if token.doc[c].dep_ in _AROUND for kind in kinds[c] if kind.startswith("m:")}
    around = [token, *(token.doc[c] for c in own if token.doc[c].dep_.startswith("aux"))]
    if any("Fut" in t.morph.get("Tense", []) for t in around) or any(
        is_future(t.text, language) for t in around[1:]
    ):
        found.add("fut")
    if any(token.doc[c].dep_ in {"nsubj:pass", "aux:pass"} for c in own):
        found.add("pass")
    return tuple(sorted(found))


def _relation(name: str) -> str:
    return name if name in {"nsubj:pass", "obl:agent", "nmod:poss", "aux:pass"} else name.partition(":")[0]


def _kinds(scene: Scene, token: Token, lexicon: Lexicon, sensed: Senses, bare: bool) -> set[str]:
    found: set[str] = set()
    if token.pos_ in _OPEN:
        found |= _listed(scene, token, lexicon, sensed, bare)
    elif token.pos_ not in _CLOSED:
        return found
    vocabulary = lexicon.vocabulary
    found |= {f"m:{name}" for name in _MODAL if scene.has(token, getattr(vocabulary.modal, name))}
    found |= {f"r:{name}" for name in _ROLES if scene.has(token, getattr(vocabulary, name))}
    mention = scene.mention_at.get(token.i)
    if mention is not None and mention.actor.kind == "system":
        found |= {"c:system", f"d:{mention.actor.domain}"}
    return found


def _listed(scene: Scene, token: Token, lexicon: Lexicon, sensed: Senses, bare: bool) -> set[str]:
    """Frames, senses and noun classes of an open-class word, as the word class that it is tagged with."""
    found: set[str] = set()
    by_class = scene.by_class[token.i]
    verbal = token.pos_ in {"VERB", "AUX"}
    for kind, frames, own in (
        ("verb", lexicon.by_verb, sensed.verb),
        ("noun", lexicon.by_noun, sensed.noun),
        ("adjective", lexicon.by_adjective, sensed.adjective),
    ):
        fits = kind in {"verb", "adjective"} if verbal else kind == _of(token.pos_)
        for lemma in by_class[kind] if fits else ():
            found.update(f"f:{e.frame}" for e in frames.get(lemma, ()) if not (bare and e.needs))
            found.update(f"s:{name}" for name in own.get(lemma, ()))
    if verbal or token.pos_ == "ADJ":
        for lemma in by_class["adjective"]:
            found.update(
                f"f:{e.frame}" for e in lexicon.by_participle.get(lemma, ()) if not (bare and e.needs)
            )
    if not verbal:
        found.update(f"c:{name}" for name in scene.noun_classes(token))
    return found


def _of(tag: str) -> str:
    return {"NOUN": "noun", "PROPN": "noun", "X": "noun", "ADJ": "adjective", "ADV": "adjective"}.get(
        tag, "verb"
    )


def _runs(scene: Scene, sensed: Senses) -> list[set[str]]:
    """Senses of several words in a row, at their first word."""
    found: list[set[str]] = [set() for _ in scene.doc]
    for i, lemmas in enumerate(scene.lemmas):
        for lemma in lemmas:
            for parts, name in sensed.runs.get(lemma, ()):
                run = scene.lemmas[i : i + len(parts)]
                if len(run) == len(parts) and all(p in own for p, own in zip(parts, run, strict=True)):
                    found[i].add(f"s:{name}")
            for parts, entry in scene.lexicon.by_phrase.get(lemma, ()):
                run = scene.lemmas[i : i + len(parts)]
                if len(run) == len(parts) and all(p in own for p, own in zip(parts, run, strict=True)):
                    found[i].add(f"f:{entry.frame}")
    return found


def _groups(kinds: set[str], lexicon: Lexicon, sensed: Senses) -> tuple[str, ...]:
    found = set()
    for kind in kinds:
        prefix, _, name = kind.partition(":")
        if prefix == "f":
            found.add(f"={lexicon.frames[name].predicate}")
        elif prefix == "s" and name in sensed.categories:
            found.add(f"={sensed.categories[name]}")
    return tuple(sorted(found))


def _slots(scene: Scene, token: Token) -> tuple[str, ...]:
    """Slot names whose prepositions stand before the phrase by the tree, else the case."""
    prepositions = [c for c in token.children if c.dep_ == "case"]
    case = token.morph.get("Case", [""])[0]
    if not prepositions:
        return (case,) if case else ()
    first = prepositions[0]
    words = [first.lower_, *(g.lower_ for g in first.children if g.dep_ == "fixed")]
    key = " ".join(words), case
    named = scene.lexicon.opening.get(key)
    if named is None:
        slots = scene.lexicon.vocabulary.slots.items()
        found = sorted(slot for slot, items in slots if any(_opens(item, *key) for item in items))
        named = scene.lexicon.opening[key] = tuple(found) or ("prep",)
    return named


def _opens(item: str, text: str, case: str) -> bool:
    word, _, wanted = item.partition("+")
    return word == text and (not wanted or not case or wanted == case)
