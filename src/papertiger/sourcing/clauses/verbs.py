"""Reports by a speech verb: forward ("X заявив, що …"), inverted ("…, – заявив X"), and as an aside ("як пише X")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from papertiger.news.article import Span
from papertiger.sourcing.clauses.addressees import Subject
from papertiger.sourcing.clauses.behind import subject_after
from papertiger.sourcing.clauses.construction import after_quotation, by_construction, governs_speech
from papertiger.sourcing.clauses.contents import introduces_content
from papertiger.sourcing.clauses.forward import forward
from papertiger.sourcing.clauses.inside import within_body
from papertiger.sourcing.clauses.inverted import closing, inverted
from papertiger.sourcing.clauses.putting import puts
from papertiger.sourcing.clauses.report import ASIDE, Line, Report, spans
from papertiger.sourcing.clauses.subjects import previous_speaker, subject_before
from papertiger.sourcing.clauses.wordings import by_edges, worded
from papertiger.sourcing.cues import VerbForm
from papertiger.sourcing.who.shapes import is_verbal_noun
from papertiger.sourcing.who.view import Source
from papertiger.sourcing.words import starts_with


def verb_reports(line: Line) -> Iterator[Report]:
    """All reports of the sentence that hang on a speech verb."""
    for at, word in enumerate(line.words):
        wording = worded(line, at) or puts(line, at)
        form = wording or line.cues.verbs.get(word.norm) or by_construction(line, at) or by_edges(line, at)
        if form is None or (wording is None and _is_no_report(line, at)):
            continue
        if form.kind == "conclude" and not _concludes(line, at):
            continue
        report = (
            _aside(line, at, form)
            or closing(line, at, form)
            or inverted(line, at, form)
            or forward(line, at, form)
        )
        if report is not None:
            yield replace(report, verb=Span(word.start, word.end), source=_gendered(report.source, form))


def _is_no_report(line: Line, at: int) -> bool:
    """True for a form that is a noun here, that is denied, or that only asks for anonymity."""
    if starts_with(line.words, at, line.cues.table.grammar.veiling):
        return True
    return _is_noun(line, at) or (_negated(line, at) and not after_quotation(line, at))


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
    if governs_speech(line, at):
        return False
    close = line.clause_end(at)
    if close < len(line.words) and line.words[close].text == ":" and line.cues.table.grammar.within:
        return False  # "Міністр не погодився: …"
    if at and line.words[at - 1].norm in line.cues.table.grammar.infinitive:
        return True
    grammar = line.cues.table.grammar
    if at > start and not grammar.within and line.words[at - 1].norm in grammar.modals:
        return True  # "Israel would reject any offer"
    return any(word.norm in line.cues.table.grammar.negation for word in line.words[max(start, at - 2) : at])


def _is_noun(line: Line, at: int) -> bool:
    """True for a form that is a verb elsewhere: after an article, capitalised inside a sentence, or a participle ("accused of")."""
    word = line.words[at]
    if word.readings:
        return False
    pair = " ".join(w.norm for w in line.words[at : at + 2])
    if pair in line.cues.heads or _is_passive(line, at):  # "a think tank"
        return True
    if word.norm.endswith(line.cues.table.grammar.past) and line.cues.table.grammar.past:
        after = line.words[at + 1].norm if at + 1 < len(line.words) else ""
        if after in line.cues.table.grammar.passive:
            return True
    if is_verbal_noun(line.words, at, line.cues):
        return True
    before = line.words[at - 1] if at else None
    grammar = line.cues.table.grammar
    article = before is not None and before.norm in grammar.articles
    # "Romania and Bulgaria both said": what stands after its noun is no article.
    floats = before is not None and before.norm in grammar.floating and at > 1 and line.words[at - 2].is_word
    # "One said", "two warned": nor is what stands alone before the verb, unless the verb is a noun elsewhere.
    alone = before is not None and before.norm in grammar.members and line.clause_start(at) == at - 1
    picks = alone and word.norm not in line.cues.heads
    return (word.is_capital and at > 0 and not line.is_boundary(at - 1)) or (
        article and not floats and not picks
    )


def _is_passive(line: Line, at: int) -> bool:
    """True after a form of "be" and adverbs, where the subject is what is said or who is told ("are widely believed to")."""
    grammar = line.cues.table.grammar
    if not grammar.be or line.words[at].norm.endswith(tuple(grammar.converbs)):
        return False
    place = at - 1
    while place > 0 and (
        line.words[place].norm in grammar.adverbs or line.words[place].norm.endswith(grammar.adverbial)
    ):
        place -= 1
    return place >= 0 and line.words[place].norm in grammar.be


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
        rule=ASIDE,
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
    return not introduces_content(line, close)
