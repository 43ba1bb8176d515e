"""What carries a figure, what would change it most, and how far it rests on what is assumed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from papertiger.reliability.assessing.answer import Influence, Interval, Next, Sensitivity
from papertiger.reliability.assessing.columns import LARGE
from papertiger.reliability.assessing.definitions import definitions
from papertiger.reliability.assessing.grouped import Grouped
from papertiger.reliability.assessing.measured import share_of
from papertiger.reliability.assessing.rating import is_thin
from papertiger.reliability.book import Book
from papertiger.reliability.measuring import Cell, alternatives, by_origin, variants
from papertiger.reliability.quick import Refit, fit, influence, next_observations, power_scaled
from papertiger.reliability.quick.posterior import Posterior

ORIGINS = 400
"""Origins that are left out one by one, those of the weightiest responses; each costs a millisecond."""
SETTLED = 200
"""Responses whose settling is weighed, the weightiest and the pending ones."""
FEW_ORIGINS, FEW_SETTLED = 20, 10
"""Likewise of a record that is told in part."""


def influences(
    found: Grouped, refit: Refit, shown: Sequence[Cell], book: Book, *, every: bool = False
) -> tuple[Influence, ...]:
    """What leaving out an origin does, everywhere that it reports; the greatest shift first.

    Args:
        found: the group.
        refit: of its cells.
        shown: the responses that are told of; their origins are left out, in order of weight as far as that is done in a moment.
        book: holds these responses.
        every: also those whose leaving moves the median by less than is worth telling.
    """
    measured, defined = found.measured, definitions()
    few: frozenset[str] | None = None
    if len(shown) < len(found.cells):
        few, shown = _few(found.cells, shown)
        book = measured.books([cell.response for cell in shown])
    weights = found.weights
    without: dict[str, dict[str, Cell | None]] = {}
    first: dict[str, tuple[str, str, bool]] = {}
    for cell in sorted(shown, key=lambda cell: (-weights.get(cell.response, 0.0), cell.response)):
        response = book.responses[cell.response]
        if cell.settled or cell.pending or share_of(response) is not None:
            continue
        for origin, same in by_origin(response.reports).items():
            passed_over = few is not None and origin not in few
            if passed_over or (origin not in without and len(without) >= ORIGINS):
                continue
            left = tuple(r for r in response.reports if r not in same)
            without.setdefault(origin, {})[cell.response] = measured.cell(book, response, left)
            for report in same:
                about = (report.published or "", report.outlet or report.source or origin, report.anonymous)
                first[origin] = min(first.get(origin, about), about)
    thin = is_thin(found.posterior, defined)
    lines = []
    for one in influence(refit, without, found.prior):
        if not every and abs(100 * (one.median - one.without)) < defined.influence:
            continue
        published, outlet, anonymous = first[one.label]
        lines.append(
            Influence(
                origin=one.label,
                told=f"{outlet}{f', {published}' if published else ''}",
                anonymous=anonymous,
                responses=len(without[one.label]),
                median=None if thin else defined.rounded(one.without),
                shift=round(one.log_odds, 3),
                bits=round(one.bits, 3),
            )
        )
    return tuple(lines)


def _few(cells: Sequence[Cell], shown: Sequence[Cell]) -> tuple[frozenset[str], list[Cell]]:
    """Some origins of the weightiest responses, and all responses that these report on: an origin is left out whole or not at all."""
    of: dict[str, list[Cell]] = {}
    for cell in cells:
        for origin in cell.origins:
            of.setdefault(origin, []).append(cell)
    chosen: dict[str, Cell] = {}
    few: list[str] = []
    for origin in dict.fromkeys(origin for cell in shown for origin in cell.origins):
        more = {cell.response: cell for cell in of[origin]}
        if len(few) < FEW_ORIGINS and len(chosen | more) <= LARGE:
            few.append(origin)
            chosen |= more
    return frozenset(few), list(chosen.values())


def next_ones(found: Grouped, refit: Refit, shown: Sequence[Cell], book: Book) -> tuple[Next, ...]:
    """What settling each response would bring; arguments as for `influences`."""
    weights = found.weights
    limit = SETTLED if len(shown) == len(found.cells) else FEW_SETTLED
    chosen = sorted(
        (cell for cell in shown if not cell.settled),
        key=lambda cell: (not cell.pending, -cell.p_due, weights.get(cell.response, 0.0), cell.response),
    )[:limit]
    kept = {cell.response for cell in chosen}
    low, high = found.posterior.interval()
    lines = []
    for one in next_observations(refit, found.prior, only=kept):
        response = book.responses[one.response]
        test = book.tests[response.test]
        trigger = book.triggers.get(test.trigger)
        onset = (trigger.onset.earliest or "") if trigger else ""
        told = f"{test.client} {response.domain}, {trigger.kind if trigger else 'request'} {onset}"
        share = definitions().rounded(one.narrowing / max(high - low, 1e-9))
        if share > 0:
            lines.append(Next(response=one.response, told=told.strip(), narrower=share))
    return tuple(lines)


def sensitivity(found: Grouped) -> tuple[Sensitivity, ...]:
    """The figure of the quick model under other assumptions; nothing where the record is too thin for one.

    The error rates of sources are varied where that takes a moment: all reports are measured anew for it.
    """
    if is_thin(found.posterior) or found.full:
        return ()
    measured, prior = found.measured, found.prior
    words = definitions().assumptions
    tried: list[tuple[str, float, tuple[float, float]]] = []

    def tell(assumption: str, posterior: Posterior) -> None:
        tried.append((assumption, posterior.median, posterior.interval()))

    for one in variants(measured.settings.measurement):
        same = one.settings.classes == measured.settings.measurement.classes
        same = same and one.settings.sides == measured.settings.measurement.sides
        if same:
            tell(one.why, fit(found.cells, prior, one.settings.rho.value))
        elif len(measured.cells) <= LARGE:
            other = replace(measured, settings=replace(measured.settings, measurement=one.settings))
            tell(one.why, fit(other.covered(found.question), prior, one.settings.rho.value))
    for scaled in power_scaled(found.evidence, prior):
        times = "half" if scaled.power < 1 else "twice"
        tried.append((words[f"{scaled.of}_{times}"], scaled.median, scaled.interval))
    if measured.amounts.intersection(cell.response for cell in found.cells):
        for cut in alternatives(measured.settings.measurement.cut_offs):
            told = words["cut_offs"].format(low=f"{cut.withheld_below:g}", high=f"{cut.honoured_from:g}")
            other = replace(measured, cut_offs=cut)
            tell(told, fit(other.covered(found.question), prior, measured.settings.rho))
    rounded = definitions().rounded
    return tuple(
        Sensitivity(
            assumption=assumption,
            median=rounded(median),
            ninety=Interval(low=rounded(ends[0]), high=rounded(ends[1])),
        )
        for assumption, median, ends in tried
    )
