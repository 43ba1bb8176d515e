"""Running a scenario, keeping what came of it in a ledger, and writing it into a folder."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from papertiger.errors import SettingsError
from papertiger.scenario.ensembles import joined
from papertiger.scenario.files import load
from papertiger.scenario.model.choices import learning
from papertiger.scenario.running import run
from papertiger.scenario.running.manifest import as_json, as_text
from papertiger.scenario.running.result import Result
from papertiger.scenario.terms import Scenario
from papertiger.workbench.files import umask, whole_file

if TYPE_CHECKING:
    from papertiger.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Settings:
    """How a scenario is run, as asked for."""

    runs: int | None
    seed: int | None
    replicates: int
    workers: int | None
    block: int
    compare: bool
    engine: Literal["processes", "dask"]
    cluster: str | None
    ensemble: Path | None = None


Progress = Callable[[int, int], None]
"""Is told how many of how many runs are done; a smaller number begins anew."""


def simulated(
    file: str,
    settings: Settings,
    models: tuple[str, ...],
    ledger: str | None,
    progress: Callable[[], AbstractContextManager[Progress]],
) -> Result:
    """Load a scenario and run it.

    Args:
        file: path or `preset:NAME`.
        settings: how.
        models: learning models in place of the scenario's own; none takes its own.
        ledger: place of the ledger that the scenario's imports come from.
        progress: opened when the runs begin.

    Raises:
        PapertigerError: the scenario or a setting cannot be used.
    """
    if settings.engine == "dask" and settings.cluster is None:
        raise SettingsError(
            "--engine dask runs on a cluster; name its scheduler with --cluster tcp://host:8786"
        )
    if settings.engine == "processes" and settings.cluster is not None:
        raise SettingsError("--cluster is for --engine dask; add that, or leave the cluster out")
    names = tuple(dict.fromkeys(learning(name).name for name in models))
    with _opened(ledger) as opened:
        scenario = joined(load(file, ledger=opened), settings.ensemble)
    if names:
        scenario = replace(scenario, learning=names)
    with progress() as told:
        return run_scenario(scenario, settings, told)


def run_scenario(scenario: Scenario, settings: Settings, progress: Progress) -> Result:
    """Run a scenario as `settings` says."""
    return run(
        scenario,
        runs=settings.runs,
        seed=settings.seed,
        replicates=settings.replicates,
        workers=cores() if settings.workers is None else settings.workers,
        block=settings.block,
        compare=settings.compare,
        progress=progress,
        engine=settings.engine,
        address=settings.cluster,
    )


@contextmanager
def _opened(place: str | None) -> Iterator[Ledger | None]:
    """The ledger at `place`, which must be there; None where none is named."""
    if place is None:
        yield None
        return
    from papertiger.ledger import Ledger  # noqa: PLC0415 - loads SQLAlchemy, which most runs do without

    with Ledger.open(place, create=False) as ledger:
        yield ledger


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def keep(result: Result, ledger: Ledger, asked: Mapping[str, Any] | None = None) -> str:
    """Keep the settings and the summary of a run in a ledger, with what was asked for where there is more to say; the id under which it stands there."""
    body = as_json(result, charts=False) | ({"asked": dict(asked)} if asked else {})
    return ledger.keep_scenario_run(result.name, result.digest, result.seed, body).id


def ready(folder: Path) -> None:
    """Raise SettingsError now, and not after the run, where a folder of results could not be written."""
    from papertiger.ledger.formats.parquet import parquet_library  # noqa: PLC0415 - as above

    parquet_library()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SettingsError(f"{folder} is there already; name a new folder, so that results do not mix")
    if not folder.absolute().parent.is_dir():
        raise SettingsError(f"{folder.parent}: no such folder; make it first")


def write_folder(result: Result, folder: Path) -> None:
    """Write manifest.json, runs.parquet and charts.parquet into `folder`, all or none; raises SettingsError where that fails."""
    from papertiger.scenario.running.tables import write_charts, write_runs  # noqa: PLC0415 - as above

    ready(folder)
    folder = folder.absolute()
    try:
        part = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.", suffix=".part"))
    except OSError as error:
        raise SettingsError(f"{folder} cannot be written: {error.strerror}; name another place") from None
    try:
        with whole_file(part / "manifest.json") as stream:
            stream.write(as_text(as_json(result)) + "\n")
        for name, write in (("runs", write_runs), ("charts", write_charts)):
            with whole_file(part / f"{name}.parquet", binary=True) as stream:
                write(result, stream)
        part.chmod(0o777 & ~umask())
        part.replace(folder)
    except OSError as error:
        raise SettingsError(f"{folder} cannot be written: {error.strerror}; name another place") from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
