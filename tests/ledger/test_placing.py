"""Places of articles are remembered up to a number of them, and forgotten when families may have changed."""

from __future__ import annotations

from typing import Any

from papertiger.ledger.placing import Shelf

PLACE: Any = object()


def test_places_are_remembered_until_something_is_joined() -> None:
    shelf = Shelf()
    assert shelf.get(1, ["a"]) == {}
    shelf.put(1, {"a": PLACE})
    assert shelf.get(1, ["a", "b"]) == {"a": PLACE}
    assert shelf.get(2, ["a"]) == {}
    shelf.put(1, {"a": PLACE})  # worked out before, told too late
    assert shelf.get(2, ["a"]) == {}


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    shelf = Shelf(room=2)
    shelf.get(1, [])
    shelf.put(1, {"a": PLACE, "b": PLACE})
    shelf.get(1, ["a"])
    shelf.put(1, {"c": PLACE})
    assert set(shelf.get(1, ["a", "b", "c"])) == {"a", "c"}
