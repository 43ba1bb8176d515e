"""``papertiger scenario patterns``: which patterns of the literature the model reproduces, and which it was tuned to."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from papertiger.cli.options import FormatOption
from papertiger.cli.output import colourful, print_json, print_lines, width
from papertiger.cli.progress import counting


def patterns(
    pattern: Annotated[
        list[str] | None,
        typer.Option(
            "--pattern",
            metavar="NAME",
            help="Only this one, told in full; may be repeated.  [default: all]",
            show_default=False,
        ),
    ] = None,
    runs: Annotated[
        int,
        typer.Option(
            "--runs", metavar="N", min=2, help="Draws of the parameters; 1 to 30 runs each and arm."
        ),
    ] = 40,
    seed: Annotated[int, typer.Option("--seed", metavar="N", min=0, help="Of all random numbers.")] = 1,
    ensemble: Annotated[
        str | None,
        typer.Option(
            "--ensemble",
            metavar="FILE",
            help="Rows that `calibrate` wrote.  [default: those that ship]",
            show_default=False,
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers", metavar="N", min=1, help="Processes.  [default: one a core]", show_default=False
        ),
    ] = None,
    output: FormatOption = "text",
) -> None:
    """Hold the model against patterns of the literature, as experiments.

    Twelve patterns, each with its status as it was settled before anything was run: tuned, held out, true by construction, mechanism,
    literature only. Each is put to the model under four learning models, at the defaults, over the ranges of the parameters, and over
    the ensemble that history does not rule out (docs/scenario-patterns.md). Every figure is "in the model".
    """
    from pathlib import Path  # noqa: PLC0415 - one use

    from papertiger.report.studies.patterns import pattern_json, pattern_lines  # noqa: PLC0415 - loads NumPy
    from papertiger.report.terminal import NARROW, WIDE, Ink  # noqa: PLC0415 - as above
    from papertiger.scenario.ensembles import read, shipped  # noqa: PLC0415 - as above
    from papertiger.scenario.patterns.study import study  # noqa: PLC0415 - as above

    rows = shipped() if ensemble is None else read(Path(ensemble))
    with counting("holding patterns against the model") as told:
        found = study(
            rows,
            patterns=tuple(pattern or ()),
            draws=runs,
            seed=seed,
            workers=workers or os.cpu_count() or 1,
            progress=told,
        )
    if output == "json":
        print_json(pattern_json(found))
    else:
        room, ink = min(max(width(), NARROW), WIDE), Ink(colourful(sys.stdout))
        print_lines(pattern_lines(found, ink, room, detail=bool(pattern)))


COMMANDS = {
    "patterns": (
        patterns,
        (
            "papertiger scenario patterns --pattern P5 --pattern P11",
            "papertiger scenario patterns --runs 120 --format json",
        ),
    ),
}
"""Subcommand → function and examples."""
