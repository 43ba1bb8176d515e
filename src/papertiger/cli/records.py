"""``papertiger records``: commitments, triggers, tests and responses as they stand; persons enter, correct, withdraw and restore them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from papertiger.cli.options import REVIEWER, ById, ByOption, FormatOption, LedgerOption, WhyOption
from papertiger.cli.output import print_json, print_lines, tell
from papertiger.errors import SettingsError
from papertiger.report.visible import counted

if TYPE_CHECKING:
    from papertiger.ledger import Ledger
    from papertiger.ledger.cases import NewCase
    from papertiger.reliability.book import Book

EXAMPLES = (
    "papertiger records list --patron RUS --client VEN",
    "papertiger records show x-3f9a",
    "papertiger records template > cases.yaml",
    "papertiger records enter cases.yaml --by anna",
    "papertiger records correct x-3f9a p_due=0.2 --by anna --why 'the treaty holds no duty of defence'",
    "papertiger records settle r-81c2 'withheld 0.9, partial 0.1' --by anna --why 'both sides say so by now'",
)
Kind = Literal["commitment", "trigger", "test", "response"]
Make = Callable[["Book", str, "Ledger"], "NewCase"]
"""What a person decides, from what stands, the id and the ledger."""


def listing(
    patron: Annotated[
        str | None, typer.Option("--patron", metavar="ID", help="Of this patron.", show_default=False)
    ] = None,
    client: Annotated[
        str | None,
        typer.Option(
            "--client", metavar="ID", help="Of this client; of triggers the target.", show_default=False
        ),
    ] = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="One kind only.", show_default=False)] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what does not stand: withdrawn, or leaning on what is.")
    ] = False,
    until: Annotated[
        str | None,
        typer.Option(
            "--until", metavar="MOMENT", help="As it stood on a day or at a moment.", show_default=False
        ),
    ] = None,
    ledger: LedgerOption = None,
    output: FormatOption = "text",
) -> None:
    """List commitments, triggers, tests and responses as they stand.

    The program proposes them from the claims, persons enter and correct them; what a person says stands above.
    """
    from papertiger.cli.recordswork import chosen, opened, show_list  # noqa: PLC0415 - loads SQLAlchemy

    with opened(ledger) as store:
        show_list(*chosen(store, patron, client, kind, until, everything=everything), output)


def show(id_: ById, ledger: LedgerOption = None, output: FormatOption = "text") -> None:
    """Show one of them: fields, the claims behind it with their sentences, versions, who changed what and why."""
    from papertiger.cli.recordswork import opened, show_one  # noqa: PLC0415 - loads SQLAlchemy

    with opened(ledger) as store:
        show_one(store, id_, output)


def enter(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE…", help="YAML with all kinds, or CSV with one kind a file.", show_default=False
        ),
    ],
    by: ByOption = "",
    ledger: LedgerOption = None,
    output: FormatOption = "text",
) -> None:
    """Enter commitments, triggers, tests and responses by hand, from YAML or CSV.

    What is whole goes in, together; what is not is told with file, line, field and cure. A test without its commitment or trigger is
    left out, so is a response without its test, and a test one of whose responses is. The same files can be entered again.
    """
    from papertiger.cli.recordswork import opened_to_write, stored  # noqa: PLC0415 - loads SQLAlchemy
    from papertiger.reliability.entering.batch import checked  # noqa: PLC0415 - as above
    from papertiger.reliability.entering.citing import citing  # noqa: PLC0415 - as above
    from papertiger.reliability.entering.given import read  # noqa: PLC0415 - as above

    person = _named(by)
    found, unread = read(files)
    with opened_to_write(ledger) as store:
        book = stored(store)
        batch = checked(found, book, cite=citing(store))
        store.keep_cases(batch.new, by=person)
    faults = [*unread, *batch.faults]
    for fault in faults:
        tell(f"papertiger: {fault}")
    if output == "json":
        problems = [{"file": one.file, "line": one.line, "problem": one.problem} for one in faults]
        print_json({"entered": [one.id for one in batch.new], "same": batch.same, "refused": problems})
    tell(f"{counted(len(batch.new), 'record')} entered, {batch.same} as before, {batch.refused} refused")
    if faults:
        raise typer.Exit(1 if batch.cases else 2)


def correct(
    id_: ById,
    changes: Annotated[
        list[str],
        typer.Argument(
            metavar="FIELD=VALUE…",
            help="call.kind=explicit goes into a field, reports.CLAIM.says=partial into one report, reports+={…} adds one; "
            "none takes away.",
            show_default=False,
        ),
    ],
    by: ByOption = "",
    why: WhyOption = "",
    ledger: LedgerOption = None,
    output: FormatOption = "text",
) -> None:
    """Correct fields of one of them; the correction outlives whatever the program proposes later.

    Values are checked as on entering, and whether it still fits what it refers to and what refers to it. Dates, outcomes and amounts
    may be written as in `papertiger records template`.
    """
    from papertiger.reliability.entering.citing import citing  # noqa: PLC0415 - loads SQLAlchemy
    from papertiger.reliability.entering.decisions import corrected, drafted  # noqa: PLC0415 - as above

    values = drafted(changes)
    _decide(
        id_,
        by,
        why,
        ledger,
        output,
        lambda book, whole, store: corrected(book, whole, values, why, cite=citing(store)),
    )


def settle(
    id_: ById,
    outcomes: Annotated[
        str,
        typer.Argument(
            metavar="OUTCOMES",
            help="withheld, partial, honoured or harmful; 'withheld 0.9, partial 0.1'; none to unsettle.",
            show_default=False,
        ),
    ],
    by: ByOption = "",
    why: WhyOption = "",
    ledger: LedgerOption = None,
    output: FormatOption = "text",
) -> None:
    """Settle what the outcome of a response is, above all reports."""
    from papertiger.reliability.entering.decisions import NONE, corrected, restored  # noqa: PLC0415 - loads SQLAlchemy

    def make(book: Book, whole: str, _: Ledger) -> NewCase:
        if not whole.startswith("r-"):
            raise SettingsError(
                f"{whole} is no response, and only responses have an outcome; `papertiger records list --kind response`"
            )
        if outcomes == NONE:
            return restored(book, whole, ["settled"], why)
        return corrected(book, whole, {"settled": outcomes}, why)

    _decide(id_, by, why, ledger, output, make)


def withdraw(
    id_: ById,
    by: ByOption = "",
    why: WhyOption = "",
    ledger: LedgerOption = None,
    output: FormatOption = "text",
) -> None:
    """Take one of them out, and with it what refers to it; it stays in the ledger and can be restored."""
    from papertiger.reliability.entering.decisions import leaning, withdrawn  # noqa: PLC0415 - loads SQLAlchemy

    def make(book: Book, whole: str, _: Ledger) -> NewCase:
        made = withdrawn(book, whole, why)
        if others := [one.id for one in leaning(book, whole)]:
            tell(f"with it {counted(len(others), 'record')} no longer stand: {', '.join(others)}")
        return made

    _decide(id_, by, why, ledger, output, make)


def restore(
    id_: ById,
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FIELD…]", help="Fields whose corrections are taken back.", show_default=False
        ),
    ] = None,
    by: ByOption = "",
    why: WhyOption = "",
    ledger: LedgerOption = None,
    output: FormatOption = "text",
) -> None:
    """Bring back one that was withdrawn; or, with fields, take their corrections back."""
    from papertiger.reliability.entering.decisions import restored  # noqa: PLC0415 - loads SQLAlchemy

    _decide(id_, by, why, ledger, output, lambda book, whole, _: restored(book, whole, names or [], why))


def export(
    to: Annotated[
        str,
        typer.Argument(
            metavar="TO", help="A .yaml file, a folder for CSV files, or - for YAML on standard output."
        ),
    ] = "-",
    patron: Annotated[
        str | None, typer.Option("--patron", metavar="ID", help="Of this patron only.", show_default=False)
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(
            "--until", metavar="MOMENT", help="As they stood on a day or at a moment.", show_default=False
        ),
    ] = None,
    ledger: LedgerOption = None,
) -> None:
    """Write what stands as YAML or CSV that `papertiger records enter` takes back, unchanged."""
    from papertiger.cli.recordswork import opened, stored, written  # noqa: PLC0415 - loads SQLAlchemy

    with opened(ledger) as store:
        cases = stored(store, patron, until).cases()
    written(cases, to)
    tell(f"{counted(len(cases), 'record')} written")


def template() -> None:
    """Print a commented example of a file to enter."""
    from papertiger.cli.recordswork import TEMPLATE  # noqa: PLC0415 - loads SQLAlchemy

    print_lines(TEMPLATE.read_text(encoding="utf-8").splitlines())


def _named(by: str) -> str:
    if not by.strip():
        raise typer.BadParameter(
            f"records are entered by a person: --by NAME, or {REVIEWER} in the environment"
        )
    return by.strip()


def _decide(id_: str, by: str, why: str, ledger: str | None, output: str, make: Make) -> None:
    """Store the version that `make` makes of the book, the id and the ledger; show the case after it."""
    from papertiger.cli.recordswork import opened_to_write, show_one, stored  # noqa: PLC0415 - loads SQLAlchemy

    person = _named(by)
    if not why.strip():
        raise typer.BadParameter("a decision needs a reason: --why TEXT")
    with opened_to_write(ledger) as store:
        whole = store.case_versions(id_)[0].id
        store.keep_cases([make(stored(store), whole, store)], by=person)
        show_one(store, whole, output)


COMMANDS = {
    "list": (
        listing,
        (
            "papertiger records list --patron RUS",
            "papertiger records list --kind test --all --format json",
            "papertiger records list --patron RUS --until 2026-01-31",
        ),
    ),
    "show": (show, ("papertiger records show x-3f9a", "papertiger records show x-3f9a --format json")),
    "enter": (
        enter,
        (
            "papertiger records enter cases.yaml --by anna",
            "papertiger records enter commitments.csv triggers.csv tests.csv responses.csv reports.csv --by anna",
        ),
    ),
    "correct": (
        correct,
        (
            "papertiger records correct x-3f9a p_due=0.2 --by anna --why 'no duty of defence'",
            "papertiger records correct t-77b0 onset=2026-01-03 severity=4 --by anna --why 'dated by the ministry'",
            "papertiger records correct r-81c2 reports.5e1f.says=partial --by anna --why 'half of it came'",
            "papertiger records correct r-81c2 'reports+={claim: 9c02, says: withheld, why: says so}' --by anna --why 'overlooked'",
        ),
    ),
    "settle": (
        settle,
        ("papertiger records settle r-81c2 'withheld 0.9, partial 0.1' --by anna --why 'both sides say so'",),
    ),
    "withdraw": (withdraw, ("papertiger records withdraw c-09ab --by anna --why 'nobody promised that'",)),
    "restore": (
        restore,
        (
            "papertiger records restore c-09ab --by anna --why 'it was promised after all'",
            "papertiger records restore x-3f9a p_due --by anna --why 'the rule was right'",
        ),
    ),
    "export": (
        export,
        ("papertiger records export cases.yaml", "papertiger records export tables/ --patron RUS"),
    ),
    "template": (template, ("papertiger records template > cases.yaml",)),
}
"""Subcommand → function and examples."""
