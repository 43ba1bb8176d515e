"""From words to evoked frames: which tokens trigger which entry, with which theme, and which of them win."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from papertiger.events.lexicon import Entry
from papertiger.events.negation import is_negated
from papertiger.events.roles import Evoked
from papertiger.events.scene import Scene
from papertiger.events.slots import BY_CASE, Filler, fill, second_objects
from papertiger.events.syntax import ancestors, children, preposition

if TYPE_CHECKING:
    from papertiger.events.tree import Token

THEME_SLOTS = {"verb": ("obj", "clause", "nsubj"), "noun": ("gen", "clause"), "adjective": ("nsubj",)}
SYSTEMS = frozenset({"system", "materiel"})
"""The classes of themes that a named system belongs to."""
ANYTHING = "anything"
"""Class of a theme that no class of nouns lists; the trained layer judges whether it will do."""
OPEN = frozenset({"materiel", "support", "system", "proposal"})
"""Theme classes that no list of words can hold: whatever may be given, cut or turned down. An attack, a war or a sanction is named."""
HANDING = frozenset({"give", "receive"})
"""Frames that hand something over; "sent a request for missiles" hands over none."""
PERSONS = "persons"
"""The cue class that a named person satisfies too."""
CALLS = frozenset({"demand", "request", "threaten", "threat_of_force", "promise", "intend", "refuse"})
"""Frames whose complement is asked for, promised, threatened or refused: no event of it has happened."""
FLOWS = frozenset({"supply", "backing"})
"""Frames of a standing flow: no claim of their own where a cut, a promise or a request takes them as theme."""
ASKED, REFUSED = frozenset({"request"}), frozenset({"refuse", "abandon"})
"""A request that is turned down has been made: both are claims."""
GIVE = "give"
"""The class of words of giving: a theme of this class may be a verb."""


def evoked_frames(scene: Scene) -> list[Evoked]:
    """Every frame that some word of the sentence evokes, its theme found where it needs one."""
    found = []
    for token in scene.doc:
        if scene.lemmas[token.i].isdisjoint(scene.lexicon.triggers) or _dates(scene, token):
            continue
        for entry, pos in _entries(scene, token):
            found.extend(_with_theme(scene, token, entry, pos))
    return found


def _entries(scene: Scene, token: Token) -> Iterator[tuple[Entry, str]]:
    lexicon = scene.lexicon
    tables = (("verb", lexicon.by_verb), ("noun", lexicon.by_noun), ("adjective", lexicon.by_adjective))
    for pos, table in tables:
        seen: list[Entry] = []
        for lemma in scene.by_class[token.i][pos]:
            for entry in table.get(lemma, ()):
                if entry not in seen and _plausible(token, pos) and _needs(scene, token, entry):
                    seen.append(entry)
                    yield entry, pos
    for lemma in scene.by_class[token.i]["adjective"]:
        for entry in lexicon.by_participle.get(lemma, ()):
            if _needs(scene, token, entry):
                yield entry, "verb"
    yield from _phrases(scene, token)


def _phrases(scene: Scene, token: Token) -> Iterator[tuple[Entry, str]]:
    """Idioms that begin at the token; they carry the syntax of a noun."""
    for lemma in scene.lemmas[token.i]:
        for parts, entry in scene.lexicon.by_phrase.get(lemma, ()):
            run = scene.doc[token.i : token.i + len(parts)]
            whole = len(run) == len(parts)
            if whole and all(p in scene.lemmas[t.i] for p, t in zip(parts, run, strict=True)):
                yield entry, "noun"


def _plausible(token: Token, pos: str) -> bool:
    """The tagger's word class must not rule the reading out (it errs between verb, noun and adjective)."""
    open_classes = {"VERB", "NOUN", "ADJ", "ADV", "AUX", "X", "PROPN"}
    if token.pos_ not in open_classes:
        return False
    if pos == "verb":
        return token.pos_ != "NOUN" or token.dep_ in {"ROOT", "ccomp", "advcl", "xcomp", "acl:relcl"}
    if pos == "noun":
        return token.pos_ in {"NOUN", "PROPN", "X"} or token.dep_ in {"nsubj", "obj", "nmod", "obl"}
    return token.pos_ in {"ADJ", "ADV", "VERB"}


def _needs(scene: Scene, token: Token, entry: Entry) -> bool:
    """Whether every cue that the entry needs stands near the trigger, and none that rules it out."""
    near = [*token.children, *(g for c in token.children for g in c.children), token.head]
    met = all(_cued(scene, near, need) for need in entry.needs)
    return met and not any(_cued(scene, near, bar) for bar in entry.unless)


def _cued(scene: Scene, near: list[Token], cue: str) -> bool:
    words = scene.lexicon.vocabulary.cues[cue]
    named = cue == PERSONS and any(
        (m := scene.mention_at.get(t.i)) is not None and m.actor.kind == "person" for t in near
    )
    return named or any(
        scene.has(t, words)
        and not (t.pos_ == "ADV" and is_negated(scene, t))
        and not _dates(scene, t)
        and not _counts(scene, t)
        for t in near
    )


def _counts(scene: Scene, token: Token) -> bool:
    """Whether a fraction is part of a round number, and no share of what was due: "*half* a million shells", "a *quarter* of a million"."""
    cues = scene.lexicon.vocabulary.cues
    after = scene.doc[token.i + 1 : token.i + 1 + _NUMBER]
    return scene.has(token, cues.get("fraction", ())) and any(
        scene.has(t, cues.get("round_number", ())) for t in after
    )


_NUMBER = 3
"""Words after a fraction, within which a round number makes it one: "half a million", "quarter of a million"."""


def _dates(scene: Scene, token: Token) -> bool:
    """Whether a noun behind a preposition only says when: "promised radars by the *end* of March", which ends no support."""
    return token.pos_ == "NOUN" and bool(preposition(token)) and scene.is_of_time(token)


def _with_theme(scene: Scene, token: Token, entry: Entry, pos: str) -> list[Evoked]:
    frame = scene.lexicon.frames[entry.frame]
    wanted = entry.themes or frame.themes
    if not wanted:
        return [Evoked(token, entry, frame, pos)]
    if pos == "noun" and (head := _phrase_theme(scene, token, entry, wanted)) is not None:
        return [Evoked(token, entry, frame, pos, head, wanted[0])]
    for slot in entry.theme_slots or THEME_SLOTS[pos]:
        fitting = [
            (f.token, name)
            for f in _theme_fillers(scene, token, slot)
            if (name := _theme_class(scene, f.token, wanted))
            and (frame.id not in HANDING or not _is_speech(scene, f.token.head))
        ]
        if fitting:
            theme, name = min(fitting, key=lambda t: _is_receiver(scene, t[0]))
            first = Evoked(token, entry, frame, pos, theme, name)
            return [first, *_listed_themes(scene, first, wanted)]
    if (
        scene.loose
        and pos == "verb"
        and not OPEN.isdisjoint(wanted)
        and (thing := _anything(scene, token, spoken=frame.id not in HANDING)) is not None
    ):
        return [Evoked(token, entry, frame, pos, thing, ANYTHING)]
    return []


def _anything(scene: Scene, token: Token, *, spoken: bool) -> Token | None:
    """The object of a verb that is nobody's name: what may be given or cut, though no class of nouns lists it.

    What another frame is about ("billions" beside a verb of moving troops), or a body that acts, is known and does not fit; what
    was said is nothing given ("received no *request*"), though it may be turned down or withdrawn (`spoken`).
    """
    for filler in fill(scene, token, "obj"):
        thing = filler.token
        if (
            thing.pos_ in {"NOUN", "NUM", "SYM"}
            and thing.i not in scene.mention_at
            and filler.score >= BY_CASE
            and scene.lexicon.named_themes.isdisjoint(scene.noun_classes(thing))
            and not scene.has(thing, scene.lexicon.vocabulary.bodies)
            and (spoken or not _is_speech(scene, thing))
            and not scene.is_of_time(thing)
        ):
            return thing
    return None


def _is_speech(scene: Scene, thing: Token) -> bool:
    """Whether a noun is something said: a request, a threat, a promise."""
    return any(scene.lexicon.frames[e.frame].speech_act for e in scene.noun_entries(thing))


def _is_receiver(scene: Scene, token: Token) -> bool:
    """Whether a phrase looks like who receives, not what is given: "the handover *to the Ukrainian army* of shells"."""
    owned = any(c.i in scene.mention_at and scene.mention_at[c.i].form == "adjective" for c in token.children)
    return "Dat" in scene.cases(token) and owned


def _listed_themes(scene: Scene, first: Evoked, wanted: tuple[str, ...]) -> list[Evoked]:
    """Further themes in coordination ("missiles *and satellite data*"): claims of other domains beside the first."""
    theme = first.theme
    if theme is None or theme.pos_ not in {"NOUN", "PROPN", "NUM"}:
        return []
    mates = [
        c
        for t in (theme, *children(theme, "nmod", "appos", "flat"))
        for c in children(t, "conj")
        if c.pos_ in {"NOUN", "PROPN"}
    ]
    named = [(c, _theme_class(scene, c, wanted)) for c in mates]
    return [Evoked(first.token, first.entry, first.frame, first.pos, c, name) for c, name in named if name]


def _theme_fillers(scene: Scene, token: Token, slot: str) -> list[Filler]:
    fillers = fill(scene, token, slot)
    if slot in {"obj", "gen", "nsubj"}:
        # "two batteries of S-300": the counted noun is the theme as much as the count.
        fillers = fillers + [
            Filler(d, f.score * 0.9, f.why)
            for f in fillers
            for d in children(f.token, "nmod", "conj", "appos", "flat")
        ]
    if slot == "clause":
        fillers = fillers + [
            Filler(d, f.score * 0.9, f.why) for f in fillers for d in children(f.token, "conj")
        ]
    if slot == "obj":
        fillers = fillers + [
            Filler(c, BY_CASE, "noun behind the first object") for c in second_objects(scene, token)
        ]
    if slot == "obj" and not fillers:
        # "gave the country *no support*": two bare nouns in a row, and the tree hung the second on the receiver.
        fillers = [
            Filler(d, BY_CASE, "noun after the receiver")
            for c in children(token, "iobj")
            for d in children(c, "nmod")
            if d.i > c.i and not preposition(d)
        ]
    if slot in {"obj", "nsubj"} and not fillers and token.dep_ == "xcomp":
        return _theme_fillers(scene, token.head, slot)
    return fillers


def _theme_class(scene: Scene, token: Token, wanted: tuple[str, ...]) -> str:
    classes = set(scene.noun_classes(token))
    mention = scene.mention_at.get(token.i)
    if mention is not None and mention.actor.kind == "system":
        classes |= SYSTEMS
    verbal = scene.by_class[token.i]["verb"] | scene.by_class[token.i]["noun"]
    for name in wanted:
        if name in classes:
            return name
        if any(name in scene.lexicon.classes.get(lemma, {}) for lemma in verbal):
            return name
    return ""


def _phrase_theme(scene: Scene, token: Token, entry: Entry, wanted: tuple[str, ...]) -> Token | None:
    """The theme of an idiom in predicate position is what it is said of: "relations … were a paper tiger"."""
    if not entry.phrases:
        return None
    for step in (token, *ancestors(token)):
        for subject in children(step, "nsubj", "obj"):
            if subject.i != token.i and _theme_class(scene, subject, wanted):
                return subject
        if step.dep_ in {"ROOT", "ccomp"}:
            break
    return None


def outermost(found: list[Evoked]) -> list[Evoked]:
    """Drop frames whose trigger is the theme, or inside the theme clause, of another frame of the same family."""
    result = []
    for one in found:
        covered = any(
            other is not one
            and other.theme is not None
            and (other.frame.family == one.frame.family or one.frame.id in FLOWS)
            and other.token.i != one.token.i
            and not (one.frame.id in ASKED and other.frame.id in REFUSED)
            and _covers(other, one)
            for other in found
        )
        if not covered and not any(_called_for(other, one) for other in found):
            result.append(one)
    return result


def _called_for(other: Evoked, one: Evoked) -> bool:
    """Whether a call or demand only asks for what the other frame says: it has not happened."""
    if other.frame.id not in CALLS or other.token.i == one.token.i or one.frame.family != "event":
        return False
    asked = children(other.token, "xcomp", "ccomp", "acl")
    return any(one.token.i == t.i for c in asked for t in c.subtree)


def _covers(other: Evoked, one: Evoked) -> bool:
    theme = other.theme
    if theme is None:
        return False
    if one.token.i == theme.i:
        return True
    came = other.frame.predicate == "insufficient" and one.frame.predicate == "delivered"
    if came and one.token.dep_ == "acl:relcl" and one.token.head.i == theme.i:
        return True  # "the help that X gave was too little" says that it came
    same = one.theme is not None and one.theme.i == theme.i and one.token.head.i == other.token.i
    if same and one.token.dep_ != "nsubj":
        return True  # "suspended intelligence sharing": both are about the intelligence
    # "refused to give aid": the aid is inside the complement that the refusal took.
    inside = one.token.head.i == theme.i and one.token.dep_.split(":")[0] in {"obj", "nmod", "xcomp", "obl"}
    return inside and other.theme_class == GIVE
