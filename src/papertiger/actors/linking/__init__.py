"""From the names of a text to whom every expression means, each with the reason.

`items` puts names and words that lead to actors in one row, `phrases` reads titles and bodies with the state beside them,
`offices` says who held the post on the day, `places` tells who acts from where, `reference` resolves what points back to
what `discourse` remembers; `linker` runs them all.
"""

from papertiger.actors.linking.link import Link
from papertiger.actors.linking.linker import Linker
from papertiger.actors.linking.reference import Around

__all__ = ["Around", "Link", "Linker"]
