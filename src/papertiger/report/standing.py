"""Where a claim stands: how far away its speaker is, on whose side, and how source and item are graded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from papertiger.records import ClaimRecord, Grade
from papertiger.report.visible import counted, one_line
from papertiger.sourcing.grading import Judgement


def standing_lines(record: ClaimRecord) -> Iterator[str]:
    """How far away the speaker is, on whose side, the report it goes back to, and the Admiralty grade with its reasons."""
    side = (
        f"on the {record.side}'s side"
        if record.side in {"patron", "client"}
        else record.side or "side not known"
    )
    nameless = "nameless" if record.anonymous else "named"
    yield f"{counted(record.depth, 'step')} from the article's outlet; the speaker is {nameless}, {one_line(side)}"
    if record.origin:
        yield one_line(f"origin: {_origin(record.origin)}")
    if record.grade is not None:
        yield from grade_lines(record.grade)


def _origin(origin: str) -> str:
    outlet, at, _ = origin.partition("@")
    return f"the report of {outlet}, not in the ledger" if at else f"article {origin[:8]}"


def grade_lines(grade: Grade) -> Iterator[str]:
    """An Admiralty grade, a line a column, with who gave it and why."""
    yield f"Admiralty {grade.reliability}{grade.credibility}"
    columns = (
        ("source reliability", grade.reliability, grade.reliability_by, grade.reliability_why),
        ("item credibility", grade.credibility, grade.credibility_by, grade.credibility_why),
    )
    for name, value, by, why in columns:
        yield one_line(f"  {name} {value}, {f'graded by {by}' if by else 'default'}: {why}")


def grade_history(
    target: str,
    grade: Grade | None,
    default: Mapping[str, str] | None,
    judged: Sequence[Judgement],
) -> Iterator[str]:
    """How a claim or a source is graded, and every grade that persons gave it, the oldest first."""
    yield one_line(target)
    if grade is not None:
        yield from grade_lines(grade)
    if default is not None:
        yield one_line(f"default: reliability {default['reliability']}, {default['why']}")
    for one in judged:
        values = " ".join(filter(None, (one.reliability, one.credibility)))
        yield one_line(f"{one.at[:10]} {values} by {one.by}: {one.why}")
    if not judged:
        yield "no person has graded it"
