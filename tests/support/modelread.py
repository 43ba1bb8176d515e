"""A second reader's outrageous claims, read into a ledger of the bundled samples."""

from __future__ import annotations

from typing import Any

from papertiger.ledger import ClaimFilter, Ledger
from papertiger.readers.reading import ReadClaim, Reading
from papertiger.records import Coder

OUTRAGEOUS: tuple[dict[str, Any], ...] = (
    {"family": "support", "predicate": "withheld", "domain": "arms"},
    {"family": "support", "predicate": "pledged", "domain": "cyber"},
    {"family": "relation", "predicate": "depends_on", "domain": "economic"},
    {"family": "event", "predicate": "ASSAULT", "domain": "unspecified"},
)
"""What the model says of Russia and Venezuela, three times each."""


def read_by_both(ledger: Ledger) -> list[str]:
    """Have three articles read again by two readers, of which the model alone makes four claims in each; their ids."""
    asked = Coder(reader="frames,llm", version="1", config="sha256:1", frame="")
    model = asked.model_copy(update={"reader": "llm"})
    pair = {"subject": "RUS", "subject_state": "RUS", "object": "VEN", "object_state": "VEN"}
    made = []
    for row in [one for one in ledger.articles() if one.claims][:3]:
        known = list(ledger.claims(ClaimFilter(article=row.key)))
        read = [ReadClaim(one.model_copy(update={"origin": None, "grade": None}), ()) for one in known]
        for number, said in enumerate(OUTRAGEOUS):
            record = known[0].model_copy(
                update={
                    "mode": None,
                    "contexts": (),
                    "auxiliary": (),
                    "over": None,
                    "polarity": "affirmed",
                    "modality": "asserted",
                    "coder": model,
                    "confidence": 0.4,
                    "side": None,
                    "version": 1,
                    "id": f"{row.key[:12]}{number:04}",
                    **pair,
                    **said,
                }
            )
            read.append(ReadClaim(record, ()))
            made.append(record.id)
        article = ledger.article(row.key)
        ledger.reread(Reading(article, row.language, asked, tuple(read), row.sentences, row.parsed))
    return made
