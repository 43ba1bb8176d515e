"""A slice of a ledger holds what its claims rest on, and comes back as the same slice."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sealing import numbered

from papertiger.ledger import Ledger
from papertiger.ledger.looked import Look
from papertiger.ledger.reviewing import Review, split
from papertiger.ledger.transfer.blocks import header
from papertiger.ledger.transfer.slicing import Sliced
from papertiger.readers import Reading
from papertiger.readers.reading import LinkedActor
from papertiger.records import ClaimRecord

Build = Callable[..., Reading]


def sliced(ledger: Ledger, claims: set[str] | None) -> list[str]:
    told = Sliced()
    lines = list(ledger.slice_lines(claims, told))
    return [header(told.entries, told.chain), *lines]


def decide(ledger: Ledger, claim: ClaimRecord, decision: str, number: int, **more: object) -> None:
    at = f"2026-02-01T10:00:00.{number:06}Z"
    made = Review(f"r{number}", claim.id, claim.version, decision, "anna", at, **{"why": "so"} | more)  # type: ignore[arg-type]
    ledger.decide(made)


@pytest.fixture
def busy(ledger: Ledger, reading: Build) -> Ledger:
    """Three articles in one entry with the looks that gave them, decisions on two of them, grades, an actor."""
    actor = LinkedActor("AAA", "state", None, "Q1", (("uk", "А"),))
    ledger.add_all([dataclasses.replace(reading(n), actors=(actor,)) for n in (1, 2, 3)])
    first, second, third, *_ = list(ledger.claims())
    decide(ledger, first, "correct", 1, changes={"modality": "denied"})
    changes = [{"object": "CUB"}, {"object": "IRN"}]
    into = tuple(one.id for one in split(second, changes))
    decide(ledger, second, "split", 2, into=into, changes=dict(zip(into, changes, strict=True)))
    decide(ledger, third, "reject", 3)
    ledger.judge(f"claim:{first.id}", "anna", "why", credibility="2")
    ledger.judge("name:вечірній вісник", "anna", "why", reliability="B")
    ledger.judge("name:хтось інший", "anna", "why", reliability="E")
    at = "2026-01-14T10:00:00Z"
    looks = [
        Look("s", "article", f"https://a.example/{one.path}", at, article=one.key)
        for one in ledger.articles()
    ]
    ledger.look(Look("s", "feed", "https://a.example/rss", at), *looks)
    return ledger


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "other.ledger") as opened:
        yield opened


def test_a_slice_of_everything_that_is_whole_is_the_log_itself(ledger: Ledger, reading: Build) -> None:
    ledger.add(reading(1))
    ledger.add(reading(2))

    assert sliced(ledger, None) == list(ledger.log_lines())


def test_a_slice_that_was_imported_is_cut_out_again_the_same(busy: Ledger, other: Ledger) -> None:
    first = list(busy.claims())[0]  # noqa: RUF015 - to the end, so that the server's cursor is closed
    chosen = {first.id}
    before = sliced(busy, chosen)
    done = other.take_log("case", numbered(before))

    assert (done.refused, done.conflicts) == ([], [])
    assert sliced(other, chosen) == before
    assert [one.address for one in other.looks()] == [f"https://a.example/{first.article.path}"]
    assert [f for check in other.audit() for f in check.findings] == []


def test_a_slice_of_all_claims_comes_back_the_same(full: Ledger, other: Ledger) -> None:
    before = sliced(full, None)
    assert other.take_log("case", numbered(before)).refused == []

    assert sliced(other, None) == before
    assert list(other.claims()) == list(full.claims())


def test_a_slice_holds_decisions_versions_and_grades_of_its_claims_and_no_others(
    busy: Ledger, other: Ledger
) -> None:
    (chosen,) = (one for one in busy.claims() if one.modality == "denied")
    other.take_log("case", numbered(sliced(busy, {chosen.id})))

    assert [(one.id, one.version, one.modality) for one in other.claims()] == [(chosen.id, 2, "denied")]
    assert [one.decision for one in other.reviews()] == ["correct"]
    assert {one.target for one in other.judgements()} == {f"claim:{chosen.id}", "name:вечірній вісник"}
    assert len(list(other.articles())) == 1


def test_a_part_of_a_split_brings_the_whole_and_the_other_part(busy: Ledger, other: Ledger) -> None:
    (part,) = (one for one in busy.claims() if one.object == "CUB")
    other.take_log("case", numbered(sliced(busy, {part.id})))

    assert {one.object for one in other.claims()} == {"CUB", "IRN"}
    assert [one.decision for one in other.reviews()] == ["split"]


def test_what_was_cut_says_that_it_is_a_part_and_what_the_whole_was(busy: Ledger) -> None:
    chosen = {list(busy.claims())[0].id}  # noqa: RUF015 - as above
    lines = sliced(busy, chosen)
    parts = [one for one in lines if '"partial":true' in one]
    log = list(busy.log_lines())
    seals = {one.split('"digest":"')[1][:64] for one in log if one.startswith('{"table":"custody"')}

    assert parts
    assert {one.split('"digest":"')[1][:64] for one in parts} <= seals


def test_a_whole_ledger_completes_what_a_slice_began(busy: Ledger, other: Ledger) -> None:
    chosen = {list(busy.claims())[0].id}  # noqa: RUF015 - as above
    other.take_log("case", numbered(sliced(busy, chosen)))
    done = other.take_log("all", numbered(list(busy.log_lines())))
    again = other.take_log("all", numbered(list(busy.log_lines())))

    assert (done.refused, done.conflicts) == ([], [])
    assert (again.entries, again.rows) == (0, {})
    assert [one.model_dump(exclude={"version"}) for one in other.claims()] == [
        one.model_dump(exclude={"version"}) for one in busy.claims()
    ]
    assert [f for check in other.audit() for f in check.findings] == []


def test_a_slice_of_a_ledger_that_has_the_whole_brings_nothing(busy: Ledger, other: Ledger) -> None:
    other.take_log("all", numbered(list(busy.log_lines())))
    chosen = {list(busy.claims())[0].id}  # noqa: RUF015 - as above
    done = other.take_log("case", numbered(sliced(busy, chosen)))

    assert (done.entries, done.refused) == (0, [])


def test_a_row_put_into_a_part_is_noticed(busy: Ledger, other: Ledger) -> None:
    chosen = {list(busy.claims())[0].id}  # noqa: RUF015 - as above
    lines = sliced(busy, chosen)
    at = next(n for n, one in enumerate(lines) if one.startswith('{"table":"claims"'))
    done = other.take_log("case", numbered([*lines[:at], *lines[at + 1 :]]))

    assert any(one.field == "custody.digest" for one in done.refused)
