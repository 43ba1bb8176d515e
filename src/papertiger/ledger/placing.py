"""Where articles have their place among the families, remembered: pages ask for the same ones again and again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from typing import Final

from papertiger.lineage import Family, Placed

ROOM: Final = 4_000
"""Articles that are remembered at once, some 5 kB each; the one that was asked for longest ago goes first."""
Place = tuple[Family, Placed]


class Shelf:
    """Places by article, as of one state of all families. Safe to use from several threads."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._upto: object = None
        self._known: OrderedDict[str, Place] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, upto: object, keys: Iterable[str]) -> dict[str, Place]:
        """The places of those articles that are remembered as of `upto`; all is forgotten when that is another one."""
        with self._lock:
            if upto != self._upto:
                self._upto, self._known = upto, OrderedDict()
            found = {key: self._known[key] for key in keys if key in self._known}
            for key in found:
                self._known.move_to_end(key)
            return found

    def put(self, upto: object, made: Mapping[str, Place]) -> None:
        """Remember places that were worked out as of `upto`."""
        with self._lock:
            if upto != self._upto:
                return
            self._known.update(made)
            while len(self._known) > self._room:
                self._known.popitem(last=False)
