"""What leaves a ledger by a workbench: briefs, exports, audits, and what is new."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from typing import IO, Any

from papertiger.errors import LedgerError, SettingsError
from papertiger.ledger import ClaimFilter
from papertiger.ledger.auditing import Audit
from papertiger.ledger.formats import FORMATS
from papertiger.report.briefing.document import Document
from papertiger.report.briefing.question import BriefQuestion
from papertiger.workbench.briefing import asked_for
from papertiger.workbench.briefs import document_of
from papertiger.workbench.bundling import write_bundle, write_log
from papertiger.workbench.exporting import write_claims
from papertiger.workbench.values import Changes
from papertiger.workbench.verbs.bench import Bench

ALL = ClaimFilter()
WHOLE = ("ledger", "bundle")
"""Formats that `papertiger import` takes back: not claims alone, but all that they rest on."""
SHOWN = 20
"""New articles and decisions that `changes` lists."""


class Sharing(Bench):
    """Methods by which results leave."""

    def brief(self, question: BriefQuestion | ClaimFilter = ALL, *, as_of: str | None = None) -> Document:
        """The brief that answers a question, or of the claims that a filter lets through, in the language of the workbench, dated today.

        `papertiger.report.briefing.html.render_document` makes a file of it; nothing is stored.

        Args:
            question: a patron, a partnership, a crisis, a period, or the whole ledger.
            as_of: ISO day that pending windows are judged by; today by default.

        Raises:
            BriefQuestionError: the ledger holds no such crisis.
        """
        asked = BriefQuestion(chosen=question) if isinstance(question, ClaimFilter) else question
        language = self._spoken
        return document_of(self._unhurried, asked, language, as_of=as_of)

    def export(self, form: str, chosen: ClaimFilter, stream: IO[Any]) -> int:
        """Write claims, or all that they rest on, to a stream; how many claims, or lines of a ledger.

        Args:
            form: a format of `papertiger.ledger.formats.FORMATS`; ``ledger`` for the whole log; ``bundle`` for a case.
            chosen: which claims; the whole log has no filter.
            stream: of bytes for parquet and bundle, else of text.

        Raises:
            SettingsError: no such format; a filter on a whole ledger; a bundle of no claim.
        """
        if form == "ledger":
            if asked_for(chosen):
                raise SettingsError("the format ledger holds all that there is; for a part, use bundle")
            return write_log(self._unhurried, stream)
        if form == "bundle":
            return write_bundle(self._unhurried, chosen, lambda: nullcontext(stream)).claims
        if form not in FORMATS:
            raise SettingsError(f"no format {form!r}; there are: {', '.join((*FORMATS, *WHOLE))}")
        return write_claims(self._unhurried, FORMATS[form], chosen, stream)

    def audit(self, expected: str | None = None) -> Iterator[Audit]:
        """Work out every hash, quote and derived figure of the ledger again; see `papertiger.ledger.auditing`."""
        return self._unhurried.audit(expected)

    def changes(self, since: int | str | datetime | None = None) -> Changes:
        """What came into the ledger since a moment.

        Args:
            since: a mark that an earlier answer gave (`Changes.arrived.mark`), or a moment: ISO 8601, UTC unless it says otherwise. None
                for nothing but the mark as of now.

        Raises:
            LedgerError: `since` is no moment.
        """
        mark = since if isinstance(since, int) else self.reading.mark_of(_moment(since))
        decided = self.reading.reviews_page(limit=SHOWN, since=mark)
        return Changes(self.reading.arrived(mark), self.reading.new_articles(mark, SHOWN), decided.reviews)


def _moment(since: str | datetime | None) -> datetime | None:
    if since is None:
        return None
    try:
        moment = datetime.fromisoformat(since) if isinstance(since, str) else since
    except ValueError:
        raise LedgerError(f"{since!r} is no moment; write ISO 8601, as in 2026-11-01T08:00") from None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
