"""Claims leaving a ledger, in any of the formats that it knows."""

from __future__ import annotations

from typing import IO, Any

from papertiger.ledger import ClaimFilter, Ledger
from papertiger.ledger.formats import Format


def write_claims(ledger: Ledger, form: Format, chosen: ClaimFilter, stream: IO[Any]) -> int:
    """Write the claims that a filter lets through, with origins and grades, to a stream; returns how many.

    Args:
        ledger: what they are in.
        form: one of `papertiger.ledger.formats.FORMATS`.
        chosen: which claims.
        stream: of bytes where the format is binary, else of text.
    """
    return form.write(ledger.in_full(ledger.claims(chosen)), stream)
