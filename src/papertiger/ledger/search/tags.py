"""Fields of a claim as keys of its index entry, so that words and filters are met inside one index.

A frequent word and a rare actor would otherwise cost a look at every claim with the word. A tag is a hint: fields that differ in
nothing but case and marks share one, so the filter itself is still to be applied to what is found.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from papertiger.ledger.search.analysed import GAP

_PLAIN = ("family", "predicate", "domain", "polarity", "modality")
_PARTIES = ("subject", "object")
_NO_KEY = re.compile(r"[\W_]+")
_YEAR, _MONTH = len("YYYY"), len("YYYY-MM")
_MOST_PERIODS = 60
"""Years and months in which a span of dates is looked for; a longer list costs more than it saves."""


def tags_of(claim: Mapping[str, object]) -> list[str]:
    """Tags of a claim, given its columns by name; a party is tagged with its id and with its state."""
    found = [_tag(name, claim.get(name)) for name in _PLAIN]
    for role in _PARTIES:
        found += [_tag(role, claim.get(role)), _tag(role, claim.get(f"{role}_state"))]
    published = claim.get("published")
    if published:
        day = str(published)
        found += [_tag("published", day[:_YEAR]), _tag("published", day[:_MONTH])]
    return list(dict.fromkeys(tag for tag in found if tag))


def tags_asked(asked: Mapping[str, object]) -> list[tuple[str, ...]]:
    """Tags that a claim must bear to meet a filter, given its fields by name: one of each tuple.

    Fields that have no tag (outlet, speaker, …) and fields that are None are passed over.
    """
    found: list[tuple[str, ...]] = [
        (_tag(name, asked[name]),) for name in (*_PLAIN, *_PARTIES) if asked.get(name)
    ]
    since, until = asked.get("since"), asked.get("until")
    if since:
        latest = f"{datetime.now(UTC).year + 1}"
        periods = _periods(str(since), str(until or latest))
        if len(periods) <= _MOST_PERIODS:
            found.append(tuple(_tag("published", period) for period in periods))
    return found


def _periods(since: str, until: str) -> list[str]:
    """Whole years, and the months of those that are begun or broken off, from `since` to `until`; at least one."""
    first, last = int(since[:_YEAR]), int(until[:_YEAR])
    found: list[str] = []
    for year in range(first, min(last, first + _MOST_PERIODS + 1) + 1):
        low = int(since[_YEAR + 1 : _MONTH] or 1) if year == first else 1
        high = int(until[_YEAR + 1 : _MONTH] or 12) if year == last else 12
        whole = (low, high) == (1, 12)
        found += [f"{year:04}"] if whole else [f"{year:04}-{month:02}" for month in range(low, high + 1)]
    return found or [since[:_MONTH]]


def _tag(name: str, value: object) -> str:
    """The tag of one field; "" for None."""
    return "" if value is None else f"{GAP}{name}{GAP}{_NO_KEY.sub(GAP, str(value)).casefold()}"
