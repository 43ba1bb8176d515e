"""JSONL: the whole record, one JSON object a line, written as the claims come.

It is exact, and comes back with ``ClaimRecord.model_validate_json``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from papertiger.records import ClaimRecord


def write_jsonl(records: Iterable[ClaimRecord], stream: IO[str]) -> int:
    """Write one JSON object a line, fields as in `ClaimRecord`; returns how many."""
    number = 0
    for record in records:
        stream.write(record.model_dump_json() + "\n")
        number += 1
    return number
