"""A partnership in time: commitments, what befell the client, calls, tests and responses, as a drawing and as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from papertiger.reliability.assessing import CaseLine
from papertiger.reliability.cases import Commitment, Span, Test
from papertiger.report.briefing.context import came, sign_of
from papertiger.report.briefing.words import CAME
from papertiger.report.drawing import Element, Lane, Mark, Timeline, icon, legend, timeline
from papertiger.report.drawing.timeline import Kind
from papertiger.web.showing.record import case_words
from papertiger.web.visit import Visit
from papertiger.workbench.looking import PatronRecord

KINDS: tuple[Kind, ...] = ("commitment", "trigger", "call", "test", "response")


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened or holds."""

    kind: Kind
    label: str
    sign: str
    since: str
    """ISO day, month or year; empty for not known."""
    until: str
    told: str
    claims: tuple[str, ...]
    """Ids of the claims that it rests on."""
    origins: int | None = None
    open: bool = False
    """Whether it goes on as far as is known."""
    number: int = 0

    @property
    def icon(self) -> Element:
        """Its sign."""
        return icon(self.sign)


@dataclass(frozen=True, slots=True)
class Course:
    """The drawing, what its signs mean, and the table's rows."""

    drawing: Element | None
    legend: Element | None
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What part of a partnership is looked at; None for all."""

    domain: str | None = None
    since: str | None = None
    """What ended before is left out; ISO day, month or year."""
    until: str | None = None
    """What began after is left out."""


def sequence(visit: Visit, record: PatronRecord, client: str, part: Part) -> Course:
    """What is known of a partnership in time.

    Args:
        visit: in whose language.
        record: the patron's, of this client.
        client: id.
        part: what is looked at.
    """
    moments = moments_of(visit, record, client, part)
    lane = Lane(f"{visit.name(record.patron)} → {visit.name(client)}", tuple(map(_mark, moments)))
    drawing = _drawn(visit, (lane,))
    return Course(drawing, _legend(visit, moments) if drawing else None, moments)


def sequences(visit: Visit, record: PatronRecord, clients: Sequence[str]) -> Course:
    """The same of several clients on one line of time: which calls came together. It has no table: each partnership's page has its own."""
    lanes: list[Lane] = []
    every: list[Moment] = []
    for client in clients:
        moments = moments_of(visit, record.of(client), client, Part())
        address = visit.url("partnership", patron=record.patron, client=client)
        marks = (replace(_mark(one), href=f"{address}#m{one.number}", number="") for one in moments)
        lanes.append(Lane(visit.name(client), tuple(marks)))
        every += moments
    drawing = _drawn(visit, tuple(lanes))
    return Course(drawing, _legend(visit, every) if drawing else None, ())


def _drawn(visit: Visit, lanes: tuple[Lane, ...]) -> Element | None:
    texts = case_words(visit).texts
    return timeline(Timeline("timeline", texts["timeline_title"], texts["timeline_desc"], lanes))


def moments_of(visit: Visit, record: PatronRecord, client: str, part: Part) -> tuple[Moment, ...]:
    """All that is known of a partnership in time, numbered, what has no day last."""
    cases = [case for case in record.cases if case.client == client and part.domain in {None, case.domain}]
    tests = [
        test for test in record.tests.values() if part.domain is None or test.id in {c.test for c in cases}
    ]
    called_on = {test.commitment for test in tests}
    commitments = [
        one for one in record.commitments if part.domain in {None, one.obligation} or one.id in called_on
    ]
    found = [
        *(_commitment(visit, one) for one in commitments),
        *(one for test in tests for one in _of_test(visit, record, test, cases)),
        *(_response(visit, case) for case in cases),
    ]
    chosen = [one for one in found if _within(one, part.since, part.until)]
    chosen.sort(key=lambda one: (not one.since, one.since, KINDS.index(one.kind), one.told))
    return tuple(replace(one, number=number) for number, one in enumerate(chosen, start=1))


def _mark(one: Moment) -> Mark:
    told = f"{one.number}. {one.since}. {one.label}: {one.told}"
    return Mark(one.kind, one.sign, str(one.number), one.since, one.until, told, f"#m{one.number}")


def _legend(visit: Visit, moments: Sequence[Moment]) -> Element:
    words, used = case_words(visit), {one.sign for one in moments}
    kinds = [(kind, words.kinds[kind]) for kind in KINDS[:-1] if kind in used]
    outcomes = [(sign_of(what), words.came[what]) for what in CAME if sign_of(what) in used]
    return legend([*kinds, *outcomes])


def _within(one: Moment, since: str | None, until: str | None) -> bool:
    if not one.since:
        return not (since or until)
    last = one.until or ("9999" if one.open else one.since)
    return (not since or last >= since[: len(last)]) and (not until or one.since[: len(until)] <= until)


def _commitment(visit: Visit, one: Commitment) -> Moment:
    words = case_words(visit)
    held = [part for part in one.in_force if part.earliest or part.latest]
    since, until = (held[0].earliest or "", held[-1].latest or "") if held else ("", "")
    name = f" “{one.name}”" if one.name else ""
    told = f"{words.obligations[one.obligation]}, {words.instruments[one.instrument]}{name}"
    if not since and one.due:
        since = one.due.earliest or one.due.latest or ""
    claims = tuple(link.claim for link in one.links if link.claim)
    return Moment(
        "commitment", words.kinds["commitment"], "commitment", since, until, told, claims, open=not until
    )


def _of_test(visit: Visit, record: PatronRecord, test: Test, cases: Sequence[CaseLine]) -> Iterator[Moment]:
    words = case_words(visit)
    trigger = record.triggers.get(test.trigger)
    if trigger is not None:
        by = words.texts["by"].format(threat=visit.name(trigger.threat)) if trigger.threat else ""
        since, until = _ends(trigger.onset)
        claims = tuple(link.claim for link in trigger.links if link.claim)
        told = f"{words.triggers[trigger.kind]}{by}"
        yield Moment("trigger", words.kinds["trigger"], "trigger", since, until, told, claims)
    call = test.call
    if call.kind == "explicit":
        unsaid = call.when == Span() and trigger is not None
        since, until = _ends(trigger.onset if unsaid and trigger is not None else call.when)
        told = words.texts["call_by"].format(by=visit.name(call.by or test.client))
        claims = tuple(link.claim for link in call.links if link.claim)
        yield Moment("call", words.kinds["call"], "call", since, until, told, claims)
    of = [case for case in cases if case.test == test.id]
    first = min((case.since for case in of if case.since), default="")
    last = max((case.until for case in of if case.until), default="")
    if first or last:
        domains = ", ".join(dict.fromkeys(visit.voice.words.domains[case.domain].label for case in of))
        claims = tuple(link.claim for link in test.links if link.claim)
        told = f"{words.texts['due_in']} {domains}"
        yield Moment("test", words.kinds["test"], "test", first or last, last if first else "", told, claims)


def _ends(when: Span) -> tuple[str, str]:
    """First day, and the last one where that is another."""
    since = when.earliest or when.latest or ""
    return since, when.latest if when.latest and when.latest != since else ""


def _response(visit: Visit, case: CaseLine) -> Moment:
    words = case_words(visit)
    what = came(case)
    days = sorted(filter(None, (report.published for report in case.reports)))
    day = days[0] if days else case.until or case.since or ""
    domain = visit.voice.words.domains[case.domain].label
    claims = tuple(dict.fromkeys(report.claim for report in case.reports if report.claim))
    return Moment(
        "response",
        words.kinds["response"],
        sign_of(what),
        day,
        "",
        f"{domain}: {words.came[what]}",
        claims,
        case.origins,
    )
