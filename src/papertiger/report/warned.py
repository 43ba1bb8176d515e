"""What a watch came to, as lines for a terminal or a pipe."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Final

from papertiger.ledger.warned import StoredWarning
from papertiger.report.formatting import day, number
from papertiger.report.languages import DEFAULT, Language
from papertiger.report.terminal import SHORT, Ink
from papertiger.report.visible import one_line
from papertiger.report.warnings import Quoted, Told, told, told_of
from papertiger.report.warningwords import WarningWords, warning_words
from papertiger.report.wording import left_out_lines

SENTENCES: Final = 5
"""That are shown of a warning."""
STALE: Final = 28
"""Days without an article after which the newest one is named."""
_PLAIN: Final = Ink()


@dataclass(frozen=True, slots=True)
class Watching:
    """What is told of a watch."""

    name: str
    """Of the watchlist; empty for the built-in one."""
    watches: int
    false_alarms_per_year: float
    first: date
    last: date
    claims: int
    """Looked at."""
    newest: date | None
    """Day of the newest article up to the last day."""
    warnings: Sequence[tuple[str, Mapping[str, Any]]]
    """Id and body."""
    lasting: int
    """Found again, and not told."""
    stored: bool
    left_out: int = 0
    """Claims of those days that were not looked at: only a language model read them, and no person accepted them."""


def warned_lines(watching: Watching, language: Language, ink: Ink, width: int) -> Iterator[str]:
    """Warnings, then what was looked at; warnings about the world first, then about the collection, then where too little was seen."""
    words = warning_words(language)
    said = [(name, str(body["watch"]["id"]), told(body, language)) for name, body in watching.warnings]
    order = {"warning": 0, "outage": 1, "unseen": 2}
    told_of: set[tuple[str, str]] = set()
    for name, _, one in sorted(said, key=lambda row: order[row[2].kind]):
        same = [watch for _, watch, other in said if _as_little(one, other)]
        if len(same) > 1:  # one gap in what was seen concerns many watches
            if (one.statement, one.coverage) in told_of:
                continue
            told_of.add((one.statement, one.coverage))
            one = replace(one, title=words.texts["unseen_title"].format(watches=", ".join(same)))  # noqa: PLW2901
        yield from warning_lines(name, one, language, ink, width)
        yield ""
    if not said:
        yield words.texts["none"]
    yield from textwrap.wrap(" ".join(_looked(watching, words, language)), width)


def _as_little(one: Told, other: Told) -> bool:
    """Whether both say that too little was seen, and the same of it."""
    kinds = one.kind == other.kind == "unseen"
    return kinds and (one.statement, one.coverage) == (other.statement, other.coverage)


def warning_lines(
    name: str,
    one: Told,
    language: Language = DEFAULT,
    ink: Ink = _PLAIN,
    width: int = 100,
) -> Iterator[str]:
    """One warning in full; `name` is its id."""
    labels = warning_words(language).labels
    yield f"{ink.accent(name[:SHORT])}  {ink.bold(one_line(one.title))}"
    yield from textwrap.wrap(one_line(one.statement), width, initial_indent="  ", subsequent_indent="  ")
    rows = [
        *((labels["why"] if not place else "", text) for place, text in enumerate(one.why)),
        (labels["chance"], one.chance),
        (labels["coverage"], one.coverage),
        (labels["hit"], one.hit),
    ]
    wide = max(len(labels[label]) for label in ("why", "chance", "coverage", "hit"))
    for label, text in rows:
        if text:
            yield from textwrap.wrap(
                one_line(text),
                width,
                initial_indent=f"  {label:<{wide}}  ",
                subsequent_indent=" " * (wide + 4),
            )
    yield from _sentences(labels["sentences"], one.sentences, language, ink, width)
    for label, sentences in one.beside.items():
        yield from _sentences(label, sentences, language, ink, width)


def _sentences(
    label: str, sentences: Sequence[Quoted], language: Language, ink: Ink, width: int
) -> Iterator[str]:
    if not sentences:
        return
    yield f"  {label}:"
    for one in sentences[:SENTENCES]:
        mark = f" ({one.mark})" if one.mark else ""
        head, *rest = textwrap.wrap(one_line(one.about + mark), width - SHORT - 6)
        yield f"  • {ink.accent(one.claim[:SHORT])}  {ink.dim(head)}"
        yield from (" " * (SHORT + 6) + ink.dim(line) for line in rest)
        quoted = textwrap.wrap(
            f"“{one_line(one.quote)}”", width, initial_indent="    ", subsequent_indent="    "
        )
        yield from quoted
    if (more := len(sentences) - SENTENCES) > 0:
        yield f"    {warning_words(language).texts['more'].format(number=number(more, language))}"


def _looked(watching: Watching, words: WarningWords, language: Language) -> Iterator[str]:
    first, last = day(watching.first, language), day(watching.last, language)
    yield words.texts["watched"].format(
        name=watching.name or words.texts["default_list"],
        watches=words.many("watches", watching.watches, language),
        span=last if first == last else f"{first} – {last}",
        claims=words.many("claims", watching.claims, language),
        allowed=number(watching.false_alarms_per_year, language),
    )
    yield from left_out_lines(watching.left_out, language)
    if watching.lasting:
        yield words.texts["lasting"].format(number=number(watching.lasting, language))
    if watching.warnings:
        yield words.texts["stored" if watching.stored else "not_stored"]
    if watching.newest is None:
        yield words.texts["no_articles"].format(day=last)
    elif (watching.last - watching.newest).days > STALE:
        yield words.texts["no_news"].format(
            days=words.many("days", STALE, language),
            day=last,
            newest=day(watching.newest, language),
            newest_iso=watching.newest.isoformat(),
        )


def warning_value(stored: StoredWarning, language: Language = DEFAULT) -> dict[str, Any]:
    """A warning for programs: what is stored, and under ``told`` the words that people read."""
    said = asdict(told_of(stored, language))
    return {
        "id": stored.id,
        "watchlist": stored.watchlist,
        "watch": stored.watch,
        "rule": stored.rule,
        "about": list(stored.about),
        "day": stored.day.isoformat(),
        "at": stored.at,
        "upto": stored.upto,
        "digest": stored.digest,
        "told": {
            name: said[name] for name in ("kind", "title", "statement", "why", "chance", "coverage", "hit")
        },
        "body": stored.body,
    }
