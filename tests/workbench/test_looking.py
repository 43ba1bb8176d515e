"""What a page works out at once: little, in a ledger that is not large."""

from __future__ import annotations

import pytest

from papertiger.workbench import looking
from papertiger.workbench.workbench import Workbench


def test_nothing_is_worked_out_at_once_in_a_large_ledger(
    asked: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = asked.counts().claims
    assert looking.record_of(asked.reading, "RUS", 10).state == "now"
    assert looking.is_small(asked.reading, 10, 10)
    assert not looking.is_small(asked.reading, 11, 10)
    monkeypatch.setattr(looking, "LARGE", claims - 1)

    assert not looking.is_small(asked.reading, 10, 10)
    assert looking.record_of(asked.reading, "RUS", 10).state == "large"
