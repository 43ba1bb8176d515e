"""Claims under review, and what reviews measure, as lines for a terminal or a pipe and as JSON values."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from papertiger.ledger.reviewing import Agreement, Agreements, Figure, Precision, Review, Share, Waiting
from papertiger.ledger.reviewing.desk import Item
from papertiger.ledger.reviewing.figures import FIGURES, meanings
from papertiger.records import ClaimRecord
from papertiger.report.evidence import Voice, line, said, step
from papertiger.report.terminal import NARROW, SHORT, WIDE, Ink, formula
from papertiger.report.visible import clipped, counted, one_line, visible


def item_lines(item: Item, voice: Voice, ink: Ink, width: int) -> Iterator[str]:
    """One claim: what it says, its sentence in context, who says so, and what others decided."""
    record, room = item.record, min(max(width, NARROW), WIDE)
    about = record.article
    where = one_line(f"{about.outlet or about.path}  {(about.published or '')[:10]}")
    yield f"{ink.accent(record.id)}  {ink.dim(where)}"
    yield from (ink.bold(one) for one in textwrap.wrap(one_line(f"{said(line(record, voice))}."), room))
    time = record.time.edtf or "no time"
    extra = [time, *([record.place] if record.place else []), *record.contexts, *record.auxiliary]
    yield one_line(f"{formula(record)} · {' · '.join(extra)}  confidence {record.confidence:.2f}")
    yield f"…{visible(item.before)}{ink.mark(visible(record.quote.exact))}{visible(item.after)}…"
    for number, one in enumerate(record.attribution, start=1):
        shown = step(one, voice)
        notes = (shown.kind, shown.of, voice.words.anonymous if shown.anonymous else "")
        yield "  " + one_line(f"{number}. {shown.name} ({', '.join(n for n in notes if n)})")
    if mark := voice.words.mark(record):
        yield "  " + ink.bold(mark)
    for review in item.reviews:
        yield ink.dim("  " + one_line(f"{review.at[:16]} {decided(review)}"))
    if item.standing.state == "contested":
        against = ", ".join(item.standing.against)
        yield "  " + one_line(f"contested: {against} decided otherwise than who decided last")


def why_lines(item: Item, ink: Ink) -> Iterator[str]:
    """How each field was reached."""
    for why in item.explanation:
        matched = "  [" + ", ".join(one_line(word) for word in why.words) + "]" if why.words else ""
        yield f"  {ink.bold(one_line(why.field))} = {one_line(why.value)}{ink.accent(matched)}  {one_line(why.why)}"
    if not item.explanation:
        yield "  The reader left no explanation."


def decided(review: Review) -> str:
    """``anna: correct modality=denied, the minister denies it``."""
    parts = [f"{review.reviewer}: {review.decision}"]
    if review.decision == "correct":
        parts.append(" ".join(f"{field}={_short(value)}" for field, value in review.changes.items()))
    parts += [f"into {', '.join(review.into)}"] if review.into else []
    parts += [review.assignee] if review.assignee else []
    return " ".join(parts) + (f", {review.why}" if review.why else "")


def _short(value: object) -> str:
    if isinstance(value, Mapping):
        return _short(value.get("edtf"))
    if isinstance(value, list | tuple):
        return ",".join(str(one["name"]) if isinstance(one, Mapping) else str(one) for one in value) or "none"
    return "none" if value is None else str(value)


def item_value(item: Item) -> dict[str, Any]:
    """A claim with what persons decided on it, as a JSON value."""
    return {
        "claim": item.record.model_dump(mode="json"),
        "state": item.standing.state,
        "against": list(item.standing.against),
        "assigned": list(item.standing.assigned),
        "reviews": [review_value(one) for one in item.reviews],
        "context": {"before": item.before, "exact": item.record.quote.exact, "after": item.after},
    }


def review_value(review: Review) -> dict[str, Any]:
    """A decision as a JSON value."""
    return {**asdict(review), "changes": dict(review.changes), "into": list(review.into)}


def waiting_line(record: ClaimRecord, waiting: Waiting, ink: Ink, width: int) -> str:
    """One line a claim that waits: why it comes where it does, what it says, and its quote as far as there is room."""
    asked = f"asked: {', '.join(sorted(waiting.assigned))}" if waiting.assigned else waiting.state
    if waiting.alone and waiting.state == "unreviewed" and not waiting.assigned:
        asked = f"only {waiting.alone}"
    about = f"{record.confidence:.2f} {counted(waiting.origins, 'origin')}  {formula(record)}"
    start = one_line(f"{record.id[:SHORT]}  {asked:10}  {about}")
    room = max(width - len(start) - len("  “”"), SHORT)
    return ink.accent(start[:SHORT]) + start[SHORT:] + ink.dim(f"  “{clipped(record.quote.exact, room)}”")


def waiting_value(record: ClaimRecord, waiting: Waiting) -> dict[str, Any]:
    """A claim that waits as a JSON value."""
    return {
        "claim": record.model_dump(mode="json"),
        "state": waiting.state,
        "assigned": sorted(waiting.assigned),
        "decided": sorted(waiting.decided),
        "origins": waiting.origins,
        "alone": waiting.alone,
    }


def figure_text(figure: Figure) -> str:
    """``0.83 (0.71 to 0.91, 60)``."""
    if figure.value is None:
        return "not defined"
    interval = f"{figure.low:.2f} to {figure.high:.2f}, " if figure.low is not None else ""
    return f"{figure.value:.2f} ({interval}n = {figure.count})"


def stats_lines(precision: Precision, agreed: Agreements, ink: Ink, width: int) -> Iterator[str]:
    """How often the reader is right and how far reviewers agree, with every definition below."""
    room = min(max(width, NARROW), WIDE)
    drawn = "drawn at random" if precision.at_random else "not drawn at random"
    yield ink.accent(
        f"The reader, by {counted(precision.share.decided, 'version')} that persons decided on, {drawn}"
    )
    yield from _share_lines(precision.share)
    for group, shares in precision.by.items():
        for name, share in shares.items():
            rates = (share.right_as_read, share.right_or_repairable)
            told = "; ".join(f"{rate.label} {figure_text(rate)}" for rate in rates)
            yield "  " + one_line(f"{group} {name}: {told}")
    yield from (ink.bold(f"  ! {one}") for one in precision.warnings)
    yield ""
    yield ink.accent("The reviewers")
    if not agreed.pairs:
        yield "  No two persons decided on the same version, so nothing can be said of their agreement."
    for one in agreed.pairs if len(agreed.pairs) <= 1 else (agreed.everybody, *agreed.pairs):
        yield "  " + one_line(f"{', '.join(one.reviewers)}: {counted(one.shared, 'version')} in common")
        yield f"    {one.agreement.label} {figure_text(one.agreement)}; {one.alpha.label} {figure_text(one.alpha)}"
        yield "    " + "; ".join(f"on {kind} {figure_text(figure)}" for kind, figure in one.on.items())
    if agreed.pairs:
        yield from (ink.bold(f"  ! {one}") for one in agreed.everybody.warnings)
    yield ""
    yield ink.accent("What the figures mean")
    for name in FIGURES:
        meaning = meanings().figures[name]
        yield from textwrap.wrap(
            f"{meaning.label}: {meaning.definition}", room, initial_indent="  ", subsequent_indent="    "
        )


def _share_lines(share: Share) -> Iterator[str]:
    counts = ("accepted", "corrected", "rejected", "contested")
    yield "  " + ", ".join(f"{getattr(share, name)} {name}" for name in counts)
    for figure in (share.right_as_read, share.right_or_repairable):
        yield f"  {figure.label} {figure_text(figure)}"


def stats_value(precision: Precision, agreed: Agreements) -> dict[str, Any]:
    """The same as a JSON value; every figure carries its definition."""
    return {
        "reader": {
            "at_random": precision.at_random,
            **_share_value(precision.share),
            "by": {
                group: {name: _share_value(share) for name, share in shares.items()}
                for group, shares in precision.by.items()
            },
            "everything": _share_value(precision.everything),
            "warnings": list(precision.warnings),
        },
        "reviewers": {
            "everybody": _agreement_value(agreed.everybody),
            "pairs": [_agreement_value(one) for one in agreed.pairs],
        },
    }


def _share_value(share: Share) -> dict[str, Any]:
    counts = ("decided", "accepted", "corrected", "rejected", "contested")
    figures = (share.right_as_read, share.right_or_repairable)
    return {name: getattr(share, name) for name in counts} | {one.name: _figure_value(one) for one in figures}


def _agreement_value(one: Agreement) -> dict[str, Any]:
    return {
        "reviewers": list(one.reviewers),
        "shared": one.shared,
        "agreement": _figure_value(one.agreement),
        "alpha": _figure_value(one.alpha),
        "agreement_on": {kind: _figure_value(figure) for kind, figure in one.on.items()},
        "warnings": list(one.warnings),
    }


def _figure_value(figure: Figure) -> dict[str, Any]:
    return {
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "count": figure.count,
        "definition": figure.definition,
    }
