"""Unanswered calls: a client asked, the time in which support was due is over, and no answer was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from papertiger.warning.coverage import FEWEST, Coverage, coverage
from papertiger.warning.rules.finding import KIND, UNSEEN, WARNING, covered
from papertiger.warning.rules.matching import asked
from papertiger.warning.values import Call, Evidence, Finding
from papertiger.warning.watchlists import Watch

if TYPE_CHECKING:
    from papertiger.warning.rates import Chance


def unanswered(watch: Watch, evidence: Evidence, chance: Chance) -> Iterator[Finding]:  # noqa: ARG001 - a fact, not a rate
    """A client's calls on a patron, and promises of a patron, that no answer was found to beyond the time in which support was due.

    Calls come from the ledger's tests and responses (docs/proposing.md): requests of the client, what befell it and called for support that
    was owed, and the day that a promise itself names. The time ends on the day that the commitment names; where it names
    none, after what is usual for that kind of support (docs/proposing.md has the days), and `window_days` after the call where the ledger has neither. While it runs the call is pending, which is not the same as withheld, and nothing is said. What is
    said afterwards is "no answer found in sources as of the day", never that there was none; and it is said only where
    something was read from after that time (three articles, where no source is followed), and where at least `least_coverage` of the usual was seen between the call and the day. Where sources
    are followed and that was not so, it is said that too little was seen; else nothing is. Calls that have been overdue for
    more than `horizon_days` are history and not told anew.

    Nothing here is left to chance, so it takes no part of the list's false alarms.

    Score: days since the end of the oldest one's time.
    About: patron, client.
    Reason: ``calls``, ``requests`` (those of them that the client made itself), ``oldest`` (day of the oldest call), ``due`` (the end of its time), ``stated_due`` (1 where the commitment or a person
    names that day, else 0), ``usual_due`` (1 where it is what is usual for that kind of support), ``overdue_days``, ``domains``, ``tests`` (ids), and what was covered since the
    oldest call.
    A hit: support of the patron for the client, whatever came (delivered, withheld, reduced, insufficient), reported within the horizon.
    """
    seen = coverage(evidence)
    overdue: dict[tuple[str, str], list[tuple[date, Call]]] = defaultdict(list)
    for call in evidence.calls:
        due = call.deadline or call.called + timedelta(days=watch.window_days)
        late = (evidence.upto - due).days
        if call.answered or not 0 < late <= watch.horizon_days:
            continue
        if (
            asked(watch.who, call.patron)
            and asked(watch.whom, call.client)
            and asked(watch.domains, call.domain)
        ):
            overdue[call.patron, call.client].append((due, call))
    for pair, calls in sorted(overdue.items()):
        ordered = sorted(calls, key=lambda one: (one[0], one[1].test))
        little = _too_little(watch, evidence, seen, ordered)
        if not little or any(seen.followed[-watch.window_days :]):
            yield _finding(watch, evidence, seen, pair, ordered, little=little)


def _too_little(watch: Watch, evidence: Evidence, seen: Coverage, calls: list[tuple[date, Call]]) -> bool:
    """Whether so little was seen since the oldest call, or nothing since its time was over, that no answer could be missed."""
    due, oldest = calls[0]
    since = _days(evidence, oldest.called)
    after = sum(seen.exposure[-_days(evidence, due) + 1 :])
    if any(seen.followed[-since:]):
        return after <= 0 or seen.share(since) < watch.least_coverage
    read = sum(seen.articles[-_days(evidence, due) + 1 :])
    return read < FEWEST or seen.too_little(since, watch.least_coverage)


def _days(evidence: Evidence, first: date) -> int:
    """Days from one to the last, both counted."""
    return max((evidence.upto - first).days + 1, 1)


def _finding(
    watch: Watch,
    evidence: Evidence,
    seen: Coverage,
    pair: tuple[str, str],
    calls: list[tuple[date, Call]],
    *,
    little: bool,
) -> Finding:
    due, oldest = calls[0]
    since = _days(evidence, oldest.called)
    reason = {
        KIND: UNSEEN if little else WARNING,
        "calls": len({one.test for _, one in calls}),
        "requests": len({one.test for _, one in calls if one.kind == "explicit"}),
        "oldest": oldest.called.isoformat(),
        "due": due.isoformat(),
        "stated_due": int(oldest.deadline is not None and oldest.stated),
        "usual_due": int(oldest.deadline is not None and not oldest.stated),
        "overdue_days": (evidence.upto - due).days,
        "domains": ", ".join(sorted({one.domain for _, one in calls})),
        "tests": ", ".join(sorted({one.test for _, one in calls})),
        "window_days": watch.window_days,
        **covered(seen, since),
    }
    claims = dict.fromkeys(claim for _, one in reversed(calls) for claim in one.claims)
    return Finding(
        rule=watch.rule,
        watch=watch.id,
        about=pair,
        day=evidence.upto,
        score=float((evidence.upto - due).days),
        reason=reason,
        indications=tuple(claims),
        awaited={}
        if little
        else {
            "predicates": ("delivered", "insufficient", "reduced", "withheld"),
            "subject": pair[0],
            "object": pair[1],
        },
        horizon_days=watch.horizon_days,
    )
