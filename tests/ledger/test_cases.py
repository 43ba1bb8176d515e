"""Commitments, triggers, tests, responses and assessments in a ledger: versions are appended, numbered and told as of any moment."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from papertiger.errors import LedgerError
from papertiger.ledger import Ledger
from papertiger.ledger.cases import CaseRow, NewCase
from papertiger.ledger.writing import FIRST_CHAIN, Maker
from papertiger.readers import Reading


def commitment(id_: str = "c-one", patron: str = "AAA", **body: object) -> NewCase:
    fields = {"patron": patron, "client": "BBB", "obligation": "defence", "domain": None}
    return NewCase("commitment", id_, fields, body or {"record": {"id": id_}})


def graph(name: str, patron: str) -> list[NewCase]:
    """A commitment with a test, its trigger and its response."""
    c, t, x, r = (f"{letter}-{name}" for letter in "ctxr")
    test = {"commitment": c, "trigger": t, "patron": patron, "client": "BBB", "crisis": "k"}
    return [
        commitment(c, patron),
        NewCase("trigger", t, {"target": "BBB", "kind": "attack"}, {"record": {}}),
        NewCase("test", x, test, {"record": {}}),
        NewCase("response", r, {"test": x, "domain": "arms"}, {"record": {}}),
    ]


def told(rows: Iterator[CaseRow] | tuple[CaseRow, ...]) -> list[tuple[str, int]]:
    return [(row.id, row.version) for row in rows]


def test_versions_are_appended_and_come_back_in_order(ledger: Ledger) -> None:
    assert ledger.keep_cases([commitment(), commitment("c-two")], by=None, config="sha256:0") == 2
    assert ledger.keep_cases([commitment(changes={"name": "Пакт"}, why="so")], by="Олена") == 1

    first, second, other = ledger.cases()
    assert (first.id, first.version, first.body, first.by) == ("c-one", 1, {"record": {"id": "c-one"}}, None)
    assert (second.id, second.version, second.by) == ("c-one", 2, "Олена")
    assert second.body == {"changes": {"name": "Пакт"}, "why": "so"}
    assert other.id == "c-two"
    assert first.program_version
    assert [found.name for found in ledger.audit() if found.wrong] == []


def test_what_the_program_proposes_again_is_not_stored_again(ledger: Ledger) -> None:
    one, changed = commitment(), commitment(record={"id": "c-one", "name": "n"})
    assert ledger.keep_cases([one], by=None) == 1
    chain = ledger.chain()
    assert ledger.keep_cases([one], by=None) == 0
    assert ledger.chain() == chain
    ledger.keep_cases([commitment(withdrawn=True, why="w")], by="anna")
    assert ledger.keep_cases([one], by=None) == 0
    assert ledger.keep_cases([changed, one], by=None) == 2
    assert told(ledger.cases()) == [("c-one", n) for n in (1, 2, 3, 4)]


def test_a_person_may_say_the_same_twice(ledger: Ledger) -> None:
    back = commitment(withdrawn=False, why="w")
    assert ledger.keep_cases([back, back], by="anna") == 2


def test_the_cases_of_a_patron_are_its_tests_with_what_belongs_to_them(ledger: Ledger) -> None:
    ledger.keep_cases([*graph("own", "AAA"), *graph("foreign", "CCC")], by="anna")

    assert {row.id for row in ledger.cases("AAA")} == {"c-own", "t-own", "x-own", "r-own"}
    assert [row.kind for row in ledger.cases("CCC")] == ["commitment", "trigger", "test", "response"]
    assert list(ledger.cases("DDD")) == []
    assert len(list(ledger.cases())) == 8


def test_responses_bring_what_they_rest_on_and_nothing_else(ledger: Ledger) -> None:
    ledger.keep_cases([*graph("one", "AAA"), *graph("two", "AAA"), *graph("six", "CCC")], by="anna")
    ledger.keep_cases([commitment("c-two", changes={"name": "n"}, why="w")], by="olena")

    found = told(ledger.cases(responses=["r-two"]))

    assert found == [("c-two", 1), ("c-two", 2), ("t-two", 1), ("x-two", 1), ("r-two", 1)]
    assert {row.id for row in ledger.cases("AAA", responses=["r-one", "r-six"])} == {
        "c-one",
        "t-one",
        "x-one",
        "r-one",
    }
    assert list(ledger.cases(responses=[])) == []


def test_an_assessment_has_seen_what_was_stored_before_it_also_in_the_same_second(place: str) -> None:
    with Ledger.open(place, clock=lambda: datetime(2026, 1, 14, tzinfo=UTC)) as ledger:
        ledger.keep_cases([commitment("c-one")], by=None)
        kept = ledger.keep_assessment("AAA", "all@AAA", {}, "upto", None)
        ledger.keep_cases([commitment("c-two")], by=None)

        assert told(ledger.cases("AAA", seen_by=kept.id)) == [("c-one", 1)]
        assert len(list(ledger.cases("AAA", "2026-01-14T00:00:00Z"))) == 2


def test_a_case_whose_patron_was_corrected_keeps_all_its_versions_under_both(ledger: Ledger) -> None:
    ledger.keep_cases([commitment()], by=None)
    ledger.keep_cases([commitment(patron="CCC", changes={"patron": "CCC"}, why="w")], by="anna")

    assert told(ledger.cases("AAA")) == told(ledger.cases("CCC")) == [("c-one", 1), ("c-one", 2)]


def test_what_stood_at_a_moment_is_told_as_of_it(place: str) -> None:
    now = [datetime(2026, 1, 14, 22, 0, tzinfo=UTC)]
    with Ledger.open(place, clock=lambda: now[0]) as ledger:
        for _ in range(3):
            ledger.keep_cases([commitment(changes={}, why="w")], by="anna")
            now[0] += timedelta(hours=4)

        def number(until: str) -> int:
            return len(list(ledger.cases(until=until)))

        assert number("2026-01-13") == 0
        assert number("2026-01-14") == 1  # 22:00
        assert number("2026-01-15") == 3  # 02:00 and 06:00
        assert number("2026-01-15T01:59:59Z") == 1
        assert number("2026-01-15T02:00:00.500000Z") == 2
        assert number("2026-01-15T04:00:00+02:00") == 2
        with pytest.raises(LedgerError, match=r"'last week' is no moment; write ISO 8601"):
            number("last week")


def test_a_case_is_found_by_the_beginning_of_its_id(ledger: Ledger) -> None:
    ledger.keep_cases([commitment("c-ab"), commitment("c-abc"), commitment("c-xyz")], by="anna")

    assert told(ledger.case_versions("c-x")) == [("c-xyz", 1)]
    assert told(ledger.case_versions("c-ab")) == [("c-ab", 1)]
    with pytest.raises(
        LedgerError, match=r"several ids begin with 'c-': c-ab \(commitment\), c-abc \(commitment\), c-xyz"
    ):
        ledger.case_versions("c-")
    with pytest.raises(LedgerError, match="no commitment, trigger, test or response 'x-9'"):
        ledger.case_versions("x-9")


def test_a_kind_that_there_is_not_is_refused_and_nothing_stored(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="no kind of case 'pact'; there are: commitment, trigger"):
        ledger.keep_cases([commitment(), NewCase("pact", "p-1", {}, {})], by="anna")
    assert list(ledger.cases()) == []


def test_two_writers_of_one_case_take_turns_and_lose_nothing(place: str) -> None:
    Ledger.open(place).close()
    faults: list[BaseException] = []

    def write(name: str) -> None:
        try:
            with Ledger.open(place) as own:
                for _ in range(10):
                    own.keep_cases([commitment(changes={}, why="w")], by=name)
        except BaseException as error:  # noqa: BLE001 - told below
            faults.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in ("anna", "borys", "clara")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with Ledger.open(place) as ledger:
        assert faults == []
        rows = list(ledger.cases())
        assert [row.version for row in rows] == list(range(1, 31))
        assert {row.by for row in rows} == {"anna", "borys", "clara"}


def test_the_digest_of_the_evidence_changes_with_all_but_the_programs_own_conclusions(
    ledger: Ledger, reading: Callable[..., Reading]
) -> None:
    assert ledger.evidence_upto() == FIRST_CHAIN
    ledger.add(reading())
    seen = [ledger.evidence_upto()]
    assert seen[0] == ledger.chain()
    for number in range(12):
        ledger.keep_cases([commitment(record={"n": number})], by=None, config=f"sha256:{number}")
        ledger.keep_assessment("AAA", "q", {}, seen[0])
    assert ledger.evidence_upto() == seen[0] != ledger.chain()
    ledger.keep_cases([commitment(withdrawn=True, why="w")], by="anna")
    seen.append(ledger.evidence_upto())
    ledger.keep_assessment("AAA", "q", {}, seen[0])
    ledger.add(reading(2))
    seen.append(ledger.evidence_upto())
    ledger.judge("name:x", "anna", "y", reliability="B")
    seen.append(ledger.evidence_upto())
    assert len(set(seen)) == 4
    assert seen[-1] == ledger.chain()


def test_the_digest_of_the_evidence_looks_at_a_few_entries_of_many(ledger: Ledger) -> None:
    with ledger._pen.entries(Maker("enter", person="anna")) as begin:
        for number in range(600):
            entry = begin()
            entry.put(
                "commitments",
                {**commitment(f"c-{number}").fields, "id": f"c-{number}", "version": 1, "body": {}},
            )
            entry.seal()
    ledger.keep_cases([commitment()], by=None)
    fetched: list[int] = []

    def count(*context: object) -> None:
        fetched.append(len(context))

    event.listen(ledger._engine, "after_cursor_execute", count)
    digest = ledger.evidence_upto()
    assert len(fetched) <= 4
    assert digest != ledger.chain()


def test_assessments_are_kept_and_the_last_one_answers(ledger: Ledger) -> None:
    first = ledger.keep_assessment("AAA", "honour", {"rate": [0.1, 0.5]}, "chain1", "sha256:1")
    other = ledger.keep_assessment("AAA", "other", {}, "chain1")
    last = ledger.keep_assessment("AAA", "honour", {"rate": [0.2, 0.4]}, "chain2", "sha256:1")
    ledger.keep_assessment("BBB", "honour", {}, "chain2")

    assert ledger.last_assessment("AAA", "honour") == last
    assert ledger.last_assessment("AAA", "nothing") is None
    assert ledger.assessments("AAA") == (first, other, last)
    assert len(ledger.assessments()) == 4
    assert ledger.assessment(first.id[:20]) == first
    with pytest.raises(LedgerError, match="several assessments begin with ''"):
        ledger.assessment("")
    with pytest.raises(LedgerError, match="no assessment 'z'"):
        ledger.assessment("z")
    assert [found.name for found in ledger.audit() if found.wrong] == []
