"""Servers that send too much, too slowly, too densely, or something else than they say."""

from __future__ import annotations

import gzip
import io
import threading
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Iterator

import pytest
from webservers import PAGE, Behaviour, answer, dripping, here, loopback, serving, zeros

from papertiger.errors import FetchError
from papertiger.news import Article, Refusal
from papertiger.news.fetching import Fetched, Limits, articles_from, fetch
from papertiger.news.fetching.unpacking import unpacked

QUICK = Limits(connect_seconds=2, read_seconds=1, total_seconds=2)
GZIP = {"Content-Encoding": "gzip"}
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def ask(behaviour: Behaviour, limits: Limits = QUICK) -> Fetched:
    with serving(behaviour) as server:
        return fetch(
            f"http://news.example.com:{server.port}/", limits=limits, resolve=here, reach=loopback(server)
        )


def refused(behaviour: Behaviour, limits: Limits = QUICK) -> FetchError:
    began = time.monotonic()
    with pytest.raises(FetchError) as error:
        ask(behaviour, limits)
    assert time.monotonic() - began < limits.total_seconds + 10
    return error.value


@pytest.mark.parametrize(
    "first",
    [
        b"",  # a status line that never ends
        HEAD,  # header fields that never end
        HEAD + b"\r\n",  # a body that never ends
        HEAD + b"Content-Length: 1000000\r\n\r\n",
    ],
)
def test_a_server_that_sends_a_byte_now_and_then_ends_with_the_whole_time(first: bytes) -> None:
    error = refused(dripping(first, b"x", 0.2), Limits(read_seconds=5, total_seconds=1))
    assert error.kind == "slow"
    assert "not done within 1 s" in str(error)


def test_a_byte_a_second_in_chunks_ends_too() -> None:
    head = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
    assert refused(dripping(head, b"1\r\nx\r\n", 0.2), Limits(total_seconds=1)).kind == "slow"


def test_a_server_that_says_nothing_is_left() -> None:
    error = refused(lambda connection, _: connection.recv(1), Limits(read_seconds=0.3, total_seconds=5))
    assert error.kind == "slow"
    assert "does not answer in time" in str(error)


def test_a_resolver_that_says_nothing_is_left() -> None:
    hanging = threading.Event()
    with pytest.raises(FetchError) as error:
        fetch(
            "https://example.com/",
            limits=Limits(total_seconds=0.3),
            resolve=lambda *_: [] if hanging.wait(60) else ["192.0.2.1"],
        )
    hanging.set()
    assert error.value.kind == "slow"


@pytest.mark.parametrize(
    ("head", "drop"),
    [
        (HEAD + b"\r\n", b"<p>more</p>" * 1_000),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"400\r\n" + b"x" * 1_024 + b"\r\n"),
    ],
)
def test_an_endless_body_is_cut_off_by_its_size(head: bytes, drop: bytes) -> None:
    limits = Limits(wire_bytes=300_000, total_seconds=20)
    assert refused(dripping(head, drop, 0), limits).kind == "large"


@pytest.mark.parametrize(
    ("first", "drop"),
    [
        (b"HTTP/1.1 200 OK\r\n", b"X-More: " + b"y" * 1_000 + b"\r\n"),
        (b"HTTP/1.1 200 OK\r\nX-Long: ", b"y" * 1_000),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"HTTP/1.1 ", b"9" * 1_000),
    ],
)
def test_an_endless_head_is_cut_off_by_its_size(first: bytes, drop: bytes) -> None:
    error = refused(dripping(first, drop, 0), Limits(total_seconds=20))
    assert error.kind in ("large", "protocol")


def test_a_body_shorter_than_promised_is_no_article() -> None:
    assert refused(answer(length=len(PAGE) + 100)).kind == "protocol"


def test_of_a_body_longer_than_promised_only_the_promised_part_is_taken() -> None:
    assert ask(answer(PAGE + b"<p>smuggled</p>", length=len(PAGE))).body == PAGE


def test_a_promise_over_the_limit_is_refused_before_the_body_comes() -> None:
    error = refused(answer(b"", length=50_000_000), Limits(total_seconds=5))
    assert error.kind == "large"
    assert "50,000,000 bytes" in str(error)


@pytest.mark.parametrize("length", ["-1", "1e9", "12, 13", "0x10", " 5 5"])
def test_a_length_that_is_none_is_refused(length: str) -> None:
    error = refused(
        lambda connection, _: connection.sendall(HEAD + f"Content-Length: {length}\r\n\r\nabc".encode())
    )
    assert error.kind == "protocol"


@pytest.mark.parametrize("said", [b"SSH-2.0-OpenSSH_9.6\r\n", b"220 mail ESMTP\r\n", b"-ERR unknown command\r\n", b"\x00" * 50, b""])  # fmt: skip
def test_a_server_of_something_else_is_refused(said: bytes) -> None:
    assert refused(lambda connection, _: connection.sendall(said)).kind in ("protocol", "connection")


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "deflate", "bare"])
def test_a_packed_page_is_unpacked(coding: str) -> None:
    machine = zlib.compressobj(wbits={"deflate": 15, "bare": -15}.get(coding, 31))
    packed = machine.compress(PAGE) + machine.flush()
    body = ask(answer(packed, headers={"Content-Encoding": coding.replace("bare", "deflate")})).body
    assert body == PAGE


def test_members_of_gzip_are_read_as_one() -> None:
    assert ask(answer(gzip.compress(PAGE) + gzip.compress(PAGE), headers=GZIP)).body == PAGE * 2
    assert ask(answer(gzip.compress(PAGE) + bytes(512), headers=GZIP)).body == PAGE  # padding


def test_a_bomb_is_refused_before_it_fills_the_memory() -> None:
    bomb = zeros(200)
    assert 190_000 < len(bomb) < 210_000
    with serving(answer(bomb, headers=GZIP)) as server:
        tracemalloc.start()
        try:
            with pytest.raises(FetchError, match="packed more than 100 to one") as error:
                fetch(f"http://a.example.com:{server.port}/", resolve=here, reach=loopback(server))
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert error.value.kind == "large"
    assert peak < 40_000_000


def test_a_bomb_that_keeps_to_the_ratio_is_refused_by_its_size() -> None:
    def slices() -> Iterator[bytes]:
        machine = zlib.compressobj(wbits=31)
        for _ in range(100):
            yield machine.compress(bytes(1_000_000)) + machine.flush(zlib.Z_SYNC_FLUSH) + b""
        yield machine.flush()

    with pytest.raises(FetchError, match="more than 20,000,000 bytes unpacked"):
        unpacked(slices(), "gzip", Limits(ratio=10_000), "https://example.com/")


def test_a_bomb_in_one_piece_is_unpacked_in_slices() -> None:
    tracemalloc.start()
    try:
        with pytest.raises(FetchError):
            unpacked([zeros(100)], "gzip", Limits(ratio=10**9, body_bytes=1_000_000), "https://example.com/")
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_members_without_end_are_refused() -> None:
    empty = gzip.compress(b"")
    assert refused(answer(empty * 100_000, headers=GZIP)).kind == "encoding"


@pytest.mark.parametrize("coding", ["gzip, gzip", "deflate, gzip", "br", "zstd", "compress", "x" * 5_000])
def test_what_was_not_asked_for_is_not_unpacked(coding: str) -> None:
    error = refused(answer(gzip.compress(gzip.compress(PAGE)), headers={"Content-Encoding": coding}))
    assert error.kind == "encoding"
    assert len(str(error)) < 300


@pytest.mark.parametrize("kept", [2, 40, -9])
def test_damaged_packing_is_refused(kept: int) -> None:
    assert refused(answer(gzip.compress(PAGE)[:kept], headers=GZIP)).kind == "encoding"
    assert refused(answer(PAGE, headers=GZIP)).kind == "encoding"


def test_nothing_packed_is_nothing() -> None:
    assert ask(answer(b"", headers=GZIP)).body == b""


def refusals(behaviour: Behaviour) -> list[str]:
    found = list(articles_from(ask(behaviour, Limits())))
    assert all(isinstance(item, Refusal) for item in found)
    return [str(item) for item in found]


def test_a_second_layer_is_not_unpacked() -> None:
    (line,) = refusals(answer(gzip.compress(gzip.compress(PAGE)), headers=GZIP))
    assert "gzip data" in line


def test_an_archive_of_archives_that_calls_itself_a_page_is_refused() -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(10_000_000))
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(10):
            archive.writestr(f"{number}.zip", inner.getvalue())
    (line,) = refusals(answer(outer.getvalue()))
    assert "a zip archive" in line


LAUGHS = (
    b"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'ha'>"
    + b"".join(b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><rss><channel><item><description>&j;</description></item></channel></rss>"
)
QUADRATIC = (
    b"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a '" + b"x" * 100_000 + b"'>]><rss><channel><item><description>"
    + b"&a;" * 20_000 + b"</description></item></channel></rss>"
)  # fmt: skip
EXTERNAL = (
    b"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
    b"<rss><channel><item><description>&a;</description></item></channel></rss>"
)
LATE = b"<?xml version='1.0'?><rss><channel/><!DOCTYPE rss [<!ENTITY a 'x'>]></rss>"
WIDE = ("<?xml version='1.0' encoding='utf-16'?>" + LAUGHS.decode().partition("?>")[2]).encode("utf-16")


@pytest.mark.parametrize("feed", [LAUGHS, QUADRATIC, EXTERNAL, LATE, WIDE], ids=["laughs", "quadratic", "external", "late", "utf-16"])  # fmt: skip
@pytest.mark.parametrize("media", ["application/rss+xml", "text/xml", "text/html"])
def test_entities_are_never_expanded(feed: bytes, media: str) -> None:
    began = time.process_time()
    found = list(articles_from(ask(answer(feed, headers={"Content-Type": media}), Limits())))
    assert time.process_time() - began < 5
    for item in found:
        assert isinstance(item, Refusal) or "root:" not in item.text
        assert isinstance(item, Refusal) or len(item.text) < 1_000_000


def test_an_article_knows_how_it_came() -> None:
    page = PAGE.replace(b"<head>", b"<head><link rel='canonical' href='https://famous.example.org/original'>")
    with serving(answer(page)) as server:
        fetched = fetch(f"http://news.example.com:{server.port}/", resolve=here, reach=loopback(server))
    (article,) = articles_from(fetched)
    assert isinstance(article, Article)
    assert article.metadata.url == article.path == fetched.final  # whatever the page calls itself
    assert article.retrieval is not None
    assert article.retrieval.address == fetched.address
    assert article.retrieval.at == fetched.fetched.isoformat(timespec="seconds")
    assert (article.retrieval.ip, article.retrieval.program) == ("127.0.0.1", fetched.program)
    assert article.raw == page
