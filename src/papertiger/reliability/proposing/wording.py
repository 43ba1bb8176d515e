"""What a person reads beside a case: who says it, through whom, and when."""

from __future__ import annotations

from papertiger.records import AttributionStep, ClaimRecord


def said(claim: ClaimRecord) -> str:
    """Who says a claim, in words: "said by officials (VEN, not named) through Bloomberg, in Courier, 2026-01-14"."""
    steps = claim.attribution
    own = claim.article.outlet or "an outlet that is not known"
    when = (claim.article.published or "")[:10] or "undated"
    last = steps[-1] if steps else None
    if last is None or len(steps) == 1:
        return f"told by {own}, {when}"
    through = [s.name for s in steps[1:-1] if s.kind == "outlet"]
    by = f"through {' and '.join(through)}, in {own}" if through else f"in {own}"
    verb = {"outlet": "reported by", "document": "stated in"}.get(last.kind, "said by")
    return f"{verb} {_speaker(last)}{', ' if not through else ' '}{by}, {when}"


def because(why: str, claim: ClaimRecord) -> str:
    """A rule's sentence and who says the claim that it took."""
    return f"{why.rstrip('.')}: {said(claim)}."


def _speaker(step: AttributionStep) -> str:
    about = [
        a
        for a in (step.actor if step.actor != step.name else None, "not named" if step.anonymous else None)
        if a
    ]
    return f"{step.name} ({', '.join(about)})" if about else step.name
