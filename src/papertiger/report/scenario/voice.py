"""The words and names that a page of a scenario speaks with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from papertiger.report.formatting import listed
from papertiger.report.languages import DEFAULT, Language
from papertiger.report.names import Names, actor_names
from papertiger.report.scenario.rounding import month
from papertiger.report.scenario.wording import QuantityWords, ScenarioWording, scenario_wording
from papertiger.report.told import told
from papertiger.report.wording import Wording, wording
from papertiger.scenario.model.parameters import parameters
from papertiger.scenario.running.result import Mark, Quantity, Result


@dataclass(frozen=True, slots=True)
class Voice:
    """Words of the page, words of the vocabulary, and names of actors."""

    words: ScenarioWording
    terms: Wording
    names: Names
    several: bool = False
    """There is more than one patron, so that a client is told with its patron."""
    months: float = inf
    """Length of a run."""
    language: Language = DEFAULT

    def told(self, text: str, *sections: str) -> str:
        """What a result says in English (banners, warnings, units, sources), in the language of the page; see `told`."""
        return told(self.language, "terms").say(text, *sections)

    def joined(self, parts: Sequence[str]) -> str:
        """``a``, ``a and b``, ``a, b and c``."""
        return listed(parts, self.language)

    def of(self, quantity: Quantity) -> QuantityWords:
        """The words of a quantity."""
        return self.words.quantities[quantity.name]

    def about(self, quantity: Quantity) -> str:
        """Whom or what a quantity is about, empty where it is the whole system."""
        if not quantity.about:
            return ""
        if quantity.about[-1] in self.terms.domains:
            return self.terms.domains[quantity.about[-1]].label
        last = self.names(quantity.about[-1])
        if len(quantity.about) == 1 or not self.several:
            return last
        return self.words.about_pair.format(patron=self.names(quantity.about[0]), client=last)

    def label(self, quantity: Quantity) -> str:
        """``Trust: Venezuela``."""
        label, about = self.of(quantity).label, self.about(quantity)
        return self.words.panel_title.format(what=label, who=about) if about else label

    def learning(self, name: str) -> str:
        """``L1 learning without context``; a model that is not the house's own by its name."""
        known = self.words.learning.get(name)
        return self.words.model.format(model=name, label=known.label) if known else name

    def mark(self, mark: Mark) -> str:
        """``war of Russia, month 12 to month 36``."""
        threat = self.words.threats.get(mark.threat or "", mark.threat or "")
        start, end = month(mark.start, self.language), ""
        if mark.end is not None:
            told = self.words.mark_months
            start = told["before" if mark.start < 0 else "start"].format(month=start)
            end = told["after" if mark.end >= self.months else "end"].format(
                month=month(mark.end, self.language)
            )
        about = self.names(mark.about)
        return self.words.marks[mark.kind].format(about=about, start=start, end=end, threat=threat)

    def parameter(self, key: str, name: str | None = None) -> str:
        """What a number of the scenario is, by the table of parameters; the key where it is not known."""
        table = parameters()
        parts = key.split(".")
        for one in (name, *reversed(parts)):
            if one in table:
                return self.told(table[one].means)
            if one in self.words.structural:
                return self.words.structural[one]
        return key


def voice_for(result: Result, names: Names | None = None, language: Language = DEFAULT) -> Voice:
    """The shipped words of a language, with its names of actors unless others are given."""
    several = len(result.patrons) > 1
    words, terms = scenario_wording(language), wording(language)
    return Voice(words, terms, names or actor_names(language), several, result.months, language)
