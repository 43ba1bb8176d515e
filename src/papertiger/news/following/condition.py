"""In which condition a source is, by its last looks: fine, silent, broken, never answered, not asked yet."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, Protocol

from papertiger.news.following.defaults import conditions_table, following_table
from papertiger.news.following.sourcelist import Source

if TYPE_CHECKING:
    from papertiger.news.following.tables import Problem

State = Literal["fine", "silent", "broken", "never", "new"]
STATES: tuple[State, ...] = ("fine", "silent", "broken", "never", "new")
_OF_OTHERS = frozenset({"robots", "article"})
"""Kinds of looks that say nothing about the source's own list."""


class Looked(Protocol):
    """One request of the collection log."""

    @property
    def at(self) -> datetime:
        """When, with its zone."""

    @property
    def kind(self) -> str:
        """``feed``, ``sitemap``, ``page``, ``robots`` or ``article``."""

    @property
    def fresh(self) -> int | None:
        """Entries that were new; None where nothing was listed."""

    @property
    def problem(self) -> str | None:
        """Why it failed, in English; None or empty where it was answered (an answer that nothing has changed is one)."""

    @property
    def cause(self) -> str | None:
        """Kind of a failure, as in the collection log; None where none was kept."""

    @property
    def status(self) -> int | None:
        """Of HTTP; None where nobody answered."""


@dataclass(frozen=True, slots=True)
class Condition:
    """How a source is."""

    state: State
    """``fine``; ``silent``: it answers and has nothing new, for longer than is usual for it; ``broken``: the last asks failed;
    ``never``: it was asked and has never answered; ``new``: it was not asked yet."""
    since: datetime | None
    """Since when; None for ``new``."""
    reason: Mapping[str, str | int] = field(default_factory=dict)
    """What the sentence is made of, as far as the state has it: ``id``; ``asked`` and ``answered``, when that was last (UTC);
    ``failures`` in a row and the last ``problem`` with its ``cause`` and ``status``; seconds without news (``quiet``) and up to how many are usual (``allowed``)."""

    @property
    def why(self) -> str:
        """Why, in one English sentence."""
        return told(self)[1]

    @property
    def cure(self) -> str:
        """What can be done, in one English sentence; empty where nothing has to be."""
        return told(self)[2]


def condition(source: Source, looks: Sequence[Looked], now: datetime) -> Condition:
    """The condition of `source` at `now`.

    Broken: the last asks failed, three or more (``data/following.yaml``). Silent: its newest entry was found longer ago than
    `Source.silent_after`, and longer than 99 % of the gaps between its news so far, where there are 20 gaps or more. Time in which
    nobody asked counts for neither: silence is measured up to the last answer, and gaps that were not watched are left out.

    Args:
        source: the source.
        looks: its looks, in any order; those at robots.txt and at articles are passed over.
        now: the time, with its zone; later looks are passed over.
    """
    own = sorted(
        (one for one in looks if one.kind not in _OF_OTHERS and one.at <= now), key=lambda one: one.at
    )
    if not own:
        return Condition("new", None, {"id": source.id})
    answered = [one for one in own if not one.problem]
    failed = _run_of_failures(own)
    shown: dict[str, str | int] = {"id": source.id, "asked": _day(own[-1].at)}
    if failed:
        last = failed[-1]
        shown |= {"failures": len(failed), "problem": (last.problem or "").strip()}
        shown |= {name: value for name, value in (("cause", last.cause), ("status", last.status)) if value}
    if not answered:
        return Condition("never", own[0].at, shown)
    shown["answered"] = _day(answered[-1].at)
    if len(failed) >= following_table().condition.failures:
        return Condition("broken", failed[0].at, shown)
    fresh = [one for one in answered if one.fresh]
    since = fresh[-1].at if fresh else answered[0].at
    usual = usual_gap(own, source)
    longest = max(source.silent_after, usual or timedelta(0))
    quiet = answered[-1].at - since
    shown |= {"quiet": int(quiet.total_seconds()), "allowed": int(longest.total_seconds())}
    if quiet > longest:
        return Condition("silent", since, shown)
    return Condition("fine", since, shown)


def usual_gap(looks: Sequence[Looked], source: Source) -> timedelta | None:
    """The gap between news that 99 % of this source's gaps do not pass; None with fewer than 20 gaps that were watched.

    Args:
        looks: by time.
        source: whose interval tells how far apart two looks are that watch.
    """
    table = following_table().condition
    gaps: list[timedelta] = []
    before: datetime | None = None
    previous: datetime | None = None
    blind = timedelta(0)
    for look in looks:
        if look.problem:
            continue
        if previous is not None:
            pause = look.at - previous
            blind += pause if pause > 3 * source.every else timedelta(0)
        if look.fresh:
            if before is not None and blind <= table.unwatched * (look.at - before):
                gaps.append(look.at - before)
            before, blind = look.at, timedelta(0)
        previous = look.at
    if len(gaps) < table.gaps:
        return None
    # The smallest gap with so large a share at or below it: never less than has been seen.
    return sorted(gaps)[math.ceil(table.quantile * len(gaps)) - 1]


def told(condition: Condition, language: Literal["en", "uk", "ru"] = "en") -> tuple[str, str, str]:
    """Name of the state, why it is so, and what can be done, in `language`."""
    table = getattr(conditions_table(), language)
    values = dict(condition.reason)
    for name in ("quiet", "allowed"):
        if name in values:
            values[name] = _length(int(values[name]), table.units)
    cause, status = str(values.get("cause", "")), values.get("status")
    if (problem := problem_in(cause, int(status) if status else None, language)) is not None:
        values["problem"] = problem[0]
    words = table.states[condition.state]
    # Not str.format: what a server wrote may hold braces.
    return words.name, _filled(words.why, values), _filled(words.cure, values)


def problem_in(
    cause: str | None, status: int | None, language: Literal["en", "uk", "ru"]
) -> tuple[str, str] | None:
    """What a failed request came to and what can be done, by its kind.

    Args:
        cause: the kind; see `papertiger.news.following.tables.Cause`.
        status: of HTTP, where somebody answered.
        language: of the words.

    Returns:
        None for a kind without words: in English the log itself says what exactly went wrong, and old rows name no kind.
    """
    problems: Mapping[str, Problem] = getattr(conditions_table(), language).problems
    words = problems.get(cause or "")
    return None if words is None else (_filled(words.what, {"status": status or "–"}), words.cure)


def _filled(text: str, values: Mapping[str, str | int]) -> str:
    parts = text.split("{")
    filled = [parts[0]]
    for part in parts[1:]:
        name, _, rest = part.partition("}")
        filled += [str(values.get(name, "")), rest]
    return "".join(filled)


def _run_of_failures(looks: Sequence[Looked]) -> list[Looked]:
    """The failed looks at the end, in order."""
    run: list[Looked] = []
    for look in reversed(looks):
        if not look.problem:
            break
        run.append(look)
    return run[::-1]


def _day(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"


def _length(seconds: int, units: Mapping[str, str]) -> str:
    """A length of time as people say it: days and hours, or minutes where it is shorter than two hours."""
    hours = seconds // 3_600
    if hours < 2:  # noqa: PLR2004 - as said
        return f"{seconds // 60}{units['minutes']}"
    days, hours = divmod(hours, 24)
    return " ".join(f"{number}{units[name]}" for number, name in ((days, "days"), (hours, "hours")) if number)
