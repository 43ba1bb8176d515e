"""How large a synthetic world is, and how its news behaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Plan:
    """Settings of a world. Rates are a year; shapes are of a log-normal unless they say otherwise."""

    seed: int = 1
    first: date = date(2025, 1, 1)
    """First day of the year on which the watch is kept."""
    history: int = 180
    """Days of news before it, from which rules learn what is usual."""
    days: int = 365
    """Days on which the watch is kept."""
    aftermath: int = 90
    """Days after it, for what a warning of the last days awaits; no rule sees them."""

    build_ups: int = 30
    risers: int = 15
    """Speakers whose threats rise as before force, and no force comes."""
    talkers: int = 30
    """Talkative speakers' dyads: many threats all year, never carried out."""
    storms: int = 30
    outages: int = 30
    quiet: int = 300
    """Dyads with threats now and then, which are never carried out."""
    wars: int = 4
    """Pairs of states at war all the time, with threats and force every week."""
    partnerships: int = 24
    """Patron and client with support, requests and trust in the news."""
    silences: int = 10
    """Partnerships that are usually in the news and fall silent."""

    quiet_median: float = 1.5
    quiet_spread: float = 1.2
    talkative: tuple[float, float] = (15.0, 120.0)
    """Threats a year of a talkative speaker against one target, log-uniform."""
    swing: float = 0.45
    """Standard deviation of the slow wave of a talkative speaker's log rate; it forgets within a month."""
    retold: float = 0.1
    """Share of threats that a text of its own tells again months later, saying when they were made."""
    repeated: float = 0.05
    """Share of threats of which the text says that they were made again and again."""
    origins: float = 0.8
    """Mean independent origins of one event beyond the first, where it is of middling interest."""
    interest: float = 0.7
    """Spread of interest among events (standard deviation of its log): some are told by ten origins, most by one or two."""
    tail: float = 1.3
    """Exponent of the Pareto tail of reprints an origin."""
    most_reprints: int = 60
    late: float = 0.08
    """Share of reprints that come days later."""
    chatter: float = 8.0
    """Other events between states a day: meetings, accusations, sanctions, aid."""

    sources: int = 40
    aggregators: int = 6
    """Of the sources: those that carry many outlets; every outlet that has no source of its own comes through one of them."""
    lost: float = 0.4
    """Share of what a source published during its outage that nobody ever gets to see; the rest is known when it answers again."""

    @property
    def start(self) -> date:
        """First day of the news."""
        return self.first - timedelta(days=self.history)

    @property
    def span(self) -> int:
        """Days of news in all."""
        return self.history + self.days + self.aftermath

    def day(self, number: int) -> date:
        """The day with that number; 0 is the first day of the news."""
        return self.start + timedelta(days=number)


SMALL = Plan(
    history=60,
    days=120,
    aftermath=30,
    build_ups=4,
    risers=2,
    talkers=3,
    storms=4,
    outages=4,
    quiet=25,
    wars=1,
    partnerships=4,
    silences=2,
    chatter=4.0,
    sources=12,
    aggregators=2,
)
"""A world for tests and for a first look."""
