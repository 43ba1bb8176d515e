"""Reading an article again: which claim is which, and what changed."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest

from papertiger.errors import LedgerError
from papertiger.ledger.reviewing import CONFIDENCE_MOVED, Matches, changed, match
from papertiger.ledger.reviewing.likeness import likeness
from papertiger.records import ArticleRef, AttributionStep, ClaimRecord, Coder, Quote, TimeSpan

Make = Callable[..., ClaimRecord]
FIRST, SECOND, THIRD = (
    "Країна А передала країні Б радари.",
    "Техніки не приїхали, і радари мовчали.",
    "У столиці протестували.",
)


def ids(found: Matches) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    pairs = [(a.id, b.id) for a, b in found.pairs]
    return pairs, [one.id for one in found.gone], [one.id for one in found.fresh]


def test_the_same_reading_again_pairs_every_claim_with_itself(record: Make) -> None:
    claims = [record(FIRST, predicate="delivered"), record(SECOND), record(SECOND, predicate="ineffective")]

    found = match(claims, claims)

    assert all(a.id == b.id and not changed(a, b) for a, b in found.pairs)
    assert (len(found.pairs), found.gone, found.fresh) == (3, (), ())


@pytest.mark.parametrize(
    "change",
    [
        {"predicate": "insufficient"},
        {"predicate": "distrusts", "family": "relation"},
        {"subject": "IRN", "subject_state": "IRN"},
        {"subject": "org:rosoboronexport"},
        {"subject": "VEN", "subject_state": "VEN", "object": "RUS", "object_state": "RUS"},
        {"domain": "unspecified"},
        {"polarity": "negated"},
        {"modality": "denied"},
        {"object": None, "object_state": None},
    ],
)
def test_a_claim_read_otherwise_in_its_sentence_is_a_new_version(
    record: Make, change: dict[str, Any]
) -> None:
    old, new = record(), record(**change)

    found = match([old], [new])

    assert old.id != new.id
    if change.get("predicate") == "distrusts":
        assert found.pairs == ((old, new),)  # both parties and the sentence are the same
    assert ids(found) == ([(old.id, new.id)], [], [])
    assert set(changed(old, new)) == set(change)


def test_of_two_that_one_was_parted_into_the_liker_one_keeps_the_history(record: Make) -> None:
    old = record(predicate="insufficient", domain="unspecified")
    close, far = record(predicate="insufficient", domain="air_defence"), record(predicate="ineffective")

    found = match([old], [far, close])

    assert ids(found) == ([(old.id, close.id)], [], [far.id])


def test_of_two_that_became_one_the_liker_one_goes_on_and_the_other_is_gone(record: Make) -> None:
    close, far = record(domain="unspecified"), record(subject="IRN", subject_state="IRN")
    new = record(domain="military")

    found = match([far, close], [new])

    assert ids(found) == ([(close.id, new.id)], [far.id], [])


def test_a_quote_that_shrank_to_a_part_of_the_sentence_is_still_its_claim(record: Make) -> None:
    old, new = record(), record("Техніки не приїхали", modality="denied")

    found = match([old], [new])

    assert found.pairs == ((old, new),)
    assert set(changed(old, new)) == {"quote", "modality"}
    assert changed(old, new)["quote"][1] == {"exact": "Техніки не приїхали", "start": 35, "end": 54}


def test_a_claim_whose_quote_moved_to_another_sentence_is_still_its_claim(record: Make) -> None:
    old, new = record(FIRST), record(SECOND)

    assert match([old], [new]).pairs == ((old, new),)


def test_when_nothing_is_read_any_more_all_is_gone(record: Make) -> None:
    old = [record(FIRST), record(SECOND)]

    assert match(old, []) == Matches((), tuple(old), ())
    assert match([], old) == Matches((), (), tuple(old))


def test_an_event_is_no_version_of_the_support_claim_beside_it(record: Make) -> None:
    support, event = record(predicate="reduced"), record(family="event", predicate="RETREAT")

    assert match([support], [event]) == Matches((), (support,), (event,))


def test_other_parties_and_another_predicate_in_one_sentence_are_another_claim(record: Make) -> None:
    old = record()
    new = record(predicate="pledged", subject="CUB", subject_state="CUB", object="IRN", object_state="IRN")

    assert match([old], [new]) == Matches((), (old,), (new,))


def test_an_id_that_came_again_is_kept_though_another_claim_is_liker(record: Make) -> None:
    """Somebody corrected the old claim to what the new reader also reads: ids of fresh claims are free."""
    corrected = record(predicate="withheld").model_copy(update={"predicate": "insufficient"})
    again, other = record(predicate="withheld"), record(predicate="insufficient")

    found = match([corrected], [other, again])

    assert ids(found) == ([(corrected.id, again.id)], [], [other.id])


def test_the_same_content_under_another_id_is_the_same_claim(record: Make) -> None:
    old = record(id="old")
    twin, liker_by_id = record(id="new"), record(id="newer", modality="denied")

    found = match([old], [liker_by_id, twin])

    assert ids(found) == ([("old", "new")], [], ["newer"])


def test_the_assignment_is_the_best_of_all_together(record: Make) -> None:
    """The first old claim is liker to the first new one, but the only one that the second can go on as."""
    here, elsewhere = record(SECOND, domain="arms"), record(FIRST)
    wanted, other = record(SECOND), record(SECOND, object="CUB", object_state="CUB")
    assert likeness(here, wanted) > likeness(here, other) > 0 == likeness(elsewhere, other)

    found = match([here, elsewhere], [wanted, other])

    assert set(ids(found)[0]) == {(here.id, other.id), (elsewhere.id, wanted.id)}


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - the same cases in every run


def random_claims(record: Make, random_: random.Random, prefix: str) -> list[ClaimRecord]:
    pick = random_.choice
    states = ["RUS", "VEN", "IRN", None]
    return [
        record(
            pick([FIRST, SECOND, THIRD]),
            id=f"{prefix}{number}" if random_.random() < 0.7 else f"same{number}",
            predicate=pick(["withheld", "delivered", "insufficient"]),
            domain=pick(["arms", "air_defence", "unspecified"]),
            modality=pick(["asserted", "denied"]),
            subject=(subject := pick(states)),
            subject_state=subject,
            object=(object_ := pick(states)),
            object_state=object_,
        )
        for number in range(random_.randrange(9))
    ]


@pytest.mark.parametrize("seed", range(30))
def test_matching_takes_each_claim_once_whatever_the_order(record: Make, seed: int) -> None:
    random_ = seeded(seed)
    old, new = random_claims(record, random_, "a"), random_claims(record, random_, "b")
    found = match(old, new)

    taken_old = [a.id for a, _ in found.pairs] + [a.id for a in found.gone]
    taken_new = [b.id for _, b in found.pairs] + [b.id for b in found.fresh]
    assert sorted(taken_old) == sorted(one.id for one in old)
    assert sorted(taken_new) == sorted(one.id for one in new)
    assert not {a.id for a in old} & {b.id for b in found.fresh}
    for _ in range(5):
        random_.shuffle(old)
        random_.shuffle(new)
        assert match(old, new) == found


@pytest.mark.parametrize("seed", range(30))
def test_no_two_are_matched_that_share_neither_sentence_nor_family_and_parties(
    record: Make, seed: int
) -> None:
    random_ = seeded(seed)
    found = match(random_claims(record, random_, "a"), random_claims(record, random_, "b"))

    for a, b in found.pairs:
        shared = a.quote.start < b.quote.end and b.quote.start < a.quote.end
        parties = (a.family, a.subject_state, a.object_state) == (b.family, b.subject_state, b.object_state)
        assert a.id == b.id or shared or parties


def test_likeness_is_the_same_both_ways(record: Make) -> None:
    claims = random_claims(record, seeded(5), "a") + random_claims(record, seeded(8), "b")

    assert claims
    assert all(likeness(a, b) == likeness(b, a) for a, b in combinations(claims, 2))


@pytest.mark.parametrize(("moved", "told"), [(0.04, False), (CONFIDENCE_MOVED, True), (-0.2, True)])
def test_confidence_counts_as_changed_from_five_hundredths_on(record: Make, moved: float, told: bool) -> None:
    old = record(confidence=0.8)
    new = old.model_copy(update={"confidence": 0.8 + moved})

    assert ("confidence" in changed(old, new)) is told


def test_who_read_it_and_what_stands_around_the_quote_is_no_change(record: Make) -> None:
    old = record()
    quote = old.quote.model_copy(update={"prefix": "А. ", "suffix": " Б."})
    coder = Coder(reader="llm", version="2", config="sha256:11", frame="other")
    again = old.model_copy(update={"quote": quote, "coder": coder, "origin": "ab" * 32})

    assert changed(old, again) == {}


def test_changes_are_values_that_json_can_hold(record: Make) -> None:
    speaker = AttributionStep(kind="person", name="Мадуро", actor="VEN")
    old = record()
    new = old.model_copy(
        update={"attribution": (*old.attribution, speaker), "time": TimeSpan(edtf="2026-01", words="січень")}
    )

    assert changed(old, new) == {
        "time": ({"edtf": "2025", "words": None}, {"edtf": "2026-01", "words": "січень"}),
        "attribution": (
            [{"kind": "outlet", "name": "Вечірній вісник", "actor": None, "anonymous": False}],
            [
                {"kind": "outlet", "name": "Вечірній вісник", "actor": None, "anonymous": False},
                {"kind": "person", "name": "Мадуро", "actor": "VEN", "anonymous": False},
            ],
        ),
    }


def test_claims_of_two_texts_are_refused(record: Make) -> None:
    other = ArticleRef(sha256="cd" * 32, path="b.txt", language="uk")

    with pytest.raises(LedgerError, match="different texts"):
        match([record()], [record(article=other)])


def test_two_versions_of_one_claim_are_refused(record: Make) -> None:
    with pytest.raises(LedgerError, match=r"twice among the old ones"):
        match([record(id="x"), record(id="x", modality="denied")], [])


def test_likeness_needs_more_than_a_shared_sentence(record: Make) -> None:
    nobody = {"subject": None, "subject_state": None, "object": None, "object_state": None}
    quote = Quote(exact="мовчали", prefix="", suffix="", start=60, end=67)

    assert likeness(record(), record(predicate="pledged", **nobody)) == 0
    assert likeness(record(**nobody), record(predicate="insufficient", **nobody)) > 0
    assert likeness(record(**nobody), record(predicate="withheld", quote=quote, **nobody)) > 0
