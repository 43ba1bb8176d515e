"""How a reading is scored against the gold: what was found, missed, and claimed without ground.

Matching is on predicate and the two sides (state or bloc), once a distinct claim and article, as the gold lists it. For matched
claims the modality, the domain (support and relation only) and the chain are scored apart, so that one error counts once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from schema import GoldClaim

from papertiger.records import ClaimRecord

BLOCS = {
    "org:european-commission": "org:eu",
    "org:european-parliament": "org:eu",
    "org:european-council": "org:eu",
}
"""Bodies that act for a bloc: the gold names the bloc."""

Key = tuple[str, str | None, str | None]


@dataclass(slots=True)
class Score:
    """Counts over articles; figures are ratios of them."""

    counts: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)
    extras: list[str] = field(default_factory=list)

    def ratio(self, part: str, whole: str) -> float:
        """counts[part] / counts[whole], 0 where there is nothing to count."""
        return self.counts[part] / self.counts[whole] if self.counts[whole] else 0.0

    def f1(self, family: str) -> float:
        """Harmonic mean of precision and recall of ``claims`` (support and relation) or ``events``."""
        precision = self.ratio(f"{family}_right", f"{family}_read")
        recall = self.ratio(f"{family}_found", f"{family}_gold")
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def figures(self) -> dict[str, float]:
        """The gated figures, 0 to 1."""
        return {
            "claims_precision": self.ratio("claims_right", "claims_read"),
            "claims_recall": self.ratio("claims_found", "claims_gold"),
            "claims_f1": self.f1("claims"),
            "events_recall": self.ratio("events_found", "events_gold"),
            "modality": self.ratio("modality_right", "matched"),
            "domain": self.ratio("domain_right", "domain_matched"),
            "speaker": self.ratio("speaker_right", "matched"),
        }


def add(score: Score, gold: Iterable[GoldClaim], read: Iterable[ClaimRecord], article: str) -> None:
    """Score one article's reading into `score`."""
    by_key: dict[Key, list[ClaimRecord]] = defaultdict(list)
    for record in read:
        by_key[key_of(record)].append(record)
    wanted = list(gold)
    for claim in wanted:
        family = "events" if claim.family == "event" else "claims"
        score.counts[f"{family}_gold"] += 1
        matches = by_key.get((claim.predicate, claim.subject, claim.object), [])
        if not matches:
            score.misses.append(
                f"{article}: {claim.predicate} {claim.subject} -> {claim.object} {claim.domain} {claim.modality} | {claim.words}"
            )
            continue
        score.counts[f"{family}_found"] += 1
        _fields(score, claim, matches)
    known = {(c.predicate, c.subject, c.object) for c in wanted}
    for key, records in by_key.items():
        family = "events" if records[0].family == "event" else "claims"
        score.counts[f"{family}_read"] += 1
        score.counts[f"{family}_right"] += key in known
        if key not in known:
            first = records[0]
            score.extras.append(
                f"{article}: {key} {first.coder.frame} {first.modality} {first.confidence} | {first.quote.exact}"
            )


def key_of(record: ClaimRecord) -> Key:
    """Predicate and both sides, as the gold writes them."""
    return (
        record.predicate,
        _side(record.subject, record.subject_state),
        _side(record.object, record.object_state),
    )


def _side(actor: str | None, state: str | None) -> str | None:
    return state or BLOCS.get(actor or "", actor)


def _fields(score: Score, claim: GoldClaim, matches: list[ClaimRecord]) -> None:
    score.counts["matched"] += 1
    score.counts["modality_right"] += any(m.modality == claim.modality for m in matches)
    if claim.family != "event":
        score.counts["domain_matched"] += 1
        score.counts["domain_right"] += any(m.domain == claim.domain for m in matches)
    speaker = claim.steps[-1]
    score.counts["speaker_right"] += any(_same_speaker(m, speaker, len(claim.steps)) for m in matches)


def _same_speaker(record: ClaimRecord, speaker: tuple[str, bool], length: int) -> bool:
    """The last step agrees: the same name (or one within the other), or both nameless, or both the outlet itself."""
    last = record.attribution[-1]
    if length == 1 or len(record.attribution) == 1:
        return length == len(record.attribution)
    if speaker[1] or last.anonymous:
        return speaker[1] and last.anonymous
    mine, theirs = last.name.lower(), speaker[0].lower()
    return mine in theirs or theirs in mine or mine.split()[-1][:5] == theirs.split()[-1][:5]
