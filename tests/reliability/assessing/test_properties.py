"""What must hold of every record: copies change nothing, independent origins narrow, order is irrelevant."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from patron import confirmed, measured, occasion, said

from papertiger.reliability.assessing import GroupAnswer, Grouped, Question, figure, group_answer
from papertiger.reliability.cases import Case, Report

SUPPORT = Question("AAA", "support")
OUTCOMES = st.sampled_from(["withheld", "partial", "honoured", "harmful"])


def fitted(*occasions: list[Case]) -> Grouped:
    found = figure(measured(*occasions), SUPPORT, "Aland")
    assert found is not None
    return found


def answered(*occasions: list[Case]) -> GroupAnswer:
    return group_answer(fitted(*occasions))


def quantiles(found: Grouped) -> list[float]:
    return [found.posterior.quantile(q / 100) for q in (5, 25, 50, 75, 95)]


@st.composite
def records(draw: st.DrawFn) -> list[list[Report]]:
    """The reports of several responses."""
    found = []
    for number in range(draw(st.integers(2, 5))):
        outcomes = draw(st.lists(OUTCOMES, min_size=1, max_size=3))
        anonymous = draw(st.booleans())
        found.append(
            [said(f"k{number}-{n}", one, anonymous=anonymous, depth=n) for n, one in enumerate(outcomes)]
        )
    return found


def copy_of(report: Report, number: int) -> Report:
    """A retelling in an article of its own."""
    article = f"copy{number}-of-{report.article}"
    return report.model_copy(
        update={"article": article, "claim": f"claim-{article}", "depth": report.depth + 1}
    )


@settings(max_examples=40, deadline=None)
@given(records(), st.integers(1, 4))
def test_another_report_of_the_same_origin_changes_nothing(record: list[list[Report]], times: int) -> None:
    copied = [[*reports, *(copy_of(reports[0], n) for n in range(times))] for reports in record]

    before = fitted(*(occasion(n, reports) for n, reports in enumerate(record, 1)))
    after = fitted(*(occasion(n, reports) for n, reports in enumerate(copied, 1)))

    assert quantiles(after) == quantiles(before)
    assert group_answer(after).origins == group_answer(before).origins


@settings(max_examples=40, deadline=None)
@given(records(), st.integers(0, 99))
def test_the_order_of_reports_and_of_cases_is_irrelevant(record: list[list[Report]], seed: int) -> None:
    shuffled = [list(reports) for reports in record]
    for reports in shuffled:
        random.Random(seed).shuffle(reports)  # noqa: S311 - no secret
    numbered = list(enumerate(shuffled, 1))
    random.Random(seed).shuffle(numbered)  # noqa: S311 - as above

    before = answered(*(occasion(n, reports) for n, reports in enumerate(record, 1)))
    after = answered(*(occasion(n, reports) for n, reports in numbered))

    assert after.model_dump() == before.model_dump()


@pytest.mark.parametrize("outcome", ["withheld", "honoured"])
def test_an_independent_origin_that_agrees_narrows(outcome: str) -> None:
    def width(origins: int) -> float:
        found = fitted(*(confirmed(n, outcome, origins=origins) for n in range(1, 6)))
        low, high = found.posterior.interval()
        return high - low

    widths = [width(origins) for origins in (1, 2, 3, 4)]

    assert widths == sorted(widths, reverse=True)
    assert widths[0] - widths[1] > 0.02


def test_a_farm_of_forty_clones_moves_nothing() -> None:
    rumour = said("z", "honoured", anonymous=True)
    farm = [copy_of(rumour, n) for n in range(40)]
    broken = [confirmed(n, "withheld") for n in range(1, 5)]

    one = answered(*broken, occasion(7, [rumour]))
    forty = answered(*broken, occasion(7, [rumour, *farm]))

    assert forty.rate == one.rate
    assert forty.n_eff == one.n_eff
    assert forty.origins == one.origins


def test_without_one_anonymous_report_the_median_is_what_influence_says() -> None:
    broken = [confirmed(n, "withheld") for n in range(1, 4)]
    lone = [said("z", "honoured", anonymous=True)]
    several = [occasion(n, [said(f"z{n}", "honoured", anonymous=True)]) for n in range(5, 9)]
    record = [*broken, occasion(4, lone), *several]

    found = fitted(*record)
    without = fitted(*broken, occasion(4), *several)

    shift = found.posterior.log_odds_median - without.posterior.log_odds_median
    told = {one.origin: one for one in group_answer(found).influence}
    assert told["z"].anonymous
    assert told["z"].shift == pytest.approx(shift, abs=2e-3)
    assert told["z"].shift > 0
