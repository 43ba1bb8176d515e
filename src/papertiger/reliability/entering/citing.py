"""What a claim of the ledger tells of a report that a person draws from it, so that only what it means for the outcome has to be written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from papertiger.errors import CaseError, PapertigerError
from papertiger.ledger import Ledger
from papertiger.news.article import article_key, day_of
from papertiger.records import ClaimRecord

Cite = Callable[[str], Mapping[str, Any]]
"""Claim of the ledger, by id or its beginning → the fields of a report that the claim tells; raises PapertigerError for none."""


def citing(ledger: Ledger) -> Cite:
    """What claims of `ledger` tell."""

    def cite(claim: str) -> Mapping[str, Any]:
        (record,) = ledger.with_origins([ledger.claim(claim).record])
        return told(record)

    return cite


def told(record: ClaimRecord) -> dict[str, Any]:
    """The fields of a report that a claim tells; not what it says of the outcome, and not why."""
    about = record.article
    key = article_key(about.sha256, about.outlet, about.url)
    last = record.attribution[-1] if record.attribution else None
    day = day_of(about.published)
    found: dict[str, Any] = {
        "claim": record.id,
        "article": key,
        "outlet": about.outlet,
        "published": str(day) if day is not None else None,
        "origin": record.origin or key,
        "depth": record.depth,
        "anonymous": record.anonymous,
        "document": last is not None and last.kind == "document",
        "speaker": None if last is None or last.anonymous else last.actor or last.name,
        "side": record.side,
        "polarity": record.polarity,
    }
    return {name: value for name, value in found.items() if value is not None}


def filled(report: dict[str, Any], cite: Cite | None, at: str) -> None:
    """Add to a report, in place, what its claim or source tells and the person left out.

    Raises:
        CaseError: there is no such claim, or several.
    """
    claim, source = report.get("claim"), report.get("source")
    if isinstance(claim, str) and cite is not None:
        try:
            known = cite(claim)
        except PapertigerError as error:
            raise CaseError(f"{at}.claim", None, str(error)) from None
        report["claim"] = known["claim"]
        for name, value in known.items():
            report.setdefault(name, value)
    elif isinstance(source, str):
        report.setdefault("article", source)
        report.setdefault("origin", source)
