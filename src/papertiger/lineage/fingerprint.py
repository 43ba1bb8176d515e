"""What lineage remembers of an article: enough to compare it with every other, in about two kilobytes."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from papertiger.actors import Mention
from papertiger.lineage.features import (
    KINDS,
    NAMES,
    NUMBERS,
    SHIFT,
    Feature,
    feature,
    features,
    kind_weights,
    unique,
)
from papertiger.lineage.provenance import Outlet, Provenance, own_outlet_of, parts_of, provenance
from papertiger.news.article import Article, Span
from papertiger.records import ClaimRecord
from papertiger.sourcing import Attributions
from papertiger.sourcing.quotes import speech_spans

Numbers = npt.NDArray[np.uint32]

PERMUTATIONS = 126
"""Hash functions of a signature: 42 bands of 3 rows; a pair with Jaccard 0.3 meets in some band with probability 0.69,
one with 0.5 with 0.996, one with 0.02 with 0.0003."""
_SEED = 20260114
SHINGLE = 3
"""Consecutive features in a shingle."""
MOST_FEATURES = 255
MOST_QUOTES, MOST_IN_QUOTE = 12, 24
MOST_CLAIMS = 32
LEAST_QUOTE = 3
"""Features of a quotation that can be told from others."""
_LEAD_PARAGRAPHS = 2
_VERSION = 1


Floats = npt.NDArray[np.float64]
Value = TypeVar("Value", float, Floats)


class Facts(NamedTuple, Generic[Value]):
    """What is known of an article by itself, or of many, as numbers."""

    size: Value
    """Its features, weighed."""
    lead_size: Value
    """Those of the headline and lead, weighed."""
    numbers: Value
    names: Value
    """Figures and names among them."""
    features: Value
    lead: Value
    """All of them, and those of headline and lead."""
    quotes: Value
    quoted: Value
    """Quotations, and the most that they can count when all that are long enough are found again."""
    claims: Value
    """Those read from it."""
    moment: Value
    """NaN without one."""
    outlet: Value
    language: Value
    """Numbers that stand for them in this process."""
    sourced: Value
    own: Value
    notice: Value
    """1 where it names a source, reports itself, mends or takes back another; else 0."""


@dataclass(frozen=True, eq=False)
class Fingerprint:
    """One article, ready to be compared. Equal for equal input on every machine."""

    key: str
    """Key of the article in the ledger."""
    outlet: Outlet
    published: str | None
    """ISO 8601 date, or date and time with offset."""
    language: str
    provenance: Provenance
    signature: Numbers
    """MinHash of the article's shingles, `PERMUTATIONS` numbers."""
    features: Numbers
    """Each feature once, in the order of first mention."""
    lead: int
    """How many of them the headline and the first paragraphs hold."""
    quotes: tuple[Numbers, ...]
    """The features of each quotation."""
    claims: Numbers
    """The claims read from the article, in order, each by predicate and parties."""

    def __eq__(self, other: object) -> bool:
        """Equal in every field; arrays do not say so by themselves."""
        if not isinstance(other, Fingerprint):
            return NotImplemented
        mine, theirs = ((f.key, f.meta(), f.vectors()) for f in (self, other))
        return mine == theirs

    def __hash__(self) -> int:
        """By the article's key."""
        return hash(self.key)

    @cached_property
    def moment(self) -> float | None:
        """Days since 0001-01-01 UTC at which it was published; None when undated. A bare date is its midnight."""
        return moment_of(self.published)

    @property
    def day(self) -> int | None:
        """The day of publication, as an ordinal."""
        return int(self.moment) if self.moment is not None else None

    @property
    def has_time(self) -> bool:
        """Whether the hour of publication is known."""
        return self.published is not None and "T" in self.published

    @cached_property
    def order(self) -> tuple[Numbers, npt.NDArray[np.intp]]:
        """The features sorted, and the place of each in the text's order."""
        at = np.argsort(self.features, kind="stable")
        return self.features[at], at

    @cached_property
    def facts(self) -> Floats:
        """What comparing takes of it again and again; `Facts` names the numbers."""
        kinds = self.features >> SHIFT
        weight, counts = kind_weights()[kinds], np.bincount(kinds, minlength=len(KINDS)).tolist()
        quotes = sum(len(quote) >= LEAST_QUOTE for quote in self.quotes)
        said = self.provenance
        found = Facts[float](
            size=float(weight.sum()),
            lead_size=float(weight[: self.lead].sum()),
            numbers=sum(counts[kind] for kind in NUMBERS),
            names=sum(counts[kind] for kind in NAMES),
            features=len(self.features),
            lead=self.lead,
            quotes=len(self.quotes),
            quoted=quotes / (quotes + 1),
            claims=len(self.claims),
            moment=math.nan if self.moment is None else self.moment,
            outlet=numbered(self.outlet.id),
            language=numbered(self.language),
            sourced=bool(said.chain or said.tags),
            own=said.own,
            notice=said.notice is not None,
        )
        return np.array(found, np.float64)

    @cached_property
    def outlets(self) -> frozenset[str]:
        """Names of the outlets involved, its own among them: two articles that have none in common say nothing of each other."""
        said = self.provenance
        cited = (c.outlet for c in said.cited)
        return frozenset().union(*(parts_of(o.id) for o in (self.outlet, *said.chain, *said.tags, *cited)))

    def meta(self) -> str:
        """Everything but the vectors, as JSON."""
        return json.dumps(
            {
                "v": _VERSION,
                "outlet": asdict(self.outlet),
                "published": self.published,
                "language": self.language,
                "provenance": asdict(self.provenance),
                "lead": self.lead,
                "sizes": [len(self.features), len(self.claims), *(len(q) for q in self.quotes)],
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )

    def vectors(self) -> bytes:
        """Signature, features, claims and quotations as little-endian 32-bit numbers."""
        parts = (self.signature, self.features, self.claims, *self.quotes)
        return np.concatenate(parts).astype("<u4").tobytes()

    @classmethod
    def load(cls, key: str, meta: str, vectors: bytes) -> Fingerprint:
        """Read what `meta` and `vectors` wrote."""
        known = json.loads(meta)
        numbers = np.frombuffer(vectors, "<u4").astype(np.uint32)
        sizes = [PERMUTATIONS, *known["sizes"]]
        signature, found, claims, *quotes = np.split(numbers, np.cumsum(sizes)[:-1])
        return cls(
            key,
            Outlet(**known["outlet"]),
            known["published"],
            known["language"],
            Provenance.load(known["provenance"]),
            signature,
            found,
            known["lead"],
            tuple(quotes),
            claims,
        )


def fingerprint(
    article: Article,
    language: str,
    mentions: Sequence[Mention],
    voices: Attributions,
    claims: Sequence[ClaimRecord] = (),
) -> Fingerprint:
    """The fingerprint of an article.

    Args:
        article: the article, frozen.
        language: code of its main language.
        mentions: actors in it, in that language, sorted.
        voices: who says what in it.
        claims: what was read from it, in text order.
    """
    spans = [Span(p.start, p.end) for p in article.paragraphs]
    title = article.metadata.title
    found = features(article.text, spans, mentions, language)
    if title and not any(p.kind == "title" for p in article.paragraphs):
        found = [
            *(Feature(f.value, -1) for f in features(title, [Span(0, len(title))], (), language)),
            *found,
        ]
    bodies = [p for p in article.paragraphs if p.kind == "body"][:_LEAD_PARAGRAPHS]
    lead_end = bodies[-1].end if bodies else len(article.text)
    once = list(unique(found))[:MOST_FEATURES]
    return Fingerprint(
        key=article.key,
        outlet=own_outlet_of(article.metadata),
        published=article.metadata.published,
        language=language,
        provenance=provenance(article, voices, mentions, language),
        signature=signature([f.value for f in found]),
        features=np.array([f.value for f in once], np.uint32),
        lead=sum(f.start < lead_end for f in once),
        quotes=_quotes(article, found),
        claims=_claims(claims),
    )


def signature(values: Sequence[int]) -> Numbers:
    """MinHash of the runs of `SHINGLE` consecutive features; of a text shorter than one, of all its features."""
    text = [f"{v:x}" for v in values]
    shingles = [" ".join(text[i : i + SHINGLE]) for i in range(max(1, len(text) - SHINGLE + 1))]
    made = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    made.update(shingles)
    return np.array(made.digest(), np.uint32)


def _quotes(article: Article, found: Sequence[Feature]) -> tuple[Numbers, ...]:
    quotes = []
    for span in speech_spans(article.text, article.paragraphs)[:MOST_QUOTES]:
        inside = dict.fromkeys(f.value for f in found if span.start <= f.start < span.end)
        if len(inside) > 1:
            quotes.append(np.array(list(inside)[:MOST_IN_QUOTE], np.uint32))
    return tuple(quotes)


def _claims(claims: Sequence[ClaimRecord]) -> Numbers:
    said = (f"{c.predicate}|{c.subject_state or c.subject}|{c.object_state or c.object}" for c in claims)
    return np.array([feature("word", one) for one in dict.fromkeys(said)][:MOST_CLAIMS], np.uint32)


_NUMBERED: dict[str, int] = {}


def numbered(name: str) -> int:
    """A number for a name, the same as long as the program runs; there are few outlets and fewer languages."""
    return _NUMBERED.setdefault(name, len(_NUMBERED))


_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_SECONDS = 86_400


def moment_of(published: str | None) -> float | None:
    """Days since 0001-01-01 UTC of an ISO 8601 date or time; a month or a year is its first day; None otherwise."""
    if not published:
        return None
    try:
        if "T" in published:
            when = datetime.fromisoformat(published)
            when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
            return when.toordinal() + (when.hour * 3600 + when.minute * 60 + when.second) / _SECONDS
        match = _DAY.match(published)
        return (
            float(date(int(match[1]), int(match[2] or 1), int(match[3] or 1)).toordinal()) if match else None
        )
    except ValueError:
        return None
