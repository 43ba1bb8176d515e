"""A report: one reporting clause of a sentence, with who speaks in it and which words are theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from papertiger.actors import Mention
from papertiger.news.article import Span
from papertiger.sourcing.cues import Cues
from papertiger.sourcing.who.view import Source
from papertiger.sourcing.words import Word

ASIDE = "reporting aside"
"""Rule of "As Reuters reported, …"."""


@dataclass(frozen=True, slots=True)
class Report:
    """One reporting clause. All spans are frozen-text positions."""

    source: Source
    span: Span
    """The reporting clause itself: source, verb, adjuncts."""
    content: tuple[Span, ...]
    """What the source says, inside this sentence."""
    cue: str
    """The words of the cue, as printed."""
    rule: str
    """Which rule found it; shown in explanations."""
    verb: Span | None = None
    """The speech verb alone: a claim read from it ("скаржиться на брак …") is its subject's own words."""
    postposed: bool = False
    """True when the content stands before the clause; of two such clauses the later one is the outer."""
    points_back: bool = False
    """True for "Про це повідомляє X": the content stands in the sentences before."""
    open_after: bool = False
    """True when the clause ends in a colon at the end of its sentence: the content follows in the next ones."""
    recalling: bool = False
    """True for "Як пояснював X": an earlier report, not the one being retold."""
    media: tuple[Source, ...] = ()
    """Outlets that the words were said to ("в інтерв'ю CNN"); they open no retelling."""
    judging: bool = False
    """True for a judgement on an object ("рішення привітали"): what follows it is not the speaker's."""
    draws: Source | None = None
    """The outlet that only names what it draws on; `source` is what that is."""
    explicit: bool = True
    """False when the source is a pronoun or is left out."""


def depth(report: Report) -> tuple[int, int, int]:
    """Sort key, outermost first: clauses after their content from the last to the first, then the others in order."""
    size = sum(part.end - part.start for part in report.content)
    if report.postposed:
        return (0, -report.span.start, -size)
    return (1, report.span.start, -size)


@dataclass(frozen=True)
class Line:
    """A sentence as the report finders see it."""

    words: tuple[Word, ...]
    start: int
    end: int
    kind: str
    mentions: Sequence[Mention]
    cues: Cues
    speech: Sequence[Span] = field(default=())
    """Quotations of the article that touch this sentence."""

    def is_quote_edge(self, at: int) -> bool:
        """True when word `at` is the mark that opens or closes quoted speech, and not a mark of a name."""
        word = self.words[at]
        return word.is_quote and any(word.start == span.start or word.end == span.end for span in self.speech)

    def opens_quote(self, at: int) -> bool:
        """True when word `at` is the mark that opens quoted speech."""
        word = self.words[at]
        return word.is_quote and any(word.start == span.start for span in self.speech)

    def is_boundary(self, at: int) -> bool:
        """True at a mark that separates clauses."""
        word = self.words[at]
        return word.text in {",", ";", ":", "(", ")", "…", "?", "!"} or word.is_dash or self.is_quote_edge(at)

    def clause_start(self, at: int) -> int:
        """Index of the first word of the clause that word `at` stands in."""
        while at > 0 and not self.is_boundary(at - 1):
            at -= 1
        return at

    def clause_end(self, at: int) -> int:
        """Index after the last word of the clause that starts at or holds `at`."""
        while at < len(self.words) and not self.is_boundary(at):
            if self.words[at].text == "." and at + 1 >= len(self.words):
                break
            at += 1
        return at

    def before(self, at: int) -> Span | None:
        """Everything of the sentence before word `at`; None when there is no word."""
        return self.between(0, at)

    def after(self, at: int) -> Span | None:
        """Everything of the sentence from word `at` on; None when there is no word."""
        return self.between(at, len(self.words))

    def between(self, start: int, end: int) -> Span | None:
        """The words from `start` to `end` as a span; None when no word is among them."""
        while start < end and not self.words[start].is_word and not self.words[start].is_quote:
            start += 1
        if not any(word.is_word for word in self.words[start:end]):
            return None
        return Span(self.words[start].start, self.words[end - 1].end)

    def place(self, start: int, end: int) -> Span:
        """The words from `start` to `end` as a span; both bounds must lie in the sentence."""
        return Span(self.words[start].start, self.words[end - 1].end)


def spans(*found: Span | None) -> tuple[Span, ...]:
    """The spans that exist."""
    return tuple(span for span in found if span is not None)
