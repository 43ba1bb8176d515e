"""What follows from a scenario, in the model: presets, sliders over their numbers, a state beside the scenario as it stands."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from papertiger import __version__
from papertiger.errors import ModelError, PapertigerError, ScenarioError, ScenarioProblems
from papertiger.ledger.simulated import StoredRun
from papertiger.report.formatting import listed
from papertiger.report.html import policy, style_sheet
from papertiger.report.scenario.html import render_scenario
from papertiger.scenario.files import load, preset, presets
from papertiger.scenario.files.keypath import parts_of
from papertiger.scenario.files.places import ALL
from papertiger.scenario.files.writing import changed_text
from papertiger.scenario.running.result import Result
from papertiger.scenario.terms import Scenario
from papertiger.web.failing import NotFoundError
from papertiger.web.jobs import Job
from papertiger.web.scenarios.asked import CHOICES, COMPARED, RUNS, Asked, read
from papertiger.web.scenarios.controls import controls, grouped
from papertiger.web.scenarios.view import State, View, voice_of
from papertiger.web.scenarios.work import keep, made
from papertiger.web.visit import Visit, Visited

router = APIRouter()
PATIENCE: Final = 8.0
"""Seconds that a fragment waits for its runs before it says that they go on."""
GLANCE: Final = 0.3
"""Seconds that a whole page waits: after them it comes without results, and fetches these."""
KEEPING: Final = 4.0
_TICK: Final = 0.03
_FIELD: Final = "n."
"""Beginning of the name of a number's field in the form, which works without scripts."""


@dataclass(frozen=True, slots=True)
class _Given:
    """What an address gives: what can be used of it, and what is wrong with it."""

    asked: Asked
    typed: Mapping[str, str]
    """Path of a key → what the visitor set it to, whether it can be used or not."""
    problems: tuple[ScenarioError, ...]


@router.get("/scenario", name="scenario")
def scenario(visit: Visited) -> HTMLResponse:
    """Presets to start from, and runs that were kept."""
    found = [_introduced(visit, name) for name in presets()]
    kept = [_kept(visit, one) for one in reversed(visit.ledger.scenario_runs())]
    return visit.page("pages/scenario.html.j2", presets=found, kept=kept[:_SHOWN])


_SHOWN = 50
"""Kept runs that the first page lists, the last ones."""


def _introduced(visit: Visit, name: str) -> dict[str, Any]:
    """What the list says of a preset."""
    made = preset(name)
    language = visit.speaks
    voice = voice_of(made, language)
    return {
        "name": name,
        "patrons": listed([voice.names(one) for one in made.structure.patrons], language),
        "clients": listed([voice.names(one) for one in made.structure.clients], language),
        "months": made.structure.months,
        "uncertain": len(made.factors),
        "stated": sum(one.stated for one in made.factors),
    }


def _kept(visit: Visit, one: StoredRun) -> dict[str, Any]:
    """A kept run, with the address of its state where it has one: run again with the same tables of the model, it gives the same figures."""
    asked = one.body.get("asked", {})
    name = str(asked.get("preset", ""))
    known, address = name in presets(), str(asked.get("address", ""))
    return {
        "name": visit.t(f"scenario.presets.{name}.name") if known else one.scenario,
        "address": address if known and address.startswith("/scenario/") else "",
        "changes": len(asked.get("changes", ())),
        "runs": one.body["runs"],
        "seed": one.seed,
        "digest": one.digest,
        "at": one.at,
    }


@router.get("/scenario/{preset}", name="preset")
async def shown(visit: Visited, preset: str) -> Response:
    """One preset: its numbers to be moved, and what follows."""
    given = await run_in_threadpool(_read, visit, preset)
    if isinstance(given, Response):
        return given
    found: list[Result | Job] = []
    problems = given.problems
    if not problems:
        fragment = "hx-request" in visit.request.headers
        try:
            found = await _results(visit, given.asked, PATIENCE if fragment else GLANCE)
        except ModelError as error:
            problems = _problems(error)
    return await run_in_threadpool(_page, visit, given, found, problems)


@router.get("/scenario/{preset}/file", name="preset_file")
def file(visit: Visited, preset: str) -> Response:
    """The preset with the changes as a scenario file."""
    asked = _read(visit, preset)
    if isinstance(asked, Response):
        return asked
    _stop(asked)
    notes = (
        visit.t("scenario.file.head", preset=preset, version=__version__),
        visit.t("scenario.file.limits"),
        *(f"{key} = {text}" for key, text in asked.asked.changes),
    )
    text = changed_text(asked.asked.file, asked.asked.values, notes=notes)
    return Response(text, media_type="application/toml", headers=_attached(f"{preset}.toml"))


@router.get("/scenario/{preset}/report", name="preset_report")
async def report(visit: Visited, preset: str) -> Response:
    """The report on this state as one HTML file, as `papertiger simulate --html` writes it."""
    given = await run_in_threadpool(_read, visit, preset)
    if isinstance(given, Response):
        return given
    _stop(given)
    address = visit.url("preset_report", preset=preset, **given.asked.query())
    (result,) = await _waited(visit, (given.asked,), address, PATIENCE, beside=False)
    if isinstance(result, Job):
        return RedirectResponse(visit.url("job", job=result.id), 303)
    text = await run_in_threadpool(partial(render_scenario, result, language=visit.speaks))
    own = {"content-security-policy": policy(str(style_sheet("charts", "scenario")))}
    return HTMLResponse(text, headers=_attached(f"{preset}.html") | own)


@router.post("/scenario/{preset}/keep", name="keep_run")
async def keep_run(visit: Visited, preset: str) -> Response:
    """Run this state as its file says and keep it in the ledger."""
    given = await run_in_threadpool(_read, visit, preset)
    if isinstance(given, Response):
        return given
    _stop(given)
    address = visit.url("preset", preset=preset, **given.asked.query())
    place = str(visit.ledger.place)
    job = visit.state.jobs.start(
        "simulate",
        keep,
        {"asked": given.asked, "place": place, "address": address},
        about=preset,
        lane="scenarios",
    )
    await run_in_threadpool(visit.state.jobs.wait, job, KEEPING)
    if job.state == "done":
        again = visit.url("preset", preset=preset, **given.asked.query(), kept=job.result["id"][:12])
        return RedirectResponse(again, 303)
    return RedirectResponse(visit.url("job", job=job.id), 303)


def _read(visit: Visit, name: str) -> _Given | Response:
    """What the address gives; a redirect where a form without scripts sent it."""
    if name not in presets():
        raise NotFoundError(visit.t("scenario.no_preset", preset=name))
    query = visit.request.query_params
    fields = {key.removeprefix(_FIELD): text for key, text in query.items() if key.startswith(_FIELD)}
    stated = query.getlist("set")
    pairs = (one.rpartition(":") for one in stated)
    typed = {key: text for key, _, text in pairs} | {key: text for key, text in fields.items() if text}
    try:
        asked = read(
            name,
            stated,
            fields,
            query.getlist("learning"),
            _whole(query.get("runs"), "runs") or RUNS,
            _whole(query.get("seed"), "seed"),
            query.getlist("compare"),
        )
        if fields:
            return RedirectResponse(visit.url("preset", preset=name, **asked.query()), 303)
        there = preset(name).structure
        for one in (asked, *asked.others):
            _must_take_part(one, (*there.patrons, *there.clients))
            made(one, beside=False)
    except PapertigerError as error:
        return _Given(Asked(name), typed, _problems(error))
    return _Given(asked, typed, ())


def _must_take_part(asked: Asked, actors: Sequence[str]) -> None:
    """Raise ScenarioError where a change would bring in somebody whom the scenario does not have."""
    for key, _ in asked.changes:
        table, who, *_ = (*(parts_of(key) or ()), "")
        if table in {"patrons", "clients"} and who not in (*actors, ALL):
            raise ScenarioError(key, f"{who} takes no part in it", f"there are: {', '.join(actors)}")


def _whole(text: str | None, name: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 10):  # noqa: PLR2004 - of any seed
        raise ScenarioError(name, f"{text[:40]!r} is no whole number", "leave it out for the scenario's own")
    return int(text)


def _problems(error: PapertigerError) -> tuple[ScenarioError, ...]:
    if isinstance(error, ScenarioProblems):
        return error.problems
    return (error,) if isinstance(error, ScenarioError) else (ScenarioError("", str(error)),)


def _stop(given: _Given) -> None:
    """Raise what is wrong, for what is no page with a form."""
    if given.problems:
        raise ScenarioProblems(given.problems)


def _attached(name: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="{name}"'}


async def _results(visit: Visit, asked: Asked, seconds: float) -> list[Result | Job]:
    """Of the scenario as it stands, of what is looked at where it differs, and of what is pinned: results, or jobs that go on."""
    address = visit.url("preset", preset=asked.preset, **asked.query())
    wanted = (asked.unchanged, *([_alone(asked)] if asked.changes else []), *asked.others)
    return await _waited(visit, wanted, address, seconds)


async def _waited(
    visit: Visit, wanted: Sequence[Asked], address: str, seconds: float, *, beside: bool = True
) -> list[Result | Job]:
    """Results, waited for while whoever asked is still there; those that are not done are jobs."""
    runs = visit.state.runs

    def ask() -> list[Result | Job]:
        return [runs.ask(one, address, beside=beside) for one in wanted]

    found = await run_in_threadpool(ask)
    going = [one for one in found if isinstance(one, Job)]
    if not going:
        return found
    for job in going:
        runs.wait_for(job)
    gone, end = False, time.monotonic() + seconds
    try:
        while not gone and not all(job.over for job in going) and time.monotonic() < end:
            await asyncio.sleep(_TICK)
            gone = await visit.request.is_disconnected()
    finally:
        for job in going:
            runs.leave(job, gone=gone)
    return found if gone else await run_in_threadpool(ask)


def _alone(asked: Asked) -> Asked:
    return Asked(asked.preset, asked.changes, asked.learning, asked.runs, asked.seed)


def _page(
    visit: Visit, given: _Given, found: Sequence[Result | Job], problems: Sequence[ScenarioError]
) -> HTMLResponse:
    asked, language = given.asked, visit.speaks
    base: Scenario = load(asked.file)
    voice = voice_of(base, language)
    known = controls(base, given.typed, voice)
    done = [one for one in found if isinstance(one, Result)]
    context: dict[str, Any] = {
        "asked": asked,
        "scenario": base,
        "voice": voice,
        "stated": grouped(tuple(one for one in known if one.stated), voice),
        "others": grouped(tuple(one for one in known if not one.stated), voice),
        "known": {one.key: one for one in known},
        "typed": given.typed,
        "problems": problems,
        "choices": CHOICES,
        "field": _FIELD,
        "kept": visit.request.query_params.get("kept"),
        "view": None,
        "jobs": [one for one in found if isinstance(one, Job)],
        "most": COMPARED,
    }
    if done and len(done) == len(found):
        context["view"] = _view(visit, asked, done)
    return visit.page("pages/preset.html.j2", status=422 if problems else 200, **context)


def _view(visit: Visit, asked: Asked, results: Sequence[Result]) -> View:
    titles = [visit.t("scenario.as_stated"), *([visit.t("scenario.as_changed")] if asked.changes else [])]
    titles += [visit.t("scenario.pinned", number=number + 1) for number in range(len(asked.compared))]
    of = (asked.unchanged, *([_alone(asked)] if asked.changes else []), *asked.others)
    states = tuple(map(State, titles, of, results))
    return View(states, 1 if asked.changes else 0, visit.speaks)
