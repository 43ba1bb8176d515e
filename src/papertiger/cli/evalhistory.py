"""``papertiger eval base-rates``: published honour rates, counted again from the data that they were published with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated

import typer

from papertiger.cli.options import FormatOption
from papertiger.cli.output import print_json, print_lines, tell, width
from papertiger.errors import SettingsError

if TYPE_CHECKING:
    from papertiger.reliability.history.recount import Recount

_ANY = "obligations to join a war, to stay out of one, or not to attack"
FolderArgument = Annotated[
    Path,
    typer.Argument(metavar="DIR", help="Folder that holds the data sets you have.", show_default=False),
]


def base_rates(folder: FolderArgument, output: FormatOption = "text") -> None:
    """Count published honour rates again, each with its definition.

    Reads BerkemeierFuhrmannRAP2018_0303.dta and LeedsAnacIIrep.dta, the replication files of two studies of alliances in war, from DIR. A
    file that is absent or broken is told in one line, and the other is still counted; the status is then 1, as it is where a count isn't
    the one that ships. Rates whose data are not read are shown as published.
    """
    from papertiger.reliability.history.rates import base_rates as shipped  # noqa: PLC0415 - loads pydantic
    from papertiger.reliability.history.recount import as_json, recount  # noqa: PLC0415 - as above

    must_be_folder(folder)
    found, wrong = recount(folder, shipped())
    opened = {one.opened.path: one.opened.warning for one in found if one.opened}
    for message in (*map(str, wrong), *filter(None, opened.values())):
        tell(f"papertiger: {message}")
    if output == "json":
        print_json([as_json(one) for one in found])
    else:
        print_lines(_lines(found))
    if wrong or any(one.agrees is False for one in found):
        raise typer.Exit(1)


def must_be_folder(folder: Path) -> None:
    """Raise SettingsError when there is no such folder."""
    if not folder.is_dir():
        raise SettingsError(f"{folder}: no such folder; name the one that holds the data sets")


def _lines(found: Sequence[Recount]) -> Iterator[str]:
    """The rates, under each coding its definition and its source."""
    for (_, citation), group in groupby(found, key=_coding):
        rates = [one.published for one in group]
        first = rates[0].definition
        codings = [one for one in found if one.published in rates]
        words = first.words[first.words.index("unit: ") :]
        yield from wrap(words, width(), break_on_hyphens=False)
        yield from wrap(f"[{citation}; grade {rates[0].grade}]", width(), break_on_hyphens=False)
        yield f"  {'obligation':15}{'wars of':11}{'counted':>9}{'shipped':>11}{'90 % interval':>15}"
        yield from (_row(one) for one in codings)
        for note in dict.fromkeys(rate.note for rate in rates if rate.note):
            yield from wrap(note, width(), break_on_hyphens=False)
        for why in dict.fromkeys(one.why_not for one in codings if one.why_not):
            yield from wrap(f"Not counted: {why}", width(), break_on_hyphens=False)
        yield ""
    counted = [one for one in found if one.agrees is not None]
    agree = sum(one.agrees is True for one in counted)
    yield from wrap(
        f"any: {_ANY}; shipped: the figure that this program comes with; the interval is of that figure",
        width(),
    )
    yield f"{len(found)} published rates; {len(counted)} counted again, {agree} of them as shipped"


def _coding(one: Recount) -> tuple[tuple[str, ...], str]:
    defined = one.published.definition
    return (defined.unit, defined.coder, defined.rule, defined.pact), one.published.citation


def _row(one: Recount) -> str:
    rate, defined = one.published, one.published.definition
    counted = "-" if one.honoured is None else f"{one.honoured}/{one.due}"
    published = f"{100 * rate.share:g} %" if rate.honoured is None else f"{rate.honoured}/{rate.due}"
    interval = rate.interval()
    between = f"{100 * interval.low:.0f}-{100 * interval.high:.0f} %" if interval else "-"
    differs = "  differs" if one.agrees is False else ""
    years = f"{defined.first}-{defined.last}"
    return f"  {defined.obligation:15}{years:11}{counted:>9}{published:>11}{between:>15}{differs}"


COMMANDS = {
    "base-rates": (base_rates, ("papertiger eval base-rates alliances/ --format json",)),
}
"""Subcommand → function and examples."""
