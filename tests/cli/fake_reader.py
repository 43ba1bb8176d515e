"""A reader for tests: it reads lines of a tiny notation and fails when it is told to.

``RUS withheld VEN air_defence denied @officials: Техніки не приїхали.`` is one claim; modality and speaker may be left
out; what happened "цього року" has no time of its own, all else was in 2025. A line that begins with CRASH, REFUSE or BROKEN raises; SLOW waits as many seconds as it says.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from dataclasses import replace
from types import SimpleNamespace

from papertiger.errors import ArticleError, DataFileError
from papertiger.news.article import Article
from papertiger.readers import ReadClaim, Reading
from papertiger.records import (
    MODALITIES,
    PREDICATES,
    ArticleRef,
    AttributionStep,
    ClaimRecord,
    Coder,
    Explanation,
    Quote,
    TimeSpan,
)
from papertiger.settings import Settings

LINE = re.compile(
    r"^(?P<subject>[A-Z]{3}) (?P<predicate>\w+) (?P<object>[A-Z]{3}) (?P<domain>\w+)"
    r"(?: (?P<modality>\w+))?(?: @(?P<speaker>[^:]+))?: (?P<words>.+)$",
    re.MULTILINE,
)
CODER = Coder(reader="fake", version="1", config="sha256:fake", frame="")


class FakeReader:
    """Reads the notation above."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def read(self, article: Article) -> Reading:
        """Every line of the notation as a claim."""
        obey(article)
        claims = tuple(_claim(article, match) for match in LINE.finditer(article.text))
        return Reading(article, "uk", CODER, claims, sentences=len(claims) + 1, parsed=len(claims))


class Proposing(FakeReader):
    """Stands for a reader that asks a language model: what was delivered it drops, and says so."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.begun: list[str] = []
        self.dropped = 0

    def begin(self, article: Article) -> None:
        """Remember that its questions may be put."""
        self.begun.append(article.text)

    def read(self, article: Article) -> Reading:
        """As the fake reader, without what was delivered; an article that was not begun is a mistake."""
        self.begun.remove(article.text)
        read = super().read(article)
        kept = tuple(one for one in read.claims if one.record.predicate != "delivered")
        self.dropped += len(read.claims) - len(kept)
        return replace(read, claims=kept)

    def use(self) -> SimpleNamespace:
        """What it asked, so to say."""
        return SimpleNamespace(
            calls=5, cached=2, tokens_in=1200, tokens_out=300, cost=0.25, currency="EUR", failed=1,
            cached_in=800, cached_out=200, cost_without_cache=0.5, uncounted=900,
            dropped={"no such words": self.dropped}, trouble=None,
        )  # fmt: skip


def obey(article: Article) -> None:
    """Fail or wait when the text says so."""
    if "CRASH" in article.text:
        raise ValueError("the fake reader was told to crash")
    if "REFUSE" in article.text:
        raise ArticleError(article.path, "a language that nobody reads", cure="try another")
    if "BROKEN" in article.text:
        raise DataFileError("frames.yaml", 3, "broken")
    if "SLOW" in article.text:
        time.sleep(float(os.environ.get("FAKE_SLOW", "0.02")))


def _claim(article: Article, match: re.Match[str]) -> ReadClaim:
    start, end = match.span("words")
    family = next(name for name, known in PREDICATES.items() if match["predicate"] in known)
    about = article.metadata
    outlet = AttributionStep(kind="outlet", name=about.outlet or "unknown")
    speaker = match["speaker"]
    group = AttributionStep(kind="group", name=speaker or "", actor=match["object"], anonymous=True)
    record = ClaimRecord(
        id=hashlib.sha256(f"{article.key}:{start}".encode()).hexdigest()[:20],
        family=family,
        predicate=match["predicate"],
        subject=match["subject"],
        subject_state=match["subject"],
        object=match["object"],
        object_state=match["object"],
        domain=match["domain"],
        polarity="affirmed",
        modality=match["modality"] if match["modality"] in MODALITIES else "asserted",
        time=TimeSpan() if "цього року" in match["words"] else TimeSpan(edtf="2025", words="торік"),
        attribution=(outlet, group) if speaker else (outlet,),
        quote=Quote(
            exact=match["words"],
            prefix=article.text[max(0, start - 8) : start],
            suffix=article.text[end : end + 8],
            start=start,
            end=end,
        ),
        article=ArticleRef(
            sha256=article.sha256,
            path=article.path,
            url=about.url,
            outlet=about.outlet,
            published=about.published,
            language="uk",
        ),
        confidence=0.8,
        coder=CODER.model_copy(update={"frame": "fake-frame"}),
    )
    why = Explanation(
        field="predicate", value=match["predicate"], why="the line says so", words=(match["predicate"],)
    )
    return ReadClaim(record, (why,))
