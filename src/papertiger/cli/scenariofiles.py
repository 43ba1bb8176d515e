"""``papertiger scenario``: the files: what may stand in them, what is wrong with one, what to start from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from papertiger.cli.options import FormatOption
from papertiger.cli.output import print_json, print_lines, tell
from papertiger.errors import ScenarioProblems
from papertiger.report.visible import counted

if TYPE_CHECKING:
    from papertiger.scenario.terms import Scenario

File = Annotated[
    str,
    typer.Argument(
        metavar="FILE", help="A scenario in TOML, or preset:NAME as in preset:motive.", show_default=False
    ),
]


Taken = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        metavar="PATH",
        help="Where the file takes something from a ledger: a file, or postgresql://USER@HOST/DATABASE.",
        show_default=False,
    ),
]


def validate(file: File, ledger: Taken = None, output: FormatOption = "text") -> None:
    """Check a scenario: every problem with the path of its key and the cure; what is uncertain; what to beware of.

    Exit status 2 where the file is no scenario. Warnings are no problems: numbers that are judged and yet certain, actors that do
    nothing. `--ledger` is needed where the file takes something from one (docs/scenario-files.md).
    """
    from papertiger.cli.scenarioshow import scenario_json, scenario_lines  # noqa: PLC0415 - loads NumPy

    try:
        made = _loaded(file, ledger)
    except ScenarioProblems as error:
        if output == "text":
            raise
        told = [
            {"file": one.file, "key": one.key, "problem": one.problem, "cure": one.cure}
            for one in error.problems
        ]
        print_json({"valid": False, "problems": told})
        raise typer.Exit(2) from None
    if output == "json":
        print_json(scenario_json(made))
        return
    print_lines(scenario_lines(made))
    tell(f"{file} holds a scenario; {counted(len(made.warnings), 'warning')}")


def presets(output: FormatOption = "text") -> None:
    """List the presets, each with what it is about; all are illustrative, none is calibrated."""
    from papertiger.cli.scenarioshow import preset_lines, presets_json  # noqa: PLC0415 - loads NumPy

    if output == "json":
        print_json(presets_json())
    else:
        print_lines(preset_lines())


def show(file: File) -> None:
    """Print a scenario as TOML, to start one of your own from a preset."""
    from papertiger.scenario.files.reading import text_of_file  # noqa: PLC0415 - loads NumPy

    print_lines(text_of_file(file).splitlines())


def parameters(output: FormatOption = "text") -> None:
    """List every number of the model: key, default, range, unit, grade, meaning, source.

    A number that a scenario does not state is drawn from its range; one without a range stands at its default.

    \b
      D  computed from data
      L  direction from the literature, size judged
      J  judgement
      S  a choice of the scenario
    """  # noqa: D301 - the backspace makes click keep the lines
    from papertiger.cli.scenarioshow import parameter_lines, parameters_json  # noqa: PLC0415 - loads NumPy

    if output == "json":
        print_json(parameters_json())
    else:
        print_lines(parameter_lines())


def _loaded(file: str, ledger: str | None) -> Scenario:
    """The scenario; a ledger is opened only where one is named."""
    from papertiger.scenario.files import load  # noqa: PLC0415 - loads NumPy

    if ledger is None:
        return load(file)
    from papertiger.ledger import Ledger  # noqa: PLC0415 - loads SQLAlchemy
    from papertiger.settings import from_environment  # noqa: PLC0415 - beside the ledger

    with Ledger.open(from_environment(ledger).ledger, create=False) as opened:
        return load(file, ledger=opened)


COMMANDS = {
    "validate": (
        validate,
        (
            "papertiger scenario validate mine.toml",
            "papertiger scenario validate mine.toml --ledger papertiger.ledger --format json",
        ),
    ),
    "show": (show, ("papertiger scenario show preset:motive > mine.toml",)),
    "presets": (presets, ("papertiger scenario presets", "papertiger scenario presets --format json")),
    "parameters": (
        parameters,
        ("papertiger scenario parameters", "papertiger scenario parameters --format json"),
    ),
}
"""Subcommand → function and examples."""
