"""Who works: the interface of a crew of processes and of a cluster."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Protocol

from papertiger.settings import Settings
from papertiger.workbench.parallel.works import Batch, Done, Lost, Orders

LIMIT = 60.0
"""Seconds of computing that loading and reading one piece may take; the slowest article of our own takes two, and models take ten to load."""


class Hands(Protocol):
    """Workers that batches are given to."""

    limit: float
    """Seconds of computing that loading and reading one piece may take."""

    def free(self) -> int:
        """How many batches would be begun, or soon be begun, if they were given now."""

    def busy(self) -> int:
        """How many batches are in hand."""

    def give(self, batch: Batch) -> None:
        """Have a batch worked off."""

    def take(self, patience: float) -> Sequence[Done | Lost]:
        """What came back; after `patience` seconds, in which nothing did, nothing.

        Raises:
            PapertigerError: no worker can work at all; the message says why.
        """


def open_hands(settings: Settings, workers: int, cluster: str | None) -> AbstractContextManager[Hands]:
    """Workers until the block ends: `workers` processes of this computer, or those of the Dask scheduler at `cluster`.

    Raises:
        SettingsError: the cluster cannot be used.
    """
    # No worker asks a language model, and its key goes nowhere.
    orders = Orders(replace(settings, llm=None), LIMIT)
    if cluster is not None:
        from papertiger.workbench.parallel.cluster import Cluster  # noqa: PLC0415 - for clusters only

        return Cluster(orders, cluster)
    from papertiger.workbench.parallel.crew import Crew  # noqa: PLC0415 - as above

    return Crew(orders, workers)
