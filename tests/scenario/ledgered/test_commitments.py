"""Commitments of a ledger as rows of a scenario."""

from __future__ import annotations

from typing import Any

import pytest
from patron import PATRON, TODAY, shelf

from papertiger.reliability.assessing import Measured, load_settings
from papertiger.reliability.book import Book
from papertiger.reliability.cases import OBLIGATIONS, Commitment
from papertiger.scenario.ledgered import PatronRecord, commitments_of
from papertiger.scenario.ledgered.commitments import provenance


def pledge(name: str, **changes: Any) -> Commitment:  # noqa: ANN401 - fields of the record
    about: dict[str, Any] = {"id": f"c-{name}", "patron": PATRON, "clients": ["BBB"], "instrument": "treaty"}
    about |= {"obligation": "defence", "links": [{"role": "commitment", "claim": name, "why": "promised"}]}
    return Commitment.model_validate(about | changes)


def record(*cases: Commitment) -> PatronRecord:
    measured = Measured.of(Book.of(shelf(cases).rows), TODAY, load_settings())
    return PatronRecord(PATRON, TODAY, "123456789abc", measured)


def test_every_client_of_a_pact_gets_a_row_of_its_own() -> None:
    rows, left = commitments_of(
        record(pledge("pact", clients=["BBB", "CCC"], precision="explicit_automatic"))
    )

    assert [row.text for row in rows] == [
        "AAA,BBB,defence,explicit_automatic",
        "AAA,CCC,defence,explicit_automatic",
    ]
    assert left == ()


def test_what_is_promised_twice_makes_one_row_with_the_firmest_wording_and_both_addresses() -> None:
    loose, firm = pledge("loose"), pledge("solid", precision="explicit_discretionary")

    (row,), _ = commitments_of(record(loose, firm))

    assert row.text == "AAA,BBB,defence,explicit_discretionary"
    assert row.cases == ("c-solid", "c-loose")


def test_support_of_no_stated_kind_is_a_partnership_in_the_model() -> None:
    (row,), _ = commitments_of(record(pledge("vague", obligation="unspecified", precision="none")))

    assert row.text == "AAA,BBB,partnership,none"


@pytest.mark.parametrize("obligation", OBLIGATIONS)
def test_every_obligation_of_a_record_has_one_in_the_model(obligation: str) -> None:
    (row,), _ = commitments_of(record(pledge("one", obligation=obligation)))

    assert row.obligation


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"in_force": [{"latest": "2020-01-01"}]}, "no longer binds"),
        ({"in_force": [{"earliest": "2030-01-01"}]}, "binds only from"),
        ({"due": {"earliest": "2025-03-01", "latest": "2025-03-31"}}, "its own day lies before"),
        ({"links": [{"role": "not_due", "claim": "x", "why": "no such treaty"}]}, "nothing of the kind"),
    ],
)
def test_what_is_not_in_force_makes_no_row_and_says_why(changes: dict[str, Any], why: str) -> None:
    rows, (left,) = commitments_of(record(pledge("gone", **changes)))

    assert rows == ()
    assert (left.case, left.clients) == ("c-gone", ("BBB",))
    assert why in left.why


@pytest.mark.parametrize(
    ("changes", "dated"),
    [
        ({}, False),
        (
            {"in_force": [{"earliest": "2020-01-01", "latest": "2021-01-01"}, {"earliest": "2025-01-01"}]},
            True,
        ),
        ({"due": {"latest": "2027-01-01"}}, True),
    ],
)
def test_what_binds_or_has_no_date_makes_a_row(changes: dict[str, Any], dated: bool) -> None:
    (row,), _ = commitments_of(record(pledge("stands", **changes)))

    assert row.dated is dated


def test_what_is_disputed_but_also_promised_makes_a_row() -> None:
    links = [{"role": role, "claim": role, "why": "said"} for role in ("commitment", "not_due")]

    rows, _ = commitments_of(record(pledge("disputed", links=links)))

    assert len(rows) == 1


def test_provenance_names_the_evidence_and_every_commitment() -> None:
    rows, _ = commitments_of(record(pledge("one"), pledge("two", obligation="arms")))

    assert list(provenance("123456789abc", rows)) == ["ledger:123456789abc commitments of AAA: c-two c-one"]
