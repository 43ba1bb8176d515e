"""What follows from a scenario, as a workbench runs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from papertiger.scenario.files import load, preset, presets
from papertiger.scenario.model.choices import learning as learning_model
from papertiger.scenario.running.result import Result
from papertiger.scenario.terms import Scenario
from papertiger.workbench.simulating import Progress, Settings, keep, run_scenario
from papertiger.workbench.verbs.bench import Bench


class Simulating(Bench):
    """Methods that run the partnership system as a model; every figure is "in the model"."""

    def presets(self) -> dict[str, Scenario]:
        """Name → scenario of what there is to start from; all are illustrative, not calibrated."""
        return {name: preset(name) for name in presets()}

    def scenario(self, file: str, changes: Mapping[str, Any] | None = None) -> Scenario:
        """A scenario, checked and not run.

        Args:
            file: path, or ``preset:NAME``. What it imports comes from this ledger.
            changes: path of a key (``patrons.RUS.will``) → the value that shall stand in its place.

        Raises:
            ScenarioError, ScenarioProblems: it cannot be read, or is no scenario.
        """
        return load(file, ledger=self.reading, changes=changes)

    def simulate(
        self,
        file: str,
        changes: Mapping[str, Any] | None = None,
        *,
        runs: int | None = None,
        seed: int | None = None,
        replicates: int = 5,
        compare: bool = False,
        learning: Sequence[str] = (),
        workers: int | None = 1,
        keep_run: bool = False,
        progress: Progress | None = None,
    ) -> Result:
        """Run a scenario many times.

        Args:
            file: path, or ``preset:NAME``.
            changes: as for `scenario`.
            runs: under each learning model and policy, at least; the scenario's own number where there is none.
            seed: of all random numbers; likewise.
            replicates: runs that share all uncertain numbers.
            compare: also the other policies and rules of allocation.
            learning: only these learning models (L0 to L3).
            workers: processes; None for one a core.
            keep_run: store settings and summary in the ledger.
            progress: told how many of how many runs are done.

        Raises:
            ScenarioError, ScenarioProblems: the scenario or a setting cannot be used. LedgerError: the ledger cannot be written.
        """
        made = self.scenario(file, changes)
        if learning:
            made = replace(
                made, learning=tuple(dict.fromkeys(learning_model(name).name for name in learning))
            )
        settings = Settings(runs, seed, replicates, workers, 500, compare, "processes", None)
        result = run_scenario(made, settings, progress or (lambda _done, _of: None))
        if keep_run:
            with self._writing() as ledger:
                keep(result, ledger)
        return result
