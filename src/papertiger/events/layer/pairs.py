"""Features of two parties in one sentence: where each stands, and what kinds of words lie between, above and around them.

The tree errs, so every kind of word is noted at several removes (governing, on the path, in the clause between, anywhere), and
so are slots and word order: the weights decide which witness to believe. No feature but ``w:`` names a word of a language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from papertiger.events.layer.places import Climb, climb

if TYPE_CHECKING:
    from papertiger.events.layer.view import View

_ARGUMENTS = frozenset({"obj", "iobj", "obl", "nsubj", "nsubj:pass", "obl:agent", "nmod", "amod"})
_CHAIN = frozenset({"xcomp", "ccomp", "csubj"})
FAR_ARGUMENTS = 10


def slots(view: View, place: Climb) -> tuple[str, ...]:
    """How the party's phrase attaches besides its relation, else how the party itself does."""
    return view.slots[place.top] or view.slots[place.token]


def features(view: View, one: int, other: int, words: str = "") -> dict[str, int]:
    """Feature → the token that it speaks of, or -1; `one` and `other` are the head tokens of the two parties.

    `words` is the language whose lemmas are features too; empty for none.
    """
    found: dict[str, int] = {}
    a, b = climb(view, one), climb(view, other)
    for side, place in (("A", a), ("B", b)):
        for name, token in _own(view, side, place, words):
            found.setdefault(name, token)
    for name, token in _joint(view, a, b, words):
        found.setdefault(name, token)
    for name, token in _between(view, a, b):
        found.setdefault(name, token)
    return found


def _classes(view: View, i: int) -> Iterator[str]:
    yield from view.kinds[i]
    yield from view.groups[i]


def _own(view: View, side: str, place: Climb, words: str) -> Iterator[tuple[str, int]]:
    """Features of one party alone: its phrase, what governs it, the complements below, and its fellow arguments."""
    yield from _phrase(view, side, place, words)
    yield from _governor(view, side, place, words)
    for step in _chain(view, place.governor):
        yield from _complement(view, side, place, step, words)
    yield from _fellows(view, side, place, words)


def _phrase(view: View, side: str, place: Climb, words: str) -> Iterator[tuple[str, int]]:
    relation = view.relations[place.top]
    yield f"{side}.r={relation}", -1
    yield f"{side}.tag={view.tags[place.token]}", -1
    for slot in slots(view, place):
        yield f"{side}.slot={slot}", -1
    for link, noun in place.links:
        for kind in _classes(view, noun):
            yield f"{side}.{link}>{kind}", noun
            yield f"{side}.n>{kind}", noun
            yield f"{side}.n>{kind}|{relation}", noun
        if words:
            yield f"w:{words}:{side}.n={view.lemmas[noun]}", noun


def _governor(view: View, side: str, place: Climb, words: str) -> Iterator[tuple[str, int]]:
    relation, governor = view.relations[place.top], place.governor
    passive = "pass" if "pass" in view.moods[governor] else ""
    for kind in _classes(view, governor):
        yield f"{side}.g={kind}", governor
        yield f"{side}.{relation}<{kind}{passive}", governor
        for slot in slots(view, place):
            yield f"{side}.{slot}<{kind}{passive}", governor
        if view.negated[governor]:
            yield f"{side}.neg<{kind}", governor
        for mood in view.moods[governor]:
            yield f"{side}.{mood}<{kind}", governor
    if words:
        yield f"w:{words}:{side}.{relation}<{view.lemmas[governor]}", governor


def _complement(view: View, side: str, place: Climb, step: int, words: str) -> Iterator[tuple[str, int]]:
    relation, governor = view.relations[place.top], place.governor
    for kind in _classes(view, step):
        yield f"{side}.{relation}<<{kind}", step
        if view.negated[step] or view.negated[governor]:
            yield f"{side}.neg<<{kind}", step
        for mood in (*view.moods[governor], *view.moods[step]):
            yield f"{side}.{mood}<<{kind}", step
        for above in (*view.kinds[governor], *view.groups[governor]):
            yield f"{side}.{above}>{kind}", step
    if words:
        yield f"w:{words}:{side}.{relation}<<{view.lemmas[step]}", step
    for argument in view.children[step]:
        if view.relations[argument] in _ARGUMENTS and argument not in (place.top, place.token):
            if words:
                yield f"w:{words}:{side}.<<.={view.lemmas[argument]}", argument
            for kind in _classes(view, argument):
                yield f"{side}.{relation}<<.{view.relations[argument]}={kind}", argument


def _fellows(view: View, side: str, place: Climb, words: str) -> Iterator[tuple[str, int]]:
    relation, governor = view.relations[place.top], place.governor
    for argument in view.children[governor][:FAR_ARGUMENTS]:
        if argument in (place.top, place.token):
            continue
        if words:
            yield f"w:{words}:{side}.<.={view.lemmas[argument]}", argument
        for kind in _classes(view, argument):
            yield f"{side}.{relation}<.{view.relations[argument]}={kind}", argument
            for mood in view.moods[governor]:
                yield f"{side}.{mood}<.={kind}", argument
            if view.negated[governor] or view.negated[argument]:
                yield f"{side}.neg<.={kind}", argument


def _chain(view: View, governor: int) -> list[int]:
    """The complements below a predicate: "agreed *to send*"."""
    found: list[int] = []
    step = governor
    for _ in range(3):
        below = [c for c in view.children[step] if view.relations[c] in _CHAIN]
        if not below:
            break
        step = below[0]
        found.append(step)
    return found


def _joint(view: View, a: Climb, b: Climb, words: str) -> Iterator[tuple[str, int]]:
    """The path between the two, and the word where it turns."""
    up, down = view.up(a.token), view.up(b.token)
    meet = next((i for i in up if i in down), -1)
    left = up[: up.index(meet)] if meet in up else up
    right = down[: down.index(meet)] if meet in down else down
    shape = (
        ".".join(view.relations[i] for i in left) + ">" + ".".join(view.relations[i] for i in reversed(right))
    )
    yield f"path={shape}", -1
    yield f"steps={min(len(left), 4)}-{min(len(right), 4)}", -1
    relations = f"{view.relations[a.top]},{view.relations[b.top]}"
    named = f"{'/'.join(slots(view, a)[:1])},{'/'.join(slots(view, b)[:1])}"
    yield f"AB={relations}", -1
    yield f"ABs={named}", -1
    if meet >= 0:
        tops = f"{view.relations[left[-1]] if left else '-'}>{view.relations[right[-1]] if right else '-'}"
        yield f"tops={tops}", -1
        for kind in _classes(view, meet):
            for name in (
                f"meet={kind}",
                f"AB={relations}|{kind}",
                f"ABs={named}|{kind}",
                f"tops={tops}|{kind}",
            ):
                yield name, meet
            if view.negated[meet]:
                yield f"meet.neg={kind}", meet
        yield from _along(view, (*left[1:], *right[1:], meet), words)
        yield from _under(view, meet)
    for mine in view.groups[a.governor]:
        for theirs in view.groups[b.governor]:
            yield f"gg={mine}{theirs}", a.governor
    if a.governor == b.governor:
        yield "same governor", -1


def _along(view: View, path: Sequence[int], words: str) -> Iterator[tuple[str, int]]:
    for i in path:
        if words:
            yield f"w:{words}:on={view.lemmas[i]}", i
        for kind in _classes(view, i):
            yield f"on={kind}", i


def _under(view: View, meet: int) -> Iterator[tuple[str, int]]:
    for kind in view.kinds[meet]:
        for i in view.children[meet]:
            for inner in (*view.kinds[i], *view.groups[i]):
                yield f"meet={kind}.{view.relations[i]}={inner}", i


def _between(view: View, a: Climb, b: Climb) -> Iterator[tuple[str, int]]:
    first, last = sorted((a.token, b.token))
    order = "A<B" if a.token < b.token else "B<A"
    yield order, -1
    gap = last - first
    yield f"gap={order}{'0' if gap < 3 else '1' if gap < 7 else '2' if gap < 15 else '3'}", -1  # noqa: PLR2004
    for i in range(len(view.heads)):
        where = "mid" if first < i < last else "pre" if i < first else "post"
        near = min(abs(i - first), abs(i - last)) <= 4  # noqa: PLR2004
        for kind in _classes(view, i):
            yield f"any={kind}", i
            yield f"{where}{order}={kind}", i
            if near:
                yield f"near{order}{where}={kind}", i
