"""What is new and what changed: claims, first words on a matter, decisions of persons, re-readings, cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from papertiger.reliability.assessing import CaseLine
from papertiger.reliability.assessing.answer import Change
from papertiger.report.briefing.casework import cases_of
from papertiger.report.briefing.context import Context, joined
from papertiger.report.briefing.document import New, Row, Table
from papertiger.report.briefing.rates import rate_anchor, rate_label
from papertiger.report.briefing.register import case_anchor
from papertiger.report.drawing import Element, element
from papertiger.report.visible import clipped

_LINES = 20
"""Changes and first words that are listed; the rest are counted."""
_WHY = 200
"""Letters of a reason that are shown."""


def changing(context: Context) -> New:
    """What came since the moment that the material compares with."""
    changed = context.material.changed
    if not changed.since:
        intro = context.say("nothing_to_compare")
    else:
        intro = context.say(f"since_{changed.by}", day=context.day(changed.since))
    return New(
        intro=intro,
        lines=tuple(_lines(context)),
        decisions=_decisions(context),
        rereadings=_rereadings(context),
        assessments=tuple(_assessments(context)),
    )


def _lines(context: Context) -> Iterator[Element]:
    changed = context.material.changed
    if not changed.since:
        return
    new = context.claims(
        context.text("new_claims"), [one for one in context.records if one in changed.claims]
    )
    yield context.say("new_lines", claims=context.both(new)) if new.claims else context.say("no_new_claims")
    opened = [
        context.fill("opened", pair=context.pair(one.patron, one.client), domain=context.domain(one.domain))
        for one in changed.opened
    ]
    for told in sorted(opened)[:_LINES]:
        yield element("span", told)
    if len(opened) > _LINES:
        yield context.say("and_more", number=context.number(len(opened) - _LINES))


def _decisions(context: Context) -> Table | None:
    """What persons decided, the last first."""
    found = context.material.changed.decisions
    if not found:
        return None
    rows = tuple(
        Row(
            (
                one.at[:10],
                one.reviewer,
                context.words.decisions[one.decision],
                _claim(context, one.claim),
                clipped(one.why, _WHY) if one.why else _changes(one.changes),
            )
        )
        for one in reversed(found)
    )
    heads = ("day", "person", "decision", "claim", "why")
    return Table(context.text("decisions_caption"), tuple(context.text(f"head_{one}") for one in heads), rows)


def _changes(changes: Mapping[str, object]) -> str:
    return "; ".join(f"{name}: {value}" for name, value in changes.items())


def _claim(context: Context, claim: str) -> Element | str:
    """The claim's number as a link; of one that the brief does not show, its id."""
    mention = context.register.mention(claim)
    if mention is None:
        return context.fill("not_shown", id=claim[:10])
    return element("a", str(mention.number), href=f"#{mention.anchor}")


def _rereadings(context: Context) -> Table | None:
    found = [one for one in context.material.changed.rereadings if one.fate != "same"]
    if not found:
        return None
    rows = tuple(
        Row(
            (
                context.words.fates[one.fate],
                _claim(context, one.claim),
                clipped(one.record.quote.exact, _WHY),
                ", ".join(one.fields),
            )
        )
        for one in found
    )
    heads = ("fate", "claim", "sentence", "fields")
    return Table(
        context.text("rereadings_caption"), tuple(context.text(f"head_{one}") for one in heads), rows
    )


def _assessments(context: Context) -> Iterator[Element]:
    """What changed in each rate, and the cases that are new, changed or gone; of a crisis no rate is told."""
    if context.material.crisis is not None:
        return
    for answer in context.answers:
        cases = cases_of(answer)
        for group in answer.groups:
            if group.changes is None:
                continue
            label = rate_label(context, answer, group)
            heading = element("a", label, href=f"#{rate_anchor(answer, group)}")
            items = group.changes.items
            if not items:
                yield context.say("no_case_changed", label=heading)
                continue
            told = [_item(context, one, cases) for one in items[:_LINES]]
            if len(items) > _LINES:
                told.append(context.say("and_more", number=context.number(len(items) - _LINES)))
            yield context.say("cases_changed", label=heading, items=joined(told, "; "))


def _item(context: Context, one: Change, cases: Sequence[CaseLine]) -> Element:
    case = next((case for case in cases if one.id in {case.response, case.test}), None)
    what = context.text(f"case_{one.what}")
    if case is None:
        return element("span", f"{what}: {one.id}")
    kind = context.words.kinds.get(one.kind, one.kind)
    label = f"{kind}, {context.name(case.client)}, {context.domain(case.domain)}"
    return element("span", f"{what}: ", element("a", label, href=f"#{case_anchor(case.response)}"))
