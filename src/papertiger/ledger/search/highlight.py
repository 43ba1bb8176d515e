"""Where the words of a question stand in a text, for marking them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from papertiger.language import clean
from papertiger.language.baseforms import Word, words
from papertiger.ledger.search.analysed import keys
from papertiger.ledger.search.questions import OneOf, Phrase, Term, question


def highlight(text: str, asked: str, languages: Collection[str]) -> list[tuple[int, int]]:
    """Half-open spans of `text`, in code points and in order, that match a word or phrase that `asked` wants.

    Args:
        text: frozen text, or part of it.
        asked: as for `SearchIndex.claims_matching`.
        languages: in which the text is written.
    """
    terms = [term for terms in question(asked).wanted for term in terms]
    found = words(text)
    # Analysis reads a cleaned text, in which letters behind a stress mark have moved; what is marked stands in the printed one.
    repaired = words(clean(text).text)
    forms = repaired if len(repaired) == len(found) else found
    read = [frozenset(keys(word.form, languages)) for word in forms]
    spans = sorted({span for term in terms for span in _spans(term, found, read)})
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _spans(term: Term, found: list[Word], read: list[frozenset[str]]) -> Iterator[tuple[int, int]]:
    if isinstance(term, Phrase):
        yield from _phrase(term.steps, found, read)
        return
    for word, keys_of_word in zip(found, read, strict=True):
        hit = (
            not keys_of_word.isdisjoint(term.keys)
            if isinstance(term, OneOf)
            else any(key.startswith(term.letters) for key in keys_of_word)
        )
        if hit:
            yield word.start, word.end


def _phrase(
    steps: Sequence[Collection[str]], found: list[Word], read: list[frozenset[str]]
) -> Iterator[tuple[int, int]]:
    """Words that follow one another; each is marked by itself, so that blanks between them are not."""
    parts = [at for at, word in enumerate(found) if word.parts == 1]
    for first in range(len(parts) - len(steps) + 1):
        places = parts[first : first + len(steps)]
        if all(not read[at].isdisjoint(step) for at, step in zip(places, steps, strict=True)):
            yield from ((found[at].start, found[at].end) for at in places)
