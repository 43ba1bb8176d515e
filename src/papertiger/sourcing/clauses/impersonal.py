"""Reports that name nobody: "йдеться в статті", "в докладе отмечается", "там же указано"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from papertiger.sourcing.clauses.report import Line, Report, spans
from papertiger.sourcing.who.phrases import find_phrase
from papertiger.sourcing.who.sources import resolve
from papertiger.sourcing.who.view import Source
from papertiger.sourcing.words import starts_with


def impersonal_reports(line: Line) -> Iterator[Report]:
    """Reports by "йдеться в X", "повідомляється, що"; without X they continue whatever is being retold."""
    forms = line.cues.table.impersonal
    for at, word in enumerate(line.words):
        passive = word.norm not in forms and _is_passive(line, at)
        report = _impersonal(line, at) if word.norm in forms or passive else None
        if report is not None and not (passive and report.source.relative == "publication"):
            yield report


def _is_passive(line: Line, at: int) -> bool:
    """True for a neuter passive before a content clause ("оговорено, что …"), which reports where it says in what text."""
    first = line.words[at].readings[:1]
    short = bool(first) and first[0].form == "Part" and first[0].case is None and first[0].gender == "Neut"
    after = [word.norm for word in line.words[at + 1 : at + 3]]
    return short and after[:1] == [","] and after[1:] == list(line.cues.table.grammar.that[:1])


def _impersonal(line: Line, at: int) -> Report | None:
    start = line.clause_start(at)
    back = starts_with(line.words, start, line.cues.table.signals.anaphora)
    how = starts_with(line.words, start, line.cues.table.grammar.how[:1])
    before = _inside_text(line, start, at)
    if before is None and 1 < start == at and line.words[start - 1].text == ",":
        # "У меморандумі, копію якого має редакція, йдеться про …"
        before = _inside_text(line, 0, start)
        start = 0 if before is not None else start
    after = _inside_text(line, at + 1, line.clause_end(at + 1))
    text = _points_to_text(line, start, line.clause_end(at + 1))
    source = before or after or Source(relative=text, words=line.words[at].text, why="impersonal report")
    close = line.clause_end(at + 1)
    explicit = (before or after) is not None
    base = Report(
        source,
        line.place(start, max(close, at + 1)),
        (),
        line.words[at].text,
        "impersonal report",
        explicit=explicit,
    )
    if back and start == 0 and close >= len(line.words) - 1:
        return replace(base, points_back=True) if explicit else None
    if how:
        content = spans(line.after(close)) if start == 0 else spans(line.before(start), line.after(close))
        return replace(base, content=content) if content else None
    introduces = close + 1 < len(line.words) and line.words[close + 1].norm in line.cues.table.grammar.that
    if close < len(line.words) and (
        line.words[close].text == ":" or (line.words[close].text == "," and introduces)
    ):
        following = line.after(close + 1)
        return replace(base, content=spans(following), open_after=following is None)
    leads = start > 0 and not introduces and start <= at
    if leads and line.before(start) is not None:
        return replace(base, content=spans(line.before(start), line.after(close)), postposed=True)
    topical = at + 1 < len(line.words) and line.words[at + 1].norm in line.cues.table.grammar.about
    if explicit and topical and before is not None:
        return replace(base, span=line.place(start, at + 1), content=spans(line.after(at + 1)))
    return None


def _points_to_text(line: Line, start: int, end: int) -> str:
    """``text`` where a pronoun or "there" stands for the text that spoke before ("значится в ней", "там же указано"), else ``publication``."""
    grammar, pronouns = line.cues.table.grammar, line.cues.table.pronouns
    for at in range(start, min(end, len(line.words))):
        word, before = line.words[at], line.words[at - 1].norm if at else ""
        there = word.norm in pronouns and pronouns[word.norm].place
        inside = before in grammar.within and word.reading("Loc", ("PRON",)) is not None
        if there or inside:
            return "text"
    return "publication"


def _inside_text(line: Line, start: int, end: int) -> Source | None:
    """The text or body between `start` and `end` that something stands in or follows from ("у звіті ООН", "з листа міністра")."""
    grammar = line.cues.table.grammar
    for place in range(start, end - 1):
        norm = line.words[place].norm
        case = "Loc" if norm in grammar.within else "Gen" if norm in grammar.out_of else None
        if case is not None:
            phrase = find_phrase(line.words[:end], place + 1, case, line.cues)
            source = resolve(line.words, phrase, line.mentions, line.cues) if phrase else None
            if source is not None:
                return source
    return None
