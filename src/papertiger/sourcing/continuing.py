"""Bare sentences that go on with somebody's account: no cue, but what is told follows from what they have just said (rule 7 of `discourse`).

"The commander said tankers are watched day and night. They sail under flags of convenience. Half of them have no insurance."
An article also puts background of its own behind a statement. That is dated, stands last in its paragraph, and speaks of
something else; and behind a quotation that has closed, the outlet speaks again.
"""

from __future__ import annotations

from papertiger.records import AttributionStep
from papertiger.sourcing.passage import Passage
from papertiger.sourcing.report import Line
from papertiger.sourcing.words import Word, starts_with

_STEM = 5
"""Letters by which a noun is known again, whatever its ending."""
_YEAR = 4
"""Digits of a year."""


def goes_on(passage: Passage, at: int, speaker: AttributionStep) -> bool:
    """Whether the bare sentence `at` is more of what `speaker` says in the sentence before it, in the same paragraph."""
    line = passage.lines[at]
    if not line.cues.table.signals.dates or passage.reports[at] or passage.own_voice(at) or line.speech:
        return False
    if not _told_indirectly(passage, at - 1) or _tells_of(line, speaker) or _is_background(line):
        return False
    last = at + 1 >= len(passage.sentences) or passage.starts_paragraph(at + 1)
    return not last or not passage.reports[at - 1] or _is_linked(line, passage.lines[at - 1])


def _told_indirectly(passage: Passage, at: int) -> bool:
    """Whether one speaker tells sentence `at` in the article's words, not in a quotation that ends there."""
    reports, line = passage.reports[at], passage.lines[at]
    plain = [r for r in reports if r.content and not r.judging and not r.points_back]
    if len(plain) != len(reports) or len([r for r in reports if r.explicit]) > 1 or passage.recalls(at):
        return False
    words = [w for w in line.words if w.is_word]
    quoted = any(span.start < words[-1].end and words[-1].end <= span.end for span in line.speech)
    said = [span for span in line.speech for r in reports for part in r.content if part.start <= span.start]
    return bool(words) and not quoted and not (said and reports[-1].postposed)


def _tells_of(line: Line, speaker: AttributionStep) -> bool:
    """Whether the sentence names the speaker: then it is about them, and told by somebody else."""
    name = speaker.name.split()[-1].casefold()[:_STEM]
    return any(word.is_capital and word.norm.startswith(name) for word in line.words)


def _is_background(line: Line) -> bool:
    """Whether the sentence is dated, or opens as an explanation of the outlet's own does ("Речь идёт о …")."""
    signals = line.cues.table.signals
    if starts_with(line.words, 0, signals.background) or starts_with(line.words, 0, signals.turns):
        return True
    return any(_is_date(word, signals.dates) for word in line.words)


def _is_date(word: Word, dates: tuple[str, ...]) -> bool:
    year = word.text.isdigit() and len(word.text) == _YEAR
    return year or word.norm in dates or any(r.lemma in dates for r in word.readings[:1])


def _is_linked(line: Line, before: Line) -> bool:
    """Whether the sentence speaks of the future, points back with a pronoun, or repeats a noun of the sentence before."""
    signals = line.cues.table.signals
    said = {w.norm[:_STEM] for w in before.words if _is_noun(w)}
    for word in line.words:
        first = word.readings[0] if word.readings else None
        if first is None:
            continue
        if first.tense == "Fut" or word.norm in signals.back or first.lemma in signals.back:
            return True
        if word.norm in line.cues.table.possessives or (_is_noun(word) and word.norm[:_STEM] in said):
            return True
    return False


def _is_noun(word: Word) -> bool:
    return bool(word.readings) and word.readings[0].pos == "NOUN" and len(word.norm) >= _STEM
