"""What stands of proposals and decisions: a person's above the program's, field by field, whatever is proposed later."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest
from casebook import Shelf, graph, report
from hypothesis import given
from hypothesis import strategies as st

from papertiger.errors import CaseError
from papertiger.ledger.cases import CaseRow
from papertiger.reliability.book import Book, merge, new_case
from papertiger.reliability.cases import Case


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def proposed(shelf: Shelf, cases: Sequence[Case]) -> int:
    """Propose `cases` as the program does, and tell how many versions that took."""
    new = merge(shelf.rows, cases)
    shelf.put(new)
    return len(new)


def with_field(case: Case, **changes: object) -> Case:
    return case.model_copy(update=changes)


def test_proposals_stand_as_they_are(shelf: Shelf) -> None:
    cases = graph()
    assert proposed(shelf, list(cases.values())) == 4

    book = Book.of(shelf.rows)
    assert list(book.cases()) == list(cases.values())
    assert book.commitments == {"c-one": cases["commitment"]}
    assert book.triggers == {"t-one": cases["trigger"]}
    assert book.tests == {"x-one": cases["test"]}
    assert book.responses_of("x-one") == (cases["response"],)
    assert book.marks("r-one") == ()
    assert book.left_out == {}


def test_only_what_changed_gets_a_version(shelf: Shelf) -> None:
    cases = graph()
    proposed(shelf, list(cases.values()))
    assert proposed(shelf, list(cases.values())[::-1]) == 0
    more = with_field(cases["response"], reports=(report(), report("claim2")))
    assert proposed(shelf, [*list(cases.values())[:3], more]) == 1
    assert Book.of(shelf.rows).responses["r-one"] == more


def test_what_no_longer_arises_goes_and_comes_back(shelf: Shelf) -> None:
    cases = list(graph().values())
    proposed(shelf, cases)
    assert proposed(shelf, []) == 3  # the trigger may be another patron's too
    book = Book.of(shelf.rows)
    assert book.cases() == ()
    assert book.left_out["x-one"] == "withdrawn by the program: the claims no longer give it"
    assert book.left_out["t-one"] == "no test that stands is born of it"
    assert proposed(shelf, []) == 0
    assert proposed(shelf, cases) == 3
    assert list(Book.of(shelf.rows).cases()) == cases


def test_a_persons_correction_outlives_new_proposals(shelf: Shelf) -> None:
    cases = graph()
    proposed(shelf, list(cases.values()))
    shelf.add(
        "test", "x-one", {"changes": {"p_due": 0.1, "due_why": "no duty"}, "why": "read the treaty"}, "Олена"
    )
    shelf.add("test", "x-one", {"changes": {"p_due": 0.2}, "why": "on reflection"}, "borys")
    later = with_field(cases["test"], p_due=0.9, due_why="another rule", feasibility="partly")
    assert proposed(shelf, [cases["commitment"], cases["trigger"], later, cases["response"]]) == 1

    book = Book.of(shelf.rows)
    test = book.tests["x-one"]
    assert (test.p_due, test.due_why, test.feasibility) == (0.2, "no duty", "partly")
    told = [(mark.field, mark.value, mark.by, mark.why, mark.version) for mark in book.marks("x-one")]
    assert told == [
        ("due_why", "no duty", "Олена", "read the treaty", 2),
        ("p_due", 0.2, "borys", "on reflection", 3),
    ]
    assert merge(shelf.rows, [cases["commitment"], cases["trigger"], later, cases["response"]]) == []


def test_one_report_is_put_right_and_others_may_still_come(shelf: Shelf) -> None:
    cases = graph()
    proposed(shelf, list(cases.values()))
    says = {"reports.claim1.says": {"honoured": 1.0}, "reports.claim9": None}
    shelf.add("response", "r-one", {"changes": says, "why": "w"}, "anna")
    more = with_field(cases["response"], reports=(report("claim2"), report(), report("claim9")))
    proposed(shelf, [*list(cases.values())[:3], more])

    first, second = Book.of(shelf.rows).responses["r-one"].reports
    assert (first.claim, first.says.withheld) == ("claim2", 0.8)
    assert (second.claim, second.says.honoured) == ("claim1", 1.0)


def test_reports_that_persons_add_gather_beside_those_proposed(shelf: Shelf) -> None:
    cases = graph()
    proposed(shelf, list(cases.values()))
    for name in ("a book", "v. 2, p. 3"):
        added = report(None, source=name, article=name, origin=name).model_dump(mode="json")
        shelf.add("response", "r-one", {"changes": {"reports+": [added]}, "why": "w"}, "anna")
    shelf.add("response", "r-one", {"changes": {"reports.v. 2, p. 3.depth": 2}, "why": "w"}, "anna")

    found = Book.of(shelf.rows).responses["r-one"].reports
    assert [(one.claim or one.source, one.depth) for one in found] == [
        ("claim1", 0),
        ("a book", 0),
        ("v. 2, p. 3", 2),
    ]


def test_a_correction_is_taken_back_by_field(shelf: Shelf) -> None:
    proposed(shelf, list(graph().values()))
    changes = {"call.kind": "explicit", "call.by": "BBB", "p_due": 0.1}
    shelf.add("test", "x-one", {"changes": changes, "why": "w"}, "anna")
    assert Book.of(shelf.rows).tests["x-one"].call.kind == "explicit"
    shelf.add("test", "x-one", {"restored": ["call"], "why": "w"}, "anna")

    test = Book.of(shelf.rows).tests["x-one"]
    assert (test.call.kind, test.call.by, test.p_due) == ("implicit", None, 0.1)


def test_a_whole_field_takes_the_place_of_its_parts(shelf: Shelf) -> None:
    proposed(shelf, list(graph().values()))
    shelf.add("test", "x-one", {"changes": {"call.by": "CCC"}, "why": "w"}, "anna")
    shelf.add("test", "x-one", {"changes": {"call": {"kind": "none"}}, "why": "w"}, "anna")
    assert Book.of(shelf.rows).tests["x-one"].call.by is None
    assert [mark.field for mark in Book.of(shelf.rows).marks("x-one")] == ["call"]


def test_what_a_person_withdrew_stays_out_with_what_refers_to_it_until_restored(shelf: Shelf) -> None:
    cases = graph()
    proposed(shelf, list(cases.values()))
    shelf.add("commitment", "c-one", {"withdrawn": True, "why": "никто не обещал"}, "anna")
    named = with_field(cases["commitment"], name="Another")
    proposed(shelf, [named, *list(cases.values())[1:]])

    book = Book.of(shelf.rows)
    assert book.cases() == ()
    assert book.left_out["c-one"] == "withdrawn by anna: никто не обещал"
    assert book.left_out["x-one"] == "its commitment c-one does not stand"
    assert book.left_out["r-one"] == "its test x-one does not stand"
    shelf.add("commitment", "c-one", {"withdrawn": False, "why": "he did"}, "borys")
    assert Book.of(shelf.rows).commitments == {"c-one": named}
    assert len(Book.of(shelf.rows).cases()) == 4


def test_what_a_person_vouches_for_stands_though_the_claims_no_longer_give_it(shelf: Shelf) -> None:
    proposed(shelf, [*graph().values(), *graph("two").values()])
    shelf.add("response", "r-one", {"changes": {"settled": {"withheld": 1.0}}, "why": "w"}, "anna")
    proposed(shelf, [])

    book = Book.of(shelf.rows)
    assert [case.id for case in book.cases()] == ["c-one", "t-one", "x-one", "r-one"]
    assert book.filed["c-one"].gone
    shelf.add("test", "x-one", {"withdrawn": True, "why": "w"}, "borys")
    assert Book.of(shelf.rows).responses == {}


def test_a_case_entered_by_a_person_needs_no_proposal_and_stands_above_one(shelf: Shelf) -> None:
    cases = graph()
    shelf.put([new_case(case) for case in cases.values()], by="anna")
    assert merge(shelf.rows, []) == []
    other = with_field(cases["test"], p_due=0.5)
    proposed(shelf, [other])
    assert Book.of(shelf.rows).tests["x-one"] == cases["test"]
    again = with_field(cases["test"], p_due=0.3)
    shelf.add("test", "x-one", {"changes": {"p_due": 0.7}, "why": "w"}, "anna")
    shelf.put([new_case(again)], by="borys")
    assert Book.of(shelf.rows).tests["x-one"] == again
    entered = Book.of(shelf.rows).filed["x-one"].entered
    assert entered is not None
    assert entered.by == "borys"


def test_a_trigger_of_two_patrons_is_not_withdrawn_by_the_one(shelf: Shelf) -> None:
    mine = graph()
    theirs = graph("two", patron="CCC")
    theirs["test"] = with_field(theirs["test"], trigger="t-one")
    del theirs["trigger"]
    proposed(shelf, [*mine.values(), *theirs.values()])
    only_mine = [row for row in shelf.rows if not row.id.endswith("-two")]
    new = merge(only_mine, [])
    assert {one.id for one in new} == {"c-one", "x-one", "r-one"}
    shelf.put(new)
    assert set(Book.of(shelf.rows).tests) == {"x-two"}


def test_versions_of_merged_ledgers_count_by_their_moments() -> None:
    test = new_case(graph()["test"])
    one = CaseRow("test", "x-one", 1, dict(test.body), "2026-01-01T00:00:00Z", None, "1")
    early = CaseRow(
        "test", "x-one", 3, {"changes": {"p_due": 0.1}, "why": ""}, "2026-01-02T00:00:00Z", "a", "1"
    )
    late = CaseRow(
        "test", "x-one", 2, {"changes": {"p_due": 0.2}, "why": ""}, "2026-01-03T00:00:00Z", "b", "1"
    )
    rest = [
        CaseRow(c.kind, c.id, 1, dict(c.body), one.at, None, "1") for c in map(new_case, graph().values())
    ]
    for rows in ([*rest, early, late], [late, early, *rest[::-1]]):
        assert Book.of(rows).tests["x-one"].p_due == 0.2


def test_a_version_that_does_not_fit_is_named(shelf: Shelf) -> None:
    proposed(shelf, list(graph().values()))
    shelf.add("test", "x-one", {"changes": {"p_due": 2}, "why": "w"}, "anna")
    with pytest.raises(CaseError, match=r"x-one, p_due: 2 Input should be less than or equal to 1") as caught:
        Book.of(shelf.rows)
    assert (caught.value.case, caught.value.field) == ("x-one", "p_due")


def test_a_correction_of_what_nobody_proposed_is_told(shelf: Shelf) -> None:
    shelf.add("test", "x-one", {"changes": {"p_due": 0.2}, "why": "w"}, "anna")
    with pytest.raises(CaseError, match="x-one: was changed or withdrawn, but no version of it is whole"):
        Book.of(shelf.rows)


BODIES = st.sampled_from(
    [
        ({"changes": {"p_due": 0.1}, "why": ""}, "anna"),
        ({"changes": {"call.kind": "explicit"}, "why": ""}, "anna"),
        ({"restored": ["p_due"], "why": ""}, "borys"),
        ({"withdrawn": True, "why": ""}, "borys"),
        ({"withdrawn": False, "why": ""}, "anna"),
        ({"withdrawn": True, "why": ""}, None),
    ]
)


@given(st.lists(BODIES, max_size=8), st.randoms())
def test_the_order_in_which_versions_are_handed_over_does_not_matter(
    bodies: list[tuple[dict[str, Any], str | None]], order: random.Random
) -> None:
    shelf = Shelf()
    shelf.put([new_case(case) for case in graph().values()])
    for body, by in bodies:
        shelf.add("test", "x-one", body, by)
    shuffled = order.sample(shelf.rows, len(shelf.rows))
    assert Book.of(shuffled).cases() == Book.of(shelf.rows).cases()
    persons = [body["withdrawn"] for body, by in bodies if by is not None and "withdrawn" in body]
    if persons:
        assert ("x-one" in Book.of(shelf.rows).tests) is not persons[-1]
