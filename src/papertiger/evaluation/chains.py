"""How well attribution chains are read: the final speaker, the whole chain, who is anonymous.

The gold is YAML, a list of short articles: ``id``, ``outlet``, ``published``, ``kind`` (the phenomenon), ``text`` (paragraphs with
a blank line between), and ``statements``: ``said`` (words that occur once in the text) with their ``chain`` from the first cited outlet
to the final speaker; an empty one where the article's own outlet asserts. A step has ``kind``, ``name``, other names that are
right (``also``), the ``state`` it speaks for, and ``anonymous``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, RootModel

from papertiger.datafiles import load_table
from papertiger.errors import DataFileError
from papertiger.language.morphology import normalise, readings
from papertiger.lineage.provenance import alike, outlet_named
from papertiger.lineage.skeleton import skeleton
from papertiger.news.article import Article, Metadata
from papertiger.news.compose import Block, compose
from papertiger.records import AttributionStep
from papertiger.sourcing import Attributions

_WORD = re.compile(r"[^\W_]+(?:['’ʼ\-][^\W_]+)*")


class _Gold(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GoldStep(_Gold):
    """One step of a chain as a person reads it."""

    kind: Literal["outlet", "person", "group", "document"]
    name: str
    also: tuple[str, ...] = ()
    state: str | None = None
    anonymous: bool = False


class GoldStatement(_Gold):
    """Words and who said them."""

    said: str
    chain: tuple[GoldStep, ...]


class GoldText(_Gold):
    """A short article with its statements."""

    id: str
    outlet: str
    published: str
    kind: str
    text: str
    statements: tuple[GoldStatement, ...]

    def article(self, language: str) -> Article:
        """The article as the news stage would make it, without a title."""
        known = Metadata(None, self.outlet, None, self.published, None, language)
        return compose([Block(p) for p in self.text.split("\n\n")], known, self.text.encode(), self.id)


class _File(RootModel[tuple[GoldText, ...]]):
    """A file of the gold."""


def read_gold(path: Path) -> tuple[GoldText, ...]:
    """The texts of one file.

    Raises:
        DataFileError: the file is not as described above, or words do not occur exactly once in their text.
    """
    texts = load_table(path, _File).root
    for text in texts:
        for statement in text.statements:
            if text.text.count(statement.said) != 1:
                times = text.text.count(statement.said)
                raise DataFileError(
                    str(path), None, f"{text.id}: {statement.said!r} occurs {times} times, not once"
                )
    return texts


@dataclass(frozen=True, slots=True)
class Answer:
    """What was read for one statement, beside what a person reads."""

    text: str
    kind: str
    said: str
    gold: tuple[GoldStep, ...]
    found: tuple[AttributionStep, ...]
    """Without the article's own outlet."""

    @property
    def speaker(self) -> bool:
        """Whether the final speaker is right: the own outlet where nobody else speaks."""
        if not self.gold or not self.found:
            return not self.gold and not self.found
        return same(self.gold[-1], self.found[-1])

    @property
    def chain(self) -> bool:
        """Whether all steps are right, in order, with kind and anonymity."""
        return len(self.gold) == len(self.found) and all(
            same(g, f) and g.kind == f.kind and g.anonymous == f.anonymous
            for g, f in zip(self.gold, self.found, strict=True)
        )

    @property
    def anonymity(self) -> bool:
        """Whether the final speaker is named or nameless as in the gold; an outlet that asserts is named."""
        gold = self.gold[-1].anonymous if self.gold else False
        return gold == (self.found[-1].anonymous if self.found else False)


def same(gold: GoldStep, found: AttributionStep) -> bool:
    """Whether a step names whom the gold names: equal words case and inflection aside, or all words of one in the other."""
    theirs = _bases(found.name)
    names = (gold.name, *gold.also)
    if gold.kind == found.kind == "outlet" and any(
        alike(outlet_named(n), outlet_named(found.name)) for n in names
    ):
        return True
    return any(_alike(_bases(name), theirs) for name in names)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and (one <= other or other <= one)


def _bases(name: str) -> frozenset[str]:
    """Skeletons of the base forms of the words of a name; of short words, the words themselves."""
    found = [_base(word) for word in _WORD.findall(name) if len(word) > 1]
    return frozenset(word for word in found if word) or frozenset(found)


def _base(word: str) -> str:
    """Base form of a word; empty for a number, which tells nothing about who speaks."""
    norm = normalise(word).replace("ё", "е")
    if norm.isascii():
        return skeleton(norm.removesuffix("s")) or norm
    found = [r for language in ("uk", "ru") for r in readings(norm, language) if r.known]
    if any(r.pos == "NUM" for r in found):
        return ""
    return min((r.lemma.replace("ё", "е") for r in found), default=norm)


@dataclass(slots=True)
class ChainScore:
    """Answers, and shares of right ones."""

    answers: list[Answer] = field(default_factory=list)

    def share(self, what: str) -> float:
        """Share of the answers whose property `what` holds."""
        return sum(getattr(a, what) for a in self.answers) / len(self.answers) if self.answers else 1.0

    def by_kind(self) -> dict[str, ChainScore]:
        """The answers by phenomenon."""
        found: dict[str, ChainScore] = defaultdict(ChainScore)
        for answer in self.answers:
            found[answer.kind].answers.append(answer)
        return dict(sorted(found.items()))


FIGURES = ("speaker", "chain", "anonymity")


def evaluate(
    texts: Sequence[GoldText], language: str, attribute: Callable[[Article], Attributions]
) -> ChainScore:
    """Read every text and compare its chains.

    Args:
        texts: the gold.
        language: code of their language.
        attribute: reads who says what in an article.
    """
    score = ChainScore()
    for text in texts:
        article = text.article(language)
        score.answers += _answers(text, article, attribute(article))
    return score


def _answers(text: GoldText, article: Article, voices: Attributions) -> Iterator[Answer]:
    for statement in text.statements:
        start = article.text.find(statement.said)
        if start < 0:  # broken over a line that the news stage joined
            words = r"\s+".join(map(re.escape, statement.said.split()))
            match = re.search(words, article.text)
            start, end = match.span() if match else (0, 1)
        else:
            end = start + len(statement.said)
        index = max((s.index for s in voices.sentences if s.start <= start), default=0)
        steps, _ = voices.chain(index, start, end)
        yield Answer(text.id, text.kind, statement.said, statement.chain, steps[1:])


def as_json(score: ChainScore) -> dict[str, Any]:
    """The figures as ``eval chains --format json`` prints them."""
    return {
        "statements": len(score.answers),
        **{name: round(score.share(name), 4) for name in FIGURES},
        "kinds": {
            kind: {"statements": len(part.answers), **{name: round(part.share(name), 4) for name in FIGURES}}
            for kind, part in score.by_kind().items()
        },
    }
