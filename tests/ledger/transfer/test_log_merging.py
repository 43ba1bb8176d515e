"""Two ledgers become one: nothing is doubled, nothing lost, and it does not matter which came first."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sealing import numbered
from sqlalchemy import select

from papertiger.ledger import Ledger, rows
from papertiger.ledger.lines import line
from papertiger.ledger.log import outside
from papertiger.ledger.reviewing import Decision, Review
from papertiger.ledger.schema import CLAIMS, CUSTODY, ENTRIES, STANDING
from papertiger.ledger.transfer import incoming
from papertiger.ledger.transfer.taking import Taken
from papertiger.ledger.writing import Maker
from papertiger.readers import Reading
from papertiger.records import ClaimRecord

Build = Callable[..., Reading]
START = datetime(2026, 1, 1, tzinfo=UTC)


class Clock:
    """Goes on a minute whenever it is asked."""

    def __init__(self, start: int) -> None:
        self._minutes = count(start)

    def __call__(self) -> datetime:
        return START + timedelta(minutes=next(self._minutes))


@contextmanager
def opened(path: Path, start: int = 0) -> Iterator[Ledger]:
    with Ledger.open(path, clock=Clock(start)) as ledger:
        yield ledger


@pytest.fixture
def pair(tmp_path: Path, place: str) -> Iterator[tuple[Ledger, Ledger]]:
    """Two ledgers; the first is in each kind of database in turn, the second in a file, a day later."""
    with Ledger.open(place, clock=Clock(0)) as a, opened(tmp_path / "b.ledger", 24 * 60) as b:
        yield a, b


def take(target: Ledger, source: Ledger) -> Taken:
    return target.take_log(source.name, numbered(list(source.log_lines())))


def both_ways(a: Ledger, b: Ledger) -> None:
    """Merge each into the other, from what they were before."""
    of_a, of_b = list(a.log_lines()), list(b.log_lines())
    assert a.take_log("b", numbered(of_b)).refused == []
    assert b.take_log("a", numbered(of_a)).refused == []


def standing(ledger: Ledger) -> list[str]:
    return sorted(one.model_dump_json(exclude={"version"}) for one in ledger.claims())


def first(ledger: Ledger) -> ClaimRecord:
    return list(ledger.claims())[0]  # noqa: RUF015 - to the end, so that the server's cursor is closed


def versions(ledger: Ledger) -> set[str]:
    """Content of every version, its number aside."""
    with ledger._engine.connect() as connection:
        numbers = connection.execute(select(CLAIMS.c.row)).scalars().all()
        found = outside(connection, "claims", numbers)
    return {line("claims", {**one, "version": None}) for one in found.values()}


def one_stands(ledger: Ledger) -> None:
    with ledger._engine.connect() as connection:
        ids = connection.execute(select(CLAIMS.c.id).join(STANDING, STANDING.c.row == CLAIMS.c.row)).scalars()
        found = list(ids)
    assert len(found) == len(set(found))


def audited(ledger: Ledger) -> None:
    """Nothing that the ledger holds contradicts anything else."""
    assert [finding for check in ledger.audit() for finding in check.findings] == []


def alike(a: Ledger, b: Ledger) -> None:
    assert standing(a) == standing(b)
    assert versions(a) == versions(b)
    for one in (a, b):
        one_stands(one)
        audited(one)


def with_coder(reading: Reading, version: str, **changes: object) -> Reading:
    """The same claims as another version of the reader reads them."""
    coder = reading.coder.model_copy(update={"version": version})
    claims = tuple(
        dataclasses.replace(
            one,
            record=one.record.model_copy(
                update={"coder": one.record.coder.model_copy(update={"version": version}), **changes}
            ),
        )
        for one in reading.claims
    )
    return dataclasses.replace(reading, coder=coder, claims=claims)


def reread(ledger: Ledger, reading: Reading) -> None:
    """Store a second reading, all of whose claims take the place of the first ones'."""
    with ledger._pen.entry(Maker("reread", config=reading.coder.config)) as entry:
        row = rows.reading_row(reading, 2, ledger._pen.now())
        entry.ensure("coders", [rows.coder_row(reading.coder)])
        entry.put("readings", row)
        new = [rows.claim_row(one, reading.article.key, row["id"], version=2) for one in reading.claims]
        entry.put_all("claims", new)
        entry.put_all(
            "superseded",
            [{"claim": [one["id"], 1], "by": [one["id"], 2], "why": "reread"} for one in new],
        )


def decide(  # what a decision needs differs
    ledger: Ledger,
    claim: ClaimRecord,
    decision: Decision,
    by: str,
    day: int,
    **more: Any,  # noqa: ANN401 - fields of a review
) -> Review:
    at = f"2026-02-{day:02}T10:00:00.000000Z"
    review = Review(f"{by}-{decision}-{day}", claim.id, claim.version, decision, by, at, **more)
    ledger.decide(review)
    return review


def test_articles_of_two_ledgers_come_together(pair: tuple[Ledger, Ledger], reading: Build) -> None:
    a, b = pair
    a.add(reading(1))
    b.add(reading(2))
    both_ways(a, b)

    assert (
        {one.path for one in a.articles()}
        == {one.path for one in b.articles()}
        == {"news/1.txt", "news/2.txt"}
    )
    assert len(standing(a)) == 4
    alike(a, b)


def test_an_article_that_both_read_alike_is_there_once(pair: tuple[Ledger, Ledger], reading: Build) -> None:
    a, b = pair
    a.add(reading(1))
    b.add(reading(1))
    before = standing(a)
    both_ways(a, b)

    assert standing(a) == before
    assert len(versions(a)) == 2
    alike(a, b)


def test_what_two_versions_of_a_reader_read_becomes_two_versions_and_the_later_stands(
    pair: tuple[Ledger, Ledger], reading: Build
) -> None:
    a, b = pair
    a.add(reading(1))
    b.add(with_coder(reading(1), "2", confidence=0.5))
    both_ways(a, b)

    assert {one.coder.version for one in a.claims()} == {"2"}
    assert len(versions(a)) == 4
    assert (
        [one.reader_version for one in a.articles()] == [one.reader_version for one in b.articles()] == ["2"]
    )
    alike(a, b)


def test_a_later_reading_stands_above_an_earlier_one(pair: tuple[Ledger, Ledger], reading: Build) -> None:
    a, b = pair
    a.add(reading(1))
    b.add(reading(1))
    reread(b, with_coder(reading(1), "2", modality="denied"))
    both_ways(a, b)

    assert {one.modality for one in a.claims()} == {"denied"}
    alike(a, b)


@pytest.mark.parametrize("decision", ["accept", "reject"])
def test_what_a_person_decided_stands_above_a_later_reading(
    pair: tuple[Ledger, Ledger], reading: Build, decision: str
) -> None:
    a, b = pair
    a.add(reading(1))
    b.add(reading(1))
    reread(b, with_coder(reading(1), "2", modality="denied"))
    claim = first(a)
    decide(a, claim, decision, "anna", 1, why="so it is")
    both_ways(a, b)

    assert [one.modality for one in a.claims() if one.id == claim.id] == (
        ["asserted"] if decision == "accept" else []
    )
    assert [one.modality for one in a.claims() if one.id != claim.id] == ["denied"]
    alike(a, b)


def test_of_two_corrections_the_last_one_stands_and_both_are_kept(
    pair: tuple[Ledger, Ledger], reading: Build
) -> None:
    a, b = pair
    a.add(reading(1))
    b.add(reading(1))
    claim = first(a)
    decide(a, claim, "correct", "anna", 2, changes={"modality": "denied"})
    decide(b, claim, "correct", "borys", 1, changes={"modality": "possible"})
    both_ways(a, b)

    assert [one.modality for one in a.claims() if one.id == claim.id] == ["denied"]
    assert len(versions(a)) == 4
    alike(a, b)


def test_parts_of_a_split_fall_when_somebody_later_accepted_the_whole(
    pair: tuple[Ledger, Ledger], reading: Build
) -> None:
    from papertiger.ledger.reviewing import split  # noqa: PLC0415 - only here

    a, b = pair
    a.add(reading(1))
    b.add(reading(1))
    claim = first(a)
    changes = [{"object": "CUB"}, {"object": "IRN"}]
    parts = split(claim, changes)
    into = tuple(one.id for one in parts)
    decide(a, claim, "split", "anna", 1, into=into, changes=dict(zip(into, changes, strict=True)))
    decide(b, claim, "accept", "borys", 2)
    both_ways(a, b)

    assert claim.id in {one.id for one in a.claims()}
    assert not set(into) & {one.id for one in a.claims()}
    alike(a, b)


def test_a_split_that_was_decided_last_stands_with_its_parts(
    pair: tuple[Ledger, Ledger], reading: Build
) -> None:
    from papertiger.ledger.reviewing import split  # noqa: PLC0415 - only here

    a, b = pair
    a.add(reading(1))
    b.add(reading(1))
    claim = first(a)
    changes = [{"object": "CUB"}, {"object": "IRN"}]
    into = tuple(one.id for one in split(claim, changes))
    decide(a, claim, "split", "anna", 3, into=into, changes=dict(zip(into, changes, strict=True)))
    decide(b, claim, "accept", "borys", 2)
    both_ways(a, b)

    assert claim.id not in {one.id for one in a.claims()}
    assert set(into) <= {one.id for one in a.claims()}
    alike(a, b)


def test_one_statement_that_got_two_ids_is_one_claim(pair: tuple[Ledger, Ledger], reading: Build) -> None:
    """The later reader gives it another id; where it read first, the claim has that."""
    a, b = pair
    old, new = reading(1), with_coder(reading(1), "2", modality="denied")
    renamed = dataclasses.replace(
        new,
        claims=tuple(
            dataclasses.replace(one, record=one.record.model_copy(update={"id": one.record.id[::-1]}))
            for one in new.claims
        ),
    )
    a.add(old)
    reread(a, new)
    b.add(renamed)
    both_ways(a, b)

    assert len(standing(a)) == 2
    assert {one.id for one in a.claims()} == {one.record.id for one in old.claims}
    alike(a, b)


def test_grades_and_decisions_of_both_are_there(pair: tuple[Ledger, Ledger], reading: Build) -> None:
    a, b = pair
    a.add(reading(1))
    b.add(reading(1))
    claim = first(a)
    a.judge(f"claim:{claim.id}", "anna", "why", credibility="2")
    b.judge("name:reuters", "borys", "why", reliability="B")
    decide(b, claim, "comment", "borys", 1, why="hm")
    both_ways(a, b)

    assert {one.by for one in a.judgements()} == {one.by for one in b.judgements()} == {"anna", "borys"}
    assert [one.why for one in a.reviews()] == [one.why for one in b.reviews()] == ["hm"]


def test_another_title_of_the_same_article_is_told_and_the_first_stays(
    pair: tuple[Ledger, Ledger], reading: Build
) -> None:
    a, b = pair
    a.add(reading(1, title="Радари"))
    b.add(reading(1, title="Радари!"))
    done = take(a, b)

    assert [(one.table, one.fields) for one in done.conflicts] == [("articles", ("title",))]
    assert "the ledger's stays" in str(done.conflicts[0])
    assert [one.title for one in a.articles()] == ["Радари"]
    audited(a)


def test_another_path_of_the_same_article_is_no_conflict(pair: tuple[Ledger, Ledger], reading: Build) -> None:
    a, b = pair
    one = reading(1)
    a.add(one)
    moved = dataclasses.replace(one.article, path="elsewhere.txt")
    claims = tuple(
        dataclasses.replace(c, record=c.record.model_copy(update={"article": rows.article_ref(moved, "uk")}))
        for c in one.claims
    )
    b.add(dataclasses.replace(one, article=moved, claims=claims))

    assert take(a, b).conflicts == []
    assert [row.path for row in a.articles()] == [one.article.path]


def test_merging_again_changes_nothing(pair: tuple[Ledger, Ledger], reading: Build) -> None:
    a, b = pair
    a.add(reading(1))
    b.add(reading(1))
    b.add(reading(2))
    reread(b, with_coder(reading(1), "2", modality="denied"))
    decide(a, first(a), "accept", "anna", 1)
    take(a, b)
    before = list(a.log_lines())
    again = take(a, b)

    assert list(a.log_lines()) == before
    assert again.entries == 0


def test_ledgers_that_go_on_after_a_merger_merge_again(pair: tuple[Ledger, Ledger], reading: Build) -> None:
    a, b = pair
    a.add(reading(1))
    b.add(reading(1))
    decide(a, first(a), "correct", "anna", 1, changes={"modality": "denied"})
    both_ways(a, b)
    (claim,) = (one for one in b.claims() if one.modality == "denied")
    decide(b, claim, "correct", "borys", 5, changes={"modality": "possible"})
    both_ways(a, b)

    assert sum(one.modality == "possible" for one in a.claims()) == 1
    alike(a, b)


def test_a_third_ledger_gets_the_same_by_either_way(tmp_path: Path, reading: Build) -> None:
    with (
        opened(tmp_path / "a") as a,
        opened(tmp_path / "b", 60) as b,
        opened(tmp_path / "c") as c,
        opened(tmp_path / "d") as d,
    ):
        a.add(reading(1))
        b.add(with_coder(reading(1), "2", confidence=0.4))
        b.add(reading(2))
        decide(a, first(a), "reject", "anna", 1, why="no")
        for one in (a, b):
            take(c, one)
        for one in (b, a):
            take(d, one)

        alike(c, d)


def test_what_was_joined_elsewhere_is_joined_anew_in_other_company(
    pair: tuple[Ledger, Ledger], reading: Build
) -> None:
    a, b = pair
    a.add(reading(1))
    b.add(reading(2))
    for one in pair:
        (article,) = one.articles()
        with one._pen.entry(Maker("join")) as entry:
            entry.put("joined", {"article": article.key, "at": "2026-01-15T10:00:00Z"})
    take(a, b)

    assert a.unjoined() == 1


def test_what_was_joined_comes_along_into_an_empty_ledger(full: Ledger, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "copy") as copy:
        take(copy, full)

        assert copy.unjoined() == full.unjoined() == 1


class StoppedError(Exception):
    pass


def mixed(tmp_path: Path, reading: Build) -> list[str]:
    """The log of a ledger with several of everything that merging looks at."""
    with opened(tmp_path / "source", 60) as source:
        source.add(reading(1))
        source.add(reading(2))
        reread(source, with_coder(reading(1), "2", modality="denied"))
        (claim, *_) = (one for one in source.claims() if one.modality == "asserted")
        decide(source, claim, "correct", "borys", 2, changes={"modality": "possible"})
        source.judge(f"claim:{claim.id}", "borys", "why", credibility="3")
        return list(source.log_lines())


@pytest.mark.parametrize("into", ["empty", "other"])
def test_an_import_that_is_stopped_anywhere_and_run_again_ends_the_same(
    tmp_path: Path, reading: Build, monkeypatch: pytest.MonkeyPatch, into: str
) -> None:
    monkeypatch.setattr(incoming, "ENTRIES", 1)
    log = mixed(tmp_path, reading)

    def target(name: str) -> Ledger:
        made = Ledger.open(tmp_path / name, clock=Clock(0))
        if into == "other":
            made.add(reading(2))
            decide(made, first(made), "reject", "anna", 1, why="no")
        return made

    with target("straight") as straight:
        straight.take_log("x", numbered(log))
        expected = standing(straight), versions(straight), list(straight.log_lines())
    ends = [n for n, one in enumerate(log) if one.startswith('{"table":"custody"')]
    for stop in [1, *(end + off for end in ends for off in (-1, 0, 1) if end + off < len(log))]:

        def stopping(stop: int = stop) -> Iterator[tuple[int, str]]:
            for number, text in enumerate(log, start=1):
                if number > stop:
                    raise StoppedError
                yield number, text

        with target(f"stopped{stop}") as again:
            with pytest.raises(StoppedError):
                again.take_log("x", stopping())
            done = again.take_log("x", numbered(log))

            assert (done.refused, done.conflicts) == ([], [])
            assert (standing(again), versions(again)) == expected[:2]
            if into == "empty":
                assert list(again.log_lines()) == expected[2]
            audited(again)


def test_an_import_that_is_stopped_inside_a_transaction_leaves_nothing_of_it(
    tmp_path: Path, reading: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    from papertiger.ledger.writing import Entry  # noqa: PLC0415 - what is broken

    log = mixed(tmp_path, reading)
    seal = Entry.seal
    sealed = count()

    def failing(entry: Entry) -> None:
        if next(sealed) == 2:
            raise StoppedError
        seal(entry)

    with opened(tmp_path / "target") as target:
        with monkeypatch.context() as patch:
            patch.setattr(Entry, "seal", failing)
            with pytest.raises(StoppedError):
                target.take_log("x", numbered(log))
        with target._engine.connect() as connection:
            assert (
                connection.execute(select(ENTRIES)).all() == connection.execute(select(CUSTODY)).all() == []
            )
        target.take_log("x", numbered(log))

        assert list(target.log_lines()) == log
