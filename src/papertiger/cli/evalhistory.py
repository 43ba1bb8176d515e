"""``papertiger eval base-rates`` and ``war-scores``: published honour rates counted again, and how well unseen wars are foretold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated

import typer

from papertiger.cli.options import FormatOption
from papertiger.cli.output import print_json, print_lines, tell, width
from papertiger.errors import HistoryError, SettingsError

if TYPE_CHECKING:
    from papertiger.reliability.history.recount import Recount
    from papertiger.reliability.history.warscores import WarScores

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


def war_scores(folder: FolderArgument, output: FormatOption = "text") -> None:
    """Score forecasts of unseen wars: what a model has to beat.

    Reads BerkemeierFuhrmannRAP2018_0303.dta from DIR. Each war is left out in turn, and its cases are foretold from the others'.

    \b
      log, brier  scores, lower is better; a coin has 0.693 and 0.250
      gain        nats a case by which one model beats another, and the interval
                  when whole wars are drawn anew
      design      variance when wars are drawn anew, over that of independent
                  cases; ICC: correlation of two cases of one war
      checks      numbers honoured that a model makes from what it was fitted
                  to, beside what came; 90 % of its draws lie between
    """  # noqa: D301 - the backspace makes click keep the lines
    from papertiger.reliability.history.wars import read_wars  # noqa: PLC0415 - loads pydantic
    from papertiger.reliability.history.warscores import as_json, war_scores  # noqa: PLC0415 - loads SciPy

    must_be_folder(folder)
    cases, opened = read_wars(folder)
    if opened.warning:
        tell(f"papertiger: {opened.warning}")
    try:
        found = war_scores(cases)
    except ValueError as error:
        raise HistoryError(str(opened.path), None, f"cannot be scored: {error}; get it anew") from None
    if output == "json":
        print_json(as_json(found, cases, opened))
    else:
        print_lines(_score_lines(found, f"{len(cases)} cases of {len({case.war for case in cases})} wars"))


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


def _score_lines(found: WarScores, what: str) -> Iterator[str]:
    """Four tables."""
    yield f"{what}; each war foretold from the others"
    yield f"  {'':20}{'log':>7}{'brier':>7}"
    for name, scores in found.scores.items():
        yield f"  {name:20}{scores.log:7.3f}{scores.brier:7.3f}  {found.models[name].words}"
    yield "gain in nats a case, 90 % interval by wars drawn anew"
    for one in found.gains:
        yield f"  {f'{one.model} over {one.over}':40}{one.nats:7.3f}  {one.interval.low:.3f} to {one.interval.high:.3f}"
    yield "95 % intervals of the share honoured, per cent"
    yield f"  {'':12}{'cases':>6}{'wars':>6}{'independent':>13}{'by war':>9}{'design':>8}{'ICC':>6}"
    for name, part in found.dependence.items():
        independent, by_war = (
            f"{100 * x.low:.0f}-{100 * x.high:.0f}" for x in (part.independent, part.by_war)
        )
        yield f"  {name:12}{part.cases:6}{part.wars:6}{independent:>13}{by_war:>9}{part.design_effect:8.2f}{part.icc:6.2f}"
    for model, checks in found.predictive.items():
        yield f"checks: {model}"
        yield f"  {'':26}{'due':>5}{'came':>7}{'made':>7}{'90 %':>15}{'p':>7}"
        for check in checks:
            digits = 2 if check.group == "difference" else 0
            between = f"{check.low:.{digits}f} to {check.high:.{digits}f}"
            yield f"  {check.group:26}{check.due:5}{check.came:7.{digits}f}{check.expected:7.{max(digits, 1)}f}{between:>15}{check.p_value:7.3f}"


COMMANDS = {
    "base-rates": (base_rates, ("papertiger eval base-rates alliances/ --format json",)),
    "war-scores": (war_scores, ("papertiger eval war-scores alliances/ --format json",)),
}
"""Subcommand → function and examples."""
