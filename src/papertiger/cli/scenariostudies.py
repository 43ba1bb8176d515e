"""``papertiger scenario sensitivity`` and ``calibrate``: what drives the answer of a scenario, and what history leaves of its parameters."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from papertiger.cli.options import FormatOption, LanguageOption
from papertiger.cli.output import colourful, print_json, print_lines, tell, whole_file, width
from papertiger.cli.progress import counting
from papertiger.errors import ScenarioError

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
    ] = 16,
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
            help="Draw rows of an ensemble that `calibrate` wrote; history: the one that ships.",
            show_default=False,
        ),
    ] = None,
    language: LanguageOption = "en",
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
        print_lines(sensitivity_lines(found, ink, room, whole=whole, language=language))


def calibrate(
    points: Annotated[
        int, typer.Option("--points", metavar="N", min=50, help="Points of the parameter space a wave.")
    ] = 1024,
    replicates: Annotated[
        str,
        typer.Option("--replicates", metavar="N,N,…", help="Runs a point, wave by wave."),
    ] = "5,10,20",
    waves: Annotated[int, typer.Option("--waves", metavar="N", min=1, help="At most.")] = 5,
    members: Annotated[
        int, typer.Option("--members", metavar="N", min=10, help="Rows wanted in the ensemble.")
    ] = 300,
    learning: Annotated[
        str, typer.Option("--learning", metavar="NAME", help="Learning model: L0, L1, L2, L3.")
    ] = "L3",
    seed: Annotated[int, typer.Option("--seed", metavar="N", min=0, help="Of all random numbers.")] = 1,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="Write the ensemble (CSV).", show_default=False),
    ] = None,
    workers: WorkersOption = None,
    whole: WholeOption = False,
    language: LanguageOption = "en",
    output: FormatOption = "text",
) -> None:
    """Rule out parameters that history rules out, and say what it leaves unidentified.

    A generic system of alliances is run at points of the parameter space; points too far from what was counted of history are left out
    (history matching), wave by wave (docs/scenario-sensitivity.md). What is left, the ensemble, is a restricted prior that scenarios
    can draw from: `--ensemble FILE`, or `[ensemble]` in a scenario file. Nothing is fitted: three wide targets fit nothing.
    """
    from papertiger.report.studies.matched import matched_json, matched_lines  # noqa: PLC0415 - loads NumPy
    from papertiger.report.studies.wording import study_words  # noqa: PLC0415 - as above
    from papertiger.report.terminal import NARROW, WIDE, Ink  # noqa: PLC0415 - as above
    from papertiger.scenario.calibrating.matching import Plan, match  # noqa: PLC0415 - as above
    from papertiger.scenario.ensembles import text_of  # noqa: PLC0415 - as above
    from papertiger.scenario.model.choices import learning as known  # noqa: PLC0415 - as above
    from papertiger.scenario.patterns.matching import (  # noqa: PLC0415 - as above
        Historical,
        historical_factors,
        historical_targets,
    )

    plan = Plan(points, _numbers(replicates), waves, members, seed=seed)
    measure = Historical(known(learning).name, seed, workers or os.cpu_count() or 1)
    with counting("running points") as told:
        found = match(measure, historical_factors(), historical_targets(), plan, told)
    if out is not None:
        how = (
            f"papertiger scenario calibrate --points {points} --replicates {replicates} --waves {waves} "
            f"--members {members} --learning {learning} --seed {seed}"
        )
        with whole_file(out) as stream:
            stream.write(text_of(found.ensemble(how)))
        tell(study_words(language).calibration.written.format(path=out, members=len(found.members)))
    if output == "json":
        print_json(matched_json(found))
    else:
        room, ink = min(max(width(), NARROW), WIDE), Ink(colourful(sys.stdout))
        print_lines(matched_lines(found, ink, room, whole=whole, language=language))


def _numbers(text: str) -> tuple[int, ...]:
    """`5,10,20` as numbers; raises ScenarioError."""
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isdecimal() for part in parts):
        raise ScenarioError("replicates", repr(text), "write numbers with commas between them: 5,10,20")
    return tuple(map(int, parts))


COMMANDS = {
    "calibrate": (
        calibrate,
        (
            "papertiger scenario calibrate --points 256 --members 50",
            "papertiger scenario calibrate --out ensemble.csv",
        ),
    ),
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
