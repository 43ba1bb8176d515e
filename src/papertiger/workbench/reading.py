"""Reading articles into a ledger, and giving each its place among the families."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from papertiger.errors import SettingsError
from papertiger.news.article import Article
from papertiger.news.refusal import Refusal
from papertiger.news.sources import Source
from papertiger.readers.choosing import asks_a_model, make_reader
from papertiger.settings import Settings
from papertiger.workbench.batch import Outcome, Reader, Stopping, Unstopped, Watcher, run_batch
from papertiger.workbench.inputs import load_all
from papertiger.workbench.pointing import keep_pointers, without_exports

if TYPE_CHECKING:
    from papertiger.ledger import Ledger
    from papertiger.news.fetching import Contact
    from papertiger.workbench.parallel import Hands, Work, Worked

AHEAD = 2
"""Articles whose questions are begun before their turn, for each request that may be under way."""


def read_paths(
    settings: Settings,
    paths: Iterable[str | Path],
    watcher: Watcher,
    outcome: Outcome,
    *,
    trace: Callable[[str], None] = lambda _: None,
    contacted: Callable[[Contact], None] = lambda _: None,
    stopping: Stopping | None = None,
    workers: int | None = 1,
    cluster: str | None = None,
    reader: Any = None,  # noqa: ANN401 - whatever is registered
) -> None:
    """Read files, folders and addresses into the ledger of `settings`; see `read_articles`.

    Args:
        settings: ledger, reader, largest input.
        paths: files, folders, ``-`` for standard input; what is text and begins with http:// or https:// is fetched. Exports that
            point to pages elsewhere (GDELT's) give pointers, after everything else.
        watcher: told of every article and refusal.
        outcome: changed in place, so that it stands even when this raises.
        trace: told the traceback of an unexpected error of a loader.
        contacted: told of every other machine that is asked; `outcome` lists them too.
        stopping: asked between two articles.
        workers: processes; 1 reads in this one, None takes several where there is much to read.
        cluster: address of the scheduler of a Dask cluster that reads in place of processes of this computer.
        reader: one made of `settings` that reads in this process, in place of another.

    Raises:
        SettingsError: there cannot be so many workers, or the cluster cannot be used. ModelError: all workers end, one after another.
    """
    if workers is not None and workers < 1:
        raise SettingsError(f"{workers} processes cannot read anything; give at least 1, or auto")
    if asks_a_model(settings.reader):
        workers = _alone(settings.reader, workers, cluster)

    def tell(contact: Contact) -> None:
        outcome.contacted.append(contact)
        contacted(contact)

    stopping = stopping or Unstopped()
    given, exports = without_exports(paths)
    if cluster is None and workers is None:
        from papertiger.workbench.parallel import workers_for  # noqa: PLC0415 - where nobody says how many

        workers = workers_for(given)
    if exports and not given:
        pass  # workers would be started for nothing
    elif cluster is None and workers == 1:
        loaded = partial(load_all, given, settings.max_bytes, trace, tell, outcome.passed)
        _read(settings, loaded, watcher, outcome, stopping, reader)
    else:
        from papertiger.workbench.parallel import open_hands, works_of  # noqa: PLC0415 - for archives only

        works = works_of(given, settings.max_bytes, trace, tell, outcome.passed)
        with open_hands(settings, workers or 1, cluster) as hands:
            _read_with(settings, hands, works, watcher, outcome, stopping)
    if exports and not outcome.interrupted:
        _point(settings, exports, watcher, outcome, stopping, trace)


def _alone(reader: str, workers: int | None, cluster: str | None) -> int:
    """The one process that asks a language model: it alone holds the key, the cap and the pace."""
    if cluster is not None:
        raise SettingsError(
            f"the reader {reader} asks a language model, whose key and cap are not sent to a cluster; read without --cluster"
        )
    if workers is not None and workers > 1:
        raise SettingsError(
            f"the reader {reader} asks a language model by one process, which holds the cap; leave --workers out and set "
            "PAPERTIGER_LLM_CONCURRENCY to put more requests at a time"
        )
    return 1


def _point(
    settings: Settings,
    exports: Sequence[Source],
    watcher: Watcher,
    outcome: Outcome,
    stopping: Stopping,
    trace: Callable[[str], None],
) -> None:
    with ExitStack() as stack:
        keep_pointers(_opener(settings, stack), exports, watcher, outcome, stopping, trace)


def read_articles(
    settings: Settings,
    articles: Iterable[Article | Refusal],
    watcher: Watcher,
    outcome: Outcome,
    *,
    stopping: Stopping | None = None,
) -> None:
    """Read articles into the ledger of `settings`, each in one transaction, then join what was read to its families.

    Where the reader asks a language model, the questions about the next articles are put meanwhile; at the cap, or where the model
    is gone, the batch ends there and `outcome` says why.

    Raises:
        LedgerError: the ledger cannot be used at all. DataFileError, SettingsError: nor can the reader.
    """
    _read(settings, lambda: iter(articles), watcher, outcome, stopping or Unstopped())


def _read(
    settings: Settings,
    loaded: Callable[[], Iterator[Article | Refusal]],
    watcher: Watcher,
    outcome: Outcome,
    stopping: Stopping,
    reader: Any = None,  # noqa: ANN401 - whatever is registered
) -> None:
    with ExitStack() as stack:
        store = _opener(settings, stack)

        @cache
        def make() -> Reader:
            # Making one loads its pipeline.
            made: Reader = make_reader(settings) if reader is None else reader
            return made

        articles = loaded()
        if settings.reader != Settings().reader:  # a misspelt name must not leave an empty ledger
            make()
        if asks_a_model(settings.reader):
            from papertiger.workbench.asking import looked_ahead  # noqa: PLC0415 - where a model is asked for only

            asking: Any = make()
            stack.callback(asking.close)
            outcome.model = asking
            articles = looked_ahead(articles, asking, _known(settings, store), AHEAD * _at_a_time(settings))
        try:
            run_batch(articles, make, store, watcher, outcome, stopping)
        finally:
            # What was read before an error or Ctrl-C gets its place too; what is killed here is caught up with next time.
            if outcome.read:
                stack.close()
                join(settings)


def _read_with(
    settings: Settings,
    hands: Hands,
    works: Iterable[Work | Worked],
    watcher: Watcher,
    outcome: Outcome,
    stopping: Stopping,
) -> None:
    from papertiger.workbench.parallel import read_works  # noqa: PLC0415 - for archives only

    with ExitStack() as stack:
        store = _opener(settings, stack)

        def taken(paths: Collection[str]) -> Mapping[str, frozenset[str]]:
            # What could not be read at all must not leave an empty ledger behind.
            there = "://" in settings.ledger or Path(settings.ledger).exists()
            return store().taken(paths) if there else {}

        try:
            read_works(works, hands, store, taken, watcher, outcome, stopping)
        finally:
            if outcome.read:
                stack.close()
                join(settings)


def _known(settings: Settings, store: Callable[[], Ledger]) -> Callable[[str], bool]:
    """Whether an article is in the ledger; asking makes none where there is none."""
    return lambda key: ("://" in settings.ledger or Path(settings.ledger).exists()) and store().known(key)


def _at_a_time(settings: Settings) -> int:
    return settings.llm.concurrency if settings.llm is not None else 1


def _opener(settings: Settings, stack: ExitStack) -> Callable[[], Ledger]:
    """Opens the ledger when it is first asked for, to be closed with the stack: what yields nothing leaves no ledger behind."""

    @cache
    def opened() -> Ledger:
        from papertiger.ledger import Ledger  # noqa: PLC0415 - loads SQLAlchemy

        return stack.enter_context(Ledger.open(settings.ledger))

    return opened


def join(settings: Settings) -> int:
    """Give every article of the ledger its place among the families; how many had none."""
    from papertiger.ledger import Ledger  # noqa: PLC0415 - loads SQLAlchemy
    from papertiger.readers.frames import FrameReader  # noqa: PLC0415 - loads the analysis

    with Ledger.open(settings.ledger) as opened:
        return opened.join(FrameReader(settings).fingerprint)
