"""Text of unknown origin made fit to be shown: nothing in it may move the cursor or reorder a line.

News is hostile input. A terminal obeys escape codes, and a bidirectional override makes a quote read as what it does
not say; both are shown as their code points instead of being obeyed.
"""

from __future__ import annotations

import unicodedata

_KEPT = frozenset("\n\u200c\u200d\u200e\u200f")
"""Line breaks, the joiners of Indic and Persian writing, and the plain direction marks of Hebrew and Arabic."""
_DROPPED = frozenset("\u00ad\ufeff\u200b\u2060")
"""Soft hyphen, byte order mark, zero-width space and word joiner: invisible, and they change no reading."""
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def visible(text: str) -> str:
    """`text` with control characters, bidirectional overrides and lone surrogates spelt out as ``‹U+202E›``."""
    # What Python calls printable has none of those categories; it leaves out some that are shown as they are, such as line breaks.
    return text if text.isprintable() else "".join(map(_shown, text))


def one_line(text: str) -> str:
    """`text` made visible, with every run of white space as one space."""
    return visible(" ".join(text.split()))


def clipped(text: str, width: int) -> str:
    """`text` on one line of at most `width` characters, cut at a word where one ends in the second half."""
    line = one_line(text)
    if len(line) <= width:
        return line
    cut = line[: max(width - 1, 1)]
    space = cut.rfind(" ")
    return (cut[:space] if space > len(cut) // 2 else cut).rstrip(" ,;:–—-") + "…"


def _shown(character: str) -> str:
    if character in _KEPT:
        return character
    if character in _DROPPED:
        return ""
    if character == "\t":
        return " "
    if unicodedata.category(character) in _HIDDEN:
        return f"‹U+{ord(character):04X}›"
    return character


def counted(number: int, noun: str) -> str:
    """``1 claim``, ``2 claims``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
