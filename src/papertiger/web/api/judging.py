"""Cases, assessments and scenarios over HTTP."""

from __future__ import annotations

from itertools import takewhile
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query
from pydantic import Field, JsonValue, field_validator

from papertiger.report.assessment.walk import case_json, figure_json
from papertiger.report.cases import case_value
from papertiger.scenario.files import text_of_file
from papertiger.scenario.files.reading import PREFIX
from papertiger.scenario.terms import Scenario
from papertiger.web.api.answers import CasesTold, JobTold, Value
from papertiger.web.api.failing import problems
from papertiger.web.api.kinds import IN_JSON, PAGE, Asked, Limit, Name, Named, Sent, Served, Words
from papertiger.web.api.working import started
from papertiger.web.jobs import tasks

router = APIRouter(responses=problems())
CHANGES: Final = 50
"""Keys of a scenario that may be changed at once."""
RUNS: Final = 20_000
"""Runs that may be asked for."""
_CLOSED: Final = ("ensemble", "ledger", "meta")
"""Tables of a scenario that name files or ledgers of this computer, or what it is: a program may not change them over HTTP."""


@router.get("/cases", operation_id="cases", tags=["assess"])
def cases(
    state: Served,
    patron: Asked = None,
    client: Asked = None,
    kind: Literal["commitment", "trigger", "test", "response"] | None = None,
    everything: Annotated[bool, Query(description="Also what does not stand.")] = False,
    after: Annotated[str | None, Query(max_length=100)] = None,
    limit: Limit = PAGE,
) -> CasesTold:
    """Commitments, triggers, tests and responses, by kind and id; page by page, each going on after the `next` of the one before."""
    found, book = state.bench.cases(patron or None, client or None, kind, everything=everything)
    start = next((n + 1 for n, one in enumerate(found) if one.id == after), 0)
    shown = found[start : start + limit]
    more = start + limit < len(found)
    return CasesTold(
        cases=[case_value(book.filed[one.id], book) for one in shown], next=shown[-1].id if more else None
    )


@router.get("/cases/{case}", operation_id="case", tags=["assess"], responses=problems(404))
def case(state: Served, case: Named) -> Value:
    """One case with the responses that rest on it, its versions, and the sentences behind it."""
    return case_json(state.bench.case(case), state.bench.sentences())


@router.get("/figures/{address}", operation_id="figure", tags=["assess"])
def figure(state: Served, address: Named) -> Value:
    """The figure that an address of an assessment names (``support@RUS,client=VEN``), with what it is computed from."""
    return figure_json(state.bench.figure(address), state.bench.sentences())


class QuestionSent(Sent):
    """Which record is assessed."""

    patron: Name
    client: Name | None = None
    domain: Words | None = None
    period: Words | None = None
    """2024, 2024..2026, 2024.. or ..2026."""
    since: Words | None = None
    """Also what changed since a date or an earlier assessment's id."""
    as_of: Words | None = None
    """Day that pending windows are judged by."""
    model: Literal["quick", "full"] = "quick"
    whole: bool = True
    keep: bool = True


@router.post(
    "/assess",
    status_code=202,
    operation_id="assess",
    tags=["assess"],
    dependencies=IN_JSON,
    responses=problems(415, 429),
)
def assess(state: Served, sent: QuestionSent) -> JobTold:
    """How far a patron honoured what it owed when tested, by a job: an interval with all that it rests on, or words."""
    asked = sent.model_dump(exclude={"patron"})
    arguments = {"settings": state.settings, "patron": sent.patron, "asked": asked}
    return started(state, "assess", tasks.assess, arguments, about=sent.patron)


@router.get("/presets", operation_id="presets", tags=["simulate"])
def presets(state: Served) -> list[Value]:
    """Scenarios to start from; all are illustrative, not calibrated."""
    return [_preset(name, made) for name, made in state.bench.presets().items()]


class ScenarioSent(Sent):
    """A preset, with some of its numbers changed."""

    preset: Name
    changes: dict[Name, JsonValue] = Field(default_factory=dict, max_length=CHANGES)
    """Path of a key (``patrons.RUS.will``) → the value in its place, as the file would have it."""

    @field_validator("changes")
    @classmethod
    def _open(cls, changes: dict[str, Any]) -> dict[str, Any]:
        for key in changes:
            if key.strip().strip('"').partition(".")[0].partition("[")[0].strip('" ') in _CLOSED:
                raise ValueError(f"{key} cannot be changed here; change it in a file")
        return changes

    @property
    def file(self) -> str:
        """The preset as scenarios are named."""
        return PREFIX + self.preset


@router.post(
    "/scenario", operation_id="scenario", tags=["simulate"], dependencies=IN_JSON, responses=problems(415)
)
def scenario(state: Served, sent: ScenarioSent) -> Value:
    """A scenario, checked and not run: what is uncertain in it, what is fixed, and warnings."""
    made = state.bench.scenario(sent.file, sent.changes)
    told = _preset(sent.preset, made)
    told["warnings"] = list(made.warnings)
    told["uncertain"] = [
        {"key": one.key, "distribution": one.distribution.words, "unit": one.unit, "grade": one.grade}
        for one in made.factors
    ]
    told["certain"] = [{"key": key, "value": value, "grade": grade} for key, value, grade in made.fixed]
    return told


class RunSent(ScenarioSent):
    """How a scenario is run."""

    runs: int | None = Field(None, ge=1, le=RUNS)
    seed: int | None = Field(None, ge=0, lt=2**63)
    replicates: int = Field(5, ge=1, le=100)
    compare: bool = False
    learning: list[Literal["L0", "L1", "L2", "L3"]] = Field(default_factory=list, max_length=4)
    keep_run: bool = False


@router.post(
    "/simulate",
    status_code=202,
    operation_id="simulate",
    tags=["simulate"],
    dependencies=IN_JSON,
    responses=problems(415, 429),
)
def simulate(state: Served, sent: RunSent) -> JobTold:
    """Run a scenario many times, by a job; every figure of its result is "in the model"."""
    state.bench.scenario(sent.file, sent.changes)  # what is wrong with it is told now
    asked = sent.model_dump(exclude={"preset", "changes"})
    arguments = {"settings": state.settings, "file": sent.file, "changes": sent.changes, "asked": asked}
    return started(state, "simulate", tasks.simulate, arguments, about=sent.preset)


def _preset(name: str, made: Scenario) -> Value:
    """What a scenario is."""
    first = takewhile(lambda line: line.strip("# "), text_of_file(PREFIX + name).splitlines())
    return {
        "preset": name,
        "name": made.name,
        "banner": made.banner,
        "about": " ".join(line.strip("# ") for line in first),
        "digest": made.digest,
        "patrons": list(made.structure.patrons),
        "clients": list(made.structure.clients),
        "months": made.structure.months,
        "learning": list(made.learning),
        "policies": [policy.name for policy in made.policies],
        "runs": made.runs,
        "seed": made.seed,
    }
