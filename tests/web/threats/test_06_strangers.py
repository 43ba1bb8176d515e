"""Threat 6: pages of others and names of others reach nothing, on every route there is."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from approutes import Reached, routes_of
from starlette.testclient import TestClient

from papertiger.settings import Settings
from papertiger.web.app import create_app
from papertiger.web.security import Access

ACCESS = Access.of(8765, token="a-token-for-tests")  # noqa: S106 - it opens nothing
OURS = {"host": "127.0.0.1:8765"}
SESSION = {"cookie": f"{ACCESS.cookie}={ACCESS.session}"}
BEARER = {"authorization": f"Bearer {ACCESS.token}"}
SAME = {"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1:8765"}
ALL = OURS | SESSION | BEARER | SAME
"""What opens every door."""
APP = create_app(Settings(ledger="there-is-no.ledger"), ACCESS, person="anna")
ROUTES = routes_of(APP)
CHANGES = [route for route in ROUTES if route.method not in ("GET", "HEAD")]
CLOSED = [route for route in ROUTES if not route.template.startswith(("/static", "/session"))]

FOREIGN_HOSTS = (
    "evil.example",
    "evil.example:8765",
    "127.0.0.1.nip.io:8765",
    "localhost.evil.example:8765",
    "127.0.0.1",
    "127.0.0.1:80",
    "127.0.0.1:08765",
    "127.1:8765",
    "2130706433:8765",
    "0x7f000001:8765",
    "0.0.0.0:8765",
    "[::ffff:127.0.0.1]:8765",
    "[::1]",
    "localhost.:8765",
    "localhost:8765.",
    "127.0.0.1:8765, evil.example",
    "evil.example/127.0.0.1:8765",
    "127.0.0.1:8765#evil.example",
    "",
)
FOREIGN_PAGES = (
    {"origin": "http://evil.example"},
    {"origin": "https://127.0.0.1:8765"},
    {"origin": "http://127.0.0.1:8766"},
    {"origin": "http://127.0.0.1"},
    {"origin": "http://127.0.0.1:8765.evil.example"},
    {"origin": "http://evil.example:8765"},
    {"origin": "file://"},
    {"origin": "null"},
    {"origin": "null", "sec-fetch-site": "cross-site"},
    {"origin": "http://127.0.0.1:8765", "sec-fetch-site": "cross-site"},
    {"origin": "http://127.0.0.1:8765", "sec-fetch-site": "same-site"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "Same-Origin"},
    {"sec-fetch-site": ""},
)
STRANGERS = (
    {},
    {"cookie": f"{ACCESS.cookie}="},
    {"cookie": f"{ACCESS.cookie}={ACCESS.token}"},
    {"cookie": f"{ACCESS.cookie}={ACCESS.session[:-1]}"},
    {"cookie": f"papertiger-9999={ACCESS.session}"},
    {"cookie": f"{ACCESS.cookie.upper()}={ACCESS.session}"},
    {"authorization": f"Bearer {ACCESS.session}"},
    {"authorization": f"Bearer {ACCESS.token}x"},
    {"authorization": f"Basic {ACCESS.token}"},
    {"authorization": ACCESS.token},
    {"x-token": ACCESS.token},
)


@pytest.fixture(scope="module")
def asking() -> Iterator[TestClient]:
    """A client with nothing of its own; what gets past the guard meets a ledger that is not there."""
    with TestClient(
        APP, base_url="http://127.0.0.1:8765", follow_redirects=False, raise_server_exceptions=False
    ) as made:
        yield made


def _ask(client: TestClient, route: Reached, headers: dict[str, str], query: str = "") -> int:
    client.cookies.clear()
    content = b"" if route.method in ("GET", "HEAD") else b"{}"
    answer = client.request(route.method, route.path + query, headers=headers, content=content)
    assert "access-control-allow-origin" not in answer.headers
    return answer.status_code


def test_the_routes_are_found() -> None:
    assert {"/", "/claims", "/review"} <= {route.template for route in ROUTES}
    assert len(ROUTES) >= 20
    assert len(CHANGES) >= 3


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_another_host_is_refused_whatever_it_brings(asking: TestClient, route: Reached) -> None:
    got = {host: _ask(asking, route, ALL | {"host": host}) for host in FOREIGN_HOSTS}
    assert set(got.values()) == {403}, got


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_another_page_is_refused_though_it_has_the_cookie(asking: TestClient, route: Reached) -> None:
    got = [(page, _ask(asking, route, OURS | SESSION | page)) for page in FOREIGN_PAGES]
    assert {status for _, status in got} == {403}, got


@pytest.mark.parametrize("route", CLOSED, ids=str)
def test_a_stranger_is_refused_also_with_the_token_in_the_query(asking: TestClient, route: Reached) -> None:
    queries = ("", f"?token={ACCESS.token}", f"?access_token={ACCESS.token}&session={ACCESS.session}")
    got = [
        (stranger, query, _ask(asking, route, OURS | SAME | stranger, query))
        for stranger, query in itertools.product(STRANGERS, queries)
    ]
    assert {status for *_, status in got} == {401}, got


@pytest.mark.parametrize("route", CHANGES, ids=str)
def test_a_change_that_no_page_of_ours_vouches_for_is_refused(asking: TestClient, route: Reached) -> None:
    """As a form of another site sends it: a simple request, with the cookie."""
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""):
        headers = OURS | SESSION | ({"content-type": kind} if kind else {})
        assert _ask(asking, route, headers) == 403, kind
        assert _ask(asking, route, headers | {"sec-fetch-site": "none"}) == 403, kind


@pytest.mark.parametrize("route", [r for r in CHANGES if r.template.startswith("/api/")], ids=str)
def test_json_is_taken_as_json_only(asking: TestClient, route: Reached) -> None:
    """A handler that reads JSON out of a text/plain body can be reached without a preflight."""
    for kind in ("text/plain", "text/json", "application/x-www-form-urlencoded"):
        asking.cookies.clear()
        answer = asking.request(
            route.method, route.path, headers=ALL | {"content-type": kind}, content=b'{"claim": "x"}'
        )
        assert 400 <= answer.status_code < 500, (kind, answer.status_code)


@pytest.mark.parametrize("route", sorted({route.template for route in ROUTES}))
def test_nobody_is_told_that_others_may_ask(asking: TestClient, route: str) -> None:
    reached = Reached("OPTIONS", route, "")
    preflight = {"origin": "http://evil.example", "access-control-request-method": "POST"}
    assert _ask(asking, reached, OURS | SESSION | preflight) == 403
    for method in ("OPTIONS", "TRACE", "PROPFIND"):
        assert _ask(asking, Reached(method, route, ""), OURS | SESSION | SAME) in (404, 405)


def test_an_address_that_is_no_route_is_refused_like_one(asking: TestClient) -> None:
    nowhere = Reached("GET", "/nowhere", "")
    assert _ask(asking, nowhere, ALL | {"host": "evil.example"}) == 403
    assert _ask(asking, nowhere, OURS) == 401


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example", "/%2f%2fevil.example/..", "/claims//", "/session?next=//evil.example"])  # fmt: skip
def test_no_answer_leads_elsewhere(asking: TestClient, path: str) -> None:
    """Threat 15: open redirects."""
    for method in ("GET", "POST"):
        answer = asking.request(
            method, f"http://127.0.0.1:8765{path}", headers=ALL, data={"token": ACCESS.token}
        )
        to = answer.headers.get("location", "/")
        assert to.startswith(("/", "http://127.0.0.1:8765/")), to
        assert not to.startswith(("//", "/\\", "http://127.0.0.1:8765//")), to


def test_the_token_is_in_no_answer(asking: TestClient) -> None:
    for route in ROUTES:
        asking.cookies.clear()
        if "stream" in route.template or "events" in route.template:
            continue
        answer = asking.request(route.method, route.path, headers=ALL)
        told = answer.text + repr(answer.headers)
        assert ACCESS.token not in told, route
