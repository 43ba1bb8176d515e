"""Accuracy floors on held-out treebanks, where the developers' shared folder is at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from papertiger.language import analyser
from papertiger.language.treebank import read_conllu, score
from papertiger.settings import Settings

TREEBANKS = Path(__file__).parents[3] / "shared" / "data" / "treebanks"
SAMPLE = 250
"""Every n-th sentence, so many in all: seconds, not minutes."""
FLOORS = [
    # About two points below what benchmarks/language.json records for the whole set, for the noise of the sample.
    ("uk", "uk_iu/dev.conllu", 71.0, 92.5),
    ("uk", "uk_parlamint/dev.conllu", 78.5, 95.5),
    ("ru", "ru_taiga/dev.conllu", 66.0, 88.5),
    ("en", "en_ewt/dev.conllu", 77.0, 93.0),
]


@pytest.mark.shared
@pytest.mark.parametrize(("language", "name", "las", "lemma"), FLOORS)
def test_attachment_and_lemmas_stay_above_the_floor(
    language: str, name: str, las: float, lemma: float
) -> None:
    if not (TREEBANKS / name).is_file():
        pytest.skip("needs the developers' shared treebanks")
    sentences = list(read_conllu(TREEBANKS / name))
    sample = sentences[:: max(1, len(sentences) // SAMPLE)]

    figures = score(analyser(language, Settings())._nlp, sample, language)

    assert figures["las"] >= las
    assert figures["lemma"] >= lemma
