"""What a run is estimated to take, what it took, and its cap."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from papertiger.errors import SpentError
from papertiger.readers.llm import Answer, Estimate, Spending, tokens_of
from papertiger.readers.llm.bounding import AROUND, Sent
from papertiger.readers.llm.spending import Totals, cost_of
from papertiger.settings import Endpoint

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"
MEASURED = json.loads((BENCHMARKS / "tokens.json").read_text(encoding="utf-8"))


def endpoint(**fields: object) -> Endpoint:
    return Endpoint(address="http://127.0.0.1:1/v1", model="m", **fields)  # type: ignore[arg-type]


def answer(tokens_in: int, tokens_out: int, *, cached: bool = False) -> Answer:
    return Answer("{}", tokens_in, tokens_out, cached=cached, finish="stop")


def test_cyrillic_costs_more_than_latin() -> None:
    assert tokens_of("") == 0
    assert tokens_of("a" * 400) == 100
    assert tokens_of("ї" * 220) == 100
    assert tokens_of("a" * 400 + "ї" * 220) == 200


@pytest.mark.parametrize("language", ["en", "ru", "uk"])
@pytest.mark.parametrize("vocabulary", MEASURED["tokens"])
def test_the_estimate_is_near_what_vocabularies_count(vocabulary: str, language: str) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (BENCHMARKS / "mixed" / language).glob("*.txt")]
    assert sum(map(len, texts)) == MEASURED["characters"][language]  # what was measured
    assert 0.8 < sum(map(tokens_of, texts)) / MEASURED["tokens"][vocabulary][language] < 1.4


def test_json_is_estimated_as_what_it_is() -> None:
    text = '{"sentence": 3, "predicate": "pledged"}' * 10
    assert tokens_of(text, json=True) == pytest.approx(len(text) / 3.08, abs=1)


@pytest.mark.parametrize(
    ("prices", "cost"),
    [
        ((None, None), None),
        ((3.0, 15.0), 3.0 * 2 + 15.0),
        ((0.0, 0.0), 0.0),
        ((3.0, None), None),
    ],
)
def test_a_cost_is_told_only_where_all_prices_are_known(
    prices: tuple[float | None, float | None], cost: float | None
) -> None:
    made = endpoint(price_in=prices[0], price_out=prices[1])
    assert cost_of(made, 2_000_000, 1_000_000) == cost


def test_an_estimate_takes_every_answer_at_its_longest() -> None:
    spending = Spending(endpoint(answer_tokens=500, price_in=1.0, price_out=2.0))
    assert spending.estimate(10, 20, 40_000) == Estimate(10, 20, 40_000, 10_000, pytest.approx(0.06))


def sent(text: str) -> Sent:
    return Sent((text,), tokens_of(text))


def account(most: int) -> tuple[Spending, Sent]:
    """An account with such a cap, and a request that takes 500 tokens at most, 100 of them in the answer."""
    return Spending(endpoint(most_tokens=most, answer_tokens=100)), sent("a" * (400 - AROUND))


def test_what_is_held_counts_towards_the_cap() -> None:
    spending, asked = account(1000)
    assert spending.hold(asked) == spending.most(asked) == 500
    spending.add(answer(90, 100), 500)
    spending.give_back(spending.hold(asked))
    with pytest.raises(SpentError) as raised:
        spending.hold(sent("a" * 411))
    assert (raised.value.used, raised.value.wanted, raised.value.most) == (190, 811, 1000)
    spending.hold(asked)
    spending.lose(500)
    assert spending.totals.used == 690
    with pytest.raises(SpentError):
        spending.hold(asked)


def test_a_cap_that_is_too_small_for_the_first_request_is_told_with_one_that_will_do() -> None:
    spending, asked = account(499)
    with pytest.raises(SpentError, match="raise PAPERTIGER_LLM_MOST_TOKENS to 500 to go on"):
        spending.hold(asked)


def test_a_request_waits_for_others_that_may_leave_enough() -> None:
    spending, asked = account(700)
    held = [spending.hold(asked)]
    waiting = threading.Thread(target=lambda: held.append(spending.hold(asked)))
    waiting.start()
    waiting.join(0.02)
    assert held == [500]
    spending.add(answer(100, 50), 500, asked)
    waiting.join(10)
    assert held == [500, 200 + 16]  # as many as it was counted, and a margin


def test_a_request_that_waited_in_vain_is_refused() -> None:
    spending, asked = account(900)
    spending.hold(asked)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(spending.hold, asked)
        spending.add(answer(400, 100), 500)
        with pytest.raises(SpentError):
            waiting.result(10)


def test_threads_lose_nothing_and_never_pass_the_cap() -> None:
    spending, asked = account(20_000)

    def one(_: int) -> bool:
        try:
            held = spending.hold(asked)
        except SpentError:
            return False
        spending.add(answer(30, 20), held)
        return True

    with ThreadPoolExecutor(8) as pool:
        went = sum(pool.map(one, range(500)))
    assert (spending.totals.answers, spending.totals.used) == (went, 50 * went)
    assert went == (20_000 - 500) // 50 + 1


def test_what_no_server_counts_in_a_way_to_be_believed_is_counted_as_the_most_it_can_be() -> None:
    spending, asked = account(20_000)
    spending.add(replace(answer(5, 100), sure_in=False), 0, asked)
    assert (spending.totals.tokens_in, spending.totals.used) == (5, 500)
    spending.add(replace(answer(400, 1), sure_out=False), 0, asked)
    assert (spending.totals.tokens_out, spending.totals.used) == (101, 1000)


def test_answers_longer_than_they_may_be_are_held_for_once_one_has_come() -> None:
    spending, asked = account(20_000)
    spending.add(answer(400, 900), 0, asked)
    assert spending.most(asked) == 400 + 900


def test_cached_answers_cost_nothing_and_are_counted() -> None:
    spending = Spending(endpoint(price_in=1.0, price_out=1.0))
    spending.add(answer(70, 30, cached=True))
    spending.add(answer(7, 3))
    assert spending.totals == Totals(1, 7, 3, 1, 70, 30, 0, 0, pytest.approx(0.00001))
