"""What only a language model read moves no figure until a person accepts it; then it moves every one."""

from __future__ import annotations

import dataclasses
import itertools
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from papertiger.errors import LedgerError, QuoteError
from papertiger.ledger import ClaimFilter, Ledger
from papertiger.ledger.desk import LedgerDesk
from papertiger.ledger.reviewing import Review
from papertiger.ledger.reviewing.applying import split
from papertiger.readers import Reading
from papertiger.records import ClaimRecord, Coder, only_model_read
from papertiger.report.review import waiting_line
from papertiger.report.terminal import Ink

ASKED = Coder(reader="frames,llm", version="1", config="sha256:11", frame="")
MODEL = ASKED.model_copy(update={"reader": "llm"})
FRAMES = ASKED.model_copy(update={"reader": "frames"})
BOTH = ASKED.model_copy(update={"reader": "frames+llm"})
FIRST, LAST = date(2026, 1, 1), date(2026, 1, 31)


def two_readers(reading: Reading, model: dict[str, Any]) -> Reading:
    """A reading by two readers: both read the first claim, and the model alone another of the second sentence, with `model` for its fields."""
    first, second = reading.claims
    both = dataclasses.replace(first, record=first.record.model_copy(update={"coder": BOTH}))
    changes = {"id": second.record.id[::-1], "coder": MODEL, "confidence": 0.4, **model}
    alone = dataclasses.replace(second, record=second.record.model_copy(update=changes))
    kept = dataclasses.replace(second, record=second.record.model_copy(update={"coder": FRAMES}))
    return dataclasses.replace(reading, coder=ASKED, claims=(both, kept, alone))


def figures(ledger: Ledger) -> dict[str, Any]:
    """Every figure that a ledger gives by itself."""
    between = {("AAA", "BBB"), ("BBB", "AAA")}
    coverage = ledger.coverage()
    return {
        "partners": ledger.partners("AAA"),
        "matrix": ledger.matrix("AAA", "BBB"),
        "timeline": ledger.timeline("AAA", "BBB"),
        "cells": ledger.cells(),
        "cells between": ledger.cells("AAA", "BBB"),
        "cells of a period": ledger.cells(since="2026"),
        "stances": ledger.stances("AAA", ("withheld", "delivered", "ineffective")),
        "months": ledger.months("2026-01"),
        "between": [one.id for one in ledger.claims_between(between)],
        "indications": [one.claim for one in ledger.indications(FIRST, LAST)],
        "coverage": (coverage.rows, coverage.stretches),
    }


OUTRAGEOUS = {"predicate": "ineffective", "domain": "cyber", "modality": "denied"}


@pytest.fixture
def read(ledger: Ledger, reading: Callable[..., Reading]) -> Ledger:
    ledger.add(reading(1))
    return ledger


def review(record: ClaimRecord, decision: str, by: str = "anna", **more: Any) -> Review:  # noqa: ANN401 - fields of a review
    number = next(_numbers)
    at = f"2026-02-01T10:00:{number % 60:02}.{number:06}Z"
    return Review(f"r{number}", record.id, record.version, decision, by, at, "why", **more)


_numbers: Iterator[int] = itertools.count()


def alone(ledger: Ledger) -> ClaimRecord:
    (found,) = ledger.claims(ClaimFilter(reader="llm"))
    return found


def test_no_figure_moves_until_a_person_accepts(read: Ledger, reading: Callable[..., Reading]) -> None:
    plain = reading(2)
    read.add(dataclasses.replace(plain, claims=plain.claims[:2]))
    with_model = two_readers(reading(3), OUTRAGEOUS)
    read.add(dataclasses.replace(with_model, claims=with_model.claims[:2]))
    before = figures(read)

    read.reread(dataclasses.replace(with_model, coder=ASKED.model_copy(update={"version": "2"})))

    assert figures(read) == before
    assert read.left_out().all == read.counts().model_only_left_out == 1
    assert read.no_indications(FIRST, LAST) == read.coverage().model_only_left_out == 1
    read.decide(review(alone(read), "accept"))
    after = figures(read)
    assert [name for name in before if after[name] == before[name]] == []
    assert read.left_out().all == read.counts().model_only_left_out == 0
    assert read.no_indications(FIRST, LAST) == read.coverage().model_only_left_out == 0


DECIDED: dict[tuple[str, ...], bool] = {
    (): False,
    ("accept",): True,
    ("comment",): False,
    ("accept", "withdraw"): False,
    ("accept", "accept", "withdraw"): True,
    ("accept", "withdraw", "accept"): True,
    ("accept", "accept", "withdraw", "withdraw"): False,
    ("accept", "accept by boris", "withdraw by boris"): True,
    ("accept", "accept by boris", "withdraw"): True,
    ("correct",): True,
    ("correct", "withdraw"): False,
    ("split",): True,
    ("split", "withdraw"): False,
}
"""What persons decide one after the other on a claim that only a model read → whether figures rest on it then."""


def test_it_counts_while_a_decision_that_vouches_for_it_stands(
    read: Ledger, reading: Callable[..., Reading]
) -> None:
    expected = set[str]()
    for number, (decisions, counted) in enumerate(DECIDED.items(), start=2):
        made = two_readers(reading(number), OUTRAGEOUS)
        read.add(made)
        first = made.claims[-1].record.id
        for told in decisions:
            decision, _, by = told.partition(" by ")
            record = read.claim(first).record
            more = _parts(record) if decision == "split" else {}
            if decision == "correct":
                more = {"changes": {"domain": "arms"}}
            read.decide(review(record, decision, by or "anna", **more))
        expected |= set() if counted else {first}

    left = {one.id for one in read.claims(ClaimFilter(counted=False))}
    marked = {one.id for one in read.claims() if only_model_read(one)}

    assert left == marked == expected
    assert read.left_out().all == len(expected)
    counting = {one.id for one in read.claims(ClaimFilter(counted=True))}
    assert counting == {one.id for one in read.claims()} - expected


def _parts(record: ClaimRecord) -> dict[str, Any]:
    changes = [{}, {"domain": "arms"}]
    made = split(record, changes)
    return {
        "changes": dict(zip([one.id for one in made], changes, strict=True)),
        "into": tuple(one.id for one in made),
    }


def test_a_claim_that_gained_by_a_merger_counts(
    path: Path,  # noqa: ARG001 - SQLite will do
    read: Ledger,
    reading: Callable[..., Reading],
) -> None:
    read.add(two_readers(reading(2), {"predicate": "withheld"}))
    record = alone(read)
    (twin,) = [
        one
        for one in read.claims(
            ClaimFilter(predicate="withheld", reader="frames", article=record.article.path)
        )
        if one.id != record.id
    ]
    read.decide(review(twin, "merge", into=(record.id,)))

    assert read.left_out().all == 0
    assert alone(read).review is not None


def test_it_neither_confirms_nor_disputes(
    path: Path,  # noqa: ARG001 - SQLite will do
    read: Ledger,
    reading: Callable[..., Reading],
) -> None:
    first = next(iter(read.in_full(read.claims())))
    said = {
        "predicate": first.predicate,
        "object": first.object,
        "domain": first.domain,
        "polarity": "negated",
    }
    read.add(two_readers(reading(2, outlet="Інший"), said))
    again = next(one for one in read.in_full(read.claims()) if one.id == first.id)
    read.decide(review(alone(read), "accept"))
    disputed = next(one for one in read.in_full(read.claims()) if one.id == first.id)

    assert again.grade is not None
    assert disputed.grade is not None
    assert again.grade.credibility != disputed.grade.credibility


def test_claims_are_filtered_by_who_read_them(read: Ledger, reading: Callable[..., Reading]) -> None:
    read.add(two_readers(reading(2), OUTRAGEOUS))
    for reader, coder in (("llm", "llm"), ("frames", "frames"), ("both", "frames+llm")):
        chosen = ClaimFilter(reader=reader)
        spoken = dataclasses.replace(chosen, speaker="вісник", limit=5)

        assert {one.coder.reader for one in read.claims(chosen)} == {coder}
        assert {one.coder.reader for one in read.page(chosen).claims} == {coder}
        assert {one.coder.reader for one in read.search("країна OR техніки", chosen)} == {coder}
        assert {one.coder.reader for one in read.page(spoken).claims} == {coder}


def test_what_readers_disagree_on_comes_first_however_old_it_is(
    path: Path,
    read: Ledger,
    reading: Callable[..., Reading],
) -> None:
    old = two_readers(reading(2, published="1999-01-01"), OUTRAGEOUS)
    read.add(old)
    both, frames, model = (one.record.id for one in old.claims)
    asked = ClaimFilter(limit=2)  # the window: two of the newest, which are of another article

    queue = LedgerDesk(read, "anna", asked).queue()

    assert [one.id for one, _ in queue[:2]] == [model, frames]
    assert [waiting.alone for _, waiting in queue] == ["llm", "frames", "", ""]
    assert both not in [one.id for one, _ in queue]
    lines = [waiting_line(record, waiting, Ink(), 100) for record, waiting in queue]
    assert ["only llm" in one for one in lines] == [True, False, False, False]
    assert ["only frames" in one for one in lines] == [False, True, False, False]
    read.decide(review(alone(read), "accept"))
    assert [w.alone for _, w in LedgerDesk(read, "anna", asked).queue()] == ["frames", "", ""]
    assert path.exists()


def test_a_quote_of_a_model_that_the_text_does_not_have_never_enters_and_is_damage(
    path: Path, read: Ledger, reading: Callable[..., Reading]
) -> None:
    invented = two_readers(reading(2), {})
    last = invented.claims[-1]
    quote = last.record.quote.model_copy(update={"exact": "Техніки не виїхали"})
    wrong = dataclasses.replace(last, record=last.record.model_copy(update={"quote": quote}))
    with pytest.raises(QuoteError, match="Техніки не виїхали"):
        read.add(dataclasses.replace(invented, claims=(*invented.claims[:-1], wrong)))
    read.add(two_readers(reading(3), OUTRAGEOUS))
    claim = alone(read).id
    with closing(sqlite3.connect(path)) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute("UPDATE claims SET quote = 'Техніки не виїхали' WHERE id = ?", (claim,))
        raw.commit()

    found = {one.name: one.findings for one in read.audit() if one.wrong}

    assert [one.field for one in found["quotes"]] == ["quote"]
    assert claim in found["quotes"][0].of


def test_an_unknown_reader_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(LedgerError, match="no reader 'gpt'; there are: llm, frames, both"):
        ClaimFilter(reader="gpt")


def test_a_ledger_that_no_model_read_for_leaves_nothing_out(
    path: Path,  # noqa: ARG001 - SQLite will do
    read: Ledger,
) -> None:
    assert read.left_out().all == 0
    assert list(read.claims(ClaimFilter(counted=False))) == []
    assert len(list(read.claims(ClaimFilter(counted=True)))) == read.counts().claims
