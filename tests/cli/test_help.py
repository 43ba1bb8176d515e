"""The help: at hand at once, complete, true."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from papertiger import __version__
from papertiger.cli.lazy import COMMANDS
from papertiger.cli.options import FILTERS
from papertiger.records import DOMAINS, MODALITIES, PREDICATES

if TYPE_CHECKING:
    from tests.cli.conftest import Ran

HEAVY = {
    "spacy",
    "sqlalchemy",
    "alembic",
    "pydantic",
    "trafilatura",
    "lxml",
    "numpy",
    "babel",
    "httpx2",
    "httpcore2",
    "jinja2",
    "rich",
    "yaml",
}
PROBE = """
import json, sys
from papertiger.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    print("LOADED" + json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], *([name, "--help"] for name in COMMANDS)])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments], capture_output=True, text=True, check=True
    )
    loaded = set(json.loads(done.stdout.rpartition("LOADED")[2]))
    allowed = {"pydantic"} if arguments[0] in COMMANDS else set()  # typer reads a command's options with it
    assert loaded & HEAVY <= allowed


def test_the_version_is_printed(run: Callable[..., Ran]) -> None:
    ran = run("--version")
    assert (ran.status, ran.out) == (0, f"papertiger {__version__}\n")


def test_python_can_run_the_package() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "papertiger", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"papertiger {__version__}\n"


def test_the_help_lists_every_command(run: Callable[..., Ran]) -> None:
    ran = run("--help")
    assert ran.status == 0
    for name, summary in COMMANDS.items():
        assert f"{name} " in ran.out
        assert summary in ran.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_examples(run: Callable[..., Ran], name: str) -> None:
    ran = run(name, "--help")
    assert ran.status == 0
    assert f"\n  Examples:\n    papertiger {name}" in ran.out or f"| papertiger {name}" in ran.out


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_summed_up_the_same_in_both_helps(run: Callable[..., Ran], name: str) -> None:
    assert COMMANDS[name] in run(name, "--help").out


@pytest.mark.parametrize(
    ("field", "values"),
    [("family", tuple(PREDICATES)), ("modality", MODALITIES), ("polarity", ("affirmed", "negated"))],
)
def test_a_filter_lists_the_values_it_takes(field: str, values: tuple[str, ...]) -> None:
    words = FILTERS[field][3].replace(",", " ").replace(".", " ").split()
    assert set(words) - {"or"} == set(values)


def test_the_domains_named_in_the_help_exist() -> None:
    assert set(FILTERS["domain"][3].rstrip("…, ").split(", ")) <= set(DOMAINS)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["clams"], "Did you mean 'claims'"),
        (["claims", "--nosuch"], "--nosuch"),
        (["claims", "--format", "xml"], "'xml'"),
        (["read"], "PATH"),
    ],
)
def test_wrong_usage_ends_with_two_and_says_what_is_wrong(
    run: Callable[..., Ran], arguments: list[str], message: str
) -> None:
    ran = run(*arguments)
    assert ran.status == 2
    assert message in ran.err
