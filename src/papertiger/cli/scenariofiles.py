"""``papertiger scenario``: the files: what may stand in them, what is wrong with one, what to start from."""

from __future__ import annotations

from papertiger.cli.options import FormatOption
from papertiger.cli.output import print_json, print_lines


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


COMMANDS = {
    "parameters": (
        parameters,
        ("papertiger scenario parameters", "papertiger scenario parameters --format json"),
    ),
}
"""Subcommand → function and examples."""
