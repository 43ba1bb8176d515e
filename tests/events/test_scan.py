"""The scan loses nothing: a sentence that it passes over holds no word that evokes a frame once parsed."""

from __future__ import annotations

import pytest

from papertiger import samples
from papertiger.actors import knowledge_base
from papertiger.events import Dictionary, Scan, lexicon
from papertiger.events.scene import Discourse, build
from papertiger.events.triggers import evoked_frames
from papertiger.language import analyser, identify, split
from papertiger.language.sentence import Sentence
from papertiger.news import Article, load
from papertiger.settings import Settings


def sentences_of(language: str) -> list[tuple[Article, list[Sentence]]]:
    articles = [a for a in load(samples.paths()) if isinstance(a, Article) and identify(a.text) == language]
    return [(a, split(a.text, a.paragraphs, language)) for a in articles]


@pytest.mark.parametrize("language", ["uk", "ru", "en"])
def test_a_sentence_that_the_scan_passes_over_evokes_no_frame(language: str) -> None:
    words = lexicon(language)
    dictionary = Dictionary(words)
    scan = Scan(words, dictionary)
    lost = []
    for article, sentences in sentences_of(language):
        kept = {s.index for s in scan.worth_parsing(sentences)}
        rest = [s for s in sentences if s.index not in kept]
        analyser(language, Settings()).parse(rest)
        mentions = knowledge_base().mentions(article.text, language)
        for sentence in rest:
            here = [m for m in mentions if sentence.start <= m.start < sentence.end]
            scene = build(sentence, here, words, Discourse(), dictionary)
            lost += [(e.frame.id, e.token.text, sentence.text) for e in evoked_frames(scene)]

    assert lost == []


@pytest.mark.parametrize("language", ["uk", "ru", "en"])
def test_the_scan_passes_over_some_sentences(language: str) -> None:
    scan = Scan(lexicon(language), Dictionary(lexicon(language)))
    found = [s for _, sentences in sentences_of(language) for s in sentences]

    assert 0 < len(scan.worth_parsing(found)) < len(found)
