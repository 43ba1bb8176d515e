"""From a noun phrase to the parties it names: states, persons, bodies, collectives, pronouns.

"Russian intelligence services" is Russia, "officials in Caracas" are Venezuela's, "his strategic allies" are the
collective ``RUS:allies``, "this country" is the state spoken of last.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from papertiger.events.claim import Party
from papertiger.events.mentioned import ACTING, from_mention, most_named
from papertiger.events.scene import Scene
from papertiger.events.syntax import ancestors, children, clause_head, feature, preposition

if TYPE_CHECKING:
    from papertiger.events.tree import Token

ADJECTIVAL = frozenset({"adjective"})
MAX_DEPTH = 4


def parties(scene: Scene, head: Token, *, depth: int = 0) -> list[Party]:
    """The parties a noun phrase names, coordination expanded, without duplicates; empty when it names none."""
    if depth > MAX_DEPTH:
        return []
    found = _own(scene, head, depth)
    for other in _coordinated(scene, head):
        found.extend(parties(scene, other, depth=depth + 1))
    return unique(found)


def unique(found: list[Party]) -> list[Party]:
    """Parties without repetition of an actor, order kept."""
    seen: dict[str, Party] = {}
    for party in found:
        seen.setdefault(party.actor, party)
    return list(seen.values())


def _coordinated(scene: Scene, head: Token) -> list[Token]:
    """Conjuncts of the head, or of any word of the name that it belongs to."""
    mention = scene.mention_at.get(head.i)
    words = [head] if mention is None else [scene.doc[i] for i, m in scene.mention_at.items() if m is mention]
    inside = {w.i for w in words}
    joined = [
        c for w in words for c in children(w, "conj") if c.i not in inside and c.pos_ not in {"VERB", "AUX"}
    ]
    return joined or (_row(scene, head) if mention is not None else [])


def _row(scene: Scene, head: Token) -> list[Token]:
    """Names in a row with `head` that the tree gave to one verb as so many phrases: "*и в* Дамаске*, и в* Тегеране"."""
    own, found, step, first = preposition(head), [], head, head
    while first.dep_ == "conj" and first.head.i in scene.mention_at:
        first = first.head
    while step.i + 2 < len(scene.doc):
        following = scene.doc[step.i + 1 :]
        gap = next((k for k, t in enumerate(following) if t.pos_ not in {"PUNCT", "CCONJ", "ADP"}), 0)
        joined = any(t.pos_ == "CCONJ" for t in following[:gap])
        step = following[gap] if gap else head
        alike = step.dep_ == first.dep_ and step.head.i == first.head.i and preposition(step) == own
        if not joined or not alike or step.i not in scene.mention_at:
            break
        found.append(step)
    return found


def _own(scene: Scene, head: Token, depth: int) -> list[Party]:
    if scene.has(head, scene.lexicon.vocabulary.strangers):
        return []
    mention = scene.mention_at.get(head.i)
    if scene.has(head, scene.lexicon.vocabulary.allies) and mention is None:
        return _allies(scene, head, depth)
    if mention is not None and mention.actor.kind in ACTING and mention.form not in ADJECTIVAL:
        return [from_mention(mention)]
    named = _apposed(scene, head)
    if named:
        return named
    if head.pos_ == "PRON" or (head.pos_ == "DET" and not children(head, "amod")):
        return _pointing(head, pronoun(scene, head, depth=depth + 1))
    owners = _owners(scene, head, depth)
    if owners:
        return owners
    if scene.has(head, scene.lexicon.vocabulary.countries):
        pointed = any(feature(c, "PronType") == "Dem" for c in head.children)
        found = latest_state(scene, head) if pointed else main_state(scene, head) or latest_state(scene, head)
        return _pointing(head, found)
    return []


def _apposed(scene: Scene, head: Token) -> list[Party]:
    """A person or body named in apposition: "the dictator B. A."."""
    for child in children(head, "appos", "flat", "nmod"):
        mention = scene.mention_at.get(child.i)
        deeper = [] if mention else _apposed(scene, child) if child.dep_ == "appos" else []
        if deeper:
            return deeper
        agrees = child.dep_ != "nmod" or feature(child, "Case") in {None, feature(head, "Case")}
        counted = child.dep_ == "appos" and head.pos_ in {"NUM", "PRON", "DET"}  # "all three — Russia, …"
        if counted and mention is not None and mention.actor.kind in ACTING:
            return parties(scene, child, depth=1)
        if mention is None or mention.actor.kind not in {"person", "organisation", "group"} or not agrees:
            continue
        if mention.form not in ADJECTIVAL and abs(child.i - head.i) <= MAX_DEPTH:
            return [from_mention(mention)]
    return []


def _owners(scene: Scene, head: Token, depth: int) -> list[Party]:
    """Parties that own the head: adjectives, possessives, genitives, and places of a body ("officials in Caracas")."""
    found: list[Party] = []
    body = scene.has(head, scene.lexicon.vocabulary.bodies)
    for child in sorted(head.children, key=lambda c: c.i):
        relation = child.dep_.split(":")[0]
        mention = scene.mention_at.get(child.i)
        if (
            relation in {"amod", "compound", "flat", "conj"}
            and mention
            and (mention.form in ADJECTIVAL or relation != "conj")
        ):
            if mention.actor.kind in ACTING:
                found.append(from_mention(mention))
            found += [
                from_mention(m)
                for c in children(child, "conj")
                if (m := scene.mention_at.get(c.i)) and m.form in ADJECTIVAL
            ]
        elif relation == "compound" and (described := _described(scene, child)):
            found += described
        elif relation == "det" and feature(child, "Poss") == "Yes":
            found += _pointing(child, pronoun(scene, child, depth=depth + 1))
        elif child.dep_ == "nmod:poss" or (
            relation == "nmod" and preposition(child) in scene.lexicon.vocabulary.slots.get("gen", ())
        ):
            found += parties(scene, child, depth=depth + 1)
        elif (
            body
            and relation in {"appos", "flat"}
            and mention is not None
            and mention.actor.kind == "state"
            and mention.form == "name"
        ):
            found.append(from_mention(mention))
        elif relation == "nmod":
            found += _complement(scene, child, depth, body=body, owned=bool(found))
    if body and not found:
        found = _beside(scene, head)
    return unique(found)


def _complement(scene: Scene, child: Token, depth: int, *, body: bool, owned: bool) -> list[Party]:
    """The owner in a genitive, or the place of a body that nothing else owns: not in "Haitian guards in Senegal"."""
    bare = not children(child, "case")
    genitive = feature(child, "Case") in {"Gen", None} or (
        child.i in scene.mention_at and "Gen" in scene.cases(child)
    )
    placed = body and not owned and feature(child, "Case") in {"Loc", "Gen", None}
    if placed or (bare and genitive and (body or _named(scene, child))):
        return parties(scene, child, depth=depth + 1)
    return []


def _described(scene: Scene, token: Token) -> list[Party]:
    """The state whose adjective the tree hangs on the first noun of a compound: "*Haitian* coast guards"."""
    mentions = (scene.mention_at.get(c.i) for c in children(token, "amod"))
    return [
        from_mention(m) for m in mentions if m is not None and m.form in ADJECTIVAL and m.actor.kind in ACTING
    ]


def _named(scene: Scene, token: Token) -> bool:
    """Whether a genitive names its owner itself; a deed in the genitive ("in case of a Chinese *invasion*") owns nothing."""
    vocabulary = scene.lexicon.vocabulary
    return token.i in scene.mention_at or any(
        scene.has(token, words) for words in (vocabulary.bodies, vocabulary.allies, vocabulary.countries)
    )


def _beside(scene: Scene, head: Token) -> list[Party]:
    """The place named right before or after a body, wherever the tree put it: "in Caracas officials say"."""
    places = scene.lexicon.vocabulary.slots.get("in_state", ())
    words = {p.partition("+")[0] for p in places}
    for i in (head.i - 1, head.i + 2):
        mention = scene.mention_at.get(i)
        if mention is None or mention.actor.kind != "state" or mention.form == "adjective" or i < 1:
            continue
        if scene.doc[i - 1].lower_ in words:
            return [from_mention(mention)]
    return []


def _allies(scene: Scene, head: Token, depth: int) -> list[Party]:
    """The collective of somebody's allies, an actor of its own without a state.

    Where the language says so, and beside a possessive in every language, an adjective names the ally itself ("малійські партнери",
    "our Malian partners" are Mali), a genitive or a possessive the patron.
    """
    start, end = scene.sentence.span_of(head)
    described = [
        m
        for c in head.children
        if (m := scene.mention_at.get(c.i)) and m.form in ADJECTIVAL and c.dep_ == "amod"
    ]
    possessed = any(c.dep_ == "nmod:poss" or feature(c, "Poss") == "Yes" for c in head.children)
    if described and (possessed or scene.lexicon.vocabulary.ally_adjectives):
        return [from_mention(m) for m in described]
    owners = _owners(scene, head, depth)
    names = [o.state or o.actor for o in owners]
    how = "allies are an actor of their own, which belongs to no state"
    return [Party(f"{name}:allies", None, start, end, head.text, how) for name in dict.fromkeys(names)]


def owner_of_collective(party: Party) -> str | None:
    """State of the patron in ``RUS:allies``, or None for an ordinary party."""
    name, colon, kind = party.actor.partition(":")
    return name if colon and kind == "allies" else None


def pronoun(scene: Scene, token: Token, *, depth: int = 1) -> list[Party]:
    """Whom a personal, possessive, reflexive or relative pronoun stands for."""
    if depth > MAX_DEPTH:
        return []
    if feature(token, "PronType") == "Rel" or (token.pos_ != "PRON" and feature(token, "PronType") == "Int"):
        antecedent = relative_antecedent(token)
        return parties(scene, antecedent, depth=depth + 1) if antecedent is not None else []
    if scene.has(token, scene.lexicon.vocabulary.latter):
        alone = token.dep_ == "nsubj" and not children(token, "acl", "acl:relcl", "nmod")
        return latest_state(scene, token) if alone else []
    if feature(token, "Reflex") == "Yes":
        return _clause_subject(scene, token, depth)
    own = feature(token, "Poss") == "Yes" or feature(token, "Number") == "Plur"
    if feature(token, "Person") == "1" and own:
        speaker = scene.discourse.speaker
        return [speaker] if speaker is not None and speaker.state else main_state(scene, token)
    if feature(token, "Person") not in {"3", None} or feature(token, "PronType") != "Prs":
        return []
    owners = scene.lexicon.vocabulary.plural_possessives
    plural = (
        scene.has(token, owners) if feature(token, "Poss") == "Yes" else feature(token, "Number") == "Plur"
    )
    return _antecedents(scene, token, plural=plural, depth=depth)


def _pointing(token: Token, found: list[Party]) -> list[Party]:
    """The parties that a pronoun stands for, with that as the reason."""
    return [replace(p, how=f"{token.text!r} points to {p.words!r}: {p.how or p.actor}") for p in found]


def relative_antecedent(token: Token) -> Token | None:
    """The noun that a relative clause hangs on, or None."""
    step = token
    for _ in range(6):
        if step.dep_ in {"acl:relcl", "acl"}:
            return step.head
        if step.head.i == step.i:
            return None
        step = step.head
    return None


def _clause_subject(scene: Scene, token: Token, depth: int) -> list[Party]:
    step = clause_head(token)
    for _ in range(MAX_DEPTH):
        for subject in children(step, "nsubj"):
            if not _inside(token, subject) and (found := parties(scene, subject, depth=depth + 1)):
                return found
        if step.head.i == step.i:
            break
        step = clause_head(step.head)
    return scene.discourse.latest_subject()


def _inside(token: Token, phrase: Token) -> bool:
    """Whether a pronoun stands inside the phrase that it might point to ("the leader of *his* country")."""
    return token.i == phrase.i or any(a.i == phrase.i for a in ancestors(token))


def _antecedents(scene: Scene, token: Token, *, plural: bool, depth: int) -> list[Party]:
    """Earlier subjects of this sentence first, then those of the sentences before; gender must not disagree."""
    gender = feature(token, "Gender") if not plural else None
    antecedent = relative_antecedent(token)
    described = antecedent.i if antecedent is not None else -1
    beside = _subject_beside(token)
    for candidate in reversed(scene.doc[: token.i]):
        nominative = (
            "Nom" in scene.cases(candidate)
            and not children(candidate, "case")
            and scene.has(candidate, scene.lexicon.vocabulary.bodies)
        )
        if not (candidate.dep_.split(":")[0] == "nsubj" or nominative) or candidate.i in {described, beside}:
            continue
        if not _acts(scene, candidate):
            continue
        number = feature(candidate, "Number")
        if (
            ((number == "Plur") != plural and not _counts_as_one(scene, candidate, token))
            or _clashes(candidate, gender)
            or candidate.pos_ == "PRON"
        ):
            continue
        if found := parties(scene, candidate, depth=depth + 1):
            return found
    for candidate in reversed(scene.doc[: token.i]):
        same_number = (feature(candidate, "Number") == "Plur") == plural and feature(
            candidate, "Number"
        ) is not None
        mention = scene.mention_at.get(candidate.i)
        if (
            mention is not None
            and mention.actor.kind in ACTING
            and mention.form == "name"
            and same_number
            and not _clashes(candidate, gender)
            and plural
        ):
            return [from_mention(mention)]
    if plural and scene.discourse.speaker and scene.discourse.speaker.state:
        return [scene.discourse.speaker]
    return scene.discourse.latest_subject()


def _subject_beside(token: Token) -> int:
    """Index of the subject whose verb has the pronoun as object, also through infinitives: it is never meant; -1 for none."""
    if token.dep_.split(":")[0] not in {"obj", "iobj"}:
        return -1
    step = token.head
    while not children(step, "nsubj") and step.dep_ == "xcomp" and step.head.i != step.i:
        step = step.head
        controller = [c for c in children(step, "obj") if c.i < token.i]
        if controller:
            return int(controller[0].i)  # "asked Japan to defend it"
    return next((int(c.i) for c in children(step, "nsubj")), -1)


def _counts_as_one(scene: Scene, candidate: Token, pronoun_: Token) -> bool:
    """Whether a state whose name is a plural ("the Philippines") is taken up by the neuter singular of a language without genders."""
    mention = scene.mention_at.get(candidate.i)
    named = mention is not None and mention.actor.kind == "state" and mention.form == "name"
    caseless = not feature(candidate, "Gender") and not feature(candidate, "Case")
    return named and caseless and feature(pronoun_, "Gender") == "Neut"


def _acts(scene: Scene, candidate: Token) -> bool:
    """Whether a noun can be taken up by a personal pronoun as one who acts: an actor, a body, an ally."""
    mention = scene.mention_at.get(candidate.i)
    if mention is not None and mention.form not in ADJECTIVAL:
        return mention.actor.kind in ACTING
    vocabulary = scene.lexicon.vocabulary
    return (
        scene.has(candidate, vocabulary.bodies)
        or scene.has(candidate, vocabulary.allies)
        or scene.has(candidate, vocabulary.countries)
    )


def _clashes(candidate: Token, gender: str | None) -> bool:
    own = feature(candidate, "Gender")
    return bool(gender and own and own != gender)


def latest_state(scene: Scene, head: Token) -> list[Party]:
    """The state spoken of last before `head` that is not the subject of its clause ("this country")."""
    subject = {
        p.state for s in children(clause_head(head), "nsubj") if s.i != head.i for p in _direct(scene, s)
    }
    start = scene.sentence.start + head.idx
    here = [
        m
        for m in scene.mention_at.values()
        if m.end <= start and m.form == "name" and m.actor.kind == "state"
    ]
    for mention in sorted(here, key=lambda m: -m.start):
        if mention.actor.id not in subject:
            return [from_mention(mention)]
    for party in reversed(scene.discourse.mentioned):
        if party.state == party.actor and party.state not in subject:
            return [party]
    return []


def main_state(scene: Scene, token: Token, banned: frozenset[str] = frozenset()) -> list[Party]:
    """The state the article names clearly most often, if there is one ("the country", the unnamed receiver)."""
    found = most_named(scene.discourse.counts, banned)
    if found is None:
        return []
    start, end = scene.sentence.span_of(token)
    return [Party(found, found, start, end, token.text, "the state that the article names most")]


def _direct(scene: Scene, token: Token) -> list[Party]:
    mention = scene.mention_at.get(token.i)
    return [from_mention(mention)] if mention else []
