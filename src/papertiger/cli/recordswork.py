"""What ``papertiger records`` does with a ledger."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from papertiger.cli.output import colourful, print_json, print_lines, standard_output, tell, whole_file, width
from papertiger.cli.sources import open_to_read as opened
from papertiger.cli.sources import open_to_write as opened_to_write
from papertiger.errors import SettingsError
from papertiger.ledger import Ledger
from papertiger.reliability import entering
from papertiger.reliability.book import Book
from papertiger.reliability.cases import Case
from papertiger.reliability.entering.given import YAML
from papertiger.reliability.entering.written import tables, write_csv, write_yaml
from papertiger.report.cases import case_lines, case_value, list_lines
from papertiger.report.terminal import Ink
from papertiger.report.visible import counted
from papertiger.workbench.briefing import voice
from papertiger.workbench.recording import chosen, stored, told

__all__ = ["TEMPLATE", "chosen", "opened", "opened_to_write", "show_list", "show_one", "stored", "written"]

TEMPLATE = Path(entering.__file__).parent / "data" / "template.yaml"


def show_list(cases: Sequence[Case], book: Book, output: str) -> None:
    """Print cases, a line each or as JSON."""
    if output == "json":
        print_json([case_value(book.filed[case.id], book) for case in cases])
        return
    print_lines(list_lines(cases, book, voice(), Ink(colourful(sys.stdout)), width()))
    tell(counted(len(cases), "record"))


def show_one(ledger: Ledger, prefix: str, output: str) -> None:
    """Print all of one case."""
    id_ = ledger.case_versions(prefix)[0].id
    book = stored(ledger)
    filed = book.filed[id_]
    claims = told(ledger, filed.case())
    if output == "json":
        print_json(case_value(filed, book, claims))
    else:
        print_lines(case_lines(filed, book, claims, voice(), Ink(colourful(sys.stdout)), width()))


def written(cases: Sequence[Case], to: str) -> None:
    """Write cases to a YAML file, standard output, or a folder of CSV files."""
    if to == "-":
        with standard_output() as stream:
            write_yaml(cases, stream)
        return
    path = Path(to)
    if path.suffix.lower() in YAML:
        with whole_file(path) as stream:
            write_yaml(cases, stream)
        return
    if path.suffix or path.is_file():
        raise SettingsError(f"{to}: name a .yaml file, a folder for CSV files, or - for standard output")
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"{to} cannot be made: {error.strerror}; name another folder") from None
    for name, columns, rows in tables(cases):
        with whole_file(path / f"{name}.csv") as stream:
            write_csv(columns, rows, stream)
