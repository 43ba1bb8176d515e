"""Asks a language model: from the cache, else over a connection, tried again where that can help, within the cap of the run."""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from papertiger.errors import EndpointError
from papertiger.news.fetching.getting import retry_after
from papertiger.readers.llm.answers import Answers
from papertiger.readers.llm.bounding import Sent
from papertiger.readers.llm.connection import NoResponseError, exchanged
from papertiger.readers.llm.envelope import Answer, Message, answer_of, request_body, sent_of
from papertiger.readers.llm.judging import NEWER_LIMIT, asks_for_newer_limit, error_of, may_charge
from papertiger.readers.llm.place import Place
from papertiger.readers.llm.spending import Spending
from papertiger.settings import Endpoint

__all__ = ["Answer", "Client", "Message"]

TRIES: Final[Mapping[str, int]] = {
    "unreachable": 3,
    "timeout": 2,
    "rate_limited": 5,
    "failed": 4,
    "cut": 3,
    "broken": 2,
}
"""How often a request is sent at most, by what became of the last try; what is not here is not tried again."""
LONGEST_WAIT: Final = 60.0
"""Seconds; a server that wants more peace than this is not waited for: the run ends, as the next request would fare no better."""
_FIRST_WAIT: Final = 1.0
_IN_A_ROW: Final = 5
"""So many requests without an answer, each tried as often as it may be, end the run."""


class Client:
    """Asks one endpoint. Safe to share among threads; `Endpoint.concurrency` requests are on their way at most."""

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        spending: Spending,
        answers: Answers | None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Take an endpoint, the account of the run, where answers are kept (None: nowhere) and what waits between tries.

        Raises:
            SettingsError: the address or the key cannot be sent.
        """
        self.endpoint = endpoint
        self.answers = answers
        """Where answers are kept."""
        self._spending, self._sleep = spending, sleep
        self._place = Place.of(endpoint)
        self._turns = threading.BoundedSemaphore(endpoint.concurrency)
        self._lock = threading.Lock()
        self._limit, self._row, self._answered = "max_tokens", 0, False
        self.ended: EndpointError | None = None
        """Why nothing more is asked in this run; None while there is hope."""

    def ask(self, messages: Sequence[Message], schema: Mapping[str, Any], key: str) -> Answer:
        """What the model answers; from the cache where it answered the same before.

        Args:
            messages: all that it is told; it remembers nothing of other calls.
            schema: JSON schema of the answer, for servers that can hold a model to one.
            key: SHA-256 (hex) of everything that decides the answer.

        Raises:
            EndpointError: there is no answer after as many tries as can help. With ``ends`` set, none will come in this run.
            SpentError: the cap of the run would be passed; nothing was sent.
        """
        kept = self.answers.get(key) if self.answers is not None else None
        if kept is not None:
            self._spending.add(kept)
            return kept
        with self._turns:
            answer = self._tried(messages, schema)
        if self.answers is not None:
            self.answers.put(key, answer)
        return answer

    def _tried(self, messages: Sequence[Message], schema: Mapping[str, Any]) -> Answer:
        sent = sent_of(messages, schema, self.endpoint)
        tried = 0
        while True:
            if self.ended is not None:
                raise self.ended
            limit = self._limit
            body = request_body(self.endpoint, messages, schema, limit=limit)
            content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
            try:
                answer = self._counted(content, sent)
            except _NewerLimitWantedError as wanted:
                if limit == NEWER_LIMIT:
                    raise self._failed(wanted.error) from None
                self._limit = NEWER_LIMIT
            except _TryError as failed:
                tried += 1
                if failed.wait > LONGEST_WAIT:
                    raise self._failed(_later(failed.error, failed.wait)) from None
                if failed.error.ends or tried >= TRIES.get(failed.error.kind, 1):
                    raise self._failed(failed.error) from None
                # Jitter keeps many clients from coming back at the same moment.
                spread = random.uniform(0.5, 1) * _FIRST_WAIT * 2 ** (tried - 1)  # noqa: S311 - no secret
                self._sleep(max(spread, failed.wait))
            else:
                with self._lock:
                    self._row, self._answered = 0, True
                return answer

    def _failed(self, error: EndpointError) -> EndpointError:
        """Note that a request brought nothing; the error to raise."""
        with self._lock:
            # Of those that were refused while others were answered, each has a reason of its own.
            if error.kind in TRIES or (error.kind == "refused" and not self._answered):
                self._row += 1
            if self._row >= _IN_A_ROW and not error.ends:
                problem = f"{_IN_A_ROW} requests in a row brought nothing, the last because {error.problem}"
                error = EndpointError(problem, error.cure, error.kind, ends=True)
            if error.ends:
                self.ended = self.ended or error
        return error

    def _counted(self, content: bytes, sent: Sent) -> Answer:
        """One try, on the account of the run."""
        held = self._spending.hold(sent)
        try:
            answer = self._once(content, sent.estimate)
        except _TryError as failed:
            (self._spending.lose if failed.charged else self._spending.give_back)(held)
            raise
        except BaseException:
            self._spending.give_back(held)
            raise
        self._spending.add(answer, held, sent)
        return answer

    def _once(self, content: bytes, tokens_in: int) -> Answer:
        """One request and what its response says."""
        key = self.endpoint.key
        try:
            got = exchanged(self._place, content, key, self.endpoint.timeout_s)
        except NoResponseError as failed:
            raise _TryError(failed.error, charged=failed.sent) from None
        if got.status == 200:  # noqa: PLR2004 - HTTP
            try:
                return answer_of(got.body, tokens_in, media_type=got.fields.get("content-type", ""), key=key)
            except EndpointError as error:
                raise _TryError(error, charged=error.kind != "rate_limited") from None
        said = error_of(got.status, got.body, self.endpoint, location=got.fields.get("location", ""))
        if asks_for_newer_limit(got.status, got.body):
            raise _NewerLimitWantedError(said, charged=False)
        peace = retry_after(got.fields.get("retry-after", ""), datetime.now(UTC)) or 0.0
        raise _TryError(said, charged=may_charge(got.status), wait=peace)


def _later(error: EndpointError, seconds: float) -> EndpointError:
    """The error of a server that wants more peace than is waited for."""
    problem = f"{error.problem}, and wants to be asked again in {seconds:,.0f} s"
    return EndpointError(problem, "run the same command again then", error.kind, ends=True)


class _TryError(Exception):
    """One try brought no answer."""

    def __init__(self, error: EndpointError, *, charged: bool, wait: float = 0.0) -> None:
        """Keep what to raise when it was the last try, whether it may be `charged`, and for how long the server wants peace."""
        super().__init__(str(error))
        self.error, self.charged, self.wait = error, charged, wait


class _NewerLimitWantedError(_TryError):
    """The server wants the longest answer under its newer name."""
