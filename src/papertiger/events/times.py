"""When a claim's event took place: time expressions near the trigger, as EDTF intervals.

Expressions are patterns of lemmas in the language's file; relative ones ("last year", "on Tuesday") are counted
from the article's date. Without that date the words are kept and `edtf` stays None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from papertiger.datafiles import load_table
from papertiger.events.lexicon import Words
from papertiger.events.scene import Scene
from papertiger.events.syntax import clause_head, distance
from papertiger.records import TimeSpan

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

DATA = Path(__file__).parent / "data"
FOUR_DIGITS = re.compile(r"^(19|20)\d\d$")
DAY_NUMBER = re.compile(r"^([12]?\d|3[01])(st|nd|rd|th)?$")
MONTHS_IN_YEAR = 12


class TimeWords(BaseModel):
    """The whole of ``times-<language>.yaml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    months: tuple[Words, ...]
    """Twelve lists of lemmas and forms, January first."""
    weekdays: tuple[Words, ...]
    """Seven lists, Monday first."""
    year: Words
    month: Words
    week: Words
    day: Words
    last: Words
    this: Words
    next: Words
    past: Words
    """Adjectives of a period up to now: "over the *past* 13 months"."""
    last_year: Words = ()
    """One-word expressions that are relative years."""
    this_year: Words = ()
    next_year: Words = ()
    today: Words
    yesterday: Words
    tomorrow: Words


@cache
def time_words(language: str) -> TimeWords:
    """The time expressions of a language."""
    return load_table(DATA / f"times-{language}.yaml", TimeWords)


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression: its tokens and its EDTF, None when it cannot be counted."""

    span: Span
    edtf: str | None


class Calendar:
    """Reads time expressions of one article, whose date (or None) anchors the relative ones."""

    def __init__(self, language: str, published: str | None) -> None:
        """`published` is ISO 8601, with or without a time of day."""
        self.words = time_words(language)
        self.anchor = _iso(published)
        words = self.words
        plain = (words.last, words.this, words.next, words.past, words.today, words.yesterday, words.tomorrow)
        years = (words.last_year, words.this_year, words.next_year)
        self._openers = frozenset(
            w for group in (*words.months, *words.weekdays, *plain, *years) for w in group
        )

    def time_of(self, scene: Scene, trigger: Token) -> TimeSpan:
        """The expression of the trigger's clause, the nearest one; empty when the clause has none."""
        clause = clause_head(trigger).i
        near = [
            f
            for f in self.expressions(scene)
            if clause_head(f.span.root).i == clause or f.span.root.head.i == trigger.i
        ]
        if not near:
            return TimeSpan()
        best = min(near, key=lambda f: distance(f.span.root, trigger))
        # "Last year it was bombed, and *now* it faces threats": an expression in between belongs to what follows it.
        low, high = sorted((best.span.root.i, trigger.i))
        between = [f for f in self.expressions(scene) if low < f.span.root.i < high]
        best = min([best, *between], key=lambda f: distance(f.span.root, trigger))
        return TimeSpan(edtf=best.edtf, words=best.span.text)

    def expressions(self, scene: Scene) -> list[Found]:
        """All time expressions of a sentence, left to right, the longest at each place."""
        if scene.times is not None:
            return scene.times
        found: list[Found] = []
        index = 0
        while index < len(scene.doc):
            match = self._at(scene, index) if self._may_start(scene, index) else None
            if match is None:
                index += 1
                continue
            found.append(match)
            index = match.span.end
        scene.times = found
        return found

    def _may_start(self, scene: Scene, i: int) -> bool:
        """Cheap look before the readers try: a digit or a word of some expression."""
        return scene.doc[i].text[0].isdigit() or not self._openers.isdisjoint(scene.lemmas[i])

    def _at(self, scene: Scene, i: int) -> Found | None:
        for reader in (
            self._day_month,
            self._month_year,
            self._relative,
            self._period,
            self._named_day,
            self._plain_year,
        ):
            result = reader(scene, i)
            if result is not None:
                return result
        return None

    def _is(self, scene: Scene, i: int, words: tuple[str, ...]) -> bool:
        return 0 <= i < len(scene.doc) and scene.has(scene.doc[i], words)

    def _month(self, scene: Scene, i: int) -> int | None:
        if i >= len(scene.doc):
            return None
        return next((n for n, words in enumerate(self.words.months, 1) if self._is(scene, i, words)), None)

    def _year_after(self, scene: Scene, i: int) -> tuple[int | None, int]:
        """(year, index after it) when a year stands at `i`, the word for year included."""
        if i < len(scene.doc) and scene.doc[i].text == ",":
            i += 1
        if i < len(scene.doc) and FOUR_DIGITS.match(scene.doc[i].text):
            end = i + 1
            return int(scene.doc[i].text), end + 1 if self._is(scene, end, self.words.year) else end
        return None, i

    def _day_month(self, scene: Scene, i: int) -> Found | None:
        """Read "14 січня 2026 року", "14 January", "January 14, 2026"."""
        first = DAY_NUMBER.match(scene.doc[i].text)
        month = self._month(scene, i + 1) if first else self._month(scene, i)
        second = DAY_NUMBER.match(scene.doc[i + 1].text) if not first and i + 1 < len(scene.doc) else None
        day = first or second
        if month is None or day is None:
            return None
        year, end = self._year_after(scene, i + 2)
        if year is None:
            end, year = i + 2, self._nearest_year(month)
        edtf = f"{year:04d}-{month:02d}-{int(day.group(1)):02d}" if year else None
        return Found(scene.doc[i:end], edtf)

    def _month_year(self, scene: Scene, i: int) -> Found | None:
        month = self._month(scene, i)
        if month is None or scene.doc[i].pos_ not in {"NOUN", "PROPN"}:
            return None
        year, end = self._year_after(scene, i + 1)
        if year is None:
            end, year = i + 1, self._nearest_year(month)
        return Found(scene.doc[i:end], f"{year:04d}-{month:02d}" if year else None)

    def _nearest_year(self, month: int) -> int | None:
        """A month without a year is the latest one not after the article's month."""
        if self.anchor is None:
            return None
        return self.anchor.year if month <= self.anchor.month else self.anchor.year - 1

    def _relative(self, scene: Scene, i: int) -> Found | None:
        """Read "минулого року", "last month", "this week"."""
        for words, shift in ((self.words.last, -1), (self.words.this, 0), (self.words.next, 1)):
            if self._is(scene, i, words):
                for unit in ("year", "month", "week", "day"):
                    if self._is(scene, i + 1, getattr(self.words, unit)):
                        return Found(scene.doc[i : i + 2], self._shifted(unit, shift))
                for number, names in enumerate(self.words.weekdays):
                    if self._is(scene, i + 1, names):
                        return Found(scene.doc[i : i + 2], self._weekday(number))
        return None

    def _shifted(self, unit: str, shift: int) -> str | None:
        if self.anchor is None:
            return None
        if unit == "year":
            return f"{self.anchor.year + shift:04d}"
        if unit == "month":
            count = self.anchor.year * MONTHS_IN_YEAR + self.anchor.month - 1 + shift
            return f"{count // MONTHS_IN_YEAR:04d}-{count % MONTHS_IN_YEAR + 1:02d}"
        if unit == "week":
            monday = self.anchor - timedelta(days=self.anchor.weekday()) + timedelta(weeks=shift)
            return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
        return (self.anchor + timedelta(days=shift)).isoformat()

    def _weekday(self, number: int) -> str | None:
        """The latest such day not after the article's date."""
        if self.anchor is None:
            return None
        return (self.anchor - timedelta(days=(self.anchor.weekday() - number) % 7)).isoformat()

    def _period(self, scene: Scene, i: int) -> Found | None:
        """Read "останні 13 місяців": from so many units back up to the article's date."""
        if (
            not self._is(scene, i, self.words.past)
            or i + 2 >= len(scene.doc)
            or not scene.doc[i + 1].text.isdigit()
        ):
            return None
        count = int(scene.doc[i + 1].text)
        for unit in ("year", "month", "week", "day"):
            if self._is(scene, i + 2, getattr(self.words, unit)):
                return Found(scene.doc[i : i + 3], self._back(unit, count))
        return None

    def _back(self, unit: str, count: int) -> str | None:
        if self.anchor is None:
            return None
        end = self.anchor
        if unit in {"year", "month"}:
            months = (
                end.year * MONTHS_IN_YEAR + end.month - 1 - count * (MONTHS_IN_YEAR if unit == "year" else 1)
            )
            return f"{months // MONTHS_IN_YEAR:04d}-{months % MONTHS_IN_YEAR + 1:02d}/{end.year:04d}-{end.month:02d}"
        start = end - timedelta(days=count * (7 if unit == "week" else 1))
        return f"{start.isoformat()}/{end.isoformat()}"

    def _named_day(self, scene: Scene, i: int) -> Found | None:
        years = ((self.words.last_year, -1), (self.words.this_year, 0), (self.words.next_year, 1))
        for words, shift in years:
            if self._is(scene, i, words):
                return Found(scene.doc[i : i + 1], self._shifted("year", shift))
        for words, shift in ((self.words.today, 0), (self.words.yesterday, -1), (self.words.tomorrow, 1)):
            if self._is(scene, i, words):
                return Found(scene.doc[i : i + 1], self._shifted("day", shift))
        for number, names in enumerate(self.words.weekdays):
            if self._is(scene, i, names):
                return Found(scene.doc[i : i + 1], self._weekday(number))
        return None

    def _plain_year(self, scene: Scene, i: int) -> Found | None:
        if not FOUR_DIGITS.match(scene.doc[i].text):
            return None
        year, end = self._year_after(scene, i)
        return Found(scene.doc[i:end], f"{year:04d}")


def _iso(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None
