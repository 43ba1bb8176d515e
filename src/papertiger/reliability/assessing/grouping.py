"""The answer for one group of obligations: the rate, what it is compared with, its parts, what carries it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from papertiger.reliability.assessing.answer import (
    Compared,
    Definition,
    GroupAnswer,
    Influence,
    Next,
    Part,
    Sensitivity,
)
from papertiger.reliability.assessing.columns import LARGE
from papertiger.reliability.assessing.definitions import definitions
from papertiger.reliability.assessing.lines import case_line
from papertiger.reliability.assessing.measured import Measured, share_of
from papertiger.reliability.assessing.question import Question
from papertiger.reliability.assessing.rating import Posterior, effective, is_thin, rate_of
from papertiger.reliability.book import Book
from papertiger.reliability.history import comparable
from papertiger.reliability.measuring import Cell, alternatives, by_origin
from papertiger.reliability.quick import Prior, Refit, fit, influence, next_observations
from papertiger.reliability.quick.evidence import Evidence

ORIGINS = 400
"""Origins that are left out one by one, those of the weightiest responses; each costs a millisecond."""
SETTLED = 200
"""Responses whose settling is weighed, the weightiest and the pending ones."""
SHOWN, FEW_ORIGINS, FEW_SETTLED = 48, 20, 10
"""Likewise of a record that is told in part: responses, origins, settlings."""
FIVE_YEARS = 5


Rating = Callable[[Sequence[Cell], Prior], Posterior]
"""A model: cells of one group, and the quick model's prior of it → the rate."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """One group of a patron's record, fitted."""

    question: Question
    name: str
    """How the patron is called."""
    measured: Measured
    cells: list[Cell]
    prior: Prior
    posterior: Posterior
    evidence: Evidence
    rate: Rating
    full: bool = False
    """Whether another model than the quick one gave it."""

    @property
    def weights(self) -> dict[str, float]:
        """Response → effective tests that it counts for."""
        return _weights(self.evidence)


def _weights(evidence: Evidence) -> dict[str, float]:
    counts = evidence.weights * evidence.information
    return {cell.response: float(count) for cell, count in zip(evidence.cells, counts, strict=True)}


def weights_of(cells: Sequence[Cell], rho: float) -> dict[str, float]:
    """Response → effective tests that it counts for among `cells`; pending ones have none."""
    return _weights(Evidence(cells, rho))


def grouped(
    measured: Measured,
    question: Question,
    name: str,
    rating: Rating | None = None,
) -> Grouped | None:
    """The record of one group, fitted; None where there is no test.

    Args:
        measured: the patron's cases.
        question: its `group` says which.
        name: how the patron is called.
        rating: another model than the quick one.
    """
    cells = measured.covered(question)
    if not cells or question.group is None:
        return None
    prior, rho = measured.settings.prior_of(question.group), measured.settings.rho
    rate: Rating = rating or (lambda some, of: fit(some, of, rho))
    evidence = Evidence(cells, rho)
    posterior = rating(cells, prior) if rating else fit(evidence, prior)
    return Grouped(question, name, measured, cells, prior, posterior, evidence, rate, full=rating is not None)


def group_answer(found: Grouped, *, whole: bool = True) -> GroupAnswer:
    """What is told of one group.

    Args:
        found: the group, fitted.
        whole: tell of every response. Else, of a large record, only of the weightiest and of the origins behind them, which takes no
            longer for a record of thousands.
    """
    defined = definitions()
    group = defined.groups[found.question.group or ""]
    rate = rate_of(found.posterior)
    weights = found.weights
    shown = _shown(found, weights, whole=whole)
    book = found.measured.books([cell.response for cell in shown] if len(shown) <= LARGE else None)
    refit = Refit(found.cells, found.prior, found.measured.settings.rho)
    parts, hidden = _parts(found)
    told = {
        "tests": effective(found.posterior.n_eff),
        "origins": _origins(len(found.evidence.origins)),
        "key": found.question.address,
        "patron": found.name,
        "prior": f"{100 * rate.prior_share:.0f}",
    }
    wording = defined.thin_sentence
    if rate.ninety is not None:
        wording = defined.sentence
        told |= {"low": f"{100 * rate.ninety.low:.0f}", "high": f"{100 * rate.ninety.high:.0f}"}
    compared, history = _compared(found)
    lines = [case_line(found.measured, book, cell, weights.get(cell.response, 0.0)) for cell in shown]
    return GroupAnswer(
        address=found.question.address,
        definition=Definition(
            key=found.question.group or "",
            label=group.label,
            estimand=group.estimand,
            unit=defined.unit,
            period=_period(found.cells),
            coder=defined.coder,
        ),
        tests=len({cell.test for cell in found.cells}),
        responses=len(found.cells),
        pending=sum(cell.pending for cell in found.cells),
        n_eff=round(found.posterior.n_eff, 2),
        origins=len(found.evidence.origins),
        rate=rate,
        prior=defined.full_prior if found.full else f"prior {found.prior.title}; {found.prior.source}",
        sentence=wording.format(**told),
        compared=compared,
        history=history,
        parts=parts,
        hidden=hidden,
        influence=_influence(found, refit, shown, book),
        next=_next(found, refit, shown, book),
        sensitivity=_sensitivity(found),
        cases=tuple(sorted(lines, key=lambda line: (-line.weight, line.response))),
        cases_left=len(found.cells) - len(shown),
    )


def _shown(found: Grouped, weights: Mapping[str, float], *, whole: bool) -> list[Cell]:
    """The responses that are told of: all, or the weightiest and some that are pending."""
    if whole or len(found.cells) <= LARGE:
        return found.cells
    ordered = sorted(found.cells, key=lambda cell: (-weights.get(cell.response, 0.0), cell.response))
    pending = [cell for cell in ordered if cell.pending]
    return [cell for cell in ordered if not cell.pending][:SHOWN] + pending[: SHOWN // 4]


def _origins(number: int) -> str:
    return f"{number} independent origin{'' if number == 1 else 's'}"


def _period(cells: Iterable[Cell]) -> str:
    years = sorted({cell.year for cell in cells if cell.year is not None})
    if not years:
        return "not dated"
    return str(years[0]) if years[0] == years[-1] else f"{years[0]}-{years[-1]}"


def _compared(found: Grouped) -> tuple[tuple[Compared, ...], tuple[str, ...]]:
    """Published rates for the obligations of the record; and what must be said with them, or why there are none."""
    defined = definitions()
    thin = is_thin(found.posterior, defined)
    words: dict[str, None] = {}
    unknown: list[str] = []
    rates: dict[str, Compared] = {}
    counted = Counter(cell.obligation for cell in found.cells)
    for obligation in sorted(counted, key=lambda name: (-counted[name], name)):
        cells = [cell for cell in found.cells if cell.obligation == obligation]
        # Of the newest test: what is said of history is the same for all of them, or history was nearer then.
        year = max((cell.year for cell in cells if cell.year is not None), default=None)
        sides = {cell.multilateral for cell in cells}
        history = comparable(obligation, year, multilateral=sides.pop() if len(sides) == 1 else None)
        if history.rates:
            words[history.words] = None
        else:
            unknown.append(obligation.replace("_", " "))
        for one in history.rates:
            interval = one.interval()
            below = None if thin else found.posterior.below(one.share)
            rates.setdefault(
                one.key,
                Compared(
                    key=one.key,
                    definition=one.definition.words,
                    honoured=one.honoured,
                    due=one.due,
                    rate=round(one.share, 4),
                    low=round(interval.low, 4) if interval else None,
                    high=round(interval.high, 4) if interval else None,
                    source=one.citation,
                    recomputed=one.data is not None,
                    below=None if below is None else defined.rounded(below),
                    words=None if below is None else defined.words(below),
                ),
            )
    if unknown:
        words[defined.no_history.format(obligations=", ".join(sorted(unknown)))] = None
    return tuple(rates.values()), tuple(words)


def _parts(found: Grouped) -> tuple[tuple[Part, ...], int]:
    """The record by client, domain, obligation and five years, where there is more than one; how many were too small to show."""
    question = found.question
    by: dict[str, Callable[[Cell], str | None]] = {
        "client": lambda cell: cell.client,
        "domain": lambda cell: cell.domain,
        "period": _five_years,
    }
    shown: list[Part] = []
    hidden = 0
    for name, value in by.items():
        parted: dict[str, list[Cell]] = {}
        for cell in found.cells:
            if (one := value(cell)) is not None:
                parted.setdefault(one, []).append(cell)
        if len(parted) < 2:  # noqa: PLR2004 - the whole is no part
            continue
        for one, cells in sorted(parted.items()):
            posterior = found.rate(cells, found.prior)
            if posterior.n_eff < definitions().hidden:
                hidden += 1
                continue
            shown.append(
                Part.model_validate(
                    {
                        "by": name,
                        "value": one,
                        "address": _narrowed(question, name, one).address,
                        "tests": len({cell.test for cell in cells}),
                        "n_eff": round(posterior.n_eff, 2),
                        "origins": len({o for cell in cells if not cell.pending for o in cell.origins}),
                        "rate": rate_of(posterior),
                    }
                )
            )
    return tuple(shown), hidden


def _five_years(cell: Cell) -> str | None:
    if cell.year is None:
        return None
    first = cell.year - cell.year % FIVE_YEARS
    return f"{first}..{first + FIVE_YEARS - 1}"


def _narrowed(question: Question, by: str, value: str) -> Question:
    if by == "client":
        return replace(question, client=value)
    if by == "domain":
        return replace(question, domain=value)
    first, last = value.split("..")
    return replace(question, period=(int(first), int(last)))


def _influence(found: Grouped, refit: Refit, shown: Sequence[Cell], book: Book) -> tuple[Influence, ...]:
    """What leaving out each origin behind the responses shown does, also where it stands behind others."""
    measured, defined = found.measured, definitions()
    if len(shown) < len(found.cells):
        behind = _behind(found.cells, shown)
        shown, book = behind, measured.books([cell.response for cell in behind])
    weights = found.weights
    without: dict[str, dict[str, Cell | None]] = {}
    first: dict[str, tuple[str, str, bool]] = {}
    for cell in sorted(shown, key=lambda cell: (-weights.get(cell.response, 0.0), cell.response)):
        response = book.responses[cell.response]
        if cell.settled or cell.pending or share_of(response) is not None:
            continue
        for origin, same in by_origin(response.reports).items():
            if origin not in without and len(without) >= ORIGINS:
                continue
            left = tuple(r for r in response.reports if r not in same)
            without.setdefault(origin, {})[cell.response] = measured.cell(book, response, left)
            for report in same:
                about = (report.published or "", report.outlet or report.source or origin, report.anonymous)
                first[origin] = min(first.get(origin, about), about)
    thin = is_thin(found.posterior, defined)
    lines = []
    for one in influence(refit, without, found.prior):
        if abs(100 * (one.median - one.without)) < defined.influence:
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


def _behind(cells: Sequence[Cell], shown: Sequence[Cell]) -> list[Cell]:
    """The responses that the origins of the weightiest stand behind."""
    origins: dict[str, None] = {}
    for cell in shown:
        origins |= dict.fromkeys(cell.origins)
        if len(origins) >= FEW_ORIGINS:
            break
    few = set(list(origins)[:FEW_ORIGINS])
    return [cell for cell in cells if few.intersection(cell.origins)][:SHOWN]


def _next(found: Grouped, refit: Refit, shown: Sequence[Cell], book: Book) -> tuple[Next, ...]:
    """What settling each response would bring."""
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


def _sensitivity(found: Grouped) -> tuple[Sensitivity, ...]:
    """The figure of the quick model under other assumptions; nothing where the record is too thin for one."""
    if is_thin(found.posterior) or found.full:
        return ()
    settings, cells, prior = found.measured.settings, found.cells, found.prior
    low, high = settings.measurement.rho.range
    evidence = found.evidence
    tried: list[tuple[str, Posterior]] = [
        (f"outcomes within a crisis correlate {low:g} instead of {settings.rho:g}", fit(cells, prior, low)),
        (f"outcomes within a crisis correlate {high:g}", fit(cells, prior, high)),
        ("prior half as strong", fit(evidence, prior, prior_power=0.5)),
        ("prior twice as strong", fit(evidence, prior, prior_power=2.0)),
        ("record counted half", fit(evidence, prior, likelihood_power=0.5)),
    ]
    if found.measured.amounts.intersection(cell.response for cell in cells):
        for cut in alternatives(settings.measurement.cut_offs):
            other = replace(found.measured, cut_offs=cut)
            words = f"withheld below {cut.withheld_below:g} %, honoured from {cut.honoured_from:g} %"
            tried.append((words, fit(other.covered(found.question), prior, settings.rho)))
    lines = []
    for words, posterior in tried:
        rate = rate_of(posterior)
        lines.append(Sensitivity(assumption=words, median=rate.median, ninety=rate.ninety))
    return tuple(lines)
