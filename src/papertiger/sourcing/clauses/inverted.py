"""Reporting clauses behind or inside what they report: "…, – заявив X", "…, повідомляє X", "…, said X"."""

from __future__ import annotations

from dataclasses import replace

from papertiger.sourcing.clauses.addressees import Subject, pronoun_at
from papertiger.sourcing.clauses.anaphora import points_back
from papertiger.sourcing.clauses.behind import follows_quote_or_dash, subject_after
from papertiger.sourcing.clauses.caseless import (
    closing_subject,
    only_adjuncts,
    opens_with_adjunct,
    quoted_as_saying,
)
from papertiger.sourcing.clauses.construction import after_quotation
from papertiger.sourcing.clauses.contents import introduces_content, only_adverbs
from papertiger.sourcing.clauses.inside import within_body
from papertiger.sourcing.clauses.report import Line, Report, spans
from papertiger.sourcing.clauses.subjects import previous_speaker, subject_within
from papertiger.sourcing.cues import VerbForm
from papertiger.sourcing.who.shapes import is_verb

_SHORTEST_STATEMENT = 2
"""Words before an inverted clause without a quotation mark; fewer are no statement."""
_LONGEST_TAIL = 6
"""Words after an English inverted verb ("…, Reuters reported on Monday night"); more are its own content."""


def inverted(line: Line, at: int, form: VerbForm) -> Report | None:
    """Such as "…, – заявив X", "…, повідомляє X": the content stands before the clause."""
    start = line.clause_start(at)
    if start and _points_back(line, start):
        return None
    lead = only_adverbs(line, start, at) or after_quotation(line, at)
    if start == 0 or form.converb or not lead:
        subject = _topic_first(line, at, form, start) or _english_inverted(line, at, form, start)
        if subject is None:
            return None
    else:
        leads = _pronoun_before(line, start, at)
        subject = leads or subject_after(line, at, form) or within_body(line, at + 1, form)
    marked = follows_quote_or_dash(line, start)
    if subject is None and marked and line.cues.table.grammar.within:
        close = line.clause_end(at + 1)
        subject = subject_within(line, at + 1, close, form) or subject_within(line, start, at, form)
    if subject is not None and form.kind == "publish" and not line.cues.table.grammar.within:
        subject = _quoted_after(line, at, subject)
    if subject is None:
        ends = at + 1 >= len(line.words) or line.words[at + 1].text in {".", ",", ":"}
        if not marked or not ends:
            return None
        subject = Subject(previous_speaker(form), at, at + 1, explicit=False)
    close = line.clause_end(max(subject.end, at + 1))
    if introduces_content(line, close) and not marked:
        return None
    start = at if start == 0 else start
    before = line.between(_said_from(line, start, close, marked=marked), start)
    said = sum(w.is_word for w in (*line.words[:start], *line.words[close:]))
    if before is None or (not marked and said < _SHORTEST_STATEMENT):
        return None
    opens = line.words[close].text == ":" if close < len(line.words) else False
    return Report(
        source=subject.source,
        span=line.place(start, close),
        content=spans(before, line.after(close)),
        cue=line.words[at].text,
        rule="inverted reporting clause",
        postposed=True,
        open_after=opens,
        explicit=subject.explicit,
        media=subject.media,
    )


def _pronoun_before(line: Line, start: int, at: int) -> Subject | None:
    """The pronoun between the dash and the verb ("«…», — так він пояснив рішення")."""
    found = (pronoun_at(line, place) for place in range(start, at))
    return next((subject for subject in found if subject is not None), None)


def _quoted_after(line: Line, at: int, outlet: Subject) -> Subject:
    """Such as "…, Interfax quoted the minister as saying, …": outlet, then who is quoted."""
    quoted = quoted_as_saying(line, at)
    if quoted is None or not outlet.source.is_outlet:
        return outlet
    steps = (*outlet.source.steps, *quoted.source.steps)
    ids = (*outlet.source.outlet_ids, *quoted.source.outlet_ids)
    source = replace(quoted.source, steps=steps, outlet_ids=ids)
    return replace(outlet, source=source, end=quoted.end)


def closing(line: Line, at: int, form: VerbForm) -> Report | None:
    """Such as "Nine soldiers died, said General X" in a language without cases."""
    subject = closing_subject(line, at, form)
    if subject is None:
        return None
    begin = min(subject.start, at)
    before = line.between(0, begin)
    if before is None:
        return None
    close = max(subject.end, line.clause_end(max(subject.end, at + 1)))
    return Report(
        source=subject.source,
        span=line.place(begin, close),
        content=spans(before),
        cue=line.words[at].text,
        rule="reporting clause that closes its content",
        postposed=True,
        explicit=subject.explicit,
        media=subject.media,
    )


def _topic_first(line: Line, at: int, form: VerbForm, start: int) -> Subject | None:
    """Such as "Про загибель двох людей повідомив губернатор": what is said about stands before the verb."""
    grammar = line.cues.table.grammar
    topic = start == 0 and line.words[0].norm in grammar.topic and at > 1
    if not topic or not grammar.within or form.kind not in {"say", "publish", "relay"}:
        return None
    if points_back(line, 0) or any(is_verb(w) for w in line.words[:at]):
        return None
    return subject_after(line, at, form)


def _points_back(line: Line, end: int) -> bool:
    """True when only an anaphora and a date stand before `end` ("Про це в середу, 12 листопада, повідомив X")."""
    if not points_back(line, 0):
        return False
    return not any(is_verb(word) or word.norm in line.cues.table.impersonal for word in line.words[:end])


def _said_from(line: Line, start: int, close: int, *, marked: bool) -> int:
    """Where what is said begins: of a clause in the middle of an explanation, after the colon before it."""
    if marked or line.after(close) is None:
        return 0
    marks = [i for i in range(start) if line.words[i].text in {":", ";"}]
    return marks[-1] + 1 if marks else 0


def _english_inverted(line: Line, at: int, form: VerbForm, start: int) -> Subject | None:
    """Such as "…, Reuters reported." in a language where the subject keeps its place before the verb."""
    if start == 0 or line.cues.table.grammar.within or form.converb:
        return None
    follows = line.clause_end(at + 1)
    tail = line.words[at + 1 : follows]
    long = len(tail) > _LONGEST_TAIL and not (_after_quote(line, start) or only_adjuncts(line, at))
    if long or any(w.norm in line.cues.table.grammar.that for w in tail):
        return None
    joins = line.words[at - 1].norm in (
        *line.cues.table.grammar.conjunctions,
        *line.cues.table.grammar.contrast,
    )
    if joins or _takes_infinitive(line, at):
        return None
    if line.words[start - 1].text == ":" or (start > 1 and line.words[start - 1].text == ";"):
        return None
    if line.words[start].norm in line.cues.table.grammar.subordinators + line.cues.table.grammar.conjunctions:
        return None
    if tail and opens_with_adjunct(line) and not only_adjuncts(line, at):
        return None  # "In a post on X, Trump said the strike …": the content follows
    return subject_within(line, start, at, form)


def _takes_infinitive(line: Line, at: int) -> bool:
    """True for "…, Washington threatens to strike": "to" before a bare word that names nobody spoken to."""
    to, word = line.words[at + 1 : at + 2], line.words[at + 2 : at + 3]
    if not to or not word or to[0].norm not in line.cues.table.grammar.infinitive:
        return False
    grammar = line.cues.table.grammar
    listed = word[0].norm in line.cues.heads or word[0].norm in (
        *grammar.articles,
        *grammar.plurals,
        *grammar.them,
    )
    return word[0].is_word and not word[0].is_capital and not listed


def _after_quote(line: Line, start: int) -> bool:
    """True when quoted speech closes right before the clause."""
    return any(line.is_quote_edge(place) for place in range(max(0, start - 2), start))
