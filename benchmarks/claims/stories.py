"""Synthetic readings, by batches that each have a random source of their own: any batch can be made without those before it.

Articles have some thousand characters in eight sentences, 0 to 20 claims (5 on average), and dates spread over ten years in no
order: the hardest order to load, for every index is touched everywhere.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import islice

import numpy as np
from archive.stories import Archive
from archive.words import LANGUAGES, Random
from archive.writing import written
from claims.vocabulary import Vocabulary
from claims.world import CODER, NO_OBJECT, NO_SUBJECT, PERSON, World

from papertiger.ledger import rows
from papertiger.lineage import Evidence, Link, Verdict, fingerprint
from papertiger.news.article import Article, Metadata, Paragraph
from papertiger.readers.reading import ReadClaim, Reading
from papertiger.records import (
    DOMAINS,
    MODALITIES,
    ArticleRef,
    ClaimRecord,
    Explanation,
    Quote,
    TimeSpan,
)

BATCH = 500
"""Articles of a batch."""
CLAIMS, MOST_CLAIMS = 5.2, 20
"""Claims of an article before the cut, on average, and at most."""
SENTENCES, WORDS = 8, 14
FIRST_DAY, DAYS = date(2016, 1, 1), 3_653
TIMED = 0.5
"""Share of dates with a time of day."""
PRINTS = 64
"""Different fingerprints, made by the product from articles of `archive`; each is stored many times over, under other keys."""
FAMILIES = 0.12
"""Share of articles that share an origin with the one before them in the batch."""
_AROUND = 32
"""Characters kept beside a quote."""


class Stories:
    """Batches of readings.

    Args:
        seed: of everything.
    """

    def __init__(self, seed: int) -> None:
        self.seed = seed
        archive = Archive(seed)
        self.world = World(seed, archive.lexicon)
        self.vocabulary = Vocabulary(archive.lexicon)
        drafts = (written(draft, archive.lexicon) for draft in islice(archive.drafts(), PRINTS))
        self._prints = [fingerprint(one.article, one.language, one.mentions, one.voices) for one in drafts]

    def batch(self, number: int, size: int = BATCH) -> list[Reading]:
        """The readings of one batch."""
        random = np.random.default_rng((self.seed, 11, number))
        counts = np.minimum(random.negative_binomial(1.2, 1.2 / (1.2 + CLAIMS), size), MOST_CLAIMS).tolist()
        outlets = self.world.outlets_of(random, size)
        days = random.integers(0, DAYS, size).tolist()
        clock = random.integers(0, 2 * 86_400, size).tolist()
        languages = random.integers(0, len(LANGUAGES), size).tolist()
        prints = random.integers(0, PRINTS, size).tolist()
        made = []
        for at in range(size):
            published = _published(days[at], clock[at])
            name = self.world.outlets[outlets[at]].strip("«»")
            url = f"https://o{outlets[at]}.example/{number}-{at}"
            known = Metadata(None, name, None, published, url, LANGUAGES[languages[at]])
            made.append(self._reading(random, counts[at], outlets[at], known, prints[at]))
        return made

    def links(self, number: int, readings: Sequence[Reading]) -> list[Link]:
        """Which articles of a batch share an origin."""
        random = np.random.default_rng((self.seed, 13, number))
        alike = random.random(len(readings)) < FAMILIES
        found = []
        for one, other, linked in zip(readings, readings[1:], alike, strict=False):
            if linked:
                first, second = sorted((one.article.key, other.article.key))
                weight = float(random.uniform(4, 12))
                evidence = (Evidence("words", round(weight / 12, 4), round(weight, 4), ""),)
                found.append(Link(first, second, Verdict(evidence, weight)))
        return found

    def _reading(self, random: Random, count: int, outlet: int, known: Metadata, print_: int) -> Reading:
        language = str(known.language)
        sentences, pairs = self._sentences(random, count, language)
        text = " ".join(sentences)
        title = sentences[0].removesuffix(".")
        known = dataclasses.replace(known, title=title)
        raw = text.encode()
        article = Article(text, (Paragraph(0, len(text), "body"),), known, f"{known.url}#1", raw)
        about = rows.article_ref(article, language)
        claims = self._claims(random, article, about, sentences, pairs, outlet) if count else ()
        states = sorted({state for pair in pairs for state in pair})
        key = article.key
        return Reading(
            article,
            language,
            CODER,
            claims,
            sentences=len(sentences),
            parsed=min(count, len(sentences)),
            fingerprint=dataclasses.replace(self._prints[print_], key=key),
            actors=tuple(self.world.linked(state) for state in states),
        )

    def _sentences(
        self, random: Random, count: int, language: str
    ) -> tuple[list[str], list[tuple[int, int]]]:
        """The sentences, those that hold claims first, and the states of each claim."""
        words = self.vocabulary.draw(random, language, SENTENCES * WORDS)
        subjects, objects = self.world.pairs(random, count)
        labels = self.world.labels[language]
        made = []
        for at in range(SENTENCES):
            own = words[at * WORDS : (at + 1) * WORDS]
            if at < count:
                own[0], own[2] = labels[subjects[at]], labels[objects[at]]
            else:
                own[0] = own[0].capitalize()
            made.append(" ".join(own) + ".")
        # A sentence with several claims names the clients of its first one; the others are said of the same words.
        return made, list(zip(subjects, objects, strict=True))

    def _claims(
        self,
        random: Random,
        article: Article,
        about: ArticleRef,
        sentences: list[str],
        pairs: list[tuple[int, int]],
        outlet: int,
    ) -> tuple[ReadClaim, ...]:
        number = len(pairs)
        starts = np.cumsum([0, *(len(s) + 1 for s in sentences)]).tolist()
        predicates, domains, modalities = self.world.kinds(random, number)
        chances = random.random((number, 5)).tolist()
        states = self.world.states
        key, text = article.key, article.text
        made = []
        for at, (subject, object_) in enumerate(pairs):
            place = at % len(sentences)
            start, end = starts[place], starts[place] + len(sentences[place])
            nobody, nothing, person, negated, sure = chances[at]
            family, predicate = self.world.predicates[predicates[at]]
            one, other = states[subject].id, states[object_].id
            record = ClaimRecord.model_construct(
                id=hashlib.sha256(f"{key}:{at}".encode()).hexdigest()[:20],
                family=family,
                predicate=predicate,
                subject=None if nobody < NO_SUBJECT else f"{one}:leader" if person < PERSON else one,
                subject_state=None if nobody < NO_SUBJECT else one,
                object=None if nothing < NO_OBJECT else other,
                object_state=None if nothing < NO_OBJECT else other,
                over=None,
                domain=DOMAINS[domains[at]],
                polarity="negated" if negated < 0.1 else "affirmed",
                modality=MODALITIES[modalities[at]],
                mode=None,
                contexts=(),
                auxiliary=(),
                time=TimeSpan.model_construct(edtf=(about.published or "")[:7] or None, words=None),
                place=None,
                attribution=self.world.chain(random, outlet),
                side=None,
                quote=Quote.model_construct(
                    exact=sentences[place],
                    prefix=text[max(0, start - _AROUND) : start],
                    suffix=text[end : end + _AROUND],
                    start=start,
                    end=end,
                ),
                article=about,
                confidence=round(0.4 + 0.6 * sure, 2),
                version=1,
                review=None,
                coder=CODER,
            )
            why = tuple(
                Explanation.model_construct(
                    field=name, value=str(value), why=f"frame {predicate.lower()}.{place}", words=()
                )
                for name, value in (
                    ("predicate", predicate),
                    ("subject", one),
                    ("object", other),
                    ("domain", record.domain),
                )
            )
            made.append(ReadClaim(record, why))
        return tuple(made)


def _published(day: int, clock: int) -> str:
    """A date, half of them with a time of day."""
    on = (FIRST_DAY + timedelta(days=day)).isoformat()
    hours, seconds = divmod(clock, 3600)
    return on if clock >= 86_400 else f"{on}T{hours:02}:{seconds // 60:02}:{seconds % 60:02}Z"
