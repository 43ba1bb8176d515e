"""Two readings of one article made one: where they agree, where only one reader saw a claim.

The deterministic reader's reading stands as it is. A claim that the model read too, of the same sentence, predicate and
sides, is marked as read by both and keeps the former's fields; what only the model read is added under its own name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from papertiger import __version__
from papertiger.readers.reading import ReadClaim, Reading
from papertiger.readers.sides import Key, key_of, ways_of
from papertiger.records import BOTH_READERS, ClaimRecord, Coder, Explanation

TOGETHER = "frames,llm"
"""`Coder.reader` of a reading by both."""
FIELDS = ("domain", "polarity", "modality", "mode", "over")
"""What two readings of the same claim may take differently."""


def combined(frames: Reading, model: Reading) -> Reading:
    """One reading of the article that both read; it has every claim of either, in text order."""
    both = coder_of(frames.coder, model.coder)
    by_way: dict[tuple[int, Key], list[ReadClaim]] = {}
    for claim in model.claims:
        by_way.setdefault((claim.record.quote.start, key_of(claim.record)), []).append(claim)
    claims: list[ReadClaim] = []
    agreed: set[str] = set()
    for claim in frames.claims:
        ways = ways_of(key_of(claim.record))
        same = [one for way in ways for one in by_way.get((claim.record.quote.start, way), ())]
        agreed.update(one.record.id for one in same)
        claims.append(_by_both(claim, same, both) if same else claim)
    # A claim of the model that has a frames claim's identity is that claim, whatever its sentence; ids must not stand twice.
    agreed.update(claim.record.id for claim in frames.claims)
    claims += [claim for claim in model.claims if claim.record.id not in agreed]
    claims.sort(key=lambda claim: claim.record.quote.start)
    return replace(
        frames,
        coder=both,
        claims=tuple(claims),
        notes=tuple(dict.fromkeys((*frames.notes, *model.notes))),
        actors=tuple(
            sorted({one.id: one for one in (*model.actors, *frames.actors)}.values(), key=lambda one: one.id)
        ),
    )


def coder_of(frames: Coder, model: Coder) -> Coder:
    """Who reads an article twice."""
    parts = f"{frames.version}\0{frames.config}\0{model.version}\0{model.config}"
    digest = hashlib.sha256(parts.encode()).hexdigest()
    return Coder(reader=TOGETHER, version=__version__, config=f"sha256:{digest}", frame="")


def _by_both(claim: ReadClaim, same: Sequence[ReadClaim], both: Coder) -> ReadClaim:
    """The frames claim, marked, with what the model took differently."""
    record = claim.record
    coder = both.model_copy(update={"reader": BOTH_READERS, "frame": record.coder.frame})
    nearest = min((one.record for one in same), key=lambda one: len(_differing(record, one)))
    differing = _differing(record, nearest)
    why = "a language model read it in this sentence too"
    if differing:
        why += ", but otherwise: " + ", ".join(f"{name} = {value}" for name, value in differing.items())
    told = Explanation(field="readers", value=BOTH_READERS, why=why)
    return ReadClaim(record.model_copy(update={"coder": coder}), (*claim.explanation, told))


def _differing(record: ClaimRecord, other: ClaimRecord) -> dict[str, str]:
    """Field → what the other has there, of those that differ."""
    found = {name: getattr(other, name) for name in FIELDS if getattr(other, name) != getattr(record, name)}
    return {name: "none" if value is None else str(value) for name, value in found.items()}
