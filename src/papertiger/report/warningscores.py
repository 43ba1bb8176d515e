"""What warnings came to, as lines: verdicts counted, lead times, scores of probabilities beside those of the base rates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from statistics import median, quantiles
from typing import Final

from pydantic import BaseModel, ConfigDict

from papertiger.datafiles import load_table
from papertiger.report.formatting import counted, number
from papertiger.report.formatting import day as written_day
from papertiger.report.languages import DEFAULT, Language, words_file
from papertiger.warning.scoring import ENOUGH, Miss, Outcome, Scores

ORDER: Final = ("hit", "late", "false_alarm", "open")
_QUARTERS: Final = 4
"""Lead times from which quartiles are told."""


class ScoreWords(BaseModel):
    """``data/LANGUAGE/warningscores.yaml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    none: str
    verdicts: dict[str, str]
    misses: str
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
    misses: Sequence[Miss],
    scores: Scores,
    replayed: Scores,
    stored: int,
    language: Language = DEFAULT,
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
    """
    words = score_words(language)
    yield words.title.format(day=written_day(upto, language))
    if not outcomes and not misses:
        yield words.none
        return
    found = Counter(one.verdict for one in outcomes)
    rows = [(found.get(name, 0), words.verdicts[name]) for name in ORDER if name in words.verdicts]
    for many, what in (*rows, (len(misses), words.misses)):
        yield f"{number(many, language):>7}  {what}"
    yield from _leads(
        [one.lead_days for one in outcomes if one.verdict == "hit" and one.lead_days], words, language
    )
    yield from _scored(scores, words, language)
    if replayed.warnings:
        yield words.replayed
        yield from _scored(replayed, words, language)
    yield words.nobody
    if stored:
        yield words.stored.format(number=number(stored, language))


def _leads(days: Sequence[int], words: ScoreWords, language: Language) -> Iterator[str]:
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
