"""Workers of a Dask cluster, for archives beyond one computer; needs the extra `distributed`.

A worker has papertiger in the same version, and reads with the actor files and analysers of its own environment. What it gives back is
stored here.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from types import TracebackType
from typing import Self

from papertiger import __version__
from papertiger.errors import SettingsError
from papertiger.scenario.running.clusters import connected
from papertiger.workbench.parallel.works import Batch, Done, Lost, Orders

AHEAD = 2
"""Batches under way or waiting, for each thread of the cluster."""
PATIENCE = 60.0
"""Seconds in which a cluster that lost all its workers must have one again."""
_LOOK = 2.0
"""Seconds between two counts of its workers."""


class Cluster:
    """The workers of one scheduler, as they come and go."""

    def __init__(self, orders: Orders, address: str) -> None:
        self._orders, self._address, self.limit = orders, address, orders.limit
        self._under_way: dict[Future[Done], Batch] = {}
        self._slots = 0
        self._looked = self._seen = 0.0

    def __enter__(self) -> Self:
        """Itself, connected.

        Raises:
            SettingsError: `distributed` is not installed, nothing answers, there are no workers, or they have another papertiger.
        """
        self._distributed, self._client = connected(self._address)
        try:
            self._count()
            self._compare()
        except BaseException:
            self._client.close()
            raise
        self._pool = self._client.get_executor(pure=False)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take back what is under way, and leave the cluster as it was."""
        for future in self._under_way:
            future.cancel()
        self._pool.shutdown(wait=False)
        self._client.close()

    def free(self) -> int:
        """How many batches the cluster can have beside those that it has."""
        return max(0, self._slots * AHEAD - len(self._under_way))

    def busy(self) -> int:
        """How many batches are under way."""
        return len(self._under_way)

    def give(self, batch: Batch) -> None:
        """Send a batch."""
        from papertiger.workbench.parallel.worker import work_off  # noqa: PLC0415 - loads what workers need

        self._under_way[self._pool.submit(work_off, self._orders, batch)] = batch

    def take(self, patience: float) -> Sequence[Done | Lost]:
        """What came back within `patience` seconds.

        Raises:
            SettingsError: the scheduler is gone, or its workers are and none has come back.
            DataFileError: the reader cannot be used.
        """
        done, _ = wait(self._under_way, timeout=patience, return_when=FIRST_COMPLETED)
        if time.monotonic() - self._looked >= _LOOK:
            self._count()
        return [self._from(future) for future in done]

    def _from(self, future: Future[Done]) -> Done | Lost:
        batch = self._under_way.pop(future)
        try:
            return future.result()
        except self._distributed.KilledWorker:
            # Which of its pieces it was nobody knows, and it may have been those of another batch.
            return Lost(batch, frozenset(work.number for work in batch))
        except CancelledError:
            raise self._gone() from None

    def _count(self) -> None:
        now = self._looked = time.monotonic()
        if self._client.status != "running":
            raise self._gone()
        self._slots = sum(self._client.nthreads().values())
        if self._slots:
            self._seen = now
        elif now - self._seen > PATIENCE:
            raise SettingsError(
                f"the cluster at {self._address} has no workers; start some with `dask worker {self._address}`, and run the "
                "same command again: it goes on where it was"
            )

    def _compare(self) -> None:
        try:
            found = set(self._client.run(_version).values())
        except ModuleNotFoundError as error:
            raise SettingsError(
                f"workers of the cluster at {self._address} cannot read: {error}; install papertiger {__version__} there"
            ) from None
        others = sorted(found - {__version__})
        if others:
            raise SettingsError(
                f"workers of the cluster at {self._address} have papertiger {', '.join(others)}, this is {__version__}; "
                "install the same version there"
            )

    def _gone(self) -> SettingsError:
        return SettingsError(
            f"the scheduler at {self._address} is gone; start it and run the same command again: it goes on where it was"
        )


def _version() -> str:
    from papertiger import __version__ as found  # noqa: PLC0415 - of the worker

    return found
