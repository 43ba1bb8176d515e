"""Fields of a claim as keys of its index entry, so that words and filters are met inside one index.

A frequent word and a rare actor would otherwise cost a look at every claim with the word. A tag is a hint: fields that differ in
nothing but case and marks share one, so the filter itself is still to be applied to what is found.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from papertiger.ledger.search.analysed import GAP

_PLAIN = ("family", "predicate", "domain", "polarity", "modality")
_PARTIES = ("subject", "object")
_NO_KEY = re.compile(r"[\W_]+")
_YEAR, _MONTH = len("YYYY"), len("YYYY-MM")
_FIRST, _LAST = 1900, 2100
"""Years that are told apart; what is earlier or later counts as one of these."""


def tags_of(claim: Mapping[str, object]) -> list[str]:
    """Tags of a claim, given its columns by name; a party is tagged with its id and with its state."""
    found = [_tag(name, claim.get(name)) for name in _PLAIN]
    for role in _PARTIES:
        found += [_tag(role, claim.get(role)), _tag(role, claim.get(f"{role}_state"))]
    published = claim.get("published")
    if published:
        day = str(published)
        year = int(day[:_YEAR])
        found += [_decade(year), _year(year), _tag("published", day[:_MONTH])]
    return list(dict.fromkeys(tag for tag in found if tag))


def tags_asked(asked: Mapping[str, object]) -> list[tuple[str, ...]]:
    """Tags that a claim must bear to meet a filter, given its fields by name: one of each tuple.

    Fields that have no tag (outlet, speaker, …) and fields that are None are passed over.
    """
    found: list[tuple[str, ...]] = [
        (_tag(name, asked[name]),) for name in (*_PLAIN, *_PARTIES) if asked.get(name)
    ]
    since, until = asked.get("since"), asked.get("until")
    if since or until:
        found.append(_periods(str(since or _FIRST), str(until or _LAST)))
    return found


def _periods(since: str, until: str) -> tuple[str, ...]:
    """Tags of the whole decades and years from `since` to `until`, and of the months of years that are begun or broken off; at least one."""
    first, last = int(since[:_YEAR]), int(until[:_YEAR])
    found: dict[str, None] = {}

    def whole(year: int) -> bool:
        return (year > first or int(since[_YEAR + 1 : _MONTH] or 1) == 1) and (
            year < last or int(until[_YEAR + 1 : _MONTH] or 12) == 12  # noqa: PLR2004 - December
        )

    year, end = max(first, _FIRST), min(last, _LAST)
    while year <= end:
        if year % 10 == 0 and year + 9 <= end and whole(year) and whole(year + 9):
            found[_decade(year)] = None
            year += 10
            continue
        if whole(year) or year in {_FIRST, _LAST}:
            found[_year(year)] = None
        else:
            low = int(since[_YEAR + 1 : _MONTH] or 1) if year == first else 1
            high = int(until[_YEAR + 1 : _MONTH] or 12) if year == last else 12
            found |= dict.fromkeys(_tag("published", f"{year}-{month:02}") for month in range(low, high + 1))
        year += 1
    # Where the span is empty or outside of the years told apart.
    return tuple(found) or (_year(first),)


def _year(year: int) -> str:
    return _tag("published", min(max(year, _FIRST), _LAST))


def _decade(year: int) -> str:
    return _tag("published", f"{min(max(year, _FIRST), _LAST) // 10}0s")


def _tag(name: str, value: object) -> str:
    """The tag of one field; "" for None."""
    return "" if value is None else f"{GAP}{name}{GAP}{_NO_KEY.sub(GAP, str(value)).casefold()}"
