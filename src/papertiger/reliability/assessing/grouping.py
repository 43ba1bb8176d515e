"""The answer for one group of obligations: the rate, what it is compared with, its parts, what carries it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from papertiger.reliability.assessing.answer import (
    Compared,
    Definition,
    GroupAnswer,
    Part,
)
from papertiger.reliability.assessing.columns import LARGE
from papertiger.reliability.assessing.definitions import definitions
from papertiger.reliability.assessing.grouped import Grouped
from papertiger.reliability.assessing.lines import case_line
from papertiger.reliability.assessing.question import Question
from papertiger.reliability.assessing.rating import effective, is_thin, rate_of
from papertiger.reliability.assessing.weighing import influences, next_ones, sensitivity
from papertiger.reliability.history import comparable
from papertiger.reliability.measuring import Cell
from papertiger.reliability.quick import Refit

SHOWN = 48
"""Responses that are told of where a large record is told in part, the weightiest; and a quarter as many pending ones."""
FIVE_YEARS = 5


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
        influence=influences(found, refit, shown, book),
        next=next_ones(found, refit, shown, book),
        sensitivity=sensitivity(found),
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
