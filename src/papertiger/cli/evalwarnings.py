"""``papertiger eval warnings``: a synthetic year with planted build-ups, and what a watchlist makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from papertiger.cli.options import FormatOption
from papertiger.cli.output import print_json, print_lines, tell
from papertiger.errors import SettingsError
from papertiger.report.visible import counted

_EVERY = 30
"""Evenings between two lines that tell how far it is."""


def warnings(
    watchlist: Annotated[
        Path | None,
        typer.Argument(
            metavar="LIST.toml", help="Watchlist; the built-in one by default.", show_default=False
        ),
    ] = None,
    rates: Annotated[
        str,
        typer.Option("--rates", metavar="N,N", help="False alarms a year of the whole list, between commas."),
    ] = "0.5,2,6",
    count: Annotated[
        Literal["origins", "articles", "strays"],
        typer.Option(
            "--count",
            help="origins: as the lineage joins reprints; articles: each for itself; strays: one reprint in a hundred is not joined.",
        ),
    ] = "origins",
    small: Annotated[
        bool, typer.Option("--small", help="Four months and a tenth of the news, for a first look.")
    ] = False,
    seed: Annotated[int, typer.Option("--seed", metavar="N", min=0, help="Seed of the world.")] = 1,
    output: FormatOption = "text",
) -> None:
    """Replay a synthetic year of news, and judge the warnings by what was planted in it.

    A year over the bundled actors is drawn by lot and says nothing of anybody: 30 build-ups of threats that end in force, 15 that do not,
    30 talkative speakers, 30 reprint storms, 30 outages of sources, 300 pairs of states with threats now and then, ordinary news. The watchlist is run every
    evening on what was known then. Some minutes.

    \b
      hits      build-ups warned of before force, and days from the first
                warning to force: median and quartiles
      late      warned of when force had come, within four weeks
      false     warnings about speakers whom no force follows: quiet and
                talkative ones, storms
      rising    warnings of rises that no force followed; no false alarms of
                the rate, for the rise was there
      war       warnings about states at war all the time
      other     warnings of rules for which nothing is planted
    """  # noqa: D301 - the backspace makes click keep the lines
    from papertiger.warning.replay.plan import SMALL, Plan  # noqa: PLC0415 - loads NumPy
    from papertiger.warning.replay.study import as_json, study  # noqa: PLC0415 - as above
    from papertiger.warning.watchlists import load_watchlist  # noqa: PLC0415 - as above

    wanted = _rates(rates)
    used = load_watchlist(watchlist)
    plan = replace(SMALL if small else Plan(), seed=seed)
    tell(f"a world of {counted(plan.days, 'day')}, after {counted(plan.history, 'day')} of history")
    found = as_json(study(plan, used, wanted, count, _every()))
    named = "" if watchlist is None else f" {watchlist}"
    how = f"papertiger eval warnings{named} --rates {rates} --count {count}{' --small' if small else ''} --seed {seed}"
    if output == "json":
        print_json({"how": how} | found)
    else:
        print_lines(_lines(found))


def _rates(text: str) -> list[float]:
    try:
        found = [float(part) for part in text.split(",")]
    except ValueError:
        found = []
    if not found or not all(0 < rate < 1000 for rate in found):  # noqa: PLR2004 - three a day are no warnings any more
        raise SettingsError(
            f"--rates {text!r}: give numbers above 0 and below 1000 between commas, as in 0.5,2,6"
        )
    return found


def _every() -> Callable[[str], None]:
    told = [0]

    def progress(words: str) -> None:
        told[0] += 1
        if told[0] % _EVERY == 0:
            tell(f"  {words}")

    return progress


def _lines(found: dict[str, Any]) -> Iterator[str]:
    """The table by rate, then outages and silences."""
    made = found["world"]
    yield (
        f"{counted(made['articles_with_claims'], 'article')} with claims of {counted(made['origins'], 'origin')}, "
        f"{counted(made['other_articles'], 'article')} without; counted: {found['counting']}"
    )
    yield f"  {'rate':>5}{'hits':>9}{'days before':>14}{'late':>6}{'false':>7}{'rising':>8}{'war':>5}{'storms':>9}  other"
    for rate, one in found["rates"].items():
        lead = one["lead_days"]
        days = f"{lead['median']:.0f} ({lead['quarter']:.0f}-{lead['three_quarters']:.0f})" if lead else "-"
        hits = f"{one['hits']}/{one['build_ups']}"
        war = sum(where.get("war", 0) for where in one["where"].values())
        storms = f"{one['storms_that_raised_something']}/{made['planted'].get('storm', 0)}"
        other = ", ".join(f"{rule} {number}" for rule, number in sorted(one["other_rules"].items())) or "-"
        yield f"  {rate:>5}{hits:>9}{days:>14}{one['late']:>6}{one['false_alarms']:>7}{one['risers']:>8}{war:>5}{storms:>9}  {other}"
    for rate, one in found["rates"].items():
        strengths = ", ".join(
            f"{name} {part['hits']}/{part['of']}" for name, part in one["by_strength"].items()
        )
        yield f"at {rate} a year, hits by strength: {strengths}"
    last = next(reversed(found["rates"].values()))
    down = last["outages"]
    for name, words in (
        ("stopped", "that do not answer"),
        ("answering_without_news", "that answer without news"),
    ):
        part = down[name]
        days = f", after {part['days']['median']:.0f} days" if part["days"] else ""
        yield f"outages of sources {words}: {part['reported']} of {part['planted']} reported{days}"
    yield (
        f"outages reported of sources that were not down: {down['reported_though_not_down']}; "
        f"silences told while most sources were down: {down['silences_told_while_most_were_down']}"
    )
    yield f"silences of partnerships: {last['silences']['found']} of {last['silences']['planted']} found at {next(reversed(found['rates']))} a year"


COMMANDS = {
    "warnings": (
        warnings,
        ("papertiger eval warnings --small", "papertiger eval warnings --count articles --format json"),
    ),
}
"""Subcommand → function and examples."""
