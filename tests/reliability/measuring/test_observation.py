"""One origin is one observation, whatever is copied, reordered or said twice."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reports import HONOURED, PARTIAL, WITHHELD, a_cell, a_copy, a_report

from papertiger.reliability.cases import Outcomes, Report
from papertiger.reliability.measuring import (
    Measurement,
    by_origin,
    cell_loglik,
    error_matrix,
    measurement,
    observation,
    settled_loglik,
)
from papertiger.reliability.measuring.doubt import doubtful, leavers, partitions

OUTCOMES = st.sampled_from([WITHHELD, PARTIAL, HONOURED, Outcomes(partial=0.7, withheld=0.3)])


@st.composite
def some_reports(draw: st.DrawFn) -> list[Report]:
    """Reports of up to four origins, each of its own article or of copies, some of them doubtful."""
    found = []
    for n in range(draw(st.integers(1, 8))):
        origin = f"k{draw(st.integers(0, 3))}"
        article = draw(st.sampled_from([origin, f"copy-{n}"]))
        found.append(
            a_report(
                origin,
                draw(OUTCOMES),
                article=article,
                claim=f"c{n}",
                depth=draw(st.integers(0, 3)),
                anonymous=draw(st.booleans()),
                document=draw(st.booleans()),
                side=draw(st.sampled_from([None, "patron", "client", "rival", "third"])),
                speaker=draw(st.sampled_from([None, "minister", "envoy"])),
                published=draw(st.sampled_from([None, "2026-01-01", "2026-01-03", "2026-01-09"])),
                membership=draw(st.sampled_from([1.0, 0.97, 0.6, 0.3])),
            )
        )
    return found


def same(first: list[Report], second: list[Report]) -> bool:
    one, other = cell_loglik(first), cell_loglik(second)
    return bool(np.array_equal(one[0], other[0])) and one[1] == other[1]


@given(some_reports(), st.data())
def test_order_changes_nothing(reports: list[Report], data: st.DataObject) -> None:
    assert same(reports, data.draw(st.permutations(reports)))


@given(some_reports(), st.data())
def test_saying_it_twice_changes_nothing(reports: list[Report], data: st.DataObject) -> None:
    again = data.draw(st.sampled_from(reports))
    assert same(reports, [*reports, *[again.model_copy(update={"claim": f"again-{n}"}) for n in range(3)]])


@given(OUTCOMES, st.booleans(), st.integers(1, 40), OUTCOMES)
def test_a_clone_farm_moves_nothing(
    says: Outcomes, anonymous: bool, clones: int, distorted: Outcomes
) -> None:
    """Not even one that distorts what it copies, as long as what it copies is at hand."""
    report = a_report("k1", says, anonymous=anonymous)
    other = a_report("k2", HONOURED)
    farm = [a_copy("k1", f"clone-{n}", distorted, depth=n % 3, document=n == 1) for n in range(clones)]
    assert same([report, other], [report, other, *farm])


@given(OUTCOMES, st.booleans())
def test_copies_of_a_report_that_is_not_at_hand_are_one(says: Outcomes, anonymous: bool) -> None:
    copies = [a_copy("Outlet@family", f"copy-{n}", says, anonymous=anonymous) for n in range(40)]
    assert same(copies[:1], copies)


@given(st.integers(0, 2), st.integers(1, 4), st.booleans())
def test_an_independent_report_that_agrees_narrows(outcome: int, before: int, anonymous: bool) -> None:
    says = [WITHHELD, PARTIAL, HONOURED][outcome]
    reports = [a_report(f"k{n}", says, anonymous=anonymous) for n in range(before + 1)]
    less = a_cell(1, cell_loglik(reports[:-1])[0]).posterior
    more = a_cell(1, cell_loglik(reports)[0]).posterior
    assert more[outcome] > less[outcome]
    assert entropy(more) < entropy(less)


def entropy(p: np.ndarray) -> float:
    return float(-(p @ np.log(p)))


def test_no_report_is_no_evidence() -> None:
    loglik, origins = cell_loglik([])
    assert loglik.tolist() == [0, 0, 0]
    assert origins == ()


def test_one_report_says_what_its_matrix_says() -> None:
    np.testing.assert_allclose(np.exp(observation([a_report()])), error_matrix("secondary")[:, 0])


def test_independent_origins_multiply() -> None:
    two, origins = cell_loglik([a_report("k1"), a_report("k2", HONOURED)])
    matrix = error_matrix("secondary")
    np.testing.assert_allclose(np.exp(two), matrix[:, 0] * matrix[:, 2])
    assert origins == ("k1", "k2")


def test_what_one_origin_says_differently_is_averaged() -> None:
    both = observation([a_report(), a_report(says=HONOURED)])
    matrix = error_matrix("secondary")
    np.testing.assert_allclose(np.exp(both), (matrix[:, 0] + matrix[:, 2]) / 2)


def test_the_best_placed_report_decides_the_class() -> None:
    named, unnamed = a_report(depth=2), a_report(anonymous=True)
    assert observation([unnamed, named]).tolist() == observation([named]).tolist()
    document = a_report(depth=3, document=True)
    assert observation([unnamed, named, document]).tolist() == observation([document]).tolist()


def test_an_outlets_own_voice_yields_to_whom_it_cites() -> None:
    cited = a_report(anonymous=True, speaker=None)
    for voice in (a_report(depth=0, speaker=None), a_report(depth=1, speaker=None)):
        assert observation([voice, cited]).tolist() == observation([cited]).tolist()
        assert observation([voice]).tolist() != observation([cited]).tolist()


def test_a_doubtful_copy_counts_as_far_as_it_may_be_an_origin_of_its_own() -> None:
    report, copy = a_report(anonymous=True), a_copy("k1", "k2", anonymous=True)
    alone = np.exp(cell_loglik([report])[0])
    together = np.exp(cell_loglik([report, a_report("k2", anonymous=True)])[0])
    mixed = np.exp(cell_loglik([report, copy], {"k2": 0.7})[0])
    np.testing.assert_allclose(mixed, 0.7 * alone + 0.3 * together)
    assert cell_loglik([report, copy], {"k2": 0.7})[1] == ("k1",)
    own = copy.model_copy(update={"membership": 0.7})
    assert cell_loglik([report, own])[0].tolist() == cell_loglik([report, copy], {"k2": 0.7})[0].tolist()


def test_from_the_threshold_on_membership_is_certain() -> None:
    pair = [a_report(anonymous=True), a_copy("k1", "k2", anonymous=True)]
    assert cell_loglik(pair, {"k2": 0.95})[0].tolist() == cell_loglik(pair[:1])[0].tolist()
    assert cell_loglik(pair, {"k2": 0.94})[0].tolist() != cell_loglik(pair[:1])[0].tolist()


@given(some_reports())
def test_doubt_is_averaged_over_all_combinations(reports: list[Report]) -> None:
    """Against brute force; the settings leave nothing to chance here."""
    doubt = doubtful(reports, None, 0.95)
    expected = np.zeros(3)
    for weight, gone in partitions(doubt, 2 ** len(doubt)):
        each = [observation(same) for same in by_origin(leavers(reports, gone)).values()]
        expected += weight * np.exp(np.sum(each, axis=0))
    np.testing.assert_allclose(np.exp(cell_loglik(reports, settings=many_draws(256))[0]), expected, rtol=1e-9)


def many_draws(draws: int) -> Measurement:
    shipped = measurement()
    return shipped.model_copy(update={"draws": shipped.draws.model_copy(update={"value": draws})})


def test_forty_copies_in_doubt_are_weighed_exactly_where_their_origin_is_at_hand() -> None:
    reports = [a_report(anonymous=True), *[a_copy("k1", f"k{n}", anonymous=True) for n in range(2, 42)]]
    says = error_matrix("anonymous")[:, 0]
    found = np.exp(cell_loglik(reports, {f"k{n}": 0.9 for n in range(2, 42)})[0])
    np.testing.assert_allclose(found, says * (0.9 + 0.1 * says) ** 40)


def test_where_it_is_not_they_are_drawn_and_near_what_all_combinations_give() -> None:
    reports = [a_copy("Outlet@family", f"k{n}", anonymous=True) for n in range(8)]
    membership = {f"k{n}": 0.8 for n in range(8)}
    drawn, exact = (
        np.exp(cell_loglik(reports, membership, settings)[0]) for settings in (measurement(), many_draws(256))
    )
    assert drawn.tolist() != exact.tolist()
    assert drawn / drawn.sum() == pytest.approx(exact / exact.sum(), abs=0.05)
    backwards = cell_loglik(reports[::-1], membership)[0]
    assert backwards.tolist() == cell_loglik(reports, membership)[0].tolist()


def test_who_named_a_speaker_may_leave_the_family_but_not_make_two_of_one_statement() -> None:
    reports = [a_report(), a_copy("k1", "k2")]
    assert cell_loglik(reports, {"k2": 0.5})[0].tolist() == cell_loglik(reports[:1])[0].tolist()


def statement(origin: str, day: str | None, **changes: object) -> Report:
    return a_report(origin, **({"speaker": "Lavrov", "published": day} | changes))


def test_one_statement_in_several_newsrooms_is_one_origin() -> None:
    reports = [
        statement("k1", "2026-01-01"),
        statement("k2", "2026-01-03"),
        statement("k3", "2026-01-20"),
        statement("k4", "2026-01-02", says=HONOURED),
        statement("k5", "2026-01-02", anonymous=True),
    ]
    assert set(by_origin(reports)) == {"k1", "k3", "k4", "k5"}


def test_later_copies_of_a_statement_bridge_no_gap() -> None:
    early, copy, late = (
        statement("k1", "2026-01-01"),
        statement("k1", "2026-01-03", article="k9"),
        statement("k2", "2026-01-05"),
    )
    assert set(by_origin([early, late])) == set(by_origin([early, copy, late])) == {"k1", "k2"}


def test_a_settled_outcome_is_sharp_and_finite() -> None:
    loglik = settled_loglik(Outcomes(harmful=1))
    assert np.isfinite(loglik).all()
    assert a_cell(1, loglik).posterior[0] > 1 - 1e-8
    np.testing.assert_allclose(
        a_cell(1, settled_loglik(Outcomes(partial=0.4, honoured=0.6))).posterior, [0, 0.4, 0.6], atol=1e-8
    )
