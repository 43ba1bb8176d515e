"""Coverage: how much of what is usually seen was seen on each day, so that silence of the sources is not taken for silence of the world.

Where sources are followed, a day's exposure is the share of them that answered, each weighing as much as it usually brings. On days before
anything was followed it is the number of articles against their usual number (the median of days that have any, of the last `USUAL`
days); more than usual counts as usual, because much news is what is looked for and not what it is measured by.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Final

from papertiger.warning.values import Evidence

HISTORY: Final = 400
"""Days that rules look back at most."""
USUAL: Final = 90
"""Days that the usual number of articles is taken from."""
ENOUGH: Final = 20
"""Articles in a window that an ordinary ledger, which follows no source, must usually have before a lack of them says anything."""
LEFT: Final = 7
"""A source that was not asked for so many days while others were is followed no more."""
FEWEST: Final = 3
"""Articles of a span, where no source is followed: with fewer, what came in it could not have been seen."""
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was seen, day by day."""

    days: tuple[date, ...]
    """From the first day that anything was seen, within the history that is looked at, to the last day of the evidence."""
    exposure: tuple[float, ...]
    """1.0 is usual coverage, 0 nothing seen; by day."""
    followed: tuple[int, ...]
    """Sources followed, by day; 0 where none was."""
    answered: tuple[int, ...]
    """Sources that answered, by day."""
    articles: tuple[int, ...]
    """Articles published, by day."""
    asked: tuple[int, ...] = ()
    """Sources that were asked, by day."""

    def share(self, window: int) -> float:
        """Mean exposure of the last days."""
        last = self.exposure[-window:]
        return sum(last) / window if last else 0.0

    def seen(self) -> int:
        """Days with any exposure before the last one: what a rate can be learnt from."""
        return sum(1 for one in self.exposure[:-1] if one > 0)

    def sources(self, window: int) -> tuple[int, int, date | None]:
        """Of the last days: the fewest sources that answered on a day, how many are followed, and the first of the days with so few."""
        start = max(len(self.days) - window, 0)
        followed = max(self.followed[start:], default=0)
        if not followed:
            return 0, 0, None
        since = len(self.days) - 1
        if since > start and not self.asked[since]:
            since -= 1  # the last day is not over, and nobody was asked yet
        now = self.answered[since]
        while since > start and self.answered[since - 1] <= now:
            since -= 1
        return now, followed, self.days[since]

    def too_little(self, window: int, least: float) -> bool:
        """Whether so little of the usual was seen in the last days that nothing can be said of what did not come.

        A ledger that follows no source is judged by its articles, and only where it usually has `ENOUGH` of them in such a window.
        """
        if any(self.followed[-window:]):
            return self.share(window) < least
        before = self.articles[:-window]
        if not before:
            return False
        usual = sum(before) / len(before) * window
        return usual >= ENOUGH and sum(self.articles[-window:]) < least * usual

    def unseen(self, first: date, last: date, least: float) -> bool:
        """Whether so little was seen from `first` to `last` that what came then could have been missed.

        Days after those that are known count as days on which nothing was seen, and something must have been seen in the last `LEFT` days
        of the span or after it. Where no source was followed, `FEWEST` articles are needed, and where articles usually come often,
        `least` of their usual number before.
        """
        start = max((first - self.days[0]).days, 0)
        end = max((last - self.days[0]).days + 1, start)
        if not any(self.exposure[max(end - LEFT, 0) :]):
            return True
        if any(self.followed[start:end]):
            return sum(self.exposure[start:end]) < least * ((last - first).days + 1)
        read, before = sum(self.articles[start:end]), self.articles[:start]
        usual = sum(before) / len(before) * ((last - first).days + 1) if before else 0.0
        return read < FEWEST or (usual >= ENOUGH and read < least * usual)


def coverage(evidence: Evidence, history: int = HISTORY) -> Coverage:
    """What was seen of the world in the evidence, over at most so many days."""
    first = min(
        (
            day
            for day in (
                min((one.day for one in evidence.coverage), default=None),
                min((day for day, number in evidence.articles.items() if number), default=None),
                evidence.indications[0].day if evidence.indications else None,
            )
            if day is not None
        ),
        default=evidence.upto,
    )
    first = min(max(first, evidence.upto - history * DAY), evidence.upto)
    days = tuple(first + n * DAY for n in range((evidence.upto - first).days + 1))
    articles = tuple(evidence.articles.get(day, 0) for day in days)
    shown = {one.day for one in evidence.indications}
    read = tuple(max(number, int(day in shown)) for day, number in zip(days, articles, strict=True))
    followed, asked, answered, exposure = _of_sources(evidence, days)
    by_articles = _of_articles(read)
    return Coverage(
        days,
        tuple(
            one if many else other for one, many, other in zip(exposure, followed, by_articles, strict=True)
        ),
        followed,
        answered,
        read,
        asked,
    )


def _of_articles(articles: Sequence[int]) -> list[float]:
    found = []
    for number, now in enumerate(articles):
        past = [one for one in articles[max(number - USUAL, 0) : number + 1] if one]
        found.append(min(now / median(past), 1.0) if now else 0.0)
    return found


def _of_sources(
    evidence: Evidence, days: Sequence[date]
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], tuple[float, ...]]:
    """Sources followed, asked, and answering, and the share of what they usually bring that could be seen; each by day."""
    place = {day: number for number, day in enumerate(days)}
    size = len(days)
    entered: dict[str, int] = {}
    asked: dict[str, int] = {}
    looked: list[int] = []
    answers: dict[str, set[int]] = defaultdict(set)
    items: dict[str, int] = defaultdict(int)
    for one in evidence.coverage:
        number = place.get(one.day)
        if number is None:
            continue
        entered[one.source] = min(entered.get(one.source, size), number)
        if one.looks:
            asked[one.source] = max(asked.get(one.source, 0), number)
            looked.append(number)
        if one.answers:
            answers[one.source].add(number)
            items[one.source] += one.items
    followed, tried, answered = [0] * size, [0] * size, [0] * size
    whole, part = [0.0] * size, [0.0] * size
    for number in looked:
        tried[number] += 1
    last = max(asked.values(), default=0)
    for source, start in entered.items():
        usual = (items[source] + 1) / (len(answers[source]) + 1)
        own = asked.get(source, start)
        dropped = own < last - LEFT  # from the list, while others are still asked
        for number in range(start, own + 1 if dropped else size):
            followed[number] += 1
            whole[number] += usual
        for number in answers[source]:
            answered[number] += 1
            part[number] += usual
    exposure = tuple(one / all_ if all_ else 0.0 for one, all_ in zip(part, whole, strict=True))
    return tuple(followed), tuple(tried), tuple(answered), exposure
