"""Cases that persons enter: what is whole goes in, what is not is told with file, line, field and cure; what is written out comes back."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from casebook import Shelf, graph, report
from hypothesis import given, settings
from hypothesis import strategies as st

from papertiger.errors import CaseError, LedgerError
from papertiger.reliability.book import Book, new_case
from papertiger.reliability.cases import (
    Amount,
    Call,
    Case,
    Commitment,
    Link,
    Outcomes,
    Report,
    Response,
    Span,
    Statement,
    Test,
    Trigger,
)
from papertiger.reliability.entering import given as files
from papertiger.reliability.entering.batch import Batch, checked
from papertiger.reliability.entering.citing import Cite
from papertiger.reliability.entering.flat import disarmed, rearmed
from papertiger.reliability.entering.friendly import expanded, expanded_field, outcomes, span
from papertiger.reliability.entering.references import is_known
from papertiger.reliability.entering.written import tables, write_csv, write_yaml

WHOLE = """\
commitments:
  - id: c-pact
    patron: AAA
    clients: BBB, CCC
    instrument: treaty
    obligation: defence
    in_force: since 2001; 1990/1999
    conditions: adversary, location
triggers:
  - {id: t-raid, target: BBB, kind: attack, onset: 2026-01, severity: 4}
tests:
  - id: x-raid
    commitment: c-pact
    trigger: t-raid
    client: BBB
    call: {kind: explicit, when: 5.1.2026}
    p_due: 80%
    due_why: the treaty names an armed attack
responses:
  - test: x-raid
    domain: air_defence
    requested: 12 launchers
    delivered: token
    window: 2026-01-05/2026-03
    reports:
      - source: Annual report, p. 4
        depth: 0
        anonymous: false
        says: withheld 0.9, partial 0.1
        why: lists what was sent
"""


def entered(tmp_path: Path, *texts: str, book: Book | None = None, cite: Cite | None = None) -> Batch:
    paths = []
    for number, text in enumerate(texts):
        ending = "yaml" if ":" in text.splitlines()[0] else "csv"
        paths.append(tmp_path / f"{number}.{ending}")
        paths[-1].write_text(text, encoding="utf-8")
    found, faults = files.read(paths)
    made = checked(found, book or Book(), known=lambda actor: len(actor) == 3, cite=cite)
    return Batch(made.cases, made.same, (*faults, *made.faults), made.refused, made.new)


def told(batch: Batch) -> list[str]:
    """Each fault, its file without the folder."""
    return [f"{Path(one.file).name}:{one.line}: {one.problem}" for one in batch.faults]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def test_a_document_of_all_kinds_goes_in_with_what_follows_from_it(tmp_path: Path) -> None:
    batch = entered(tmp_path, WHOLE)
    assert told(batch) == []
    commitment, trigger, test, response = batch.cases
    assert isinstance(commitment, Commitment)
    assert commitment.clients == ("BBB", "CCC")
    assert commitment.conditions == ("adversary", "location")
    assert commitment.in_force == (
        Span(earliest="2001-01-01"),
        Span(earliest="1990-01-01", latest="1999-12-31"),
    )
    assert isinstance(trigger, Trigger)
    assert trigger.onset == Span(earliest="2026-01-01", latest="2026-01-31")
    assert isinstance(test, Test)
    assert (test.patron, test.crisis, test.p_due) == ("AAA", "x-raid", 0.8)
    assert test.call.when == Span(earliest="2026-01-05", latest="2026-01-05")
    assert isinstance(response, Response)
    assert response.id == "r-raid-air-defence"
    assert response.requested == Amount(quantity=12, unit="launchers")
    assert response.delivered == Amount(ordinal=1)
    assert response.window == Span(earliest="2026-01-05", latest="2026-03-31")
    (evidence,) = response.reports
    assert (evidence.article, evidence.origin) == ("Annual report, p. 4", "Annual report, p. 4")
    assert evidence.says == Outcomes(withheld=0.9, partial=0.1)
    assert len(batch.new) == 4


def test_what_was_entered_before_is_not_entered_again(tmp_path: Path, shelf: Shelf) -> None:
    shelf.put(entered(tmp_path, WHOLE).new, by="anna")
    again = entered(tmp_path, WHOLE, book=Book.of(shelf.rows))
    assert (again.new, again.same, again.refused) == ((), 4, 0)
    changed = entered(tmp_path, WHOLE.replace("80%", "0.7"), book=Book.of(shelf.rows))
    assert [one.id for one in changed.new] == ["x-raid"]


def test_a_person_makes_a_proposal_their_own_by_entering_it(tmp_path: Path, shelf: Shelf) -> None:
    shelf.put(entered(tmp_path, WHOLE).new)
    assert len(entered(tmp_path, WHOLE, book=Book.of(shelf.rows)).new) == 4


FAULTS = {
    "a number out of range": (
        "p_due: 80%",
        "p_due: 1.4",
        ["0.yaml:17: test x-raid, p_due: '1.4': Input should be less than or equal to 1"],
    ),
    "no date": (
        "onset: 2026-01,",
        "onset: soon,",
        ["0.yaml:10: trigger t-raid, onset: 'soon' is no date; write 2026, 2026-01"],
    ),
    "no day of the calendar": (
        "2026-01-05/2026-03",
        "2026-02-30/2026-03",
        ["0.yaml:24: response r-raid-air-defence, window: '2026-02-30' is no date: the month has 28 days"],
    ),
    "no outcome": (
        "withheld 0.9, partial 0.1",
        "broken",
        [
            "0.yaml:29: response r-raid-air-defence, reports.0.says: 'broken' says no outcome; write one of withheld"
        ],
    ),
    "outcomes that do not sum to one": (
        "withheld 0.9, partial 0.1",
        "withheld 0.9",
        [
            "0.yaml:29: response r-raid-air-defence, reports.0.says: withheld, partial, honoured and harmful must sum to 1"
        ],
    ),
    "an unknown actor": (
        "target: BBB",
        "target: Beta",
        [
            "0.yaml:10: trigger t-raid, target: 'Beta' is in no actor file; `papertiger actors find NAME` finds an id"
        ],
    ),
    "a client that the commitment has not": (
        "    client: BBB",
        "    client: DDD",
        ["0.yaml:15: test x-raid, client: DDD is no client of c-pact; these are: BBB, CCC"],
    ),
    "a missing field": (
        "    due_why: the treaty names an armed attack\n",
        "",
        ["0.yaml:12: test x-raid, due_why: Field required"],
    ),
}


@pytest.mark.parametrize(("old", "new", "first"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_with_file_line_field_and_cure(
    tmp_path: Path, old: str, new: str, first: list[str]
) -> None:
    text = WHOLE.replace(old, new)
    batch = entered(tmp_path, text)
    assert told(batch)[0].startswith(first[0])
    assert "c-pact" in {case.id for case in batch.cases}
    assert "r-raid-air-defence" not in {case.id for case in batch.cases}


def test_a_misspelt_field_is_told_with_what_was_meant(tmp_path: Path) -> None:
    batch = entered(tmp_path, WHOLE.replace("severity: 4", "severty: 4").replace("depth: 0", "dpth: 0"))
    one, other = told(batch)[0], told(batch)[1]
    assert one.startswith("0.yaml:10: trigger t-raid, severty: '4': no such field; did you mean 'severity'?")
    assert other.startswith("0.yaml:27: response r-raid-air-defence, reports.0.dpth: '0': no such field")


def test_the_batch_goes_on_and_nothing_is_half_written(tmp_path: Path) -> None:
    """A second test of the same commitment is left out with its response; the first one goes in."""
    second = WHOLE.partition("tests:")[2].replace("x-raid", "x-other").replace("depth: 0", "depth: -1")
    batch = entered(tmp_path, WHOLE, f"tests:{second}")
    assert [case.id for case in batch.cases] == ["c-pact", "t-raid", "x-raid", "r-raid-air-defence"]
    assert batch.refused == 2
    assert told(batch) == [
        "1.yaml:17: response r-other-air-defence, reports.0.depth: '-1': Input should be greater than or equal to 0",
        f"1.yaml:2: test x-other: is left out with its response r-other-air-defence, see {tmp_path}/1.yaml:10",
    ]


def test_a_test_whose_commitment_is_missing_is_refused_by_name_with_its_responses(tmp_path: Path) -> None:
    text = WHOLE.partition("triggers:")
    batch = entered(tmp_path, text[1] + text[2].replace("client: BBB", "client: BBB\n    patron: AAA"))
    assert [case.id for case in batch.cases] == ["t-raid"]
    first, second = told(batch)
    assert first.endswith("there is no commitment c-pact; enter it first, or in the same files")
    assert "test: there is no test x-raid" in second
    assert "(it was refused, see " in str(batch.faults[1])


def test_a_commitment_that_stands_in_the_ledger_will_do(tmp_path: Path, shelf: Shelf) -> None:
    head, mark, tail = WHOLE.partition("triggers:")
    shelf.put(entered(tmp_path, head).new, by="anna")
    batch = entered(tmp_path, mark + tail, book=Book.of(shelf.rows))
    assert told(batch) == []
    assert len(batch.cases) == 3
    shelf.add("commitment", "c-pact", {"withdrawn": True, "why": "w"}, "anna")
    assert entered(tmp_path, mark + tail, book=Book.of(shelf.rows)).refused == 2


def test_an_id_stands_once(tmp_path: Path) -> None:
    batch = entered(tmp_path, WHOLE, WHOLE.partition("triggers:")[0])
    assert len(batch.cases) == 4
    (fault,) = batch.faults
    assert "1.yaml:2: commitment c-pact, id: the id stands a second time, first at " in str(fault)


def test_a_report_takes_from_its_claim_what_the_claim_tells(tmp_path: Path) -> None:
    def cite(prefix: str) -> Mapping[str, Any]:
        if prefix != "3f9a":
            raise LedgerError(f"no claim {prefix!r} in the ledger")
        return {
            "claim": "3f9a00",
            "article": "k",
            "origin": "o",
            "depth": 2,
            "anonymous": True,
            "outlet": "Вісник",
        }

    text = WHOLE.replace(
        "- source: Annual report, p. 4\n        depth: 0\n        anonymous: false", "- claim: 3f9a"
    )
    response = entered(tmp_path, text, cite=cite).cases[-1]
    assert isinstance(response, Response)
    (evidence,) = response.reports
    assert (evidence.claim, evidence.depth, evidence.anonymous) == ("3f9a00", 2, True)
    batch = entered(tmp_path, text.replace("3f9a", "zz"), cite=cite)
    assert told(batch)[0].endswith("r-raid-air-defence, reports.0.claim: no claim 'zz' in the ledger")


BROKEN = {
    "commitments:\n  - id: [": "0.yaml:3: not valid YAML",
    "pacts:\n  - id: c-1\n": "0.yaml:1: pacts: no such section; there are: commitments, triggers, tests, responses",
    "tests:\n  id: x-1\n": "0.yaml:1: tests: is no list of mappings; begin each case with '- id: …'",
    "a,b\n1,2\n": "0.csv:1: its header fits no kind of case",
    "id,target,knd\n": "0.csv:1: triggers have no column 'knd'; there are: id, target, threat, kind",
    "id,target,id\n": "0.csv:1: the column 'id' stands twice",
    "id,target\nt-1,BBB,attack\n": "0.csv:2: has 3 cells, the header 2",
    "id,target,links\nt-1,BBB,[\n": "0.csv:2: links: not valid JSON",
}


@pytest.mark.parametrize(("text", "problem"), BROKEN.items(), ids=range(len(BROKEN)))
def test_a_file_that_cannot_be_read_is_told_and_others_go_in(tmp_path: Path, text: str, problem: str) -> None:
    batch = entered(tmp_path, text)
    assert told(batch)[0].startswith(problem)
    assert len(batch.faults) == 1


def test_an_absent_file_is_told() -> None:
    _, (fault,) = files.read([Path("nowhere.yaml")])
    assert str(fault) == "nowhere.yaml: no such file"


def test_tables_of_a_spreadsheet_go_in(tmp_path: Path) -> None:
    """With semicolons, as where the comma is the decimal sign; reports have a table of their own."""
    commitments = (
        "id;patron;clients;instrument;obligation;in_force\nc-pact;AAA;BBB;practice;arms;since 2014\n"
    )
    triggers = "id;target;kind;onset\nt-plea;BBB;request;2026-02-01\n"
    tests = (
        'id;commitment;trigger;p_due;due_why;call.kind\nx-plea;c-pact;t-plea;0.7;"asked; promised";explicit\n'
    )
    responses = "test;domain;requested.quantity;requested.unit;late\nx-plea;arms;40;tanks;yes\n"
    reports = (
        "response,source,depth,anonymous,says,why\n"
        'r-plea-arms,"Ministry, statement",0,no,partial,"says 20 came"\n'
        "r-plea-arms,A book,1,yes,oddly,read\n"
    )
    batch = entered(tmp_path, commitments, triggers, tests, responses, reports)
    first, second = told(batch)
    assert first.startswith(
        "4.csv:3: response r-plea-arms, reports.1.says: 'oddly' says no outcome; write one"
    )
    assert second.startswith("2.csv:2: test x-plea: is left out with its response r-plea-arms, see ")
    batch = entered(tmp_path, commitments, triggers, tests, responses, reports.replace("oddly", "withheld"))
    assert told(batch) == []
    response = batch.cases[-1]
    assert isinstance(response, Response)
    assert (response.requested, response.late) == (Amount(quantity=40, unit="tanks"), True)
    assert [one.source for one in response.reports] == ["Ministry, statement", "A book"]
    assert entered(tmp_path, reports).faults[0].line == 2


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2026", ("2026-01-01", "2026-12-31")),
        ("2024-2", ("2024-02-01", "2024-02-29")),
        ("14.1.2026", ("2026-01-14", "2026-01-14")),
        ("1.2026/2026-03", ("2026-01-01", "2026-03-31")),
        ("since 2026-01-14", ("2026-01-14", None)),
        ("../2026-01", (None, "2026-01-31")),
        ("until 2026", (None, "2026-12-31")),
        ("/", (None, None)),
    ],
)
def test_spans_are_written_as_one_thinks_of_them(text: str, days: tuple[str | None, str | None]) -> None:
    assert Span.model_validate(span(text, "when")) == Span(earliest=days[0], latest=days[1])


@pytest.mark.parametrize(
    "text", ["2026-13", "32.1.2026", "0000-00", "14/01/2026", "yesterday", "2026-01-14T10:00"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(CaseError, match="is no date"):
        span(text, "when")


def test_outcomes_are_written_in_several_ways() -> None:
    assert outcomes("withheld", "says") == {"withheld": 1}
    assert outcomes("withheld: 80 %, partial=0.2", "says") == {"withheld": 0.8, "partial": 0.2}
    with pytest.raises(CaseError, match="a number that is none"):
        outcomes("withheld 0.8.1", "says")


def test_a_field_of_an_element_is_written_as_one_thinks_of_it() -> None:
    assert expanded_field(Response, "reports.v. 2.says", "partial") == {"partial": 1}
    assert expanded_field(Test, "call.when", "2026-01-14") == {
        "earliest": "2026-01-14",
        "latest": "2026-01-14",
    }
    assert expanded_field(Commitment, "conditions", "location; discretion") == ["location", "discretion"]
    assert expanded(Test, {"p_due": "5 %", "other": "kept"}) == {"p_due": 0.05, "other": "kept"}


def test_actors_around_a_state_are_known() -> None:
    assert is_known("RUS")
    assert is_known("RUS:allies")
    assert not is_known("Russia")
    assert not is_known("XXY:allies")


# ---------------------------------------------------------------- what is written out comes back

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).map(
    lambda one: one.strip() or "x"
)
DAYS = st.dates().map(str)
SPANS = st.one_of(
    st.just(Span()),
    DAYS.map(lambda day: Span(earliest=day)),
    DAYS.map(lambda day: Span(latest=day)),
    st.tuples(st.dates(), st.dates()).map(lambda two: Span(earliest=str(min(two)), latest=str(max(two)))),
)
OUTCOMES = st.one_of(
    st.sampled_from([Outcomes(withheld=1.0), Outcomes(harmful=1.0)]),
    st.floats(0, 1).map(lambda p: Outcomes(partial=p, honoured=1 - p)),
)
LINKS = st.lists(
    st.builds(Link, role=st.just("trigger"), claim=st.none() | WORDS, source=st.none() | WORDS, why=WORDS),
    max_size=2,
).map(tuple)
AMOUNTS = st.builds(
    Amount, quantity=st.none() | st.floats(0, 1e9), unit=st.none() | WORDS, ordinal=st.none() | st.integers(0, 4),
    when=SPANS, links=LINKS,
)  # fmt: skip
STATEMENTS = st.lists(
    st.builds(Statement, claim=st.none() | WORDS, origin=WORDS, says=st.just("unable"), why=WORDS), max_size=2
).map(tuple)
REPORTS = st.builds(
    Report, source=WORDS, article=WORDS, outlet=st.none() | WORDS, published=st.none() | DAYS, origin=WORDS,
    membership=st.floats(0, 1), depth=st.integers(0, 5), anonymous=st.booleans(), document=st.booleans(),
    speaker=st.none() | WORDS, side=st.sampled_from([None, "rival"]), says=OUTCOMES, rule=st.none() | WORDS, why=WORDS,
)  # fmt: skip


@st.composite
def cases(draw: st.DrawFn) -> list[Case]:
    commitment = draw(
        st.builds(
            Commitment, id=st.just("c-one"), patron=st.just("AAA"),
            clients=st.sampled_from([("BBB",), ("BBB", "CCC")]), instrument=st.just("treaty"),
            obligation=st.sampled_from(["defence", "arms"]), name=st.none() | WORDS, multilateral=st.booleans(),
            conditions=st.sampled_from([(), ("location",), ("capability", "adversary")]),
            in_force=st.lists(SPANS, max_size=2).map(tuple), due=st.none() | SPANS, links=LINKS,
        )
    )  # fmt: skip
    trigger = draw(
        st.builds(
            Trigger, id=st.just("t-one"), target=st.just("BBB"), kind=st.just("coup"), onset=SPANS,
            severity=st.integers(1, 5), links=LINKS,
        )
    )  # fmt: skip
    call = st.builds(
        Call, kind=st.just("none"), by=st.none(), when=SPANS, channel=st.none() | WORDS, links=LINKS
    )
    test = draw(
        st.builds(
            Test, id=st.just("x-one"), commitment=st.just("c-one"), trigger=st.just("t-one"), patron=st.just("AAA"),
            client=st.just("BBB"), call=call, p_due=st.floats(0, 1), due_why=WORDS, crisis=WORDS, links=LINKS,
        )
    )  # fmt: skip
    response = draw(
        st.builds(
            Response, id=st.just("r-one"), test=st.just("x-one"), domain=st.just("cyber"),
            requested=st.none() | AMOUNTS, promised=st.none() | AMOUNTS, delivered=st.none() | AMOUNTS, window=SPANS,
            late=st.sampled_from([None, True, False]), reports=st.lists(REPORTS, max_size=3).map(tuple),
            settled=st.none() | OUTCOMES, efficacy=STATEMENTS, motive=STATEMENTS, links=LINKS,
        )
    )  # fmt: skip
    return [commitment, trigger, test, response]


def again(found: list[files.Given]) -> list[Case]:
    batch = checked(found, Book(), known=lambda _: True)
    assert [str(fault) for fault in batch.faults] == []
    return list(batch.cases)


@given(cases())
@settings(deadline=None, max_examples=60)
def test_a_document_that_is_written_comes_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, made: list[Case]
) -> None:
    path = tmp_path_factory.mktemp("out") / "all.yaml"
    with path.open("w", encoding="utf-8") as stream:
        write_yaml(made, stream)
    found, faults = files.read([path])
    assert faults == []
    assert again(found) == made


@given(cases())
@settings(deadline=None, max_examples=60)
def test_tables_that_are_written_come_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, made: list[Case]
) -> None:
    folder = tmp_path_factory.mktemp("out")
    paths = []
    for name, columns, rows in tables(made):
        paths.append(folder / f"{name}.csv")
        with paths[-1].open("w", encoding="utf-8", newline="") as stream:
            write_csv(columns, rows, stream)
    found, faults = files.read(paths)
    assert faults == []
    assert again(found) == made


@given(st.sampled_from(["", "'", "''", " "]), st.sampled_from(["=1", "+a", "@", "a", "'b", "-2"]))
def test_a_cell_that_was_disarmed_is_given_back(before: str, rest: str) -> None:
    cell = before + rest
    assert rearmed(disarmed(cell)) == cell
    assert not disarmed(cell).lstrip().startswith(("=", "+", "@", "-"))


def test_an_empty_book_is_an_empty_document() -> None:
    stream = io.StringIO()
    write_yaml([], stream)
    assert stream.getvalue() == ""
    assert list(tables([])) == []


def test_what_stands_is_written_and_entered_elsewhere(tmp_path: Path) -> None:
    """Also what the program proposed, with the claims it rests on."""
    made = list(graph().values())
    path = tmp_path / "all.yaml"
    with path.open("w", encoding="utf-8") as stream:
        write_yaml(made, stream)
    found, _ = files.read([path])
    assert again(found) == made
    assert report().claim in path.read_text(encoding="utf-8")
    assert [new_case(case).id for case in made] == ["c-one", "t-one", "x-one", "r-one"]
