"""Claims that another reader made enter as its reading of articles that the ledger has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sealing import numbered

from papertiger.ledger import Ledger
from papertiger.ledger.transfer.claims import take_claims
from papertiger.ledger.transfer.taking import Taken
from papertiger.readers import Reading
from papertiger.records import ClaimRecord, Coder

Build = Callable[..., Reading]
ANNA = Coder(reader="hand", version="1", config="sha256:01", frame="")


def by_hand(record: ClaimRecord, **changes: object) -> ClaimRecord:
    return record.model_copy(update={"id": f"{record.id[:10]}hand", "coder": ANNA, **changes})


def take(ledger: Ledger, *records: ClaimRecord | str) -> Taken:
    lines = [one if isinstance(one, str) else one.model_dump_json() for one in records]
    return take_claims(ledger._pen, "hand.jsonl", numbered(lines))


@pytest.fixture
def given(ledger: Ledger, reading: Build) -> list[ClaimRecord]:
    ledger.add(reading(1))
    return list(ledger.claims())


def test_claims_by_hand_stand_beside_those_that_were_read(ledger: Ledger, given: list[ClaimRecord]) -> None:
    done = take(ledger, *(by_hand(one, modality="denied", grade=None) for one in given))

    assert (done.entries, done.rows, done.refused) == (1, {"readings": 1, "claims": 2}, [])
    found = list(ledger.claims())
    assert sorted(one.coder.reader for one in found) == ["frames", "frames", "hand", "hand"]
    assert [f for check in ledger.audit() for f in check.findings] == []


def test_what_two_readers_read_alike_stands_once(ledger: Ledger, given: list[ClaimRecord]) -> None:
    take(ledger, by_hand(given[0]))

    assert [one.coder.reader for one in ledger.claims()] == ["frames", "frames"]
    assert ledger.claim(by_hand(given[0]).id).stands is False


def test_the_same_file_twice_stores_nothing_more(ledger: Ledger, given: list[ClaimRecord]) -> None:
    take(ledger, by_hand(given[0]))
    before = list(ledger.log_lines())
    done = take(ledger, by_hand(given[0]))

    assert (done.entries, done.known) == (0, 1)
    assert list(ledger.log_lines()) == before


def test_what_is_coded_anew_is_a_new_version_that_stands(ledger: Ledger, given: list[ClaimRecord]) -> None:
    take(ledger, by_hand(given[0], modality="denied"), by_hand(given[1], modality="denied"))
    take(ledger, by_hand(given[0], modality="possible"), by_hand(given[1], modality="denied"))

    own = {(one.modality, one.version) for one in ledger.claims() if one.coder.reader == "hand"}
    assert own == {("possible", 2), ("denied", 1)}
    assert [f for check in ledger.audit() for f in check.findings] == []


@pytest.mark.parametrize("reader", ["llm", "frames+llm", "frames,llm"])
def test_nothing_is_taken_in_the_name_of_a_model_or_of_both_readers(
    ledger: Ledger, given: list[ClaimRecord], reader: str
) -> None:
    coder = ANNA.model_copy(update={"reader": reader})
    done = take(ledger, by_hand(given[0], coder=coder, modality="denied"))

    assert (done.entries, len(done.refused)) == (0, 1)
    assert f"claims of the reader {reader!r} are not taken so" in done.refused[0].problem


def test_our_own_claims_are_known_and_others_in_our_name_refused(
    ledger: Ledger, given: list[ClaimRecord]
) -> None:
    done = take(ledger, *given, given[0].model_copy(update={"id": "made-up"}))

    assert (done.known, done.entries) == (2, 0)
    assert [one.line for one in done.refused] == [3]


def test_a_claim_on_an_article_that_is_not_there_is_refused_with_what_to_do(
    ledger: Ledger, given: list[ClaimRecord]
) -> None:
    strange = given[0].article.model_copy(update={"outlet": "Інший"})
    done = take(ledger, by_hand(given[0], article=strange))

    assert "cannot be checked" in str(done.refused[0])
    assert "--format ledger" in done.refused[0].cure
    assert "--format bundle" in done.refused[0].cure


def test_a_quote_that_is_not_in_the_text_is_refused_and_the_others_come_in(
    ledger: Ledger, given: list[ClaimRecord]
) -> None:
    bad = given[0].quote.model_copy(update={"exact": "Країна Б передала"})
    done = take(ledger, by_hand(given[0], quote=bad), by_hand(given[1]), "{", '{"id":1}')

    assert [one.line for one in done.refused] == [3, 4, 1]
    assert done.rows["claims"] == 1


def test_an_id_of_another_article_is_refused(
    ledger: Ledger, given: list[ClaimRecord], reading: Build
) -> None:
    ledger.add(reading(2))
    other = next(iter([one for one in ledger.claims() if one.article.path == "news/2.txt"]))
    done = take(ledger, by_hand(other, id=given[0].id))

    assert "another article" in str(done.refused[0])


def test_where_the_file_lies_elsewhere_does_not_matter(
    ledger: Ledger, given: list[ClaimRecord], tmp_path: Path
) -> None:
    moved = given[0].article.model_copy(update={"path": str(tmp_path)})
    done = take(ledger, by_hand(given[0], article=moved))

    assert done.rows["claims"] == 1
    assert {one.article.path for one in ledger.claims()} == {"news/1.txt"}
