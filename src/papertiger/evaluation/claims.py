"""Reading gold sentences and scoring what was read.

A claim is right when predicate and both sides (state, bloc or movement) stand in the gold, once a sentence; those marked
``may`` are right and never missed. Fields are scored on the claims that were found, so that one error counts once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from papertiger.errors import ArticleError
from papertiger.evaluation.calibration import reliability
from papertiger.evaluation.gold import GoldSentence, GoldSentences, GoldStatement
from papertiger.evaluation.mistakes import Mistake, mistake_of
from papertiger.lineage.provenance import outlet_named
from papertiger.news import Article, Metadata, Paragraph
from papertiger.readers import Reading
from papertiger.readers.sides import Key, key_of, ways_of
from papertiger.records import ClaimRecord

FAMILIES = ("claims", "events")
"""Support and relation claims together, and events."""


class Reads(Protocol):
    """What reads an article."""

    def read(self, article: Article) -> Reading:
        """Every claim of the article."""
        ...


@dataclass(slots=True)
class ClaimScore:
    """Counts over sentences; the figures are ratios of them."""

    counts: Counter[str] = field(default_factory=Counter)
    by_predicate: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(predicate, ``gold``, ``found``, ``read`` or ``right``) → number."""
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(predicate of the gold, what was read for the same two parties instead, ``reversed`` or ``nothing``) → number."""
    mistakes: Counter[Mistake] = field(default_factory=Counter)
    """Sort → claims read, events too, that the gold does not list."""
    judged: list[tuple[float, bool]] = field(default_factory=list)
    """Confidence and whether right, for each claim read."""
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    """Fields that were read wrongly."""
    unread: list[str] = field(default_factory=list)
    """Sentences that the reader could not read, with the reason; their claims count as missed."""

    def ratio(self, part: str, whole: str) -> float | None:
        """counts[part] / counts[whole]; None where there is nothing to count."""
        return self.counts[part] / self.counts[whole] if self.counts[whole] else None

    def figures(self) -> dict[str, float | None]:
        """The figures by name, 0 to 1, but ``false_per_100_empty``: claims per 100 sentences with nothing to code."""
        found: dict[str, float | None] = {}
        for family in FAMILIES:
            precision = self.ratio(f"{family}_right", f"{family}_read")
            recall = self.ratio(f"{family}_found", f"{family}_gold")
            found[f"{family}_precision"], found[f"{family}_recall"] = precision, recall
            both = (precision or 0.0) + (recall or 0.0)
            found[f"{family}_f1"] = 2 * (precision or 0.0) * (recall or 0.0) / both if both else None
        for name in ("modality", "polarity", "stance", "domain", "mode", "aux", "over", "speaker"):
            found[name] = self.ratio(f"{name}_right", f"{name}_seen")
        per = self.ratio("false_in_empty", "empty")
        found["false_per_100_empty"] = None if per is None else 100 * per
        found["calibration_error"] = reliability(self.judged).error if self.judged else None
        return found


def read_and_score(
    reader: Reads, gold: GoldSentences, score: ClaimScore, *, sentences: Sequence[GoldSentence] = ()
) -> ClaimScore:
    """Read every sentence of `gold` as an article of its own (or only `sentences`) and add it to `score`."""
    for sentence in sentences or gold.sentences:
        read_sentence(reader, gold, sentence, score)
    return score


def read_sentence(
    reader: Reads, gold: GoldSentences, sentence: GoldSentence, score: ClaimScore
) -> list[ClaimRecord]:
    """Read one sentence as an article of its own, add it to `score`, and return what was read; nothing where it cannot be read."""
    try:
        read = records(reader, gold, sentence)
    except ArticleError as error:
        score.unread.append(f"{error} | {sentence.text}")
        read = []
    add(score, sentence, read)
    return read


def score_article(
    reader: Reads, article: Article, claims: Sequence[GoldStatement], score: ClaimScore
) -> ClaimScore:
    """Read a whole article and add it to `score`: a repeated claim counts once, as in a sentence."""
    whole = GoldSentence(text=article.path, claims=tuple(claims))
    add(score, whole, [c.record for c in reader.read(article).claims])
    return score


def records(reader: Reads, gold: GoldSentences, sentence: GoldSentence) -> list[ClaimRecord]:
    """What the reader reads in `sentence.text`, its context left out."""
    article, start = as_article(gold, sentence)
    return [c.record for c in reader.read(article).claims if c.record.quote.end > start]


def as_article(gold: GoldSentences, sentence: GoldSentence) -> tuple[Article, int]:
    """The article that a gold sentence makes, and where in it the scored text starts."""
    before = f"{sentence.before} " if sentence.before else ""
    text = before + sentence.text
    meta = Metadata(outlet="Gold", published=gold.published, language=gold.language)
    return Article(text, (Paragraph(0, len(text), "body"),), meta, "gold", text.encode()), len(before)


def keys_of(sentence: GoldSentence) -> set[Key]:
    """The keys of every claim that may be read in a gold sentence."""
    return {way for claim in sentence.claims for way in ways_of(claim.key)}


def add(score: ClaimScore, sentence: GoldSentence, read: Iterable[ClaimRecord]) -> None:
    """Score one sentence."""
    by_key: dict[Key, list[ClaimRecord]] = {}
    for record in read:
        by_key.setdefault(key_of(record), []).append(record)
    listed = keys_of(sentence)
    if not sentence.claims:
        score.counts["empty"] += 1
        score.counts["false_in_empty"] += len(by_key)
    for key, records_ in by_key.items():
        right = key in listed
        family = "events" if records_[0].family == "event" else "claims"
        score.counts[f"{family}_read"] += 1
        score.counts[f"{family}_right"] += right
        score.by_predicate[key[0], "read"] += 1
        score.by_predicate[key[0], "right"] += right
        score.judged.append((max(r.confidence for r in records_), right))
        if not right:
            score.mistakes[mistake_of(key, listed)] += 1
            why = f"{records_[0].coder.frame} {records_[0].modality} {records_[0].confidence:.2f}"
            score.false.append(f"{_written(key)} | {why} | {sentence.text}")
    for key, claims in _by_key(sentence.claims).items():
        matches = [r for way in ways_of(key) for r in by_key.get(way, ())]
        required = not all(c.may for c in claims)
        if required:
            family = "events" if claims[0].family == "event" else "claims"
            score.counts[f"{family}_gold"] += 1
            score.counts[f"{family}_found"] += bool(matches)
            score.by_predicate[key[0], "gold"] += 1
            score.by_predicate[key[0], "found"] += bool(matches)
        if matches:
            _fields(score, claims, matches, sentence)
        elif required:
            score.confusion[key[0], _instead(key, by_key)] += 1
            score.missed.append(f"{_written(key)} | {_instead(key, by_key)} | {sentence.text}")


def _by_key(claims: Iterable[GoldStatement]) -> Mapping[Key, list[GoldStatement]]:
    found: dict[Key, list[GoldStatement]] = {}
    for claim in claims:
        found.setdefault(claim.key, []).append(claim)
    return found


def _written(key: Key) -> str:
    return f"{key[1]} {key[0]} {key[2] or '-'}"


def _instead(key: Key, by_key: Mapping[Key, Any]) -> str:
    """What was read for the two parties of a claim that was missed."""
    same = sorted(p for p, s, o in by_key if (s, o) == key[1:])
    if same:
        return same[0]
    return "reversed" if any((o, s) == key[1:] for _, s, o in by_key) else "nothing"


def _fields(
    score: ClaimScore, claims: Sequence[GoldStatement], matches: Sequence[ClaimRecord], sentence: GoldSentence
) -> None:
    """Each field counts as right where some record agrees with some statement of the same claim."""
    pairs = [(c, m) for c in claims for m in matches]
    checks = {
        "modality": any(c.modality == m.modality for c, m in pairs),
        "polarity": any(c.polarity == m.polarity for c, m in pairs),
        "stance": any((c.modality, c.polarity) == (m.modality, m.polarity) for c, m in pairs),
        "speaker": any(_speaks(c, m) for c, m in pairs),
    }
    if claims[0].family != "event":
        checks["domain"] = any((c.domain or "unspecified") == m.domain for c, m in pairs)
    else:
        checks["aux"] = any((c.aux in m.auxiliary) if c.aux else not m.auxiliary for c, m in pairs)
    if any(c.mode for c in claims):
        checks["mode"] = any(c.mode == m.mode for c, m in pairs if c.mode)
    if any(c.over for c in claims):
        checks["over"] = any(c.over == m.over for c, m in pairs)
    for name, right in checks.items():
        score.counts[f"{name}_seen"] += 1
        score.counts[f"{name}_right"] += right
        if not right:
            score.fields.append(
                f"{name} of {claims[0].claim}: {_field(claims[0], name)} read as {_field(matches[0], name)} | {sentence.text}"
            )


def _field(claim: GoldStatement | ClaimRecord, name: str) -> str:
    if name == "stance":
        return f"{claim.polarity} {claim.modality}"
    if name == "speaker" and isinstance(claim, ClaimRecord):
        last = claim.attribution[-1]
        return f"{last.actor or last.name}{'!' * last.anonymous}"
    if name == "aux" and isinstance(claim, ClaimRecord):
        return " ".join(claim.auxiliary) or "none"
    return str(getattr(claim, name))


def _speaks(claim: GoldStatement, record: ClaimRecord) -> bool:
    """Whether the final speaker is the gold's: of the same state (or actor), named or anonymous alike."""
    last = record.attribution[-1]
    if claim.speaker is None:
        return len(record.attribution) == 1
    if len(record.attribution) == 1:
        return False
    wanted = claim.speaker.removesuffix("!")
    if last.kind == "outlet" and wanted:
        return outlet_named(last.name).id == wanted
    if claim.speaker.endswith("!") != last.anonymous:
        return False
    return wanted in {"", last.actor or ""} or (last.actor is None and wanted == "")
