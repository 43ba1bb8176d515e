"""Add articles: paste a text, send files, have an address fetched, or read the samples; each by a job, and then what was found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from papertiger.errors import FetchError
from papertiger.ledger import ArticleRow, ClaimFilter
from papertiger.news.fetching.addresses import MAX_ADDRESS, parse
from papertiger.news.fetching.limits import PUBLIC
from papertiger.report.evidence import line, said, voice_in
from papertiger.web.adding.given import (
    MOST_BYTES,
    MOST_FILES,
    Address,
    File,
    Given,
    Pasted,
    Samples,
    is_day,
    is_web_address,
)
from papertiger.web.failing import NotFoundError
from papertiger.web.jobs.reading import read
from papertiger.web.reviewing.asked import MOST_ARTICLES
from papertiger.web.visit import Visit, Visited

router = APIRouter()
FIELDS: Final = ("text", "title", "outlet", "published", "url")
"""Of the form for a text."""
WAITING: Final = 20
"""Jobs that may wait or run before more is taken."""
SHOWN: Final = 40
"""Articles whose claims are shown at the end."""
SENTENCES: Final = 3
"""Claims of an article that are shown there."""
SHORT: Final = 16
"""Hex digits by which an address names an article."""
_ABOUT: Final = 120
Answer = HTMLResponse | RedirectResponse


@router.get("/add", name="add")
def add(visit: Visited, address: Annotated[str, Query(max_length=MAX_ADDRESS)] = "") -> HTMLResponse:
    """The forms; with an address, whom papertiger would ask for it."""
    if not address.strip():
        return _page(visit)
    try:
        target = parse(address, PUBLIC.ports)
    except FetchError as error:
        told = f"{error.problem} ({error.cure})" if error.cure else error.problem
        return _page(visit, given={"address": address}, wrong={"address": told}, status=422)
    return _page(visit, given={"address": str(target)}, host=target.host)


def _page(
    visit: Visit,
    *,
    given: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
    host: str = "",
    status: int = 200,
) -> HTMLResponse:
    return visit.page(
        "pages/add.html.j2",
        status=status,
        given=given or {},
        wrong=wrong or {},
        host=host,
        most_files=MOST_FILES,
        most_bytes=MOST_BYTES,
        each=visit.state.settings.max_bytes,
    )


def _start(
    visit: Visit, given: Sequence[Given], about: str, after: Callable[[], None] | None = None
) -> Answer:
    """Have it read; to the page that shows how far it is."""
    jobs = visit.state.jobs
    if sum(not one.over for one in jobs.all()) >= WAITING:
        if after is not None:
            after()
        return _page(visit, wrong={"busy": visit.t("add.wrong.busy")}, status=429)
    identity = jobs.identity()
    arguments = {
        "settings": visit.state.settings,
        "given": tuple(given),
        "language": visit.language,
        "address": visit.url("added", job=identity),
    }
    jobs.start("read", read, arguments, about=about[:_ABOUT], lane="reading", identity=identity, after=after)
    return RedirectResponse(visit.url("job", job=identity), 303)


@router.post("/add/text", name="add_text", response_model=None)
async def add_text(visit: Visited, request: Request) -> Answer:
    """Read one article that was pasted."""
    form = await request.form(max_files=0)
    given = {name: value if isinstance(value := form.get(name, ""), str) else "" for name in FIELDS}
    about = {name: " ".join(given[name].split()) for name in FIELDS[1:]}
    wrong = {}
    if not given["text"].strip():
        wrong["text"] = visit.t("add.wrong.text")
    if about["published"] and not is_day(about["published"]):
        wrong["published"] = visit.t("add.wrong.published", given=about["published"])
    if about["url"] and not is_web_address(about["url"]):
        wrong["url"] = visit.t("add.wrong.url", given=about["url"])
    if wrong:
        return await run_in_threadpool(_page, visit, given=given, wrong=wrong, status=422)
    pasted = Pasted(given["text"], **{name: value or None for name, value in about.items()})
    first = given["text"].strip().splitlines()[0]  # a form sends CR LF
    return await run_in_threadpool(_start, visit, [pasted], about["title"] or first)


@router.post("/add/files", name="add_files", response_model=None)
async def add_files(visit: Visited, request: Request) -> Answer:
    """Read files that were sent."""
    try:
        form = await request.form(max_files=MOST_FILES, max_fields=MOST_FILES)
    except HTTPException as error:
        key = "many" if "files" in str(error.detail).lower() else "form"
        wrong = {"files": visit.t(f"add.wrong.{key}", **({"files": MOST_FILES} if key == "many" else {}))}
        return await run_in_threadpool(_page, visit, wrong=wrong, status=422)
    async with request.form():
        sent = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
        return await run_in_threadpool(_take, visit, sent)


def _take(visit: Visit, sent: Sequence[UploadFile]) -> Answer:
    """Store what was sent in a private place, and have it read."""
    if not sent:
        return _page(visit, wrong={"files": visit.t("add.wrong.files")}, status=422)
    batch = visit.state.uploads.batch()
    try:
        given = [File(one.filename or "-", str(batch.keep(one.file))) for one in sent]
    except BaseException:
        batch.remove()
        raise
    return _start(visit, given, ", ".join(one.name for one in given), batch.remove)


@router.post("/add/address", name="add_address", response_model=None)
async def add_address(visit: Visited, request: Request) -> Answer:
    """Fetch an address whose host was shown, and read what comes."""
    form = await request.form(max_files=0)
    address = str(form.get("address", ""))[:MAX_ADDRESS]
    try:
        target = parse(address, PUBLIC.ports)
    except FetchError as error:
        told = f"{error.problem} ({error.cure})" if error.cure else error.problem
        return await run_in_threadpool(
            _page, visit, given={"address": address}, wrong={"address": told}, status=422
        )
    return await run_in_threadpool(_start, visit, [Address(str(target))], target.host)


@router.get("/add/text", name="add_text_again")
@router.get("/add/files", name="add_files_again")
@router.get("/add/address", name="add_address_again")
def again(visit: Visited) -> RedirectResponse:
    """Pages that say what is wrong stand at these addresses; who asks for one again, as in another language, gets the forms."""
    return RedirectResponse(visit.url("add", **visit.request.query_params), 303)


@router.post("/add/samples", name="add_samples", response_model=None)
def add_samples(visit: Visited) -> Answer:
    """Read the articles that come with papertiger."""
    return _start(visit, [Samples()], visit.t("add.samples"))


@router.get("/add/{job}", name="added", response_model=None)
def added(visit: Visited, job: str) -> Answer:
    """What was found in what was given."""
    known = visit.state.jobs.get(job)
    if known is None or known.kind != "read":
        raise NotFoundError(visit.t("add.gone"))
    if not isinstance(known.result, dict) or "articles" not in known.result:
        return RedirectResponse(visit.url("job", job=job), 303)
    keys = [(str(key), claims) for key, claims in known.result["articles"]]
    fresh = [key for key, claims in keys if claims is not None]
    return visit.page(
        "pages/added.html.j2",
        job=known,
        result=known.result,
        claims=sum(claims or 0 for _, claims in keys),
        found=[_found(visit, key, claims) for key, claims in keys[:SHOWN]],
        more=max(len(keys) - SHOWN, 0),
        reviewed=[key[:SHORT] for key in (fresh or [key for key, _ in keys])[:MOST_ARTICLES]],
    )


def _found(visit: Visit, key: str, claims: int | None) -> dict[str, Any]:
    """One article with its first claims in words."""
    row: ArticleRow = visit.ledger.article_row(key)
    voice = voice_in(visit.language)  # type: ignore[arg-type] # a language of the interface
    records = list(visit.ledger.claims(ClaimFilter(article=key, limit=SENTENCES)))
    return {
        "row": row,
        "known": claims is None,
        "sentences": [(one.id, said(line(one, voice))) for one in records],
        "more": max(row.claims - len(records), 0),
    }
