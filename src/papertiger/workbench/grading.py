"""What is graded: a claim or a source, by what people call it."""

from __future__ import annotations

from papertiger.errors import LedgerError
from papertiger.ledger import Ledger
from papertiger.records import AttributionStep
from papertiger.sourcing.grading import named_source, target_of


def named(ledger: Ledger, of: str) -> tuple[str, AttributionStep | None]:
    """What is graded: a claim; else the source of that actor id or name, with a step that stands for it."""
    step = named_source(of)
    if step.actor is None and all(letter in "0123456789abcdef" for letter in of):
        try:
            return f"claim:{ledger.claim(of).record.id}", None
        except LedgerError:
            if len(of) >= _LOOKS_LIKE_ID:
                raise
    return target_of(step), step


_LOOKS_LIKE_ID = 6
"""Hex digits of something that is rather a claim's id than a name."""
