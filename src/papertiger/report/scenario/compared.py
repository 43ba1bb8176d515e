"""Policies and rules of allocation against the baseline: what they change under each learning model, and whether all agree. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from papertiger.report.scenario import rounding
from papertiger.report.scenario.voice import Voice
from papertiger.report.scenario.wording import QuantityWords, Unit, Verdict
from papertiger.scenario.running.comparing import between
from papertiger.scenario.running.result import Arm, Difference, Quantity, Result

NOTHING = 0.005
"""Half a point: a difference under it counts as none."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one alternative does to one quantity, under each learning model."""

    quantity: Quantity
    words: QuantityWords
    label: str
    differences: tuple[Difference, ...]
    verdict: Verdict

    @property
    def unit(self) -> Unit:
        """What its numbers are."""
        return self.words.unit

    @property
    def reach(self) -> float:
        """The largest size of any bound, for a common scale."""
        return max((abs(bound) for one in self.differences for bound in (*one.interval, one.mean)), default=0)

    @property
    def moves(self) -> bool:
        """Some learning model shows a difference, or 90 % of draws reach to one."""
        return self.verdict != "none" or (self.reach >= NOTHING and not self.quantity.direction_only)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One alternative to the baseline."""

    title: str
    arm: Arm
    changes: tuple[Change, ...]


def comparisons(result: Result, voice: Voice) -> tuple[Comparison, ...]:
    """All alternatives, in the order in which they were run; quantities in the order of the result."""
    known = {one.key: one for one in result.quantities}
    ways: dict[tuple[str, str], dict[str, list[Difference]]] = {}
    for one in result.differences:
        of_way = ways.setdefault((one.arm.allocation, one.arm.policy), {})
        of_way.setdefault(one.quantity, []).append(one)
    return tuple(
        Comparison(
            _title(next(iter(found.values()))[0], voice),
            next(iter(found.values()))[0].arm,
            tuple(_change(one, found[key], voice) for key, one in known.items() if key in found),
        )
        for found in ways.values()
    )


def variant(one: Result, other: Result, title: str, voice: Voice) -> Comparison:
    """A variant of a scenario against the scenario, which were run beside each other.

    Args:
        one: the variant.
        other: the scenario as it stands.
        title: what the variant is called.
        voice: words and names.
    """
    found: dict[str, list[Difference]] = {}
    for difference in between(one, other):
        found.setdefault(difference.quantity, []).append(difference)
    changes = tuple(_change(q, found[q.key], voice) for q in one.quantities if q.key in found)
    return Comparison(title, one.arms[0].arm, changes)


def _title(one: Difference, voice: Voice) -> str:
    words, arm, against = voice.words, one.arm, one.against
    if arm.allocation == against.allocation:
        return words.policy.format(policy=voice.told(arm.policy))
    if arm.policy != against.policy:
        return words.policy_and_rule.format(policy=voice.told(arm.policy), allocation=arm.allocation)
    return words.allocation_title.format(
        allocation=arm.allocation,
        means=words.allocation.get(arm.allocation, arm.allocation),
        against=against.allocation,
    )


def _change(quantity: Quantity, found: list[Difference], voice: Voice) -> Change:
    words = voice.of(quantity)
    return Change(quantity, words, voice.label(quantity), tuple(found), verdict(one.mean for one in found))


def verdict(means: Iterable[float]) -> Verdict:
    """Whether the learning models agree on the sign of a difference."""
    signs = {0 if not abs(mean) >= NOTHING else 1 if mean > 0 else -1 for mean in means}
    if {1, -1} <= signs:
        return "differs"
    if signs == {0} or not signs:
        return "none"
    way: Verdict = "higher" if 1 in signs else "lower"
    if 0 not in signs:
        return way
    return "some_higher" if way == "higher" else "some_lower"


def verdict_text(change: Change, voice: Voice) -> str:
    """The verdict in words; in fewer where there is one learning model only."""
    words = voice.words
    if len(change.differences) == 1:
        return f"{words.verdict_one[change.verdict]} ({change.differences[0].arm.learning})"
    return words.verdicts[change.verdict]


def told(
    one: Comparison, voice: Voice, *, whole: bool = False
) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """Of the headline quantities, the positions and the domains that change, or of all where `whole`: what moves, and what does not."""
    words = voice.words
    shown = [
        change
        for change in one.changes
        if whole
        or change.quantity.direction_only
        or change.quantity.key in words.headline
        or (change.quantity.name in words.compared and change.verdict != "none")
    ]
    return tuple(c for c in shown if c.moves), tuple(c for c in shown if not c.moves)


def comparison_lines(one: Comparison, voice: Voice, *, whole: bool = False) -> Iterator[str]:
    """What an alternative does, a line each; what it leaves alone in one line."""
    moving, still = told(one, voice, whole=whole)
    yield from (change_text(change, voice) for change in moving)
    if still:
        yield still_text(still, voice)


def still_text(still: Iterable[Change], voice: Voice) -> str:
    """What an alternative leaves alone."""
    return voice.words.unchanged.format(labels="; ".join(change.label for change in still))


def change_text(change: Change, voice: Voice) -> str:
    """One line: verdict, range of the mean differences and of their intervals over learning models, share of draws."""
    words = voice.words
    label, verdict_, mean, interval, higher = change_row(change, voice)
    if change.quantity.direction_only:
        return words.difference_direction.format(label=label, verdict=verdict_)
    return words.difference.format(label=label, verdict=verdict_, mean=mean, interval=interval, higher=higher)


def change_row(change: Change, voice: Voice) -> tuple[str, str, str, str, str]:
    """Label, verdict, range of the mean differences, of their intervals and of the share of draws above 0; of a position, the first two."""
    unit, found = change.unit, change.differences
    verdict_ = verdict_text(change, voice)
    if change.quantity.direction_only:
        return change.label, verdict_, "", "", ""
    means, higher = [one.mean for one in found], [one.higher for one in found]
    lows, highs = zip(*(one.interval for one in found), strict=True)
    return (
        change.label,
        verdict_,
        _mean(means, unit, voice),
        rounding.signed_between(min(lows), max(highs), unit, voice.language),
        rounding.between(min(higher), max(higher), "share", voice.language),
    )


def _mean(means: list[float], unit: Unit, voice: Voice) -> str:
    told = rounding.signed_between(min(means), max(means), unit, voice.language)
    text = voice.words.mean_by_model if " " in told else voice.words.mean_everywhere
    return text.format(mean=_with_unit(told, unit, voice))


def _with_unit(text: str, unit: Unit, voice: Voice) -> str:
    one = text.lstrip(f"+{rounding.MINUS}") == "1"
    return f"{text} {(voice.words.difference_one if one else voice.words.difference_unit)[unit]}".rstrip()


def change_rows(change: Change, voice: Voice) -> Iterator[tuple[str, str, str, str]]:
    """Learning model, mean difference, interval, share of draws above 0; nothing where only the direction is told."""
    unit = change.unit
    for one in () if change.quantity.direction_only else change.differences:
        yield (
            voice.learning(one.arm.learning),
            _with_unit(rounding.signed(one.mean, unit, voice.language), unit, voice),
            rounding.signed_between(*one.interval, unit, voice.language),
            rounding.level(one.higher, "share", voice.language),
        )
