"""Claims of one frozen text, built by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from typing import Any

import pytest

from papertiger.errors import LedgerError
from papertiger.ledger.reviewing import Review, as_waiting, queue_for, state_of
from papertiger.ledger.reviewing.consequences import Case, effects, opinions_of
from papertiger.ledger.reviewing.desk import Item
from papertiger.records import (
    ArticleRef,
    AttributionStep,
    ClaimRecord,
    Coder,
    Explanation,
    Quote,
    TimeSpan,
)

TEXT = "Країна А передала країні Б радари. Техніки не приїхали, і радари мовчали. У столиці протестували."
OUTLET = AttributionStep(kind="outlet", name="Вечірній вісник")


def build_record(words: str = "Техніки не приїхали, і радари мовчали.", **changes: object) -> ClaimRecord:
    """A claim that quotes `words` of the text; its id follows from what it says, as the reader's ids do."""
    start = TEXT.index(words)
    fields: dict[str, Any] = {
        "family": "support",
        "predicate": "withheld",
        "subject": "RUS",
        "subject_state": "RUS",
        "object": "VEN",
        "object_state": "VEN",
        "domain": "air_defence",
        "polarity": "affirmed",
        "modality": "asserted",
        "time": TimeSpan(edtf="2025", words=None),
        "attribution": (OUTLET,),
        "quote": Quote(exact=words, prefix="", suffix="", start=start, end=start + len(words)),
        "article": ArticleRef(sha256="ab" * 32, path="a.txt", outlet=OUTLET.name, language="uk"),
        "confidence": 0.8,
        "coder": Coder(reader="frames", version="1", config="sha256:00", frame="give"),
    } | changes
    said = [
        str(fields[name])
        for name in ("predicate", "subject", "object", "over", "domain", "polarity", "modality")
        if name in fields
    ]
    identity = hashlib.sha256("\x1f".join([*said, str(start)]).encode()).hexdigest()[:16]
    return ClaimRecord(**{"id": identity} | fields)


@pytest.fixture
def record() -> Callable[..., ClaimRecord]:
    return build_record


class MemoryDesk:
    """A desk without a database: decisions take effect as `effects` says, on versions in memory."""

    def __init__(self, me: str, *records: ClaimRecord) -> None:
        self.me = me
        self.reviews: list[Review] = []
        self._versions = {record.id: {1: record} for record in records}
        self._made: dict[str, dict[int, str]] = {record.id: {} for record in records}
        self._stands: dict[str, int | None] = {record.id: 1 for record in records}

    def case(self, claim: str) -> Case | None:
        if claim not in self._versions:
            return None
        reviews = tuple(review for review in self.reviews if review.claim == claim)
        return Case(self._versions[claim], self._made[claim], self._stands[claim], reviews)

    def standing(self) -> list[ClaimRecord]:
        """The claims that stand, in the order in which they came."""
        return [self._versions[claim][number] for claim, number in self._stands.items() if number is not None]

    def decide(self, review: Review) -> None:
        case = self.case(review.claim)
        assert case is not None
        for effect in effects(review, case, self.case):
            if effect.record is None:
                self._stands[effect.claim] = None
                continue
            versions = self._versions.setdefault(effect.claim, {})
            number = max(versions, default=0) + 1
            versions[number] = effect.record
            self._made.setdefault(effect.claim, {})[number] = review.id
            self._stands[effect.claim] = number
        self.reviews.append(review)

    def item(self, prefix: str) -> Item:
        found = [claim for claim in self._versions if claim.startswith(prefix)]
        if len(found) != 1:
            raise LedgerError(f"no claim {prefix!r} in the ledger")
        case = self.case(found[0])
        assert case is not None
        number = case.stands or max(case.versions)
        why = (Explanation(field="predicate", value="withheld", why="frame give", words=("приїхали",)),)
        standing = state_of(case.reviews, opinions_of(case))
        return Item(case.versions[number], number, "Раніше. ", " Далі.", why, standing, case.reviews)

    def _queue(self) -> list[str]:
        items = [self.item(claim) for claim in self._versions]
        open_ = [i for i in items if self._stands[i.record.id] is not None or i.standing.state == "contested"]
        waiting = [as_waiting(item.record, item.standing) for item in open_]
        return [one.claim for one in queue_for(waiting, self.me)]

    def next(self, without: Collection[str]) -> Item | None:
        return next((self.item(claim) for claim in self._queue() if claim not in without), None)

    def waiting(self) -> int:
        return len(self._queue())


@pytest.fixture
def desk() -> Callable[..., MemoryDesk]:
    return MemoryDesk
