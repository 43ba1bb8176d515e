"""A language model's reader for a whole run: questions put ahead, what it cost, what was dropped, and where it could not answer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from papertiger.errors import SettingsError
from papertiger.news.article import Article
from papertiger.readers.llm.ahead import Ahead, Question
from papertiger.readers.llm.answers import Answers
from papertiger.readers.llm.asking import client_of
from papertiger.readers.llm.spending import Spending, cost_of
from papertiger.readers.prepared import Kept
from papertiger.readers.reading import Reading
from papertiger.records import Coder
from papertiger.settings import Settings


@dataclass(frozen=True, slots=True)
class Use:
    """What a run has asked of a model so far."""

    calls: int
    """Questions that were answered, by the model or by the cache."""
    cached: int
    """Of those, by the cache; they cost nothing."""
    tokens_in: int
    """Sent, as the endpoint counts them."""
    tokens_out: int
    """Received."""
    cost: float | None
    """In `currency`; None where prices are not known."""
    currency: str
    dropped: Mapping[str, int] = field(default_factory=dict)
    """Reason → proposals of the model that do not stand up to the text."""
    failed: int = 0
    """Windows of text that were not read: no answer came, or none of the form asked for."""
    cached_in: int = 0
    """Tokens that an earlier run sent for the answers from the cache."""
    cached_out: int = 0
    """Tokens that it received."""
    cost_without_cache: float | None = None
    """Of all these answers, if they were asked for at the prices of now."""
    uncounted: int = 0
    """Tokens that may have been used besides, at most: by requests that brought nothing, and where the server does not count. They count towards the cap."""
    trouble: str | None = None
    """Why answers were not kept for another run."""

    @property
    def spent(self) -> str:
        """Tokens and cost in a few words: ``12,345 tokens, 0.12 USD``."""
        tokens = f"{self.tokens_in + self.tokens_out:,} tokens"
        return tokens if self.cost is None else f"{tokens}, {money(self.cost, self.currency)}"


def money(cost: float, currency: str) -> str:
    """An amount with as many decimals as it takes to tell it from nothing."""
    return f"{cost:,.2f} {currency}" if cost >= 1 or not cost else f"{cost:.2g} {currency}"


class ModelReader:
    """Reads with a language model; `begin` articles before they are read and their questions are put meanwhile.

    Attributes:
        reader: the registered reader, which knows no run.
        spending: the account of the run.
    """

    def __init__(self, settings: Settings, make: Callable[..., Any], *, client: Any = None) -> None:  # noqa: ANN401 - a Client, or one for tests
        """`make`: the registered reader's class. `client`: in place of one made of `settings`.

        Raises:
            SettingsError: no endpoint is named, or the file of answers can't be used.
        """
        if settings.llm is None:
            raise SettingsError(
                "no language model is named; set PAPERTIGER_LLM_ADDRESS and PAPERTIGER_LLM_MODEL"
            )
        self._endpoint = settings.llm
        self.spending = Spending(settings.llm)
        self._answers: Answers | None = None
        if client is None:
            client = client_of(settings.llm, self.spending)
            self._answers = client.answers
        self._ahead = Ahead(client, settings.llm.concurrency)
        self.reader: Any = make(settings, client=self._ahead)
        self._kept = Kept()
        self._last: Article | None = None
        self.share(self.reader)

    def share(self, reader: Any) -> None:  # noqa: ANN401 - whatever is registered
        """Have a reader take articles that were made ready already, for their questions or by another reader, until the next is read."""
        if hasattr(reader, "prepare"):
            reader.prepare = self._kept

    def calls(self, article: Article) -> Sequence[Question]:
        """What would be asked about an article, without asking. Raises ArticleError as `read` does."""
        found: Sequence[Question] = self.reader.calls(article)
        return found

    def answered(self, key: str) -> bool:
        """Whether an earlier run got the answer, which is kept."""
        return self._answers is not None and self._answers.get(key) is not None

    def begin(self, article: Article) -> None:
        """Have the questions about an article put as soon as may be. Raises ArticleError as `read` does."""
        self._ahead.begin(self.calls(article))

    def prove(self) -> bool:
        """Wait until the first question that was begun is answered; whether one was begun.

        Raises:
            SpentError, UnansweredError: no question will be answered.
        """
        return self._ahead.prove()

    def read(self, article: Article) -> Reading:
        """Every claim that the model proposes and the text bears out.

        A reading in which windows got no answer has a configuration of its own, so that `papertiger reread` completes it.

        Raises:
            ArticleError: nobody reads its language. SpentError, UnansweredError: the model can't be asked any more.
        """
        if self._last is not None:
            self._kept.let_go(self._last)
        self._last = article
        before = len(self._ahead.missed)
        reading: Reading = self.reader.read(article)
        missed = self._ahead.missed[before:]
        return replace(reading, coder=_incomplete(reading.coder, missed)) if missed else reading

    def coder(self, article: Article) -> Coder:
        """What `read` would read the article with, without reading it. Raises ArticleError as `read` does."""
        found: Coder = self.reader.coder(article)
        return found

    def use(self) -> Use:
        """What was asked so far."""
        now = self.spending.totals
        return Use(
            now.answers + now.cached,
            now.cached,
            now.tokens_in,
            now.tokens_out,
            now.cost,
            self._endpoint.currency,
            dict(self.reader.dropped.most_common()),
            self.reader.failed.total(),
            now.cached_in,
            now.cached_out,
            cost_of(self._endpoint, now.tokens_in + now.cached_in, now.tokens_out + now.cached_out),
            now.lost + now.doubtful,
            self._answers.trouble if self._answers is not None else None,
        )

    def close(self) -> None:
        """Ask nothing more."""
        self._ahead.close()


def _incomplete(coder: Coder, missed: Sequence[str]) -> Coder:
    """The coder of a reading without the answers to some questions; other questions, another one."""
    digest = hashlib.sha256("\0".join((coder.config, *sorted(missed))).encode()).hexdigest()
    return coder.model_copy(update={"config": f"sha256:{digest}"})
