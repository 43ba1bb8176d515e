"""How two parties stand to the words for a predicate, as names: the layer's pairs, told relative to the predicate and once more for it.

Told relatively, what is learnt of one predicate serves the others; no name speaks of a word of a language, so that what is learnt in one
serves the others too.
"""

from __future__ import annotations

from papertiger.events.layer.pairs import features
from papertiger.readers.llm.bearing.seen import Seen

_EVERYWHERE = ("any=", "pre", "mid", "post")
"""Beginnings of names that speak of words anywhere: told relatively, and not once more for each predicate."""
_ALONE = ("A.", "any=")


def names(seen: Seen, predicate: str, subject: int, target: int | None) -> list[str]:
    """The features of a proposal whose parties hang by these tokens; `target` is None for an event with nobody on the other side."""
    view = seen.relative(predicate)
    if target is None:
        found = [f"alone|{name}" for name in features(view, subject, subject) if name.startswith(_ALONE)]
    else:
        found = list(features(view, subject, target))
    own = [f"{predicate}|{name}" for name in found if not name.startswith(_EVERYWHERE)]
    return [*found, *own, f"P={predicate}"]
