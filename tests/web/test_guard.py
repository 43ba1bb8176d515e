"""Who is let in and who is not, asked of a bare application behind the guard."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from papertiger.web.failing import handlers
from papertiger.web.security import POLICY, Access, Guard

ACCESS = Access.of(8765, names=("desk.example",), token="t0ken")  # noqa: S106 - it opens nothing
SESSION = {"cookie": f"{ACCESS.cookie}={ACCESS.session}"}
BEARER = {"authorization": "Bearer t0ken"}
SAME = {"sec-fetch-site": "same-origin"}


async def _answer(request: Request) -> Response:
    body = await request.body()
    return PlainTextResponse(f"in {len(body)}")


@pytest.fixture
def guarded() -> TestClient:
    routes = [
        Route(path, _answer, methods=["GET", "POST"]) for path in ("/", "/session", "/api/v1/x", "/static/x")
    ]
    app = Starlette(routes=routes, exception_handlers=dict(handlers()))
    app.add_middleware(Guard, access=ACCESS, most_bytes=100)
    return TestClient(app, base_url="http://127.0.0.1:8765")


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8765", "localhost:8765", "LOCALHOST:8765", "[::1]:8765", "desk.example:8765"]
)
def test_names_that_we_were_started_under_are_answered(guarded: TestClient, host: str) -> None:
    assert guarded.get("/", headers={"host": host} | SESSION).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8765",
        "127.0.0.1",
        "127.0.0.1:80",
        "localhost.evil.example:8765",
        "2130706433:8765",
        "",
        "127.0.0.1:8765@evil.example",
    ],
)
@pytest.mark.parametrize("path", ["/", "/session", "/api/v1/x", "/static/x", "/nowhere"])
def test_any_other_name_is_refused_even_with_the_session(guarded: TestClient, host: str, path: str) -> None:
    assert guarded.get(path, headers={"host": host} | SESSION | BEARER).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "https://127.0.0.1:8765"},
        {"origin": "http://127.0.0.1:8765", "sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "null", "sec-fetch-site": "none"},
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_comes_from_another_page_is_refused(
    guarded: TestClient, method: str, headers: Mapping[str, str]
) -> None:
    assert guarded.request(method, "/", headers=SESSION | dict(headers)).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://127.0.0.1:8765"},
        {"origin": "http://127.0.0.1:8765", "sec-fetch-site": "same-origin"},
        {"origin": "null", "sec-fetch-site": "same-origin"},  # a form of a page without referrers
        BEARER,
    ],
)
def test_our_own_pages_and_programs_with_the_token_may_change_things(
    guarded: TestClient, headers: Mapping[str, str]
) -> None:
    assert guarded.post("/", headers=SESSION | dict(headers)).status_code == 200


@pytest.mark.parametrize("headers", [{}, {"sec-fetch-site": "none"}])
def test_a_change_from_nowhere_is_refused_though_the_cookie_is_there(
    guarded: TestClient, headers: Mapping[str, str]
) -> None:
    assert guarded.post("/", headers=SESSION | dict(headers)).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"cookie": f"{ACCESS.cookie}=wrong"},
        {"cookie": f"papertiger-9999={ACCESS.session}"},
        {"cookie": f"{ACCESS.cookie}=t0ken"},
        {"authorization": "Bearer wrong"},
        {"authorization": "Basic t0ken"},
        {"authorization": "t0ken"},
    ],
)
def test_strangers_are_asked_for_the_token(guarded: TestClient, headers: Mapping[str, str]) -> None:
    answer = guarded.get("/?token=t0ken", headers=dict(headers))
    assert answer.status_code == 401
    assert "text/html" in answer.headers["content-type"]
    assert guarded.get("/api/v1/x", headers=dict(headers)).json()["status"] == 401


def test_static_files_and_the_exchange_of_the_token_need_no_session(guarded: TestClient) -> None:
    assert guarded.get("/static/x").status_code == 200
    assert guarded.post("/session", headers=SAME).status_code == 200
    assert guarded.post("/session").status_code == 403


def test_every_answer_forbids_scripts_of_others_and_frames(guarded: TestClient) -> None:
    for path, headers in (("/", SESSION), ("/", {}), ("/nowhere", SESSION), ("/static/x", {})):
        answer = guarded.get(path, headers=headers)
        assert answer.headers["content-security-policy"] == POLICY
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
    assert "unsafe" not in POLICY


def test_a_body_that_is_too_large_is_refused_whatever_its_length_says(guarded: TestClient) -> None:
    assert guarded.post("/", content=b"x" * 100, headers=BEARER).status_code == 200
    assert guarded.post("/", content=b"x" * 101, headers=BEARER).status_code == 413
    assert guarded.post("/", content=iter([b"x" * 60] * 3), headers=BEARER).status_code == 413
    assert guarded.post("/", content=b"", headers=BEARER | {"content-length": "-1"}).status_code == 413


def test_two_host_headers_are_refused() -> None:
    app = Guard(Starlette(), ACCESS)
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "query_string": b"",
        "headers": [(b"host", b"127.0.0.1:8765"), (b"host", b"evil.example")],
    }
    assert app._wrong(scope) == (403, "host")
