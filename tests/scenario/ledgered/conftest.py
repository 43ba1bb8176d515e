"""A ledger with the record of a made-up patron: eight confirmed tests of air defence towards BBB, a pact of defence with BBB and CCC."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from patron import PATRON, broken_and_kept

from papertiger.ledger import Ledger
from papertiger.reliability.cases import Case, Commitment
from papertiger.reliability.filed import new_case


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    place = tmp_path_factory.mktemp("ledgered") / "papertiger.ledger"
    with Ledger.open(place) as opened:
        opened.keep_cases([new_case(case) for case in _cases()], by="anna")
        yield opened


def _cases() -> list[Case]:
    pact = Commitment.model_validate(
        {
            "id": "c-pact",
            "patron": PATRON,
            "clients": ["BBB", "CCC"],
            "instrument": "treaty",
            "obligation": "defence",
            "precision": "explicit_automatic",
            "links": [{"role": "commitment", "source": "text of the pact", "why": "it says so"}],
        }
    )
    return [pact, *(case for occasion in broken_and_kept() for case in occasion)]
