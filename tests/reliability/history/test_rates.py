"""Published rates: each with its definition, none for what has no history, and a broken table told by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from papertiger.errors import DataFileError
from papertiger.reliability.cases import OBLIGATIONS
from papertiger.reliability.history.compare import comparable
from papertiger.reliability.history.rates import BaseRate, base_rates, jeffreys
from papertiger.reliability.history.tables import TABLE, read_rates, shipped


def rate(key: str) -> BaseRate:
    return next(one for one in base_rates() if one.key == key)


@pytest.mark.parametrize(
    ("honoured", "due", "low", "high"),
    [(0, 10, 0.0, 0.217), (1, 10, 0.011, 0.381), (10, 10, 0.783, 1.0)],
)
def test_intervals_are_those_of_the_paper(honoured: int, due: int, low: float, high: float) -> None:
    """Brown, Cai and DasGupta (2001), table 5, 95 %; at the ends theirs reach the end."""
    found = jeffreys(honoured, due, 0.95)

    assert (found.low, found.high) == pytest.approx((low, high), abs=6e-4)


def test_no_rate_can_be_printed_without_its_definition() -> None:
    for one in base_rates():
        for part in ("unit: ", "coder: ", "rule: ", f"{one.definition.first}-{one.definition.last}"):
            assert part in one.definition.words
        assert one.definition.words in one.text
        assert one.citation in one.text
    keys = [one.key for one in base_rates()]
    assert len(set(keys)) == len(keys)


def test_a_key_is_the_definition_in_short() -> None:
    late = rate("alliance_war/defence/1945-2003/bf2018/strict")

    assert (late.honoured, late.due) == (6, 43)
    assert late.text.startswith(
        "6 of 43, 14 % (90 % interval 7-24 %): obligations to defend that fell due in wars of 1945-2003"
    )
    assert rate("alliance_war/any/1945-2003/bf2018/strict/multilateral").due == 25


def test_few_cases_are_rounded_to_five_points() -> None:
    assert (
        rate("alliance_war/offence/1945-2003/bf2018/strict").figure == "4 of 7, 55 % (90 % interval 30-85 %)"
    )


def test_a_share_without_a_count_has_no_interval() -> None:
    old = rate("alliance_war/any/1816-1944/llm2000/strict")

    assert (old.honoured, old.due, old.share) == (None, None, pytest.approx(0.745))
    assert old.interval() is None
    assert old.figure == "74.5 % (the count is not published)"


@pytest.mark.parametrize("obligation", OBLIGATIONS)
def test_every_obligation_has_rates_or_a_reason_why_not(obligation: str) -> None:
    found = comparable(obligation, 1990)

    assert bool(found.rates) != (obligation in shipped().no_history)
    assert found.words


@pytest.mark.parametrize(
    "domain", ["cyber", "intelligence", "air_defence", "humanitarian", "technical_support"]
)
def test_support_short_of_war_has_no_history(domain: str) -> None:
    found = comparable(domain, 2026)

    assert found.rates == ()
    assert found.words.startswith("No published rate")


def test_a_test_of_today_is_held_against_the_last_era_of_each_coding() -> None:
    found = comparable("defence", 2026)

    assert found.rates[0].key == "alliance_war/defence/1945-2003/bf2018/strict"
    assert all(one.definition.last >= 1945 for one in found.rates)
    assert "alliance_war/any/1816-1944/llm2000/strict" not in {one.key for one in found.rates}
    assert "before 2026" in found.words
    codings = [(one.definition.unit, one.definition.coder, one.definition.rule) for one in found.rates]
    assert len(set(codings)) == len(codings)


def test_a_test_of_an_earlier_era_is_held_against_that_era() -> None:
    found = comparable("defence", 1914)

    assert found.rates[0].key == "alliance_war/defence/1816-1944/bf2018/strict"
    assert "alliance_war/any/1816-1944/llm2000/strict" in {one.key for one in found.rates}
    assert all(one.definition.first <= 1914 <= one.definition.last for one in found.rates)


def test_without_a_year_rates_are_those_of_all_years() -> None:
    found = comparable("neutrality", None)

    assert found.rates[0].key == "alliance_war/neutrality/1816-2003/bf2018/strict"
    assert "not known" in found.words


def test_before_all_history_there_is_none() -> None:
    found = comparable("defence", 1648)

    assert (found.rates, found.words) == ((), "No published rate reaches back to 1648.")


def test_rates_of_multilateral_alliances_are_given_where_one_is_meant() -> None:
    pacts = {
        known: {one.definition.pact for one in comparable("defence", 1990, multilateral=known).rates}
        for known in (None, True, False)
    }

    assert pacts == {None: {"any"}, True: {"any", "multilateral"}, False: {"any", "bilateral"}}


def test_an_obligation_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="'loyalty': there are defence"):
        comparable("loyalty", 1990)


@pytest.mark.parametrize(
    ("good", "bad", "says"),
    [
        ("any: {1816-2003: 73/146,", "any: {1816-2003: 147/146,", "more honoured than due"),
        ("any: {1816-2003: 73/146,", "any: {1816-2003: most,", "pattern"),
        ("{1848-1991: 93/137}", "{1991-1848: 93/137}", "ends before it begins"),
        ("    rule: lenient", "    rule: strict", "stands in two groups; join them"),
        ("    source: atop_gml", "    source: rumour", "source 'rumour' of a group is not defined"),
        (
            "  fought: honoured when the ally fought on the target's side\n",
            "",
            "rule 'fought' of a group is not defined",
        ),
        ("    grade: L", "    grade: J", "Input should be 'D' or 'L'"),
        (
            "  defence: {words: to defend, compare_with: [defence]}\n",
            "",
            "obligation 'defence' of a group is not defined",
        ),
    ],
)
def test_a_rate_without_a_sound_definition_is_not_loaded(
    tmp_path: Path, good: str, bad: str, says: str
) -> None:
    table = tmp_path / "rates.yaml"
    text = TABLE.read_text(encoding="utf-8")
    assert good in text
    table.write_text(text.replace(good, bad, 1), encoding="utf-8")

    with pytest.raises(DataFileError, match=says) as raised:
        read_rates(table)
    assert raised.value.line is not None
