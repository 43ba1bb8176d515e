"""Scenario: articles are read again by a newer reader, which gives every claim a new version under its old id."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from breaking.adding import LEDGER, READINGS, audited, checkpoint_often, sound
from breaking.trial import Scenario
from papertiger.ledger import ClaimFilter, Ledger
from papertiger.readers import ReadClaim, Reading

NEWER = "2"
"""Version of the newer reader; what it reads is less sure."""
SURE = 0.5


def scenario(readings: Sequence[Reading]) -> Scenario:
    """Reading `readings` again; the key of an article is printed once that is stored."""

    def prepare(folder: Path) -> None:
        (folder / READINGS).write_bytes(pickle.dumps([again(one) for one in readings]))
        with Ledger.open(folder / LEDGER) as ledger:
            ledger.add_all(readings)

    def check(folder: Path, promised: Sequence[str], done: bool) -> None:
        sound(folder / LEDGER)
        with Ledger.open(folder / LEDGER) as ledger:
            for one in readings:
                key = one.article.key
                found = list(ledger.claims(ClaimFilter(article=key)))
                assert {claim.id for claim in found} == {claim.record.id for claim in one.claims}, (
                    "an id was lost"
                )
                states = {(claim.version, claim.coder.version, claim.confidence) for claim in found}
                new = states <= {(2, NEWER, SURE)}  # of an article without a claim nothing can be told
                assert new or {version for version, *_ in states} <= {1}, f"article {key} is half read again"
                assert new or not (done or key in promised), f"the second reading of {key} is lost"
            assert ledger.counts().articles == len(readings)
            audited(ledger)

    return Scenario("rereading", "breaking.rereading:work", prepare, check)


def again(reading: Reading) -> Reading:
    """What a newer reader makes of the same article, under ids of its own."""

    def claim(one: ReadClaim) -> ReadClaim:
        coder = one.record.coder.model_copy(update={"version": NEWER})
        changes = {"id": one.record.id[::-1], "coder": coder, "confidence": SURE}
        return replace(one, record=one.record.model_copy(update=changes))

    coder = reading.coder.model_copy(update={"version": NEWER})
    return replace(reading, coder=coder, claims=tuple(claim(one) for one in reading.claims), fingerprint=None)


def work(folder: Path) -> None:
    """Store the second readings, and print each article."""
    checkpoint_often()
    readings = pickle.loads((folder / READINGS).read_bytes())  # noqa: S301 - our own
    with Ledger.open(folder / LEDGER) as ledger:
        for one in readings:
            ledger.reread(one)
            print(one.article.key, flush=True)
