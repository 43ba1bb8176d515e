"""What a worker does: it makes articles of pieces and reads them, with a reader that it keeps."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from papertiger.errors import PapertigerError
from papertiger.news.article import Article
from papertiger.news.refusal import Refusal
from papertiger.readers.reading import Reading
from papertiger.workbench.batch import Reader
from papertiger.workbench.failing import is_fatal, refusal_for, unexpected
from papertiger.workbench.parallel.limiting import ended_after
from papertiger.workbench.parallel.works import Batch, Done, Orders, Refused, Work, Worked

if TYPE_CHECKING:
    from papertiger.ledger.indexing import Words

_ONE = threading.Lock()
"""Readers are not made for several threads, which a cluster's worker may have; nor is the clock that ends a piece."""


def work_off(orders: Orders, batch: Batch, begins: Callable[[int], None] = lambda _: None) -> Done:
    """Load and read a batch.

    A piece that takes longer than `orders` allow ends this process: nothing else stops an expression that runs wild.

    Args:
        orders: reader and limit.
        batch: what to read.
        begins: told the place in `batch` of what is taken in hand.

    Raises:
        DataFileError, SettingsError: the reader cannot be used.
    """
    done = []
    with _ONE:
        reader, words = _kept(orders)
        for place, work in enumerate(batch):
            begins(place)
            with ended_after(orders.limit):
                done.append(Worked(work.number, tuple(_read(reader, work))))
        readings = [one for worked in done for one in worked.given if isinstance(one, Reading)]
        return Done(tuple(done), words.of(readings))


def _read(reader: Reader, work: Work) -> Iterator[Reading | Refused]:
    try:
        for item in work.articles():
            if isinstance(item, Refusal):
                yield Refused(item)
            else:
                yield _read_article(reader, item)
    except Exception as error:
        if is_fatal(error):
            raise
        yield Refused(unexpected(work.path, error), traceback.format_exc())


def _read_article(reader: Reader, article: Article) -> Reading | Refused:
    try:
        return reader.read(article)
    except Exception as error:
        if is_fatal(error):
            raise
        trace = "" if isinstance(error, PapertigerError) else traceback.format_exc()
        return Refused(refusal_for(article.path, error), trace)


_KEPT: list[tuple[Orders, Reader, Words]] = []
"""The run that this process works for, its reader, and the words that were sent to it."""


def _kept(orders: Orders) -> tuple[Reader, Words]:
    from papertiger.ledger.indexing import Words  # noqa: PLC0415 - loads SQLAlchemy
    from papertiger.readers.choosing import make_reader  # noqa: PLC0415 - as above

    if not _KEPT or _KEPT[0][0] != orders:
        before = _KEPT[0] if _KEPT else None
        reader: Reader
        if before is not None and before[0].settings == orders.settings:
            reader = before[1]
        else:
            reader = make_reader(orders.settings)
        _KEPT[:] = [(orders, reader, Words())]
    return _KEPT[0][1:]
