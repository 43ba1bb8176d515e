"""Write the figures of benchmarks/replay.json and replay-ledger.json into docs/warning-replay.md, between its two marks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "warning-replay.md"
FIGURES = ROOT / "benchmarks" / "replay.json"
LEDGER = ROOT / "benchmarks" / "replay-ledger.json"
BEGIN, END = "<!-- figures: `python scripts/replay_page.py` -->", "<!-- end of figures -->"
_SUMMED = ("hits", "build_ups", "false_alarms", "risers", "storms_that_raised_something")
HEAD = """| false alarms a year, chosen | hits | days before force: median (quartiles) | late | false alarms | rises without force | storms that raised anything |
|---|---|---|---|---|---|---|"""


def page(text: str, figures: dict[str, Any], ledger: dict[str, Any] | None) -> str:
    """The page with these figures; raises ValueError where it has lost its marks."""
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    parts = [*(_list(figures["list"]) if "list" in figures else ()), *_beside(figures)]
    if ledger is not None:
        parts += ["## Through a real ledger", _ledger(ledger)]
    return before + BEGIN + "\n" + "\n\n".join(parts) + "\n" + END + after


def _list(found: dict[str, Any]) -> list[str]:
    made = found["world"]
    last = list(found["rates"])[-1]
    top = found["rates"][last]
    return [
        "## The built-in list",
        f"{made['articles_with_claims']:,} articles with claims of {made['origins']:,} origins, {made['other_articles']:,} articles without; storms of {made['storm_articles']['least']:.0f} to {made['storm_articles']['most']:.0f} articles. All rules, origins counted:",
        _table(found["rates"]),
        _strengths(found["rates"]),
        _collection(top),
        f"Warnings of other rules at {last} a year, for which nothing is planted but ordinary news: {_other(top)}.",
        _missed(top, last),
        *_probabilities(found["rates"]),
    ]


def _table(rates: dict[str, Any]) -> str:
    rows = [HEAD]
    for rate, one in rates.items():
        rows.append(
            f"| {rate} | {one['hits']} of {one['build_ups']} | {_days(one['lead_days'])} | {one['late']} | {one['false_alarms']} | {one['risers']} | {one['storms_that_raised_something']} |"
        )
    return "\n".join(rows)


def _days(lead: dict[str, float] | None) -> str:
    if lead is None:
        return "-"
    return f"{lead['median']:.0f} ({lead['quarter']:.0f} to {lead['three_quarters']:.0f})"


def _strengths(rates: dict[str, Any]) -> str:
    lines = []
    for rate, one in rates.items():
        parts = ", ".join(
            f"{name} {part['hits']} of {part['of']}" for name, part in one["by_strength"].items()
        )
        lines.append(
            f"- at {rate} a year: {parts}; with steps of escalation {one['with_rungs']['hits']} of {one['with_rungs']['of']}; "
            f"speakers talkative before {one['talkative_before']['hits']} of {one['talkative_before']['of']}"
        )
    return "Hits by strength:\n\n" + "\n".join(lines)


def _collection(one: dict[str, Any]) -> str:
    down, silent = one["outages"], one["silences"]
    stopped, still = down["stopped"], down["answering_without_news"]
    return (
        f"Outages: of {stopped['planted']} where sources did not answer {stopped['reported']} were reported, {_after(stopped['days'])}; "
        f"of {still['planted']} where a source answered and had nothing new {still['reported']}, {_after(still['days'])} (a day must be over without anything, and chance must make that rarer than once in ten years over all sources: docs/warning-rates.md). "
        f"Of sources that were not down {down['reported_though_not_down']} outages were reported. While most sources were down {down['silences_told_while_most_were_down']} silences of the world were told. "
        f"Of {silent['planted']} partnerships that fell silent {silent['found']} were found, {_after(silent['days'])}."
    )


def _after(days: dict[str, float] | None) -> str:
    return f"after {days['median']:.0f} days in the median" if days else "none in time"


def _other(one: dict[str, Any]) -> str:
    return ", ".join(f"`{rule}` {number}" for rule, number in sorted(one["other_rules"].items())) or "none"


def _missed(one: dict[str, Any], rate: str) -> str:
    rows = [
        "| strength | usual, a year | added | days | origins before force |",
        "|---|---|---|---|---|",
        *(
            f"| {m['strength']} | {m['usual_a_year']} | {m['statements_added']} | {m['days']} | {m['origins_before_force']} |"
            for m in one["missed"]
        ),
    ]
    return f"Not warned of before force at {rate} a year:\n\n" + "\n".join(rows)


def _probabilities(rates: dict[str, Any]) -> list[str]:
    rows = [
        "| false alarms a year, chosen | resolved with a probability | hits | Brier score: base rate | by statements alone | with earlier warnings | log score, bits: base rate | by statements alone | with earlier warnings |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for rate, one in rates.items():
        scored = one["scored"]
        given, plain = scored["probabilities"], scored["by_statements_alone"]
        rows.append(
            f"| {rate} | {given['warnings']} | {given['hits']} | {given['brier_base']:.3f} | {plain['brier']:.3f} | {given['brier']:.3f} "
            f"| {given['log_base']:.2f} | {plain['log_score']:.2f} | {given['log_score']:.2f} |"
        )
    return [
        (
            "Probabilities of `threats`, as a ledger scores them (all force that came, wars too): against the base rate, by the record of statements alone, and corrected by what came "
            "of the watch's earlier warnings (docs/warning-rates.md). 0 is best in both; the first warnings of the year have none to learn from."
        ),
        "\n".join(rows),
    ]


def _beside(figures: dict[str, Any]) -> list[str]:
    parts = []
    if "articles" in figures:
        parts.append("## The rule on articles instead of origins")
        for counting, words in (("origins", "origins"), ("articles", "articles")):
            parts += [
                f"The rule `threats` of the same list, at the same part of the rate; counted are {words}:",
                _table(figures["articles"][counting]["rates"]),
            ]
    if "series" in figures:
        parts += _series(figures["series"])
    if "statements" in figures:
        parts += _statements(figures["statements"])
    if "volume" in figures:
        parts.append(_volume(figures["volume"]))
    for share, found in figures.get("strays", {}).items():
        parts += [
            f"`threats`, where {float(share):.0%} of the reprints are not joined to their origin:",
            _table(found["rates"]),
        ]
    for seed, found in figures.get("years", {}).items():
        parts += [f"`threats` in another world (seed {seed}):", _table(found["rates"])]
    return parts


def _series(found: dict[str, Any]) -> list[str]:
    parts = [
        "## Origins, articles, and reprints that are not joined",
        (
            "Surprise on the threats of each pair of states by day, without a rule around it and with coverage taken as usual: the whole rate goes to threats, "
            "each pair has an equal part of it, and old threats told again count as new. Figures are of three worlds together, so false alarms are those of three years."
        ),
    ]
    names = list(next(iter(found.values())))
    for name in names:
        worlds = [world[name] for world in found.values()]
        rows = [
            "| false alarms a year, chosen | hits | days before force, medians | false alarms | rises without force | storms that raised anything |",
            "|---|---|---|---|---|---|",
        ]
        for rate in worlds[0]:
            these = [world[rate] for world in worlds]
            total = {key: sum(one[key] for one in these) for key in _SUMMED}
            leads = ", ".join(f"{one['lead_days']['median']:.0f}" for one in these if one["lead_days"])
            rows.append(
                f"| {rate} | {total['hits']} of {total['build_ups']} | {leads or '-'} | {total['false_alarms']} | {total['risers']} | {total['storms_that_raised_something']} of {30 * len(these)} |"
            )
        share = name.removeprefix("strays ")
        words = (
            name
            if share == name
            else f"origins, with {float(share):.0%} of the reprints not joined to theirs"
        )
        parts += [f"Counted are {words}:", "\n".join(rows)]
    return parts


def _statements(found: dict[str, Any]) -> list[str]:
    parts = [
        "## What counts as one statement",
        (
            "What the rule `threats` counts as of the last evening, with its part of the built-in list's rate, judged on the days of the year; five worlds together "
            f"(seeds {', '.join(found)}), so false alarms are those of five years. Reports of one person's threats are joined into statements as the rule does, or all of a day and the next are one."
        ),
    ]
    rows = [
        "| counted as one | false alarms a year, chosen | hits | days before force, medians | speakers talkative before | false alarms | storms that raised anything |",
        "|---|---|---|---|---|---|---|",
    ]
    for way, words in (("two days", "a day and the next"), ("rule", "as the rule does")):
        for rate in next(iter(found.values()))[way]:
            these = [world[way][rate] for world in found.values()]
            total = {key: sum(one[key] for one in these) for key in _SUMMED}
            talked = [sum(one["talkative_before"][key] for one in these) for key in ("hits", "of")]
            leads = ", ".join(f"{one['lead_days']['median']:.0f}" for one in these if one["lead_days"])
            rows.append(
                f"| {words} | {rate} | {total['hits']} of {total['build_ups']} | {leads} | {talked[0]} of {talked[1]} "
                f"| {total['false_alarms']} | {total['storms_that_raised_something']} of {30 * len(these)} |"
            )
    return [*parts, "\n".join(rows)]


def _volume(found: dict[str, Any]) -> str:
    usual = found["usual"]
    text = (
        f"The naive way, a day with more articles than the mean of four weeks by {usual['threshold']:g} standard deviations: {usual['hits']} hits, "
        f"**{usual['false_alarms']} false alarms**, {usual['storms_that_raised_something']} storms that raised something."
    )
    for limit, one in found["no_more_false_alarms_than"].items():
        text += (
            f" With a threshold that gives no more than {limit} false alarms: {one['hits']} hits ({one['threshold']:g} standard deviations)."
            if one
            else f" No threshold up to 256 standard deviations gives as few as {limit}."
        )
    return text


def _ledger(found: dict[str, Any]) -> str:
    rows = [
        "| planted | articles | sentences read | true origins | origins found |",
        "|---|---|---|---|---|",
        *(
            f"| {story} | {one['articles']} | {one['articles_read']} | {one['true_origins']} | {one['origins_found']} |"
            for story, one in found["planted"].items()
        ),
    ]
    languages = ", ".join(f"{code} {number}" for code, number in found["languages"].items())
    warned = [one for one in found["warnings"] if one["rule"].startswith(("threats", "escalation"))]
    told = "; ".join(
        f"`{one['rule']}` about {' → '.join(one['about'])}, {one['before_force']} days before force, {one['origins']} origins"
        for one in warned
    )
    return (
        f"{found['articles']} texts ({languages}) of a synthetic archive with sentences put in: a rise before force, a storm, a talkative speaker. They are read by "
        f"`papertiger read`, joined by the lineage, and watched from {found['days']['watch'][0]} to {found['days']['watch'][1]} days.\n\n"
        + "\n".join(rows)
        + f"\n\nWarnings of threats and escalation: {told or 'none'}."
    )


if __name__ == "__main__":
    kept = json.loads(LEDGER.read_text()) if LEDGER.exists() else None
    PAGE.write_text(
        page(PAGE.read_text(encoding="utf-8"), json.loads(FIGURES.read_text()), kept), encoding="utf-8"
    )
    print(f"wrote {PAGE}")
