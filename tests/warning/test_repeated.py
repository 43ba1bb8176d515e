"""Sentences that say themselves that a threat was made more than once."""

from __future__ import annotations

from pathlib import Path

import pytest

from papertiger.datafiles import parsed
from papertiger.warning.repeated import says_repeated

FILE = Path(__file__).parent / "data" / "repeated.yaml"
SENTENCES = parsed(FILE.name, FILE.read_text(encoding="utf-8"))
CASES = [
    pytest.param(sentence, language, answer == "yes", id=f"{language}-{answer}-{number}")
    for language, answers in SENTENCES.items()
    for answer, sentences in answers.items()
    for number, sentence in enumerate(sentences)
]


@pytest.mark.parametrize(("sentence", "language", "repeated"), CASES)
def test_repetition_is_read_where_a_sentence_states_it_and_only_there(
    sentence: str, language: str, repeated: bool
) -> None:
    assert says_repeated(sentence, language) is repeated


def test_a_language_without_cues_states_no_repetition() -> None:
    assert not says_repeated("Wielokrotnie groził wyspie.", "pl")
