"""An assessment as lines for a terminal or a pipe; every figure with its address, every case with its sentences."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from papertiger.reliability.assessing import Answer, CaseLine, Change, GroupAnswer, ReportLine
from papertiger.report.assessment.page import (
    Sentences,
    Voice,
    headline,
    history,
    influence_text,
    made_by,
    outcome_text,
    rate_text,
    titles,
    unresolved,
)
from papertiger.report.assessment.wording import per_cent
from papertiger.report.terminal import SHORT, Ink
from papertiger.report.visible import clipped, counted, one_line

RATES = 2
"""Published rates shown of a group, likewise."""
RESTS = 3
"""Sentences shown of those that commitment, trigger and call rest on, likewise."""
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
    kept = f"; kept as {answer.id[:SHORT]}" if answer.id else ""
    yield ink.dim(
        one_line(
            f"{answer.question}, as of {answer.as_of}, {answer.ledger}, evidence {answer.evidence[:12]}{kept}"
        )
    )
    if not answer.groups:
        yield ""
        yield from wrapped(voice.words.no_cases.format(patron=voice.names(answer.patron)), room)
        return
    for group in answer.groups:
        yield from _group(group, sentences, voice, ink, room, whole=whole)
    yield ""
    yield ink.accent("What these figures do not say")
    for note in answer.not_said:
        yield from wrapped(note, room, "  • ")
    for note in answer.model.notes:
        yield from wrapped(note, room, "  • ")
    yield from map(ink.dim, wrapped(made_by(answer, voice), room))


def _group(
    group: GroupAnswer, sentences: Sentences, voice: Voice, ink: Ink, room: int, *, whole: bool
) -> Iterator[str]:
    yield ""
    yield f"{ink.accent(one_line(group.definition.label[:1].upper() + group.definition.label[1:]))}  {ink.dim(group.address)}"
    yield from wrapped(f"Counted: {group.definition.estimand}.", room)
    for sentence in headline(group, voice):
        yield from wrapped(sentence, room)
    counts = [
        counted(group.tests, "test"),
        f"{counted(group.responses, 'response')} by domain",
        f"{group.pending} pending",
        f"{group.n_eff:.1f} effective",
        counted(group.origins, "independent origin"),
    ]
    yield ink.dim(", ".join(counts))
    yield from _history(group, voice, ink, room, whole=whole)
    yield from _changes(group, voice, ink, room, whole=whole)
    yield from _parts(group, voice, ink)
    still = [f"{told} [{response}]" for told, response in unresolved(group, voice)]
    yield from _bullets(voice.words.unresolved, still, ink, room, whole=whole)
    yield from _cases(group, sentences, voice, ink, room, whole=whole)
    yield from _bullets(
        "What carries the figure",
        [influence_text(i, voice.words) for i in group.influence],
        ink,
        room,
        whole=whole,
    )
    known = {case.response: voice.case(case) for case in group.cases}
    yield from _bullets(
        "What would change it most",
        [
            voice.words.next.format(told=known.get(n.response, n.told), narrower=per_cent(n.narrower))
            for n in group.next
        ],
        ink,
        room,
        whole=whole,
    )
    yield from _bullets(
        "Under other assumptions",
        [
            f"{one.assumption}: median {per_cent(one.median)}, 90 % between {round(100 * one.ninety.low)} and {round(100 * one.ninety.high)} %"
            for one in group.sensitivity
            if one.median is not None and one.ninety is not None
        ],
        ink,
        room,
        whole=True,
    )


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
    words, changes = voice.words, group.changes
    before = rate_text(changes.before, words) if changes.before else words.nothing_before
    yield ink.bold("What changed")
    if not changes.items:
        yield from wrapped(words.no_change.format(since=changes.since), room, "  ")
        return
    yield from wrapped(words.since.format(since=changes.since, before=before), room, "  ")
    known = {case.response: voice.case(case) for case in group.cases}
    told = [
        voice_of_change(words.changes[item.what], known.get(item.id, item.told), item)
        for item in changes.items
        # A new test is told by its new response.
        if not (item.kind == "test" and item.what == "new")
    ]
    yield from _bullets("", told, ink, room, whole=whole)


def voice_of_change(what: str, told: str, item: Change) -> str:
    """One thing that changed, and what the median would be without it."""
    without = f" (without it: median {per_cent(item.median)})" if item.median is not None else ""
    fields = f", {item.told}" if item.what == "changed" and told != item.told else ""
    return f"{what}: {told}{fields}{without} [{item.id}]"


def _parts(group: GroupAnswer, voice: Voice, ink: Ink) -> Iterator[str]:
    if group.parts:
        yield ink.bold("Parts of the record")
    names = [f"{part.by} {voice.part(part)}" for part in group.parts]
    wide = max(map(len, names), default=0)
    for name, part in zip(names, group.parts, strict=True):
        tested = f"{part.n_eff:4.1f} effective, {counted(part.origins, 'origin')}"
        yield (
            one_line(f"{name:<{wide}}").ljust(wide + 2)
            + f"{tested}: {rate_text(part.rate, voice.words)}  {ink.dim(part.address)}"
        )
    if group.hidden:
        yield ink.dim(voice.words.hidden.format(number=group.hidden))


def _cases(
    group: GroupAnswer, sentences: Sentences, voice: Voice, ink: Ink, room: int, *, whole: bool
) -> Iterator[str]:
    yield ink.bold("Tests and what came")
    shown = group.cases if whole else group.cases[:CASES]
    for case in shown:
        yield from case_lines(case, sentences, voice, ink, room, whole=whole)
    if left := len(group.cases) - len(shown) + group.cases_left:
        yield ink.dim(f"  … and {left} more; --all shows them")


def case_lines(
    case: CaseLine, sentences: Sentences, voice: Voice, ink: Ink, room: int, *, whole: bool = True
) -> Iterator[str]:
    """One response with its test and its sentences."""
    words = voice.words
    since = f", due from {case.since}" if case.since else ""
    yield f"  {ink.bold(one_line(voice.case(case)))}{since}  {ink.dim(case.response)}"
    yield from wrapped(f"commitment: {voice.commitment(case)} [{case.commitment}]", room, "    ")
    yield from wrapped(
        f"due with probability {case.p_due:.2g}: {case.due_why} [{case.test}]; call: {words.calls[case.call]}",
        room,
        "    ",
    )
    yield from wrapped(
        f"{outcome_text(case, words)} ({counted(case.origins, 'origin')}, weight {case.weight:.1f})",
        room,
        "    ",
    )
    for note in case.corrected:
        yield from wrapped(note, room, "    ✎ ")
    for line in case.reports if whole else case.reports[:4]:
        yield from _report(line, sentences, ink, room, whole=whole)
    if not whole and (left := len(case.reports) - 4) > 0:
        yield ink.dim(f"      … and {counted(left, 'report')} more")
    for one in (*case.efficacy, *case.motive):
        yield from wrapped(f"{words.statements[one.says]}: {one.why}", room, "    ◦ ")
        if one.claim:
            yield from sentence_lines(one.claim, sentences, ink, room, whole=whole)
    told = {line.claim for line in case.reports} | {one.claim for one in (*case.efficacy, *case.motive)}
    rests = [claim for claim in case.links if claim not in told]
    if rests:
        yield f"    {words.rests_on}"
    for claim in rests if whole else rests[:RESTS]:
        yield from sentence_lines(claim, sentences, ink, room, whole=whole)


def _report(line: ReportLine, sentences: Sentences, ink: Ink, room: int, *, whole: bool) -> Iterator[str]:
    yield from wrapped(line.said, room, "    – ")
    if line.claim:
        yield from sentence_lines(line.claim, sentences, ink, room, whole=whole)
    else:
        yield ink.dim(f"      {clipped(line.source or '', room - 6)}")


def sentence_lines(
    claim: str, sentences: Sentences, ink: Ink, room: int, *, whole: bool = False
) -> Iterator[str]:
    """The quote of a claim, in full where `whole`, with who says it and its id."""
    found = sentences(claim)
    if found is None:
        yield ink.dim(f"      {claim[:SHORT]} (not in this ledger)")
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


def _bullets(title: str, items: Iterable[str], ink: Ink, room: int, *, whole: bool) -> Iterator[str]:
    items = list(items)
    if items and title:
        yield ink.bold(title)
    for item in items if whole else items[:5]:
        yield from wrapped(item, room, "  • ")
    if not whole and (left := len(items) - 5) > 0:
        yield ink.dim(f"  … and {left} more; --all shows them")


def wrapped(text: str, room: int, first: str = "") -> list[str]:
    """`text` in lines of `room` characters, indented under `first`."""
    return textwrap.wrap(
        one_line(text), room, initial_indent=first, subsequent_indent=" " * len(first), break_long_words=False
    )
