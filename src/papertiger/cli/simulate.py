"""``papertiger simulate``: what follows from a scenario of the partnership system, and what drives it?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from papertiger.cli.options import FormatOption, LanguageOption
from papertiger.cli.output import colourful, print_lines, tell, whole_file, width

if TYPE_CHECKING:
    from papertiger.scenario.running.result import Result

EXAMPLES = (
    "papertiger simulate preset:motive",
    "papertiger simulate mine.toml --runs 5000 --compare --html mine.html",
    "papertiger simulate mine.toml --learning L0 --learning L3 --seed 7 --format json > mine.json",
    "papertiger simulate mine.toml --runs 100000 --engine dask --cluster tcp://host:8786 --out mine",
)


def command(
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help="Scenario file (TOML), or preset:NAME.", show_default=False),
    ],
    runs: Annotated[
        int | None,
        typer.Option(
            "--runs",
            metavar="N",
            help="Runs under each learning model and policy, at least.  [default: the scenario's]",
        ),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option("--seed", metavar="N", help="Seed of all random numbers.  [default: the scenario's]"),
    ] = None,
    replicates: Annotated[
        int, typer.Option("--replicates", metavar="N", help="Runs that share all uncertain numbers.")
    ] = 5,
    workers: Annotated[
        int | None,
        typer.Option("--workers", metavar="N", help="Processes.  [default: one a core]"),
    ] = None,
    block: Annotated[
        int, typer.Option("--block", metavar="N", help="Runs that a process takes at a time.")
    ] = 500,
    compare: Annotated[
        bool, typer.Option("--compare", help="Also run the other policies and rules of allocation.")
    ] = False,
    learning: Annotated[
        list[str] | None,
        typer.Option(
            "--learning",
            metavar="NAME",
            help="Only this learning model (L0 to L3); may be given several times.  [default: the scenario's]",
            show_default=False,
        ),
    ] = None,
    ensemble: Annotated[
        Path | None,
        typer.Option(
            "--ensemble",
            metavar="FILE",
            help="Draw rows of an ensemble that `scenario calibrate` wrote; history: the one that ships.",
        ),
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write one self-contained HTML file.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="DIR",
            help="Write manifest.json, runs.parquet and charts.parquet into a new folder; needs the extra parquet.",
        ),
    ] = None,
    ledger: Annotated[
        str | None,
        typer.Option(
            "--ledger",
            metavar="PATH",
            help="Take from this ledger what the scenario imports, and keep the run in it.",
        ),
    ] = None,
    engine: Annotated[
        Literal["processes", "dask"],
        typer.Option("--engine", help="Where it runs: here, or on a cluster (extra distributed)."),
    ] = "processes",
    cluster: Annotated[
        str | None, typer.Option("--cluster", metavar="ADDRESS", help="Dask scheduler: tcp://host:8786.")
    ] = None,
    whole: Annotated[bool, typer.Option("--all", help="Show every comparison, driver and number.")] = False,
    language: LanguageOption = "en",
    output: FormatOption = "text",
) -> None:
    """Run a scenario of the partnership system many times.

    Every learning model meets the same draws of the uncertain numbers and the same chances, so the same seed gives the same result to the
    last bit, whatever the processes. Ranges are shown, three spreads always together (chance, uncertain numbers, learning models), and
    which assumptions drive them. All figures are "in the model" (docs/scenario-equations.md): no forecast, and of nobody in particular.
    """
    from papertiger.cli.progress import counting  # noqa: PLC0415 - not needed for --help
    from papertiger.scenario.running.manifest import as_json, as_text  # noqa: PLC0415 - loads NumPy
    from papertiger.settings import from_environment  # noqa: PLC0415 - beside the ledger
    from papertiger.workbench.simulating import Settings, ready, simulated, write_folder  # noqa: PLC0415 - as above

    if out is not None:
        ready(out)
    settings = Settings(runs, seed, replicates, workers, block, compare, engine, cluster, ensemble)
    place = from_environment(ledger).ledger if ledger is not None else None
    result = simulated(file, settings, tuple(learning or ()), place, lambda: counting("running"))
    if out is not None:
        write_folder(result, out)
        tell(f"wrote {out}")
    if html is not None:
        from papertiger.report.scenario.html import render_scenario  # noqa: PLC0415 - loads jinja2

        with whole_file(html) as stream:
            stream.write(render_scenario(result, language=language))
        tell(f"wrote {html}")
    if output == "json":
        print_lines([as_text(as_json(result))])
    elif html is None and out is None:
        from papertiger.report.scenario.lines import scenario_lines  # noqa: PLC0415 - as above
        from papertiger.report.terminal import NARROW, WIDE, Ink  # noqa: PLC0415 - as above

        room, ink = min(max(width(), NARROW), WIDE), Ink(colourful(sys.stdout))
        print_lines(scenario_lines(result, ink, room, whole=whole, language=language))
    if place is not None:  # last: a ledger that cannot be written must not cost the answer
        tell(f"kept in {ledger} as {_kept(result, place)[:12]}")


def _kept(result: Result, place: str) -> str:
    """Keep the run in the ledger; its id there."""
    from papertiger.workbench.opening import open_to_read  # noqa: PLC0415 - loads SQLAlchemy
    from papertiger.workbench.simulating import keep  # noqa: PLC0415 - as above

    with open_to_read(place) as opened:
        return keep(result, opened)
