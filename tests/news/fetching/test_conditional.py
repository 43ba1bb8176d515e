"""Asking for what has changed only, one step at a time, and for one purpose."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from webservers import PAGE, WebServer, answer, here, loopback, moved, serving

from papertiger.errors import FetchError
from papertiger.news.fetching import Fetched, Use, Validators, fetch
from papertiger.news.fetching.getting import retry_after

NAME = "news.example.com"
WHEN = datetime(2026, 3, 1, 12, tzinfo=UTC)
MARKED = {"ETag": '"abc"', "Last-Modified": "Sun, 01 Mar 2026 10:00:00 GMT"}


def got(
    server: WebServer, known: Validators | None = None, use: Use = "any", *, follow: bool = True
) -> Fetched:
    return fetch(
        f"http://{NAME}:{server.port}/feed",
        known=known,
        use=use,
        follow=follow,
        resolve=here,
        clock=lambda: WHEN,
        reach=loopback(server),
    )


def fields(request: str) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in request.strip().split("\r\n")[1:])


def marks(server: WebServer) -> Validators | None:
    return Validators.of(f"http://{NAME}:{server.port}/feed", {k.lower(): v for k, v in MARKED.items()})


def test_what_has_not_changed_is_an_answer_without_a_body() -> None:
    with serving(answer(headers=MARKED), answer(b"", status="304 Not Modified", headers=MARKED)) as server:
        first = got(server)
        again = got(server, Validators.of(first.final, first.headers))
    assert (first.status, first.body) == (200, PAGE)
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", '"abc"')
    assert "If-None-Match" not in fields(server.requests[0])
    sent = fields(server.requests[1])
    assert (sent["If-None-Match"], sent["If-Modified-Since"]) == ('"abc"', MARKED["Last-Modified"])


def test_unchanged_is_no_answer_to_who_holds_nothing() -> None:
    with serving(answer(b"", status="304 Not Modified")) as server, pytest.raises(FetchError) as refused:
        got(server)
    assert (refused.value.kind, refused.value.status) == ("status", 304)


def test_marks_go_back_only_to_the_address_that_gave_them() -> None:
    """Elsewhere they would tell who comes along."""
    with serving(moved("/other"), answer()) as server:
        got(server, marks(server))
    assert ["If-None-Match" in fields(one) for one in server.requests] == [True, False]
    with serving(answer()) as server:
        got(server, Validators("http://other.example.com/", '"abc"'))
    assert "If-None-Match" not in fields(server.requests[0])


@pytest.mark.parametrize("etag", ["x" * 501, '"é"', '"a\r\nCookie: b"', '"a\x00"', ""])
def test_a_mark_that_is_none_is_not_kept(etag: str) -> None:
    assert Validators.of("http://a.example.com/", {"etag": etag}) is None


def test_a_redirect_that_is_not_followed_is_an_answer_that_says_where_to() -> None:
    with serving(moved("https://elsewhere.example.com/a b#c".replace(" ", "%20"), "301 Moved")) as server:
        fetched = got(server, follow=False)
    assert (fetched.status, fetched.body, fetched.redirects) == (301, b"", ())
    assert fetched.location == "https://elsewhere.example.com/a%20b"
    assert len(server.requests) == 1


@pytest.mark.parametrize("location", ["http://169.254.169.254/", "http://localhost/", "file:///etc/passwd", "http://[::1]/", ""])  # fmt: skip
def test_a_redirect_that_is_not_followed_is_checked_all_the_same(location: str) -> None:
    with serving(moved(location)) as server, pytest.raises(FetchError) as refused:
        got(server, follow=False)
    assert refused.value.kind in ("private", "scheme", "redirect")


@pytest.mark.parametrize(("said", "seconds"), [("120", 120.0), ("Sun, 01 Mar 2026 12:01:00 GMT", 60.0), ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0), ("soon", None), ("-5", None), ("9" * 400, 999_999_999.0), ("", None), ("Sun, 99 Mar 99999999999 12:01:00 GMT", None)])  # fmt: skip
def test_how_long_a_server_wants_to_be_left_alone(said: str, seconds: float | None) -> None:
    assert retry_after(said, WHEN) == seconds


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_a_server_that_is_busy_says_until_when(status: str) -> None:
    with (
        serving(answer(status=status, headers={"Retry-After": "90"})) as server,
        pytest.raises(FetchError) as refused,
    ):
        got(server)
    error = refused.value
    assert (error.kind, error.status, error.retry_after) == ("status", int(status[:3]), 90.0)
    assert error.headers["retry-after"] == "90"


@pytest.mark.parametrize(
    ("use", "media", "taken"),
    [
        ("page", "text/html", True),
        ("page", "application/rss+xml", False),
        ("page", "application/json", False),
        ("feed", "application/rss+xml", True),
        ("feed", "application/gzip", False),
        ("sitemap", "application/gzip", True),
        ("sitemap", "application/xml", True),
        ("robots", "text/plain", True),
        ("robots", "application/xml", False),
        ("any", "application/gzip", False),
        ("any", "application/rss+xml", True),
    ],
)
def test_media_types_are_taken_where_they_are_asked_for(use: Use, media: str, *, taken: bool) -> None:
    with serving(answer(headers={"Content-Type": media})) as server:
        if taken:
            assert got(server, use=use).media_type == media
        else:
            with pytest.raises(FetchError) as refused:
                got(server, use=use)
            assert refused.value.kind == "type"
    assert (media in fields(server.requests[0])["Accept"]) is taken
