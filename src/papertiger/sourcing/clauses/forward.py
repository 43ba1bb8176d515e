"""Reporting clauses before what they report: "X заявив, що …", "У МЗС заявили: …", "Про це повідомляє X"."""

from __future__ import annotations

from dataclasses import replace

from papertiger.news.article import Span
from papertiger.sourcing.clauses.addressees import Subject, dative_name
from papertiger.sourcing.clauses.anaphora import points_back
from papertiger.sourcing.clauses.behind import subject_after
from papertiger.sourcing.clauses.caseless import apposed_name, quoted_as_saying
from papertiger.sourcing.clauses.contents import content_start, introduces_content, next_that, only_adverbs
from papertiger.sourcing.clauses.finite import is_clause
from papertiger.sourcing.clauses.inside import within_body
from papertiger.sourcing.clauses.quoting import is_said, joined, quoted_at
from papertiger.sourcing.clauses.report import Line, Report, spans
from papertiger.sourcing.clauses.subjects import previous_speaker, subject_before, subject_within
from papertiger.sourcing.cues import VerbForm
from papertiger.sourcing.who.shapes import is_verb
from papertiger.sourcing.who.view import state_of_id

_BETWEEN = 3
"""Words between the subject of an inner statement and its verb ("the envoy had later told him")."""


def forward(line: Line, at: int, form: VerbForm) -> Report | None:
    """Such as "X заявив, що …", "У МЗС заявили: …", "Про це повідомляє X"."""
    start = 0 if _shares_subject(line, at) else _after_outer(line, line.clause_start(at), at, form)
    anaphora = points_back(line, start)
    before = subject_before(line, at, form, start + (anaphora if start + anaphora <= at else 0))
    after = subject_after(line, at, form)
    subject = _told_outlet(line, before, after, form) or before or after or within_body(line, at + 1, form)
    # "Про це розповіли офіцери, які побажали лишитися неназваними": what the second verb opens points nowhere.
    described = line.words[line.clause_start(at)].norm in line.cues.table.grammar.relative
    opens_back = points_back(line, 0) and not (described and line.cues.table.grammar.within)
    if opens_back and subject is not None and not _has_own_content(line, max(subject.end, at + 1)):
        return _pointing_back(line, 0 if subject.start < at else start, at, subject)
    if subject is None:
        subject = _left_out(line, at, form, start)
    if subject is None:
        return None
    participle = line.words[at].norm.endswith(tuple(line.cues.table.grammar.converbs))
    if participle and not line.cues.table.grammar.within and 1 < at == line.clause_start(at):
        # "The minister landed in Munich, saying …" is the subject of the clause before, not the noun at its end.
        main = subject_within(line, 0, line.clause_end(0), form)
        subject = replace(main, start=at, end=at + 1) if main is not None else subject
    if form.kind == "relay":
        subject = _with_quoted(line, at, subject)
    close = line.clause_end(max(subject.end, at + 1))
    if form.kind == "judge" and not (close < len(line.words) and line.words[close].text == ":"):
        return _judging(line, at, subject)
    subject = apposed_name(line, subject)
    if form.kind == "publish" and not line.cues.table.grammar.within and subject.source.is_outlet:
        quoted = quoted_as_saying(line, at)
        if quoted is not None and quoted.end < len(line.words):
            return _quoting(line, at, subject, quoted)
    found = content_start(line, max(subject.end, at + 1), form)
    if found is None:
        return None
    return _reporting(line, at, form, subject, *found)


def _shares_subject(line: Line, at: int) -> bool:
    """True for the second verb of a subject before an insertion, without cases ("X, in his address, thanked allies but warned …")."""
    grammar = line.cues.table.grammar
    before, start = line.words[at - 1].norm if at else "", line.clause_start(at)
    joined = before in (*grammar.conjunctions, *grammar.contrast)
    return not grammar.within and joined and 0 < start < at - 1 and is_clause(line, start - 1, start + 1)


def _reporting(
    line: Line, at: int, form: VerbForm, subject: Subject, content_at: int, open_after: bool
) -> Report | None:
    if form.by_place and not _speaks_there(line, content_at, subject):
        return None
    learns = form.kind == "publish" and line.words[at].norm in line.cues.table.grammar.silent
    if learns and not subject.source.is_outlet:
        return None  # "Reuters has learned that …" reports, "the capitals have learned that …" does not
    content = _content(line, at, content_at, subject) if content_at < len(line.words) else None
    if content is None and not open_after:
        return None
    # Of two verbs of one subject the second reports by itself: "X назвал это шуткой и посоветовал …".
    second = subject.end < at and any(is_verb(word) for word in line.words[subject.end : at])
    begin = at if second and line.cues.table.grammar.within else min(subject.start, at)
    return Report(
        source=subject.source,
        span=line.place(begin, max(content_at, at + 1)),
        content=spans(content),
        cue=line.words[at].text,
        rule="reporting clause before its content",
        open_after=open_after,
        explicit=subject.explicit,
        media=subject.media,
    )


def _content(line: Line, at: int, content_at: int, subject: Subject) -> Span | None:
    """What the verb at `at` reports: the rest of the sentence; of a relative clause, in a language without cases, only its own.

    "Oslo, which had pledged ships, sent none." A thing promised or asked for ends before what contrasts with it ("…, but sent none").
    """
    grammar = line.cues.table.grammar
    relative = line.words[line.clause_start(at)].norm in grammar.relative or _restricts(line, subject.start)
    close = line.clause_end(content_at)
    turns = close + 1 < len(line.words) and line.words[close + 1].norm in grammar.contrast
    thing = turns and line.words[close].text == "," and not is_clause(line, content_at, close)
    if grammar.within or not (relative or thing):
        return line.after(content_at)
    while close + 1 < len(line.words) and line.words[close + 1].text.isdigit():  # "1,100 soldiers"
        close = line.clause_end(close + 1)
    if relative and line.words[content_at].norm in grammar.infinitive:
        # "The tanks that Bonn had pledged to send *have* not come": an infinitive ends before the verb of the sentence.
        finite = (i for i in range(content_at + 1, close) if line.words[i].norm in grammar.auxiliaries)
        close = next((i for i in finite if line.words[i].norm not in grammar.adverbs), close)
    return line.between(content_at, close)


def _restricts(line: Line, start: int) -> bool:
    """Whether what begins at `start` describes the noun before it, no comma between: "the tanks *that* Bonn had pledged"."""
    joined = start > 1 and line.words[start - 1].norm in line.cues.table.grammar.relative
    return joined and line.words[start - 2].is_word and line.words[start - 2].norm not in line.cues.verbs


def _after_outer(line: Line, start: int, at: int, form: VerbForm) -> int:
    """Where the subject of a verb may begin whose clause another speech verb opens ("The minister said the envoy had told him …")."""
    grammar = line.cues.table.grammar
    joined = at > 0 and line.words[at - 1].norm in (*grammar.conjunctions, *grammar.contrast)
    if grammar.within or joined:  # "blamed the army but admitted …"
        return start
    for place in range(at - 2, start, -1):
        word = line.words[place]
        if word.norm not in line.cues.verbs or word.is_capital:
            continue
        subject = subject_within(line, place + 1, at, form)
        if subject is not None and subject.explicit and subject.end >= at - _BETWEEN:
            return place + 1
    return start


def _with_quoted(line: Line, at: int, subject: Subject) -> Subject:
    """The subject of a verb of relaying with whom it quotes: an outlet anybody, others only whose words they pass on."""
    quoted = quoted_at(line, max(subject.end, at + 1))
    outlet = subject.source.is_outlet or subject.source.relative == "publication"
    if quoted is None or not (outlet or is_said(line, quoted.start)):
        return subject
    return joined(subject, quoted)


def _told_outlet(line: Line, before: Subject | None, after: Subject | None, form: VerbForm) -> Subject | None:
    """The speaker behind the verb when the outlet before it was spoken to ("Об этом РБК рассказали два источника")."""
    if before is None or after is None or form.kind in {"publish", "relay"}:
        return None
    outlet = before.source if before.source.is_outlet else dative_name(line, before)
    speaks = after.source.steps and not after.source.is_outlet and after.explicit
    if outlet is None or not speaks:
        return None
    return replace(after, start=min(before.start, after.start), media=(outlet,))


def _quoting(line: Line, at: int, outlet: Subject, quoted: Subject) -> Report:
    """Such as "Interfax quoted the minister as saying …": outlet, then who is quoted."""
    steps = (*outlet.source.steps, *quoted.source.steps)
    ids = (*outlet.source.outlet_ids, *quoted.source.outlet_ids)
    why = f"an outlet that quotes: {quoted.source.why}"
    return Report(
        source=replace(quoted.source, steps=steps, outlet_ids=ids, why=why),
        span=line.place(min(outlet.start, at), quoted.end),
        content=spans(line.after(quoted.end)),
        cue=line.words[at].text,
        rule="an outlet that quotes somebody",
    )


def _speaks_there(line: Line, content_at: int, subject: Subject) -> bool:
    """Whether the subject of an unlisted verb may be speaking: before a quotation anybody, before a colon all but a country.

    "Нідерланди відмовилися: …" explains, "Міністр пожартував: …" quotes.
    """
    at = content_at - 1
    if not 0 <= at < len(line.words) or line.words[at].text != ":":
        return True
    quoted = content_at < len(line.words) and line.is_quote_edge(content_at)
    if (
        not quoted
        and content_at < len(line.words)
        and line.words[content_at].norm in line.cues.table.pronouns
    ):
        return False  # "Президент не ховався: він погрожував …" tells of him
    last = subject.source.steps[-1] if subject.source.steps else None
    if quoted or last is None or last.kind == "person":
        return True
    return state_of_id(last.actor) != last.actor or last.actor is None


def _judging(line: Line, at: int, subject: Subject) -> Report | None:
    """Such as "У Кремлі рішення Вашингтона привітали", "Посольство відкинуло звинувачення": the object is the content."""
    after = max(subject.end, at + 1)
    content = spans(line.between(subject.end, at), line.after(after))
    if not content:
        return None
    begin = min(subject.start, at)
    return Report(
        source=subject.source,
        span=line.place(begin, subject.end if subject.start < at else after),
        content=content,
        cue=line.words[at].text,
        rule="a judgement on its object",
        judging=True,
        explicit=subject.explicit,
        media=subject.media,
    )


def _pointing_back(line: Line, start: int, at: int, subject: Subject) -> Report:
    return Report(
        source=subject.source,
        span=line.place(start, max(line.clause_end(subject.end), at + 1)),
        content=(),
        cue=f"{line.words[start].text} … {line.words[at].text}",
        rule="attribution after its statement",
        points_back=True,
        explicit=subject.explicit,
        media=subject.media,
    )


def _has_own_content(line: Line, at: int) -> bool:
    """True when a content clause follows after all ("Про це … заявив X: …")."""
    close = line.clause_end(at)
    if close >= len(line.words) - 1:
        return False
    return line.words[close].text == ":" or introduces_content(line, close)


def _left_out(line: Line, at: int, form: VerbForm, start: int) -> Subject | None:
    """The previous speaker, when the verb opens its sentence or follows adverbs and a content clause comes."""
    words = line.words
    lead_is_empty = start == 0 and (only_adverbs(line, start, at) or points_back(line, 0))
    if form.converb and start > 0:
        subject = subject_within(line, 0, start - 1, VerbForm(form.lemma, form.kind))
        if subject is not None and next_that(line, at + 1) is not None:
            return subject
    has_clause = next_that(line, at + 1) == at + 2 or (at + 1 < len(words) and words[at + 1].text == ":")
    second = at > start and words[start].norm in line.cues.table.grammar.conjunctions and start == at - 1
    if (lead_is_empty or second or only_adverbs(line, start, at)) and has_clause and not form.converb:
        earlier = subject_within(line, 0, start, form) if start else None
        return earlier or Subject(previous_speaker(form), at, at + 1, explicit=False)
    return None
