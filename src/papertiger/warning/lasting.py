"""Whether a finding is news: the same is not warned of again while it lasts, and one that grew names the first.

Findings are about the same where watch, rule and what they are about agree. A finding is new where no such warning came before, or where
the last is over: outages and silences last while what they wait for has not come, all others for `AGAIN` days after the last
warning. In that time only growth is told: as many independent origins again as the last warning had, calls that were not
overdue before, force that followed, a client more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from papertiger.warning.values import Finding

AGAIN: Final = 28
"""Days after a warning within which the same finding is the same warning."""
_STATES: Final = {"outage": ("state", "last"), "silence": ("last",)}
"""Rule → what stays the same as long as it lasts."""
_GROWS: Final = {"unanswered": "tests", "distrust": "clients", "threats": "followed_by"}
"""Rule → what of its reason makes a warning grow."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A warning that was given before."""

    id: str
    day: date
    finding: Finding
    first: str | None = None
    """Id of the first warning of the same, where this one is a follow-up."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a finding is beside the warnings before it."""

    kind: Literal["new", "grown", "lasts"]
    first: str | None = None
    """Id of the first warning of the same; None for a new one."""
    claims: tuple[str, ...] = ()
    """What is new in it."""


def standing(finding: Finding, earlier: Sequence[Earlier]) -> Standing:
    """What a finding is beside earlier warnings; those of later days, and of another watch or matter, are passed over."""
    before = [one for one in earlier if one.day <= finding.day and _matter(one.finding) == _matter(finding)]
    if not before:
        return Standing("new", None, finding.indications)
    last = max(before, key=lambda one: (one.day, one.id))
    first = last.first or last.id
    name = finding.rule.partition(".")[0]
    kept = _STATES.get(name)
    if kept is not None and finding.reason.get("kind") != "unseen":
        same = all(finding.reason.get(key) == last.finding.reason.get(key) for key in kept)
        return Standing("lasts", first) if same else Standing("new", None, finding.indications)
    told = {claim for one in before if first in {one.first, one.id} for claim in one.finding.indications}
    fresh = tuple(claim for claim in finding.indications if claim not in told)
    if _grew(name, finding, last.finding, len(fresh)):
        return Standing("grown", first, fresh)
    if (finding.day - last.day).days <= AGAIN or (finding.indications and not fresh):
        return Standing("lasts", first)
    return Standing("new", None, finding.indications)


def _matter(finding: Finding) -> tuple[str, str, str, tuple[str, ...]]:
    """What must agree; distrust is about its patron, whichever clients show it by now, and threats about the side, whoever speaks for it."""
    name = finding.rule.partition(".")[0]
    about = finding.about[:1] if name == "distrust" else finding.about
    if name == "threats":
        about = (str(finding.reason.get("side") or about[0]), *about[1:])
    kind = "unseen" if finding.reason.get("kind") == "unseen" else ""
    return finding.watch, finding.rule, kind, about


def _grew(name: str, finding: Finding, last: Finding, fresh: int) -> bool:
    if finding.reason.get("kind") == "unseen":
        return False
    key = _GROWS.get(name)
    if key is not None:
        now, then = finding.reason.get(key), last.reason.get(key)
        if key == "tests":
            return not _named(now) <= _named(then)
        if key == "clients" and isinstance(now, int) and isinstance(then, int) and now > then:
            return True
        if key == "followed_by" and now is not None and then is None:
            return True
    return bool(last.indications) and fresh >= len(last.indications)


def _named(text: object) -> set[str]:
    return set(str(text or "").split(", "))
