"""Reports by place alone: "X: …" in a headline or before a quotation, "… – X" at the end, "Відповідь посла: «…»"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from papertiger.sourcing.clauses.addressees import picked_at
from papertiger.sourcing.clauses.report import Line, Report, spans
from papertiger.sourcing.who.phrases import find_phrase
from papertiger.sourcing.who.shapes import Phrase, is_predicate, is_verb
from papertiger.sourcing.who.sources import resolve
from papertiger.sourcing.who.view import Source, field_of
from papertiger.sourcing.words import Word

_LONGEST_HEADLINE_SOURCE = 8
"""Tokens before the colon (after the dash) of a headline that can still name who speaks."""


def place_reports(line: Line) -> Iterator[Report]:
    """Reports by place alone: a name before a colon, one after the last dash, a noun for what is said and whose it is."""
    leading = _leading_source(line)
    if leading is not None:
        yield leading
    answer = _answer(line)
    if answer is not None:
        yield answer
    trailing = _trailing_source(line)
    if trailing is not None:
        yield trailing


def _leading_source(line: Line) -> Report | None:
    colon = next((i for i, w in enumerate(line.words[: _LONGEST_HEADLINE_SOURCE + 1]) if w.text == ":"), None)
    if not colon:
        return None
    end = _before_topic(line, _before_brackets(line, colon))
    phrase = find_phrase(line.words[:end], 0, "Nom", line.cues)
    source = _headline_source(line, phrase, end)
    content = spans(line.after(colon + 1))
    if (
        source is None
        or not content
        or not (line.kind in {"title", "heading"} or _quotes(line, source, colon))
    ):
        return None
    return Report(source, line.place(0, colon), content, ":", "source before the colon of a headline")


def _quotes(line: Line, source: Source, colon: int) -> bool:
    """Whether the colon of a running sentence opens somebody's words: a quotation, or a clause after a name that speaks."""
    if colon + 1 < len(line.words) and line.is_quote_edge(colon + 1):
        return True
    last = source.steps[-1] if source.steps else None
    speaks = (
        last is not None
        and not last.anonymous
        and (last.kind in {"outlet", "person"} or last.actor is not None)
    )
    return speaks and any(is_predicate(word) for word in line.words[colon + 1 :])


def _before_brackets(line: Line, colon: int) -> int:
    """Index of the bracket that closes right before the colon ("Пєсков (про базу): …"), else of the colon."""
    if line.words[colon - 1].text != ")":
        return colon
    return next((i for i in range(colon - 1, 0, -1) if line.words[i].text == "("), colon)


def _before_topic(line: Line, end: int) -> int:
    """Index of the dash before a topic that ends at `end` ("Зеленский — о перемирии: …"), with or without the dash; else `end`."""
    about = line.cues.table.grammar.topic
    topic = next((i for i in range(1, end) if line.words[i].norm in about), None)
    if topic is None:
        return end
    return topic - 1 if topic > 1 and line.words[topic - 1].is_dash else topic


def _answer(line: Line) -> Report | None:
    """Such as "Відповідь посла була коротка: «Ні»", "«Ні», – такі слова посла": a noun for what is said, and whose it is."""
    colon = next((i for i, w in enumerate(line.words) if w.text == ":"), None)
    if (
        colon is not None
        and not any(is_verb(w) for w in line.words[:colon])
        and any(is_predicate(w) for w in line.words[colon + 1 :])
    ) or (colon is not None and colon + 1 < len(line.words) and line.is_quote_edge(colon + 1)):
        begin, end, content = line.clause_start(colon - 1), colon, spans(line.after(colon + 1))
    else:
        dash = next(
            (i for i, w in enumerate(line.words) if w.is_dash and i > 1 and _after_speech(line, i)), None
        )
        if dash is None or any(is_verb(w) for w in line.words[dash + 1 : line.clause_end(dash + 1)]):
            return None
        begin, end, content = dash + 1, line.clause_end(dash + 1), spans(line.before(dash))
    for at in range(begin, end):
        said = field_of(line.words[at], line.cues) == "utterances" or _is_stance(line.words[at], line)
        if not said or line.words[at].reading("Nom", ("NOUN",)) is None:
            continue
        if any(r.pos == "ADP" for w in line.words[max(begin, at - 2) : at] for r in w.readings):
            return None
        if at + 1 < end and line.words[at + 1].norm in line.cues.table.pronouns:
            return None
        phrase = find_phrase(line.words[:end], at, "Nom", line.cues)
        picked = picked_at(line, at + 1)
        if picked is not None and colon is not None and content:
            why = "a noun for what is said, and whose it is"
            return Report(picked, line.place(begin, end), content, line.words[at].text, why, explicit=False)
        owner = find_phrase(line.words[:end], at + 1, "Gen", line.cues) if at + 1 < end else None
        source = resolve(line.words, owner, line.mentions, line.cues) if owner is not None else None
        if phrase is not None and owner is not None and source is not None and source.steps and content:
            return Report(
                source,
                line.place(begin, end),
                content,
                line.words[at].text,
                "a noun for what is said, and whose it is",
                postposed=colon is None,
            )
    return None


def _is_stance(word: Word, line: Line) -> bool:
    return bool({word.norm, *(r.lemma for r in word.readings)} & set(line.cues.table.grammar.stances))


def _after_speech(line: Line, dash: int) -> bool:
    return line.is_quote_edge(dash - 1) or line.is_quote_edge(dash - 2)


def _trailing_source(line: Line) -> Report | None:
    dashes = [i for i, w in enumerate(line.words) if w.is_dash]
    if not dashes or dashes[-1] < 1:
        return None
    at, end = dashes[-1] + 1, len(line.words)
    while end > at and not line.words[end - 1].is_word and not line.words[end - 1].is_quote:
        end -= 1
    closed = line.words[at - 2].text == "," or line.is_quote_edge(at - 2)
    agency = at < end and _is_outlet(line, at, end)
    if (
        at >= end
        or end - at > _LONGEST_HEADLINE_SOURCE
        or not (closed or agency or line.kind in {"title", "heading"})
    ):
        return None
    phrase = find_phrase(line.words[:end], at, "Nom", line.cues)
    source = _headline_source(line, phrase, end)
    content = spans(line.before(at - 1))
    if source is None or not content:
        return None
    return Report(source, line.place(at, end), content, "–", "source after the dash", postposed=True)


def _is_outlet(line: Line, start: int, end: int) -> bool:
    """Whether an outlet of the actor file is all that stands between `start` and `end` ("Базу закриють – AFP")."""
    first, last = line.words[start].start, line.words[end - 1].end
    return any(m.actor.kind == "outlet" and m.start <= first and last <= m.end for m in line.mentions)


def _headline_source(line: Line, phrase: Phrase | None, end: int) -> Source | None:
    """The phrase's source when it fills the place and can speak; a bare country is a topic there, not a speaker."""
    if phrase is None or phrase.end < end:
        return None
    source = resolve(
        line.words, phrase, line.mentions, line.cues, publishing=line.words[phrase.start].is_latin
    )
    topic = _names_country(line, phrase)
    return None if source is None or topic else source


def _names_country(line: Line, phrase: Phrase) -> bool:
    low, high = line.words[phrase.start].start, line.words[phrase.core - 1].end
    inside: Sequence[object] = [
        m
        for m in line.mentions
        if low <= m.start and m.end <= high and m.actor.kind == "state" and m.form == "name"
    ]
    return bool(inside) and phrase.core - phrase.start == 1
