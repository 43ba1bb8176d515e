"""``papertiger scenario sensitivity``: what drives the answer of a scenario."""

from __future__ import annotations

import os
import sys
from typing import Annotated, Literal

import typer

from papertiger.cli.options import FormatOption
from papertiger.cli.output import colourful, print_json, print_lines, width
from papertiger.cli.progress import counting

FileArgument = Annotated[
    str, typer.Argument(metavar="FILE", help="A scenario file, or preset:NAME.", show_default=False)
]
WorkersOption = Annotated[
    int | None,
    typer.Option(
        "--workers", metavar="N", min=1, help="Processes.  [default: one a core]", show_default=False
    ),
]
WholeOption = Annotated[bool, typer.Option("--all", help="Show every row.")]


def sensitivity(
    file: FileArgument,
    method: Annotated[
        Literal["sobol", "morris"],
        typer.Option("--method", help="sobol: shares of variance; morris: a screening with few points."),
    ] = "sobol",
    n: Annotated[
        int | None,
        typer.Option(
            "--n",
            metavar="N",
            min=2,
            help="Base points, a power of 2, or trajectories.  [default: 1024, 40]",
            show_default=False,
        ),
    ] = None,
    replicates: Annotated[int, typer.Option("--replicates", metavar="N", min=1, help="Runs a point.")] = 5,
    quantity: Annotated[
        list[str] | None,
        typer.Option(
            "--quantity",
            metavar="KEY",
            help="What is asked about; may be repeated.  [default: those about the whole system]",
            show_default=False,
        ),
    ] = None,
    learning: Annotated[
        str, typer.Option("--learning", metavar="NAME", help="Learning model: L0, L1, L2, L3.")
    ] = "L3",
    groups: Annotated[
        Literal["none", "grade", "section"],
        typer.Option("--groups", help="Vary numbers together by grade or by section of the file."),
    ] = "none",
    strongest: Annotated[
        int,
        typer.Option(
            "--strongest",
            metavar="N",
            min=0,
            help="Numbers with an index of their own, found by a Morris screening; the others share one by grade. 0: all.",
        ),
    ] = 12,
    seed: Annotated[
        int | None,
        typer.Option(
            "--seed",
            metavar="N",
            min=0,
            help="Of all random numbers.  [default: the scenario's]",
            show_default=False,
        ),
    ] = None,
    workers: WorkersOption = None,
    whole: WholeOption = False,
    ensemble: Annotated[
        str | None,
        typer.Option(
            "--ensemble",
            metavar="FILE",
            help="Draw rows of an ensemble that `calibrate` wrote.",
            show_default=False,
        ),
    ] = None,
    output: FormatOption = "text",
) -> None:
    """Find which uncertain numbers drive the answer of a scenario.

    Sobol indices share out the variance between draws of the uncertain numbers, with the part that chance adds taken off; Morris effects
    rank numbers with few runs. Sobol takes N times (numbers with an index of their own + 3) points of `--replicates` runs each
    (docs/scenario-sensitivity.md). Needs the extra papertiger[sensitivity].
    """
    from papertiger.report.studies.driven import sensitivity_json, sensitivity_lines  # noqa: PLC0415 - loads NumPy
    from papertiger.report.terminal import NARROW, WIDE, Ink  # noqa: PLC0415 - as above
    from papertiger.scenario.ensembles import joined  # noqa: PLC0415 - as above
    from papertiger.scenario.files import load  # noqa: PLC0415 - as above
    from papertiger.scenario.sensitivity.asking import Ask, study  # noqa: PLC0415 - as above

    ask = Ask(
        method=method,
        n=n,
        replicates=replicates,
        quantities=tuple(quantity or ()),
        learning=learning,
        groups=groups,
        strongest=strongest,
        seed=seed,
        workers=workers or os.cpu_count() or 1,
    )
    with counting("running points") as told:
        found = study(joined(load(file), ensemble), ask, progress=told)
    if output == "json":
        print_json(sensitivity_json(found))
    else:
        room, ink = min(max(width(), NARROW), WIDE), Ink(colourful(sys.stdout))
        print_lines(sensitivity_lines(found, ink, room, whole=whole))


COMMANDS = {
    "sensitivity": (
        sensitivity,
        (
            "papertiger scenario sensitivity preset:motive --method morris",
            "papertiger scenario sensitivity mine.toml --quantity aligned --n 1024",
            "papertiger scenario sensitivity mine.toml --groups grade --n 256 --format json",
        ),
    ),
}
"""Subcommand → function and examples."""
