"""What a person decides on a case is checked before it is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from casebook import Shelf, graph

from papertiger.errors import CaseError
from papertiger.ledger.cases import NewCase
from papertiger.reliability.book import Book, new_case
from papertiger.reliability.cases import Outcomes
from papertiger.reliability.entering.decisions import corrected, drafted, leaning, restored, withdrawn


def known(actor: str) -> bool:
    return actor in {"AAA", "BBB", "CCC"}


class Desk:
    """A ledger with two graphs and a person who decides on them."""

    def __init__(self) -> None:
        self.shelf = Shelf()
        self.shelf.put([new_case(case) for case in (*graph().values(), *graph("two").values())])

    @property
    def book(self) -> Book:
        return Book.of(self.shelf.rows)

    def correct(self, id_: str, *changes: str, **how: Any) -> NewCase:  # noqa: ANN401 - passed on
        made = corrected(self.book, id_, drafted(changes), "w", known=known, **how)
        self.shelf.put([made], by="anna")
        return made


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_correction_is_stored_in_full_however_it_was_written(desk: Desk) -> None:
    made = desk.correct("x-one", "p_due=5%", "call.when=1.2.2026", "feasibility=partly")
    assert made.body == {
        "changes": {
            "p_due": 0.05,
            "call.when": {"earliest": "2026-02-01", "latest": "2026-02-01"},
            "feasibility": "partly",
        },
        "why": "w",
    }
    assert desk.book.tests["x-one"].call.when.earliest == "2026-02-01"


def test_columns_follow_a_correction(desk: Desk) -> None:
    assert desk.correct("t-one", "onset=2026-03").fields["latest"] == "2026-03-31"
    assert desk.correct("c-one", "clients=BBB, CCC").fields["client"] is None


def test_an_outcome_is_settled_and_unsettled(desk: Desk) -> None:
    desk.correct("r-one", "settled=withheld 0.9, partial 0.1")
    assert desk.book.responses["r-one"].settled == Outcomes(withheld=0.9, partial=0.1)
    desk.shelf.put([restored(desk.book, "r-one", ["settled"], "w")], by="anna")
    assert desk.book.responses["r-one"].settled is None


def test_one_report_is_corrected_one_added_one_taken_away(desk: Desk) -> None:
    desk.correct("r-one", "reports.claim1.says=partial")

    def cite(claim: str) -> Mapping[str, Any]:
        return {"claim": f"{claim}00", "article": "k", "origin": "o", "depth": 2, "anonymous": True}

    desk.correct("r-one", "reports+={claim: 9c, says: withheld, why: says so}", cite=cite)
    desk.correct("r-one", "reports+={source: A book, depth: 0, anonymous: no, says: honoured, why: reads so}")
    found = desk.book.responses["r-one"].reports
    assert [(one.claim or one.source, one.origin) for one in found] == [
        ("claim1", "k1"),
        ("9c00", "o"),
        ("A book", "A book"),
    ]
    assert found[0].says == Outcomes(partial=1)
    desk.correct("r-one", "reports.9c00=none")
    assert [one.claim for one in desk.book.responses["r-one"].reports] == ["claim1", None]


REFUSED = {
    "not allowed": (
        "x-one",
        ["p_due=2"],
        "x-one, p_due: 2 Input should be less than or equal to 1|'2' Input should",
    ),
    "no such word": ("c-one", ["instrument=handshake"], "instrument: 'handshake' Input should be 'treaty'"),
    "no such field": ("x-one", ["p_du=0.2"], "p_du: '0.2' no such field; did you mean 'p_due'"),
    "no such element": ("r-one", ["reports.claim7.says=partial"], "nothing is called so; there are: claim1"),
    "the same again": ("x-one", ["p_due=0.8"], "changes nothing: that is what it says already"),
    "the id": ("x-one", ["id=x-two"], "names the case in every ledger and stays"),
    "taking away what must be there": ("x-one", ["due_why=none"], "due_why: .*Field required"),
    "an unknown actor": ("t-one", ["threat=Beta"], "'Beta' is in no actor file"),
    "a commitment that is not there": ("x-one", ["commitment=c-nine"], "there is no commitment c-nine"),
    "another patron than the commitment's": (
        "x-one",
        ["patron=CCC"],
        "is CCC, but the patron of c-one is AAA",
    ),
    "what a test no longer fits": ("c-one", ["patron=CCC"], "x-one, patron, would no longer fit"),
    "a client whose test remains": (
        "c-one",
        ["clients=CCC"],
        "x-one, client, would no longer fit: BBB is no client",
    ),
    "no date": ("r-one", ["window=soon"], "window: 'soon' is no date; write 2026"),
    "no list": ("x-one", ["p_due+=1"], "p_due is no list|is no list to which"),
    "what is not there": ("x-nine", ["p_due=0.1"], "x-nine: does not stand: it is not there"),
}


@pytest.mark.parametrize(("id_", "changes", "problem"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_with_the_cure(
    desk: Desk, id_: str, changes: Sequence[str], problem: str
) -> None:
    before = len(desk.shelf.rows)
    with pytest.raises(CaseError, match=problem):
        desk.correct(id_, *changes)
    assert len(desk.shelf.rows) == before


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        (["p_due"], "is no change; write FIELD=VALUE"),
        (["=1"], "is no change"),
        (["p_due=1", "p_due=0"], "is changed twice"),
        (["call={kind: explicit"], "not valid YAML"),
    ],
)
def test_what_is_no_change_is_refused(changes: Sequence[str], problem: str) -> None:
    with pytest.raises(CaseError, match=problem):
        drafted(changes)


def test_a_case_is_withdrawn_with_what_refers_to_it_and_restored(desk: Desk) -> None:
    assert [one.id for one in leaning(desk.book, "t-one")] == ["x-one", "r-one"]
    assert [one.id for one in leaning(desk.book, "x-two")] == ["r-two"]
    desk.shelf.put([withdrawn(desk.book, "t-one", "it was another state")], by="anna")
    assert set(desk.book.tests) == {"x-two"}
    with pytest.raises(CaseError, match="x-one: does not stand: its trigger t-one does not stand"):
        desk.correct("x-one", "p_due=0.1")
    with pytest.raises(CaseError, match="t-one: does not stand: withdrawn by anna: it was another state"):
        withdrawn(desk.book, "t-one", "w")
    with pytest.raises(CaseError, match="x-one: is not withdrawn: it is left out because its trigger"):
        restored(desk.book, "x-one", [], "w")
    desk.shelf.put([restored(desk.book, "t-one", [], "w")], by="borys")
    assert set(desk.book.tests) == {"x-one", "x-two"}
    with pytest.raises(CaseError, match="is not withdrawn; name a field"):
        restored(desk.book, "t-one", [], "w")


def test_only_a_correction_can_be_taken_back(desk: Desk) -> None:
    desk.correct("x-one", "p_due=0.1", "call.kind=explicit")
    with pytest.raises(CaseError, match=r"crisis: nobody corrected it; corrected are: p_due, call\.kind"):
        restored(desk.book, "x-one", ["crisis"], "w")
    desk.shelf.put([restored(desk.book, "x-one", ["call"], "w")], by="borys")
    assert desk.book.tests["x-one"].call.kind == "implicit"


def test_a_trigger_that_no_test_needs_yet_can_be_corrected_once_it_was_entered(desk: Desk) -> None:
    desk.shelf.put([new_case(graph("three")["trigger"])], by="anna")
    desk.correct("t-three", "severity=5")
    assert desk.book.triggers["t-three"].severity == 5
