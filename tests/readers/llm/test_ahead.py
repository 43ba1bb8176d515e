"""Questions put before their turn: in order, a few at a time, and none after the run has ended."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from papertiger.errors import EndpointError, SpentError, UnansweredError
from papertiger.readers.llm.ahead import Ahead

GONE = EndpointError("nothing listens there", "start it", "unreachable")
SLOW = EndpointError("no answer within 1 s", "wait longer", "timeout")


@dataclass(frozen=True)
class Call:
    key: str
    messages: tuple[()] = ()
    schema: Any = None


@dataclass
class Answer:
    text: str
    cached: bool = False


class Client:
    """Answers with what `replies` gives for a key, else with the key."""

    def __init__(self, replies: Callable[[str], Answer | Exception] = Answer) -> None:
        self.replies, self.asked = replies, list[str]()
        self.now = self.most = 0
        self.lock = threading.Lock()

    def ask(self, _messages: object, _schema: object, key: str) -> Answer:
        with self.lock:
            self.asked.append(key)
            self.now += 1
            self.most = max(self.most, self.now)
        try:
            reply = self.replies(key)
        finally:
            with self.lock:
                self.now -= 1
        if isinstance(reply, Exception):
            raise reply
        return reply


def ask(ahead: Ahead, key: str) -> str:
    return str(ahead.ask((), {}, key).text)


def test_what_was_begun_is_asked_once_and_the_rest_at_once() -> None:
    client = Client()
    ahead = Ahead(client, 1)
    ahead.begin([Call("a"), Call("b"), Call("a")])
    assert [ask(ahead, key) for key in ("b", "a", "c")] == ["b", "a", "c"]
    assert client.asked == ["a", "b", "c"]


def test_no_more_threads_ask_than_may() -> None:
    together = threading.Barrier(3)  # passes only when three ask at a time
    client = Client(lambda key: Answer(str(together.wait(5) >= 0) + key))
    ahead = Ahead(client, 3)
    ahead.begin(Call(str(number)) for number in range(6))
    assert [ask(ahead, str(number)) for number in range(6)] == [f"True{number}" for number in range(6)]
    assert client.most == 3


def test_a_question_without_an_answer_is_told_when_it_is_asked_and_the_rest_goes_on() -> None:
    ahead = Ahead(Client(lambda key: SLOW if key == "b" else Answer(key)), 2)
    ahead.begin([Call("a"), Call("b"), Call("c")])
    assert ask(ahead, "a") == "a"
    with pytest.raises(EndpointError, match="no answer within"):
        ask(ahead, "b")
    assert ask(ahead, "c") == "c"
    assert ahead.missed == ["b"]


def test_at_the_cap_nothing_more_is_asked() -> None:
    client = Client(lambda key: SpentError(90, 20, 100) if key == "b" else Answer(key))
    ahead = Ahead(client, 1)
    ahead.begin([Call("a"), Call("b"), Call("c")])
    assert ask(ahead, "a") == "a"
    for key in ("b", "c", "d"):
        with pytest.raises(SpentError, match="cap of 100"):
            ask(ahead, key)
    assert client.asked == ["a", "b"]
    assert ahead.missed == []


def test_what_others_hold_of_the_cap_is_waited_for() -> None:
    """Three may not be under way at a time, though the cap has room for six one after another."""
    lock, held = threading.Lock(), list[str]()
    together, refused = threading.Barrier(2), list[str]()

    def reply(key: str) -> Answer | Exception:
        with lock:
            if len(held) == 2:
                refused.append(key)
                return SpentError(50, 60, 100)
            held.append(key)
        if key in "ab":
            together.wait(5)
            time.sleep(0.05)  # in which who asks all the time asks thousands of times
        with lock:
            held.remove(key)
        return Answer(key)

    ahead = Ahead(Client(reply), 4)
    ahead.begin(Call(key) for key in "abcdef")
    assert [ask(ahead, key) for key in "abcdef"] == list("abcdef")
    assert len(refused) <= 12


def test_many_that_find_no_room_end_the_run_together() -> None:
    ahead = Ahead(Client(lambda _: SpentError(90, 20, 100)), 4)
    ahead.begin(Call(key) for key in "abcdef")
    for key in "abcdefg":
        with pytest.raises(SpentError):
            ask(ahead, key)


def test_who_is_unreachable_from_the_start_ends_the_run_and_later_only_the_question() -> None:
    ahead = Ahead(Client(lambda _: GONE), 1)
    ahead.begin([Call("a")])
    with pytest.raises(UnansweredError, match="nothing listens there; start it"):
        ahead.prove()
    later = Ahead(Client(lambda key: Answer(key) if key == "a" else GONE), 1)
    assert ask(later, "a") == "a"
    with pytest.raises(EndpointError):
        ask(later, "b")


def test_an_answer_of_the_cache_is_no_sign_that_anybody_is_there() -> None:
    ahead = Ahead(Client(lambda key: Answer(key, cached=True) if key == "a" else GONE), 1)
    assert ask(ahead, "a") == "a"
    with pytest.raises(UnansweredError):
        ask(ahead, "b")


def test_what_the_client_says_ends_the_run_does() -> None:
    ends = EndpointError("the key is refused", "set another", "refused", ends=True)
    ahead = Ahead(Client(lambda key: Answer(key) if key == "a" else ends), 1)
    assert ask(ahead, "a") == "a"
    for _ in range(2):
        with pytest.raises(UnansweredError, match="the key is refused"):
            ask(ahead, "b")


def test_once_closed_nobody_is_asked() -> None:
    client = Client()
    ahead = Ahead(client, 1)
    assert not ahead.prove()
    ahead.close()
    ahead.begin([Call("a")])
    with pytest.raises(UnansweredError):
        ask(ahead, "a")
    assert client.asked == []


def test_what_is_under_way_when_the_run_ends_is_waited_for_and_no_longer_than_told() -> None:
    asked, go, kept = threading.Event(), threading.Event(), list[str]()

    def reply(key: str) -> Answer:
        asked.set()
        go.wait(5)
        kept.append(key)
        return Answer(key)

    hurried = Ahead(Client(reply), 1)
    hurried.begin([Call("a")])
    asked.wait(5)
    hurried.close(patience=0)
    assert kept == []
    go.set()
    patient = Ahead(Client(reply), 1)
    patient.begin([Call("b"), Call("c")])
    patient.prove()
    patient.close()
    assert "b" in kept


def test_a_fault_in_a_thread_is_told_to_who_asks() -> None:
    ahead = Ahead(Client(lambda _: ZeroDivisionError("a fault")), 1)
    ahead.begin([Call("a")])
    assert ahead.prove()
    with pytest.raises(ZeroDivisionError, match="a fault"):
        ask(ahead, "a")
