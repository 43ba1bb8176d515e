"""The body of a warning: a finding with its watch, its sentences and what made it, as JSON, and back.

What is hashed and stored must say all that a reader is told, so that nothing can be mended afterwards: the sentences are in it, not only
the ids of their claims.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from papertiger.warning.lasting import Standing
from papertiger.warning.values import Evidence, Finding, Indication, Surprise
from papertiger.warning.watchlists import Watch, Watchlist

VERSION = 1
"""Of the form of a body."""
SENTENCES = 40
"""Sentences that a body holds at most; ids of claims are all there."""


@dataclass(frozen=True, slots=True)
class Made:
    """What made a warning."""

    program: str
    """Name and version."""
    config: str
    """Digest of the rules' data files, ``sha256:…``."""
    retrospective: bool
    """Whether its day was over when it was made: a replay, which foretold nothing."""


Chain = Sequence[tuple[str, bool]]
"""Who said it to whom, from the article's own outlet to the final speaker: name, and whether it is nameless."""


def _no_chain(_: str) -> Chain:
    return ()


def body_of(
    finding: Finding,
    watch: Watch,
    watchlist: Watchlist,
    evidence: Evidence,
    standing: Standing,
    made: Made,
    chain: Callable[[str], Chain] = _no_chain,
) -> dict[str, Any]:
    """The body of a warning, as JSON; `chain` gives that of a claim by its id."""
    named = (*finding.indications, *(claim for claims in finding.also.values() for claim in claims))
    return {
        "version": VERSION,
        "finding": asdict(finding) | {"day": finding.day.isoformat()},
        "watch": asdict(watch),
        "watchlist": {
            "id": watchlist.id,
            "name": watchlist.name,
            "false_alarms_per_year": watchlist.false_alarms_per_year,
            "digest": watchlist.digest,
        },
        "false_alarms_per_year": watchlist.per_year(watch),
        "standing": {"kind": standing.kind, "first": standing.first, "claims": list(standing.claims)},
        "sentences": [
            _sentence(one) | {"chain": [list(step) for step in chain(one.claim)]}
            for one in _found(named, evidence.indications)[:SENTENCES]
        ],
        "evidence": {
            "upto": evidence.upto.isoformat(),
            "claims": len(evidence.indications),
            "articles": sum(evidence.articles.values()),
        },
        **asdict(made),
    }


def finding_of(body: Mapping[str, Any]) -> Finding:
    """The finding that a body tells of."""
    told = dict(body["finding"])
    surprise = told["surprise"]
    return Finding(
        **told
        | {
            "day": date.fromisoformat(told["day"]),
            "about": tuple(told["about"]),
            "indications": tuple(told["indications"]),
            "others": tuple(told["others"]),
            "surprise": Surprise(**surprise) if surprise is not None else None,
            "awaited": {
                key: tuple(value) if isinstance(value, list) else value
                for key, value in told["awaited"].items()
            },
            "also": {key: tuple(value) for key, value in told["also"].items()},
        }
    )


def _found(claims: Iterable[str], indications: Iterable[Indication]) -> list[Indication]:
    wanted = dict.fromkeys(claims)
    by_id = {one.claim: one for one in indications if one.claim in wanted}
    return [by_id[claim] for claim in wanted if claim in by_id]


def _sentence(one: Indication) -> dict[str, Any]:
    return {
        "claim": one.claim,
        "quote": one.quote,
        "day": one.day.isoformat(),
        "dated": one.dated,
        "outlet": one.outlet,
        "article": one.article,
        "origin": one.origin,
        "language": one.language,
        "speaker": one.speaker,
        "predicate": one.predicate,
        "subject": one.subject,
        "object": one.object,
        "repeated": one.repeated,
        "happened": [day.isoformat() for day in one.happened] if one.happened is not None else None,
    }
