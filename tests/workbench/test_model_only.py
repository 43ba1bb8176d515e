"""Outrageous claims of a language model, read into the samples, move no figure that anybody is shown; each place says how many it leaves out."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

from modelread import read_by_both

from papertiger.ledger import ClaimFilter
from papertiger.ledger.reviewing import Review
from papertiger.reliability.assessing import Question, assess, load_settings
from papertiger.reliability.preparing import prepare
from papertiger.report.assessment.page import notes
from papertiger.report.briefing.question import BriefQuestion
from papertiger.report.drafted import draft_lines
from papertiger.report.languages import DEFAULT
from papertiger.report.terminal import Ink
from papertiger.report.warned import warned_lines
from papertiger.scenario.ledgered.drafting import drafted
from papertiger.workbench.assessing import assessment_voice
from papertiger.workbench.opening import Open
from papertiger.workbench.watching import watch, watchlist_of
from papertiger.workbench.workbench import Workbench

LEFT = "12 claims that only a language model read are left out until a person accepts them."
AS_OF = "2026-03-01"


def cheap(bench: Workbench) -> dict[str, Any]:
    """Numbers that the ledger keeps or counts, without what says how many claims were left out."""
    page = bench.partnership("RUS", "VEN")
    coverage = bench.coverage(ClaimFilter(subject="RUS", object="VEN"))
    days = (date(2025, 1, 1), date(2026, 12, 31))
    return {
        "partnerships": bench.partnerships(),
        "partnership": dataclasses.replace(page, model_only_left_out=0),
        "actor": bench.actor("RUS").partners,
        "coverage": coverage.rows,
        "indications": [one.claim for one in bench.reading.indications(*days)],
        "cases": prepare(bench.reading, "RUS", load_settings(), write=False).book().cases(),
    }


def dear(bench: Workbench) -> tuple[dict[str, Any], list[str]]:
    """An assessment's figures, a brief and a draft of a scenario, likewise; and where each says how many were left out."""
    ledger, settings = bench.reading, load_settings()
    ready = prepare(ledger, "RUS", settings, write=False)
    draft = drafted(ledger, ["RUS"], AS_OF, prepared={"RUS": ready})
    answer = assess(ledger, Question("RUS"), ready, settings, name="Russia", as_of=AS_OF, keep=False)
    document = bench.brief(BriefQuestion(patron="RUS", client="VEN"), as_of=AS_OF)
    brief = dataclasses.asdict(document.brief)
    opened = Open(ledger, writable=False)
    listed = dataclasses.replace(watchlist_of(None), watches=watchlist_of(None).watches[:1])
    watched = watch(opened, listed, as_of=date(2026, 3, 1)).as_told()
    told = [
        "\n".join(draft_lines(draft)),
        "\n".join(notes(answer, assessment_voice())),
        "\n".join(one.text() for one in document.summary),
        " ".join("\n".join(warned_lines(watched, DEFAULT, Ink(), 100)).split()),
    ]
    drawn = "\n".join(draft_lines(dataclasses.replace(draft, digest="", model_only_left_out=0)))
    lines = drawn.replace(draft.digest[:12], "").splitlines()  # the evidence is another one
    return {
        "draft": [line for line in lines if not line.startswith("sources")],
        "assessment": [group.model_dump(exclude={"cases"}) for group in answer.groups],
        "brief": {**brief, "model_only_left_out": 0},
        "watch": (watched.claims, watched.warnings),
    }, told


def test_no_figure_that_is_shown_moves_until_a_person_accepts(bench: Workbench) -> None:
    ledger = bench.ledger
    before, (dear_before, told) = cheap(bench), dear(bench)
    assert not any("language model" in one for one in told)

    model = read_by_both(ledger)

    assert cheap(bench) == before
    dear_now, told = dear(bench)
    assert dear_now == dear_before
    assert [LEFT in one for one in told] == [True] * 4
    assert ledger.left_out().all == ledger.counts().model_only_left_out == 12
    assert bench.partnership("RUS", "VEN").model_only_left_out == bench.actor("RUS").model_only_left_out == 12
    at = "2026-03-01T10:00:00.{:06}Z"
    ledger.decide(
        *(
            Review(
                f"r{number}", claim, ledger.claim(claim).record.version, "accept", "anna", at.format(number)
            )
            for number, claim in enumerate(model)
        )
    )
    after = cheap(bench)
    assert [name for name in before if after[name] == before[name]] == []
    assert ledger.left_out().all == 0
