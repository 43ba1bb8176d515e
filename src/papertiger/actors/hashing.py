"""Words of a text as 64-bit numbers, all at once: polynomial hashes read off one running sum (Karp and Rabin 1987).

With a running sum of letter × baseⁱ the hash of any stretch is a difference of two sums, shifted back to the start of the
text. Two different words fall together with a chance of about 2⁻⁶⁴ each.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]
Places = NDArray[np.intp]
Codes = NDArray[np.uint32]

WINDOW = 1 << 18
"""Most code points hashed at once; 2 MB of powers."""

_BASE = 0x9E3779B97F4A7C15  # odd, so that it can be inverted
_INVERSE = pow(_BASE, -1, 1 << 64)
_MIX = np.uint64(
    0xD6E8FEB86659FD93
)  # an odd multiplier that spreads high bits (Stafford's variants of MurmurHash3)
_PAIR = np.uint64(0xFF51AFD7ED558CCD)
_HALF = np.uint64(32)
_tables: dict[int, Numbers] = {}


def codes_of(text: str) -> Codes:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def spans(codes: Codes, starts: Places, ends: Places) -> Numbers:
    """The hash of each stretch of `codes`, at most `WINDOW` of them, between half-open bounds."""
    sums = np.zeros(len(codes) + 1, dtype=np.uint64)
    np.cumsum(codes * _powers(_BASE)[: len(codes)], out=sums[1:])
    return _mixed((sums[ends] - sums[starts]) * _powers(_INVERSE)[starts])


def hashes(words: list[str]) -> Numbers:
    """The hash of each word by itself."""
    found = [np.zeros(0, dtype=np.uint64)]
    for part in _portions(words):
        lengths = np.fromiter(map(len, part), dtype=np.intp, count=len(part))
        ends = np.cumsum(lengths)
        found.append(spans(codes_of("".join(part)), ends - lengths, ends))
    return np.concatenate(found)


def pairs(numbers: Numbers, words: Numbers) -> Numbers:
    """One number for each pair of a number and the hash of a word."""
    return _mixed((numbers + np.uint64(1)) * _PAIR ^ words)


def _portions(words: list[str]) -> list[list[str]]:
    """The words in lists that are short enough for `spans`."""
    parts: list[list[str]] = [[]]
    size = 0
    for word in words:
        if size + len(word) > WINDOW:
            parts.append([])
            size = 0
        parts[-1].append(word)
        size += len(word)
    return parts


def _mixed(numbers: Numbers) -> Numbers:
    """The numbers with every bit depending on every other."""
    numbers = (numbers ^ (numbers >> _HALF)) * _MIX
    mixed: Numbers = (numbers ^ (numbers >> _HALF)) * _MIX
    return mixed ^ (mixed >> _HALF)


def _powers(base: int) -> Numbers:
    found = _tables.get(base)
    if found is None:
        found = np.full(WINDOW + 1, base, dtype=np.uint64)
        found[0] = 1
        found = _tables[base] = np.cumprod(found)
    return found


class HashSet:
    """A sorted set of hashes with a filter before it; answers for many at once.

    The filter (Bloom 1970, one bit a hash) lets some 6 % of the others through; only those and the members are looked up.
    """

    def __init__(self, members: Numbers, bits: NDArray[np.uint8]) -> None:
        """`members` are sorted; `bits` is what `bits_for` made of them."""
        self._members, self._bits = members, bits
        self._shift = np.uint64(64 - (len(bits) * 8 - 1).bit_length())

    def places(self, numbers: Numbers) -> tuple[Places, Places]:
        """Which of `numbers` are members: their places among `numbers`, and among the members."""
        if not len(self._members):
            return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp)
        bit = numbers >> self._shift
        passed = np.flatnonzero(self._bits[bit >> np.uint64(3)] >> (bit & np.uint64(7)).astype(np.uint8) & 1)
        left = numbers[passed]
        found = np.searchsorted(self._members, left)
        found[found == len(self._members)] = 0
        right = self._members[found] == left
        return passed[right], found[right]


def bits_for(members: Numbers) -> NDArray[np.uint8]:
    """The filter of a set of hashes: 16 to 32 bits for each."""
    size = max(64, 1 << (16 * max(1, len(members)) - 1).bit_length())
    bit = np.unique(members >> np.uint64(64 - (size - 1).bit_length()))
    bits = np.zeros(size // 8, dtype=np.uint8)
    np.bitwise_or.at(bits, bit >> np.uint64(3), np.uint8(1) << (bit & np.uint64(7)).astype(np.uint8))
    return bits
