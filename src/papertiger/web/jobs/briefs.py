"""Briefs as files in the app's own folder: made at once, or by a job."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from papertiger.ledger import ClaimFilter, Ledger
from papertiger.report.briefing.question import BriefQuestion
from papertiger.report.languages import Language
from papertiger.settings import Settings
from papertiger.web.jobs.job import Progress, Tell

_NAME: Final = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a brief shall be about, as an address says it."""

    patron: str | None
    client: str | None
    crisis: str | None
    around: str | None
    first: str | None
    last: str | None
    domain: str | None
    since: str | None
    until: str | None
    everything: bool
    """The whole ledger, where nothing else is said."""
    language: Language

    @property
    def chosen(self) -> bool:
        """Whether anything was asked for."""
        return self.everything or any(self._parts.values())

    @property
    def _parts(self) -> dict[str, str | None]:
        named = (one.name for one in fields(self) if one.name not in {"everything", "language"})
        return {name: getattr(self, name) for name in named}

    @property
    def query(self) -> dict[str, str | None]:
        """The same, as an address says it."""
        whole = "all" if self.everything and not any(self._parts.values()) else None
        return {**self._parts, "speak": self.language, "about": whole}

    @property
    def file_name(self) -> str:
        """``brief-RUS-VEN``: of letters and figures only, whatever was asked."""
        return _NAME.sub("-", "-".join(["brief", *filter(None, self._parts.values())])).strip("-")

    def question(self) -> BriefQuestion:
        """The question; raises BriefQuestionError or LedgerError for what cannot be answered."""
        narrower = ClaimFilter(domain=self.domain, since=self.since, until=self.until)
        return BriefQuestion(
            self.patron, self.client, self.crisis, self.around, self.first, self.last, narrower
        )


@dataclass(frozen=True, slots=True)
class Made:
    """A brief that was made."""

    title: str
    summary: tuple[str, ...]
    claims: int
    articles: int
    html: str

    @classmethod
    def read(cls, place: Path) -> Made:
        """From its file."""
        known = json.loads(place.read_text(encoding="utf-8"))
        return cls(**{**known, "summary": tuple(known["summary"])})


def kept_in(folder: Path, asked: Asked, chain: str) -> Path:
    """The file of a brief: another one for each question, each state of the ledger and each day, by which windows are judged."""
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    name = json.dumps([asdict(asked), chain, day], sort_keys=True)
    return folder / f"brief-{hashlib.sha256(name.encode()).hexdigest()[:32]}.json"


def made_now(ledger: Ledger, asked: Asked, place: Path) -> Made:
    """Make a brief and keep it.

    Raises:
        BriefQuestionError: the ledger holds no such crisis.
    """
    from papertiger.report.briefing.html import render_document  # noqa: PLC0415 - with what it loads a second
    from papertiger.workbench.briefs import document_of  # noqa: PLC0415 - as above

    document = document_of(ledger, asked.question(), asked.language)
    made = Made(
        document.title,
        tuple(one.text() for one in document.summary),
        document.brief.figures.claims,
        document.brief.figures.articles,
        render_document(document),
    )
    part = place.with_suffix(".part")
    part.write_text(json.dumps(asdict(made), ensure_ascii=False), encoding="utf-8")
    part.replace(place)
    return made


def make(tell: Tell, settings: Settings, asked: Asked, folder: str, address: str) -> dict[str, Any]:
    """The job: make a brief, and say where it is shown."""
    with Ledger.open(settings.ledger, create=False) as ledger:
        tell(Progress(line=asked.file_name))
        place = kept_in(Path(folder), asked, ledger.chain())
        made = made_now(ledger, asked, place)
    return {"address": address, "claims": made.claims}
