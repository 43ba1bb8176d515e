"""An article as every reader needs it: clean text, sentences with their languages, whom they name, who speaks in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from papertiger.errors import ArticleError
from papertiger.events import CodedClaim, languages
from papertiger.language import Clean, Sentence, clean, identify, split_by_language
from papertiger.news.article import Article
from papertiger.readers.voices import Chains, Mentions, Voices

_READABLE = 0.25
"""Share of an article that must be in one language that has a reader; a quotation alone is not worth reading."""

MOST_KEPT = 1_000_000
"""Characters of articles that are kept ready at a time; one takes about twenty bytes of memory."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Prepared:
    """An article between its freezing and its claims. Nothing is linked or attributed before somebody asks.

    Two are equal where they are one and the same, so that what is worked out of one can be kept beside it.
    """

    article: Article
    """As frozen."""
    cleaned: Clean
    view: Article
    """As analysis reads it; positions are those of the frozen text."""
    language: str
    sentences: Sequence[Sentence]
    spoken: Sequence[str]
    """The languages of the article that have a reader, its main one first."""
    mentions: Mentions
    voices: Voices

    def chains(self, language: str) -> Chains:
        """Who says what in the sentences of a language."""
        return Chains(language, self.language, self.voices)

    def own(self, claim: CodedClaim) -> str:
        """The language of the sentence that a claim was read from."""
        return self.sentences[claim.sentence].language


def prepared(article: Article) -> Prepared:
    """The article made ready for a reader.

    Raises:
        ArticleError: it is in a language that has no lexicon.
    """
    cleaned = clean(article.text)
    view = replace(article, text=cleaned.text)
    language, sentences = _sentences(view)
    mentions = Mentions(view, sentences)
    voices = Voices(view, sentences, mentions)
    return Prepared(
        article, cleaned, view, language, sentences, _spoken(sentences, language), mentions, voices
    )


class Kept:
    """Articles made ready once for all that want them in a run, while there is room: the readers of both kinds, and who asks ahead.

    For one thread. A reader parses sentences of what it is given, so who is done with an article lets go of it.
    """

    def __init__(self, most: int = MOST_KEPT) -> None:
        """`most`: characters of the articles that are kept at a time; what doesn't fit is made ready each time."""
        self._most, self._size = most, 0
        self._made: dict[str, Prepared] = {}

    def __call__(self, article: Article) -> Prepared:
        """As `prepared`; raises what it raises."""
        key, size = article.key, len(article.text)
        kept = self._made.get(key)
        if kept is not None and kept.article == article:  # a reprint of one key may come from another file
            return kept
        made = prepared(article)
        if kept is None and self._size + size <= self._most:
            self._made[key] = made
            self._size += size
        return made

    def let_go(self, article: Article) -> None:
        """Keep an article no longer, if it is kept."""
        made = self._made.pop(article.key, None)
        if made is not None:
            self._size -= len(made.article.text)


def main_language(article: Article) -> str:
    """The language that an article is read in.

    Raises:
        ArticleError: as for `prepared`.
    """
    return _sentences(replace(article, text=clean(article.text).text))[0]


def _sentences(article: Article) -> tuple[str, list[Sentence]]:
    """The article's language and its sentences, each with its own language.

    The declared or identified language decides what is in doubt; it is not the article's where little is in it.
    """
    declared = (article.metadata.language or "").split("-")[0].lower()
    found = declared if declared in languages() else identify(article.text)
    sentences = split_by_language(article.text, article.paragraphs, found)
    if found in languages() and all(sentence.language == found for sentence in sentences):
        return found, sentences
    sizes = Counter({found: 0})
    for sentence in sentences:
        sizes[sentence.language] += len(sentence.text)
    least = _READABLE * sizes.total()
    if found in languages() and sizes[found] >= least:
        return found, sentences
    readable = max(languages(), key=lambda code: sizes[code])
    if sizes[readable] >= least:
        return readable, split_by_language(article.text, article.paragraphs, readable)
    raise ArticleError(
        article.path,
        f"no reader for the language {sizes.most_common(1)[0][0]!r}",
        cure=f"readers exist for: {', '.join(languages())}",
    )


def _spoken(sentences: Sequence[Sentence], language: str) -> list[str]:
    """The languages of the article that have a reader, its main one first."""
    found = {sentence.language for sentence in sentences}
    return sorted(found.intersection(languages()), key=lambda code: (code != language, code))
