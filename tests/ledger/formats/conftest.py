"""Exports in memory."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pytest

from papertiger.ledger.formats import FORMATS
from papertiger.records import ClaimRecord


def export(name: str, records: Sequence[ClaimRecord]) -> str:
    """What a text format writes for `records`."""
    stream = io.StringIO(newline="")
    assert FORMATS[name].write(iter(records), stream) == len(records)
    return stream.getvalue()


@pytest.fixture(scope="session")
def written() -> Callable[[str, Sequence[ClaimRecord]], str]:
    return export
