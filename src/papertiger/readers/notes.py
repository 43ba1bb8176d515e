"""What a reader tells the user about an article besides its claims: what it skipped, and what it put right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from papertiger.language import Clean, Sentence, language_name, runs
from papertiger.news.article import Article
from papertiger.news.freeze import hidden_in
from papertiger.readers.reading import Note, counted

_BEGINNING = 60
"""Code points of a skipped run that a note shows."""


def notes_of(
    article: Article,
    cleaned: Clean,
    sentences: Sequence[Sentence],
    read: Iterable[str],
    hostile: Sequence[Sentence] = (),
) -> tuple[Note, ...]:
    """Everything about `article` that the user should know.

    Args:
        article: the article as frozen.
        cleaned: its text as analysis read it.
        sentences: all its sentences, each with its language.
        read: codes of the languages that were read.
        hostile: sentences that address a machine, of which no claim was read.
    """
    known = frozenset(read)
    found = [
        Note("letters", span.start, span.end, article.text[span.start : span.end], "mixes alphabets")
        for span in cleaned.mixed
    ]
    for run in runs(sentences):
        if run.language not in known:
            part = "paragraph" if run.whole else "passage"
            message = f"{part} in {language_name(run.language)} not read"
            words = article.text[run.start : min(run.end, run.start + _BEGINNING)]
            found.append(Note("language", run.start, run.end, words, message))
    for sentence in hostile:
        words = article.text[sentence.start : min(sentence.end, sentence.start + _BEGINNING)]
        message = f'a sentence that addresses machines not read ("{words}")'
        found.append(Note("hostile", sentence.start, sentence.end, words, message))
    hidden = hidden_in(article.raw)
    if hidden:
        found.append(Note("hidden", 0, 0, "", counted(hidden, "hidden character") + " removed"))
    return tuple(sorted(found, key=lambda note: note.start))
