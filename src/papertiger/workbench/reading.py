"""Reading articles into a ledger, and giving each its place among the families."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from papertiger.errors import SettingsError
from papertiger.news.article import Article
from papertiger.news.refusal import Refusal
from papertiger.news.sources import Source
from papertiger.settings import Settings
from papertiger.workbench.batch import (
    Outcome,
    Reader,
    Stopping,
    Unstopped,
    Watcher,
    load_all,
    run_batch,
)
from papertiger.workbench.pointing import keep_pointers, without_exports

if TYPE_CHECKING:
    from papertiger.ledger import Ledger
    from papertiger.news.fetching import Contact
    from papertiger.workbench.parallel import Hands, Work, Worked


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

    Raises:
        SettingsError: there cannot be so many workers, or the cluster cannot be used. ModelError: all workers end, one after another.
    """
    if workers is not None and workers < 1:
        raise SettingsError(f"{workers} processes cannot read anything; give at least 1, or auto")

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
        _read(settings, loaded, watcher, outcome, stopping)
    else:
        from papertiger.workbench.parallel import open_hands, works_of  # noqa: PLC0415 - for archives only

        works = works_of(given, settings.max_bytes, trace, tell, outcome.passed)
        with open_hands(settings, workers or 1, cluster) as hands:
            _read_with(settings, hands, works, watcher, outcome, stopping)
    if exports and not outcome.interrupted:
        _point(settings, exports, watcher, outcome, stopping, trace)


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
) -> None:
    with ExitStack() as stack:
        store = _opener(settings, stack)

        @cache
        def make_reader() -> Reader:
            from papertiger.registry import resolve  # noqa: PLC0415 - loads the reader and its pipeline

            made: Reader = resolve("readers", settings.reader)(settings)
            return made

        if settings.reader != Settings().reader:  # a misspelt name must not leave an empty ledger
            make_reader()
        try:
            run_batch(loaded(), make_reader, store, watcher, outcome, stopping)
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
