"""Where a claim stands: how far away its speaker is, on whose side, and how source and item are graded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from papertiger.records import ClaimRecord, Grade
from papertiger.report.explainwords import ExplainWords, explain_words
from papertiger.report.formatting import counted
from papertiger.report.languages import DEFAULT, Language
from papertiger.report.told import told
from papertiger.report.visible import one_line
from papertiger.sourcing.grading import Judgement


def standing_lines(record: ClaimRecord, language: Language = DEFAULT) -> Iterator[str]:
    """How far away the speaker is, on whose side, the report it goes back to, and the Admiralty grade with its reasons."""
    words = explain_words(language)
    yield one_line(
        words.distance.format(
            steps=counted(record.depth, words.steps, language),
            named=words.nameless if record.anonymous else words.named,
            side=words.sides[record.side or "unknown"],
        )
    )
    if record.origin:
        yield one_line(words.origin.format(origin=_origin(record.origin, words)))
    if record.grade is not None:
        yield from grade_lines(record.grade, language)


def _origin(origin: str, words: ExplainWords) -> str:
    outlet, at, _ = origin.partition("@")
    return (
        words.origin_outside.format(outlet=outlet) if at else words.origin_article.format(article=origin[:8])
    )


def grade_lines(grade: Grade, language: Language = DEFAULT) -> Iterator[str]:
    """An Admiralty grade, a line a column, with who gave it and why."""
    words, reasons = explain_words(language), told(language, "reasons")
    yield words.grade.format(reliability=grade.reliability, credibility=grade.credibility)
    columns = (
        (words.reliability, grade.reliability, grade.reliability_by, grade.reliability_why),
        (words.credibility, grade.credibility, grade.credibility_by, grade.credibility_why),
    )
    for name, value, by, why in columns:
        line = words.graded if by else words.graded_default
        said = reasons.say(why, "grades")
        yield one_line(line.format(column=name, value=value, by=by, why=said))


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
