"""Who synthetic claims are about and who says them: partnerships, predicates, outlets and speakers in Zipf's proportions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
from archive.words import Ids, Lexicon, Random, Zipf

from papertiger.actors import knowledge_base
from papertiger.readers.reading import LinkedActor
from papertiger.records import DOMAINS, MODALITIES, PREDICATES, AttributionStep, Coder

STATES, OUTLETS, CHAINS = 190, 2_000, 20_000
"""States that are named, outlets that print, and distinct attribution chains beside those of outlets that assert themselves."""
PAIR_OFFSET = 2.6
"""Gives the heaviest of some 36,000 ordered pairs of states 3 % of claims."""
SPEAKERS = 5_000
FAMILY_SHARES = {"event": 0.5, "support": 0.3, "relation": 0.2}
NO_OBJECT, NO_SUBJECT, PERSON = 0.1, 0.03, 0.2
"""Shares of claims without object, without subject, and whose subject is a person or body of its state."""
OWN_WORD = 0.4
"""Share of claims that the outlet itself asserts."""
CODER = Coder(reader="frames", version="1", config="sha256:" + "5" * 64, frame="")


class Drawn:
    """Draws places by given weights.

    Args:
        weights: of each place, of any sum.
    """

    def __init__(self, weights: Sequence[float] | npt.NDArray[np.float64]) -> None:
        self._below = np.cumsum(weights)

    def draw(self, random: Random, number: int) -> Ids:
        """So many places."""
        return np.searchsorted(self._below, random.random(number) * self._below[-1])


class World:
    """States, outlets and speakers, the same for one seed.

    Args:
        seed: of everything that is drawn here.
        lexicon: names people and outlets.
    """

    def __init__(self, seed: int, lexicon: Lexicon) -> None:
        random = np.random.default_rng((seed, 7))
        base = knowledge_base()
        self.states = [a for a in base.actors() if a.kind == "state"][:STATES]
        self.labels = {code: [base.label(a.id, code) for a in self.states] for code in ("en", "uk", "ru")}
        # The heaviest pairs are of heavy states, as in the news: a few patrons have most partnerships.
        first, second = np.divmod(np.arange(len(self.states) ** 2), len(self.states))
        weight = (first + 2) * (second + 2) * np.exp(random.normal(0, 1, len(first)))
        weight[first == second] = np.inf
        order = np.argsort(weight)[: len(first) - len(self.states)]
        self._pairs = np.stack([first[order], second[order]])
        self._pair = Zipf(len(order), PAIR_OFFSET)
        self.predicates = [(f, p) for f, some in PREDICATES.items() for p in some]
        self._predicate = Drawn(
            [
                FAMILY_SHARES[family] / (rank + 2) / sum(1 / (n + 2) for n in range(len(PREDICATES[family])))
                for family in PREDICATES
                for rank in range(len(PREDICATES[family]))
            ]
        )
        self._domain = Drawn([1 / (rank + 1.5) for rank in range(len(DOMAINS))])
        self._modality = Drawn([1 / (rank + 0.3) for rank in range(len(MODALITIES))])
        people = [w.capitalize() for w in lexicon.surfaces["uk"][lexicon.names : lexicon.first_actor]]
        self.outlets = [f"«{a} {b}»" for a, b in zip(people[:OUTLETS], people[OUTLETS:], strict=False)]
        self._outlet = Zipf(OUTLETS, 8)
        self._speakers = [
            _speaker(number, people[2 * OUTLETS + number], self.states[number % len(self.states)].id)
            for number in range(SPEAKERS)
        ]
        # Chains of an outlet: as many as it has weight, each with a speaker of all, the famous ones in most outlets.
        shares = 1 / (np.arange(OUTLETS) + 9)
        self._of_outlet = np.maximum(1, (shares / shares.sum() * CHAINS).astype(np.int64))
        speaker = Zipf(SPEAKERS, 8)
        self._said = [speaker.draw(random, number).tolist() for number in self._of_outlet]
        self._cited = Zipf(OUTLETS, 8).draw(random, CHAINS + OUTLETS).tolist()
        self._in_outlet = [Zipf(int(number), 1) for number in self._of_outlet]

    def pairs(self, random: Random, number: int) -> tuple[list[int], list[int]]:
        """So many pairs of states, by place."""
        subjects, objects = self._pairs[:, self._pair.draw(random, number)].tolist()
        return subjects, objects

    def kinds(self, random: Random, number: int) -> tuple[list[int], list[int], list[int]]:
        """So many predicates, domains and modalities, by place."""
        return (
            self._predicate.draw(random, number).tolist(),
            self._domain.draw(random, number).tolist(),
            self._modality.draw(random, number).tolist(),
        )

    def outlets_of(self, random: Random, number: int) -> list[int]:
        """So many outlets, by place."""
        return self._outlet.draw(random, number).tolist()

    def chain(self, random: Random, outlet: int) -> tuple[AttributionStep, ...]:
        """Who says a claim in an article of `outlet`."""
        if random.random() < OWN_WORD:
            return (self._own(outlet),)
        return self._chain(outlet, int(self._in_outlet[outlet].draw(random, 1)[0]))

    @cache  # noqa: B019 - one world lives as long as its program
    def _own(self, outlet: int) -> AttributionStep:
        return AttributionStep(kind="outlet", name=self.outlets[outlet].strip("«»"))

    @cache  # noqa: B019 - as above
    def _chain(self, outlet: int, number: int) -> tuple[AttributionStep, ...]:
        speaker = self._speakers[self._said[outlet][number]]
        cited = self._cited[outlet + number]
        between = () if number % 2 or cited == outlet else (self._own(cited),)
        return (self._own(outlet), *between, speaker)

    def speaker_ids(self) -> list[str]:
        """Actor ids of speakers, the most cited first."""
        return list(dict.fromkeys(s.actor for s in self._speakers if s.actor))

    @cache  # noqa: B019 - as above
    def linked(self, state: int) -> LinkedActor:
        """A state as a reading links it."""
        actor = self.states[state]
        names = tuple((code, some[state]) for code, some in self.labels.items())
        return LinkedActor(actor.id, actor.kind, actor.state, actor.wikidata, names)


def _speaker(number: int, name: str, state: str) -> AttributionStep:
    """One in five is a nameless group that speaks for a state, the others have names and ids of their own."""
    if number % 5 == 4:
        return AttributionStep(kind="group", name=f"officials of {name}", actor=state, anonymous=True)
    return AttributionStep(kind="person", name=name, actor=f"{state}:{name.casefold()}")
