"""Fetching from real servers on the loopback address: what comes, what is sent, redirects, names, certificates."""

from __future__ import annotations

import hashlib
import shutil
import ssl
import subprocess
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import httpcore2
import pytest
from webservers import PAGE, WebServer, answer, here, loopback, moved, serving

from papertiger import __version__
from papertiger.errors import FetchError
from papertiger.news.fetching import Contact, Fetched, Limits, fetch
from papertiger.news.fetching.limits import Reach

NAME = "news.example.com"
OPENSSL = shutil.which("openssl")
WHEN = datetime(2026, 3, 1, 12, tzinfo=UTC)


def got(server: WebServer, path: str = "/story", limits: Limits | None = None, *others: WebServer) -> Fetched:
    return fetch(
        f"http://{NAME}:{server.port}{path}",
        limits=limits or Limits(),
        resolve=here,
        clock=lambda: WHEN,
        reach=loopback(server, *others),
    )


def kind_of(server: WebServer, limits: Limits | None = None) -> str:
    with pytest.raises(FetchError) as refused:
        got(server, limits=limits)
    return refused.value.kind


def test_a_page_comes_with_all_that_is_known_of_it() -> None:
    headers = {"Last-Modified": "Sun, 01 Mar 2026 10:00:00 GMT", "Set-Cookie": "a=b", "X-Long": "y" * 500}
    with serving(answer(headers=headers)) as server:
        fetched = got(server)

    assert fetched.body == PAGE
    assert fetched.sha256 == hashlib.sha256(PAGE).hexdigest()
    assert (fetched.status, fetched.media_type, fetched.charset) == (200, "text/html", "utf-8")
    assert fetched.address == fetched.final == f"http://{NAME}:{server.port}/story"
    assert fetched.redirects == ()
    assert fetched.contacts == (Contact(NAME, "127.0.0.1", server.port),)
    assert fetched.ip == "127.0.0.1"
    assert fetched.fetched == WHEN
    assert fetched.program == f"papertiger/{__version__}"
    assert dict(fetched.headers) == {
        "content-type": "text/html; charset=utf-8",
        "last-modified": "Sun, 01 Mar 2026 10:00:00 GMT",
    }
    assert len(PAGE) < fetched.wire_bytes < len(PAGE) + 1_000


def test_what_is_sent_names_the_program_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with serving(moved("/two"), answer(headers={"Set-Cookie": "id=1; Path=/"})) as server:
        got(server, "/one?q=1")

    assert [request.split("\r\n")[0] for request in server.requests] == [
        "GET /one?q=1 HTTP/1.1",
        "GET /two HTTP/1.1",
    ]
    for request in server.requests:
        fields = dict(line.split(": ", 1) for line in request.strip().split("\r\n")[1:])
        assert set(fields) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
        assert fields["User-Agent"] == f"papertiger/{__version__}"
        assert fields["Host"] == f"{NAME}:{server.port}"


def test_cookies_are_never_sent_back() -> None:
    with serving(moved("/two"), answer()) as server:
        got(server)
    with serving(
        answer(b"", status="302 Found", headers={"Location": "/b", "Set-Cookie": "id=1"}), answer()
    ) as server:
        got(server)
    assert all("cookie" not in request.lower() for request in server.requests)


@pytest.mark.parametrize("status", ["301 M", "302 F", "303 S", "307 T", "308 P"])
def test_redirects_are_followed_and_told(status: str) -> None:
    with serving(moved("/two", status), moved("three?x#y", status), answer()) as server:
        fetched = got(server, "/a/one")
    root = f"http://{NAME}:{server.port}"
    assert fetched.redirects == (f"{root}/two", f"{root}/three?x")
    assert fetched.final == f"{root}/three?x"
    assert len(fetched.contacts) == 3


def test_five_redirects_are_followed_and_not_a_sixth() -> None:
    five = [moved(f"/{number}") for number in range(5)]
    with serving(*five, answer()) as server:
        assert len(got(server).redirects) == 5
    with serving(*five, moved("/6"), answer()) as server:
        assert kind_of(server) == "redirect"
    assert len(server.requests) == 6


def test_a_redirect_to_itself_ends() -> None:
    with serving(moved("/story")) as server:
        assert kind_of(server) == "redirect"


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://192.168.0.1/",
        "http://172.16.0.1/",
        "http://[::1]/",
        "http://[::ffff:169.254.169.254]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://2852039166/",
        "http://0xa9.0xfe.0xa9.0xfe/",
        "http://localhost/",
        "//metadata.google.internal/",
        "http://100.64.0.1/",
        "file:///etc/passwd",
        "gopher://example.com/",
        "http://user:pass@example.com/",
        "http://example.com:6379/",
        "http://exa mple.com/",
        "",
    ],
)
def test_a_redirect_is_checked_like_the_first_address(location: str) -> None:
    with serving(moved(location)) as server:
        kind = kind_of(server)
    assert kind in ("private", "scheme", "credentials", "port", "redirect")
    assert len(server.requests) == 1


def test_a_redirect_to_a_name_that_leads_inside_is_refused() -> None:
    answers = {NAME: ["127.0.0.1"], "inside.example.com": ["10.0.0.7"]}
    with serving(moved("http://inside.example.com/")) as server, pytest.raises(FetchError) as refused:
        fetch(f"http://{NAME}:{server.port}/", resolve=lambda host, _: answers[host], reach=loopback(server))
    assert refused.value.kind == "private"
    assert refused.value.address == "http://inside.example.com/"


def test_a_name_is_looked_up_once_so_that_it_cannot_be_bound_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first answer is public, every later one private, and so is what the system would say."""
    asked: list[str] = []

    def rebinding(host: str, _: int) -> list[str]:
        asked.append(host)
        return ["93.184.215.14"] if len(asked) == 1 else ["127.0.0.1"]

    connected: list[str] = []
    original = httpcore2.SyncBackend.connect_tcp

    with serving(moved("/again"), answer()) as server:

        def connect(
            self: httpcore2.SyncBackend, ip: str, _port: int, *more: object
        ) -> httpcore2.NetworkStream:
            connected.append(ip)
            stream = original(self, "127.0.0.1", server.port, *more)  # where the public server is simulated
            stream.get_extra_info = {"server_addr": (ip, _port)}.get  # type: ignore[assignment]
            return stream

        monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", connect)
        fetched = fetch(f"http://{NAME}/story", resolve=rebinding)

    assert asked == [NAME]
    assert connected == ["93.184.215.14", "93.184.215.14"]
    assert fetched.ip == "93.184.215.14"


def test_a_connection_that_ends_elsewhere_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """As when a rule of the system, or a proxy hidden below, leads it to this machine."""
    original = httpcore2.SyncBackend.connect_tcp
    with serving(answer()) as server:
        monkeypatch.setattr(
            httpcore2.SyncBackend,
            "connect_tcp",
            lambda self, _ip, _port, *more: original(self, "127.0.0.1", server.port, *more),
        )
        with pytest.raises(FetchError, match=r"asked 93\.184\.215\.14, and 127\.0\.0\.1 answered") as refused:
            fetch(f"http://{NAME}/story", resolve=lambda *_: ["93.184.215.14"])
    assert refused.value.kind == "private"
    assert server.requests in ([], [""])  # nothing was sent


def test_the_next_address_of_a_host_is_tried_when_the_first_does_not_answer() -> None:
    reach = Reach(frozenset(range(65536)), lambda _: None)
    with serving(answer()) as server:
        fetched = fetch(f"http://{NAME}:{server.port}/", resolve=lambda *_: ["::1", "127.0.0.1"], reach=reach)
    assert fetched.ip == "127.0.0.1"


@pytest.mark.parametrize(
    ("status", "kind"),
    [("404 Not Found", "status"), ("500 X", "status"), ("403 X", "status"), ("204 X", "status"), ("206 X", "status"), ("304 X", "status"), ("999 X", "status")],
)  # fmt: skip
def test_an_answer_that_is_no_page_is_refused(status: str, kind: str) -> None:
    with serving(answer(b"", status=status)) as server:
        assert kind_of(server) == kind


@pytest.mark.parametrize("media", ["image/png", "application/pdf", "application/zip", "application/octet-stream", "text/css", "multipart/form-data", "application/x-gzip"])  # fmt: skip
def test_what_the_loaders_do_not_read_is_refused_unread(media: str) -> None:
    with serving(answer(b"x" * 9_000_000, headers={"Content-Type": media})) as server:
        assert kind_of(server) == "type"


@pytest.mark.parametrize(
    ("declared", "read"),
    [
        ("text/html", ("text/html", None)),
        ('Text/HTML ; Charset="Windows-1251"', ("text/html", "windows-1251")),
        ("application/rss+xml;charset=UTF-8", ("application/rss+xml", "utf-8")),
    ],
)  # fmt: skip
def test_the_type_is_read_as_declared(declared: str, read: tuple[str, str | None]) -> None:
    with serving(answer(headers={"Content-Type": declared})) as server:
        fetched = got(server)
    assert (fetched.media_type, fetched.charset) == read


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and self-signed certificate of NAME and of another address, made on the fly."""
    folder = tmp_path_factory.mktemp("tls")
    if OPENSSL is None:
        pytest.skip("no openssl to make a certificate with")
    subprocess.run(
        [OPENSSL, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}",
         "-addext", f"subjectAltName=DNS:{NAME}", "-keyout", "key.pem", "-out", "cert.pem"],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    return folder


def _server_side(folder: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


def test_over_tls_the_name_is_sent_and_checked_though_the_address_is_pinned(certificate: Path) -> None:
    names: list[str] = []
    context = _server_side(certificate)
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    trust = partial(ssl.create_default_context, cafile=str(certificate / "cert.pem"))
    with serving(answer(), tls=context) as server:
        fetched = fetch(f"https://{NAME}:{server.port}/", resolve=here, reach=loopback(server, trust=trust))
        with pytest.raises(FetchError) as refused:  # the same machine under another name
            fetch(
                f"https://other.example.com:{server.port}/", resolve=here, reach=loopback(server, trust=trust)
            )
    assert fetched.body == PAGE
    assert names == [NAME, "other.example.com"]
    assert refused.value.kind == "certificate"


def test_a_certificate_that_nobody_vouches_for_is_refused(certificate: Path) -> None:
    with serving(answer(), tls=_server_side(certificate)) as server, pytest.raises(FetchError) as refused:
        fetch(f"https://{NAME}:{server.port}/", resolve=here, reach=loopback(server))
    assert refused.value.kind == "certificate"


def test_no_redirect_leads_from_https_to_http_unless_said(certificate: Path) -> None:
    trust = partial(ssl.create_default_context, cafile=str(certificate / "cert.pem"))
    with serving(answer()) as plain:
        down = moved(f"http://{NAME}:{plain.port}/story")
        with serving(down, tls=_server_side(certificate)) as server:
            ask = partial(
                fetch,
                f"https://{NAME}:{server.port}/",
                resolve=here,
                reach=loopback(server, plain, trust=trust),
            )
            with pytest.raises(FetchError, match="redirects from https to http") as refused:
                ask()
            assert plain.requests == []
            assert ask(limits=Limits(downgrade=True)).body == PAGE
    assert refused.value.kind == "redirect"


def test_no_connection_and_no_name_are_told_apart() -> None:
    with serving(answer()) as server:
        pass
    assert kind_of(server) == "connection"

    def unknown(*_: object) -> list[str]:
        raise OSError("Name or service not known")

    with pytest.raises(FetchError, match=r"news\.example\.com is not known") as refused:
        fetch(f"https://{NAME}/", resolve=unknown)
    assert refused.value.kind == "unresolved"


def test_importing_the_stage_loads_no_http_library() -> None:
    code = (
        "import sys, papertiger, papertiger.news.fetching, papertiger.cli.read;"
        "print([m for m in ('httpx2', 'httpcore2', 'h11', 'idna', 'lxml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
