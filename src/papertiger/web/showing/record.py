"""A patron's record as pages show it: kept while nothing comes, told in the visitor's language."""

from __future__ import annotations

from papertiger.report.assessment.page import Voice as AssessmentVoice
from papertiger.report.assessment.wording import assessment_wording
from papertiger.report.briefing.words import BriefWords, brief_words
from papertiger.web.showing.pairs import pairs
from papertiger.web.visit import Visit
from papertiger.workbench.looking import PatronRecord, record_of


def patron_record(visit: Visit, patron: str) -> PatronRecord:
    """The record of a patron as of now."""
    claims = sum(row.claims for row in pairs(visit) if row.patron == patron)
    return visit.kept(("record", patron), lambda: record_of(visit.ledger, patron, claims))


def case_words(visit: Visit) -> BriefWords:
    """How cases are called."""
    return brief_words(visit.speaks)


def figures_voice(visit: Visit) -> AssessmentVoice:
    """The words that figures are told with."""
    return AssessmentVoice(
        assessment_wording(visit.speaks), visit.voice.words, visit.voice.names, visit.speaks
    )
