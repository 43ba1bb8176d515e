"""What speaks for and against one reading, as named features: the frame, the witnesses for each role, and what stands around.

None but those that begin with ``w:`` name a word of a language, so that what is learnt in one language serves the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from papertiger.events.layer.candidates import Standing, side
from papertiger.events.layer.places import climb, describe

if TYPE_CHECKING:
    from papertiger.events.claim import CodedClaim, Party
    from papertiger.events.layer.view import View
    from papertiger.events.scene import Scene
    from papertiger.events.statements import Reading

_STEP = 3
"""Words in one step of distance."""
_FARTHEST = 5
_MOST = 8
_VERBAL = frozenset({"VERB", "AUX"})
_CONTENT = frozenset({"NOUN", "VERB", "ADJ"})
_WORDED = frozenset({"advmod", "amod", "det", "aux", "mark", "obj"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim as the frames read it, with the reading behind it."""

    claim: CodedClaim
    reading: Reading
    is_kin: bool = False
    """Whether the frame says something else, and these words may mean this too."""


def evidence(
    scene: Scene, view: View, standing: Sequence[Standing], drafts: Sequence[Draft]
) -> list[tuple[str, ...]]:
    """The features of each draft of a sentence, which also see one another."""
    sides = {side(s.party) for s in standing}
    return [tuple(dict.fromkeys(_of(scene, view, standing, drafts, draft, len(sides)))) for draft in drafts]


def _of(
    scene: Scene, view: View, standing: Sequence[Standing], drafts: Sequence[Draft], draft: Draft, sides: int
) -> Iterator[str]:
    claim, evoked = draft.claim, draft.reading.evoked
    frame, predicate = claim.frame, claim.predicate
    trigger = evoked.token.i
    theme = evoked.theme.i if evoked.theme is not None else -1
    rough = int(claim.confidence * 10)
    if draft.is_kin:
        said = draft.reading.predicate
        yield from (
            "kin",
            f"kin={said}>{predicate}",
            f"kin={said}>{predicate}|{claim.modality}|{claim.polarity}",
        )
    yield from (
        "bias", f"F={frame}", f"P={predicate}", f"F={frame}|P={predicate}", f"P={predicate}|{claim.polarity}|{claim.modality}",
        f"F={frame}|{claim.polarity}|{claim.modality}", f"M={claim.modality}", f"C={rough}", f"F={frame}|C={rough // 2}",
        f"pos={evoked.pos}|{frame}", f"class={evoked.theme_class}|{frame}", f"sides={min(sides, 4)}", f"n={min(_MOST, len({id(d.reading) for d in drafts}))}",
    )  # fmt: skip
    yield from _witnesses(draft, frame)
    for name, party in (("s", claim.subject), ("o", claim.object)):
        yield from _party(view, standing, name, party, (trigger, theme), frame, scene.lexicon.language)
        speaker = scene.discourse.speaker
        if speaker is not None and party is not None and side(speaker) == side(party):
            yield f"{name}.speaks"
    # A draft that the frame does not say itself is learnt apart from those that it does.
    yield from _around(scene, view, f"{frame}>{predicate}" if draft.is_kin else frame, trigger, theme)
    yield from _others(drafts, draft)
    for kinds in view.kinds:
        for kind in kinds:
            if kind.startswith("r:"):
                yield f"any={kind}"
    language = scene.lexicon.language
    yield from (
        f"w:{language}:any={lemma}"
        for lemma, tag in zip(view.lemmas, view.tags, strict=True)
        if tag in _CONTENT
    )
    for topic in view.topics:
        yield f"topic={topic}"
        yield f"F={frame}|topic={topic}"


def _witnesses(draft: Draft, frame: str) -> Iterator[str]:
    """By which slot, and how, each role was found."""
    reading = draft.reading
    for name, role in (("subject", reading.subject), ("object", reading.object), ("over", reading.over)):
        if role is None:
            yield f"{name}=none"
            continue
        slot = role.why.partition(":")[0]
        yield from (
            f"{name}={role.why}",
            f"{name}={slot}",
            f"{name}={slot}|{frame}",
            f"{name}.n={min(len(role.parties), 3)}",
        )


def _party(
    view: View,
    standing: Sequence[Standing],
    name: str,
    party: Party | None,
    around: tuple[int, int],
    frame: str,
    language: str,
) -> Iterator[str]:
    """How the party is named, and where it stands to trigger and theme."""
    if party is None:
        yield f"{name}.none"
        return
    trigger, theme = around
    place = next((s for s in standing if s.party.start == party.start), None)
    form = place.form if place is not None else "unnamed"
    yield f"{name}.form={form}"
    yield f"{name}.form={form}|{frame}"
    if place is None:
        return
    path = climb(view, place.token)
    where, slot = describe(view, path, trigger, theme)
    yield from (f"{name}@{where}", f"{name}@{where}:{slot}", f"{name}@{where}:{slot}|{frame}")
    low, high = sorted((place.token, trigger))
    between = sum(low < s.token < high and side(s.party) != side(party) for s in standing)
    order = "b" if place.token < trigger else "a"
    yield f"{name}.gap={min((high - low) // _STEP, _FARTHEST)}{order}"
    yield f"{name}.between={min(between, 2)}"
    if party.actor != side(party):
        yield f"{name}.not the state itself"
    for _, noun in path.steps[:2]:
        yield f"w:{language}:{name}.n={view.lemmas[noun]}"
        for kind in view.kinds[noun]:
            if kind[0] in "rc":
                yield f"{name}.n={kind}"
                yield f"{name}.n={kind}|{frame}"


def _around(scene: Scene, view: View, frame: str, trigger: int, theme: int) -> Iterator[str]:
    """The trigger's word, its scope, what governs it and what depends on it."""
    language, word = scene.lexicon.language, view.lemmas[trigger]
    pos = "verb" if view.tags[trigger] in _VERBAL else "other"
    yield from (
        f"w:{language}:T={word}",
        f"w:{language}:T={word}|{frame}",
        f"T.rel={view.relations[trigger]}|{pos}",
        f"F={frame}|rel={view.relations[trigger]}",
    )
    if theme >= 0:
        yield f"w:{language}:theme={view.lemmas[theme]}|{frame}"
        for kind in view.kinds[theme]:
            yield f"F={frame}|{kind}"
    above = view.up(trigger)[1:3]
    scope = "neg" if view.negated[trigger] else "negtheme" if theme >= 0 and view.negated[theme] else "pos"
    if scope == "pos" and any(view.negated[a] for a in above[:1]):
        scope = "negup"
    yield f"T.{scope}"
    yield f"F={frame}|{scope}"
    for mood in view.moods[trigger]:
        yield f"T.{mood}"
        yield f"F={frame}|{mood}"
    for number, a in enumerate(above):
        for kind in (*view.kinds[a], *view.groups[a]):
            yield f"T.up{number}={kind}"
            yield f"F={frame}|up{number}={kind}"
    yield from _below(view, frame, trigger, f"w:{language}:", "T")
    if theme >= 0:
        yield from _below(view, frame, theme, f"w:{language}:", "theme")


def _below(view: View, frame: str, centre: int, words: str, mark: str) -> Iterator[str]:
    """The dependents of the trigger or of the theme."""
    for c in view.children[centre]:
        relation = view.relations[c]
        for kind in (*view.kinds[c], *view.groups[c]):
            yield f"{mark}.{relation}={kind}"
            yield f"F={frame}|{mark}.{relation}={kind}"
        if relation in _WORDED:
            yield f"{words}{mark}.{relation}={view.lemmas[c]}|{frame}"


def _others(drafts: Sequence[Draft], draft: Draft) -> Iterator[str]:
    """What else was read for the same two parties, or the other way round."""
    mine = _sides(draft.claim)
    for other in drafts:
        if other is draft:
            continue
        theirs, predicate = _sides(other.claim), other.claim.predicate
        if theirs == mine:
            yield from (
                f"with={predicate}",
                f"with={predicate}|P={draft.claim.predicate}",
                f"with={other.claim.frame}|{draft.claim.frame}",
            )
        elif theirs == mine[::-1]:
            yield from (f"reversed={predicate}", f"reversed={predicate}|P={draft.claim.predicate}")
        elif predicate == draft.claim.predicate and other.reading is not draft.reading:
            yield "same predicate, other parties"


def _sides(claim: CodedClaim) -> tuple[str | None, str | None]:
    return (
        side(claim.subject) if claim.subject is not None else None,
        side(claim.object) if claim.object is not None else None,
    )
