"""A claim of the headline that the body repeats is kept once, with the body's quote (docs/claims.md, rule 2)."""

from __future__ import annotations

from collections.abc import Sequence

from papertiger.events.claim import CodedClaim, Party
from papertiger.language.sentence import Sentence

HEADLINES = frozenset({"title", "heading"})


def without_repeated_headlines(
    claims: Sequence[CodedClaim], sentences: Sequence[Sentence]
) -> list[CodedClaim]:
    """Drop claims of titles and headings that some body sentence also makes; order is kept."""
    body = [c for c in claims if sentences[c.sentence].kind not in HEADLINES]
    return [
        c
        for c in claims
        if sentences[c.sentence].kind not in HEADLINES or not any(_repeats(b, c) for b in body)
    ]


def _repeats(body: CodedClaim, headline: CodedClaim) -> bool:
    same_parties = _side(body.subject) == _side(headline.subject) and _side(body.object) == _side(
        headline.object
    )
    domains = {body.domain, headline.domain}
    same_domain = len(domains) == 1 or "unspecified" in domains
    return (
        body.predicate == headline.predicate
        and same_parties
        and same_domain
        and body.polarity == headline.polarity
    )


def _side(party: Party | None) -> str | None:
    return (party.state or party.actor) if party is not None else None
