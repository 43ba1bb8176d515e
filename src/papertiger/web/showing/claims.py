"""Claims as lists of pages show them: in words, with their quote, chain, article and grade."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from papertiger.ledger import ArticleRow, Excerpt, Ledger
from papertiger.lineage import independent_origins
from papertiger.news.article import article_key
from papertiger.records import ArticleRef, ClaimRecord, Grade
from papertiger.report.evidence import Item, Voice, pieces
from papertiger.report.model import Evidence


@dataclass(frozen=True, slots=True)
class Shown:
    """One quote with the claims that were read from it."""

    piece: Evidence
    article: ArticleRow
    record: ClaimRecord
    """The first of its claims."""
    grades: Mapping[str, Grade]
    """Id of a claim → its grade, where that was looked up."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Some claims in order."""

    pieces: tuple[Shown, ...]
    claims: int
    origins: int
    """Independent origins of these claims."""


def key_of(about: ArticleRef) -> str:
    """Key of the article that a claim was read from."""
    return article_key(about.sha256, about.outlet, about.url)


def listed(ledger: Ledger, records: Iterable[ClaimRecord], voice: Voice) -> Listed:
    """Claims as a list shows them, in their order.

    Args:
        ledger: whose claims they are: their articles are looked up there, so keep lists to a page.
        records: with their origins; those with grades show them.
        voice: words and names.
    """
    found = tuple(records)
    rows: dict[str, ArticleRow] = {}
    items = []
    for record in found:
        key = key_of(record.article)
        if key not in rows:
            rows[key] = ledger.article_row(key)
        items.append(Item(record, around(record), rows[key], 0))
    by_id = {record.id: record for record in found}
    shown = []
    for piece in pieces(items, voice):
        own = [by_id[line.id] for line in piece.claims]
        grades = {one.id: one.grade for one in own if one.grade is not None}
        shown.append(Shown(piece, rows[key_of(own[0].article)], own[0], grades))
    return Listed(tuple(shown), len(found), independent_origins(found))


def around(record: ClaimRecord) -> Excerpt:
    """The quote with the few words on both sides that the record itself holds; no text need be fetched for it."""
    quote = record.quote
    before, after = quote.prefix, quote.suffix
    if quote.start > len(before):  # cut somewhere in a word, unless the text begins there
        before = f"…{before.partition(' ')[2]}" if "\n" not in before else before
    if after and not after.endswith((".", "!", "?")) and "\n" not in after:
        after = f"{after.rpartition(' ')[0]}…"
    return Excerpt(before, quote.exact, after)
