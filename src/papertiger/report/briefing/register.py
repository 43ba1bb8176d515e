"""Every figure with what it counts: claims have numbers, and a figure leads to a list of its claims by independent origin.

Two figures that count the same claims lead to one list. A figure whose claims stand together under one heading of the evidence leads there.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from papertiger.lineage import by_origin
from papertiger.records import ClaimRecord
from papertiger.report.drawing import Element, element

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,80}")


def anchor(prefix: str, id_: str) -> str:
    """An id that can stand in a document and after a ``#``: of ids that could not, a digest."""
    plain = id_ if _PLAIN.fullmatch(id_) else hashlib.sha256(id_.encode("utf-8", "replace")).hexdigest()[:20]
    return f"{prefix}-{plain}"


def claim_anchor(claim: str) -> str:
    """Where a claim stands in the evidence."""
    return anchor("c", claim)


def case_anchor(case: str) -> str:
    """Where a commitment, test or response stands."""
    return anchor("case", case)


@dataclass(frozen=True, slots=True)
class Mention:
    """A claim as a list names it: by its number in this brief."""

    id: str
    number: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Under:
    """Claims that count as one origin."""

    label: str
    claims: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """The claims that a figure counts."""

    anchor: str
    label: str
    claims: int
    origins: tuple[Under, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """Figures over some claims, and where they lead."""

    claims: int
    origins: int
    claims_at: str
    origins_at: str

    def claims_link(self, text: str) -> Element:
        """`text`, which says the number of claims, as a link to them."""
        return (
            element("a", text, css="figure", href=f"#{self.claims_at}", data_claims=str(self.claims))
            if self.claims
            else element("span", text)
        )

    def origins_link(self, text: str) -> Element:
        """`text`, which says the number of independent origins, as a link to the claims by origin."""
        return (
            element("a", text, css="figure", href=f"#{self.origins_at}", data_origins=str(self.origins))
            if self.claims
            else element("span", text)
        )


class Register:
    """Numbers claims and collects entries while a brief is built."""

    def __init__(
        self, order: Sequence[str], origin_label: Callable[[str, Sequence[ClaimRecord]], str]
    ) -> None:
        """`order`: ids of the claims as the evidence shows them; `origin_label`: names an origin."""
        self._numbers = {claim: number for number, claim in enumerate(dict.fromkeys(order), start=1)}
        self._label = origin_label
        self._entries: dict[frozenset[str], Entry] = {}
        self._places: dict[frozenset[str], str] = {}

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All lists, in the order in which figures first needed them."""
        return tuple(self._entries.values())

    def mention(self, claim: str) -> Mention | None:
        """How the claim is named; None for one that the brief does not show."""
        number = self._numbers.get(claim)
        return None if number is None else Mention(claim, number, claim_anchor(claim))

    def stands_at(self, place: str, claims: Iterable[str]) -> None:
        """Say that exactly these claims stand under the element with the id `place`."""
        self._places.setdefault(frozenset(claims), place)

    def count(self, label: str, records: Iterable[ClaimRecord]) -> Counted:
        """The figures over some claims of the brief, each counted once."""
        unique = list({record.id: record for record in records}.values())
        if not unique:
            return Counted(0, 0, "", "")
        key = frozenset(record.id for record in unique)
        if key not in self._entries:
            self._entries[key] = self._entry(f"f{len(self._entries) + 1}", label, unique)
        entry = self._entries[key]
        return Counted(entry.claims, len(entry.origins), self._places.get(key, entry.anchor), entry.anchor)

    def _entry(self, at: str, label: str, records: Sequence[ClaimRecord]) -> Entry:
        ordered = sorted(records, key=lambda record: self._numbers[record.id])
        origins = tuple(
            Under(self._label(origin, claims), tuple(self._named(claim) for claim in claims))
            for origin, claims in by_origin(ordered).items()
        )
        return Entry(at, label, len(records), origins)

    def _named(self, record: ClaimRecord) -> Mention:
        return Mention(record.id, self._numbers[record.id], claim_anchor(record.id))
