"""The dateline that a report opens with, such as "КИЇВ, 5 січня (Reuters) —", "WASHINGTON (AP) —" or "МОСКВА, 5 января. /ТАСС/".

It is cut off as a sentence of its own, of kind ``dateline``, so that neither its place nor its agency becomes a party of
the first sentence, and the parser never sees it.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from papertiger.datafiles import load_table

_LONGEST = 120
"""Code points of the longest dateline, with what shows that a sentence follows."""
_UPPER = "A-ZА-ЯІЇЄҐЁ"
_NAME = rf"[{_UPPER}][\w’'ʼ.-]*"
_PLACE = rf"{_NAME}(?: {_NAME}){{0,2}}"
_CAPITALS = rf"[{_UPPER}][{_UPPER}’'ʼ.-]{{3,}}(?: [{_UPPER}][{_UPPER}’'ʼ-]+){{0,2}}"
_AGENCY = rf"{_NAME}(?: «?{_NAME}»?){{0,2}}"
_OPENS = rf"(?=[ \u00a0]+[«“„\"‘(]?[{_UPPER}0-9])"


class _Datelines(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    months: frozenset[str]
    agencies: frozenset[str]


def dateline_end(paragraph: str) -> int:
    """Code points that the dateline at the beginning of a paragraph takes; 0 where there is none."""
    if not paragraph[:1].isupper():
        return 0
    match = _pattern().match(paragraph[:_LONGEST])
    return match.end() if match else 0


@cache
def _pattern() -> re.Pattern[str]:
    """The shapes of a dateline; each needs a day, a known agency or a place in capitals."""
    table = load_table(Path(__file__).parent / "data" / "datelines.yaml", _Datelines)
    months = "|".join(sorted(table.months, key=len, reverse=True))
    known = "|".join(map(re.escape, sorted(table.agencies, key=len, reverse=True)))
    year = r"(?:,? (?:19|20)\d\d(?: (?:року|года|р\.|г\.))?)?"
    day = rf"(?:\d{{1,2}} (?:{months})\.?{year}|(?:{months})\.? \d{{1,2}}{year})"
    places = rf"{_PLACE}(?:, {_PLACE})?"
    marked = rf"(?:\((?:{known})\)|/{_AGENCY}/)"
    dash = r"[ \u00a0]?[—–-]{1,2}"
    shapes = (
        # КИЇВ, 5 січня (Reuters) —; Київ, 12 березня. Інтерфакс-Україна –; МОСКВА, 5 января —
        rf"{places}[,.] {day}[,.]?(?: (?:{marked}|\({_AGENCY}\)|{_AGENCY})[,.]?)?{dash}",
        # WASHINGTON (AP) —
        rf"{places},? {marked}{dash}",
        rf"{_CAPITALS}(?:, {_PLACE})? \({_AGENCY}\){dash}",
        # CARACAS, Venezuela —; WASHINGTON —
        rf"{_CAPITALS}(?:, {_PLACE})?{dash}",
        # Москва. 5 января. ТАСС.; МОСКВА, 5 января. /ТАСС/.; МОСКВА, 5 января — РИА Новости.
        rf"{places}[,.] {day}(?:[,.]|{dash})? (?:{marked}|{known})\.",
    )
    # The agency after a dash belongs to the dateline, so that shape goes first.
    return re.compile("(?:" + "|".join(shapes[::-1]) + ")" + _OPENS)
