"""One claim: its sentence, how it was read, who said it, where it comes from, how it is graded, what persons decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse

from papertiger.errors import LedgerError
from papertiger.ledger import ClaimFilter, StoredClaim
from papertiger.ledger.resting import Resting
from papertiger.ledger.reviewing import state_of
from papertiger.ledger.reviewing.consequences import Case, opinions_of
from papertiger.news.article import Article
from papertiger.records import AttributionStep, ClaimRecord, Credibility, Explanation, Reliability
from papertiger.report.evidence import Voice, language_tag, line, step
from papertiger.report.model import ClaimLine, Step
from papertiger.report.told import told
from papertiger.sourcing.grading import default_of, target_of
from papertiger.web.failing import NotFoundError
from papertiger.web.reviewing.people import reviewer
from papertiger.web.showing.claims import key_of
from papertiger.web.showing.marking import Marked, Run, found_words, runs
from papertiger.web.showing.origins import report_of
from papertiger.web.visit import Visit, Visited

router = APIRouter()
UNREAD = frozenset({"confidence", "rejected", "attribution"})
"""Fields of an explanation whose words are not words of the sentence that say what the claim says."""


@dataclass(frozen=True, slots=True)
class Hand:
    """One step of the chain, with what its source is worth by default."""

    step: Step
    actor: str | None
    reliability: str
    why: str
    target: str
    """What a person's grade of it is filed under."""


@dataclass(frozen=True, slots=True)
class Field:
    """How one field of the claim was reached."""

    field: str
    value: str
    words: tuple[str, ...]
    why: str


@router.get("/claims/{claim}", name="claim")
def claim(visit: Visited, claim: str) -> HTMLResponse:
    """One claim, by its id or a beginning that only one has."""
    stored = _stored(visit, claim)
    record, key = stored.record, key_of(stored.record.article)
    speaks = visit.voice
    case = visit.ledger.case(record.id)
    family = next(iter(visit.ledger.families(key)), None)
    article = visit.ledger.article(key)
    return visit.page(
        "pages/claim.html.j2",
        record=record,
        stored=stored,
        line=line(record, speaks),
        said=speaks.words,
        name=speaks.name,
        tag=language_tag(record.article.language),
        runs=_in_paragraph(article, record, stored.explanation),
        fields=_fields(stored.explanation, speaks),
        why=lambda reason: told(visit.speaks, "reasons").say(reason, "grades"),
        hands=[_hand(one, record, speaks) for one in record.attribution],
        family=family,
        report=report_of(record.origin, family) if record.origin else None,
        standing=state_of(case.reviews, opinions_of(case)),
        case=case,
        versions=_versions(case, speaks),
        others=_others(visit, record, key, speaks),
        resting=_resting(visit, record),
        judged=visit.ledger.judgements(f"claim:{record.id}"),
        me=reviewer(visit.request.cookies, visit.state.reviewer),
    )


@router.post("/claims/{claim}/grade", name="grade_claim")
def grade_claim(
    visit: Visited,
    claim: str,
    by: Annotated[str, Form(max_length=200)],
    why: Annotated[str, Form(max_length=2000)],
    reliability: Annotated[Reliability | None, Form()] = None,
    credibility: Annotated[Credibility | None, Form()] = None,
) -> RedirectResponse:
    """Store a person's grade of a claim; earlier ones stay."""
    record = _stored(visit, claim).record
    if not by.strip() or not why.strip() or (reliability is None and credibility is None):
        raise LedgerError(visit.t("claim.grade_needs"))
    visit.state.writing.judge(
        f"claim:{record.id}", by.strip(), why.strip(), reliability=reliability, credibility=credibility
    )
    return RedirectResponse(visit.url("claim", claim=record.id) + "#grade", 303)


def _stored(visit: Visit, claim: str) -> StoredClaim:
    try:
        found = visit.ledger.claim(claim)
    except LedgerError as error:
        raise NotFoundError(str(error)) from None
    return replace(found, record=next(visit.ledger.in_full([found.record])))


def _in_paragraph(article: Article, record: ClaimRecord, explained: Sequence[Explanation]) -> list[Run]:
    """The paragraph that the quote stands in, with the quote and the words that matched marked."""
    start, end = record.quote.start, record.quote.end
    around = [p for p in article.paragraphs if p.start < end and p.end > start]
    low = min((p.start for p in around), default=start)
    high = max((p.end for p in around), default=end)
    marked = [Marked(start, end, "quote")]
    for why in explained:
        if why.field not in UNREAD:
            marked += [
                Marked(start + one.start, start + one.end, why.field)
                for one in found_words(record.quote.exact, why.words, why.field)
            ]
    return list(runs(article.text, marked, low, high))


def _fields(explained: Sequence[Explanation], speaks: Voice) -> list[Field]:
    reasons = told(speaks.language, "reasons")

    def named(place: str, value: str) -> str:
        return speaks.name(value) if place in {"actor", "client"} else value

    return [
        Field(
            one.field,
            _value(one, speaks),
            one.words,
            reasons.say(one.why, "reasons", "speaking" if one.field == "attribution" else "slots", of=named),
        )
        for one in explained
    ]


def _value(one: Explanation, speaks: Voice) -> str:
    words = speaks.words
    tables: Mapping[str, Mapping[str, str]] = {
        "predicate": {name: term.label for name, term in words.predicates.items()},
        "domain": {name: term.label for name, term in words.domains.items()},
        "modality": {name: term.label for name, term in words.modalities.items()},
        "polarity": {name: term.label for name, term in words.polarities.items()},
    }
    if one.field in tables:
        return tables[one.field].get(one.value, one.value)
    party = one.field.removesuffix(" is") in {"subject", "object", "over", "place"}
    return speaks.name(one.value) if party else one.value


def _hand(one: AttributionStep, record: ClaimRecord, speaks: Voice) -> Hand:
    letter, why = default_of(one, record)
    return Hand(
        step(one, speaks),
        one.actor,
        letter,
        told(speaks.language, "reasons").say(why, "grades"),
        target_of(one),
    )


def _versions(case: Case, speaks: Voice) -> list[tuple[int, ClaimLine, ClaimRecord, bool]]:
    """Number, words, record and whether it stands, of every version when there are several."""
    if len(case.versions) < 2:  # noqa: PLR2004 - nothing to compare
        return []
    return [
        (number, line(version, speaks), version, number == case.stands)
        for number, version in sorted(case.versions.items())
    ]


def _resting(visit: Visit, record: ClaimRecord) -> tuple[Resting, ...]:
    """Commitments, triggers, tests and responses that rest on the claim."""
    parties = {record.subject_state, record.object_state, record.subject, record.object, record.over}
    return visit.ledger.resting(record.id, {one for one in parties if one})


def _others(visit: Visit, record: ClaimRecord, key: str, speaks: Voice) -> list[ClaimLine]:
    """Other claims that were read from the same words."""
    start, end = record.quote.start, record.quote.end
    found = visit.ledger.claims(ClaimFilter(article=key))
    return [
        line(one, speaks)
        for one in found
        if one.id != record.id and one.quote.start < end and one.quote.end > start
    ]
