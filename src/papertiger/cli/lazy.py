"""Commands that are imported when they are called, so that ``papertiger --help`` answers at once."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any, cast

import typer
from typer.core import TyperGroup
from typer.main import get_command

COMMANDS: dict[str, str] = {
    "read": "Read articles into the ledger.",
    "follow": "Ask sources for what is new, again and again, and read it.",
    "sources": "Check lists of sources, and show how the sources are.",
    "pointers": "List pages that archives point to, by country and day.",
    "claims": "List claims, filtered.",
    "search": "Find claims or articles by words in any form.",
    "explain": "Show one claim, case or figure down to the sentences.",
    "brief": "Make a document of a patron, a partnership, a crisis or all.",
    "lineage": "Show which articles descend from one report.",
    "assess": "Assess whether a patron honoured what it owed when tested.",
    "watch": "Warn of what the news says that it did not say before.",
    "simulate": "Run a scenario of the partnership system many times.",
    "scenario": "Check, show and study scenarios of the partnership system.",
    "grade": "Show or set the Admiralty grade of a claim or a source.",
    "warnings": "Show and handle warnings, score them, send them on.",
    "review": "Accept, reject or correct claims, and measure the reader by it.",
    "records": "Show, enter and correct commitments, tests and responses.",
    "reread": "Read the articles again and show what changed.",
    "serve": "Look at the ledger and work on it in a web browser.",
    "audit": "Check every hash, quote and derived figure of the ledger.",
    "coverage": "Show what was looked at, by outlet, language and day.",
    "backup": "Copy the ledger while others write to it.",
    "export": "Write claims as tables, networks, maps or notes.",
    "import": "Take in a ledger, a case bundle or claims of another reader.",
    "actors": "Show, find and check the actors that texts are linked to.",
    "frames": "Show, find and check the words that claims are read from.",
    "eval": "Measure the reader's stages on annotated texts.",
    "demo": "Read the bundled samples and make a brief of them.",
}
"""Command → what it does, in the order of the help. Each is a module of this package with a function `command`, or with
`COMMANDS`: name → function and examples."""

MODULES = {"import": "importing", "sources": "followed"}
"""Command → module, where the name is a word of Python or taken."""


class LazyGroup(TyperGroup):
    """A group whose commands are the modules named in `COMMANDS`."""

    def __init__(self, **attributes: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(**attributes)
        # Only the names are looked at, for listing and for "did you mean".
        self.commands.update(cast("dict[str, Any]", dict.fromkeys(COMMANDS)))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002 - the base class, whose types moved house between versions
        """Import the module behind a name; None when there is no such command."""
        return load(cmd_name) if cmd_name in COMMANDS else None

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002 - as above
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def load(name: str) -> Any:  # noqa: ANN401 - as above
    """The command in module `name`, or the group of commands, with examples under the help."""
    module = import_module(f"papertiger.cli.{MODULES.get(name, name)}")
    settings = {"help_option_names": ["-h", "--help"]}
    made = typer.Typer(name=name, rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)
    epilog = _epilog(module.EXAMPLES, getattr(module, "STATUSES", ()))
    if commands := getattr(module, "COMMANDS", None):
        made.callback(help=COMMANDS[name], epilog=epilog, no_args_is_help=True, context_settings=settings)(
            _nothing
        )
        for own, (function, examples) in commands.items():
            made.command(own, epilog=_epilog(examples), context_settings=settings)(function)
    else:
        made.command(name, epilog=epilog, context_settings=settings)(module.command)
    return get_command(made)


def _nothing() -> None:
    """What a group does before its command."""


def _epilog(examples: Sequence[str], statuses: Sequence[str] = ()) -> str:
    """Examples, and exit statuses where a command has its own; a backspace keeps the lines as they are."""
    blocks = [["Examples:", *(f"  {example}" for example in examples)]]
    if statuses:
        blocks.append(["Exit status:", *(f"  {status}" for status in statuses)])
    return "\n\n".join("\b\n" + "\n".join(block) for block in blocks)
