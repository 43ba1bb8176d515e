"""Results of a scenario as a page shows them: the state that is looked at, the scenario as it stands, and what is pinned, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from papertiger.report.drawing import Element
from papertiger.report.languages import Language
from papertiger.report.names import actor_names
from papertiger.report.scenario import compared, rounding, svg
from papertiger.report.scenario.compared import Change, Comparison
from papertiger.report.scenario.endlines import driver_text, sentences, spread_text, start_text
from papertiger.report.scenario.ends import End
from papertiger.report.scenario.figures import Figure, Panel, beside, figures
from papertiger.report.scenario.learned import Account, account_heads, account_rows
from papertiger.report.scenario.page import Page, models_run, page
from papertiger.report.scenario.voice import Voice, voice_for
from papertiger.report.scenario.wording import scenario_wording
from papertiger.report.wording import wording
from papertiger.scenario.running.result import Difference, Result
from papertiger.scenario.terms import Scenario
from papertiger.web.scenarios.asked import Asked


@dataclass(frozen=True, slots=True)
class State:
    """One state of the scenario that has been run."""

    title: str
    asked: Asked
    result: Result


def voice_of(scenario: Scenario, language: Language) -> Voice:
    """Words and names before anything was run."""
    structure = scenario.structure
    several = len(structure.patrons) > 1
    return Voice(
        scenario_wording(language),
        wording(language),
        actor_names(language),
        several,
        structure.months,
        language,
    )


@dataclass(frozen=True)
class View:
    """Everything that is shown of some states."""

    states: tuple[State, ...]
    """The scenario as it stands first; then the one that is looked at, where it differs; then those that are pinned."""
    at: int
    """Which of them is looked at."""
    language: Language

    @property
    def focus(self) -> State:
        """The state that is looked at."""
        return self.states[self.at]

    @property
    def base(self) -> State:
        """The scenario as it stands."""
        return self.states[0]

    @cached_property
    def voice(self) -> Voice:
        """Words and names."""
        return voice_for(self.focus.result, language=self.language)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """What is told of each state."""
        return tuple(page(one.result, self.voice) for one in self.states)

    @property
    def page(self) -> Page:
        """What is told of the state that is looked at."""
        return self.pages[self.at]

    @cached_property
    def headline(self) -> tuple[tuple[End, tuple[End | None, ...]], ...]:
        """Each quantity of the headline, and where it ends in every state."""
        rows = []
        for end in self.page.headline:
            found = (
                next((one for one in other.headline if one.quantity.key == end.quantity.key), None)
                for other in self.pages
            )
            rows.append((end, tuple(found)))
        return tuple(rows)

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        """Every other state against the scenario as it stands."""
        return tuple(
            compared.variant(one.result, self.base.result, one.title, self.voice) for one in self.states[1:]
        )

    @cached_property
    def together(self) -> tuple[Figure, ...]:
        """Charts of the whole system, a state each."""
        return tuple(beside([(one.title, one.result) for one in self.states], self.voice))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Charts of the state that is looked at, by learning model, by client, by domain."""
        return tuple(figures(self.focus.result, self.voice))

    def between(self, pair: tuple[float, float], unit: str) -> str:
        """A range of a quantity as it is told."""
        return rounding.between(*pair, unit, self.language)  # type: ignore[arg-type]

    def spread(self, end: End) -> str:
        """The three spreads in words."""
        return spread_text(end, self.voice)

    def start(self, end: End) -> str:
        """Where the median stood at the start."""
        return start_text(end, self.voice)

    def sentences(self, end: End) -> list[str]:
        """Range, spreads, and how far it rests on judgement."""
        tests = self.page.tests if end.quantity.name == "honour_rate_given_tested" else None
        return list(sentences(end, self.voice, tests))

    def drivers(self, end: End) -> list[str]:
        """What a quantity goes with most."""
        return [driver_text(one, self.voice) for one in end.drivers]

    def moved(self, one: Comparison) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
        """What a state changes of the headline, and what it leaves alone."""
        return compared.told(one, self.voice)

    def row(self, change: Change) -> tuple[str, ...]:
        """A line of the table of differences."""
        return compared.change_row(change, self.voice)

    def by_model(self, change: Change) -> Iterator[tuple[tuple[str, ...], Element]]:
        """Under each learning model: the line, and the interval drawn."""
        rows = compared.change_rows(change, self.voice)
        for one, texts in zip(change.differences, rows, strict=True):
            yield texts, self._interval(one, change, texts)

    def _interval(self, one: Difference, change: Change, texts: Sequence[str]) -> Element:
        told = self.voice.words.interval_label.format(mean=texts[1], interval=texts[2])
        return svg.interval(one, change, told)

    def still(self, unchanged: Sequence[Change]) -> str:
        """What a state leaves alone, in words."""
        return compared.still_text(unchanged, self.voice)

    def chart(self, panel: Panel, prefix: str = "") -> Element:
        """A chart."""
        return svg.chart(panel, prefix)

    @property
    def models(self) -> list[tuple[str, str]]:
        """Learning models that were run, with what each means."""
        return list(models_run(self.focus.result, self.voice))

    @property
    def account_heads(self) -> tuple[str, ...]:
        """Heads of the table of tests and why they failed."""
        return account_heads(self.voice)

    def account_rows(self, account: Account) -> list[tuple[str, ...]]:
        """Its lines."""
        return list(account_rows(account, self.voice))
