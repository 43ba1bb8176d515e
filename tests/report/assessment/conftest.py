"""An answer about a made-up patron, and the sentences behind it."""

from __future__ import annotations

import pytest
from patron import broken_and_kept, confirmed, measured, occasion, said

from papertiger.reliability.assessing import Answer, Question, definitions, figure, group_answer
from papertiger.reliability.assessing.answer import ModelLine
from papertiger.report.assessment.page import Voice
from papertiger.report.assessment.wording import assessment_wording
from papertiger.report.wording import wording

NAMES = {"AAA": "Aland", "BBB": "Bland", "CCC": "Cland", "DDD": "Dland"}
MODEL = ModelLine(name="quick", version="1", prior={}, rho=0.2, measurement="sha256:00")


@pytest.fixture
def voice() -> Voice:
    return Voice(assessment_wording(), wording(), lambda actor: NAMES.get(actor, actor))


@pytest.fixture
def answer() -> Answer:
    """Two groups: a record of support with a pending, a doubtful and a lost response; a thin record of defence."""
    failed = {"claim": "c-failed", "origin": "k9", "says": "did_not_work", "why": "the radars saw nothing"}
    unable = {"claim": "c-unable", "origin": "k8", "says": "unable", "why": "said by an analyst"}
    about = measured(
        *broken_and_kept(),
        occasion(30, [said("q", anonymous=True), said("qq", "honoured", document=True)], client="CCC"),
        occasion(31, [said("lost")], efficacy=[failed], motive=[unable], late=True),
        occasion(32, window={"earliest": "2026-05-01", "latest": "2026-09-01"}),
        confirmed(50, "withheld", obligation="defence", domain="military", client="DDD"),
    )
    groups = [figure(about, Question("AAA", name), "Aland") for name in ("defence", "support")]
    return Answer(
        question="all@AAA",
        patron="AAA",
        as_of="2026-06-01",
        made="2026-06-01T00:00:00Z",
        ledger="made-up.ledger",
        evidence="ab" * 32,
        model=MODEL,
        groups=tuple(group_answer(one) for one in groups if one is not None),
        not_said=tuple(note.format(patron="Aland") for note in definitions().not_said),
    )
