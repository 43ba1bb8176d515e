"""What came when support was due: a matrix of domains and clients, and honour rates with their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from papertiger.records import DOMAINS
from papertiger.reliability.assessing import CaseLine, Rate
from papertiger.report import drawing
from papertiger.report.assessment import page as told
from papertiger.report.assessment.wording import between, per_cent
from papertiger.report.briefing.context import came, sign_of
from papertiger.report.briefing.words import CAME
from papertiger.report.drawing import Element
from papertiger.web.showing.record import case_words, figures_voice
from papertiger.web.visit import Visit
from papertiger.workbench.looking import PatronRecord


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The matrix and what its signs mean."""

    table: Element | None
    legend: Element | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One honour rate with all that must stand beside it."""

    label: str
    counted: str
    """What is counted."""
    lines: tuple[str, ...]
    tests: int
    effective: str
    """Empty where it is not told."""
    origins: int | None
    """None likewise."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Rates as a chart and in words."""

    chart: Element | None
    figures: tuple[Figure, ...]
    as_of: str


def outcomes(visit: Visit, record: PatronRecord, clients: Sequence[str]) -> Outcomes:
    """What came to some clients, by domain; each entry leads to the partnership's account of it."""
    words = case_words(visit)
    cases = [case for case in record.cases if case.client in clients]
    if not cases or record.answer is None:
        return Outcomes(None, None)
    patron, as_of = record.answer.patron, record.answer.as_of
    labels = visit.voice.words.domains
    rows = tuple(
        (
            labels[domain].label,
            tuple(
                _cell(visit, patron, [c for c in cases if (c.client, c.domain) == (client, domain)])
                for client in clients
            ),
        )
        for domain in DOMAINS
        if any(case.domain == domain for case in cases)
    )
    table = drawing.matrix(
        drawing.Matrix(
            "outcomes",
            _sentence(
                words.texts["matrix_caption"].format(patron=visit.name(patron), day=visit.words.day(as_of))
            ),
            words.texts["head_domain"],
            tuple(visit.name(client) for client in clients),
            rows,
            words.texts["no_test"],
        )
    )
    used = {came(case) for case in cases}
    signs = [(sign_of(what), words.came[what]) for what in CAME if what in used]
    return Outcomes(table, drawing.legend(signs))


def _sentence(text: str) -> str:
    """A text whose day may end in a full stop of its own, as in Ukrainian."""
    return text.replace("..", ".")


def _cell(visit: Visit, patron: str, cases: Sequence[CaseLine]) -> drawing.Cell:
    words = case_words(visit)
    entries = []
    for what in CAME:
        same = [case for case in cases if came(case) == what]
        if same:
            client, domain = same[0].client, same[0].domain
            address = f"{visit.url('partnership', patron=patron, client=client)}#cases"
            # It begins with other words than those that are seen, and ends with them (WCAG 2.5.3).
            pair = f"{visit.name(patron)} → {visit.name(client)}"
            domain_name = visit.voice.words.domains[domain].label
            text = f"{pair}, {domain_name}: {len(same)}\N{NO-BREAK SPACE}{words.came[what]}"
            entries.append(drawing.Entry(sign_of(what), words.came[what], len(same), text, address))
    return drawing.Cell(tuple(entries))


def figures(visit: Visit, record: PatronRecord, client: str | None = None) -> Figures:
    """Honour rates by kind of obligation, of a patron or of its part for one client; words only where the record is thin."""
    voice = figures_voice(visit)
    groups = record.answer.groups if record.answer else ()
    rows: list[drawing.Rate] = []
    found: list[Figure] = []
    for group in groups:
        cases = [case for case in group.cases if client in {None, case.client}]
        if not cases:
            continue
        part = next((one for one in group.parts if (one.by, one.value) == ("client", client)), None)
        numbers = group if client is None else part
        label = told.capital(told.label(group, voice))
        if numbers is not None:
            rows.append(_drawn(visit, label, numbers.rate, numbers.n_eff))
        words = told.rate_text(numbers.rate, voice.words) if numbers is not None else voice.words.thin
        found.append(
            Figure(
                label,
                told.counted(group, voice),
                tuple(told.headline(group, voice)) if client is None else (told.capital(words),),
                numbers.tests if numbers is not None else len({case.test for case in cases}),
                voice.decimal(numbers.n_eff) if numbers is not None else "",
                numbers.origins if numbers is not None else None,
            )
        )
    texts = case_words(visit).texts
    chart = drawing.intervals(
        drawing.Intervals("rates", texts["rates_title"], texts["rates_desc"], tuple(rows))
    )
    return Figures(chart, tuple(found), record.answer.as_of if record.answer else "")


def _drawn(visit: Visit, label: str, rate: Rate, effective: float) -> drawing.Rate:
    voice, texts = figures_voice(visit), case_words(visit).texts
    said = texts["too_thin"].format(tests=voice.decimal(effective))
    if rate.median is not None and rate.ninety:
        said = texts["rate_words"].format(
            median=per_cent(rate.median, visit.speaks), ninety=between(rate.ninety, visit.speaks)
        )
    return drawing.Rate(
        label,
        rate.median,
        (rate.half.low, rate.half.high) if rate.half else None,
        (rate.ninety.low, rate.ninety.high) if rate.ninety else None,
        (rate.prior_ninety.low, rate.prior_ninety.high),
        said,
        f"{label}: {said}",
        "",
    )
