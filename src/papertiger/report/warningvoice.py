"""How a warning speaks: its numbers, days and names in one language, and the sentences that they are put into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from papertiger.report.formatting import day, listed, number, per_cent
from papertiger.report.languages import Language
from papertiger.report.names import actor_name
from papertiger.report.warningwords import WarningWords, warning_words
from papertiger.report.wording import wording
from papertiger.warning.body import finding_of
from papertiger.warning.values import Finding

FEW: Final = 10
"""Amounts below which decimals are told."""


class Voice:
    """The body of a warning, and how it is told in a language."""

    def __init__(self, body: Mapping[str, Any], language: Language) -> None:
        self.body, self.language = body, language
        self.words: WarningWords = warning_words(language)
        self.finding: Finding = finding_of(body)
        self.reason = self.finding.reason
        self.rule = self.finding.rule.partition(".")[0]
        self.kind = str(self.reason["kind"])
        about = self.finding.about
        self.who = self.name(about[0])
        self.whom = self.name(about[1]) if len(about) > 1 else ""

    def say(self, which: str, **filled: str) -> str:
        """A sentence of the texts, filled in."""
        return _ended(self.words.texts[which].format(**filled))

    def own(self, which: str, **filled: str) -> str:
        """A text of the rule's own, filled in; who and whom are."""
        return _ended(self.words.rules[self.rule][which].format(who=self.who, whom=self.whom, **filled))

    def many(self, name: str, count: float) -> str:
        """A number with what is counted."""
        return self.words.many(name, count, self.language)

    def count(self, name: str) -> int:
        """A count of the reason; 0 where it has none."""
        value = self.reason.get(name)
        return int(value) if isinstance(value, int | float) else 0

    def number(self, name: str) -> str:
        """A count of the reason, as a number."""
        return number(self.count(name), self.language)

    def amount(self, value: float) -> str:
        """An amount, whole where it is large."""
        return number(round(value, 0 if value >= FEW or value == int(value) else 2), self.language)

    def share(self) -> str:
        """The share of the usual that was seen."""
        return per_cent(float(str(self.reason["coverage"])), self.language)

    def window(self) -> str:
        """How many days were looked at."""
        days = self.body["watch"]["window_days"]
        if self.rule == "unanswered":
            days = (self.finding.day - date.fromisoformat(str(self.reason["oldest"]))).days + 1
        return self.many("days", days)

    def day(self, name: str) -> str:
        """A day of the reason."""
        return day(str(self.reason[name]), self.language)

    def domains(self, names: Sequence[str]) -> str:
        """Domains by name."""
        known = wording(self.language).domains
        return listed([known[one].label for one in names if one in known], self.language)

    def name(self, actor: str) -> str:
        """An actor by name; a source by its id."""
        return actor if self.rule == "outage" or actor == "*" else actor_name(actor, self.language)


def _ended(text: str) -> str:
    """A sentence with one full stop where an abbreviation ends it: ``2026 р.``."""
    return text.replace(".. ", ". ").removesuffix("..") + ("." if text.endswith("..") else "")
