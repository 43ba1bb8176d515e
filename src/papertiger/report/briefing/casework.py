"""Commitments, tests and what came, with the sentences that each rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from papertiger.records import DOMAINS
from papertiger.reliability.assessing import Answer, CaseLine
from papertiger.reliability.cases import OUTCOMES, Commitment, Outcomes
from papertiger.report.briefing.context import Context, came, cell_anchor, joined, sign_of
from papertiger.report.briefing.document import (
    CaseView,
    CellView,
    ClientView,
    CommitmentView,
    Linked,
    Matrices,
    OutcomeView,
    Said,
)
from papertiger.report.briefing.register import Mention, anchor, case_anchor
from papertiger.report.briefing.words import CAME
from papertiger.report.drawing import Cell, Element, Entry, Matrix, element, matrix
from papertiger.report.formatting import per_cent


def cases_of(answer: Answer) -> tuple[CaseLine, ...]:
    """All responses of an answer, whatever the group of obligations; each once."""
    found = {case.response: case for group in answer.groups for case in group.cases}
    return tuple(found.values())


def matrices(context: Context) -> tuple[Matrices, ...]:
    """A matrix of domains and clients for each patron that was assessed and has responses."""
    return tuple(
        Matrices(context.name(answer.patron), table)
        for answer in context.answers
        if (table := _matrix(context, answer)) is not None
    )


def matrix_anchor(answer: Answer) -> str:
    """Where the matrix of a patron stands."""
    return anchor("matrix", answer.patron.replace(":", "."))


def _matrix(context: Context, answer: Answer) -> Element | None:
    """Clients across where they are no more than domains, else down: a page is higher than it is wide."""
    cases = cases_of(answer)
    clients = _clients(context, cases)
    domains = [domain for domain in DOMAINS if any(case.domain == domain for case in cases)]
    names, labels = [context.name(one) for one in clients], [context.domain(one) for one in domains]
    grid = [[_cell(context, answer, client, domain, cases) for client in clients] for domain in domains]
    corner = context.text("head_domain")
    if len(clients) > len(domains):
        names, labels, corner = labels, names, context.text("head_client")
        grid = [list(column) for column in zip(*grid, strict=True)]
    caption = context.fill("matrix_caption", patron=context.name(answer.patron))
    rows = tuple((label, tuple(cells)) for label, cells in zip(labels, grid, strict=True))
    return matrix(Matrix(matrix_anchor(answer), caption, corner, tuple(names), rows, context.text("no_test")))


def _cell(context: Context, answer: Answer, client: str, domain: str, cases: Sequence[CaseLine]) -> Cell:
    here = [case for case in cases if case.client == client and case.domain == domain]
    entries = []
    for what in CAME:
        same = [case for case in here if came(case) == what]
        if same:
            told = context.fill(
                "cell_told",
                pair=context.pair(answer.patron, client),
                domain=context.domain(domain),
                came=came_number(context, what, len(same)),
            )
            entries.append(
                Entry(
                    sign_of(what),
                    context.words.came[what],
                    len(same),
                    told,
                    f"#{cell_anchor(answer.patron, same[0])}",
                    came_number(context, what, len(same)),
                )
            )
    return Cell(tuple(entries))


def _clients(context: Context, cases: Sequence[CaseLine]) -> list[str]:
    return sorted({case.client for case in cases}, key=lambda one: context.order(context.name(one)))


def came_number(context: Context, what: str, number: int) -> str:
    """How many responses came to the same: ``2 withheld``."""
    return context.fill("came_number", came=context.words.came[what], number=context.number(number))


ALL = "all"
"""Stands for all patrons together in an anchor."""


def outcome_anchor(patron: str, what: str) -> str:
    """Where all responses of a patron are listed that came to the same."""
    return anchor("came", f"{patron}.{what}".replace(":", "."))


def outcome_views(context: Context) -> tuple[OutcomeView, ...]:
    """The responses by what came: what figures over them lead to. Of many patrons together, else of each."""
    if context.crowded:
        pairs = [(answer, case) for answer in context.answers for case in cases_of(answer)]
        return tuple(_outcomes(context, ALL, "", pairs))
    return tuple(
        view
        for answer in context.answers
        for view in _outcomes(
            context,
            answer.patron,
            f"{context.name(answer.patron)}: ",
            [(answer, case) for case in cases_of(answer)],
        )
    )


def _outcomes(
    context: Context, whose: str, before: str, pairs: Sequence[tuple[Answer, CaseLine]]
) -> Iterator[OutcomeView]:
    for what in CAME:
        links = [
            Linked(place(context, answer, case), case_anchor(case.response))
            for answer, case in pairs
            if came(case) == what
        ]
        if links:
            ordered = tuple(sorted(links, key=lambda one: context.order(one.text)))
            yield OutcomeView(
                outcome_anchor(whose, what), sign_of(what), f"{before}{context.words.came[what]}", ordered
            )


def place(context: Context, answer: Answer, case: CaseLine) -> str:
    """To whom and in what: ``Armenia (military)``; of many patrons also from whom."""
    whom = context.pair(answer.patron, case.client) if context.crowded else context.name(case.client)
    return f"{whom} ({context.domain(case.domain)})"


def client_views(context: Context) -> tuple[ClientView, ...]:
    """All responses: by patron, client, domain and what came, as the matrix has them."""
    found = []
    for answer in context.answers:
        cases = cases_of(answer)
        for client in _clients(context, cases):
            mine = [case for case in cases if case.client == client]
            at = anchor("tests", f"{answer.patron}.{client}".replace(":", "."))
            found.append(
                ClientView(at, context.pair(answer.patron, client), tuple(_cells(context, answer, mine)))
            )
    return tuple(found)


def _cells(context: Context, answer: Answer, cases: Sequence[CaseLine]) -> Iterator[CellView]:
    for domain in DOMAINS:
        for what in CAME:
            same = [case for case in cases if case.domain == domain and came(case) == what]
            if same:
                yield CellView(
                    cell_anchor(answer.patron, same[0]), tuple(_case(context, case) for case in same)
                )


def _case(context: Context, case: CaseLine) -> CaseView:
    what = came(case)
    trigger = context.trigger(case.trigger_kind, case.threat, case.onset)
    figures = context.claims(case.response, [one.claim for one in case.reports if one.claim])
    facts: list[Element | str] = []
    if case.reports:
        origins = context.many("from_origins", case.origins)
        # Reports are joined into origins by more than claims are (named speakers within days): a link only where both count alike.
        shown = figures.origins_link(origins) if figures.origins == case.origins else origins
        facts.append(context.say("reports_by", origins=shown))
    facts.append(context.say("weighs", weight=context.number(case.weight, 2)))
    facts.append(context.say("p_due", share=per_cent(case.p_due, context.language)))
    facts.append(context.text(f"call_{case.call}"))
    if case.since or case.until:
        facts.append(context.say("window", days=context.span(case.since, case.until)))
    if case.late:
        facts.append(context.text("late"))
    if case.feasibility != "unknown":
        facts.append(context.text(f"feasibility_{case.feasibility}"))
    commitment = element("a", case.commitment, href=f"#{case_anchor(case.commitment)}")
    facts.append(joined([context.text("under"), commitment], " "))
    return CaseView(
        anchor=case_anchor(case.response),
        id=case.response,
        came=what,
        sign=sign_of(what),
        label=_capital(
            context.words.came_said[what].format(
                day=context.day(context.material.as_of), until=case.until or "…"
            )
        ),
        title=f"{context.domain(case.domain)}: {trigger}",
        facts=tuple(facts),
        reports=tuple(
            Said(
                _report(context, one.says, one.outlet, one.published, anonymous=one.anonymous)
                if one.claim
                else one.source or "",
                context.register.mention(one.claim) if one.claim else None,
            )
            for one in case.reports
        ),
        statements=tuple(
            Said(context.text(f"says_{one.says}"), context.register.mention(one.claim) if one.claim else None)
            for one in (*case.efficacy, *case.motive)
        ),
        rests=mentions(context, case.links),
        notes=tuple(notes(context, case.response)) + tuple(notes(context, case.test)),
    )


def _report(
    context: Context, says: Outcomes, outlet: str | None, published: str | None, *, anonymous: bool
) -> str:
    """``withheld: Вісник, 2026-01-14 (speaker not named)``; of a report that leaves room, what it makes possible."""
    shares = {name: getattr(says, name) for name in OUTCOMES}
    most = max(shares, key=lambda name: shares[name])
    told = context.words.came[most] if shares[most] > 0.5 else context.text("leaves_open")  # noqa: PLR2004 - more than all others together
    where = ", ".join(filter(None, (outlet or context.terms.outlet_unknown, (published or "")[:10])))
    return f"{told}: {where}" + (f" ({context.text('speaker_unnamed')})" if anonymous else "")


def mentions(context: Context, claims: Sequence[str]) -> tuple[Mention, ...]:
    """The claims that the brief shows, by number."""
    found = {one.id: one for claim in claims if (one := context.register.mention(claim))}
    return tuple(sorted(found.values(), key=lambda one: one.number))


def notes(context: Context, case: str) -> Iterator[str]:
    """What persons decided on a case."""
    for mark in context.material.cases.marks.get(case, ()):
        yield context.fill(
            "person_changed", field=mark.field, by=mark.by, day=mark.at[:10], why=mark.why or "–"
        )


def commitment_views(context: Context) -> tuple[CommitmentView, ...]:
    """All commitments, by patron and clients."""
    known = context.material.cases.commitments
    ordered = sorted(
        known,
        key=lambda one: (
            context.order(context.name(one.patron)),
            context.order(clients_of(context, one)),
            one.id,
        ),
    )
    return tuple(_commitment(context, one) for one in ordered)


def clients_of(context: Context, commitment: Commitment) -> str:
    """Names of whom the patron owes."""
    return ", ".join(context.name(client) for client in commitment.clients)


def commitment_label(context: Context, one: Commitment) -> str:
    """``Russia → Armenia: mutual defence, treaty``."""
    name = f" “{one.name}”" if one.name else ""
    what = f"{context.words.obligations[one.obligation]}, {context.words.instruments[one.instrument]}{name}"
    return f"{context.name(one.patron)} → {clients_of(context, one)}: {what}"


def _commitment(context: Context, one: Commitment) -> CommitmentView:
    days = "; ".join(filter(None, map(context.when, one.in_force)))
    tested = sum(test.commitment == one.id for test in context.material.cases.tests.values())
    facts = [context.many("tests", tested) if tested else context.text("not_tested")]
    if days:
        facts.append(context.fill("in_force", days=days))
    if one.due and (due := context.when(one.due)):
        facts.append(context.fill("due_on", days=due))
    return CommitmentView(
        case_anchor(one.id),
        one.id,
        commitment_label(context, one),
        tuple(facts),
        mentions(context, [link.claim for link in one.links if link.claim]),
        tuple(notes(context, one.id)),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
