"""Drafts as articles: text in one of three languages, with everything that fingerprinting is given beside it.

`written` knows where it put names and whom it cites, so that `papertiger.lineage.fingerprint` can be called without the reader; the
reader finds the same by itself (`benchmarks/lineage.py` compares both on a sample).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

import numpy as np
from archive.stories import Draft
from archive.words import Lexicon

from papertiger.actors import Mention
from papertiger.language.sentence import Sentence
from papertiger.lineage.vocabulary import words as words_of
from papertiger.news.article import Article, Metadata, Paragraph
from papertiger.records import AttributionStep
from papertiger.sourcing import Attributions
from papertiger.sourcing.discourse.walk import Reading, Voice
from papertiger.sourcing.who.view import outlet_step

BEGIN = datetime(2022, 1, 3, tzinfo=UTC)
"""Day 0 of an archive."""
_TITLE_WORDS = 8
_SAYS = {"en": "According to {}{}, ", "uk": "Як повідомляє {}{}, ", "ru": "Как сообщает {}{}, "}
_CITING = {"en": ", citing {}", "uk": " з посиланням на {}", "ru": " со ссылкой на {}"}
_SAYS_MORE = {"en": ", {} said", "uk": ", пише {}", "ru": ", пишет {}"}
_MORE = 3
"""Sentences after which a retelling names its source again."""
_MARKS = {"en": "“”", "uk": "«»", "ru": "«»"}
_QUOTED = 0.1
"""Share of sentences in quotation marks."""


@dataclass(frozen=True, slots=True)
class Written:
    """An article and what the stages before lineage read from it."""

    article: Article
    language: str
    mentions: tuple[Mention, ...]
    voices: Attributions


def written(draft: Draft, lexicon: Lexicon) -> Written:
    """The article of a draft."""
    language, outlet = draft.language, lexicon.outlets[draft.outlet]
    pen = _Pen(lexicon, language, draft.wording)
    named = [lexicon.outlets[number].names[language] for number in draft.sources]
    pen.title(draft.sentences[0])
    for number, sentence in enumerate(draft.sentences):
        before = after = ""
        if named and number == 0:
            farther = "".join(_CITING[language].format(name) for name in named[1:])
            before = _SAYS[language].format(named[0], farther)
        elif named and number % _MORE == 0:
            after = _SAYS_MORE[language].format(named[0])
        elif draft.own and number == 1:
            after = f" {_own(language)}"
        pen.sentence(sentence, before, after)
    text = "".join(pen.parts)
    for one in pen.sentences:
        one.text = text[one.start : one.end]
    day = BEGIN + timedelta(seconds=round(draft.day * 86_400))
    published = {"time": day.isoformat(), "day": f"{day:%Y-%m-%d}", "never": None}[draft.dated]
    url = f"https://{outlet.site}/{draft.family}-{draft.number}"
    known = Metadata(pen.headline, outlet.names["own"], None, published, url, language)
    article = Article(text, tuple(pen.paragraphs), known, url, b"")
    voice = Voice(outlets=tuple(_step(name.strip("«»")) for name in named))
    sentences = tuple(pen.sentences)
    said_by = Reading([], [voice] * len(sentences))
    return Written(
        article,
        language,
        tuple(pen.mentions),
        Attributions(_step(outlet.names["own"]), sentences, said_by, {}),
    )


class _Pen:
    """Writes sentences one after the other and remembers where everything stands."""

    def __init__(self, lexicon: Lexicon, language: str, wording: int) -> None:
        self._lexicon, self._language = lexicon, language
        self._random = np.random.default_rng(wording)
        self.parts: list[str] = []
        self.place = 0
        self.headline = ""
        self.paragraphs: list[Paragraph] = []
        self.sentences: list[Sentence] = []
        self.mentions: list[Mention] = []
        self._left = 0
        """Sentences that the open paragraph still takes."""

    def title(self, items: np.ndarray) -> None:
        """The headline: the first words of the first sentence."""
        self.headline = self._words(items[:_TITLE_WORDS], capital=True)
        self._put(self.headline)
        self._close(0, "title")

    def sentence(self, items: np.ndarray, before: str, after: str) -> None:
        """A sentence of the body, with whom it is from before or after it."""
        random = self._random
        quoted = random.random() < _QUOTED and not before
        if self._left == 0:
            self._left = int(random.integers(1, 4))
            self._put("\n\n")
            self.paragraphs.append(Paragraph(self.place, self.place, "body"))
        else:
            self._put(" ")
        start = self.place
        opening, closing = _MARKS[self._language] if quoted else ("", "")
        if quoted:
            self._put(opening)
        self._put(before)
        self._put(self._words(items, capital=not before))
        self._put(f"{closing}{after}.")
        self._left -= 1
        self._close(start, "body")

    def _put(self, words: str) -> None:
        self.parts.append(words)
        self.place += len(words)

    def _close(self, start: int, kind: str) -> None:
        if kind == "title":
            self.paragraphs.append(Paragraph(0, self.place, kind))
        else:
            self.paragraphs[-1] = Paragraph(self.paragraphs[-1].start, self.place, kind)
        number = len(self.sentences)
        self.sentences.append(
            Sentence(number, len(self.paragraphs) - 1, start, self.place, "", kind, None, self._language)
        )

    def _words(self, items: np.ndarray, *, capital: bool) -> str:
        """Things by their words, with idle words between, an idle one first; mentions of actors are noted."""
        lexicon, language = self._lexicon, self._language
        surfaces, idle = lexicon.surfaces[language], lexicon.idle[language]
        number = len(items)
        fillers = (self._random.integers(0, 5, number) // 2).tolist()
        drawn = lexicon.frequencies["idle"].draw(self._random, 2 * number + 1).tolist()
        opening = idle[drawn[-1]]
        found = [opening.capitalize() if capital else opening]
        place = self.place + len(found[0]) + 1
        at = 0
        for item, before in zip(items.tolist(), fillers, strict=True):
            for _ in range(before):
                word = idle[drawn[at]]
                at += 1
                found.append(word)
                place += len(word) + 1
            if item >= lexicon.figures:
                word = lexicon.figure(item, language)
            else:
                word = surfaces[item]
                if item >= lexicon.first_actor:
                    actor = lexicon.actors[item - lexicon.first_actor]
                    self.mentions.append(Mention(place, place + len(word), actor, "name", word))
            found.append(word)
            place += len(word) + 1
        return " ".join(found)


@cache
def _step(name: str) -> AttributionStep:
    return outlet_step(name)


@cache
def _own(language: str) -> str:
    """A phrase by which an outlet says that the reporting is its own."""
    table = words_of(language)
    return table.own[0] if table is not None else ""
