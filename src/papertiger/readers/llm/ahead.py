"""Questions put to a language model before their turn, by a few threads, so that the ledger need not wait for each.

`Ahead` stands where a client would: a question that was begun is answered by what came, any other is put at once. A run
that can't go on (the cap is reached, the key is refused, nothing answers) ends at the next question, whoever put it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from copy import copy
from queue import SimpleQueue
from threading import Condition, Thread
from time import monotonic
from typing import Any, Protocol

from papertiger.errors import EndpointError, PapertigerError, SpentError, UnansweredError

PATIENCE = 30.0
"""Seconds in which requests under way may be answered when a run ends: they may be charged, and are kept for the next one."""


class Answering(Protocol):
    """What asks a model."""

    def ask(self, messages: Sequence[Any], schema: Mapping[str, Any], key: str) -> Any:  # noqa: ANN401 - an Answer
        """Put one question."""


class Question(Protocol):
    """One call."""

    @property
    def messages(self) -> Sequence[Any]:
        """What is sent."""

    @property
    def schema(self) -> Mapping[str, Any]:
        """What the answer is held to."""

    @property
    def key(self) -> str:
        """SHA-256 of everything that decides the answer."""


class Ahead:
    """A client whose questions may be begun before they are asked. `ask` and `begin` are for one thread.

    Attributes:
        missed: keys of questions that were asked and got no answer, in order.
    """

    def __init__(self, client: Answering, threads: int) -> None:
        """`threads`: requests at a time, for those begun."""
        self.missed: list[str] = []
        self._client, self._most = client, threads
        self._threads: list[Thread] = []
        self._begun: dict[str, Future[Any]] = {}
        self._queue: SimpleQueue[tuple[Question, Future[Any]] | None] = SimpleQueue()
        self._answered = self._under_way = self._ended = 0
        self._turn = Condition()
        self._over: PapertigerError | None = None

    def begin(self, calls: Iterable[Question]) -> None:
        """Have questions put as soon as a thread is free, in order."""
        for call in calls:
            if call.key in self._begun:
                continue
            future: Future[Any] = Future()
            self._begun[call.key] = future
            self._queue.put((call, future))
            if len(self._threads) < self._most:
                # Daemons: the end of the process waits for no answer.
                self._threads.append(Thread(target=self._work, daemon=True))
                self._threads[-1].start()

    def prove(self) -> bool:
        """Wait for the first question that was begun; whether there was one.

        Raises:
            SpentError, UnansweredError: no question will be answered.
        """
        first = next(iter(self._begun.values()), None)
        if first is None:
            return False
        error = first.exception()
        if isinstance(error, (SpentError, UnansweredError)):
            raise copy(error)
        return True

    def ask(self, messages: Sequence[Any], schema: Mapping[str, Any], key: str) -> Any:  # noqa: ANN401 - an Answer
        """The answer to a question, waited for where it was begun.

        Raises:
            EndpointError: this one was not answered. SpentError, UnansweredError: nor will another be.
        """
        future = self._begun.pop(key, None)
        try:
            return self._put(messages, schema, key) if future is None else future.result()
        except EndpointError:
            self.missed.append(key)
            raise

    def close(self, patience: float = PATIENCE) -> None:
        """Put no question more. What is under way has so many seconds to be answered and kept; Ctrl-C lets it go at once."""
        self._end(UnansweredError("the run has ended", ""))
        for _ in self._threads:
            self._queue.put(None)
        until = monotonic() + patience
        with suppress(KeyboardInterrupt):
            for thread in self._threads:
                thread.join(max(0.0, until - monotonic()))
        self._threads.clear()

    def _work(self) -> None:
        while (one := self._queue.get()) is not None:
            call, future = one
            try:
                future.set_result(self._put(call.messages, call.schema, call.key))
            except BaseException as error:  # noqa: BLE001 - told to who asks
                future.set_exception(error)

    def _put(self, messages: Sequence[Any], schema: Mapping[str, Any], key: str) -> Any:  # noqa: ANN401 - as above
        while True:
            with self._turn:
                if self._over is not None:
                    raise copy(self._over)
                self._under_way += 1
                ended = self._ended
            try:
                answer = self._client.ask(messages, schema, key)
            except SpentError as error:
                self._is_back(asked=False)
                # What is under way holds more than it will use, so the cap may still have room.
                self._wait(ended, error)
            except EndpointError as error:
                self._is_back()
                over = self._lost(error)
                if over is not None:
                    raise copy(self._end(over)) from error
                raise
            except BaseException:
                self._is_back()
                raise
            else:
                self._is_back(answered=not answer.cached)
                return answer

    def _is_back(self, *, asked: bool = True, answered: bool = False) -> None:
        with self._turn:
            self._under_way -= 1
            self._ended += asked
            self._answered += answered
            self._turn.notify_all()

    def _wait(self, ended: int, error: SpentError) -> None:
        """Until another request has ended; `ended` is how many had when this one was put. Raises `error` where none is under way."""
        with self._turn:
            while self._ended == ended and self._over is None:
                if not self._under_way:
                    self._over = error
                    self._turn.notify_all()
                    break
                self._turn.wait()
            if self._over is not None:
                raise copy(self._over)

    def _end(self, error: PapertigerError) -> PapertigerError:
        with self._turn:
            self._over = self._over or error
            self._turn.notify_all()
            return self._over

    def _lost(self, error: EndpointError) -> UnansweredError | None:
        """The end of the run, where this failure means that no other question will be answered either."""
        if error.ends or (error.kind == "unreachable" and not self._answered):
            return UnansweredError(error.problem, error.cure)
        return None
