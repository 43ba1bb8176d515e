"""Scores of attributions found against annotated ones: by role, exact and by overlap.

Definitions. The attributions of an annotation file and those read from its text are matched one to one, so that the total overlap of
cues (characters) is greatest, and among such matchings that of contents; two that share no character of either stay unmatched.

exact F1
    A found span is right when it has the same pieces as that of its partner. Precision counts all found, recall all annotated; a
    role that is empty (no source) is counted on neither side.
overlap F1
    Precision is overlapped over found characters, recall overlapped over annotated ones, pooled over the set; an overlap counts
    within matched pairs only, and what is unmatched counts in full as false or missed.
label F1
    The same with each character of a text labelled by role, whichever attribution it is part of: whether one tells the words of
    sources, cues and contents from others. PolNeAR's published overlap is taken to be this one: its annotators, scored against
    each other here (`score_annotators`), come out at .801, .688 and .911 on the train half, and at .787, .688 and .878 by overlap.

An article with several annotators is scored once for each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from pathlib import Path
from typing import Any

from papertiger.errors import SettingsError
from papertiger.evaluation.brat import annotated_articles
from papertiger.language import Sentence, split_by_language
from papertiger.matching import best_matching
from papertiger.news.article import Article, Metadata, Paragraph, Span
from papertiger.sourcing.spans import Attribution, attributions

ROLES = ("source", "cue", "content")
PUBLISHED: tuple[dict[str, Any], ...] = (
    {
        "system": "two annotators (PolNeAR)",
        "exact": {"source": 0.777, "cue": 0.704, "content": 0.654},
        "label": {"source": 0.801, "cue": 0.689, "content": 0.911},
    },
    {
        "system": "plain CRF (PolNeAR)",
        "exact": {"source": 0.487, "cue": 0.588, "content": 0.300},
        "label": {"source": 0.627, "cue": 0.543, "content": 0.779},
    },
    {
        "system": "Citron (PARC3, another corpus)",
        "exact": {},
        "overlap": {"source": 0.853, "cue": 0.768, "content": 0.833},
    },
)
"""F1 as others report them."""
_LINE = re.compile(r"\S[^\n\r]*")
_FIRST = 10**9
"""Weight of a cue's character over a content's: more than any text is long."""


@dataclass(slots=True)
class RoleCounts:
    """What was counted for one role; `*_chars` in characters, the others in spans."""

    gold: int = 0
    found: int = 0
    same: int = 0
    gold_chars: int = 0
    found_chars: int = 0
    shared_chars: int = 0
    labelled_gold: int = 0
    labelled_found: int = 0
    labelled_both: int = 0

    def figures(self) -> dict[str, dict[str, float]]:
        """Precision, recall and F1 (0 to 1) by each of the three definitions."""
        return {
            "exact": _rates(self.same, self.found, self.gold),
            "overlap": _rates(self.shared_chars, self.found_chars, self.gold_chars),
            "label": _rates(self.labelled_both, self.labelled_found, self.labelled_gold),
        }


@dataclass(slots=True)
class AttributionScore:
    """Counts over a set of texts."""

    texts: int = 0
    gold: int = 0
    found: int = 0
    matched: int = 0
    roles: dict[str, RoleCounts] = field(default_factory=lambda: {role: RoleCounts() for role in ROLES})

    def add(
        self, gold: Sequence[Attribution], found: Sequence[Attribution]
    ) -> list[tuple[Attribution, Attribution]]:
        """Count one text; returns its matched pairs, gold first."""
        pairs = [(gold[i], found[j]) for i, j in best_matching(gold, found, _likeness)]
        self.texts += 1
        self.gold += len(gold)
        self.found += len(found)
        self.matched += len(pairs)
        for role, counts in self.roles.items():
            _count(counts, role, gold, found, pairs)
        return pairs

    def figures(self) -> dict[str, Any]:
        """All figures: F1 and its parts by role and definition, and the counts that they rest on."""
        return {
            "texts": self.texts,
            "attributions": {"gold": self.gold, "found": self.found, "matched": self.matched},
            "roles": {role: counts.figures() for role, counts in self.roles.items()},
            "published": list(PUBLISHED),
        }


def read_and_score_folder(
    folder: Path,
    parse: Callable[[list[Sentence]], None],
    language: str,
    *,
    tell: Callable[[int], None] = lambda _: None,
) -> dict[str, Any]:
    """Read every text of a folder in PolNeAR's layout and score what was found; `tell` hears how many files there are.

    Raises:
        SettingsError: the folder has another layout.
        DataFileError: a file of it is malformed.
    """
    annotated = annotated_articles(folder)
    tell(len(annotated))
    score = AttributionScore()
    read: dict[str, list[Attribution]] = {}
    for one in annotated:
        if one.text not in read:
            read[one.text] = read_text(one.text, parse, language)
        score.add(one.gold, read[one.text])
    return score.figures()


def score_annotators(folder: Path) -> dict[str, Any]:
    """Score the annotators of a text against each other, each one once against every other; texts with one are left out.

    Raises:
        SettingsError: the folder has another layout, or no text has two annotators.
        DataFileError: a file of it is malformed.
    """
    of_text: dict[str, list[tuple[Attribution, ...]]] = {}
    for one in annotated_articles(folder):
        of_text.setdefault(one.text, []).append(one.gold)
    score = AttributionScore()
    for sides in of_text.values():
        for gold, other in permutations(sides, 2):
            score.add(gold, other)
    if not score.texts:
        raise SettingsError(f"{folder}: no text has two annotators; leave out --annotators")
    return score.figures()


def read_text(text: str, parse: Callable[[list[Sentence]], None], language: str) -> list[Attribution]:
    """The attributions of a plain text, each line of which is a paragraph."""
    paragraphs = tuple(Paragraph(m.start(), m.end(), "body") for m in _LINE.finditer(text))
    article = Article(text, paragraphs, Metadata(language=language), "-", text.encode())
    sentences = split_by_language(text, paragraphs, language)
    parse(sentences)
    return attributions(article, sentences, language)


def overlap(one: Iterable[Span], other: Iterable[Span]) -> int:
    """How many characters two spans share."""
    other = tuple(other)
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)


def _likeness(one: Attribution, other: Attribution) -> int:
    return _FIRST * overlap(one.cue, other.cue) + overlap(one.content, other.content)


def _count(
    counts: RoleCounts,
    role: str,
    gold: Sequence[Attribution],
    found: Sequence[Attribution],
    pairs: Sequence[tuple[Attribution, Attribution]],
) -> None:
    def part(one: Attribution) -> tuple[Span, ...]:
        spans: tuple[Span, ...] = getattr(one, role)
        return spans

    counts.gold += sum(bool(part(one)) for one in gold)
    counts.found += sum(bool(part(one)) for one in found)
    counts.same += sum(bool(part(a)) and part(a) == part(b) for a, b in pairs)
    counts.gold_chars += sum(_length(part(one)) for one in gold)
    counts.found_chars += sum(_length(part(one)) for one in found)
    counts.shared_chars += sum(overlap(part(a), part(b)) for a, b in pairs)
    labelled = [_places(part, side) for side in (gold, found)]
    counts.labelled_gold += len(labelled[0])
    counts.labelled_found += len(labelled[1])
    counts.labelled_both += len(labelled[0] & labelled[1])


def _length(spans: Iterable[Span]) -> int:
    return sum(s.end - s.start for s in spans)


def _places(part: Callable[[Attribution], Iterable[Span]], side: Iterable[Attribution]) -> set[int]:
    return {place for one in side for span in part(one) for place in range(span.start, span.end)}


def _rates(right: int, found: int, gold: int) -> dict[str, float]:
    precision, recall = right / found if found else 0.0, right / gold if gold else 0.0
    both = precision + recall
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / both if both else 0.0}
