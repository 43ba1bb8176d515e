"""What a language model is estimated to take, what it took, and a cap that a run stops at. Units: tokens; money in the endpoint's currency."""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from papertiger.errors import SpentError
from papertiger.readers.llm.bounding import Bound, Sent
from papertiger.settings import Endpoint

if TYPE_CHECKING:
    from papertiger.readers.llm.envelope import Answer

LATIN: Final = 4.0
"""Characters of Latin a token; measured 4.5 to 4.8 in English, 2.8 to 3.0 in JSON, on purpose low (`benchmarks/tokens.py`)."""
OTHER: Final = 2.2
"""Of Cyrillic, whose spaces count as Latin; with both, Ukrainian and Russian are estimated at 0.83 to 1.36 of the true number, by the
vocabularies of four families of models (GPT-4o, Llama 3, Gemma 3, Qwen 3)."""
_JSON: Final = 1.3
"""How many times more tokens JSON is than text of its length."""


def tokens_of(text: str, *, json: bool = False) -> int:
    """About how many tokens a text is: within a quarter below and half above for vocabularies of 100,000 and more entries.

    A small vocabulary made for English may need two or three times as many for Cyrillic. `json`: the text is JSON.
    """
    latin = len(text.encode("latin-1", "ignore"))
    plain = latin / LATIN + (len(text) - latin) / OTHER
    return math.ceil(plain * (_JSON if json else 1))


def cost_of(endpoint: Endpoint, tokens_in: int, tokens_out: int) -> float | None:
    """In the endpoint's currency; None where the price of what there is of either kind is not known."""
    cost = 0.0
    for tokens, price in ((tokens_in, endpoint.price_in), (tokens_out, endpoint.price_out)):
        if price is not None:
            cost += tokens * price / 1_000_000
        elif tokens:
            return None
    return cost if endpoint.price_in is not None or endpoint.price_out is not None else None


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a run is expected to take at most: every answer as long as it may be, nothing in the cache, no retries."""

    articles: int
    calls: int
    tokens_in: int
    tokens_out: int
    cost: float | None
    """None where the prices are not known."""


@dataclass(frozen=True, slots=True)
class Totals:
    """What a run has used so far."""

    answers: int = 0
    """That were paid for."""
    tokens_in: int = 0
    tokens_out: int = 0
    cached: int = 0
    """Answers that an earlier run paid for."""
    cached_in: int = 0
    cached_out: int = 0
    lost: int = 0
    """The most tokens that requests can have been which were sent and brought nothing; a provider may charge them all the same."""
    doubtful: int = 0
    """Tokens that answers may have taken beyond what is told of them, as their server doesn't count, or not in a way to be believed."""
    cost: float | None = None
    """Of the answers that were paid for; None where the prices are not known."""

    @property
    def used(self) -> int:
        """What counts towards a cap."""
        return self.tokens_in + self.tokens_out + self.lost + self.doubtful


class Spending:
    """The account of one run. Safe to share among threads."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._lock = threading.Condition()
        self._totals = Totals()
        self._held = 0
        self._bound = Bound()
        self._longest = endpoint.answer_tokens
        """Tokens that an answer may have: as many as are asked for, or as a server that doesn't heed that has sent."""

    def estimate(self, articles: int, calls: int, tokens_in: int) -> Estimate:
        """What so many calls that send `tokens_in` in all are expected to take at most."""
        out = calls * self._endpoint.answer_tokens
        return Estimate(articles, calls, tokens_in, out, cost_of(self._endpoint, tokens_in, out))

    def most(self, sent: Sent) -> int:
        """The most tokens that a request and its answer can take, by what the server has counted so far."""
        with self._lock:
            return self._bound.most(sent) + self._longest

    def hold(self, sent: Sent) -> int:
        """Hold the most that a request can take, which is about to be sent; how many tokens that is.

        Waits where requests on their way may leave enough, or may tell that less will do.

        Raises:
            SpentError: with them the cap could be passed; nothing is held.
        """
        most = self._endpoint.most_tokens
        with self._lock:
            while True:
                tokens = self._bound.most(sent) + self._longest
                if most is None or self._totals.used + self._held + tokens <= most:
                    self._held += tokens
                    return tokens
                if not self._held:
                    raise SpentError(self._totals.used, tokens, most)
                self._lock.wait()

    def give_back(self, tokens: int) -> None:
        """Hold them no more: the request was not answered and cannot have been charged."""
        with self._lock:
            self._released(tokens)

    def lose(self, tokens: int) -> None:
        """Hold them no more and count them as used: the request brought nothing, and may have been charged."""
        with self._lock:
            self._released(tokens)
            self._totals = replace(self._totals, lost=self._totals.lost + tokens)

    def add(self, answer: Answer, held: int = 0, sent: Sent | None = None) -> None:
        """Count an answer and hold no more what was `held` for it; `sent`: the request, to learn from."""
        with self._lock:
            self._released(held)
            now = self._totals
            if answer.cached:
                self._totals = replace(
                    now,
                    cached=now.cached + 1,
                    cached_in=now.cached_in + answer.tokens_in,
                    cached_out=now.cached_out + answer.tokens_out,
                )
                return
            doubtful = self._learned(answer, sent) if sent is not None else 0
            received = now.tokens_out + answer.tokens_out
            tokens_in = now.tokens_in + answer.tokens_in
            self._totals = replace(
                now,
                answers=now.answers + 1,
                tokens_in=tokens_in,
                tokens_out=received,
                doubtful=now.doubtful + doubtful,
                cost=cost_of(self._endpoint, tokens_in, received),
            )

    def _learned(self, answer: Answer, sent: Sent) -> int:
        """Learn from what the server counted; how many tokens the answer may have taken beyond that."""
        doubtful = 0
        if answer.sure_in:
            self._bound.counted(sent, answer.tokens_in)
        else:
            doubtful += max(0, self._bound.most(sent) - answer.tokens_in)
        if answer.sure_out:
            self._longest = max(self._longest, answer.tokens_out)
        else:
            doubtful += max(0, self._longest - answer.tokens_out)
        return doubtful

    def _released(self, tokens: int) -> None:
        self._held -= tokens
        self._lock.notify_all()  # who waits looks once the lock is free

    @property
    def totals(self) -> Totals:
        """What was used so far, at one moment."""
        with self._lock:
            return self._totals
