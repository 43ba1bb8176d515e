"""The questions that briefs and the web app ask a ledger, with parameters drawn from what is in it.

A claim is drawn as likely as another, so that a heavy partnership is asked about as often as it is in the news; and each frequent
question has a rare twin. Every question is a call of the public API.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from archive.words import LANGUAGES, Random
from claims.vocabulary import Vocabulary

from papertiger.ledger import ClaimFilter, Ledger
from papertiger.news.article import article_key
from papertiger.records import ClaimRecord

PAGE = 50
SAMPLE = 400
"""Claims that parameters are taken from."""
LATER = 3
"""Which page is a later one."""

Ask = Callable[[], object]


class Questions:
    """Draws questions for a ledger.

    Args:
        ledger: whom they are asked.
        vocabulary: for words to search.
        seed: of the draws.
    """

    def __init__(self, ledger: Ledger, vocabulary: Vocabulary, seed: int) -> None:
        self._ledger, self._vocabulary = ledger, vocabulary
        self._random = np.random.default_rng((seed, 17))
        self.claims = sample(ledger, self._random)
        self._speakers: dict[str, int] = {}
        for claim in self.claims:
            for step in claim.attribution[1:]:
                if step.actor:
                    self._speakers[step.actor] = self._speakers.get(step.actor, 0) + 1

    def kinds(self) -> dict[str, Callable[[], Ask]]:
        """Name → what draws one question of that kind."""
        return {
            "newest": self._page,
            "partnership": lambda: self._page(**self._pair()),
            "partnership, later page": self._later,
            "patron, predicate, domain": self._patron,
            "client": lambda: self._page(object=self._claim().object_state),
            "actor": self._actor,
            "predicate": lambda: self._page(predicate=self._claim().predicate),
            "one claim": self._one,
            "claims of an article": self._of_article,
            "speaker, frequent": lambda: self._page(speaker=self._speaker(frequent=True)),
            "speaker, rare": lambda: self._page(speaker=self._speaker(frequent=False)),
            "matrix": self._matrix,
            "timeline": self._timeline,
            "partners": self._partners,
            "family of an article": self._family,
            "counts": lambda: self._ledger.counts,
            "search, frequent word": lambda: self._search(self._word(rare=False)),
            "search, rare word": lambda: self._search(self._word(rare=True)),
            "search, phrase": self._phrase,
            "search, word in a partnership": lambda: self._search(self._word(rare=False), **self._pair()),
            "search, word of a year": lambda: self._search(self._word(rare=False), **self._year()),
        }

    def _claim(self) -> ClaimRecord:
        return self.claims[int(self._random.integers(len(self.claims)))]

    def _tied(self) -> ClaimRecord:
        """A claim with both parties."""
        while True:
            claim = self._claim()
            if claim.subject_state and claim.object_state:
                return claim

    def _pair(self) -> dict[str, str | None]:
        claim = self._tied()
        return {"subject": claim.subject_state, "object": claim.object_state}

    def _page(self, **fields: str | None) -> Ask:
        chosen = ClaimFilter(**fields, limit=PAGE, newest_first=True)  # type: ignore[arg-type]
        return lambda: self._ledger.page(chosen)

    def _later(self) -> Ask:
        chosen = ClaimFilter(**self._pair(), limit=PAGE, newest_first=True)  # type: ignore[arg-type]
        place = None
        for _ in range(LATER):
            place = self._ledger.page(chosen, place).last or place
        return lambda: self._ledger.page(chosen, place)

    def _patron(self) -> Ask:
        claim = self._tied()
        return self._page(subject=claim.subject_state, predicate=claim.predicate, domain=claim.domain)

    def _actor(self) -> Ask:
        people = [claim.subject for claim in self.claims if claim.subject != claim.subject_state]
        return self._page(subject=people[int(self._random.integers(len(people)))])

    def _one(self) -> Ask:
        claim = self._claim().id
        return lambda: self._ledger.claim(claim)

    def _key(self) -> str:
        about = self._claim().article
        return article_key(about.sha256, about.outlet, about.url)

    def _of_article(self) -> Ask:
        return self._page(article=self._key())

    def _family(self) -> Ask:
        key = self._key()
        return lambda: self._ledger.families(key)

    def _speaker(self, *, frequent: bool) -> str:
        order = sorted(self._speakers, key=lambda actor: (-self._speakers[actor], actor))
        some = order[:10] if frequent else order[len(order) // 2 :]
        return some[int(self._random.integers(len(some)))]

    def _matrix(self) -> Ask:
        claim = self._tied()
        return lambda: self._ledger.matrix(str(claim.subject_state), str(claim.object_state))

    def _timeline(self) -> Ask:
        claim = self._tied()
        return lambda: self._ledger.timeline(str(claim.subject_state), str(claim.object_state))

    def _partners(self) -> Ask:
        state = str(self._tied().subject_state)
        return lambda: self._ledger.partners(state)

    def _word(self, *, rare: bool) -> str:
        language = LANGUAGES[int(self._random.integers(len(LANGUAGES)))]
        draw = self._vocabulary.rare if rare else self._vocabulary.common
        return draw(self._random, language)

    def _phrase(self) -> Ask:
        words = self._claim().quote.exact.rstrip(".").split()
        at = int(self._random.integers(3, len(words) - 2))
        return self._search(f'"{words[at]} {words[at + 1]}"')

    def _year(self) -> dict[str, str | None]:
        year = (self._claim().article.published or "2020")[:4]
        return {"since": year, "until": year}

    def _search(self, words: str, **fields: str | None) -> Ask:
        chosen = ClaimFilter(**fields, limit=PAGE)  # type: ignore[arg-type]
        return lambda: self._ledger.search(words, chosen)


def sample(ledger: Ledger, random: Random) -> list[ClaimRecord]:
    """Claims from all over a ledger: those that stand after random places in the order of publication."""
    return list(_sampled(ledger, random))


def _sampled(ledger: Ledger, random: Random) -> Iterator[ClaimRecord]:
    months = [f"{2016 + n // 12}-{n % 12 + 1:02}" for n in range(120)]
    while True:
        found = 0
        for _ in range(SAMPLE // 8):
            day = f"{months[int(random.integers(len(months)))]}-{int(random.integers(1, 29)):02}"
            some = ledger.page(ClaimFilter(since=day, limit=PAGE)).claims
            for at in random.permutation(len(some))[:8].tolist():
                found += 1
                yield some[at]
        if found:
            return
