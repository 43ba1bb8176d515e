"""A claim under review as the page shows it: its sentence, its paragraph, who says so, what was decided, what would rest on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from papertiger.ledger import ClaimFilter, Ledger
from papertiger.ledger.resting import Resting
from papertiger.ledger.reviewing import Review, Waiting, as_waiting
from papertiger.ledger.reviewing.desk import Item
from papertiger.ledger.reviewing.queue import reason
from papertiger.lineage.claims import by_origin
from papertiger.news.article import article_key
from papertiger.records import only_model_read
from papertiger.report.evidence import Voice, language_tag, line, said, step
from papertiger.report.model import ClaimLine, Step
from papertiger.web.languages import Interface

COUNTED: Final = 200
"""Up to so many claims have their origins counted for a page."""
ROOM: Final = 1500
"""Letters of the paragraph that are shown on each side of the quote."""


@dataclass(frozen=True, slots=True)
class Past:
    """One decision as it is shown."""

    reviewer: str
    decision: str
    at: str
    version: int
    why: str
    changes: tuple[tuple[str, str], ...]
    """Name of a field and what it was set to."""
    into: tuple[str, ...]
    """Ids of the parts of a split, or of the claim that stays."""
    assignee: str
    stands: bool
    """Whether it is the decision that stands."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim on the page."""

    item: Item
    line: ClaimLine
    chain: tuple[Step, ...]
    before: str
    after: str
    language: str
    article: str
    """Key of the article."""
    title: str
    outlet: str
    past: tuple[Past, ...]
    standing: bool
    """Whether the claim stands."""
    seen: int
    """How many decisions of others there are: what a form sends along, so that one more is noticed."""
    resting: tuple[Resting, ...]
    """Commitments, triggers, tests and responses that rest on it."""
    alike: int
    """Claims that stand and say the same of the two states in this domain, itself included; 0 where it names no two states."""
    origins: int | None
    """Independent origins of those; None where there are more than `COUNTED`."""
    reason: str
    """Key of why it is in the queue; empty where it is not."""
    waiting: Waiting | None

    @property
    def id(self) -> str:
        """Id of the claim."""
        return self.item.record.id


def others_decided(item: Item, me: str) -> int:
    """How many decisions and withdrawals of others there are on a claim."""
    return sum(one.reviewer != me and one.decision not in {"comment", "assign"} for one in item.reviews)


def shown(
    ledger: Ledger, item: Item, voice: Voice, words: Interface, *, me: str, waiting: Waiting | None
) -> Shown:
    """A claim as the page shows it to `me`."""
    record = item.record
    about = record.article
    key = article_key(about.sha256, about.outlet, about.url)
    text = ledger.article_text(key)
    before = text[max(record.quote.start - ROOM, 0) : record.quote.start].rpartition("\n")[2]
    after = text[record.quote.end : record.quote.end + ROOM].partition("\n")[0]
    stored = ledger.claim(record.id)
    row = stored.article
    return Shown(
        item=item,
        line=line(record, voice),
        chain=tuple(step(one, voice) for one in record.attribution),
        before=before,
        after=after,
        language=language_tag(row.language),
        article=key,
        title=row.title or "",
        outlet=row.outlet or voice.words.outlet_unknown,
        past=tuple(_past(one, item, voice, words) for one in item.reviews),
        standing=stored.stands,
        seen=others_decided(item, me),
        resting=_resting(ledger, item),
        alike=(alike := _alike(ledger, item)),
        origins=_origins(ledger, item) if 0 < alike <= COUNTED else None,
        reason=reason(as_waiting(item.record, item.standing, alone=waiting.alone), me) if waiting else "",
        waiting=waiting,
    )


def summary(item: Item, voice: Voice) -> str:
    """The claim in one sentence, with what hedges it."""
    return said(line(item.record, voice))


def _resting(ledger: Ledger, item: Item) -> tuple[Resting, ...]:
    one = item.record
    parties = {one.subject_state, one.object_state, one.subject, one.object, one.over}
    return ledger.resting(one.id, {party for party in parties if party})


def _alike(ledger: Ledger, item: Item) -> int:
    record = item.record
    if not record.subject_state or not record.object_state:
        return 0
    kept = ledger.matrix(record.subject_state, record.object_state)
    return kept.get((record.predicate, record.domain), 0) + only_model_read(record)


def _origins(ledger: Ledger, item: Item) -> int:
    """Independent origins of the claims that `_alike` counts."""
    record = item.record
    same = ClaimFilter(
        subject=record.subject_state,
        object=record.object_state,
        predicate=record.predicate,
        domain=record.domain,
        counted=True,
        limit=COUNTED,
    )
    # The claim itself is among them also where no figure counts it yet: this is what would rest on it.
    all_ = {one.id: one for one in (*ledger.claims(same), item.record)}
    return len(by_origin(ledger.with_origins(all_.values())))


def _past(review: Review, item: Item, voice: Voice, words: Interface) -> Past:
    changes = review.changes if review.decision == "correct" else {}
    stands = item.standing.decision
    return Past(
        reviewer=review.reviewer,
        decision=review.decision,
        at=review.at,
        version=review.version,
        why=review.why,
        changes=tuple(
            (_field(name, words), _value(name, value, voice, words)) for name, value in changes.items()
        ),
        into=review.into,
        assignee=review.assignee or "",
        stands=stands is not None and stands.id == review.id,
    )


def _field(name: str, words: Interface) -> str:
    key = f"review.form.{'edtf' if name == 'time' else name}"
    return (
        words.text(key)
        if words.has(key)
        else words.text("review.fields.family")
        if name == "family"
        else name
    )


def _value(name: str, value: Any, voice: Voice, words: Interface) -> str:  # noqa: ANN401 - any JSON value
    if isinstance(value, Mapping):
        value = value.get("edtf")
    if isinstance(value, list | tuple):
        value = ", ".join(str(one["name"]) if isinstance(one, Mapping) else str(one) for one in value)
    if value is None or value == "":
        return words.text("review.no_value")
    return label(name, str(value), voice)


def label(name: str, value: str, voice: Voice) -> str:
    """A value of a claim's field in words; itself where it has none."""
    tables: dict[str, Mapping[str, Any]] = {
        "predicate": voice.words.predicates,
        "family": voice.words.families,
        "domain": voice.words.domains,
        "polarity": voice.words.polarities,
        "modality": voice.words.modalities,
    }
    if name in tables and value in tables[name]:
        return str(tables[name][value].label)
    if name in {"subject", "object", "over", "subject_state", "object_state"}:
        return voice.name(value)
    return value
