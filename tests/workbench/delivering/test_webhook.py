"""A warning as a POST, to a server of the test's own."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest

from papertiger.workbench.delivering.channels import Webhook
from papertiger.workbench.delivering.webhook import post


class Hook(BaseHTTPRequestHandler):
    answers: ClassVar[list[tuple[int, dict[str, str]]]] = []
    got: ClassVar[list[tuple[dict[str, str], bytes]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
        status, headers = self.answers[min(len(self.got), len(self.answers)) - 1]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(*answers: tuple[int, dict[str, str]]) -> Iterator[str]:
    Hook.answers, Hook.got = list(answers), []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/hook"
    finally:
        server.shutdown()
        server.server_close()


def sent(to: str, waits: list[float] | None = None, **more: Any) -> Any:  # noqa: ANN401 - options
    channel = Webhook(name="desk", kind="webhook", to=to, secret=more.get("signed_by"))
    return post(
        channel,
        {"event": "warning", "title": "Погроза"},
        "3f9a",
        more.get("environment", {}),
        wait=(waits if waits is not None else []).append,
        seconds=5,
    )


def test_it_is_signed_and_named_and_says_what_it_holds() -> None:
    with served((204, {})) as to:
        tried = sent(to, signed_by="DESK", environment={"DESK": "a key"})
    ((headers, body),) = Hook.got
    assert tried.status == "sent"
    assert json.loads(body)["title"] == "Погроза"
    assert headers["content-type"] == "application/json"
    assert headers["idempotency-key"] == "3f9a"
    assert (
        headers["x-papertiger-signature"] == f"sha256={hmac.new(b'a key', body, hashlib.sha256).hexdigest()}"
    )


def test_a_missing_secret_is_refused_before_anything_is_sent() -> None:
    with served((204, {})) as to:
        tried = sent(to, signed_by="DESK")
    assert (tried.status, Hook.got) == ("refused", [])
    assert "DESK" in str(tried.problem)


def test_a_busy_server_is_asked_thrice_and_as_late_as_it_wants() -> None:
    waits: list[float] = []
    with served((503, {}), (429, {"Retry-After": "7"}), (200, {})) as to:
        tried = sent(to, waits)
    assert tried.status == "sent"
    assert waits == [1.0, 7.0]


def test_a_server_that_stays_busy_is_left_for_later() -> None:
    with served((500, {"Retry-After": "99999"})) as to:
        tried = sent(to, waits := [])
    assert (tried.status, len(Hook.got)) == ("failed", 3)
    assert max(waits) <= 30


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    with served((status, {"Location": "http://169.254.169.254/"})) as to:
        tried = sent(to)
    assert (tried.status, len(Hook.got)) == ("refused", 1)


def test_a_refusal_is_final_and_nobody_there_is_not() -> None:
    with served((403, {})) as to:
        assert sent(to).status == "refused"
    assert sent(to).status == "failed"  # the server is gone
