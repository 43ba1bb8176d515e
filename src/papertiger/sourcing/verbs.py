"""Reports by a speech verb: forward ("X заявив, що …"), inverted ("…, – заявив X"), and as an aside ("як пише X")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from papertiger.news.article import Span
from papertiger.sourcing.addressees import Subject
from papertiger.sourcing.caseless import (
    apposed_name,
    closing_subject,
    only_adjuncts,
    opens_with_adjunct,
    quoted_as_saying,
)
from papertiger.sourcing.construction import after_quotation, by_construction
from papertiger.sourcing.cues import VerbForm
from papertiger.sourcing.phrases import is_verb, is_verbal_noun
from papertiger.sourcing.report import Line, Report, spans
from papertiger.sourcing.subjects import (
    follows_quote_or_dash,
    previous_speaker,
    subject_after,
    subject_before,
    subject_within,
    within_body,
)
from papertiger.sourcing.view import Source, state_of_id
from papertiger.sourcing.words import Word, starts_with

_SHORTEST_STATEMENT = 2
"""Words before an inverted clause without a quotation mark; fewer are no statement."""
_LONGEST_TAIL = 6
"""Words after an English inverted verb ("…, Reuters reported on Monday night"); more are its own content."""


def verb_reports(line: Line) -> Iterator[Report]:
    """All reports of the sentence that hang on a speech verb."""
    for at, word in enumerate(line.words):
        form = line.cues.verbs.get(word.norm) or by_construction(line, at)
        if form is None or _is_noun(line, at) or (_negated(line, at) and not after_quotation(line, at)):
            continue
        if form.kind == "conclude" and not _concludes(line, at):
            continue
        report = (
            _aside(line, at, form)
            or _closing(line, at, form)
            or _inverted(line, at, form)
            or _forward(line, at, form)
        )
        if report is not None:
            yield replace(report, verb=Span(word.start, word.end), source=_gendered(report.source, form))


def _concludes(line: Line, at: int) -> bool:
    """True when a word for conclusion stands in the verb's clause."""
    clause = line.words[line.clause_start(at) : line.clause_end(at)]
    return any(word.norm in line.cues.table.conclusions for word in clause)


def _gendered(source: Source, form: VerbForm) -> Source:
    """`source` with the gender of its verb, which is the speaker's own where the title's is not."""
    return (
        replace(source, gender=form.gender)
        if form.gender in {"Masc", "Fem"} and source.number != "Plur"
        else source
    )


def _negated(line: Line, at: int) -> bool:
    """True for a verb that is denied, or that is only an infinitive ("failed to warn"); "did not rule out" reports all the same."""
    start = line.clause_start(at)
    if set(line.cues.table.grammar.reporting_denied) & {
        line.words[at].norm,
        *(r.lemma for r in line.words[at].readings),
    }:
        return False
    close = line.clause_end(at)
    if close < len(line.words) and line.words[close].text == ":" and line.cues.table.grammar.within:
        return False  # "Міністр не погодився: …"
    if at and line.words[at - 1].norm in line.cues.table.grammar.infinitive:
        return True
    return any(word.norm in line.cues.table.grammar.negation for word in line.words[max(start, at - 2) : at])


def _is_noun(line: Line, at: int) -> bool:
    """True for a form that is a verb elsewhere: after an article, capitalised inside a sentence, or a participle ("accused of")."""
    word = line.words[at]
    if word.readings:
        return False
    if word.norm.endswith(line.cues.table.grammar.past) and line.cues.table.grammar.past:
        after = line.words[at + 1].norm if at + 1 < len(line.words) else ""
        if after in line.cues.table.grammar.passive:
            return True
    if is_verbal_noun(line.words, at, line.cues):
        return True
    before = line.words[at - 1] if at else None
    grammar = line.cues.table.grammar
    return (word.is_capital and at > 0 and not line.is_boundary(at - 1)) or (
        before is not None and before.norm in grammar.articles
    )


def _aside(line: Line, at: int, form: VerbForm) -> Report | None:
    """Such as "Як пише X, …", "…, як вони стверджують, …", "…, про що повідомляє X"."""
    start = line.clause_start(at)
    length = starts_with(line.words, start, line.cues.table.grammar.how)
    if not length or start + length > at:
        return None
    subject = (
        subject_after(line, at, form)
        or within_body(line, at + 1, form)
        or subject_before(line, at, form, start + length)
    )
    if subject is None:
        if at + 1 < len(line.words) and not line.is_boundary(at + 1):
            return None
        subject = Subject(previous_speaker(form), at, at + 1, explicit=False)
    close = line.clause_end(max(subject.end, at + 1))
    if not _stands_aside(line, start, close):
        return None
    before = line.before(start)
    content = spans(before, line.after(close)) if start else spans(line.after(close))
    if not content:
        return None
    return Report(
        source=subject.source,
        span=line.place(start, close),
        content=content,
        cue=f"{line.words[start].text} {line.words[at].text}",
        rule="reporting aside",
        postposed=before is not None and close >= len(line.words) - 1,
        recalling=form.recalling and start == 0,
        explicit=subject.explicit,
        media=subject.media,
    )


def _stands_aside(line: Line, start: int, close: int) -> bool:
    """False for "після того, як X заявив, …", "сказав, як …", and for an opening that no mark closes."""
    if start == 0:
        return close < len(line.words) and line.words[close].text in {",", ":", "–", "—", "-"}
    if start > 1 and line.words[start - 1].text == ",":
        before_comma = line.words[start - 2].norm
        if before_comma in line.cues.verbs or before_comma in line.cues.table.grammar.correlatives:
            return False
    return not _introduces_content(line, close)


def _inverted(line: Line, at: int, form: VerbForm) -> Report | None:
    """Such as "…, – заявив X", "…, повідомляє X": the content stands before the clause."""
    start = line.clause_start(at)
    if start and _points_back(line, start):
        return None
    lead = _only_adverbs(line, start, at) or after_quotation(line, at)
    if start == 0 or form.converb or not lead:
        subject = _topic_first(line, at, form, start) or _english_inverted(line, at, form, start)
        if subject is None:
            return None
    else:
        subject = subject_after(line, at, form) or within_body(line, at + 1, form)
    marked = follows_quote_or_dash(line, start)
    if subject is None and marked and line.cues.table.grammar.within:
        subject = subject_within(line, at + 1, line.clause_end(at + 1), form)
    if subject is None:
        ends = at + 1 >= len(line.words) or line.words[at + 1].text in {".", ",", ":"}
        if not marked or not ends:
            return None
        subject = Subject(previous_speaker(form), at, at + 1, explicit=False)
    close = line.clause_end(max(subject.end, at + 1))
    if _introduces_content(line, close) and not marked:
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


def _closing(line: Line, at: int, form: VerbForm) -> Report | None:
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
    if starts_with(line.words, 0, line.cues.table.signals.anaphora) or any(
        is_verb(w) for w in line.words[:at]
    ):
        return None
    return subject_after(line, at, form)


def _points_back(line: Line, end: int) -> bool:
    """True when only an anaphora and a date stand before `end` ("Про це в середу, 12 листопада, повідомив X")."""
    if not starts_with(line.words, 0, line.cues.table.signals.anaphora):
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
    long = len(tail) > _LONGEST_TAIL and not _after_quote(line, start)
    if long or any(w.norm in line.cues.table.grammar.that for w in tail):
        return None
    if line.words[start - 1].text == ":" or (start > 1 and line.words[start - 1].text == ";"):
        return None
    if line.words[start].norm in line.cues.table.grammar.subordinators + line.cues.table.grammar.conjunctions:
        return None
    if tail and opens_with_adjunct(line) and not only_adjuncts(line, at):
        return None  # "In a post on X, Trump said the strike …": the content follows
    return subject_within(line, start, at, form)


def _after_quote(line: Line, start: int) -> bool:
    """True when quoted speech closes right before the clause."""
    return any(line.is_quote_edge(place) for place in range(max(0, start - 2), start))


def _only_adverbs(line: Line, start: int, end: int) -> bool:
    adverbs = line.cues.table.grammar.adverbs
    return all(word.norm in adverbs for word in line.words[start:end])


def _introduces_content(line: Line, close: int) -> bool:
    """True when a content clause, not the rest of a quoted sentence, follows at `close`."""
    if close + 1 >= len(line.words):
        return False
    after = line.words[close + 1]
    return line.words[close].text == "," and after.norm in line.cues.table.grammar.that[:3]


def _forward(line: Line, at: int, form: VerbForm) -> Report | None:
    """Such as "X заявив, що …", "У МЗС заявили: …", "Про це повідомляє X"."""
    start = line.clause_start(at)
    anaphora = starts_with(line.words, start, line.cues.table.signals.anaphora)
    before = subject_before(line, at, form, start + (anaphora if start + anaphora <= at else 0))
    subject = before or subject_after(line, at, form) or within_body(line, at + 1, form)
    opens_back = starts_with(line.words, 0, line.cues.table.signals.anaphora)
    if opens_back and subject is not None and not _has_own_content(line, max(subject.end, at + 1)):
        return _pointing_back(line, 0 if subject.start < at else start, at, subject)
    if subject is None:
        subject = _left_out(line, at, form, start)
    if subject is None:
        return None
    if form.kind == "judge":
        return _judging(line, at, subject)
    subject = apposed_name(line, subject)
    if form.kind == "publish" and not line.cues.table.grammar.within and subject.source.is_outlet:
        quoted = quoted_as_saying(line, at)
        if quoted is not None and quoted.end < len(line.words):
            return _quoting(line, at, subject, quoted)
    found = _content_start(line, max(subject.end, at + 1), form)
    if found is None:
        return None
    content_at, open_after = found
    if form.by_place and not _speaks_there(line, content_at, subject):
        return None
    content = line.after(content_at) if content_at < len(line.words) else None
    if content is None and not open_after:
        return None
    begin = min(subject.start, at)
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
    return quoted or last is None or state_of_id(last.actor) != last.actor or last.actor is None


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
    return line.words[close].text == ":" or _introduces_content(line, close)


def _content_start(line: Line, after: int, form: VerbForm) -> tuple[int, bool] | None:
    """Index where the content starts, and whether it starts only in the next sentence; None when there is none."""
    words, grammar = line.words, line.cues.table.grammar
    close = line.clause_end(after)
    if close < len(words) and words[close].text == ":":
        return close + 1, close + 1 >= len(words) or line.after(close + 1) is None
    if close + 1 < len(words) and line.opens_quote(close):
        return close, False
    topic = [word.norm for word in words[after : after + 2]]
    if grammar.within and topic and topic[0] in grammar.about[:2] and topic[-1] not in grammar.correlatives:
        return after, False
    clause = _next_that(line, after)
    if clause is not None:
        return clause, False
    rest = words[after:close]
    if form.kind == "opine" and grammar.within:
        # "Вважає закон помилкою": what somebody is taken for stands in the instrumental.
        return (after, False) if _takes_for(rest) else None
    if form.kind in {"tag", "relay"} or not rest:
        return None
    # A language without cases leaves the complementiser out ("officials say Moscow …"), so any complement will do.
    needs_topic = form.kind in {"publish", "complain"} and bool(grammar.within)
    topical = rest[0].norm in grammar.about or (
        form.kind == "complain" and any(w.norm in grammar.about for w in rest)
    )
    return (after, False) if topical or not needs_topic else None


def _takes_for(words: Sequence[Word]) -> bool:
    """Whether an object stands beside a noun or adjective in the instrumental."""
    first = [w.readings[0] for w in words if w.readings]
    taken = any(r.case == "Ins" and r.pos in {"NOUN", "ADJ"} for r in first)
    return taken and any(w.reading("Acc", ("NOUN", "ADJ", "PROPN", "PRON", "DET")) is not None for w in words)


def _next_that(line: Line, after: int) -> int | None:
    """Index of the complementiser of the verb's clause: right after it, or after adjuncts and insertions."""
    that = line.cues.table.grammar.that
    words = line.words
    for place in range(after, min(len(words), after + 30)):
        word = words[place]
        if word.norm in that and (
            place == after
            or words[place - 1].text in {",", "–", "—", "-"}
            or not line.cues.table.grammar.within
        ):
            return place
        if word.text in {";", ":"} or (place > after and is_verb(word) and words[place - 1].text != ","):
            return None
    return None


def _left_out(line: Line, at: int, form: VerbForm, start: int) -> Subject | None:
    """The previous speaker, when the verb opens its sentence or follows adverbs and a content clause comes."""
    words = line.words
    lead_is_empty = start == 0 and (
        _only_adverbs(line, start, at) or starts_with(words, 0, line.cues.table.signals.anaphora)
    )
    if form.converb and start > 0:
        subject = subject_within(line, 0, start - 1, VerbForm(form.lemma, form.kind))
        if subject is not None and _next_that(line, at + 1) is not None:
            return subject
    has_clause = _next_that(line, at + 1) == at + 2 or (at + 1 < len(words) and words[at + 1].text == ":")
    second = at > start and words[start].norm in line.cues.table.grammar.conjunctions and start == at - 1
    if (lead_is_empty or second or _only_adverbs(line, start, at)) and has_clause and not form.converb:
        earlier = subject_within(line, 0, start, form) if start else None
        return earlier or Subject(previous_speaker(form), at, at + 1, explicit=False)
    return None
