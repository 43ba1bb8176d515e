"""Assessing a patron, and walking from a figure to its sentences: a ledger brought up to date, the answer, what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from papertiger.errors import LedgerError
from papertiger.ledger import Ledger
from papertiger.reliability.assessing import (
    Answer,
    Measured,
    Model,
    Question,
    QuestionError,
    assess,
    case_line,
    definitions,
    figure,
    fit_all,
    group_answer,
    load_settings,
    of_address,
    weights_of,
)
from papertiger.reliability.book import Book
from papertiger.reliability.cases import Case, Commitment, Response, Test
from papertiger.reliability.filed import filed
from papertiger.reliability.preparing import Prepared, prepare
from papertiger.report.assessment.page import Sentence, Sentences, Voice
from papertiger.report.assessment.walk import CasePage, Walk
from papertiger.report.assessment.wording import assessment_wording
from papertiger.report.evidence import language_tag, published
from papertiger.report.languages import DEFAULT, Language
from papertiger.report.names import actor_name, actor_names
from papertiger.report.terminal import chain_text
from papertiger.report.visible import counted
from papertiger.report.wording import wording
from papertiger.settings import from_environment
from papertiger.workbench.known import must_be_known
from papertiger.workbench.opening import Open

Tell = Callable[[str], None]
"""Is told what takes long, in one line."""


def unheard(_: str) -> None:
    """Nobody listens."""


def prepared(opened: Open, patron: str, tell: Tell = unheard) -> Prepared:
    """The patron's cases, made from all claims that the ledger holds; articles that nobody traced yet are traced first."""
    ledger = opened.ledger
    if opened.writable and (waiting := ledger.unjoined()):
        from papertiger.readers.frames import FrameReader  # noqa: PLC0415 - loads the analysis

        tell(f"tracing {counted(waiting, 'article')} to their origins")
        ledger.join(FrameReader(from_environment(ledger.place)).fingerprint)
    found = prepare(ledger, patron, load_settings(), write=opened.writable)
    if found.proposed:
        tell(f"{counted(found.proposed, 'case')} new or changed by what the ledger holds now")
    return found


def assessed(
    opened: Open,
    question: Question,
    *,
    since: str | None = None,
    model: Model = "quick",
    measurement: Path | None = None,
    priors: Path | None = None,
    as_of: str | None = None,
    whole: bool = True,
    tell: Tell = unheard,
) -> Answer:
    """The answer to a question, kept in the ledger where that can be written.

    Raises:
        QuestionError: the patron or the client is in no actor file, and the ledger holds nothing of it.
    """
    for actor in filter(None, (question.patron, question.client)):
        must_be_known(opened.ledger, actor)
    settings = load_settings(measurement=measurement, priors=priors, model=model)
    cases = prepared(opened, question.patron, tell)
    full = None
    if model == "full":
        tell("fitting the full model to every patron that was assessed in this ledger, about a minute")
        everybody = Book.of(opened.ledger.cases())
        full = fit_all(Measured.of(everybody, as_of or f"{datetime.now(UTC):%Y-%m-%d}", settings))
    return assess(
        opened.ledger,
        question,
        cases,
        settings,
        name=actor_name(question.patron),
        since=since,
        as_of=as_of,
        full=full,
        whole=whole,
        keep=opened.writable,
    )


def assessment_voice(language: Language = DEFAULT) -> Voice:
    """The words and names that assessments are printed with."""
    return Voice(assessment_wording(language), wording(language), actor_names(language), language)


def sentences_of(ledger: Ledger, language: Language = DEFAULT) -> Sentences:
    """Where the sentences of claims come from; each is looked up once. What is said beside them is in `language`."""

    @lru_cache(maxsize=10_000)
    def sentence(claim: str) -> Sentence | None:
        try:
            stored = ledger.claim(claim)
        except LedgerError:
            return None
        words, excerpt = wording(language), stored.excerpt
        return Sentence(
            claim=stored.record.id,
            before=excerpt.before.rpartition("\n")[2].lstrip(),
            exact=excerpt.exact,
            after=excerpt.after.partition("\n")[0].rstrip(),
            chain=chain_text(stored.record.attribution, words.anonymous),
            outlet=stored.article.outlet or words.outlet_unknown,
            published=published(stored.article, words),
            language=language_tag(stored.article.language),
        )

    return sentence


def walked(opened: Open, address: str, tell: Tell = unheard) -> Walk:
    """The figure that an address names, with what it is computed from.

    Raises:
        QuestionError: it names no figure, or one of no test.
    """
    question = of_address(address)
    if question is None:
        raise QuestionError(f"{address!r} is no address of a figure; copy one that `papertiger assess` shows")
    if question.group is None:
        groups = ", ".join(definitions().groups)
        raise QuestionError(f"{address!r} names several figures; put one of {groups} before the @")
    cases = prepared(opened, question.patron, tell)
    measured = cases.measured(f"{datetime.now(UTC):%Y-%m-%d}", load_settings())
    group = figure(measured, question, actor_name(question.patron))
    if group is None:
        raise QuestionError(
            f"nothing in this ledger tests what {address} asks for; `papertiger assess` shows what there is"
        )
    return Walk(group_answer(group, whole=False), group)


def case_of(opened: Open, named: str) -> CasePage:
    """A case with the responses that rest on it; raises LedgerError where the ledger holds none so named."""
    versions = opened.ledger.case_versions(named)
    first = versions[0]
    filed_ = filed(versions)[first.id]
    record = filed_.case()
    book = _book_of(opened.ledger, record)
    measured = Measured.of(book, f"{datetime.now(UTC):%Y-%m-%d}", load_settings())
    cells = [cell for _, cell in sorted(measured.cells.items()) if _rests_on(book, cell.response, first.id)]
    weights = weights_of(cells, measured.settings.rho)
    return CasePage(
        id=first.id,
        kind=first.kind,
        record=record,
        lines=tuple(case_line(measured, book, cell, weights.get(cell.response, 0.0)) for cell in cells),
        versions=tuple(
            {"version": row.version, "at": row.at, "by": row.by, "what": _what(row.body), "body": row.body}
            for row in versions
        ),
        stands=None if book.case(first.id) is not None else book.left_out.get(first.id, NEEDED_BY_NONE),
    )


NEEDED_BY_NONE = "no test that stands rests on it"


def _book_of(ledger: Ledger, record: Case) -> Book:
    """The book of the patron of a case; of a trigger, that of all patrons."""
    if isinstance(record, Response):
        (test, *_) = (row for row in ledger.case_versions(record.test) if "record" in row.body)
        return Book.of(ledger.cases(test.body["record"]["patron"]))
    return Book.of(ledger.cases(record.patron if isinstance(record, Commitment | Test) else None))


def _rests_on(book: Book, response: str, case: str) -> bool:
    test = book.tests[book.responses[response].test]
    return case in {response, test.id, test.commitment, test.trigger}


def _what(body: Mapping[str, Any]) -> str:
    """What a version says, in a few words."""
    if "changes" in body:
        return f"{', '.join(body['changes'])} changed: {body.get('why', '')}"
    if "restored" in body:
        return f"{', '.join(body['restored'])} as proposed again: {body.get('why', '')}"
    if "withdrawn" in body:
        return f"{'withdrawn' if body['withdrawn'] else 'restored'}: {body.get('why', '')}"
    return "the whole record"
