"""What warnings came to, as lines: verdicts counted, lead times, scores of probabilities beside those of the base rates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import cache
from statistics import median, quantiles
from typing import Final

from pydantic import BaseModel, ConfigDict

from papertiger.datafiles import load_table
from papertiger.report.formatting import counted, number
from papertiger.report.formatting import day as written_day
from papertiger.report.languages import DEFAULT, Language, words_file
from papertiger.report.names import actor_names
from papertiger.report.visible import one_line
from papertiger.warning.missed import Missed
from papertiger.warning.scoring import ENOUGH, Outcome, Scores

SHOWN: Final = 5
"""Misses that are told one by one."""
_ID: Final = 10
"""Letters of a claim's id, as other lists have them."""
_CLAIMS: Final = 3
ORDER: Final = ("hit", "late", "false_alarm", "open", "unseen")
_QUARTERS: Final = 4
"""Lead times from which quartiles are told."""


class ScoreWords(BaseModel):
    """``data/LANGUAGE/warningscores.yaml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    none: str
    verdicts: dict[str, str]
    misses: str
    missed: str
    """Above the misses that are shown: what a miss is."""
    more: str
    leads: str
    one_lead: str
    few: str
    brier: str
    log: str
    interval: str
    replayed: str
    stored: str
    nobody: str
    warnings: dict[str, str]


@cache
def score_words(language: Language = DEFAULT) -> ScoreWords:
    """The shipped words; raises DataFileError with file and line when the file breaks its schema."""
    return load_table(words_file("warningscores", language), ScoreWords)


def score_lines(
    upto: date,
    outcomes: Sequence[Outcome],
    misses: Sequence[Missed],
    scores: Scores,
    replayed: Scores,
    stored: int,
    language: Language = DEFAULT,
    *,
    replays: Collection[str] = (),
) -> Iterator[str]:
    """What warnings came to.

    Args:
        upto: the day by which it was judged.
        outcomes: of warnings.
        misses: what came without one.
        scores: of probabilities given before anything could be known.
        replayed: of those of replays.
        stored: outcomes that were new to the ledger.
        language: of the lines.
        replays: ids of the warnings that were made in replays; they are told apart.
    """
    words = score_words(language)
    yield words.title.format(day=written_day(upto, language))
    if not outcomes and not misses:
        yield words.none
        return
    again = [one for one in outcomes if one.warning.id in replays]
    told = [one for one in outcomes if one.warning.id not in replays]
    yield from _verdicts(told, words, language)
    yield f"{number(len(misses), language):>7}  {words.misses}"
    yield from _missed(misses, words, language)
    yield from _leads(told, words, language)
    yield from _scored(scores, words, language)
    if again:
        yield words.replayed
        yield from _verdicts(again, words, language)
        yield from _leads(again, words, language)
        yield from _scored(replayed, words, language)
    yield words.nobody
    if stored:
        yield words.stored.format(number=number(stored, language))


def _verdicts(outcomes: Sequence[Outcome], words: ScoreWords, language: Language) -> Iterator[str]:
    found = Counter("unseen" if one.unseen else one.verdict for one in outcomes)
    for name in ORDER:
        if found[name] or name != "unseen":
            yield f"{number(found[name], language):>7}  {words.verdicts[name]}"


def _missed(misses: Sequence[Missed], words: ScoreWords, language: Language) -> Iterator[str]:
    """The newest of what came without a warning, with the claims that show it."""
    if not misses:
        return
    yield words.missed
    newest = sorted(misses, key=lambda one: one.event.day, reverse=True)
    name = actor_names(language)
    for one in newest[:SHOWN]:
        sides = " → ".join(name(side) if side is not None else "–" for side in one.event.about)
        claims = " ".join(claim[:_ID] for claim in one.event.claims[:_CLAIMS])
        claims += " …" if len(one.event.claims) > _CLAIMS else ""
        day = written_day(one.event.day, language)
        told = one_line(f"{sides} [{one.watchlist}: {', '.join(one.watches)}]")
        yield f"         {day}  {told}  {claims}"
    if len(newest) > SHOWN:
        yield "         " + words.more.format(number=number(len(newest) - SHOWN, language))


def _leads(outcomes: Sequence[Outcome], words: ScoreWords, language: Language) -> Iterator[str]:
    days = [one.lead_days for one in outcomes if one.verdict == "hit" and one.lead_days]
    if len(days) >= _QUARTERS:
        low, _, high = quantiles(days, n=_QUARTERS, method="inclusive")
        yield words.leads.format(
            median=number(round(median(days)), language),
            low=number(round(low), language),
            high=number(round(high), language),
            warnings=counted(len(days), words.warnings, language),
        )
    elif days:
        yield words.one_lead.format(days=", ".join(number(one, language) for one in sorted(days)))


def _scored(scores: Scores, words: ScoreWords, language: Language) -> Iterator[str]:
    if scores.brier is None or scores.log_score is None:
        if scores.warnings:
            yield words.few.format(
                warnings=counted(scores.warnings, words.warnings, language),
                enough=number(ENOUGH, language),
                hits=number(scores.hits, language),
            )
        return
    for text, score, base, skill, interval in (
        (words.brier, scores.brier, scores.brier_base, scores.brier_skill, scores.brier_skill_interval),
        (words.log, scores.log_score, scores.log_base, scores.log_skill, scores.log_skill_interval),
    ):
        yield text.format(
            value=_two(score, language),
            base=_two(base, language),
            skill=_two(skill, language),
            interval=""
            if interval is None
            else words.interval.format(low=_two(interval[0], language), high=_two(interval[1], language)),
        )


def _two(value: float | None, language: Language) -> str:
    return "–" if value is None else number(value, language, decimals=2)
