"""What the discourse pass gives: whose words each place of an article is, and how that was reached."""

from __future__ import annotations

from dataclasses import dataclass

from papertiger.news.article import Span
from papertiger.records import AttributionStep
from papertiger.sourcing.clauses.report import Report


@dataclass(frozen=True, slots=True)
class Voice:
    """A resolved attribution: outlets (the article's own left out), then speakers; and how it was reached."""

    outlets: tuple[AttributionStep, ...] = ()
    speakers: tuple[AttributionStep, ...] = ()
    why: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A resolved report: whose words the content is. `content` may reach over several sentences."""

    sentence: int
    voice: Voice
    report: Report
    content: tuple[Span, ...]


@dataclass(slots=True)
class Reading:
    """What the discourse pass found."""

    statements: list[Statement]
    base: list[Voice]
    """For each sentence, whose voice holds where no statement of its own covers the place."""


def joined(*groups: tuple[AttributionStep, ...]) -> tuple[AttributionStep, ...]:
    """All steps in order, each once."""
    return tuple(dict.fromkeys(step for group in groups for step in group))


def covers_report(outer: Report, inner: Report) -> bool:
    """True when `inner` stands in the content of `outer`."""
    return (
        any(part.start <= inner.span.start and inner.span.end <= part.end for part in outer.content)
        or outer.points_back
    )
