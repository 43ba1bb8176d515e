"""An article read again keeps the ids of its claims; what persons decided stands above the machine."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from papertiger.errors import LedgerError
from papertiger.ledger import Ledger
from papertiger.ledger.reviewing import Review
from papertiger.readers import ReadClaim, Reading
from papertiger.records import Coder

NEWER = Coder(reader="frames", version="2", config="sha256:01", frame="")
Change = Callable[[Reading], Reading]


def newer(reading: Reading, *claims: ReadClaim, version: str = "2") -> Reading:
    """The same article as a newer reader reads it."""
    coder = NEWER.model_copy(update={"version": version})
    signed = tuple(
        dataclasses.replace(
            one, record=one.record.model_copy(update={"coder": coder.model_copy(update={"frame": "new"})})
        )
        for one in claims
    )
    return dataclasses.replace(reading, coder=coder, claims=signed)


def with_(claim: ReadClaim, **changes: object) -> ReadClaim:
    """The claim as another reader would make it: under an id of its own, with other fields."""
    fields = {"id": claim.record.id[::-1], **changes}
    return dataclasses.replace(claim, record=claim.record.model_copy(update=fields))


def review(claim: str, decision: str, **more: object) -> Review:
    given: dict[str, object] = {
        "id": f"{decision}-{claim}",
        "claim": claim,
        "version": 1,
        "decision": decision,
        "changes": {},
        "into": (),
        "assignee": None,
        "why": "read it again",
        "reviewer": "anna",
        "at": "2026-02-01T10:00:00Z",
    }
    return Review(**given | more)  # type: ignore[arg-type] - fields by name


def standing(ledger: Ledger) -> dict[str, tuple[str, int]]:
    return {one.id: (one.predicate, one.version) for one in ledger.claims()}


@pytest.fixture
def first(ledger: Ledger, reading: Callable[..., Reading]) -> Reading:
    one = reading()
    ledger.add(one)
    return one


def test_a_changed_claim_keeps_its_id_and_gets_a_new_version(ledger: Ledger, first: Reading) -> None:
    one, two = first.claims
    found = ledger.reread(newer(first, with_(one, domain="arms"), with_(two)))

    assert [(d.fate, d.claim) for d in found] == [("changed", one.record.id), ("same", two.record.id)]
    assert found[0].fields == {"domain": ("air_defence", "arms")}
    assert {c.id: (c.domain, c.version, c.coder.version) for c in ledger.claims()} == {
        one.record.id: ("arms", 2, "2"),
        two.record.id: ("air_defence", 2, "2"),
    }


def test_a_claim_that_the_newer_reader_does_not_make_no_longer_stands_but_stays(
    ledger: Ledger, first: Reading
) -> None:
    one, two = first.claims
    ledger.reread(newer(first, with_(one)))

    assert set(standing(ledger)) == {one.record.id}
    gone = ledger.claim(two.record.id)
    assert (gone.record.version, gone.stands) == (1, False)


def test_a_claim_that_comes_back_stands_again(ledger: Ledger, first: Reading) -> None:
    one, two = first.claims
    ledger.reread(newer(first, with_(one)))
    ledger.reread(newer(first, with_(one), with_(two), version="3"))

    assert standing(ledger) == {one.record.id: ("delivered", 3), two.record.id: ("withheld", 2)}


def test_a_fresh_claim_is_added(ledger: Ledger, first: Reading, claim: Callable[..., ReadClaim]) -> None:
    added = claim(first.article, "радари мовчали", predicate="ineffective")
    found = ledger.reread(newer(first, *first.claims, added))

    assert [d.claim for d in found if d.fate == "fresh"] == [added.record.id]
    assert standing(ledger)[added.record.id] == ("ineffective", 1)


def test_the_same_reader_reads_nothing_twice(ledger: Ledger, first: Reading) -> None:
    assert ledger.reread(first) == ()
    before = ledger.chain()
    ledger.reread(first)

    assert ledger.chain() == before


def test_an_article_must_be_there(ledger: Ledger, reading: Callable[..., Reading]) -> None:
    with pytest.raises(LedgerError, match="`papertiger read` adds it"):
        ledger.reread(reading(9))


@pytest.mark.parametrize(
    ("decision", "more", "stands"),
    [
        ("accept", {}, ("delivered", 1)),
        ("reject", {}, None),
        ("correct", {"changes": {"predicate": "pledged"}}, ("pledged", 2)),
    ],
)
def test_what_a_person_decided_outlives_a_newer_reading(
    ledger: Ledger,
    first: Reading,
    decision: str,
    more: dict[str, object],
    stands: tuple[str, int] | None,
) -> None:
    one, two = first.claims
    ledger.decide(review(one.record.id, decision, **more))
    found = ledger.reread(newer(first, with_(one, predicate="insufficient"), with_(two)))

    assert found[0].decided == f"{decision}-{one.record.id}"
    assert standing(ledger).get(one.record.id) == stands
    assert standing(ledger)[two.record.id] == ("withheld", 2)


@pytest.mark.parametrize(("decision", "stands"), [("accept", True), ("reject", False)])
def test_what_a_person_decided_outlives_a_reading_that_does_not_make_the_claim(
    ledger: Ledger, first: Reading, decision: str, stands: bool
) -> None:
    one, two = first.claims
    ledger.decide(review(one.record.id, decision))
    ledger.reread(newer(first, with_(two)))

    assert (one.record.id in standing(ledger)) is stands


def test_a_reading_that_is_not_stored_shows_the_same(ledger: Ledger, first: Reading) -> None:
    again = newer(first, with_(first.claims[0], domain="arms"))
    before = ledger.chain()
    found = ledger.compare(again)

    assert ledger.chain() == before
    assert found == ledger.reread(again)


def test_two_readings_of_the_past_can_be_compared(ledger: Ledger, first: Reading) -> None:
    one, two = first.claims
    ledger.reread(newer(first, with_(one, domain="arms"), with_(two)))
    ledger.reread(newer(first, with_(one, domain="cyber"), with_(two), version="3"))
    key = first.article.key

    def domains(since: str | None) -> list[tuple[str, str]]:
        ((found, differences),) = ledger.changes(since)
        assert found == key
        return [d.fields["domain"] for d in differences if d.fate == "changed"]

    assert domains(None) == [("arms", "cyber")]
    assert domains("1") == [("air_defence", "cyber")]
    assert list(ledger.changes("0.0")) == []


def test_rereading_leaves_a_clean_audit(ledger: Ledger, first: Reading) -> None:
    one, _ = first.claims
    ledger.decide(review(one.record.id, "correct", changes={"predicate": "pledged"}))
    ledger.reread(newer(first, with_(one, domain="arms")))

    assert [found.name for found in ledger.audit() if found.wrong] == []
    assert ledger.readers() == {("frames", "2", "sha256:01"): 1}
