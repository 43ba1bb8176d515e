"""The lexicon as its authors see it: what all its files say, what is wrong with them, where a word stands.

The reader needs none of this; ``papertiger frames`` does. `take_stock` reads the files, `findings` checks them, `find` looks a
word up. Each rule is a function from tables to faults, in a module by what it looks at: `frames`, `entries`, `words`, `senses`.
"""

from papertiger.events.inventory.checking import Finding, findings
from papertiger.events.inventory.search import Hit, Place, find, near
from papertiger.events.inventory.stock import (
    FIELDS,
    Inventory,
    Loaded,
    counts,
    slots_of,
    take_stock,
    words_of,
)

__all__ = [
    "FIELDS",
    "Finding",
    "Hit",
    "Inventory",
    "Loaded",
    "Place",
    "counts",
    "find",
    "findings",
    "near",
    "slots_of",
    "take_stock",
    "words_of",
]
