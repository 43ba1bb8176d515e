"""What is told of a record: figures with their definition, words where it is too thin, and what carries them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from patron import broken_and_kept, confirmed, measured, occasion, said

from papertiger.reliability.assessing import GroupAnswer, Measured, Question, figure, group_answer
from papertiger.reliability.cases import Outcomes

SUPPORT = Question("AAA", "support")


def answered(about: Measured, question: Question = SUPPORT) -> GroupAnswer:
    found = figure(about, question, "Aland")
    assert found is not None
    return group_answer(found)


def test_a_record_of_some_tests_is_told_with_median_interval_and_its_prior() -> None:
    answer = answered(measured(*broken_and_kept(kept=2, broken=6)))

    rate = answer.rate
    assert rate.told == "interval"
    assert rate.median is not None
    assert rate.half is not None
    assert rate.ninety is not None
    assert rate.ninety.low < rate.half.low <= rate.median <= rate.half.high < rate.ninety.high
    assert 0.15 <= rate.median <= 0.4
    assert answer.tests == 8
    assert answer.origins == 24
    assert 6 < answer.n_eff <= 8
    assert 0 < rate.prior_share < 1
    assert rate.below_half_words == "very likely"
    assert answer.sentence.startswith("Given ")
    for part in (
        "effective tests from 24 independent origins",
        "definition support@AAA",
        "Aland",
        "% (90 %)",
    ):
        assert part in answer.sentence


def test_every_printed_share_is_a_multiple_of_five_points() -> None:
    answer = answered(measured(*broken_and_kept()))

    rate = answer.rate
    shares = [rate.median, rate.prior_share, rate.below_half]
    for interval in (rate.half, rate.ninety, rate.prior_ninety):
        assert interval is not None
        shares += [interval.low, interval.high]
    shares += [one.median for one in answer.influence] + [one.narrower for one in answer.next]
    for share in shares:
        assert share is not None
        assert (100 * share) % 5 == pytest.approx(0, abs=1e-9)


def test_a_thin_record_gives_no_figure_at_all() -> None:
    answer = answered(measured(confirmed(1, "withheld"), confirmed(2, "withheld")))

    assert answer.rate.told == "words"
    assert answer.rate.median is None
    assert answer.rate.ninety is None
    assert answer.rate.quantiles is None
    assert answer.rate.below_half is None
    assert "too thin" in answer.sentence
    assert all(one.median is None for one in answer.influence)
    assert answer.sensitivity == ()
    assert all(one.below is None for one in answer.compared)


def test_support_without_history_says_so_and_is_compared_with_nothing() -> None:
    answer = answered(measured(*broken_and_kept()))

    assert answer.compared == ()
    assert answer.history
    assert all("no" in words.lower() for words in answer.history)


def test_a_record_of_defence_is_compared_with_rates_that_bring_their_definition() -> None:
    occasions = [confirmed(n, "withheld", obligation="defence", domain="military") for n in range(1, 7)]
    answer = answered(measured(*occasions), Question("AAA", "defence"))

    assert answer.compared
    for one in answer.compared:
        assert one.key
        assert "unit:" in one.definition
        assert "coder:" in one.definition
        assert one.source
        assert one.below is not None


def test_a_pending_response_counts_for_nothing_until_its_window_closes() -> None:
    open_window = {"window": {"earliest": "2026-05-01", "latest": "2026-09-01"}}
    late = occasion(9, [said("x", "withheld")], **open_window)
    without = answered(measured(*broken_and_kept()))
    now = answered(measured(*broken_and_kept(), late))
    later = answered(measured(*broken_and_kept(), late, as_of="2026-09-02"))

    assert (now.pending, later.pending) == (1, 0)
    assert now.n_eff == without.n_eff
    assert later.n_eff > without.n_eff
    assert [case.status for case in now.cases if case.response == "r-009"] == ["pending"]
    assert [case.status for case in later.cases if case.response == "r-009"] == ["told"]


def test_what_came_in_full_is_not_pending_while_the_window_is_open() -> None:
    open_window = {"window": {"earliest": "2026-05-01", "latest": "2026-09-01"}}
    answer = answered(measured(occasion(9, [said("x", "honoured", document=True)], **open_window)))

    assert answer.pending == 0


def test_origins_that_contradict_each_other_are_a_conflict() -> None:
    reports = [said("a", "honoured", document=True), said("b", "withheld", document=True)]

    (case,) = answered(measured(occasion(1, reports))).cases

    assert case.status == "conflict"


def test_a_response_that_nobody_reports_on_is_told_as_such_and_weighs_nothing() -> None:
    (case,) = answered(measured(occasion(1))).cases

    assert case.status == "silent"
    assert case.weight == 0


def test_a_person_who_settles_an_outcome_stands_above_the_reports() -> None:
    settled = Outcomes(honoured=1.0)
    (case,) = answered(measured(occasion(1, [said("a", "withheld")], settled=settled))).cases

    assert case.status == "settled"
    assert case.likeliest == "honoured"


def test_parts_of_the_record_are_hidden_under_one_effective_test() -> None:
    other = confirmed(20, "honoured", client="CCC", p_due=0.3)
    answer = answered(measured(*broken_and_kept(), other))

    assert [part.value for part in answer.parts if part.by == "client"] == ["BBB"]
    assert answer.hidden >= 1


def test_a_part_has_the_address_that_names_it() -> None:
    other = [confirmed(20 + n, "honoured", client="CCC") for n in range(4)]
    about = measured(*broken_and_kept(), *other)

    part = next(part for part in answered(about).parts if part.value == "CCC")

    assert part.address == "support@AAA,client=CCC"
    again = answered(about, replace(SUPPORT, client="CCC"))
    assert again.rate == part.rate


def test_leaving_out_the_origin_that_carries_the_figure_moves_it_by_what_is_said() -> None:
    lone = occasion(7, [said("z", "honoured", anonymous=True, document=True)])
    occasions = [confirmed(n, "withheld") for n in range(1, 5)]
    about = measured(*occasions, confirmed(6, "honoured", origins=1), lone)
    answer = answered(about)

    carried = {one.origin: one for one in answer.influence}
    without = answered(measured(*occasions, lone, occasion(6)))
    assert carried["o6-0"].median == without.rate.median
    assert carried["o6-0"].shift > 0


def test_influence_tells_an_anonymous_origin_as_such() -> None:
    lone = occasion(7, [said("z", "honoured", anonymous=True)])
    answer = answered(measured(*[confirmed(n, "withheld") for n in range(1, 5)], lone))

    assert {one.origin: one.anonymous for one in answer.influence}.get("z", True)


def test_the_most_doubtful_response_is_what_would_change_the_answer_most() -> None:
    doubtful = occasion(30, [said("q", "withheld", anonymous=True)])
    answer = answered(measured(*broken_and_kept(), doubtful))

    assert answer.next[0].response == "r-030"


def test_efficacy_does_not_enter_the_rate() -> None:
    failed = {"claim": "c9", "origin": "k9", "says": "did_not_work", "why": "the radars saw nothing"}
    kept = [confirmed(n, "honoured") for n in range(1, 6)]
    with_failure = [confirmed(n, "honoured", efficacy=[failed]) for n in range(1, 6)]

    before, after = answered(measured(*kept)), answered(measured(*with_failure))

    assert before.rate == after.rate
    assert [one.says for case in after.cases for one in case.efficacy] == ["did_not_work"] * 5


def test_harmful_counts_as_withheld_and_is_told_apart() -> None:
    attacked = occasion(1, [said("a", "harmful", document=True)])
    (case,) = answered(measured(attacked)).cases

    assert case.likeliest == "harmful"
    withheld = measured(occasion(1, [said("a", "withheld", document=True)]))
    assert answered(withheld).rate == answered(measured(attacked)).rate


def test_amounts_decide_by_the_cut_offs_and_sensitivity_shows_the_others() -> None:
    amounts = {
        "promised": {"quantity": 100, "unit": "missiles"},
        "delivered": {"quantity": 20, "unit": "missiles"},
    }
    about = measured(*broken_and_kept(), occasion(40, **amounts))

    answer = answered(about)

    case = next(case for case in answer.cases if case.response == "r-040")
    assert case.likeliest == "withheld"
    assert {one.assumption for one in answer.sensitivity} >= {
        "withheld below 15 %, honoured from 85 %",
        "withheld below 35 %, honoured from 65 %",
    }


def test_sensitivity_shows_other_priors_other_dependence_and_other_error_rates() -> None:
    told = {one.assumption for one in answered(measured(*broken_and_kept())).sensitivity}

    assert told >= {"prior half as strong", "prior twice as strong", "record counted half"}
    assert told >= {"every class errs as the next better one", "every class errs as the next worse one"}
    assert any("hang together by 0," in one for one in told)


def test_a_patron_without_any_test_of_a_group_has_no_answer_for_it() -> None:
    assert figure(measured(*broken_and_kept()), Question("AAA", "defence"), "Aland") is None
    assert figure(measured(*broken_and_kept()), Question("BBB", "support"), "Bland") is None
