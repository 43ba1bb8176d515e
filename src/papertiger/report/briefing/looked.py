"""What was looked at, and what is missing: silence of the news told from silence of the collection."""

from __future__ import annotations

from collections.abc import Iterator

from papertiger.ledger.coverage import Looked as Seen
from papertiger.report.briefing.casework import cases_of
from papertiger.report.briefing.context import Context
from papertiger.report.briefing.document import Looked, Row, Table
from papertiger.report.drawing import Element
from papertiger.report.formatting import listed
from papertiger.report.languages import LANGUAGES

_GAPS = 8
"""Stretches without an article that are listed, the longest."""
_SHORT = 2
"""Days that a stretch lasts at least to be listed."""
_STATES = 6
"""States without an outlet of theirs that are named."""


def looked(context: Context) -> Looked:
    """The table of outlets, what is missing in sentences, and the longest stretches of days without an article."""
    rows = tuple(_rows(context))
    heads = ("outlet", "language", "state", "articles", "with_claims", "days_seen")
    table = Table(
        context.text("looked_caption"), tuple(context.text(f"head_{one}") for one in heads), rows, (3, 4, 5)
    )
    return Looked(table, tuple(_missing(context)), _gaps(context))


def _rows(context: Context) -> Iterator[Row]:
    found: dict[tuple[str, str], list[Seen]] = {}
    for row in context.material.coverage.rows:
        found.setdefault((row.outlet or "", row.language), []).append(row)
    for outlet, code in sorted(found, key=lambda one: (one[0] == "", context.order(one[0]), one[1])):
        rows = found[outlet, code]
        state = context.material.outlets.get(outlet)
        days = len({row.day for row in rows} - {None})
        yield Row(
            (
                outlet or context.terms.outlet_unknown,
                context.terms.language(code),
                context.name(state) if state else context.text("not_known"),
                context.number(sum(row.articles for row in rows)),
                context.number(sum(row.with_claims for row in rows)),
                context.number(days),
            )
        )


def _missing(context: Context) -> Iterator[Element | str]:
    material = context.material
    seen = {
        state: sum(s.days for s in material.coverage.stretches if s.state == state)
        for state in ("claims", "nothing reported", "nothing seen")
    }
    whole = sum(seen.values())
    if whole:
        first, last = material.coverage.stretches[0].first, material.coverage.stretches[-1].last
        yield context.fill(
            "days_missing",
            unseen=context.number(seen["nothing seen"]),
            days=context.many("days", whole),
            first=context.day(first.isoformat()),
            last=context.day(last.isoformat()),
        )
        yield context.fill("days_silent", days=context.many("days", seen["nothing reported"]))
    unread = [code for code in LANGUAGES if not any(row.language == code for row in material.coverage.rows)]
    if unread:
        yield context.fill(
            "languages_missing",
            languages=listed([context.terms.language(code) for code in unread], context.language),
        )
    yield from _outlets(context)
    if undated := sum(row.articles for row in material.coverage.rows if row.day is None):
        yield context.fill("undated_missing", articles=context.many("articles", undated))
    if material.coverage.refused:
        yield context.fill("refused", inputs=context.many("inputs", material.coverage.refused))
    if material.untraced:
        yield context.fill("untraced", articles=context.many("articles", material.untraced))
    if material.unassessed:
        yield context.fill(
            "unassessed", patrons=listed([context.name(one) for one in material.unassessed], context.language)
        )
    cases = [case for answer in material.answers for case in cases_of(answer)]
    silent = sum(case.status == "silent" for case in cases)
    if silent:
        yield context.fill(
            "silent_missing", responses=context.many("responses", silent), day=context.day(material.as_of)
        )


def _outlets(context: Context) -> Iterator[str]:
    """Outlets whose state is not known, and states of the brief of which no outlet was read."""
    names = {row.outlet for row in context.material.coverage.rows if row.outlet}
    known = {context.material.outlets[name] for name in names if name in context.material.outlets}
    if unknown := sum(name not in context.material.outlets for name in names):
        yield context.fill("outlets_unknown", outlets=context.many("outlets", unknown))
    concerned = dict.fromkeys(
        [
            *context.material.question.named,
            *(case.client for answer in context.answers for case in cases_of(answer)),
        ]
    )
    absent = sorted({context.name(one) for one in concerned if one not in known}, key=context.order)
    if absent and names:
        shown = listed(absent[:_STATES], context.language)
        more = len(absent) - _STATES
        yield context.fill(
            "states_missing" if more <= 0 else "states_missing_more",
            states=shown,
            number=context.number(max(more, 0)),
        )


def _gaps(context: Context) -> Table | None:
    found = [
        one
        for one in context.material.coverage.stretches
        if one.state == "nothing seen" and one.days >= _SHORT
    ]
    longest = sorted(sorted(found, key=lambda one: -one.days)[:_GAPS], key=lambda one: one.first)
    if not longest:
        return None
    rows = tuple(Row((f"{one.first} – {one.last}", context.number(one.days))) for one in longest)
    caption = context.text("gaps_caption" if len(found) <= _GAPS else "gaps_caption_longest")
    return Table(caption, (context.text("head_days"), context.text("head_length")), rows, (1,))
