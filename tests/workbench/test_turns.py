"""One thread at a time works out one thing, others side by side, and nothing is kept of whoever is done."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from papertiger.web.shelf import Shelf
from papertiger.workbench.turns import Turns


def test_what_many_ask_for_at_once_is_worked_out_once() -> None:
    shelf, made = Shelf(), []

    def make() -> int:
        time.sleep(0.05)
        made.append(1)
        return len(made)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: shelf.kept("chain", "sum", make), range(20)))

    assert found == [1] * 20
    assert shelf.kept("another chain", "sum", make) == 2


def test_an_error_leaves_the_turn_to_the_next() -> None:
    shelf = Shelf()

    def wrong() -> int:
        raise ValueError

    for _ in range(2):
        try:
            shelf.kept("chain", "sum", wrong)
        except ValueError:
            continue
    assert shelf.kept("chain", "sum", lambda: 3) == 3


def test_turns_of_other_names_are_taken_side_by_side() -> None:
    turns, other = Turns(), threading.Event()

    def take() -> None:
        with turns.of("b"):
            other.set()

    with turns.of("a"), turns.of("a"):
        thread = threading.Thread(target=take)
        thread.start()
        assert other.wait(5)
        thread.join()

    assert turns._locks == {}
