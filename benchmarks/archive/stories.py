"""Reports, and what becomes of them: reprints, retellings, translations, retellings of those, clone farms.

A report is sentences of numbers (see `words`). Every event has a random source of its own, made of the seed and its number, so that
an archive of a million articles begins with the archive of ten thousand.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from archive.words import Ids, Lexicon, Random, Zipf

ARTICLES_A_DAY = 684
"""A million in four years."""
ALONE = 0.7
"""Share of reports that nobody retells."""
LARGEST, FARM = 30, 40
"""Articles of the largest family, and of a clone farm; family sizes from 2 on fall with their square."""
FARMS = 0.001
"""Share of reports that a farm clones."""
NEVER_FETCHED = 0.1
"""Share of the families whose first report is not in the archive, and of lone articles that retell one."""
UNDATED, BARE_DATE = 0.003, 0.2
"""Share of articles without a date, and without an hour."""
SECOND_REPORT = 0.15
"""Probability that one more newsroom reports an event itself."""
MEAN_DELAY, LONGEST_DELAY = 0.8, 25.0
"""Days from a report to what retells it: exponential, cut off."""
_TOPICS, _TOPIC_WORDS, _THREADS, _THREAD_DAYS = 80, 150, 400, 30.0
_KINDS = (
    "event concept",
    "topic",
    "concept",
    "event loan",
    "loan",
    "event name",
    "name",
    "actor",
    "event figure",
    "figure",
)
_SHARES = np.array([0.15, 0.22, 0.23, 0.08, 0.12, 0.045, 0.045, 0.04, 0.03, 0.04])
_SHORTEST = 8
"""Sentences that a retelling keeps at least."""
_SIZES = np.arange(2, LARGEST + 1)
_SIZE_SHARES = _SIZES**-2.0 / (_SIZES**-2.0).sum()


@dataclass(slots=True)
class Draft:
    """An article before it is written: what it says, in which language, whose, when."""

    family: int
    """True family: number of the report that it descends from."""
    number: int
    """Of this article in its family."""
    kind: str
    """original, reprint, retelling, clone."""
    sentences: list[Ids]
    language: str
    wording: int
    """Seed of how it is worded: two articles of equal sentences, language and wording have one text."""
    outlet: int
    sources: tuple[int, ...]
    """Outlets that it names as its sources, the nearest first."""
    own: bool
    """Whether it says that it spoke to somebody itself."""
    day: float
    """Days since the beginning of the archive."""
    dated: str
    """time, day or never."""


@dataclass(frozen=True)
class _Event:
    """What reports of one event share."""

    pools: dict[str, Ids]


class Archive:
    """A stream of drafts by day.

    Args:
        seed: of everything.
    """

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.lexicon = Lexicon(seed)
        self._topic_words = Zipf(_TOPIC_WORDS, 30)
        random = np.random.default_rng((seed, 1))
        self._topics = [random.permutation(self.lexicon.loans)[:_TOPIC_WORDS] for _ in range(_TOPICS)]
        self._thread = lru_cache(maxsize=4 * _THREADS)(self._new_thread)

    def drafts(self) -> Iterator[Draft]:
        """Articles in the order in which they are published, without end."""
        waiting: list[tuple[float, int, int, Draft]] = []
        mean = (1 - FARMS) * (ALONE + (1 - ALONE) * float((_SIZES * _SIZE_SHARES).sum())) + FARMS * FARM
        rate = ARTICLES_A_DAY / (mean / (1 - SECOND_REPORT))
        event = 0
        while True:
            day = event / rate
            while waiting and waiting[0][0] <= day:
                yield heapq.heappop(waiting)[-1]
            for draft in self._drafts_of(event, day):
                heapq.heappush(waiting, (draft.day, draft.family, draft.number, draft))
            event += 1

    def told(self, random: Random, family: int, day: float, descendants: int) -> list[Draft]:
        """A report of an event of its own, and so many reprints and retellings of it, the report first."""
        facts = self._report(random, self._event(random, day))
        known = [self._draft(random, family, 0, "original", facts, self._outlet(random), day)]
        for number in range(1, descendants + 1):
            known.append(self._descendant(random, known, number))
        return known

    def _drafts_of(self, number: int, day: float) -> Iterator[Draft]:
        random = np.random.default_rng((self.seed, 2, number))
        event = self._event(random, day)
        reports = min(int(random.geometric(1 - SECOND_REPORT)), 8)
        for report in range(reports):
            yield from self._family(
                random, event, number * 8 + report, day + float(random.exponential(0.3)) * (report > 0)
            )

    def _new_thread(self, number: int) -> dict[str, Ids]:
        random, draw = np.random.default_rng((self.seed, 3, number)), self.lexicon.draw
        topic = int(random.integers(_TOPICS))
        return {
            "topic": np.array([topic]),
            "name": draw("name", random, 4),
            "loan": draw("loan", random, 8),
            "actor": draw("actor", random, 2),
        }

    def _event(self, random: Random, day: float) -> _Event:
        number = int(random.integers(_THREADS))
        # Threads do not all end on one day.
        turn = int(day / _THREAD_DAYS + number / _THREADS)
        thread = self._thread(turn * _THREADS + number)
        draw = self.lexicon.draw
        topic = self._topics[int(thread["topic"][0])]
        concepts = np.concatenate([topic[random.integers(0, _TOPIC_WORDS, 10)], draw("concept", random, 30)])
        return _Event(
            {
                "topic": topic,
                "event concept": concepts,
                "event loan": np.concatenate([thread["loan"], draw("loan", random, 10)]),
                "event name": np.concatenate([thread["name"][:2], draw("name", random, 3)]),
                "event figure": self.lexicon.draw_figures(random, 3),
                "actor": np.concatenate([thread["actor"], draw("actor", random, 3)]),
            }
        )

    def _report(self, random: Random, event: _Event) -> list[Ids]:
        """Sentences of one newsroom's report of an event: it shares names and some figures with others, words by chance."""
        lengths = random.integers(6, 13, int(random.integers(15, 22)))
        total = int(lengths.sum())
        lexicon, draw = self.lexicon, self.lexicon.draw
        kinds = np.searchsorted(np.cumsum(_SHARES / _SHARES.sum()), random.random(total))
        # A newsroom has half of what there is to say of an event, and words, names and figures of its own.
        mine = {
            key: pool[random.random(len(pool)) < 0.5] for key, pool in event.pools.items() if key != "topic"
        }
        names, figures = draw("name", random, 8), lexicon.draw_figures(random, 14)
        loans, concepts = draw("loan", random, 200), draw("concept", random, 300)
        pools = {
            "event concept": _or(mine["event concept"], concepts),
            "concept": concepts,
            "event loan": _or(mine["event loan"], loans),
            "loan": loans,
            "event name": _or(mine["event name"], names),
            "name": names,
            "actor": _or(mine["actor"], event.pools["actor"]),
            "event figure": _or(mine["event figure"], figures),
            "figure": figures,
        }
        found = np.empty(total, np.int64)
        for at, kind in enumerate(_KINDS):
            here = kinds == at
            number = int(here.sum())
            if kind == "topic":
                found[here] = event.pools["topic"][self._topic_words.draw(random, number)]
            else:
                pool = pools[kind]
                found[here] = pool[random.integers(0, len(pool), number)]
        return np.split(found, np.cumsum(lengths)[:-1])

    def _family(self, random: Random, event: _Event, family: int, day: float) -> Iterator[Draft]:
        facts = self._report(random, event)
        outlet = self._outlet(random)
        origin = self._draft(random, family, 0, "original", facts, outlet, day)
        origin.own = bool(random.random() < 0.15)
        fetched = random.random() >= NEVER_FETCHED
        chance = random.random()
        if chance < FARMS:
            yield from self._farm(random, origin)
            return
        size = 1 if random.random() < ALONE else int(random.choice(_SIZES, p=_SIZE_SHARES))
        known = [origin]
        for number in range(1, size if fetched else size + 1):
            known.append(self._descendant(random, known, number))
        yield from known if fetched else known[1:]

    def _farm(self, random: Random, origin: Draft) -> Iterator[Draft]:
        for number in range(FARM):
            swapped = [self._swapped(random, s, float(random.uniform(0.02, 0.15))) for s in origin.sentences]
            clone = self._draft(
                random, origin.family, number, "clone", swapped, self._outlet(random), origin.day
            )
            clone.language, clone.wording = origin.language, origin.wording
            clone.day += float(random.uniform(0, 4)) * (number > 0)
            yield clone

    def _descendant(self, random: Random, known: Sequence[Draft], number: int) -> Draft:
        """A reprint or a retelling of the first report, or of an article that descends from it."""
        parent = known[0] if random.random() < 0.7 else known[int(random.integers(len(known)))]
        day = parent.day + min(float(random.exponential(MEAN_DELAY)), LONGEST_DELAY)
        outlet = self._outlet(random)
        reprint = random.random() < 0.25
        facts = self._cut(random, parent.sentences) if reprint else self._retold(random, parent.sentences)
        kind = "reprint" if reprint else "retelling"
        made = self._draft(random, parent.family, number, kind, facts, outlet, day)
        if reprint:
            made.language, made.wording = parent.language, parent.wording
        elif random.random() < 0.5:
            made.language = parent.language
        if random.random() < 0.65:
            farther = parent.sources[:1] if random.random() < 0.5 else ()
            made.sources = tuple(o for o in dict.fromkeys((parent.outlet, *farther)) if o != outlet)
        return made

    def _draft(
        self, random: Random, family: int, number: int, kind: str, facts: list[Ids], outlet: int, day: float
    ) -> Draft:
        chance = random.random()
        dated = "never" if chance < UNDATED else "day" if chance < UNDATED + BARE_DATE else "time"
        language = self.lexicon.outlets[outlet].language
        wording = int(random.integers(2**31))
        return Draft(family, number, kind, facts, language, wording, outlet, (), False, day, dated)

    def _outlet(self, random: Random) -> int:
        return int(self.lexicon.frequencies["outlet"].draw(random, 1)[0])

    def _cut(self, random: Random, facts: Sequence[Ids]) -> list[Ids]:
        """A reprint: the text as it is, or without its end."""
        kept = len(facts) if random.random() < 0.5 else max(10, round(len(facts) * random.uniform(0.7, 1)))
        return list(facts[:kept])

    def _retold(self, random: Random, facts: Sequence[Ids]) -> list[Ids]:
        """Most sentences in nearly the same order, each with words left out and others put in their place."""
        keep = random.random(len(facts)) < random.uniform(0.6, 0.95)
        keep[:_SHORTEST] = True
        order = np.argsort(
            np.arange(len(facts)) + random.normal(0, 3, len(facts)) * (np.arange(len(facts)) > 0)
        )
        told = [facts[at] for at in order if keep[at]]
        made = []
        for sentence in told:
            stays = random.random(len(sentence)) < np.where(sentence >= self.lexicon.names, 0.85, 0.75)
            made.append(self._swapped(random, sentence[stays], 0.3))
        return [s for s in made if len(s)]

    def _swapped(self, random: Random, sentence: Ids, share: float) -> Ids:
        """Some words, no names and figures, in favour of others."""
        swap = (random.random(len(sentence)) < share) & (sentence < self.lexicon.names)
        if not swap.any():
            return sentence
        made = sentence.copy()
        made[swap] = self.lexicon.draw("concept", random, int(swap.sum()))
        return made


def _or(pool: Ids, other: Ids) -> Ids:
    return pool if len(pool) else other
