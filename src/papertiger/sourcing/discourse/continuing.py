"""Whether a sentence without a cue goes on with the account that the sentence before it gives (rule 7 of `discourse`).

News sets out in one sentence who speaks and goes on for a few more without saying so ("Термінал, сказав мер, готовий. Перше судно
зайде в липні."). What ends an account is background, which tells its date ("Порт не працює з 2022 року"), an event that closes the paragraph
and has nothing to do with what was said ("Рада ухвалила бюджет"), what the speaker does ("Подробиць мер не навів"), and a second speaker. A state ("США пригрозили") gives no account, nor
does a mere topic ("пояснив рішення"). Behind quoted speech, which a paragraph often closes with, only a sentence that no outlet says in
its own name goes on: of what will, should or could be.
"""

from __future__ import annotations

from collections.abc import Sequence

from papertiger.actors import actor_of
from papertiger.language.morphology import parse
from papertiger.records import AttributionStep
from papertiger.sourcing.clauses.report import Line
from papertiger.sourcing.discourse.passage import Passage
from papertiger.sourcing.discourse.speakers import Remembered
from papertiger.sourcing.discourse.voice import Statement
from papertiger.sourcing.who.shapes import is_predicate, is_verb, verb_reading
from papertiger.sourcing.who.view import field_of
from papertiger.sourcing.words import Word, starts_with

_MOSTLY = 0.4
"""Share of what was said from which on it counts as quoted speech."""
_STEM = 5
"""Letters by which a noun is known again, whatever its ending."""
_NEAR_START = 3
"""Words at the start of a sentence among which a hedge weakens it."""
_YEAR = 4
"""Digits of a year."""


def goes_on(passage: Passage, at: int, before: Remembered, told: Sequence[Statement]) -> bool:
    """Whether sentence `at` goes on with what `before` said.

    Args:
        passage: the article.
        at: a sentence without a report of its own.
        before: whoever spoke in the sentence before, or whose account that one went on with.
        told: the statements made in the sentence before.
    """
    line = passage.lines[at]
    if not line.words or line.words[0].is_dash:
        return False  # a dash opens somebody's turn
    signals = line.cues.table.signals
    if not signals.dates or passage.starts_paragraph(at) or passage.reports[at]:
        return False
    if passage.own_voice(at) or starts_with(line.words, 0, signals.recall):
        return False
    if starts_with(line.words, 0, signals.turns) or starts_with(line.words, 0, signals.background):
        return False
    speaker = before.voice.speakers[-1]
    if _is_country(speaker):
        return False
    opens = before.sentence == at - 1
    if opens and not _states(passage, at - 1, told):
        return False
    if not _has_one_voice(told) or _is_background(line) or _tells_of(line, speaker):
        return False
    last = at + 1 >= len(passage.sentences) or passage.starts_paragraph(at + 1)
    if (_is_event(line) or _is_description(line)) and last and not _is_linked(line, passage.lines[at - 1]):
        return False
    if speaker.kind == "group" and not before.weighing and _is_hedged(line):
        return False
    return _is_opinion(line) if opens and _is_mostly_quoted(passage, at - 1, told) else True


def _is_country(speaker: AttributionStep) -> bool:
    found = actor_of(speaker.actor)
    words = len(speaker.name.split())
    return speaker.kind == "group" and found is not None and found.kind == "state" and words == 1


def _is_hedged(line: Line) -> bool:
    return any(starts_with(line.words, at, line.cues.table.signals.hedges) for at in range(_NEAR_START))


def _states(passage: Passage, at: int, told: Sequence[Statement]) -> bool:
    """Whether more than a topic was said in sentence `at`: a verb, or that a statement was made ("опублікував допис про атаку")."""
    line = passage.lines[at]
    if any(s.report.postposed for s in told) or any(word.text == ":" for word in line.words):
        return True
    said = [part for statement in told for part in statement.content]
    inside = [w for w in line.words if any(p.start <= w.start and w.end <= p.end for p in said)]
    clause = bool(inside) and inside[0].norm in line.cues.table.grammar.that
    return clause or any(verb_reading(w) is not None or _is_saying(w, line) for w in inside)


def _is_saying(word: Word, line: Line) -> bool:
    """Whether the word is a noun for a statement or a view."""
    views = line.cues.table.grammar.framing
    return field_of(word, line.cues) == "utterances" or any(r.lemma in views for r in word.readings)


def _is_event(line: Line) -> bool:
    """Whether somebody or something did something: a perfective past with a subject of its own."""
    done = [word for word in line.words if is_verb(word) and _is_done(word)]
    numbers = {found.number for word in done if (found := verb_reading(word)) is not None}
    acts = any(_may_act(word) and word.readings[0].number in numbers for word in line.words)
    return bool(done) and acts and not _is_hypothetical(line)


def _is_description(line: Line) -> bool:
    """Whether a short form is the sentence's only predicate ("Університет відомий хором")."""
    return not any(is_verb(word) for word in line.words) and any(is_predicate(word) for word in line.words)


def _is_linked(line: Line, before: Line) -> bool:
    """Whether the sentence points back with a pronoun, or repeats a noun of the sentence before.

    A pronoun behind a name or noun that may be meant by it does not ("Нікарагуа прислала електриків, але їхня допомога …").
    """
    back = line.cues.table.signals.back
    said = {w.norm[:_STEM] for w in before.words if _is_noun(w)}
    meant = False
    for word in line.words:
        first = word.readings[0] if word.readings else None
        if first is None:
            continue
        points = word.norm in back or first.lemma in back or word.norm in line.cues.table.possessives
        if points and not meant:
            return True
        meant = meant or (_may_act(word) and word.is_capital)
        if _is_noun(word) and word.norm[:_STEM] in said:
            return True
    return False


def _is_noun(word: Word) -> bool:
    return bool(word.readings) and word.readings[0].pos == "NOUN" and len(word.norm) >= _STEM


def _may_act(word: Word) -> bool:
    """Whether the likeliest reading is a noun or name in the nominative."""
    first = next((r for r in word.readings if r.pos in {"NOUN", "PROPN"}), None)
    return word.is_word and not is_verb(word) and first is not None and first.case == "Nom"


def _is_done(word: Word) -> bool:
    found = verb_reading(word)
    tags = {"perf", "past"}
    perfective = any(tags <= parsed.tag.grammemes for parsed in parse(word.norm, word.language))
    return found is not None and found.tense == "Past" and perfective


def _has_one_voice(told: Sequence[Statement]) -> bool:
    """False where two spoke in one sentence, where somebody judged, and where the cue points back to what was told before."""
    speakers = {s.voice.speakers[-1].name for s in told if s.voice.speakers}
    states = not told or any(not s.report.judging for s in told)
    return len(speakers) < 2 and states and not any(s.report.points_back for s in told)  # noqa: PLR2004 - a second speaker


def _is_background(line: Line) -> bool:
    """Whether the sentence dates what has been: a past or a standing fact beside a day, month or year."""
    if not any(_is_date(line, word) for word in line.words):
        return False
    return not _looks_ahead(line)


def _is_date(line: Line, word: Word) -> bool:
    dates = line.cues.table.signals.dates
    year = word.text.isdigit() and len(word.text) == _YEAR and word.text[:2] in {"19", "20"}
    return year or word.norm in dates or any(r.lemma in dates for r in word.readings[:2])


def _looks_ahead(line: Line) -> bool:
    """Whether the sentence says what will, should or could be: a future; an infinitive alone or after a modal; "б"."""
    found = [reading for word in line.words if (reading := verb_reading(word)) is not None]
    if any(r.tense == "Past" for r in found):
        return _is_hypothetical(line)
    modal = any(
        {w.norm, *(r.lemma for r in w.readings)} & set(line.cues.table.grammar.modals) for w in line.words
    )
    alone = modal or not any(is_verb(word) for word in line.words)
    return any(r.tense == "Fut" or (r.form == "Inf" and alone) for r in found)


def _is_hypothetical(line: Line) -> bool:
    return any(word.norm in line.cues.table.grammar.hypothetical for word in line.words)


def _is_opinion(line: Line) -> bool:
    """Whether the sentence says what will, should or could be, or has no finite verb at all."""
    return _looks_ahead(line) or not any(is_predicate(word) for word in line.words)


def _tells_of(line: Line, speaker: AttributionStep) -> bool:
    """Whether the sentence is about the speaker, or about somebody who did not answer: that is the outlet's to tell."""
    names = {word.casefold() for word in speaker.name.split()}
    if speaker.kind == "person" and any(
        word.is_capital and word.norm in names for word in line.words if word.is_word
    ):
        return True
    refused = any(
        word.norm in line.cues.verbs and line.words[at - 1].norm in line.cues.table.grammar.negation
        for at, word in enumerate(line.words)
        if at
    )
    return refused and any(_may_act(word) for word in line.words)


def _is_mostly_quoted(passage: Passage, at: int, told: Sequence[Statement]) -> bool:
    """Whether what was said in sentence `at` stands in quotation marks for the most part."""
    said = [part for statement in told for part in statement.report.content]
    quoted = sum(
        max(0, min(s.end, part.end) - max(s.start, part.start))
        for s in passage.lines[at].speech
        for part in said
    )
    return quoted > _MOSTLY * sum(part.end - part.start for part in said)
