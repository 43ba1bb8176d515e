"""What came to a ledger since a moment, as far as a brief goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from papertiger.errors import LedgerError
from papertiger.ledger import ArticleRow, Ledger
from papertiger.ledger.reviewing import Review
from papertiger.news.article import article_key
from papertiger.records import ClaimRecord
from papertiger.report.briefing.context import pair_of, side
from papertiger.report.briefing.material import Changed, Cited, Opened
from papertiger.report.briefing.question import BriefQuestion
from papertiger.workbench.briefs.weighing import asked_of, last_assessed

MOST = 200
"""Decisions and re-readings that a brief lists, the last ones."""


def whole_day(text: str) -> str:
    """The first day of a day, a month or a year."""
    return text + "-01-01"[len(text) - len("YYYY") :]


def compared(ledger: Ledger, question: BriefQuestion, claims: Sequence[Cited]) -> Changed:
    """What is new since the period began, else since the last assessment of the patrons that the ledger keeps."""
    since, by = _since(ledger, question)
    articles = {article.key for _, _, article in claims}
    records = {record.id: record for record, _, _ in claims}
    return Changed(
        since=since,
        by=by,
        claims=frozenset(record.id for record, _, article in claims if since and _came(article, since)),
        opened=tuple(_opened(ledger, question, list(records.values()))) if by == "period" else (),
        decisions=tuple(_decisions(ledger, records, articles, since))[-MOST:],
        rereadings=tuple(
            islice(
                (
                    one
                    for key, found in ledger.changes()
                    if key in articles
                    for one in found
                    if one.fate != "same"
                ),
                MOST,
            )
        ),
    )


def _since(ledger: Ledger, question: BriefQuestion) -> tuple[str, str]:
    if question.chosen.since:
        return whole_day(question.chosen.since), "period"
    if question.patron:
        kept = last_assessed(ledger, asked_of(question, question.patron, question.client))
        if kept is not None:
            return kept.at, "assessment"
    return "", ""


def _came(article: ArticleRow, since: str) -> bool:
    return article.read_at >= since


def _opened(ledger: Ledger, question: BriefQuestion, records: Sequence[ClaimRecord]) -> Iterator[Opened]:
    """Pairs and domains on which all that the ledger holds is in the brief: nothing was said of them before the period."""
    narrowed = (
        question.chosen.until or question.chosen.limit or question.chosen.text or question.chosen.speaker
    )
    if (
        narrowed
        or question.chosen.outlet
        or question.chosen.reader
        or question.chosen.predicate
        or question.chosen.modality
    ):
        return
    counted: Counter[tuple[str, str, str, str]] = Counter(
        (side(one, "subject"), side(one, "object"), one.predicate, one.domain)
        for one in records
        if pair_of(one)
    )
    whole: dict[tuple[str, str], dict[tuple[str, str], int]] = {}
    told: dict[Opened, bool] = {}
    for record in records:
        pair = pair_of(record)
        if pair is None or not all(pair):
            continue
        sides = side(record, "subject"), side(record, "object")
        if sides not in whole:
            whole[sides] = ledger.matrix(*sides)
        same = (
            whole[sides].get((record.predicate, record.domain), 0)
            == counted[(*sides, record.predicate, record.domain)]
        )
        opened = Opened(pair[0], pair[1], record.domain)
        told[opened] = (
            told.get(opened, True) and same and _only_these(whole[sides], counted, sides, record.domain)
        )
    yield from (one for one, new in told.items() if new)


def _only_these(
    whole: dict[tuple[str, str], int],
    counted: Counter[tuple[str, str, str, str]],
    sides: tuple[str, str],
    domain: str,
) -> bool:
    return all(
        number == counted[(*sides, predicate, where)]
        for (predicate, where), number in whole.items()
        if where == domain
    )


def _decisions(
    ledger: Ledger, records: dict[str, ClaimRecord], articles: set[str], since: str
) -> Iterator[Review]:
    """Decisions on claims of the brief, and on claims of its articles that do not stand any more."""
    known: dict[str, bool] = {}
    for one in ledger.reviews():
        if since and one.at < since:
            continue
        if one.claim not in known:
            known[one.claim] = one.claim in records or _of_articles(ledger, one.claim, articles)
        if known[one.claim]:
            yield one


def _of_articles(ledger: Ledger, claim: str, articles: set[str]) -> bool:
    try:
        stored = ledger.claim(claim)
    except LedgerError:
        return False
    about = stored.record.article
    return not stored.stands and article_key(about.sha256, about.outlet, about.url) in articles
