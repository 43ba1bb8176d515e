"""Proposed entries of the lexicon: what is refused before a reader is made, and what look-alike sentences forbid."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from papertiger.errors import DataFileError
from papertiger.evaluation.frametables import look_alikes
from papertiger.evaluation.missed import of_gold, of_ledger
from papertiger.evaluation.proposing import Trials, lemmas_of
from papertiger.readers.llm.lexical import Missed, Proposal
from papertiger.records import ArticleRef, AttributionStep, ClaimRecord, Coder, Quote, ReviewMark
from papertiger.settings import Settings

SENTENCE = "Bucharest bequeathed Chisinau a dozen howitzers."
MISSED = Missed("en", SENTENCE, None, "delivered", "ROU", "MDA", "x", "2026-11-20")
ENTRY: dict[str, Any] = {
    "words": "bequeathed", "kind": "verb", "lemma": "bequeath", "frame": "give", "subject": [], "object": [], "over": [],
    "themes": [], "theme_slots": [],
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"words": "donated"}, "its words do not stand in the sentence"),
        ({"words": ""}, "its words do not stand in the sentence"),
        ({"lemma": "Bequeath"}, "its base form is no word in small letters"),
        ({"lemma": "bequeath!"}, "its base form is no word in small letters"),
        ({"lemma": "give"}, "'give' is no base form of its word in the sentence"),
        ({"kind": "phrase"}, "its base form has not as many words"),
        ({"words": "dozen howitzers", "lemma": "dozen howitzer"}, "its base form has not as many words"),
        ({"frame": "trust", "theme_slots": ["obj"]}, "theme_slots do nothing without themes"),
        ({"themes": ["no-such-class"]}, "no noun class 'no-such-class'"),
    ],
)
def test_an_entry_that_cannot_be_right_is_refused_untried(changed: dict[str, Any], why: str) -> None:
    found = Trials(Settings(), []).tried(MISSED, Proposal(**{**ENTRY, **changed}))

    assert found.refused is not None
    assert why in found.refused


def test_a_word_that_the_frame_has_in_the_same_places_is_refused() -> None:
    missed = Missed(
        "en", "Poland brought Ukraine shells.", None, "delivered", "POL", "UKR", "x", "2026-11-20"
    )
    entry = {**ENTRY, "words": "brought", "lemma": "bring", "object": ["dat", "to"], "theme_slots": ["obj"]}

    found = Trials(Settings(), []).tried(missed, Proposal(**entry))

    assert found.refused is not None
    assert "'bring' stands in 2 entries" in found.refused


def test_base_forms_are_those_of_the_dictionary() -> None:
    assert {"подарувати"} <= lemmas_of("подарував", "uk")
    assert {"bequeath", "bequeathed"} <= lemmas_of("bequeathed", "en")


def test_a_frame_table_forbids_what_it_says_must_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "frames_en.yaml"
    path.write_text(
        "groups:\n- frame: give\n  rows:\n  - {text: Peru sent Chile boats., yes: PER delivered CHL, no: PER pledged *}\n",
        encoding="utf-8",
    )

    (one,) = look_alikes(path)

    assert one.gold.language == "en"
    assert one.forbids(("pledged", "PER", "BOL"))
    assert one.forbids(("delivered", "CHL", "PER"))  # the wrong way round
    assert not one.forbids(("delivered", "PER", "CHL"))
    assert not one.forbids(("trusts", "PER", "CHL"))


def test_a_gold_file_forbids_all_that_it_does_not_list(tmp_path: Path) -> None:
    path = tmp_path / "en.yaml"
    path.write_text(
        "sentences:\n- text: Peru met Chile.\n  claims: [{claim: PER CONSULT CHL, may: true}]\n",
        encoding="utf-8",
    )

    (one,) = look_alikes(path)

    assert not one.forbids(("CONSULT", "CHL", "PER"))
    assert one.forbids(("delivered", "PER", "CHL"))
    assert list(of_gold(path)) == []  # what may be left out was not missed


def test_a_frame_table_must_say_its_language(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("groups: []\n", encoding="utf-8")

    with pytest.raises(DataFileError, match="its name does not end in a language"):
        list(look_alikes(path))


class _Ledger:
    """As much of a ledger as is asked."""

    def __init__(self, *records: ClaimRecord) -> None:
        self.records = records

    def claims(self, _: object) -> tuple[ClaimRecord, ...]:
        """All of them."""
        return self.records


def _record(reader: str, decision: str | None) -> ClaimRecord:
    text = "Росія передала Мозамбіку радари."
    return ClaimRecord.model_validate(
        {
            "id": f"{reader}-{decision}", "family": "support", "predicate": "delivered", "subject": "RUS-putin",
            "subject_state": "RUS", "object": "MOZ", "object_state": "MOZ", "domain": "arms", "polarity": "affirmed",
            "modality": "asserted", "attribution": (AttributionStep(kind="outlet", name="Gold"),),
            "quote": Quote(exact=text, prefix="", suffix="", start=0, end=len(text)),
            "article": ArticleRef(sha256="0", path="a", language="uk", published="2026-03-01T10:00:00Z"), "confidence": 0.4,
            "coder": Coder(reader=reader, version="0", config="", frame=""),
            "review": decision and ReviewMark(decision=decision, by="anna", at="2026-03-02"),
        }
    )  # fmt: skip


def test_of_a_ledger_only_claims_count_that_the_model_alone_read_and_a_person_accepted() -> None:
    ledger = _Ledger(
        _record("llm", "accepted"),
        _record("llm", None),
        _record("frames", "accepted"),
        _record("frames+llm", "accepted"),
    )

    assert list(of_ledger(ledger)) == [  # type: ignore[arg-type]
        Missed(
            "uk", "Росія передала Мозамбіку радари.", None, "delivered", "RUS", "MOZ",
            "claim llm-accepted, accepted by anna", "2026-03-01",
        )
    ]  # fmt: skip
