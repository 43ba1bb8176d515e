"""What a run will ask of a language model: what is sent where, how much of it, and the questions put before their turn."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from papertiger.errors import ArticleError, SettingsError
from papertiger.news.article import Article
from papertiger.news.refusal import Refusal
from papertiger.news.sources import STDIN
from papertiger.settings import Endpoint, Settings
from papertiger.workbench.inputs import is_address, load_all
from papertiger.workbench.pointing import without_exports

if TYPE_CHECKING:
    from papertiger.readers.llm.spending import Estimate

LARGE = 200_000
"""Tokens beyond which a run needs a cap, or somebody who says yes."""


class Ahead(Protocol):
    """A reader whose questions may be put before its turn."""

    def begin(self, article: Article) -> None:
        """Have the questions about an article put."""

    def prove(self) -> bool:
        """Wait for the first answer; whether there was a question."""


def looked_ahead(
    loaded: Iterable[Article | Refusal], reader: Ahead, known: Callable[[str], bool], most: int
) -> Iterator[Article | Refusal]:
    """What was loaded, in its order, while the model is asked about up to `most` articles that come next.

    Before the first article is given that the model is asked about, its first answer is waited for, so that a model that answers
    nobody leaves nothing behind.

    Raises:
        SpentError, UnansweredError: that first question will not be answered, nor will any.
    """
    waiting: deque[Article | Refusal] = deque()
    seen: set[str] = set()
    proved = False

    def next_one() -> Article | Refusal:
        nonlocal proved
        item = waiting.popleft()
        if not proved and isinstance(item, Article) and item.key in seen:
            proved = reader.prove()
        return item

    for item in loaded:
        if isinstance(item, Article) and item.key not in seen and not known(item.key):
            seen.add(item.key)
            with suppress(Exception):  # told when it is read
                reader.begin(item)
        waiting.append(item)
        if len(waiting) > most:
            yield next_one()
    while waiting:
        yield next_one()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would ask, before anything is sent."""

    endpoint: Endpoint
    estimate: Estimate | None
    """Of what is not in the ledger, with every answer as long as it may be; None where it can't be told before."""
    kept: int = 0
    """Requests that the file of answers answers; they are not in the estimate."""
    reader: Any = field(default=None, compare=False, repr=False)
    """The reader that was asked; it has articles ready that it may read next."""
    first: int = 0
    """The most tokens that the first request can take, in and out, before the server has counted any; 0 where there is none."""

    @property
    def line(self) -> str:
        """What is sent where, how much, what it costs and where it ends, in one line."""
        from papertiger.readers.llm.running import money  # noqa: PLC0415 - where a model is asked for only

        end, one = self.endpoint, self.estimate
        cap = f"cap {end.most_tokens:,} tokens" if end.most_tokens is not None else "no cap"
        to = f"{end.model} at {end.address}"
        what = "their sentences and the names of actors in them, nothing else of the ledger"
        if one is None:
            return f"to {to}: articles whose number can't be told before ({what}); {cap}"
        cost = "cost not known" if one.cost is None else f"about {money(one.cost, end.currency)} at most"
        kept = f" beside {self.kept:,} answered before" if self.kept else ""
        return (
            f"to {to}: {_number(one.articles, 'article')} ({what}); {_number(one.calls, 'request')}{kept}, about "
            f"{one.tokens_in:,} tokens sent and at most {one.tokens_out:,} received; {cost}; {cap}"
        )

    def agree(self, *, yes: bool) -> None:
        """Let the run go on only with a cap that lets it begin, a size that is known and small, or somebody's word.

        Raises:
            SettingsError: it must not begin.
        """
        cap = self.endpoint.most_tokens
        if cap is not None:
            if cap < self.first:
                raise SettingsError(
                    f"a cap of {cap:,} tokens is too small to begin with: the first request may take {self.first:,}, each byte a token, until the model's server has counted one; give --most-tokens {self.first} or more"
                )
            return
        if self.estimate is None:
            raise SettingsError(
                "how much standard input or an address will ask of the language model can't be told before; give --most-tokens"
            )
        tokens = self.estimate.tokens_in + self.estimate.tokens_out
        if tokens > LARGE and not yes:
            raise SettingsError(
                f"this may take {tokens:,} tokens of the language model and there is no cap; give --most-tokens, or --yes to go on without one"
            )


def _number(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def plan_paths(settings: Settings, paths: Iterable[str | Path]) -> Plan:
    """What reading `paths` into the ledger of `settings` would ask; loads them once, and sends nothing.

    Raises:
        SettingsError: no endpoint is named, or there is no such reader.
    """
    given, _ = without_exports(paths)
    if any(is_address(one) or str(one) == STDIN for one in given):
        return plan_articles(settings, None)
    loaded = load_all(given, settings.max_bytes, lambda _: None, lambda _: None)
    with _fresh(settings) as fresh:
        return plan_articles(settings, (one for one in loaded if isinstance(one, Article) and fresh(one.key)))


def plan_articles(
    settings: Settings,
    articles: Iterable[Article] | None,
    reader: Any = None,  # noqa: ANN401 - whatever is registered
) -> Plan:
    """What reading `articles` would ask; None: they are not known before. `reader`: the one that will read them, if there is one.

    Raises:
        SettingsError: as for `plan_paths`.
    """
    from papertiger.readers.choosing import make_reader  # noqa: PLC0415 - loads the reader
    from papertiger.readers.llm.envelope import sent_of  # noqa: PLC0415 - where a model is asked for only
    from papertiger.readers.llm.spending import Spending  # noqa: PLC0415 - as above

    if reader is None:
        reader = make_reader(settings)
    endpoint = settings.llm
    assert endpoint is not None  # noqa: S101 - or make_reader refuses
    if articles is None:
        return Plan(endpoint, None, reader=reader)
    seen: set[str] = set()
    number = tokens = kept = first = 0
    spending = Spending(endpoint)
    for article in articles:
        if article.key in seen:
            continue
        seen.add(article.key)
        try:
            calls = reader.calls(article)
        except ArticleError:
            continue
        asked = [call for call in calls if not reader.answered(call.key)]
        kept += len(calls) - len(asked)
        number += len(asked)
        sent = [sent_of(call.messages, call.schema, endpoint) for call in asked]
        tokens += sum(one.estimate for one in sent)
        first = first or sum(map(spending.most, sent[:1]))
    return Plan(endpoint, spending.estimate(len(seen), number, tokens), kept, reader, first)


@contextmanager
def _fresh(settings: Settings) -> Iterator[Callable[[str], bool]]:
    """Whether an article is not in the ledger yet, of which there may be none."""
    if "://" not in settings.ledger and not Path(settings.ledger).exists():
        yield lambda _: True
        return
    from papertiger.ledger import Ledger  # noqa: PLC0415 - loads SQLAlchemy

    with Ledger.open(settings.ledger, create=False) as ledger:
        yield lambda key: not ledger.known(key)
