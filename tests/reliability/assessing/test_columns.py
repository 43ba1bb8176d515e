"""Large records: their cells are kept in columns, and the page tells of the weightiest responses only."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from patron import broken_and_kept, confirmed, measured, occasion, said, shelf

from papertiger.ledger import Ledger
from papertiger.reliability.assessing import Measured, Question, figure, group_answer, load_settings
from papertiger.reliability.assessing.columns import LARGE, unpacked
from papertiger.reliability.book import Book, merge
from papertiger.reliability.cases import Case, Outcomes
from papertiger.reliability.preparing import CELLS, prepare
from papertiger.reliability.quick import Refit

SUPPORT = Question("AAA", "support")
OPEN = {"window": {"earliest": "2026-05-01", "latest": "2026-09-01"}}


def mixed() -> list[list[Case]]:
    return [
        *broken_and_kept(),
        occasion(30, [said("a", anonymous=True), said("b", "honoured")], client="CCC"),
        occasion(31, settled=Outcomes(honoured=1.0)),
        occasion(32, [said("c")], **OPEN),
        occasion(33, obligation="defence", domain="military"),
    ]


def many() -> list[list[Case]]:
    """More responses than are told of at once."""
    outcomes = ("withheld", "honoured", "withheld")
    some = [
        confirmed(n, outcomes[n % 3], year=1900 + n % 120, crisis=f"k{n % 90}") for n in range(1, LARGE + 3)
    ]
    return [*some, occasion(900, [said("late")], **OPEN)]


@pytest.mark.parametrize("as_of", ["2026-06-01", "2026-09-02"])
def test_cells_come_back_from_their_columns_as_they_were(as_of: str) -> None:
    about = measured(*mixed(), as_of=as_of)
    columns = json.loads(json.dumps(measured(*mixed(), as_of="2026-01-01").packed()))

    back = unpacked(columns, as_of)

    assert back.keys() == about.cells.keys()
    for response, cell in about.cells.items():
        other = back[response]
        assert np.array_equal(other.loglik, cell.loglik)
        for field in ("test", "client", "domain", "obligation", "crisis", "year", "p_due", "origins"):
            assert getattr(other, field) == getattr(cell, field)
        assert (other.pending, other.settled) == (cell.pending, cell.settled)


def test_a_large_record_is_told_in_part_with_the_same_figure() -> None:
    about = measured(*many())
    found = figure(about, SUPPORT, "Aland")
    assert found is not None

    whole, part = group_answer(found), group_answer(found, whole=False)

    assert part.rate == whole.rate
    assert part.n_eff == whole.n_eff
    assert part.parts == whole.parts
    assert part.responses == len(whole.cases) == len(part.cases) + part.cases_left
    assert 0 < len(part.cases) < 100
    assert [case.status for case in part.cases].count("pending") == 1
    heaviest = {case.response for case in whole.cases[:10]}
    assert {case.weight for case in part.cases[:10]} == {
        case.weight for case in whole.cases if case.response in heaviest
    }


def test_of_a_large_record_an_origin_is_left_out_wherever_it_reports() -> None:
    """One outlet, the weightiest responses' and many others', moves the figure as far as it does in the whole."""
    busy = [said("busy", "honoured", document=True)]
    by_busy = [occasion(600 + n, busy, year=1900 + n, crisis=f"b{n}") for n in range(80)]
    found = figure(measured(*many(), *by_busy), SUPPORT, "Aland")
    assert found is not None

    part = {one.origin: one for one in group_answer(found, whole=False).influence}
    every = {cell.response: None for cell in found.cells if "busy" in cell.origins}
    without = Refit(found.cells, found.prior, found.measured.settings.rho).changed(every)

    shift = found.posterior.log_odds_median - without.log_odds_median
    assert part["busy"].responses == len(every) == 80
    assert part["busy"].shift == pytest.approx(shift, abs=2e-3)


def test_a_ledger_keeps_the_cells_of_a_large_record_and_answers_from_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Ledger.open(tmp_path / "large.ledger") as ledger:
        new = merge((), [case for one in many() for case in one])
        ledger.keep_cases(new, by="anna")
        first = prepare(ledger, "AAA", load_settings())
        assert ledger.last_assessment("AAA", CELLS) is not None
        again = prepare(ledger, "AAA", load_settings())
        assert again.columns is not None

        def never(_: object) -> Book:
            raise AssertionError("the whole book was read")

        monkeypatch.setattr("papertiger.reliability.preparing.Prepared._all", property(never))
        answers = []
        for prepared in (again, first):
            if prepared is first:
                monkeypatch.undo()
            found = figure(prepared.measured("2026-06-01", load_settings()), SUPPORT, "Aland")
            assert found is not None
            answers.append(group_answer(found, whole=False))

    assert answers[0].model_dump() == answers[1].model_dump()


def test_other_error_rates_are_measured_anew(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "large.ledger") as ledger:
        ledger.keep_cases(merge((), [case for one in many() for case in one]), by="anna")
        prepare(ledger, "AAA", load_settings())
        shipped = load_settings()
        rates = shipped.measurement.classes
        weak = rates["primary"].model_copy(update={"counts": ((8, 6, 6), (5, 10, 5), (6, 6, 8))})
        other = shipped.measurement.model_copy(update={"classes": {**rates, "primary": weak}})
        settings = type(shipped)(other, shipped.priors)

        about: Measured = prepare(ledger, "AAA", load_settings()).measured("2026-06-01", settings)

        assert about.columns is None
        kept = prepare(ledger, "AAA", load_settings()).measured("2026-06-01", shipped)
        assert not np.array_equal(about.cells["r-001"].loglik, kept.cells["r-001"].loglik)


def test_the_shelf_of_many_is_as_large_as_it_says() -> None:
    assert len(Book.of(shelf(*many()).rows).responses) > LARGE
