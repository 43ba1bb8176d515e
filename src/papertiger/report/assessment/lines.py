"""An assessment as lines for a terminal or a pipe; every figure with its address, every case with its sentences."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from papertiger.reliability.assessing import Answer, CaseLine, GroupAnswer, ReportLine
from papertiger.report.assessment.page import (
    Sentences,
    Voice,
    counted,
    headline,
    label,
    made_by,
    notes,
    outcome_text,
    rate_text,
    titles,
    unresolved,
)
from papertiger.report.assessment.texts import (
    assumed,
    before_text,
    change_texts,
    history,
    influence_text,
    next_texts,
)
from papertiger.report.terminal import SHORT, Ink
from papertiger.report.visible import clipped, one_line

RATES = 2
"""Published rates shown of a group, likewise."""
RESTS = 3
"""Sentences shown of those that commitment, trigger and call rest on, likewise."""
FEW = 5
"""Items of other lists, likewise."""
CASES = 12
"""Cases shown of a group unless all are asked for."""


def assessment_lines(
    answer: Answer, sentences: Sentences, voice: Voice, ink: Ink, room: int, *, whole: bool = False
) -> Iterator[str]:
    """The page of an answer.

    Args:
        answer: what is shown.
        sentences: where quotes come from.
        voice: words and names.
        ink: colours.
        room: characters a line.
        whole: show all cases, reports and influences instead of the weightiest.
    """
    yield ink.bold(one_line(titles(answer, voice)))
    words = voice.words
    about = words.about.format(
        question=answer.question,
        as_of=answer.as_of,
        ledger=answer.ledger,
        evidence=answer.evidence[:12],
        kept=words.kept.format(id=answer.id[:SHORT]) if answer.id else "",
    )
    yield ink.dim(one_line(about))
    if not answer.groups:
        yield ""
        yield from wrapped(words.no_cases.format(patron=voice.names(answer.patron)), room)
        return
    for group in answer.groups:
        yield from _group(group, sentences, voice, ink, room, whole=whole)
    yield ""
    yield ink.accent(words.titles.not_said)
    for note in notes(answer, voice):
        yield from wrapped(note, room, "  • ")
    yield from map(ink.dim, wrapped(made_by(answer, voice), room))


def _group(
    group: GroupAnswer, sentences: Sentences, voice: Voice, ink: Ink, room: int, *, whole: bool
) -> Iterator[str]:
    words, titles = voice.words, voice.words.titles
    yield ""
    yield f"{ink.accent(one_line(label(group, voice)))}  {ink.dim(group.address)}"
    yield from wrapped(counted(group, voice), room)
    for sentence in headline(group, voice):
        yield from wrapped(sentence, room)
    yield ink.dim(", ".join(counts(group, voice)))
    yield from _history(group, voice, ink, room, whole=whole)
    yield from _changes(group, voice, ink, room, whole=whole)
    yield from _parts(group, voice, ink)
    bullets = _Bullets(voice, ink, room)
    yield from bullets(words.unresolved, _with_ids(unresolved(group, voice)), whole=whole)
    yield from _cases(group, sentences, voice, ink, room, whole=whole)
    yield from bullets(titles.carries, [influence_text(i, voice) for i in group.influence], whole=whole)
    yield from bullets(titles.next, (text for text, _ in next_texts(group, voice)), whole=whole)
    yield from bullets(titles.assumptions, assumed(group, voice), whole=True)


def counts(group: GroupAnswer, voice: Voice) -> list[str]:
    """What the record of a group counts: tests, responses, how many tests they are worth, origins."""
    numbers = voice.words.numbers
    return [
        voice.counted(group.tests, numbers.tests),
        voice.counted(group.responses, numbers.responses),
        voice.counted(group.pending, numbers.pending),
        numbers.effective.format(number=voice.decimal(group.n_eff)),
        voice.counted(group.origins, numbers.origins),
    ]


def _history(group: GroupAnswer, voice: Voice, ink: Ink, room: int, *, whole: bool) -> Iterator[str]:
    lines, rates = list(history(group, voice)), len(group.compared)
    if rates:
        yield ink.bold(voice.words.compared_with)
    for line in lines[: rates if whole else min(rates, RATES)]:
        yield from wrapped(line, room, "  • ")
    if not whole and rates > RATES:
        yield ink.dim(f"  {voice.words.more_rates.format(number=rates - RATES)}")
    for line in lines[rates:]:
        yield from wrapped(line, room)


def _changes(group: GroupAnswer, voice: Voice, ink: Ink, room: int, *, whole: bool) -> Iterator[str]:
    if group.changes is None:
        return
    yield ink.bold(voice.words.titles.changed)
    yield from wrapped(before_text(group, voice), room, "  ")
    yield from _Bullets(voice, ink, room)("", _with_ids(change_texts(group, voice)), whole=whole)


def _parts(group: GroupAnswer, voice: Voice, ink: Ink) -> Iterator[str]:
    words, numbers = voice.words, voice.words.numbers
    if group.parts:
        yield ink.bold(words.titles.parts)
    names = [words.part.format(by=words.parts[part.by], value=voice.part(part)) for part in group.parts]
    wide = max(map(len, names), default=0)
    for name, part in zip(names, group.parts, strict=True):
        effective = numbers.effective.format(number=voice.decimal(part.n_eff).rjust(4))
        yield (
            one_line(f"{name:<{wide}}").ljust(wide + 2)
            + f"{effective}, {voice.counted(part.origins, numbers.origins_short)}: "
            + f"{rate_text(part.rate, words)}  {ink.dim(part.address)}"
        )
    if group.hidden:
        yield ink.dim(words.hidden.format(number=group.hidden))


def _cases(
    group: GroupAnswer, sentences: Sentences, voice: Voice, ink: Ink, room: int, *, whole: bool
) -> Iterator[str]:
    yield ink.bold(voice.words.titles.cases)
    shown = group.cases if whole else group.cases[:CASES]
    for case in shown:
        yield from case_lines(case, sentences, voice, ink, room, whole=whole)
    if left := len(group.cases) - len(shown) + group.cases_left:
        yield ink.dim(f"  {voice.counted(left, voice.words.numbers.more)}")


def case_lines(
    case: CaseLine, sentences: Sentences, voice: Voice, ink: Ink, room: int, *, whole: bool = True
) -> Iterator[str]:
    """One response with its test and its sentences."""
    words, said = voice.words, voice.words.case
    since = f", {said.due_from.format(day=case.since)}" if case.since else ""
    yield f"  {ink.bold(one_line(voice.case(case)))}{since}  {ink.dim(case.response)}"
    commitment = said.commitment.format(commitment=voice.commitment(case))
    yield from wrapped(f"{commitment} [{case.commitment}]", room, "    ")
    due = said.due.format(p=voice.chance(case.p_due), why=voice.say(case.due_why, "due"))
    call = said.call.format(call=words.calls[case.call])
    yield from wrapped(f"{due} [{case.test}]; {call}", room, "    ")
    origins = voice.counted(case.origins, words.numbers.origins_short)
    weight = said.weight.format(weight=voice.decimal(case.weight))
    yield from wrapped(f"{outcome_text(case, voice)} ({origins}, {weight})", room, "    ")
    for note in case.corrected:
        yield from wrapped(voice.say(note, "corrected"), room, "    ✎ ")
    for line in case.reports if whole else case.reports[:4]:
        yield from _report(line, sentences, voice, ink, room, whole=whole)
    if not whole and (left := len(case.reports) - 4) > 0:
        yield ink.dim(f"      {voice.counted(left, words.numbers.reports_more)}")
    for one in (*case.efficacy, *case.motive):
        why = voice.say(one.why, "said", "speakers")
        yield from wrapped(f"{words.statements[one.says]}: {why}", room, "    ◦ ")
        if one.claim:
            yield from sentence_lines(one.claim, sentences, voice, ink, room, whole=whole)
    told = {line.claim for line in case.reports} | {one.claim for one in (*case.efficacy, *case.motive)}
    rests = [claim for claim in case.links if claim not in told]
    if rests:
        yield f"    {words.rests_on}"
    for claim in rests if whole else rests[:RESTS]:
        yield from sentence_lines(claim, sentences, voice, ink, room, whole=whole)


def _with_ids(told: Iterable[tuple[str, str]]) -> Iterator[str]:
    return (f"{text} [{named}]" for text, named in told)


def _report(
    line: ReportLine, sentences: Sentences, voice: Voice, ink: Ink, room: int, *, whole: bool
) -> Iterator[str]:
    yield from wrapped(voice.say(line.said, "said", "speakers"), room, "    – ")
    if line.claim:
        yield from sentence_lines(line.claim, sentences, voice, ink, room, whole=whole)
    else:
        yield ink.dim(f"      {clipped(line.source or '', room - 6)}")


def sentence_lines(
    claim: str, sentences: Sentences, voice: Voice, ink: Ink, room: int, *, whole: bool = False
) -> Iterator[str]:
    """The quote of a claim, in full where `whole`, with who says it and its id."""
    found = sentences(claim)
    if found is None:
        yield ink.dim(f"      {claim[:SHORT]} ({voice.words.case.not_here})")
        return
    told = f"{found.chain}, {found.published}"
    if whole:
        quote, said = (
            wrapped(f"“{found.exact}”", room, "      "),
            wrapped(f"{told}  {claim[:SHORT]}", room, "      "),
        )
        yield from map(ink.dim, (*quote, *said))
        return
    yield ink.dim(f"      “{clipped(found.exact, room - 8)}”")
    yield ink.dim(f"      {clipped(told, room - SHORT - 8)}  {ink.accent(claim[:SHORT])}")


@dataclass(frozen=True, slots=True)
class _Bullets:
    """Lists under a title, cut after five where not everything is asked for."""

    voice: Voice
    ink: Ink
    room: int

    def __call__(self, title: str, items: Iterable[str], *, whole: bool) -> Iterator[str]:
        listed = list(items)
        if listed and title:
            yield self.ink.bold(title)
        for item in listed if whole else listed[:FEW]:
            yield from wrapped(item, self.room, "  • ")
        if not whole and (left := len(listed) - FEW) > 0:
            yield self.ink.dim(f"  {self.voice.counted(left, self.voice.words.numbers.more)}")


def wrapped(text: str, room: int, first: str = "") -> list[str]:
    """`text` in lines of `room` characters, indented under `first`."""
    return textwrap.wrap(
        one_line(text), room, initial_indent=first, subsequent_indent=" " * len(first), break_long_words=False
    )
