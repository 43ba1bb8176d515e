"""Names in the order of a language's alphabet."""

from __future__ import annotations

from collections.abc import Callable

from papertiger.web.languages import Interface


def alphabetical(words: Interface) -> Callable[[str], tuple[int, ...]]:
    """What to sort names by, so that in Ukrainian "Іран" stands between "Індія" and "Йорданія" and not behind "Ямайка".

    Letters of the language come in the order of its alphabet (``actors.alphabet``), behind all others, which keep that of Unicode;
    case makes no difference. No library that we have knows the collation of the CLDR, whose order within one alphabet this is.
    """
    places = {letter: _BEHIND + place for place, letter in enumerate(words.text("actors.alphabet"))}

    def key(name: str) -> tuple[int, ...]:
        return tuple(places.get(letter, ord(letter)) for letter in name.casefold())

    return key


_BEHIND = 0x110000
"""Behind every code point."""
