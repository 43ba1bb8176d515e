"""Sentences of an article that may be written in several languages, each with its own.

Sentences are cut by the rules of the article's language first and judged one by one; a stretch in another language is
cut again by the rules of that language. What decides nothing (a name, a headline of three words, a "yes") takes the
language of its neighbours in the same alphabet, and a sentence that quotes a few foreign words stays what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from papertiger.language.judging import alone, is_cyrillic, judge, leaning
from papertiger.language.segment import split
from papertiger.language.sentence import Sentence
from papertiger.news.article import Paragraph


@dataclass(frozen=True, slots=True)
class Run:
    """Sentences of one paragraph in a row that are in one language; half-open code points of the frozen text."""

    paragraph: int
    start: int
    end: int
    language: str
    whole: bool
    """Whether it is the whole paragraph."""


def split_by_language(text: str, paragraphs: Iterable[Paragraph], language: str) -> list[Sentence]:
    """The sentences of `text`, in order, each with its own language.

    Args:
        text: the text that the paragraphs are places in.
        paragraphs: its paragraphs, in order.
        language: the article's language, which holds wherever nothing speaks against it.
    """
    parts = tuple(paragraphs)
    sentences = split(text, parts, language)
    languages = _languages(sentences, language)
    if all(found == language for found in languages):
        return sentences
    found: list[Sentence] = []
    pairs = zip(sentences, languages, strict=True)
    for (number, code), group in groupby(pairs, key=lambda pair: (pair[0].paragraph, pair[1])):
        run = [sentence for sentence, _ in group]
        if code != language:
            kind = parts[number].kind
            run = split(text, [Paragraph(run[0].start, run[-1].end, kind)], code)
        found += [replace(s, index=len(found) + i, paragraph=number) for i, s in enumerate(run)]
    return found


def runs(sentences: Sequence[Sentence]) -> list[Run]:
    """The runs of one language that `sentences` make, in order."""
    found = []
    for number, group in groupby(sentences, key=lambda sentence: sentence.paragraph):
        parts = [list(run) for _, run in groupby(group, key=lambda sentence: sentence.language)]
        found += [
            Run(number, part[0].start, part[-1].end, part[0].language, whole=len(parts) == 1)
            for part in parts
        ]
    return found


def _languages(sentences: Sequence[Sentence], language: str) -> list[str]:
    """The language of each sentence; thin evidence counts only for a language that the article shows elsewhere."""
    judged = [judge(sentence.text, language) for sentence in sentences]
    sure = {code for code, strong in judged if strong} | {language}
    found: list[str] = []
    pairs = zip(sentences, judged, strict=True)
    for _, group in groupby(pairs, key=lambda pair: pair[0].paragraph):
        paragraph = [(s.text, code if code in sure else None) for s, (code, _) in group]
        found += _settled(paragraph, language)
    return found


def _settled(paragraph: Sequence[tuple[str, str | None]], language: str) -> list[str]:
    """The languages of the sentences of one paragraph, each given with what it shows."""
    codes = [code for _, code in paragraph]
    if all(code == language for code in codes):
        return [language] * len(codes)
    cyrillic = [is_cyrillic(text) for text, _ in paragraph]
    if any(code not in {None, language} for code in codes):
        codes = [code or leaning(text, language) for text, code in paragraph]
    codes = _carried(codes, cyrillic)
    codes = _carried(codes[::-1], cyrillic[::-1])[::-1]
    return [code or alone(text, language) for (text, _), code in zip(paragraph, codes, strict=True)]


def _carried(codes: Sequence[str | None], cyrillic: Sequence[bool]) -> list[str | None]:
    """`codes` with each gap filled from the last decided sentence before it in the same alphabet."""
    last: dict[bool, str | None] = {}
    found: list[str | None] = []
    for code, alphabet in zip(codes, cyrillic, strict=True):
        last[alphabet] = code or last.get(alphabet)
        found.append(last[alphabet])
    return found
