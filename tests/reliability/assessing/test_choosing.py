"""A record looked at otherwise: without origins or outlets, under another prior."""

from __future__ import annotations

import numpy as np
import pytest
from patron import broken_and_kept, confirmed, measured, occasion, said

from papertiger.errors import SettingsError
from papertiger.reliability.assessing import (
    Choice,
    Grouped,
    Measured,
    Question,
    QuestionError,
    chosen,
    figure,
    group_answer,
    load_settings,
    offered,
)
from papertiger.reliability.assessing.columns import LARGE
from papertiger.reliability.assessing.weighing import influences
from papertiger.reliability.quick import Refit

SUPPORT = Question("AAA", "support")


def group(about: Measured) -> Grouped:
    found = figure(about, SUPPORT, "Aland")
    assert found is not None
    return found


def record() -> Measured:
    alone = occasion(40, [said("only", "honoured")])
    twice = occasion(41, [said("here", "withheld"), said("there", "withheld", outlet="Outlet here")])
    return measured(*broken_and_kept(), alone, twice)


class TestOrigins:
    def test_leaving_one_out_gives_what_influence_tells(self) -> None:
        about = record()
        whole = group(about)
        book = about.books(None)
        refit = Refit(whole.cells, whole.prior, about.settings.rho)
        told = influences(whole, refit, whole.cells, book, every=True)
        assert {one.origin for one in told} >= {"only", "here", "there"}
        for one in told:
            without = group(chosen(about, Choice(frozenset({one.origin}))))
            rounded = round(round(20 * without.posterior.median) / 20, 2)
            assert one.median == pytest.approx(rounded)

    def test_its_reports_no_longer_count(self) -> None:
        about = record()
        without = chosen(about, Choice(frozenset({"only"})))
        assert about.cells["r-040"].origins == ("only",)
        assert without.cells["r-040"].origins == ()
        assert np.ptp(without.cells["r-040"].loglik) == 0
        assert without.cells["r-041"] is about.cells["r-041"]

    def test_every_influence_is_told_only_where_it_is_asked_for(self) -> None:
        about = record()
        assert len(group_answer(group(about)).influence) < 26

    def test_settled_outcomes_stay(self) -> None:
        settled = occasion(42, [said("word")], settled={"honoured": 1.0})
        about = measured(*broken_and_kept(), settled)
        assert chosen(about, Choice(frozenset({"word"}))).cells["r-042"] is about.cells["r-042"]


class TestOutlets:
    def test_an_outlet_goes_with_all_that_it_printed(self) -> None:
        about = record()
        without = chosen(about, Choice(outlets=frozenset({"Outlet here"})))
        assert without.cells["r-041"].origins == ()
        assert without.cells["r-040"].origins == ("only",)

    def test_an_origin_stays_where_another_outlet_tells_it(self) -> None:
        copied = occasion(
            43, [said("wire", outlet="A"), said("wire", outlet="B", article="copy", claim="c2")]
        )
        about = measured(*broken_and_kept(), copied)
        assert chosen(about, Choice(outlets=frozenset({"A"}))).cells["r-043"].origins == ("wire",)

    def test_large_records_say_what_to_do_instead(self) -> None:
        about = measured(*(confirmed(number, "withheld", origins=1) for number in range(LARGE + 1)))
        with pytest.raises(QuestionError, match="leave out its origins"):
            chosen(about, Choice(outlets=frozenset({"Outlet o1-0"})))
        assert chosen(about, Choice(frozenset({"o1-0"}))).cells["r-001"].origins == ()


class TestPriors:
    def test_doubt_lies_below_confidence(self) -> None:
        about = record()
        medians = [
            group(chosen(about, Choice(prior=name))).posterior.median
            for name in ("sceptical", "uniform", "confident")
        ]
        assert medians == sorted(medians)
        assert medians[0] < group(about).posterior.median < medians[2]

    def test_only_priors_of_no_obligation_are_offered(self) -> None:
        assert set(offered(load_settings())) == {"sceptical", "confident", "uniform"}
        with pytest.raises(SettingsError, match="sceptical"):
            chosen(record(), Choice(prior="war_fighting"))

    def test_another_prior_is_another_digest(self) -> None:
        about = chosen(record(), Choice(prior="uniform"))
        assert about.settings.digest != load_settings().digest
        assert about.settings.measured_by == load_settings().measured_by


class TestChoice:
    def test_nothing_chosen_changes_nothing(self) -> None:
        about = record()
        assert not Choice()
        same = group(chosen(about, Choice()))
        assert same.posterior.median == group(about).posterior.median

    def test_too_much_is_refused(self) -> None:
        with pytest.raises(QuestionError, match="200"):
            Choice(frozenset(map(str, range(201))))
