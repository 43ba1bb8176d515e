"""A stored warning as what is sent: JSON, a mail, an entry of a feed, a line of a digest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from papertiger.ledger.warned import StoredWarning
from papertiger.report.atom import Entry
from papertiger.report.digest import Digest, Line
from papertiger.report.languages import Language
from papertiger.report.visible import one_line, visible
from papertiger.report.warnings import Told, told_of
from papertiger.report.warningwords import warning_words
from papertiger.workbench.handling import Asked, Handled

VERSION: Final = 1
"""Of the JSON that webhooks get (``docs/delivery.md``)."""
SENTENCES: Final = 10
"""That a mail or an entry holds."""


def link(base: str | None, id_: str) -> str | None:
    """Address of a warning in the web app; None where nobody said where that is."""
    return f"{base.rstrip('/')}/warnings/{id_}" if base else None


def first_of(stored: StoredWarning) -> str | None:
    """Id of the first warning of the same, where this one follows up; None for a first one, and where another program wrote it."""
    standing = stored.body.get("standing")
    first = standing.get("first") if isinstance(standing, Mapping) else None
    return first if isinstance(first, str) else None


def payload(stored: StoredWarning, language: Language, base: str | None) -> dict[str, Any]:
    """The JSON of a webhook."""
    said = told_of(stored, language)
    return {
        "version": VERSION,
        "event": "warning",
        "id": stored.id,
        "at": stored.at,
        "day": stored.day.isoformat(),
        "digest": stored.digest,
        "watchlist": stored.watchlist,
        "watch": stored.watch,
        "rule": stored.rule,
        "about": list(stored.about),
        "first": first_of(stored),
        "language": language,
        "kind": said.kind,
        "title": visible(said.title),
        "statement": visible(said.statement),
        "why": [visible(one) for one in said.why],
        "chance": visible(said.chance),
        "coverage": visible(said.coverage),
        "hit": visible(said.hit),
        "sentences": [
            {"claim": one.claim, "quote": visible(one.quote), "about": visible(one.about)}
            for one in said.sentences
        ],
        "link": link(base, stored.id),
    }


def paragraphs(said: Told, language: Language) -> list[str]:
    """Everything that a warning says after its statement, a paragraph each."""
    labels = warning_words(language).labels
    found = [one_line(one) for one in said.why]
    found += [
        f"{labels[name]}: {one_line(text)}"
        for name, text in (("chance", said.chance), ("coverage", said.coverage), ("hit", said.hit))
        if text
    ]
    groups = {labels["sentences"]: said.sentences, **said.beside}
    for label, sentences in groups.items():
        if sentences:
            found.append(f"{label}:")
            found += [f"“{one_line(one.quote)}” — {one_line(one.about)}" for one in sentences[:SENTENCES]]
    return found


def mail_text(stored: StoredWarning, language: Language, base: str | None) -> tuple[str, str]:
    """Subject and text of a mail."""
    said = told_of(stored, language)
    labels = warning_words(language).labels
    parts = [one_line(said.statement), *paragraphs(said, language)]
    place = link(base, stored.id)
    parts.append(
        "\n".join([f"{labels['id']}: {stored.id}", f"SHA-256: {stored.digest}", *([place] if place else [])])
    )
    return one_line(said.title), "\n\n".join(parts) + "\n"


def entry(one: Handled, language: Language, base: str | None, state: str) -> Entry:
    """An entry of a feed; `state` is what became of the warning, in words."""
    said = told_of(one.warning, language)
    return Entry(
        id=one.warning.id,
        title=one_line(said.title),
        updated=one.updated,
        published=one.warning.at,
        summary=one_line(said.statement),
        paragraphs=[*paragraphs(said, language), state],
        categories=(one.warning.rule.partition(".")[0], one.warning.watch, one.state),
        link=link(base, one.warning.id),
    )


def digest_of(
    found: Iterable[Handled], asked: Asked, ledger: str, day: date, since: date, language: Language
) -> Digest:
    """What a digest tells.

    Args:
        found: the warnings, handled.
        asked: how sources answer.
        ledger: its name.
        day: of the digest.
        since: from which day on a warning is new.
        language: of titles.
    """
    handled = sorted(found, key=lambda one: (one.warning.day, one.warning.at), reverse=True)
    unhandled = [one for one in handled if one.state == "open"]
    return Digest(
        ledger=ledger,
        day=day,
        since=since,
        new=_lines((one for one in unhandled if one.warning.day >= since), language),
        open=_lines((one for one in unhandled if one.warning.day < since), language),
        acknowledged=sum(one.state == "acknowledged" for one in handled),
        snoozed=sum(one.state == "snoozed" for one in handled),
        sources=asked.sources,
        unanswered=asked.unanswered,
    )


def _lines(found: Iterable[Handled], language: Language) -> Sequence[Line]:
    lines = []
    for one in found:
        said = told_of(one.warning, language)
        lines.append(Line(one.warning.id, one.warning.day, said.kind, one_line(said.title)))
    return lines
