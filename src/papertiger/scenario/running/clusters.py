"""Blocks on a Dask cluster, for sweeps beyond one computer; needs the extra `distributed`."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any

from papertiger.errors import SettingsError
from papertiger.scenario.running.blocks import Summary, run_block
from papertiger.scenario.running.plan import Plan, Task
from papertiger.scenario.running.pools import AHEAD, windowed

PATIENCE = 20
"""Seconds in which a scheduler must answer."""


def on_cluster(plan: Plan, tasks: Iterator[Task], address: str) -> Generator[Summary, None, None]:
    """Blocks on the workers of the scheduler at `address` (`tcp://host:8786`), which must have the same papertiger.

    Raises:
        SettingsError: `distributed` is not installed, nothing answers there, or the cluster has no workers.
    """
    distributed, client = connected(address)
    with client:
        slots = sum(client.nthreads().values())
        if not slots:
            raise SettingsError(
                f"the cluster at {address} has no workers; start some with `dask worker {address}`"
            )
        sent = client.scatter(plan, broadcast=True, hash=False)
        pool = client.get_executor(pure=False)
        try:
            yield from windowed(pool, run_block, tasks, slots * AHEAD, sent)
        except distributed.KilledWorker as error:
            raise SettingsError(
                f"the workers that ran a block died: {error}; give them more memory, or smaller blocks"
            ) from None
        finally:
            pool.shutdown(wait=False)


def connected(address: str) -> tuple[Any, Any]:
    """The library `distributed`, and its client of the scheduler at `address`.

    Raises:
        SettingsError: it is not installed, or nothing answers there.
    """
    try:
        import distributed as library  # noqa: PLC0415 - 25 MB that most installations lack
    except ImportError:
        raise SettingsError(
            "a Dask cluster needs distributed, which is not installed; run: pip install 'papertiger[distributed]'"
        ) from None
    distributed: Any = library  # it has types for a part only
    try:
        client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        problem = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise SettingsError(
            f"no Dask scheduler at {address}: {problem}; start one with `dask scheduler` and give its address"
        ) from None
    return distributed, client
