"""From claim records to pieces of evidence: sentences, chains, and quotes in their paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from papertiger.ledger.asked import ArticleRow, Excerpt
from papertiger.records import AttributionStep, ClaimRecord
from papertiger.report.languages import DEFAULT, Language
from papertiger.report.model import ClaimLine, Evidence, Step
from papertiger.report.names import Names, actor_names
from papertiger.report.wording import Wording, wording

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Item:
    """One claim with its place in the ledger."""

    record: ClaimRecord
    excerpt: Excerpt
    article: ArticleRow
    number: int
    """Number of the article in the brief's list."""


@dataclass(frozen=True, slots=True)
class Voice:
    """The words and names that a brief speaks with."""

    words: Wording
    names: Names
    language: Language = DEFAULT

    def name(self, actor: str | None) -> str:
        """Name of an actor, empty for None."""
        return self.names(actor) if actor else ""


def voice_in(language: Language = DEFAULT, names: Names | None = None) -> Voice:
    """The shipped words of a language, with its names of actors unless others are given."""
    return Voice(wording(language), names or actor_names(language), language)


def pieces(items: Iterable[Item], voice: Voice) -> tuple[Evidence, ...]:
    """Evidence in the order of `items`; claims with one quote and one chain share a piece."""
    shared: dict[object, list[Item]] = {}
    for item in items:
        quote = item.record.quote
        key = (item.article.key, quote.start, quote.end, item.record.attribution, happened(item))
        shared.setdefault(key, []).append(item)
    return tuple(_piece(group, voice) for group in shared.values())


def timeline(items: Iterable[Item], voice: Voice) -> tuple[Evidence, ...]:
    """Evidence in order of time, undated last."""
    return pieces(sorted(items, key=lambda item: (not happened(item), happened(item))), voice)


def happened(item: Item) -> str:
    """Date an event is placed under: the start of its own time, else the publication date; ISO or empty."""
    for text in (item.record.time.edtf, item.article.published):
        if text and (found := _DATE.search(text)):
            return found[0]
    return ""


def published(article: ArticleRow, words: Wording) -> str:
    """Publication date of an article, without the time of day."""
    return (article.published or "")[:10] or words.not_dated


def language_tag(code: str) -> str:
    """`code` if it is fit for a ``lang`` attribute, else "und" (BCP-47 for undetermined)."""
    return code if _TAG.fullmatch(code) else "und"


def sentence(record: ClaimRecord, voice: Voice) -> str:
    """The claim in one plain sentence."""
    return voice.words.sentence(
        record, voice.name(record.subject), voice.name(record.object), voice.name(record.over)
    )


def step(step_: AttributionStep, voice: Voice) -> Step:
    """A step of a chain as it is shown."""
    of = voice.name(step_.actor)
    return Step(step_.name, voice.words.steps[step_.kind], "" if of == step_.name else of, step_.anonymous)


def _piece(group: list[Item], voice: Voice) -> Evidence:
    first = group[0]
    excerpt = first.excerpt
    return Evidence(
        claims=tuple(line(item.record, voice) for item in group),
        chain=tuple(step(one, voice) for one in first.record.attribution),
        before=excerpt.before.rpartition("\n")[2].lstrip(),
        exact=excerpt.exact,
        after=excerpt.after.partition("\n")[0].rstrip(),
        language=language_tag(first.article.language),
        article=first.number,
        outlet=first.article.outlet or voice.words.outlet_unknown,
        published=published(first.article, voice.words),
        happened=happened(first) or voice.words.not_dated,
        reported=not _DATE.search(first.record.time.edtf or ""),
    )


def said(claim: ClaimLine) -> str:
    """The sentence with what hedges it in front: "Denied: Russia gave …"."""
    return f"{claim.hedge}: {claim.sentence}" if claim.hedge else claim.sentence


def line(record: ClaimRecord, voice: Voice) -> ClaimLine:
    """One claim in words."""
    words = voice.words
    label = words.modalities[record.modality].label
    notes = (voice.name(record.place), record.mode or "", ", ".join(record.contexts))
    return ClaimLine(
        id=record.id,
        predicate=words.predicates[record.predicate].label,
        sentence=sentence(record, voice),
        hedge="" if record.modality == "asserted" else label[:1].upper() + label[1:],
        modality=record.modality,
        modality_label=label,
        polarity=record.polarity,
        polarity_label=words.polarities[record.polarity].label,
        when=_when(record),
        notes=tuple(note for note in notes if note),
        mark=words.mark(record),
    )


def _when(record: ClaimRecord) -> str:
    edtf, said = record.time.edtf or "", record.time.words or ""
    return f"{edtf} (“{said}”)" if edtf and said else edtf or (f"“{said}”" if said else "")
