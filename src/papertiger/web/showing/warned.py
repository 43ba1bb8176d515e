"""Warnings as their pages show them: stored bodies in words, filtered, paged, with what persons did about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from papertiger.ledger.warned import digest_of
from papertiger.report.languages import Language
from papertiger.report.warnings import Told, told
from papertiger.web.visit import Visit
from papertiger.workbench.handling import Handled, Listed, listed, today, whole

PAGE: Final = 20
"""Warnings of one page."""
SHOWS: Final = ("open", "grown", "snoozed", "acknowledged", "all")
"""What a list can be narrowed down to."""


@dataclass(frozen=True, slots=True)
class Row:
    """One warning of a list."""

    one: Handled
    said: Told | None
    """None where its body cannot be told: it came from another program."""
    grown: bool
    """Whether it follows up an earlier one."""
    origins: int
    claims: int
    days: int
    """Since the day that it is of."""

    @property
    def id(self) -> str:
        """Of the warning."""
        return self.one.warning.id


def every(visit: Visit) -> tuple[Listed, ...]:
    """All stored warnings, without their bodies, open ones first; read again when something was stored, or the day is over."""
    day = today()
    return visit.kept(("warnings", day), lambda: listed(visit.ledger, day))


def rows_of(visit: Visit, chosen: Iterable[Listed]) -> list[Row]:
    """Some of them in words."""
    return [row_of(one, visit.speaks) for one in whole(visit.ledger, chosen, today())]


def row_of(one: Handled, language: Language) -> Row:
    """A warning in words."""
    finding = one.warning.body.get("finding", {})
    behind, retold = (_ids(finding, name) for name in ("indications", "others"))
    return Row(
        one,
        said_of(one.warning.body, language),
        grown(one),
        len(behind),
        len(behind) + len(retold),
        max((today() - one.warning.day).days, 0),
    )


def said_of(body: Mapping[str, Any], language: Language) -> Told | None:
    """A body in words; None where it is none of ours, as in a ledger that was merged from somewhere else."""
    try:
        return told(body, language)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return None


def grown(one: Handled) -> bool:
    """Whether a warning follows up an earlier one of the same."""
    standing = one.warning.body.get("standing")
    return isinstance(standing, Mapping) and standing.get("kind") == "grown"


def _ids(finding: Any, name: str) -> Sequence[str]:  # noqa: ANN401 - what a body holds
    found = finding.get(name) if isinstance(finding, Mapping) else None
    return [str(one) for one in found] if isinstance(found, list) else []


def retellings(one: Handled) -> Sequence[str]:
    """Ids of claims that retell what the warning rests on."""
    return _ids(one.warning.body.get("finding"), "others")


def shown(found: Iterable[Listed], show: str, rule: str = "", about: str = "") -> list[Listed]:
    """Those that a list shows.

    Args:
        found: warnings, in order.
        show: one of `SHOWS`.
        rule: only of this rule, without version.
        about: only those that name this actor or source.
    """
    return [
        one
        for one in found
        if (
            show == "all"
            or (show == "grown" and one.state == "open" and one.grown)
            or (show != "grown" and one.state == show)
        )
        and (not rule or one.rule == rule)
        and (not about or about in one.head.about)
    ]


def page_of(found: Sequence[Listed], after: str, size: int = PAGE) -> tuple[Sequence[Listed], str]:
    """Those behind the warning with the id `after`, and after which the next page begins; empty for the last one."""
    start = next((at + 1 for at, one in enumerate(found) if one.id == after), 0) if after else 0
    page = found[start : start + size]
    return page, page[-1].id if start + size < len(found) else ""


def related(one: Handled, found: Iterable[Listed]) -> list[Listed]:
    """The other warnings of the same: the first one and what followed it up, the oldest first."""
    standing = one.warning.body.get("standing")
    first = str((standing.get("first") if isinstance(standing, Mapping) else None) or one.warning.id)
    others = [each for each in found if each.id != one.warning.id and (each.head.first or each.id) == first]
    return sorted(others, key=lambda each: (each.head.day, each.head.at))


def intact(one: Handled) -> bool:
    """Whether the body is the one that was hashed when the warning was stored."""
    return digest_of(one.warning.body) == one.warning.digest


def by_day(body: Mapping[str, Any]) -> list[tuple[date, int]]:
    """Day → independent origins whose sentence is of that day, the oldest first; of the sentences that the body holds."""
    finding = body.get("finding")
    behind = set(_ids(finding, "indications"))
    numbers: dict[date, int] = {}
    for one in body.get("sentences", ()):
        if str(one.get("claim")) in behind:
            day = date.fromisoformat(str(one["day"]))
            numbers[day] = numbers.get(day, 0) + 1
    return sorted(numbers.items())


def rules_of(found: Iterable[Listed]) -> list[str]:
    """The rules that gave any of the warnings, by name."""
    return sorted({one.rule for one in found})
