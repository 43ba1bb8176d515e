"""Threat 5: whatever stands in a ledger is text, on every page, in every answer and every report."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urljoin, urlsplit

import browsing
import httpx2
import lxml.html
import pytest
from approutes import Reached, routes_of
from hostilemarkup import faults
from poisoned import COMPACT, MARK, MIXED, texts_of
from tests.web.threats.conftest import Running

from papertiger.settings import Settings
from papertiger.web.app import create_app
from papertiger.web.security import POLICY, Access

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROUTES = [
    route
    for route in routes_of(create_app(Settings(ledger="none.ledger"), Access.of(1), person="anna"))
    if route.method == "GET" and not route.template.startswith("/static")
]
EACH = 3
"""Pages of one route that are looked at."""
UNSEEN = {"/jobs/{job}/events", "/jobs/{job}", "/add/{job}", "/api/v1/jobs/{job}"}
"""Work that no page begins by being looked at."""

SINGLE = (
    "/actors/RUS-hostile", "/patrons/RUS", "/partnerships/RUS/VEN", "/scenario/motive/file", "/scenario/motive/report",
    f"/api/v1/search?words={MARK}", f"/api/v1/search/articles?words={MARK}", f"/api/v1/actors?query={MARK}", "/api/v1/actors/RUS-hostile",
    "/api/v1/partnerships/RUS/VEN", "/api/v1/export/csv", "/api/v1/export/graphml", "/api/v1/figures/support@RUS",
)  # fmt: skip
"""Addresses that no page leads to by itself."""
LONG = ("/brief", "/api/v1/brief", "/api/v1/claims.jsonl", "/api/v1/export")
"""Answers that take seconds; they are looked at once."""

CHOSEN = {
    "activities": "id kind program version config at",
    "actors": "id config state",
    "articles": "key sha256 published declared_language language normalisation raw_sha256",
    "assessments": "id patron question at upto config body",
    "attributions": "kind",
    "chains": "digest",
    "claims": "id family predicate subject subject_state over domain polarity modality auxiliary time_edtf side",
    "coders": "id config",
    "commitments": "id patron client obligation domain",
    "custody": "digest chain",
    "entries": "id at",
    "fetches": "id method at sha256",
    "grades": "id reliability credibility graded_at",
    "handlings": "id action until at",
    "joined": "at",
    "links": "evidence",
    "looks": "id kind address_hash at sha256",
    "outcomes": "id verdict day at",
    "readings": "id language at",
    "responses": "id test domain",
    "reviews": "id claim decision changes into at",
    "scenario_runs": "id digest at",
    "standing": "published family predicate subject subject_state domain polarity modality language",
    "superseded": "why",
    "tallies": "kind subject first second",
    "tests": "id commitment trigger patron client",
    "warnings": "id rule day at upto digest",
    "triggers": "id target threat kind earliest latest",
}
"""Columns of texts that the program chooses: ids, digests, moments, words of closed lists, ids of actors beside those that are hostile."""


def test_every_other_text_of_the_ledger_is_hostile(poisoned_file: Path) -> None:
    """A new column is either chosen by the program or is filled with hostile text here."""
    chosen = {f"{table}.{column}" for table, columns in CHOSEN.items() for column in columns.split()}
    clean = {name for name, hostile in texts_of(poisoned_file).items() if not hostile}
    assert clean <= chosen, clean - chosen


def _route_of(path: str) -> Reached | None:
    for inside in ("[^/]+", ".+"):
        for route in ROUTES:
            if re.fullmatch(
                re.sub(r"\\\{\w+\\\}", lambda _, inside=inside: inside, re.escape(route.template)), path
            ):
                return route
    return None


def _links(page: str, at: str) -> list[str]:
    tree = lxml.html.document_fromstring(page.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    named = [value for e in tree.iter() if isinstance(e.tag, str) for name, value in e.attrib.items() if name in ("href", "hx-get", "action", "data-source", "data-url")]  # fmt: skip
    return [urljoin(at, value).partition("#")[0] for value in named if value and not value.startswith("#")]


@pytest.fixture(scope="module")
def seen(hostile_app: Running) -> dict[str, httpx2.Response]:
    """Answers of the app by address: all pages without parameters, and from there along their links."""
    waiting = [route.template for route in ROUTES if "{" not in route.template]
    waiting += [f"/?language={code}" for code in ("uk", "ru", "en")]
    asked = [
        ("/search", "words"),
        ("/claims", "outlet"),
        ("/articles", "outlet"),
        ("/actors", "q"),
        ("/coverage", "outlet"),
    ]
    waiting += [f"{path}?{urlencode({name: text})}" for path, name in asked for text in (MARK, MIXED)]
    waiting = [*SINGLE, *waiting]
    taken: Counter[str] = Counter()
    found: dict[str, httpx2.Response] = {}
    with hostile_app.client() as client:
        while waiting:
            address = waiting.pop(0)
            parts = urlsplit(address)
            route = _route_of(parts.path)
            if parts.netloc and parts.netloc != urlsplit(hostile_app.address).netloc:
                continue
            place = parts._replace(scheme="", netloc="").geturl()
            if route is None or place in found or taken[route.template] >= EACH or route.template in UNSEEN:
                continue
            taken[route.template] += 1
            answer = client.get(place)
            found[place] = answer
            if "text/html" in answer.headers.get("content-type", ""):
                waiting += _links(answer.text, f"{hostile_app.address}{place}")
            elif "json" in answer.headers.get("content-type", "") and parts.path.startswith("/api/"):
                waiting += _named(answer)
    return found


def _named(answer: httpx2.Response) -> list[str]:
    """Addresses of single things that lists of the interface for programs name."""
    path = urlsplit(str(answer.url)).path
    ids = re.findall(r'"(?:id|key)": ?"([\w.:-]{4,80})"', answer.text)[:3]
    kinds = {"/api/v1/claims": ["claims", "review/claims"], "/api/v1/articles": ["articles", "families"], "/api/v1/cases": ["cases"], "/api/v1/actors": ["actors"], "/api/v1/warnings": ["warnings"]}  # fmt: skip
    return [f"/api/v1/{kind}/{one}" for kind in kinds.get(path, []) for one in ids]


def test_every_page_and_answer_is_looked_at(seen: dict[str, httpx2.Response]) -> None:
    reached = {route.template for place in seen if (route := _route_of(urlsplit(place).path))}
    missing = {route.template for route in ROUTES} - reached - UNSEEN
    assert missing == set()
    wrong = {place: answer.status_code for place, answer in seen.items() if answer.status_code >= 500}
    assert wrong == {}
    showing = [place for place, answer in seen.items() if MARK in answer.text]
    assert len(showing) > 40  # or nothing was put to the test
    assert any("surprise-drawing" in seen[place].text for place in showing if place.startswith("/warnings/"))


def test_no_page_holds_markup_of_others(seen: dict[str, httpx2.Response]) -> None:
    wrong = {}
    for place, answer in seen.items():
        if "text/html" in answer.headers.get("content-type", ""):
            own = answer.headers["content-security-policy"] != POLICY
            if found := faults(answer.text, report=own):
                wrong[place] = found[:5]
    assert wrong == {}


def test_every_answer_forbids_what_it_does_not_need(seen: dict[str, httpx2.Response]) -> None:
    for place, answer in seen.items():
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy, place
        assert not re.search(r"unsafe-eval|script-src[^;]*unsafe-inline|\*|https?:", policy), (place, policy)
        assert answer.headers["x-content-type-options"] == "nosniff"
        if place.startswith("/api/") and "/brief" not in place and "/export" not in place:
            assert "html" not in answer.headers.get("content-type", ""), place


def test_names_in_headers_cannot_end_them(seen: dict[str, httpx2.Response]) -> None:
    for place, answer in seen.items():
        for name, value in answer.headers.items():
            assert MARK not in value, (place, name)
            assert not re.search(r"[\r\n\x00]", value), (place, name)


@pytest.mark.parametrize("payload", [MIXED, COMPACT, "\x00{{7*7}}../../etc/passwd"])
def test_what_is_asked_for_is_text_too(hostile_app: Running, payload: str) -> None:
    """Parameters of paths and queries come back on pages, above all on those that say what was not found."""
    wrong = {}
    names = [
        "q",
        "words",
        "query",
        "outlet",
        "patron",
        "client",
        "since",
        "language",
        "theme",
        "after",
        "by",
        "sort",
        "domain",
    ]
    with hostile_app.client() as client:
        for route in ROUTES:
            if route.template in UNSEEN or route.template.startswith(LONG):
                continue
            query = {} if "{" in route.template else dict.fromkeys(names, payload)
            answer = client.get(route.filled(quote(payload, safe="")), params=query)
            if answer.status_code >= 500:
                wrong[route.template] = [str(answer.status_code)]
            elif "text/html" in answer.headers.get("content-type", "") and (found := faults(answer.text)):
                wrong[route.template] = found[:5]
    assert wrong == {}


def test_nothing_runs_in_a_browser(hostile_app: Running, browser: Browser) -> None:
    """In Chromium: no dialog, nothing on the console, no request to anywhere else, `pwned` was never called."""
    access, home = hostile_app.access, hostile_app.address
    context = browser.new_context(locale="en-GB")
    context.set_default_timeout(30_000)
    context.add_cookies([{"name": access.cookie, "value": access.session, "url": home, "sameSite": "Strict"}])
    context.add_init_script(f"window.{MARK} = () => console.error('{MARK} was called'); window.called = 0;")
    window = browsing.watched(context, home)
    first = {}
    for path in (*PAGES, "/claims", "/articles", "/origins"):
        page = window.go(path)
        if path in ("/claims", "/articles", "/origins"):
            links = page.eval_on_selector_all(
                f"a[href^='{path}/']", "all => all.map(a => a.getAttribute('href'))"
            )
            first[path] = links[0]
    for path in first.values():
        page = window.go(path)
        assert MARK in page.inner_text("body")
        page.mouse.move(300, 300)
        page.keyboard.press("Tab")
    window.check()
    context.close()


PAGES = ("/", "/warnings", "/watchlists", "/sources", "/partnerships", "/partnerships/RUS/VEN", "/patrons/RUS", "/review", "/review/figures", "/map", "/coverage", "/actors", "/actors/RUS-hostile", "/scenario", "/add", "/jobs", f"/search?words={MARK}")  # fmt: skip
