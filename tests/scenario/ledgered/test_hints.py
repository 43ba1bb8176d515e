"""What is said of supply and burden: one claim an origin, and nothing that nobody asserts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from handmade import claims

from papertiger.ledger import ClaimFilter, Ledger
from papertiger.records import ClaimRecord
from papertiger.scenario.ledgered.hints import SHOWN, supplies_of, tied_down


class Few:
    """Stands for a ledger with a few claims, each with its origin."""

    def __init__(self, lines: str) -> None:
        self.held = claims(lines)

    def claims(self, chosen: ClaimFilter) -> Iterator[ClaimRecord]:
        for one in self.held:
            sides = chosen.subject in {None, one.subject_state} and chosen.object in {None, one.object_state}
            if sides and one.predicate == chosen.predicate:
                yield one

    def with_origins(self, found: Iterable[ClaimRecord]) -> Iterable[ClaimRecord]:
        return found


def ledger(lines: str) -> Ledger:
    return cast("Ledger", Few(lines))


def test_supply_and_dependence_are_one_flow_a_domain() -> None:
    flows = supplies_of(
        ledger(
            """
            supplies IRN>RUS arms as one
            depends_on RUS>IRN arms as two
            depends_on RUS>PRK economic as three
            supplies RUS>CUB economic as four
            """
        ),
        "RUS",
    )

    assert [(flow.supplier, flow.domain, len(flow.told.claims)) for flow in flows] == [
        ("IRN", "arms", 2),
        ("PRK", "economic", 1),
    ]


def test_retellings_of_one_report_are_told_once() -> None:
    told = tied_down(ledger("constrained_by RUS>UKR as one in A\nconstrained_by RUS>UKR as one in B"), "RUS")

    assert (len(told.claims), told.left) == (1, 0)


def test_what_is_only_denied_or_possible_is_no_flow() -> None:
    lines = "supplies IRN>RUS arms denied as one\nsupplies IRN>RUS arms negated as two\nsupplies IRN>RUS arms possible as three"

    assert supplies_of(ledger(lines), "RUS") == ()


def test_what_is_asserted_comes_first_then_the_newest_and_the_rest_is_counted() -> None:
    days = "\n".join(f"constrained_by RUS>UKR @2026-01-{n:02} as o{n}" for n in range(1, 7))
    told = tied_down(ledger(f"constrained_by RUS>UKR denied @2026-02-01 as x\n{days}"), "RUS")

    assert [one.article.published for one in told.claims] == [
        "2026-01-06",
        "2026-01-05",
        "2026-01-04",
        "2026-01-03",
    ]
    assert (len(told.claims), told.left) == (SHOWN, 3)
    assert told.plain
