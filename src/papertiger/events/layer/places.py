"""How a party stands to a word that may make a claim: by tree, by preposition or case, by order.

A party's phrase is climbed to the noun that it belongs to ("officials in *Caracas*", "*Russian* systems"); what is described is how
that noun, and the party in it, hang on the trigger, on the trigger's theme, or on a predicate above or below.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from papertiger.events.layer.view import View

_NOMINAL_LINKS = frozenset(
    {"nmod", "amod", "appos", "flat", "compound", "conj", "nmod:poss", "det", "nummod"}
)
_VERBAL = frozenset({"VERB", "AUX"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_FAR = 4


@dataclass(slots=True)
class Climb:
    """A token and the nouns above it, up to the predicate that governs them."""

    token: int
    links: list[tuple[str, int]]
    """(relation, noun above), nearest first."""
    top: int
    governor: int

    @property
    def steps(self) -> list[tuple[str, int]]:
        """The links that say whose or what kind of: all but coordination."""
        return [link for link in self.links if link[0] != "conj"]


def climb(view: View, token: int) -> Climb:
    """Climb from a party's token to its governing predicate."""
    links: list[tuple[str, int]] = []
    step = token
    while view.heads[step] != step and view.relations[step] in _NOMINAL_LINKS:
        above = view.heads[step]
        if view.tags[above] in _VERBAL and view.relations[step] != "amod":
            break
        links.append((view.relations[step], above))
        step = above
    return Climb(token, links, step, view.heads[step])


def slot_of(view: View, token: int, relation: str, *, passive: bool) -> str:
    """The slot that a dependent fills, voice levelled: nsubj and obj as in the active, else preposition or case."""
    if relation == "nsubj:pass" or (relation == "nsubj" and passive):
        return "obj"
    if relation == "nsubj":
        return "nsubj"
    if relation == "obl:agent":
        return "by"
    slots = view.slots[token]
    if relation == "obj":
        return "obj"
    if relation == "iobj":
        return "dat"
    if relation in {"amod", "nmod:poss", "compound", "det"} and (not slots or slots[0][:1].isupper()):
        return {"nmod:poss": "poss"}.get(relation, "amod")
    if not slots:
        return relation
    first = slots[0]
    return {"Dat": "dat", "Gen": "gen", "Ins": "ins", "Acc": "acc", "Nom": "nom", "Loc": "loc"}.get(
        first, first
    )


def describe(view: View, party: Climb, trigger: int, theme: int) -> tuple[str, str]:
    """Where the party stands: (``where``, slot). `theme` is -1 when there is none."""
    steps = party.steps
    inside = [noun for _, noun in steps]
    if party.token == trigger or (trigger in inside and steps):
        # A modifier of the trigger noun itself: "*Russian* support", "strikes *on Iran*".
        if party.token == trigger:
            return "self", ""
        at = inside.index(trigger)
        below = party.token if at == 0 else inside[at - 1]
        return ("own" if at == 0 else "owns"), slot_of(view, below, steps[at][0], passive=False)
    if theme >= 0 and (party.token == theme or theme in inside):
        if party.token == theme:
            return "theme", "self"
        at = inside.index(theme)
        below = party.token if at == 0 else inside[at - 1]
        return ("theme" if at == 0 else "themes"), slot_of(view, below, steps[at][0], passive=False)
    nested = "n" if steps else ""
    governor = party.governor
    relation = view.relations[party.top]
    passive = "pass" in view.moods[governor]
    slot = slot_of(view, party.top, relation, passive=passive)
    if governor == trigger:
        return f"dep{nested}", slot
    if theme >= 0 and governor == theme:
        return f"themed{nested}", slot
    up = view.up(trigger)
    if governor in up:
        distance = up.index(governor)
        link = view.relations[up[distance - 1]]
        return f"up{min(distance, 3)}.{link}{nested}", slot
    down = view.up(governor)
    if trigger in down:
        distance = down.index(trigger)
        link = view.relations[down[distance - 1]]
        return f"down{min(distance, 3)}.{link}{nested}", slot
    if theme >= 0 and theme in down:
        return f"themedown{nested}", slot
    order = "after" if party.token > trigger else "before"
    near = "near" if abs(party.token - trigger) <= _FAR else ""
    return f"far.{order}{near}", slot if near else ""
