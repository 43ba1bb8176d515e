"""A brief out of a ledger: read, assessed and put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime

from papertiger import __version__
from papertiger.ledger import ClaimFilter, Ledger
from papertiger.ledger.coverage import Coverage, stretches
from papertiger.lineage import Family
from papertiger.report.briefing.building import build_document
from papertiger.report.briefing.document import Document
from papertiger.report.briefing.material import Cases, Cited, Material
from papertiger.report.briefing.question import BriefQuestion
from papertiger.report.languages import DEFAULT, Language
from papertiger.report.model import Scope
from papertiger.report.names import actor_names
from papertiger.workbench.briefs.choosing import chosen, cited, in_context, in_order
from papertiger.workbench.briefs.comparing import compared, whole_day
from papertiger.workbench.briefs.weighing import MOST, Weighed, crisis_of, patrons_of, weigh
from papertiger.workbench.known import must_be_known

_FEW = 300
"""Articles up to which families are read one by one and not all at once."""
_ASIDE = 200
"""Claims that only a language model read which a brief shows."""
_TOLD = 5
"""Patrons that are assessed without a word: each takes half a second or so."""
_CALLED = {"text": "contains", "first": "from", "last": "to"}
"""Fields of a question that people know by another name."""


def document_of(
    ledger: Ledger,
    question: BriefQuestion,
    language: Language = DEFAULT,
    *,
    as_of: str | None = None,
    about: Scope | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Document:
    """The brief that answers a question, dated today.

    Args:
        ledger: which may be open to read only; nothing is stored.
        question: what is asked.
        language: that the brief speaks.
        as_of: ISO day by which windows are judged; today by default.
        about: what the brief says that it was made from and when, where that is not this ledger today; then without chain of custody.
        tell: is told what takes long, in one line.

    Raises:
        BriefQuestionError: the ledger holds no such crisis.
        QuestionError: an actor of the question is in no actor file, and the ledger holds nothing of it.
    """
    return build_document(
        material_of(ledger, question, language, as_of=as_of, about=about, tell=tell), language
    )


def material_of(
    ledger: Ledger,
    question: BriefQuestion,
    language: Language = DEFAULT,
    *,
    as_of: str | None = None,
    about: Scope | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Material:
    """What `document_of` makes a document of; arguments and errors as there."""
    for actor in filter(None, (question.patron, question.client, question.around)):
        must_be_known(ledger, actor)
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    day = as_of or today
    crisis = crisis_of(ledger, question)
    records = chosen(ledger, _counted(question, True), crisis)
    aside = chosen(ledger, _counted(question, False), crisis)
    untraced = ledger.unjoined()
    patrons = patrons_of(question, records, crisis)
    weighed = Weighed((), Cases(), tuple(patrons) if untraced else ())
    if not untraced and patrons:
        if len(patrons) > _TOLD:
            tell(f"weighing the records of {min(len(patrons), MOST)} patrons")
        weighed = weigh(
            ledger,
            question,
            records,
            actor_names(language),
            crisis=crisis,
            as_of=day,
            since=whole_day(question.chosen.since) if question.chosen.since else None,
            narrowed=crisis is not None or _narrowed(question.chosen),
        )
    known = {record.id for record in records}
    besides = list(cited(ledger, (claim for claim in weighed.claims() if claim not in known)))
    claims = tuple(in_context(ledger, in_order([*records, *besides]) if besides else records))
    scope = about or Scope(ledger.name, in_words(question), today, __version__)
    return Material(
        question=question,
        scope=scope,
        claims=claims,
        holdings=ledger.holdings(),
        as_of=day,
        answers=weighed.answers,
        cases=weighed.cases,
        families=_families(ledger, {article.key for _, _, article in claims}) if not untraced else (),
        coverage=_coverage(ledger, question, claims),
        outlets=_outlets(claims, ledger),
        changed=compared(ledger, question, claims),
        custody="" if about else ledger.chain(),
        crisis=crisis,
        unassessed=weighed.left_out,
        aside=tuple(in_context(ledger, aside[:_ASIDE])),
        left_out=len(aside),
        untraced=untraced,
    )


def _counted(question: BriefQuestion, counts: bool) -> BriefQuestion:
    """The question of claims that numbers rest on, or of all others that would fit."""
    asked = question.chosen
    narrower = replace(asked, counted=counts, limit=asked.limit if counts else None)
    return replace(question, chosen=narrower)


def _narrowed(asked: ClaimFilter) -> bool:
    """Whether a filter keeps claims out, the domain apart, which the assessment is asked by."""
    return any(
        getattr(asked, one.name) is not None
        for one in fields(asked)
        if one.name not in {"domain", "newest_first"}
    )


def in_words(question: BriefQuestion) -> str:
    """The question by its parts as options name them, such as ``patron RUS, since 2026``; empty where all is asked for."""
    own = {one.name: getattr(question, one.name) for one in fields(question) if one.name != "chosen"}
    asked = {
        one.name: getattr(question.chosen, one.name)
        for one in fields(question.chosen)
        if one.name != "newest_first"
    }
    return ", ".join(
        f"{_CALLED.get(name, name)} {value}" for name, value in (own | asked).items() if value is not None
    )


def _families(ledger: Ledger, articles: set[str]) -> tuple[Family, ...]:
    """The families of the articles, the largest first, then by date of the origin."""
    if len(articles) <= _FEW:
        found = {family.id: family for key in sorted(articles) for family in ledger.families(key)}
    else:
        found = {
            family.id: family
            for family in ledger.families()
            if any(one.member.key in articles for one in family.articles)
        }
    return tuple(sorted(found.values(), key=lambda one: (one.origin.published or "", one.id)))


def _coverage(ledger: Ledger, question: BriefQuestion, claims: Sequence[Cited]) -> Coverage:
    """What was looked at in the days asked for; the claims of the brief are what counts as an answer."""
    asked = question.chosen
    limits = ClaimFilter(outlet=asked.outlet, since=asked.since, until=asked.until)
    seen = ledger.coverage(limits)
    told = _told(claims)
    rows = tuple(
        replace(
            row,
            with_claims=len(told.get((row.outlet, row.language, row.day), {})),
            claims=sum(told.get((row.outlet, row.language, row.day), {}).values()),
        )
        for row in seen.rows
    )
    return Coverage(rows, stretches(rows, limits), seen.refused)


def _told(claims: Sequence[Cited]) -> dict[tuple[str | None, str, date | None], dict[str, int]]:
    """Outlet, language and day → article → its claims in the brief."""
    found: dict[tuple[str | None, str, date | None], dict[str, int]] = {}
    for _, _, article in claims:
        row = found.setdefault((article.outlet, article.language, _day(article.published)), {})
        row[article.key] = row.get(article.key, 0) + 1
    return found


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _outlets(claims: Sequence[Cited], ledger: Ledger) -> dict[str, str]:
    """Name of an outlet → its state, where the actor files know it."""
    from papertiger.actors import knowledge_base  # noqa: PLC0415 - reads data files
    from papertiger.lineage.provenance import UNLISTED, outlet_named  # noqa: PLC0415 - as above

    names = {article.outlet for _, _, article in claims if article.outlet} | set(ledger.holdings().outlets)
    found = {}
    for name in names:
        id_ = outlet_named(name).id
        if not id_.startswith(UNLISTED) and (state := knowledge_base().get(id_).state):
            found[name] = state
    return found
