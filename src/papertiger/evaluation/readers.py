"""Several readers on the same gold sentences: how well each does, how far they agree, what they leave out and what they cost."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import combinations
from time import perf_counter
from typing import Any, Protocol

from papertiger.errors import ArticleError
from papertiger.evaluation.agreement import Agreement, Group, agreement
from papertiger.evaluation.claims import FAMILIES, ClaimScore, Reads, as_article, keys_of, read_sentence
from papertiger.evaluation.gold import GoldSentences
from papertiger.evaluation.mistakes import MISTAKES
from papertiger.news import Article
from papertiger.records import ClaimRecord
from papertiger.reliability.history import jeffreys

TOGETHER = ","
"""Between the names of readers that read together."""
_VERSION = re.compile(r"\.v\d+$")
_COUNTED = {
    "claims_precision": ("claims_right", "claims_read"),
    "claims_recall": ("claims_found", "claims_gold"),
    "events_precision": ("events_right", "events_read"),
    "events_recall": ("events_found", "events_gold"),
    **{name: (f"{name}_right", f"{name}_seen") for name in ("stance", "domain", "speaker")},
}
"""Share → the counts that it is the ratio of."""


_AHEAD = 8
"""Sentences whose questions to a language model are put before their turn."""


class Used(Protocol):
    """What a reader has asked of a language model, as its `use()` tells it."""

    @property
    def calls(self) -> int:
        """Questions that were answered, by the model or from the cache."""

    @property
    def cached(self) -> int:
        """Of those, from the cache, which cost nothing."""

    @property
    def tokens_in(self) -> int:
        """Sent and paid for."""

    @property
    def tokens_out(self) -> int:
        """Received and paid for."""

    @property
    def cost(self) -> float | None:
        """In `currency`; None where no price is known."""

    @property
    def currency(self) -> str:
        """Code of it."""

    @property
    def cached_in(self) -> int:
        """Tokens that an earlier run sent for the answers from the cache."""

    @property
    def cached_out(self) -> int:
        """Tokens that it received."""

    @property
    def cost_without_cache(self) -> float | None:
        """Of all the answers, if they were asked for now."""

    @property
    def uncounted(self) -> int:
        """Tokens that may have been used besides, at most."""

    @property
    def dropped(self) -> Mapping[str, int]:
        """Reason → proposals that were not let in."""

    @property
    def failed(self) -> int:
        """Questions that brought no answer that could be used."""


@dataclass(slots=True)
class OnFile:
    """What one reader made of one gold file."""

    score: ClaimScore
    read: list[list[ClaimRecord]] = field(default_factory=list)
    """What it read in each sentence."""


@dataclass(slots=True)
class Measured:
    """One reader on all gold files."""

    name: str
    files: list[OnFile] = field(default_factory=list)
    seconds: float = 0.0
    """Wall clock, loading included."""
    used: Used | None = None
    """None for a reader that asks no language model."""

    @property
    def total(self) -> ClaimScore:
        """The scores of all files as one."""
        return pooled([one.score for one in self.files])


def measure(
    name: str,
    reader: Reads,
    golds: Sequence[GoldSentences],
    *,
    told: Callable[[int, int], None] = lambda *_: None,
) -> Measured:
    """Read every sentence of `golds` with a reader; `told` is called with the places of file and sentence before each.

    A reader that asks a language model may have `begin(article)`, to put its questions before their turn, and `use()`, to tell what it
    asked.

    Raises:
        SpentError: a language model would be asked for more tokens than it may. UnansweredError: it answers nothing.
    """
    found = Measured(name)
    begun = perf_counter()
    for place, gold in enumerate(golds):
        here = OnFile(ClaimScore())
        for number, sentence in enumerate(gold.sentences):
            told(place, number)
            coming = slice(number + _AHEAD - 1, number + _AHEAD) if number else slice(_AHEAD)
            for one in gold.sentences[coming]:
                _begin(reader, as_article(gold, one)[0])
            here.read.append(read_sentence(reader, gold, sentence, here.score))
        found.files.append(here)
    found.seconds = perf_counter() - begun
    use = getattr(reader, "use", None)
    found.used = use() if use is not None else None
    return found


def _begin(reader: Reads, article: Article) -> None:
    """Have the questions about an article put before its turn, by a reader that can; what is wrong with it is told at its turn."""
    begin = getattr(reader, "begin", None)
    if begin is not None:
        with suppress(ArticleError):
            begin(article)


def pooled(scores: Sequence[ClaimScore]) -> ClaimScore:
    """Several scores as one."""
    whole = ClaimScore()
    for one in scores:
        for counts in ("counts", "by_predicate", "confusion", "mistakes"):
            getattr(whole, counts).update(getattr(one, counts))
        for rows in ("judged", "missed", "false", "fields", "unread"):
            getattr(whole, rows).extend(getattr(one, rows))
    return whole


def agreements(measured: Sequence[Measured], golds: Sequence[GoldSentences]) -> list[Agreement]:
    """Every two readers of which neither is a part of the other, compared sentence by sentence."""
    right = [frozenset(keys_of(sentence)) for gold in golds for sentence in gold.sentences]
    read = {one.name: [here for file in one.files for here in file.read] for one in measured}
    pairs = [pair for pair in combinations(read, 2) if not _parts(pair[0]) & _parts(pair[1])]
    return [agreement((a, b), read[a], read[b], right) for a, b in pairs]


def _parts(name: str) -> set[str]:
    """The readers that a name names, without versions."""
    return {_VERSION.sub("", part.strip()) for part in name.split(TOGETHER)}


def figures(score: ClaimScore) -> dict[str, Any]:
    """The figures of a score: value, 90 % interval where it is a share of something counted, and the two counts; mistakes by sort."""
    plain = score.figures()
    found: dict[str, Any] = {
        name: share(score.counts[part], score.counts[whole]) for name, (part, whole) in _COUNTED.items()
    }
    for family in FAMILIES:
        # Where nothing was read, or nothing is listed, there is no mean of the two.
        defined = found[f"{family}_precision"] and found[f"{family}_recall"]
        found[f"{family}_f1"] = plain[f"{family}_f1"] if defined else None
    found["false_per_100_empty"] = plain["false_per_100_empty"]
    found["mistakes"] = {sort: score.mistakes[sort] for sort in MISTAKES}
    return found


def share(part: int, whole: int) -> dict[str, Any] | None:
    """A share with its 90 % interval, after Jeffreys, as if the counted claims were independent; None of nothing."""
    if not whole:
        return None
    interval = jeffreys(part, whole)
    return {"value": part / whole, "low": interval.low, "high": interval.high, "part": part, "whole": whole}


def as_json(
    files: Mapping[str, int], measured: Sequence[Measured], compared: Sequence[Agreement]
) -> dict[str, Any]:
    """All of it, for `--format json`; `files` says how many sentences each file has."""
    return {
        "files": [{"file": path, "sentences": sentences} for path, sentences in files.items()],
        "readers": [_reader_json(one, list(files)) for one in measured],
        "agreement": [_agreement_json(one) for one in compared],
    }


def _reader_json(one: Measured, files: Sequence[str]) -> dict[str, Any]:
    each = zip(files, one.files, strict=True)
    return {
        "reader": one.name,
        **figures(one.total),
        "files": [{"file": path, **figures(here.score)} for path, here in each],
        "unread": len(one.total.unread),
        "seconds": one.seconds,
        "model": _used_json(one.used) if one.used is not None else None,
    }


def _used_json(used: Used) -> dict[str, Any]:
    asked = ("calls", "cached", "tokens_in", "tokens_out", "cost", "currency", "failed")
    names = (*asked, "cached_in", "cached_out", "cost_without_cache", "uncounted")
    return {name: getattr(used, name) for name in names} | {"dropped": dict(used.dropped)}


def _agreement_json(one: Agreement) -> dict[str, Any]:
    return {
        "readers": [one.first, one.second],
        "sentences": one.sentences,
        "claims": one.read,
        "both": _group(one.both),
        "only_first": _group(one.only_first),
        "only_second": _group(one.only_second),
        "share": share(one.both.read, one.read),
        "kappa": one.kappa,
        "alpha": one.alpha,
        "same_stance": share(one.same_stance, one.both.read),
        "same_domain": share(one.same_domain, one.with_domain),
    }


def _group(group: Group) -> dict[str, Any]:
    return {"claims": group.read, "precision": share(group.right, group.read)}
