"""The models of this stage's data files and of source lists. Import inside functions: pydantic costs 100 ms of start-up."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from papertiger.news.following.durations import duration

Duration = Annotated[timedelta, BeforeValidator(duration)]
"""A length of time as people write it: 90s, 30m, 6h, 3d, 2w."""


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Defaults(_Table):
    """What a source does where its list says nothing."""

    every: Duration
    silent_after: Duration
    pace: float = Field(gt=0)
    """Seconds between two requests to one host."""
    limit: int = Field(gt=0)


class Times(_Table):
    """Shortest and longest length of time that a list may name."""

    least: Duration
    most: Duration


class Numbers(_Table):
    """Smallest and largest number that a list may name."""

    least: float
    most: float


class Bounds(_Table):
    """How far a list may go."""

    every: Times
    silent_after: Times
    pace: Numbers
    limit: Numbers
    sources: int
    addresses: int


class Pacing(_Table):
    """How long is waited."""

    factor: float = Field(ge=1)
    longest: Duration
    jitter: float = Field(ge=0, lt=1)
    longest_retry_after: Duration
    longest_crawl_delay: float


class Conditions(_Table):
    """When a source is broken, and when silence is unusual for it."""

    failures: int = Field(ge=1)
    gaps: int = Field(ge=2)
    quantile: float = Field(gt=0.5, lt=1)
    unwatched: float = Field(gt=0, lt=1)


class FollowingTable(_Table):
    """``data/following.yaml``."""

    defaults: Defaults
    bounds: Bounds
    pacing: Pacing
    condition: Conditions
    tracking: list[str] = Field(min_length=1)
    """Names of query parameters, lower case; an asterisk at the end stands for any ending."""
    zones: dict[str, str]
    """Zone names of RFC 822, lower case → offset."""


class Told(_Table):
    """Words for one state of a source."""

    name: str = Field(min_length=1)
    why: str = Field(min_length=1)
    cure: str


class Problem(_Table):
    """One kind of failed request in words."""

    what: str = Field(min_length=1)
    """May hold {status}."""
    cure: str = Field(min_length=1)


Cause = Literal[
    "address", "scheme", "credentials", "port", "private", "unresolved", "connection", "certificate", "protocol",
    "redirect", "status", "type", "encoding", "large", "slow", "robots", "host", "unread",
]  # fmt: skip
"""Kinds of failure of the collection log: `papertiger.errors.FetchError.kind` and those that following adds."""


class Words(_Table):
    """One language."""

    units: dict[Literal["days", "hours", "minutes"], str]
    """What follows a number at once, with a space where the language has one."""
    states: dict[Literal["fine", "silent", "broken", "never", "new"], Told]
    problems: dict[Cause, Problem] = Field(default_factory=dict)
    """Left out in English, in which the log says itself what exactly went wrong."""


class ConditionsTable(_Table):
    """``data/conditions.yaml``: states of a source in words."""

    en: Words
    uk: Words
    ru: Words

    @model_validator(mode="after")
    def _whole(self) -> ConditionsTable:
        for words in (self.uk, self.ru):
            if missing := set(get_args(Cause)).difference(words.problems):
                raise ValueError(f"no words for the kinds {', '.join(sorted(missing))}")
        return self


class DefaultsRow(_Table):
    """What all sources of a list share."""

    outlet: str | None = Field(default=None, max_length=200)
    language: str | None = Field(default=None, max_length=40)
    owner: str | None = Field(default=None, max_length=200)
    every: Duration | None = None
    silent_after: Duration | None = None
    take: Literal["pages", "items"] | None = None
    limit: int | None = None
    pace: float | None = None


class SourceRow(DefaultsRow):
    """One source as a list writes it. What must hold between fields and between sources is checked by `sourcefile`."""

    id: str | None = Field(default=None, pattern=r"^[a-z0-9][a-z0-9._-]{0,79}$")
    feed: str | list[str] | None = None
    sitemap: str | list[str] | None = None
    pages: str | list[str] | None = None
    note: str | None = None
    """For people; the program passes it over."""
