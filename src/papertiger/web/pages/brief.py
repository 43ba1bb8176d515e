"""Briefs: what one shall be about, what it says in short, and the file itself to open, keep or print."""

from __future__ import annotations

import re
from html import unescape
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import escape

from papertiger.errors import PapertigerError
from papertiger.records import DOMAINS
from papertiger.report.languages import LANGUAGES, is_language, own_name
from papertiger.web.jobs.briefs import Asked, Made, kept_in, made_now, make
from papertiger.web.showing.pairs import pairs
from papertiger.web.visit import Visit, Visited
from papertiger.workbench.looking import is_small
from papertiger.workbench.printing import browser, print_pdf

router = APIRouter()
AT_ONCE: Final = 600
"""Claims up to which a brief is made while somebody waits: about two seconds."""
_POLICY: Final = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')
Text = Annotated[str | None, Query(max_length=100)]
Day = Annotated[str | None, Query(max_length=10, pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")]


def _asked(
    visit: Visited,
    patron: Text = None,
    client: Text = None,
    crisis: Text = None,
    around: Text = None,
    first: Day = None,
    last: Day = None,
    domain: Text = None,
    since: Day = None,
    until: Day = None,
    speak: Text = None,
    about: Text = None,
) -> Asked:
    """What an address asks for; `speak` is the language that the brief speaks."""
    language = speak if speak and is_language(speak) else visit.speaks
    return Asked(
        patron or None,
        client or None,
        crisis or None,
        around or None,
        first or None,
        last or None,
        domain or None,
        since or None,
        until or None,
        everything=about == "all",
        language=language,
    )


Question = Annotated[Asked, Depends(_asked)]


@router.get("/brief", name="brief")
def brief(visit: Visited, asked: Question) -> HTMLResponse:
    """What a brief shall be about; and in short what it says, where it is small or was made already."""
    wrong, made, claims = "", None, 0
    if asked.chosen:
        try:
            claims = _claims(visit, asked)
            made = _made(visit, asked, claims)
        except PapertigerError as error:
            wrong = str(error)
    return visit.page(
        "pages/brief.html.j2",
        status=422 if wrong else 200,
        asked=asked,
        made=made,
        claims=claims,
        wrong=wrong,
        browser=browser() is not None,
        actors=_actors(visit),
        domains=[(key, visit.voice.words.domains[key].label) for key in DOMAINS],
        tongues=[(code, own_name(code)) for code in LANGUAGES],
    )


@router.post("/brief", name="make_brief")
def begin(visit: Visited, asked: Question) -> RedirectResponse:
    """Make a brief that takes a while, as a job that leads back to it."""
    asked.question()  # what cannot be answered is refused here and not in the job
    arguments = {
        "settings": visit.state.settings,
        "asked": asked,
        "folder": str(visit.state.folder),
        "address": visit.url("brief", **asked.query),
    }
    job = visit.state.jobs.start("brief", make, arguments, about=asked.file_name, lane="figures")
    return RedirectResponse(visit.url("job", job=job.id), 303)


@router.get("/brief/view", name="brief_view")
def view(visit: Visited, asked: Question) -> Response:
    """The brief itself, under its own policy, with a way back."""
    back = visit.url("brief", **asked.query)
    made = _made(visit, asked, _claims(visit, asked))
    if made is None:
        return RedirectResponse(back, 303)
    way = f'<body>\n<p class="small"><a href="{escape(back)}">{escape(visit.t("brief.back"))}</a></p>'
    return HTMLResponse(made.html.replace("<body>", way, 1), headers=_headers(made))


@router.get("/brief/file", name="brief_file")
def file(
    visit: Visited, asked: Question, form: Annotated[str, Query(pattern="^(html|pdf)$")] = "html"
) -> Response:
    """The brief to keep: one HTML file, or a PDF where a browser is installed that prints it."""
    made = _made(visit, asked, _claims(visit, asked))
    if made is None:
        return RedirectResponse(visit.url("brief", **asked.query), 303)
    named = {"content-disposition": f'attachment; filename="{asked.file_name}.{form}"'}
    if form == "html":
        return HTMLResponse(made.html, headers=_headers(made) | named)
    place = kept_in(visit.state.folder, asked, visit.chain).with_suffix(".pdf")
    if not place.exists():
        print_pdf(made.html, place)
    return Response(place.read_bytes(), media_type="application/pdf", headers=named)


def _claims(visit: Visit, asked: Asked) -> int:
    """About how many claims the brief is made of, by numbers that the ledger keeps."""
    asked.question()
    sides = [side for side in (asked.patron, asked.client) if side]
    if not sides:
        return visit.ledger.counts().claims
    return sum(
        row.claims
        for row in pairs(visit)
        if asked.patron in {None, row.patron} and asked.client in {None, row.client}
    )


def _made(visit: Visit, asked: Asked, claims: int) -> Made | None:
    """The brief, made now where it is small; None for one that was not made yet."""
    place = kept_in(visit.state.folder, asked, visit.chain)
    if place.exists():
        return Made.read(place)
    return made_now(visit.ledger, asked, place) if is_small(visit.ledger, claims, AT_ONCE) else None


def _headers(made: Made) -> dict[str, str]:
    """The document's own policy, which allows its one style sheet by its digest."""
    found = _POLICY.search(made.html)
    policy = unescape(found[1]) if found else "default-src 'none'"
    return {"content-security-policy": f"{policy}; frame-ancestors 'none'"}


def _actors(visit: Visit) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Patrons and clients to choose from, by name."""
    rows = pairs(visit)
    sides = ({row.patron for row in rows}, {row.client for row in rows})
    patrons, clients = (
        sorted(((one, visit.name(one)) for one in side), key=lambda one: visit.words.order(one[1]))
        for side in sides
    )
    return patrons, clients
