"""Words that mix alphabets, and stress marks: what analysis reads in place of what is printed.

"Pоссия" with a Latin P is printed like "Россия" and is another word to every program. `clean` puts such words right
letter by letter, takes stress marks out, and keeps the length of the text, so that a position in the clean text is the
same position in the frozen one. Quotes are always taken from the frozen text.

* A look-alike is replaced where all foreign letters of the word have one; other mixed words are left as they are.
* A stress mark leaves a space at the end of its word, past the punctuation, because nothing may move.
* Words that mix alphabets by right are no anomaly: parts joined by a hyphen or apostrophe, or parted by digits
  ("Covid-19-інфекція", "Х-101"), names with an ending or in camel case ("HIMARSів", "ПриватBank"), Roman numerals.

Invisible characters have gone before: `papertiger.news.freeze` removes them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from papertiger.datafiles import load_table
from papertiger.language.morphology import LANGUAGES, readings
from papertiger.news.article import Span

_CYRILLIC, _OTHER = "\u0400-\u052f", "A-Za-zª-ºÀ-ÖØ-öø-ɏΑ-ω"
_SEAM = re.compile(
    f"(?<=[{_CYRILLIC}])[{_OTHER}]|(?<=[{_OTHER}])[{_CYRILLIC}]|(?<=[Α-ω])[A-Za-z]|(?<=[A-Za-z])[Α-ω]"
)
"""The second letter of two neighbours from different alphabets."""
_LETTERS = re.compile(r"[^\W\d_]+")
_STRESSED = re.compile("(?<![^\\s\u0300\u0301])[^\\s\u0300\u0301]*+[\u0300\u0301]\\S*")
_STRESS = re.compile(f"(?<=[{_CYRILLIC}])[\u0300\u0301]+")
_ADDRESS = re.compile(r"://|www\.|@|#|\w/\w")
_ENDED = re.compile("(?=[a-z]*[A-Z])[A-Za-z]++[а-яіїєґё]{1,6}")
"""A Latin name with a Cyrillic ending ("HIMARSів", "PRщик")."""
_CAMEL = re.compile(f"[{_CYRILLIC}]{{2,}}(?:[A-Z][a-z]+|[A-Z]{{2,}})|[A-Z]?[A-Za-z]+(?:[А-ЯІЇЄҐ][а-яіїєґё]+)")
_LONGEST = 60
"""Letters; what is longer is no word."""


class _Lookalikes(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    cyrillic: Mapping[str, str]
    latin: Mapping[str, str]
    stressed: Mapping[str, str]
    signs: Mapping[str, str]
    lone: str
    lone_capitals: str
    numerals: str


@dataclass(frozen=True, slots=True)
class Clean:
    """A text as analysis reads it."""

    text: str
    """As long as the frozen text; equal to it but for the letters put right."""
    mixed: tuple[Span, ...] = ()
    """Words that mix alphabets without a right to, put right or not; half-open places in the frozen text."""

    def end(self, printed: str, end: int) -> int:
        """Where a piece of the clean text that ends at `end` ends in `printed`, past the gap that stress marks left."""
        while end < len(printed) and self.text[end] == " " != printed[end]:
            end += 1
        return end


def clean(text: str) -> Clean:
    """`text` with look-alike letters put right and stress marks taken out, place by place."""
    if text.isascii():
        return Clean(text)
    table = _table()
    found = _unstressed(text)
    found = _signs().sub(lambda match: table.signs[match.group()], found)
    letters = list(found)
    mixed = [span for span in _mixed(found) if _repair(letters, found, span) is not None]
    mixed += _lone_letters(letters, found)
    return Clean("".join(letters), tuple(sorted(mixed, key=lambda span: span.start)))


def _unstressed(text: str) -> str:
    """`text` without stress marks on Cyrillic letters; what stands behind one in its chunk moves up."""
    if "\u0301" not in text and "\u0300" not in text:
        return text

    def moved_up(match: re.Match[str]) -> str:
        return _STRESS.sub("", match.group()).ljust(len(match.group()))

    return _STRESSED.sub(moved_up, text)


def _mixed(text: str) -> list[Span]:
    """Runs of letters from two alphabets, addresses left out."""
    found: list[Span] = []
    free = 0
    for seam in _SEAM.finditer(text):
        if seam.start() < free:
            continue
        start = seam.start()
        while start > free and text[start - 1].isalpha():
            start -= 1
        match = _LETTERS.match(text, start)
        free = match.end() if match else seam.end()
        near = text[max(0, start - _LONGEST) : free + _LONGEST]
        low = near.rfind(" ", 0, min(start, _LONGEST)) + 1
        chunk = near[low:].split(maxsplit=1)
        if free - start <= _LONGEST and not (chunk and _ADDRESS.search(chunk[0])):
            found.append(Span(start, free))
    return found


def _repair(letters: list[str], text: str, span: Span) -> Span | None:
    """Put one mixed word right in `letters`; None when it mixes by right."""
    table, word = _table(), text[span.start : span.end]
    unaccented = "".join(table.stressed.get(letter, letter) for letter in word)
    if not _SEAM.search(unaccented):
        letters[span.start : span.end] = unaccented
        return None
    if all(letter in table.numerals for letter in word):
        letters[span.start : span.end] = _folded(word, table.latin) or word
        return None
    cyrillic, latin = _folded(unaccented, table.cyrillic), _folded(word, table.latin)
    if cyrillic and latin:
        is_cyrillic = _is_cyrillic(text[max(0, span.start - _LONGEST) : span.end + _LONGEST])
        cyrillic, latin = (cyrillic, None) if is_cyrillic else (None, latin)
    by_right = _ENDED.fullmatch(word) or _CAMEL.fullmatch(word)
    if by_right and not (cyrillic and _is_known(cyrillic)):
        return None
    if cyrillic or latin:
        letters[span.start : span.end] = cyrillic or latin or word
    # "СU-27": a designation of weapons is written in whatever letters were at hand.
    follows = text[span.end : span.end + 2].lstrip("-")
    return None if word.isupper() and len(word) <= 3 and follows[:1].isdigit() else span  # noqa: PLR2004 - "МіГ"


def _folded(word: str, table: Mapping[str, str]) -> str | None:
    """`word` in one alphabet by `table`; None when some letter has no look-alike there."""
    folded = "".join(table.get(letter, letter) for letter in word)
    has_one = not _SEAM.search(folded) and len(folded) == len(word)
    return folded if has_one else None


def _is_cyrillic(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return 2 * sum("\u0400" <= letter <= "\u052f" for letter in letters) >= len(letters)


def _is_known(word: str) -> bool:
    return any(reading.known for language in LANGUAGES for reading in readings(word, language))


def _lone_letters(letters: list[str], text: str) -> list[Span]:
    """Latin letters that stand for a word of one letter ("Польща i Литва", "c Россией"), put right in `letters`."""
    found = [Span(match.start(1), match.end(1)) for match in _lone().finditer(text)]
    for span in found:
        letters[span.start] = _table().cyrillic[letters[span.start]]
    return found


@cache
def _lone() -> re.Pattern[str]:
    """A lone look-alike between Cyrillic words, or at the beginning of a sentence."""
    table = _table()
    inside = f"(?<=[{_CYRILLIC},»”][ \u00a0])[{table.lone}]"
    opening = f"(?<=[.!?…][ \u00a0])[{table.lone_capitals}]|(?<![^\n])[{table.lone_capitals}]"
    return re.compile(f"({inside}|{opening})(?=[ \u00a0][а-яіїєґё«]|[ \u00a0][{_CYRILLIC}]{{2}})")


@cache
def _signs() -> re.Pattern[str]:
    """The signs that stand between two Cyrillic letters, or a hyphen between letters and digits."""
    marks = "".join(map(re.escape, _table().signs))
    return re.compile(f"(?<=[{_CYRILLIC}0-9])[{marks}](?=[{_CYRILLIC}0-9])")


@cache
def _table() -> _Lookalikes:
    return load_table(Path(__file__).parent / "data" / "lookalikes.yaml", _Lookalikes)
