"""The timeline of commitments, triggers, calls, tests and responses, and its table."""

from __future__ import annotations

from dataclasses import dataclass

from papertiger.reliability.cases import Commitment, Span, Test
from papertiger.report.briefing.casework import cases_of, commitment_label
from papertiger.report.briefing.context import Context, came, sign_of
from papertiger.report.briefing.document import Drawn, Row, Table
from papertiger.report.briefing.register import case_anchor
from papertiger.report.briefing.words import CAME
from papertiger.report.drawing import Element, Lane, Mark, Timeline, element, icon, legend, timeline
from papertiger.report.drawing.timeline import Kind, pages

_KINDS: tuple[Kind, ...] = ("commitment", "trigger", "call", "test", "response")
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Event:
    """A mark before it has its number."""

    kind: Kind
    sign: str
    since: str
    until: str
    days: str
    """Its days in words; empty for not known."""
    told: str
    href: str


def timelines(context: Context) -> Drawn:
    """The drawing, a lane a partnership, and a table of all marks, also those without a day."""
    lanes: dict[Pair, list[_Event]] = {}
    for commitment in context.material.cases.commitments:
        for client in commitment.clients:
            lanes.setdefault((commitment.patron, client), []).append(_commitment(context, commitment))
    for test in context.material.cases.tests.values():
        lanes.setdefault((test.patron, test.client), []).extend(_of_test(context, test))
    for answer in context.answers:
        for case in cases_of(answer):
            what = came(case)
            reported = sorted(filter(None, [report.published for report in case.reports]))
            day = reported[0] if reported else case.until or case.since or ""
            told = f"{context.domain(case.domain)}: {context.words.came[what]}"
            lanes.setdefault((answer.patron, case.client), []).append(
                _Event("response", sign_of(what), day, "", day, told, case_anchor(case.response))
            )
    ordered = sorted(lanes, key=lambda pair: tuple(context.order(context.name(one)) for one in pair))
    drawn, rows, signs = [], [], dict[str, str]()
    number = 0
    for pair in ordered:
        marks = []
        for event in sorted(
            lanes[pair], key=lambda one: (one.since == "", one.since, _KINDS.index(one.kind))
        ):
            number += 1
            words = context.words.kinds[event.kind]
            told = f"{words}: {event.told}"
            marks.append(
                Mark(
                    event.kind,
                    event.sign,
                    str(number),
                    event.since,
                    event.until,
                    f"{number}. {context.pair(*pair)}, {event.since}. {told}",
                    f"#{event.href}" if event.href else "",
                )
            )
            signs.setdefault(event.sign, context.words.kinds.get(event.sign, ""))
            shown_days = element("span", event.days or context.terms.not_dated, css="nb")
            shown = element("span", icon(event.sign), " ", words, css="nb")
            what_cell = element("a", event.told, href=f"#{event.href}") if event.href else event.told
            rows.append(Row((str(number), shown_days, context.pair(*pair), shown, what_cell)))
        drawn.append(Lane(context.pair(*pair), tuple(marks)))
    whole = Timeline("timeline", context.text("timeline_title"), context.text("timeline_desc"), tuple(drawn))
    sheets = [sheet for part in pages(whole) if (sheet := timeline(part)) is not None]
    drawing = element("div", *sheets) if sheets else None
    heads = ("number", "days", "pair", "kind", "what")
    table = Table(
        context.text("timeline_caption"),
        tuple(context.text(f"head_{one}") for one in heads),
        tuple(rows),
        (0,),
    )
    return Drawn(drawing, _legend(context, set(signs)) if drawing is not None else None, table)


def _legend(context: Context, used: set[str]) -> Element:
    kinds = [(kind, context.words.kinds[kind]) for kind in _KINDS[:-1] if kind in used]
    outcomes = [(sign_of(what), context.words.came[what]) for what in CAME if sign_of(what) in used]
    return legend([*kinds, *outcomes])


def _commitment(context: Context, one: Commitment) -> _Event:
    """From when it is in force, else from when it was first reported; as long as nothing says that it ended."""
    known = [held for held in one.in_force if held.earliest or held.latest]
    since = known[0].earliest or "" if known else ""
    until = known[-1].latest or "" if known else ""
    told = commitment_label(context, one).partition(": ")[2]
    if not since:
        published = sorted(
            (context.records[link.claim].article.published or "")[:10]
            for link in one.links
            if link.claim is not None and link.claim in context.records
        )
        since = next(filter(None, published), "")
        told = f"{told} ({context.text('first_reported')})" if since else told
    days = context.span(since, until)
    return _Event("commitment", "commitment", since, until, days, told, case_anchor(one.id))


def _of_test(context: Context, test: Test) -> list[_Event]:
    """What called on the test, the call, and from when until when support was due."""
    found = []
    trigger = context.material.cases.triggers.get(test.trigger)
    responses = [case for answer in context.answers for case in cases_of(answer) if case.test == test.id]
    href = case_anchor(responses[0].response) if responses else ""
    onset = trigger.onset if trigger is not None else Span()
    if trigger is not None:
        day = onset.earliest or onset.latest or ""
        told = context.trigger(trigger.kind, trigger.threat, None)
        found.append(_Event("trigger", "trigger", day, "", context.when(onset), told, href))
    if test.call.kind == "explicit":
        when = test.call.when if test.call.when != Span() else onset
        day = when.earliest or when.latest or ""
        told = context.fill("call_by", by=context.name(test.call.by or test.client))
        found.append(_Event("call", "call", day, "", context.when(when), told, href))
    first = min((case.since for case in responses if case.since), default="")
    last = max((case.until for case in responses if case.until), default="")
    if first or last:
        domains = ", ".join(dict.fromkeys(context.domain(case.domain) for case in responses))
        told = f"{context.text('due_in')} {domains}"
        until = last if first else ""
        found.append(_Event("test", "test", first or last, until, context.span(first, last), told, href))
    return found
