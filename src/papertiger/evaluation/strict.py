"""Scoring events that the reader finds by itself in raw sentences, on the rows that `plover` loads.

Nobody is given: every sentence is an article of its own, without a date, read as ``papertiger read`` reads. `TERMS` says what
each figure counts; shares are 0 to 1, extra events are numbers per row or per sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from papertiger.errors import ArticleError
from papertiger.evaluation.plover import Row
from papertiger.events import CodedClaim, Party
from papertiger.events.layer.plover import QUADS, Spans
from papertiger.events.mentioned import ACTING, from_mention
from papertiger.language import Sentence
from papertiger.news import Article, Metadata, Paragraph
from papertiger.readers.sides import EITHER_WAY, side_of
from papertiger.readers.voices import Mentions

LANGUAGE = "en"
FOLDED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
"""Categories that PLV's codes put together."""
SCOPES = {
    "all": "every row",
    "linked": "rows in which the source phrase and the target phrase each hold a mention that the actors stage links to a state, bloc or movement",
    "apart": "rows of `linked` whose two phrases hold different ones, none in common",
}
"""Groups of rows, one within another. Sentences and events of a group are those of its rows."""
TERMS = {
    "root": "rows with an event of their category whose source and target overlap the given phrases",
    "quad": "the same with an event of their quad",
    "dyad": "the same with an event of any category",
    "root_anywhere": "rows with an event of their category in the sentence, whoever its parties are",
    "quad_anywhere": "the same with an event of their quad",
    "extra_per_row": "events that match no row of their sentence (category, source and target), per row",
    "extra_per_sentence": "the same per distinct sentence",
    "extra_roots_per_row": "events whose category no row of their sentence has, per row",
    "precision": "of the events found, those that match a row of their sentence",
}
"""Figure → what it counts."""
RULES = {
    "events": "each once by category, source and target; RETREAT and CONCEDE count as YIELD; an event that the sentence negates is none; "
    "CONSULT, AGREE and COOPERATE match in either direction",
    "parties": "what an event's party was read from must share a character with the phrase; a row that does not place one of its phrases "
    "is missed, whatever was found",
    "gold": "as a rule one pair a sentence is coded, so a right event between two others counts as extra",
    "pairs": "the classifier's shipped weights were learnt on PLV's train half, so that its figures there say nothing",
}
"""What holds for all figures."""
PUBLISHED = {
    "system": "UniversalPetrarch",
    "correct": 0.4421,
    "extra_per_record": 3.1552,
    "records": 1018,
    "source": "https://github.com/openeventdata/UniversalPetrarch/issues/52",
    "note": "as published in 2018: 565 events correct, 713 uncoded, 3,212 extra; a maintainer says there that the records are the Spanish validation cases, so they are other texts than these",
}
"""What another coder's authors published about reading with no parties given; for scale, not a comparison on the same texts."""


class Codes(Protocol):
    """What finds claims in an article, each with the places of its parties."""

    def coded(self, article: Article) -> list[CodedClaim]:
        """Every claim of the article, in text order."""
        ...


@dataclass(frozen=True, slots=True)
class Event:
    """One event found: its category, folded as PLV's codes are, and where its parties stand (None: it has none)."""

    root: str
    source: tuple[int, int] | None
    target: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Raw:
    """What was found in one sentence."""

    events: tuple[Event, ...]
    """Without repetition."""
    sides: tuple[tuple[int, int, str], ...]
    """Start, end and state, bloc or movement of every mention that has one."""


def read_raw(reader: Codes, texts: Iterable[str]) -> dict[str, Raw]:
    """Text → what `reader` finds in it; a text that it cannot read holds nothing."""
    return {text: _raw(reader, text) for text in dict.fromkeys(texts)}


def _raw(reader: Codes, text: str) -> Raw:
    article = Article(
        text,
        (Paragraph(0, len(text), "body"),),
        Metadata(outlet="Gold", language=LANGUAGE),
        "gold",
        text.encode(),
    )
    try:
        claims = reader.coded(article)
    except ArticleError:
        claims = []
    events = (_event(c) for c in claims if c.family == "event" and c.polarity != "negated")
    (mentions,) = Mentions(article, [Sentence(0, 0, 0, len(text), text, "body", language=LANGUAGE)])[LANGUAGE]
    parties = [from_mention(m) for m in mentions if m.actor.kind in ACTING]
    sides = ((p.start, p.end, side) for p in parties if (side := side_of(p)) is not None)
    return Raw(tuple(dict.fromkeys(events)), tuple(sides))


def _event(claim: CodedClaim) -> Event:
    return Event(FOLDED.get(claim.predicate, claim.predicate), _place(claim.subject), _place(claim.object))


def _place(party: Party | None) -> tuple[int, int] | None:
    return (party.start, party.end) if party is not None else None


def is_dyad(row: Row, event: Event) -> bool:
    """Whether the event's parties overlap the phrases of the row; a phrase that the row does not place overlaps nothing."""
    if _meet(row.source, event.source) and _meet(row.target, event.target):
        return True
    turned = event.root in EITHER_WAY
    return turned and _meet(row.source, event.target) and _meet(row.target, event.source)


def _meet(phrase: Spans, place: tuple[int, int] | None) -> bool:
    return place is not None and any(place[0] < end and start < place[1] for start, end in phrase)


def strict_figures(rows: Sequence[Row], **read: Mapping[str, Raw]) -> dict[str, Any]:
    """The figures of each way of finding events (``reader=…``, ``pairs=…``), and beside them what they count and what is published."""
    return {
        **{name: _figures(rows, one) for name, one in read.items()},
        "published": PUBLISHED,
        "definitions": {**SCOPES, **TERMS},
        "rules": RULES,
    }


def _figures(rows: Sequence[Row], read: Mapping[str, Raw]) -> dict[str, Any]:
    """Each of `SCOPES`, categories one by one, and what was read instead for a dyad that was found."""
    linked = [row for row in rows if all(_sides(row, read[row.text]))]
    apart = [row for row in linked if not set.intersection(*_sides(row, read[row.text]))]
    by_text: dict[str, list[Row]] = {}
    for row in rows:
        by_text.setdefault(row.text, []).append(row)
    groups = {"all": rows, "linked": linked, "apart": apart}
    return {
        **{name: _scope(groups[name], by_text, read) for name in SCOPES},
        "classes": {root: _class(root, rows, read) for root in sorted({row.root for row in rows})},
        "confusions": [
            {"gold": gold, "read": found, "rows": n}
            for (gold, found), n in _instead(rows, read).most_common(20)
        ],
    }


def _sides(row: Row, raw: Raw) -> tuple[set[str], set[str]]:
    """The states, blocs and movements in the row's source phrase and in its target phrase."""
    source, target = (
        {side for start, end, side in raw.sides if _meet(phrase, (start, end))}
        for phrase in (row.source, row.target)
    )
    return source, target


def _scope(
    rows: Sequence[Row], by_text: Mapping[str, Sequence[Row]], read: Mapping[str, Raw]
) -> dict[str, Any]:
    counts: Counter[str] = Counter()
    for row in rows:
        events = read[row.text].events
        dyad = [e for e in events if is_dyad(row, e)]
        counts["dyad"] += bool(dyad)
        for name, found in (("", dyad), ("_anywhere", events)):
            counts[f"root{name}"] += any(e.root == row.root for e in found)
            counts[f"quad{name}"] += any(str(QUADS[e.root]) == row.quad for e in found)
    texts = dict.fromkeys(row.text for row in rows)
    for text in texts:
        for event in read[text].events:
            same = [row for row in by_text[text] if row.root == event.root]
            counts["events"] += 1
            counts["extra_roots"] += not same
            counts["extra"] += not any(is_dyad(row, event) for row in same)
    shares = {name: _ratio(counts[name], len(rows)) for name in TERMS if name in counts}
    return {
        "rows": len(rows),
        "sentences": len(texts),
        "events": counts["events"],
        **shares,
        "extra_per_row": _ratio(counts["extra"], len(rows)),
        "extra_per_sentence": _ratio(counts["extra"], len(texts)),
        "extra_roots_per_row": _ratio(counts["extra_roots"], len(rows)),
        "precision": _ratio(counts["events"] - counts["extra"], counts["events"]),
    }


def _class(root: str, rows: Sequence[Row], read: Mapping[str, Raw]) -> dict[str, int]:
    """Rows of one category, and in how many of them the dyad and the event were found."""
    own = [row for row in rows if row.root == root]
    dyads = [[e.root for e in read[row.text].events if is_dyad(row, e)] for row in own]
    return {"rows": len(own), "dyad": sum(map(bool, dyads)), "root": sum(root in found for found in dyads)}


def _instead(rows: Sequence[Row], read: Mapping[str, Raw]) -> Counter[tuple[str, str]]:
    """(category, category of the first event read for the same dyad) where none is right."""
    found: Counter[tuple[str, str]] = Counter()
    for row in rows:
        roots = [e.root for e in read[row.text].events if is_dyad(row, e)]
        if roots and row.root not in roots:
            found[row.root, roots[0]] += 1
    return found


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
