"""Which cases rest on a claim."""

from __future__ import annotations

from pathlib import Path

from papertiger.ledger import Ledger
from papertiger.ledger.cases import NewCase


def _case(of: str, name: str, claim: str, **fields: str | None) -> NewCase:
    return NewCase(of, name, fields, {"record": {"links": [{"claim": claim}]}})


CLAIM, OTHER = "0123456789abcdef", "fedcba9876543210"


def _pledge(name: str, claim: str) -> NewCase:
    return _case("commitment", name, claim, patron="RUS", client="VEN", obligation="arms", domain="arms")


def test_cases_are_found_by_the_claim_that_their_last_version_names(tmp_path: Path) -> None:
    new = [
        _pledge("c-one", CLAIM),
        _pledge("c-two", OTHER),
        _case("trigger", "t-one", CLAIM, target="VEN", kind="attack"),
        _case("test", "x-one", CLAIM, commitment="c-one", trigger="t-one", patron="RUS", client="VEN"),
        _case("response", "r-one", CLAIM, test="x-one", domain="arms"),
    ]
    with Ledger.open(tmp_path / "a.ledger") as ledger:
        ledger.keep_cases(new, by=None)
        found = ledger.resting(CLAIM, {"RUS", "VEN"})
        assert [(one.kind, one.id, one.patron, one.client) for one in found] == [
            ("commitment", "c-one", "RUS", "VEN"),
            ("trigger", "t-one", None, "VEN"),
            ("test", "x-one", "RUS", "VEN"),
            ("response", "r-one", "RUS", "VEN"),
        ]
        assert ledger.resting(CLAIM, {"FRA", "LTU"}) == ()
        ledger.keep_cases([_pledge("c-one", OTHER)], by=None)
        assert "c-one" not in {one.id for one in ledger.resting(CLAIM, {"RUS", "VEN"})}
        assert {one.id for one in ledger.resting(OTHER, {"RUS", "VEN"})} == {"c-one", "c-two"}
