"""What hosts allow: each robots.txt, asked for at most once a day, kept in the collection log between runs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from papertiger.news.following.robots import KEPT, Rules, read_robots
from papertiger.workbench.following.errands import Answer, Check, Errand
from papertiger.workbench.following.journal import Result, look_of

if TYPE_CHECKING:
    from papertiger.errors import FetchError
    from papertiger.ledger import Ledger
    from papertiger.ledger.looked import Look

_TEXT = 100_000
"""Characters of a robots.txt that the log keeps; a longer one is asked for again by the next run."""
_LATER = "it is tried again in a later round"
_OF_THE_HOST = frozenset({"private", "unresolved", "connection", "certificate", "slow"})
"""Failures that are not about robots.txt: whatever is asked of that host fails so."""
_NO_RULES = 404
"""What stands for an answer that is no robots.txt at all, such as a picture: as if there were none."""


@dataclass(slots=True)
class Permissions:
    """Rules by origin: scheme, host and port (RFC 9309, section 2.3)."""

    check: Check
    _rules: dict[str, tuple[Rules, datetime]] = field(default_factory=dict)
    _errors: dict[str, FetchError] = field(default_factory=dict)
    """Origin → why its robots.txt could not be had."""

    def remember(self, ledger: Ledger, now: datetime) -> None:
        """Take over what the log of the last day says."""
        since = (now - KEPT).isoformat()
        for look in ledger.looks(None, since, ("robots",)):
            status = look.status
            body = look.headers.get(":text")
            if look.problem is not None or status is None or (status < 400 and body is None):  # noqa: PLR2004 - no text to go by
                continue
            origin = look.address.removesuffix("/robots.txt")
            rules = read_robots(status, (body or "").encode())
            self._rules[origin] = rules, datetime.fromisoformat(look.at)

    def of(self, origin: str, now: datetime) -> Rules | None:
        """The rules of an origin; None where they must be asked for."""
        found = self._rules.get(origin)
        return found[0] if found is not None and now - found[1] < KEPT else None

    def refusal(self, errand: Errand) -> Result:
        """Why an errand is not allowed by what is known of its origin."""
        rules, error = self._rules[errand.origin][0], self._errors.get(errand.origin)
        if rules.all_or_none is None:
            cure = "ask its owner, or read the page by hand with `papertiger read`"
            return Result(f"robots.txt of {errand.here.host} asks programs not to fetch it", cure, "robots")
        if error is None or error.kind == "status":
            return Result(rules.reason, _LATER, "connection")
        if error.kind in _OF_THE_HOST:
            return Result(error.problem, error.cure or None, error.kind)
        return Result(f"robots.txt of {errand.here.host}: {error.problem}", _LATER, "connection")

    def errand(self, wanted: Errand) -> Errand:
        """What has to be done before `wanted` may be."""
        address = f"{wanted.origin}/robots.txt"
        return Errand(wanted.source, "robots", address, self.check(address))

    def learn(self, answer: Answer) -> Look:
        """Take an answer, to the end of its redirects, for the rules of the origin that was asked; its row in the log."""
        origin = answer.errand.address.removesuffix("/robots.txt")
        got, error = answer.got, answer.error
        if got is not None:
            rules = read_robots(got.status, got.body)
            text = got.body.decode("utf-8", "replace")
            more = {":text": text} if len(text) <= _TEXT else {}
            result = Result(more=more)
        elif error is not None and error.kind == "type":
            rules = read_robots(_NO_RULES)
            result = Result()
        else:
            status = error.status if error is not None and error.kind == "status" else None
            rules = read_robots(status)
            result = Result()
        self._rules[origin] = rules, answer.at
        if error is not None:
            self._errors[origin] = error
        look = look_of(answer, result)
        if rules.all_or_none is not True:
            return look
        # That there is none is an answer.
        headers = {name: value for name, value in look.headers.items() if name != ":kind"}
        return replace(look, headers=headers, problem=None, cure=None)

    def forget_refusals(self) -> None:
        """Ask again, in the next round, who could not say what it allows."""
        self._rules = {o: kept for o, kept in self._rules.items() if kept[0].all_or_none is not False}
