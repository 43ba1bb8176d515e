"""WARC and WET: what a record says, what of it becomes an article, and what is passed over."""

from __future__ import annotations

import gzip
import io
import pickle
import zlib
from collections import Counter
from pathlib import Path

import pytest
from archived import NOON, SENTENCE, Archive, answer, by_hand, members, page

from papertiger.news import Article, Refusal, count, load
from papertiger.news.archives.pieces import articles_from_piece, pieces
from papertiger.news.archives.warc import Record, records
from papertiger.news.sources import Source


def read(raw: bytes, **how: int) -> list[Record | Refusal]:
    return list(records(io.BytesIO(raw), "x.warc.gz", **how))


def articles(tmp_path: Path, raw: bytes, name: str = "x.warc.gz") -> list[Article | Refusal]:
    (tmp_path / name).write_bytes(raw)
    return list(load([tmp_path / name]))


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_a_record_says_what_was_asked_when_and_what_came(packed: bool, version: str) -> None:
    (record,) = read(Archive(packed=packed, version=version).info().response().raw)

    assert isinstance(record, Record)
    assert (record.number, record.kind, record.address) == (2, "response", "https://example.org/a")
    assert record.at.isoformat() == "2026-01-15T12:00:00+00:00"
    assert (record.ip, record.program, record.status) == ("93.184.216.34", "tester/1.0", 200)
    assert (record.media_type, record.charset, record.payload) == ("text/html", "utf-8", page())
    assert record.digest == "verified"
    assert record.id.startswith("urn:uuid:")


def test_offsets_lead_back_to_the_record() -> None:
    raw = Archive().info().response("https://example.org/a").response("https://example.org/b").raw
    second = read(raw)[1]

    assert isinstance(second, Record)
    assert read(raw[second.offset :])[0].address == "https://example.org/b"  # type: ignore[union-attr]


def test_an_article_keeps_what_the_archive_says_of_how_it_came(tmp_path: Path) -> None:
    (article,) = articles(tmp_path, Archive().info().response().raw)

    assert isinstance(article, Article)
    assert article.path == f"{tmp_path}/x.warc.gz#2"
    assert article.raw == page()
    assert (article.metadata.url, article.metadata.outlet) == ("https://example.org/a", "example.org")
    assert article.metadata.published == "2026-01-14"
    came = article.retrieval
    assert came is not None
    assert (came.method, came.address, came.at) == (
        "warc",
        "https://example.org/a",
        "2026-01-15T12:00:00+00:00",
    )
    assert (came.ip, came.program, came.status) == ("93.184.216.34", "tester/1.0", 200)
    assert came.headers["content-type"] == "text/html; charset=utf-8"
    assert came.headers[":digest"] == "verified"
    assert came.headers[":offset"].isdigit()


def test_the_day_of_the_crawl_is_no_day_of_publication(tmp_path: Path) -> None:
    fields = [("Content-Type", "text/html"), ("Last-Modified", "Wed, 14 Jan 2026 10:00:00 GMT")]
    (article,) = articles(tmp_path, Archive().response(body=page(published=None), fields=fields).raw)

    assert isinstance(article, Article)
    assert article.metadata.published is None


def test_the_address_is_the_records_whatever_the_page_calls_canonical(tmp_path: Path) -> None:
    body = page().replace(
        b"<head>",
        b'<head><link rel="canonical" href="https://original.example/a"><meta property="og:url" content="https://original.example/a">',
    )
    (article,) = articles(tmp_path, Archive().response("https://clone.example/a", body).raw)

    assert isinstance(article, Article)
    assert article.metadata.url == "https://clone.example/a"


def test_wet_text_is_read_as_text(tmp_path: Path) -> None:
    text = f"Радари не прибули\n\n{SENTENCE}\n\n{SENTENCE}\n".encode()
    raw = Archive().info().record("conversion", "https://example.org/a", text, media="text/plain").raw
    (article,) = articles(tmp_path, raw, "x.warc.wet.gz")

    assert isinstance(article, Article)
    assert SENTENCE in article.text
    assert article.metadata.url == "https://example.org/a"
    assert article.retrieval is not None
    assert article.retrieval.status is None


def test_a_feed_in_an_archive_gives_its_items(tmp_path: Path) -> None:
    item = f"<item><title>A</title><link>https://example.org/{{}}</link><description>{SENTENCE}</description></item>"
    feed = f"<rss><channel><title>Post</title>{item.format(1)}{item.format(2)}</channel></rss>".encode()
    found = articles(
        tmp_path, Archive().response(body=feed, fields=[("Content-Type", "application/rss+xml")]).raw
    )

    assert [one.path.rpartition("warc.gz")[2] for one in found] == ["#1#1", "#1#2"]


def test_what_is_no_page_is_counted_and_not_refused() -> None:
    made = (
        Archive()
        .info()
        .record("request", "https://example.org/a", b"GET / HTTP/1.1\r\n\r\n", media="application/http")
    )
    made.response(fields=[("Content-Type", "image/png")], body=b"\x89PNG").response(status="404 Not Found")
    made.response(status="301 Moved").record("revisit", "https://example.org/a", b"").record(
        "metadata", "https://example.org/a", b"x: y"
    )
    made.record("resource", "dns:example.org", b"1.2.3.4", media="text/dns").response()
    passed: Counter[str] = Counter()

    assert [type(one) for one in records(io.BytesIO(made.raw), "x", passed=passed)] == [Record]
    assert passed == {
        "warcinfo": 1,
        "request": 1,
        "not text": 1,
        "status other than 200": 2,
        "revisit": 1,
        "metadata": 1,
        "not from the web": 1,
    }


@pytest.mark.parametrize(
    ("coding", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("", bytes), ("gzip", bytes)],
    ids=["gzip", "deflate", "none", "unpacked by the crawler, which left the field"],
)
def test_packed_and_chunked_answers_are_put_together(coding: str, pack: object) -> None:
    body = pack(page())  # type: ignore[operator]
    chunked = (
        b"".join(
            b"%x\r\n%s\r\n" % (len(body[i : i + 100]), body[i : i + 100]) for i in range(0, len(body), 100)
        )
        + b"0\r\n\r\n"
    )
    fields = [("Content-Type", "text/html"), ("Content-Encoding", coding)]
    plain, joined = read(
        Archive()
        .response(body=body, fields=fields)
        .response(body=chunked, fields=[*fields, ("Transfer-Encoding", "chunked")])
        .raw
    )

    assert isinstance(plain, Record)
    assert isinstance(joined, Record)
    assert plain.payload == joined.payload == page()
    assert plain.digest == joined.digest == "verified"


@pytest.mark.parametrize(
    ("labelled", "verdict"),
    [
        ("sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "mismatch"),
        ("sha1:" + "0" * 40, "mismatch"),
        ("sha256:" + "0" * 64, "mismatch"),
        ("crc32:AAAAAAAAAAAAAAAA", None),
        ("sha1:short", None),
        ("nonsense", None),
    ],
)
def test_a_digest_that_does_not_fit_is_noted_and_the_page_read(labelled: str, verdict: str | None) -> None:
    (record,) = read(by_hand(answer(), more=f"WARC-Payload-Digest: {labelled}\r\n"))

    assert isinstance(record, Record)
    assert record.digest == verdict


@pytest.mark.parametrize(
    "line",
    [
        "HTTP/1.1 200",
        "HTTP/2.0 200 OK",
        "HTTP/2 200 ",
        "http/1.0 203 OK",
        "HTTP/1.1 200 OK\r\nno field\r\nX-Ü: ü",
    ],
)
def test_odd_heads_of_answers_are_read(line: str) -> None:
    (record,) = read(by_hand(answer().replace(b"HTTP/1.1 200 OK", line.encode(), 1)))

    assert isinstance(record, Record)
    assert record.status in (200, 203)
    assert (record.media_type, record.payload) == ("text/html", page())


def test_angle_brackets_around_an_address_are_none_of_it() -> None:
    (record,) = read(by_hand(answer(), address="<https://example.org/a>"))

    assert isinstance(record, Record)
    assert record.address == "https://example.org/a"


def test_a_file_packed_as_one_member_or_in_blocks_is_read_too() -> None:
    plain = (
        Archive(packed=False).info().response("https://example.org/a").response("https://example.org/b").raw
    )
    blocks = b"".join(gzip.compress(plain[i : i + 500]) for i in range(0, len(plain), 500))

    for raw in (gzip.compress(plain), blocks):
        assert [one.address for one in read(raw)] == ["https://example.org/a", "https://example.org/b"]  # type: ignore[union-attr]


def test_pieces_can_be_sent_and_give_what_loading_gives(tmp_path: Path) -> None:
    raw = Archive().info().response().response("https://example.org/b", b"<html></html>").raw
    whole = articles(tmp_path, raw)
    found: list[Article | Refusal] = []
    for piece in pieces(Source(f"{tmp_path}/x.warc.gz", tmp_path / "x.warc.gz")):
        if isinstance(piece, Refusal):
            found.append(piece)
        else:
            assert piece.size > 0
            found += articles_from_piece(pickle.loads(pickle.dumps(piece)))  # noqa: S301 - our own

    assert found == whole
    assert [type(one) for one in whole] == [Article, Refusal]


def test_an_archive_counts_as_one_input_and_is_found_in_a_folder(tmp_path: Path) -> None:
    found = articles(tmp_path, Archive().response().response("https://example.org/b").raw)
    assert count([tmp_path]) == 1
    assert list(load([tmp_path])) == found


def test_records_without_a_date_or_with_no_http_are_refused_with_their_place() -> None:
    undated = by_hand(answer()).replace(NOON.encode(), b"yesterday")
    found = read(members(undated, by_hand(b"no answer at all"), by_hand(answer())))

    assert [str(one).partition(" (")[0] for one in found[:2]] == [
        "x.warc.gz, row 1: the record at byte 0 has 'yesterday' as its date",
        f"x.warc.gz, row 2: the record at byte {len(members(undated))} holds no HTTP answer",
    ]
    assert isinstance(found[2], Record)
