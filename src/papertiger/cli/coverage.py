"""``papertiger coverage``: what was looked at, and what silence means."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from papertiger.cli.options import Asked, FormatOption, LedgerOption, filtered
from papertiger.cli.output import print_json, print_lines
from papertiger.report.visible import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from papertiger.ledger.coverage import Coverage, Looked

EXAMPLES = (
    "papertiger coverage --since 2026-01",
    "papertiger coverage --subject RUS --object VEN --since 2025-12 --until 2026-01 --format json",
)
SHOWN = 40
"""Stretches of days that the text lists, the last ones."""


@filtered
def command(asked: Asked, ledger: LedgerOption = None, output: FormatOption = "text") -> None:
    """Show what was looked at, by outlet, language and day.

    Tells the two kinds of silence apart. "Nothing reported": articles of that day were read, and none has a claim that fits the
    filters. "Nothing seen": the ledger holds no article of that day, which says nothing about the world. --outlet, --since
    and --until choose articles; the other filters choose the claims that count as an answer.
    """
    from papertiger.cli.options import claim_filter  # noqa: PLC0415 - loads SQLAlchemy, as the next one does
    from papertiger.cli.sources import open_to_read  # noqa: PLC0415

    with open_to_read(ledger) as opened:
        found = opened.coverage(claim_filter(asked))
    if output == "json":
        print_json(_as_json(found))
    else:
        print_lines(_lines(found))


def _as_json(found: Coverage) -> dict[str, object]:
    rows = [{**asdict(row), "day": row.day and row.day.isoformat()} for row in found.rows]
    stretches = [
        {"state": s.state, "first": s.first.isoformat(), "last": s.last.isoformat(), "days": s.days}
        for s in found.stretches
    ]
    left = {"model_only_left_out": found.model_only_left_out}
    return {"rows": rows, "days": stretches, "refused": found.refused, **left}


def _lines(found: Coverage) -> Iterator[str]:
    if not found.rows:
        yield "nothing was looked at"
    else:
        yield f"{'outlet':30} language  articles  with claims  days"
        for (outlet, language), rows in _by_outlet(found).items():
            days = len({row.day for row in rows} - {None})
            articles, fitting = sum(r.articles for r in rows), sum(r.with_claims for r in rows)
            yield f"{outlet or '(not stated)':30} {language:8}  {articles:8}  {fitting:11}  {days:4}"
    if found.stretches:
        yield ""
        yield from _days(found)
    if found.refused:
        yield ""
        yield f"{counted(found.refused, 'input')} could not be read: what they say is not known"
    if found.model_only_left_out:
        from papertiger.report.wording import left_out_lines  # noqa: PLC0415 - reads a data file

        yield ""
        yield from left_out_lines(found.model_only_left_out)


def _by_outlet(found: Coverage) -> dict[tuple[str | None, str], list[Looked]]:
    rows: dict[tuple[str | None, str], list[Looked]] = {}
    for row in found.rows:
        rows.setdefault((row.outlet, row.language), []).append(row)
    return rows


def _days(found: Coverage) -> Iterator[str]:
    totals = {
        state: sum(s.days for s in found.stretches if s.state == state)
        for state in ("claims", "nothing reported", "nothing seen")
    }
    yield ", ".join(f"{state}: {counted(days, 'day')}" for state, days in totals.items())
    if len(found.stretches) > SHOWN:
        yield f"the last {SHOWN} stretches of {len(found.stretches)} (--format json has all):"
    for one in found.stretches[-SHOWN:]:
        span = f"{one.first}" if one.first == one.last else f"{one.first} … {one.last}"
        yield f"  {span:25} {one.state}"
