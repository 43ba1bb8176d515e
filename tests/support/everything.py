"""Every claim that could be proposed about gold sentences, right or wrong, and which of them the checks of a model's proposals let stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from papertiger.errors import ArticleError
from papertiger.evaluation.claims import as_article, keys_of
from papertiger.evaluation.gold import GoldSentence, GoldSentences, GoldStatement
from papertiger.evaluation.mistakes import MISTAKES, mistake_of
from papertiger.readers.llm.checking import checked
from papertiger.readers.llm.instructions import instructions
from papertiger.readers.llm.proposals import Proposal
from papertiger.readers.llm.windows import Line, Window, windows
from papertiger.readers.prepared import Prepared, prepared
from papertiger.readers.sides import Key, side_of, ways_of
from papertiger.settings import Settings

DEFINITIONS = {
    "right": "claims that the gold demands, each proposed as the gold has it",
    **MISTAKES,
    "affirmed": "claims that the gold has negated, proposed as affirmed",
    "negated": "claims that the gold has affirmed, proposed as negated",
    "asserted": "claims that the gold has as expected, possible, denied and so on, proposed as facts",
    "proposals, stand": "how many there are, and how many of them stand; each points at all words of its sentence, which no check minds",
    "dropped": "those that do not stand, by the first check that they fail",
}
WRONG = tuple(MISTAKES)


@dataclass(slots=True)
class Tally:
    """How many proposals of each kind there were, stood, and why others did not."""

    proposals: Counter[str] = field(default_factory=Counter)
    stand: Counter[str] = field(default_factory=Counter)
    dropped: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, kind: str, reason: str | None) -> None:
        """Count one; `reason` is None where it stands."""
        self.proposals[kind] += 1
        if reason is None:
            self.stand[kind] += 1
        else:
            self.dropped[kind, reason] += 1

    def share(self, *kinds: str) -> float:
        """The share of these kinds that stands."""
        return sum(self.stand[k] for k in kinds) / sum(self.proposals[k] for k in kinds)

    def figures(self) -> dict[str, Any]:
        """By kind."""
        return {
            kind: {
                "proposals": number,
                "stand": self.stand[kind],
                "dropped": {reason: n for (of, reason), n in self.dropped.most_common() if of == kind},
            }
            for kind, number in self.proposals.items()
        }


def tally(gold: GoldSentences, sentences: Iterable[GoldSentence]) -> Tally:
    """Propose everything about these sentences of a gold file."""
    found = Tally()
    for sentence in sentences:
        _sentence(gold, sentence, found)
    return found


def _sentence(gold: GoldSentences, sentence: GoldSentence, found: Tally) -> None:
    article, start = as_article(gold, sentence)
    try:
        made = prepared(article)
    except ArticleError:
        return
    stood: dict[Key, str | None] = {c.key: "not_named" for c in sentence.claims if not c.may}
    for window in windows(made, even_hostile=True).windows:
        for line in window.told:
            if line.sentence.end > start:
                _line(sentence, window, line, made, stood, found)
    for reason in stood.values():
        found.add("right", reason)


def _line(
    sentence: GoldSentence,
    window: Window,
    line: Line,
    made: Prepared,
    stood: dict[Key, str | None],
    found: Tally,
) -> None:
    sides = {side_of(party): party.actor for party in reversed(line.parties)}
    listed = keys_of(sentence)
    for predicate, subject, target in _keys(list(sides)):
        about = [c for c in sentence.claims if (predicate, subject, target) in set(ways_of(c.key))]

        def reason(told: GoldStatement | None, **changed: str) -> str | None:
            fields = _fields(line, predicate, sides[subject], sides.get(target), told) | changed  # noqa: B023 - called here
            result = checked([Proposal(**fields)], window, made, model="all", settings=Settings())
            return next(iter(result.dropped), None)

        if not about:
            found.add(mistake_of((predicate, subject, target), listed), reason(None))
            continue
        for told in about:
            if told.may:
                continue
            stood[told.key] = stood[told.key] and reason(told)
            if told.polarity == "negated":
                found.add("affirmed", reason(told, polarity="affirmed"))
            else:
                found.add("negated", reason(told, polarity="negated"))
            if told.modality != "asserted":
                found.add("asserted", reason(told, modality="asserted"))


def _keys(sides: list[str | None]) -> Iterator[Key]:
    for name, about in instructions().predicates.items():
        for subject, target in product(sides, (*sides, None)):
            if subject != target and (target is not None or "object" not in about.needs):
                yield name, subject, target


def _fields(
    line: Line, predicate: str, subject: str, target: str | None, told: GoldStatement | None
) -> dict[str, Any]:
    over = next((p.actor for p in line.parties if told is not None and told.over == side_of(p)), None)
    return {
        "sentence": line.number,
        "predicate": predicate,
        "subject": subject,
        "object": target,
        "over": over,
        "subject_words": "",
        "object_words": "",
        "words": line.shown,
        "domain": (told.domain if told is not None else None) or "unspecified",
        "polarity": told.polarity if told is not None else "affirmed",
        "modality": told.modality if told is not None else "asserted",
        "mode": None,
    }
