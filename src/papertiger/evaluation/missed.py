"""Claims that persons stand behind and that the rules may not read: of gold files, and those of a language model that were accepted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from papertiger.evaluation.gold import load_gold
from papertiger.events import languages
from papertiger.language import identify
from papertiger.ledger import ClaimFilter, Ledger
from papertiger.readers.llm.lexical import Missed
from papertiger.readers.llm.translating import language_of
from papertiger.readers.sides import key_of
from papertiger.records import MODEL_READER

_UNDATED = "2026-11-20"
"""Day of an article without one: what is tried is words, not time."""
_STAND = frozenset({"accepted", "corrected"})


def of_gold(path: Path) -> Iterator[Missed]:
    """Every claim that a gold file lists without `may`; raises DataFileError where the file is wrong."""
    gold = load_gold(path)
    for number, sentence in enumerate(gold.sentences, start=1):
        language = gold.language or identify(sentence.text)
        for claim in sentence.claims:
            if not claim.may and language in languages():
                source = f"{path.name}, sentence {number}"
                yield Missed(language, sentence.text, sentence.before, *claim.key, source, gold.published)


def of_ledger(ledger: Ledger) -> Iterator[Missed]:
    """Every claim that only a language model read and a person accepted or corrected."""
    for record in ledger.claims(ClaimFilter(reader="llm", counted=True)):
        review = record.review
        if record.coder.reader == MODEL_READER and review is not None and review.decision in _STAND:
            language = language_of(record.quote.exact, record.article.language)
            if language in languages():
                source = f"claim {record.id}, {review.decision} by {review.by}"
                day = (record.article.published or _UNDATED)[: len(_UNDATED)]
                yield Missed(language, record.quote.exact, None, *key_of(record), source, day)
