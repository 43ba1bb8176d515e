"""Commitments, triggers, tests and responses as lines for a terminal or a pipe and as JSON values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from papertiger.ledger.cases import CaseRow
from papertiger.records import ClaimRecord
from papertiger.reliability.book import Book
from papertiger.reliability.cases import Case, Commitment, Outcomes, Response, Span, Test, Trigger, kind_of
from papertiger.reliability.filed import Filed, Mark, as_json
from papertiger.report.evidence import Voice, line, said
from papertiger.report.terminal import Ink
from papertiger.report.visible import clipped, counted, one_line

_APART = frozenset({"id", "links", "reports", "efficacy", "motive"})
"""Fields that are shown on lines of their own."""
Told = Mapping[str, ClaimRecord]
"""Claim → what the ledger holds of it."""


def summary(case: Case, book: Book, voice: Voice) -> str:
    """The case in one line."""
    match case:
        case Commitment():
            clients = ", ".join(map(voice.name, case.clients))
            name = f" “{case.name}”" if case.name else ""
            force = "; ".join(filter(None, map(days, case.in_force)))
            return f"{voice.name(case.patron)} → {clients}: {case.obligation}, {case.instrument}{name}" + (
                f", in force {force}" if force else ""
            )
        case Trigger():
            threat = f" by {voice.name(case.threat)}" if case.threat else ""
            when = days(case.onset)
            return f"{case.kind}: {voice.name(case.target)}{threat}" + (f", {when}" if when else "")
        case Test():
            trigger = book.triggers.get(case.trigger)
            of = f", {trigger.kind} {days(trigger.onset)}".rstrip() if trigger else ""
            pair = f"{voice.name(case.patron)} → {voice.name(case.client)}"
            return f"{pair}{of}; due with probability {case.p_due:.2f}"
        case Response():
            return f"{case.domain} of {case.test}: {_outcome(case)}"


def _outcome(response: Response) -> str:
    if response.settled is not None:
        return f"settled as {outcomes(response.settled)}"
    origins = len({one.origin for one in response.reports})
    return f"{counted(len(response.reports), 'report')} of {counted(origins, 'origin')}"


def outcomes(value: Outcomes) -> str:
    """Outcomes that are possible, each with its probability."""
    return ", ".join(f"{name} {number:g}" for name, number in value.model_dump().items() if number)


def days(span: Span) -> str:
    """A span in words that `records enter` takes; empty for one that is open on both sides."""
    if span.earliest == span.latest:
        return span.earliest or ""
    if span.latest is None:
        return f"since {span.earliest}"
    return f"until {span.latest}" if span.earliest is None else f"{span.earliest}/{span.latest}"


def list_lines(cases: Sequence[Case], book: Book, voice: Voice, ink: Ink, width: int) -> Iterator[str]:
    """One line a case: its id, what it is, and whether a person had a hand in it."""
    wide = max((len(case.id) for case in cases), default=0)
    for case in cases:
        hand = hand_in(book.filed[case.id])
        note = f"  ({hand})" if hand else ""
        room = max(width - wide - 2 - len(note), 40)
        yield f"{ink.accent(f'{case.id:{wide}}')}  {clipped(summary(case, book, voice), room)}{ink.dim(one_line(note) and note)}"


def hand_in(filed: Filed) -> str:
    """What persons did with a case, in a few words."""
    parts = [f"entered by {filed.entered.by}"] if filed.entered is not None else []
    if filed.marks:
        parts.append("corrected by " + ", ".join(dict.fromkeys(mark.by for mark in filed.marks.values())))
    if filed.decided is not None:
        parts.append(f"{'withdrawn' if filed.decided.value else 'restored'} by {filed.decided.by}")
    if filed.gone and not filed.withdrawn:
        parts.append("the claims no longer give it")
    return "; ".join(parts)


def case_lines(filed: Filed, book: Book, told: Told, voice: Voice, ink: Ink, width: int) -> Iterator[str]:
    """All of one case: its fields with who changed them, why it is there with the sentences, and its versions."""
    case = filed.case()
    yield f"{ink.accent(case.id)}  {ink.dim(kind_of(case))}"
    yield ink.bold(one_line(summary(case, book, voice)))
    if reason := book.left_out.get(case.id):
        yield f"does not stand: {one_line(reason)}"
    document = as_json(case)
    for name, value in document.items():
        if name not in _APART and value not in ({}, []):
            yield f"  {name:12} {one_line(_shown(value))}"
    yield from _marks(filed, ink)
    for heading in ("links", "reports", "efficacy", "motive"):
        yield from _evidence(heading, document.get(heading, []), told, voice, ink, width)
    if isinstance(case, Test):
        for response in book.responses_of(case.id):
            yield f"  {ink.accent(response.id)}  {one_line(summary(response, book, voice))}"
    yield ink.dim("versions")
    for row in filed.rows:
        yield f"  {row.version:>3}  {row.at[:16]}  {one_line(row.by or f'papertiger {row.program_version}')}: {one_line(_did(row))}"


def _shown(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """A value as a person would write it; parts that say nothing are left out."""
    if isinstance(value, dict):
        if value and value.keys() <= {"earliest", "latest"}:
            return days(Span.model_validate(value))
        parts = ((name, one) for name, one in value.items() if one not in ({}, [], None, 0.0) or one is False)
        return ", ".join(f"{name} {_shown(one)}" for name, one in parts)
    if isinstance(value, list):
        return "; ".join(map(_shown, value))
    return (
        f"{value:g}"
        if isinstance(value, float)
        else str(value).lower()
        if isinstance(value, bool)
        else str(value)
    )


def _marks(filed: Filed, ink: Ink) -> Iterator[str]:
    for mark in filed.marks.values():
        value = "none" if mark.value is None else _shown(mark.value)
        yield f"  {ink.bold(one_line(mark.field))} = {one_line(value)}: {one_line(_by(mark))}"


def _by(mark: Mark) -> str:
    return f"{mark.by}, {mark.at[:10]}" + (f": {mark.why}" if mark.why else "")


def _evidence(
    heading: str, links: Sequence[Mapping[str, Any]], told: Told, voice: Voice, ink: Ink, width: int
) -> Iterator[str]:
    if links:
        yield ink.dim(heading)
    for one in links:
        says = one.get("role") or one.get("says")
        if isinstance(says, Mapping):
            says = ", ".join(f"{name} {number:g}" for name, number in says.items() if number)
        rule = f" (rule {one['rule']})" if one.get("rule") else ""
        yield f"  {one_line(str(says))}: {one_line(one['why'])}{rule}"
        if (claim := one.get("claim")) is None:
            yield f"    from {one_line(one.get('source') or ('the rule alone' if one.get('rule') else 'what a person knows'))}"
        elif (record := told.get(claim)) is None:
            yield f"    claim {one_line(claim)} is not in this ledger"
        else:
            about = record.article
            where = f"{about.outlet or about.path}  {(about.published or '')[:10]}"
            yield f"    {ink.accent(record.id)}  {one_line(said(line(record, voice)))}  {ink.dim(one_line(where))}"
            yield f"    “{clipped(record.quote.exact, max(width - 6, 40))}”"


def _did(row: CaseRow) -> str:
    body = row.body
    why = f": {body['why']}" if body.get("why") else ""
    if "record" in body:
        return "proposed it" if row.by is None else "entered it"
    if "changes" in body:
        changes = ", ".join(f"{n}={'none' if v is None else _shown(v)}" for n, v in body["changes"].items())
        return f"corrected {changes}{why}"
    if "restored" in body:
        return f"took back {', '.join(body['restored'])}{why}"
    return f"{'withdrew' if body.get('withdrawn') else 'restored'} it{why}"


def case_value(filed: Filed, book: Book, told: Told | None = None) -> dict[str, Any]:
    """A case as a JSON value, with whether it stands and who had a hand in it; with `told`, also its claims and versions."""
    case = filed.case()
    reason = book.left_out.get(case.id)
    value: dict[str, Any] = {
        "kind": filed.kind,
        "case": as_json(case),
        "stands": reason is None,
        "left_out": reason,
        "proposed": filed.proposal is not None and not filed.gone,
        "entered": filed.entered.by if filed.entered is not None else None,
        "marks": [asdict(mark) for mark in book.marks(case.id)],
    }
    if told is not None:
        value["responses"] = [one.id for one in book.responses_of(case.id)]
        value["claims"] = {name: record.model_dump(mode="json") for name, record in told.items()}
        value["versions"] = [asdict(row) for row in filed.rows]
    return value


def claims_of(case: Case) -> tuple[str, ...]:
    """Ids of all claims that speak for a case or for a part of it, in order."""
    found: dict[str, None] = {}

    def walk(value: Any) -> None:  # noqa: ANN401 - any JSON value
        if isinstance(value, dict):
            if isinstance(value.get("claim"), str):
                found[value["claim"]] = None
            for one in value.values():
                walk(one)
        elif isinstance(value, list):
            for one in value:
                walk(one)

    walk(as_json(case))
    return tuple(found)
