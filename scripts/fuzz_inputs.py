"""Hostile inputs for parsers: whole lists drawn from their vocabulary, and known ones damaged byte by byte."""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
from collections.abc import Callable

from hypothesis import strategies as st

MOST = 200_000
"""Longest input in bytes: within it a parser has to be done in a second."""

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xml:base="/x/">
<channel><title>Приклад &amp; Ко</title><link>https://example.org</link><language>uk-UA</language><ttl>60</ttl>
<item><title>Паперові&nbsp;обіцянки AT&T</title><link>https://example.org/a?utm_source=rss#top</link><guid isPermaLink="false">17</guid>
<pubDate>Ср, 14 січ 2026 10:35:00 +0200</pubDate><dc:creator>Олена Приклад</dc:creator>
<source url="https://post.example.com/rss">The Post</source>
<description>Коротко.</description><content:encoded><![CDATA[<p>Радари не прибули.</p><p>Посол мовчить.</p>]]></content:encoded></item>
<item><title>Друга</title><guid>https://example.org/b</guid><pubDate>14 Jan 26 9:35 EST</pubDate></item>
</channel></rss>""".encode()
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="/sub/"><title type="html">Example &amp;amp; Co</title>
<entry xml:base="deeper/"><title>Paper promises</title><id>tag:example.org,2026:1</id><link rel="self" href="x"/><link href="a.html#top"/>
<published>2026-01-14T08:35:00Z</published><updated>2026-01-15T08:35:00.5+02:00</updated><author><name>Jane Roe</name></author>
<source><title>The Wire</title><link href="https://wire.example.com/"/></source>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>No radars came.</p></div></content></entry></feed>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel rdf:about="https://example.org/"><title>Old</title><sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency></channel>
<item rdf:about="https://example.org/one"><title>One</title><dc:date>2026-01-14</dc:date></item></rdf:RDF>"""
JSONFEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Example",
        "language": "ru",
        "items": [
            {"id": 5, "url": "/a", "content_text": "A & b.", "date_published": "2026-01-14T10:35:00+02:00", "authors": [{"name": "J"}]},
            {"id": "https://example.org/b", "external_url": "https://wire.example.com/b", "summary": "Short", "author": {"name": "K"}},
        ],
    }
).encode()  # fmt: skip
URLSET = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> https://example.org/a </loc><lastmod>2026-01-14</lastmod><news:news><news:publication><news:name>The Post</news:name>
<news:language>en</news:language></news:publication><news:publication_date>2026-01-14T08:35:00Z</news:publication_date>
<news:title>Paper &amp; promises</news:title></news:news></url><url><loc>/b</loc></url></urlset>"""
INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://example.org/1.xml.gz</loc>
<lastmod>2026-01-14</lastmod></sitemap><sitemap><loc>https://example.org/2.xml</loc></sitemap></sitemapindex>"""
PAGE = b"""<!DOCTYPE html><html lang="uk"><head><title>Paper</title><link rel="alternate" type="application/rss+xml" href="/rss?a=1&amp;b=2">
<meta property="article:published_time" content="2026-01-14T10:35:00+02:00"></head><body><article><h1>Paper promises</h1>
<p>The ministry said on Wednesday that the radars had not come, and that nobody had said when they would.</p></article></body></html>"""
LINES = b"https://example.org/a\r\nnot one\r\nhttps://example.org/b?utm_source=x\r\n"
OPML = """<?xml version="1.0" encoding="UTF-8"?><opml version="2.0"><head><title>Мої</title></head><body>
<outline text="Новини"><outline text="Приклад" title="Приклад &amp; Ко" xmlUrl="https://example.org/rss" language="uk-UA"/>
<outline text="The Post" type="rss" xmlURL="https://post.example.com/feed?a=1&b=2"/></outline></body></opml>""".encode()
SOURCES = """schema: 1
defaults: {every: 1h, language: uk}
sources:
  - feed: https://www.example.org/rss.xml
    outlet: Приклад
    silent_after: 2d
  - id: news
    sitemap: https://example.org/news.xml
    take: pages
    limit: 50
  - pages: [https://example.org/a, "https://example.org/b#part"]
    pace: 2.5
    note: &a |
      several lines
""".encode()
ROBOTS = b"""\xef\xbb\xbf# a comment
User-agent: *
Disallow: /private
Crawl-delay: 3
Request-rate: 1/20m 0600-0845
Visit-time: 0600-0845
User-agent: PaperTiger/1.0
Disallow: /archive/*.pdf$
Allow: /search/help
Sitemap: https://example.org/news.xml
Host: example.org
"""
_HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + PAGE
_CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)  # fmt: skip


def _record(kind: str, media_type: str, body: bytes) -> bytes:
    return (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\n"
        f"WARC-Target-URI: https://example.org/a\r\nWARC-Date: 2026-01-14T08:35:00Z\r\nWARC-IP-Address: 192.0.2.1\r\n"
        f"Content-Type: {media_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode() + body + b"\r\n\r\n"  # fmt: skip


_INFO = _record(
    "warcinfo", "application/warc-fields", b"software: crawler/1.0\r\nformat: WARC File Format 1.0\r\n"
)
WARC = _INFO + _record("response", "application/http; msgtype=response", _HTTP) + _record("response", "application/http; msgtype=response", _CHUNKED)  # fmt: skip
WET = _INFO + _record("conversion", "text/plain", "Паперові обіцянки\n\nРадари не прибули.\n".encode())
CSV = b'title,text,url,date\n"Paper, promises","No radars\ncame.",https://example.org/a,2026-01-14\n'
JSONL = '{"title": "Обіцянки", "text": "Радари не прибули.", "url": "https://example.org/a"}\n{"text": "x"}\n'.encode()
EVENTS = "\t".join(
    ["1230000001", "20260114", "202601", "2026", "2026.0384", "RUS", "MOSCOW", "RUS", *[""] * 7, "VEN", "CARACAS", "VEN", *[""] * 7, "1", "010", "010", "01", "1", "0.0", "4", "1", "4", "-2.5", "4", "Moscow, Russia", "RS", "RS48", "25106", "55.75", "37.61", "-2960561", "4", "Caracas, Venezuela", "VE", "VE25", "1", "10.5", "-66.9", "-931951", *[""] * 8, "20260114101500", "https://example.org/a"]
).encode() + b"\n"  # fmt: skip
MENTIONS = b"1230000001\t20260114101500\t20260114101500\t1\texample.org\thttps://example.org/a\t3\t-1\t200\t210\t1\t60\t3000\t-2.5\t\t\n"
GKG = "\t".join(["20260114101500-1", "20260114101500", "1", "example.org", "https://example.org/a", *[""] * 22]).encode() + b"\n"  # fmt: skip


def zipped(raw: bytes, name: str = "20260114.export.CSV") -> bytes:
    """`raw` as the one member of a zip file."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, raw)
    return held.getvalue()


TOKENS: tuple[bytes, ...] = (
    b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"<?xml version='1.0' encoding='utf-16'?>", b"<?x ?>",
    b"&amp;", b"&nbsp;", b"&#0;", b"&#x110000;", b"&#99999999;", b"&zz;", b"&", b"<", b">", b"/>", b"</", b'"', b"'", b"=",
    b"<item>", b"</item>", b"<entry>", b"<url>", b"<loc>", b"<a>", b"</a>", b"<q:b/>", b' xmlns:q="u"', b' xml:base="//["', b' xml:base="../../"',
    b"xmlns=''", b"\x00", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc2\x85", b"\xe2\x80\xa8", b"\xcc\x81",
    b"\r\n", b"\n", b"\r", b"\t", b"\x0b", b"\x0c", b" ", b"%00", b"%", b"{", b"}", b"[", b"]", b"null", b"1e999", b"NaN", b"\\ud800", b"\\u0000",
    b"9" * 5_000, b"-1", b"0", b"99999999999999999999", b"2026-02-30", b"9999-12-31T23:59:59-23:59", b"0000-00-00", b"31 Feb 2026",
    b"http://[", b"http://[::1]/", b"http://127.0.0.1/", b"file:///etc/passwd", b"javascript:x", b"//", b"https://example.org:99999/", b"http://\xd0\xb0.\xd1\x80\xd1\x84/",
    b": ", b"- ", b"? ", b"&a ", b"*a", b"!!python/object:os.system ", b"|\n", b"%YAML 1.1\n", b"---\n", b"<<: ", b"~",
    b"user-agent: *\n", b"disallow: /*a*b$\n", b"crawl-delay: nan\n", b"request-rate: 1/0\n", b"sitemap: x\n", b"#",
    b"Content-Length: 99999999\r\n", b"Content-Length: -5\r\n", b"WARC/1.0\r\n", b"WARC-Type: response\r\n", b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n",
    b"WARC-Payload-Digest: sha1:AAAA\r\n", b"HTTP/1.1 200 OK\r\n", b"\r\n\r\n", b"ffffffffffffffff\r\n", b"PK\x03\x04", b"\x1f\x8b\x08\x00", b",", b'""', b"\t\t\t",
)  # fmt: skip
_WILD = 0.2
_ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "windows-1251", "koi8-u", "iso-2022-jp", "utf-7", "cp037")


def mutated(seed: bytes, others: list[bytes], draw: random.Random) -> bytes:
    """`seed` damaged in one to eight ways; parts of `others` may come into it."""
    data = bytearray(seed)
    for _ in range(draw.choice((1, 1, 2, 3, 5, 8))):
        draw.choice(_WAYS)(data, others, draw)
        if len(data) > MOST:
            del data[MOST:]
    return bytes(data)


def _place(data: bytearray, draw: random.Random) -> int:
    return draw.randrange(len(data) + 1)


def _flip(data: bytearray, _others: list[bytes], draw: random.Random) -> None:
    for _ in range(draw.randrange(1, 9)):
        if data:
            # Mostly within ASCII: other bytes soon make it no text at all.
            data[draw.randrange(len(data))] = draw.randrange(256 if draw.random() < _WILD else 127)


def _cut(data: bytearray, _others: list[bytes], draw: random.Random) -> None:
    start = _place(data, draw)
    del data[start : start + draw.choice((1, 2, 8, 64, 512))]


def _end(data: bytearray, _others: list[bytes], draw: random.Random) -> None:
    del data[_place(data, draw) :]


def _insert(data: bytearray, _others: list[bytes], draw: random.Random) -> None:
    place = _place(data, draw)
    data[place:place] = draw.choice(TOKENS) * draw.choice((1, 1, 1, 2, 10, 300))


def _splice(data: bytearray, others: list[bytes], draw: random.Random) -> None:
    other = draw.choice(others)
    start = draw.randrange(len(other) + 1)
    place = _place(data, draw)
    data[place:place] = other[start : start + draw.choice((8, 64, 512, 4_096))]


def _repeat(data: bytearray, _others: list[bytes], draw: random.Random) -> None:
    start = _place(data, draw)
    part = bytes(data[start : start + draw.choice((1, 4, 16, 64, 256))])
    if part:
        data[start:start] = part * min(draw.choice((2, 10, 300, 20_000)), MOST // len(part))


def _recode(data: bytearray, _others: list[bytes], draw: random.Random) -> None:
    data[:] = data.decode("utf-8", "replace").encode(draw.choice(_ENCODINGS), "replace")


def _pack(data: bytearray, _others: list[bytes], draw: random.Random) -> None:
    data[:] = gzip.compress(bytes(data), draw.choice((1, 9)), mtime=0)


_WAYS: tuple[Callable[[bytearray, list[bytes], random.Random], None], ...] = (
    _flip, _flip, _cut, _cut, _cut, _end, *[_insert] * 8, *[_splice] * 5, *[_repeat] * 5, _recode, _pack,
)  # fmt: skip

_NAMES = ("rss", "feed", "channel", "item", "entry", "title", "link", "guid", "id", "source", "pubDate", "published", "updated", "description", "content:encoded", "content", "summary", "author", "name", "dc:date", "language", "ttl", "rdf:RDF", "urlset", "url", "loc", "lastmod", "sitemapindex", "sitemap", "news:news", "news:publication", "news:title", "opml", "body", "outline")  # fmt: skip
_VALUES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["https://example.org/a", "/b?utm_source=x", "//x", "http://[", "2026-01-14", "14 Jan 26 1:2 EST", "Ср, 14 янв 2026 10:35:00 +0300", "0", "1e9", "uk", "true", "self", "tag:x"]),
    st.datetimes().map(str),
    st.integers().map(str),
)  # fmt: skip
_ATTRIBUTES = st.dictionaries(
    st.sampled_from(["href", "rel", "url", "isPermaLink", "xml:base", "xml:lang", "type", "rdf:about", "xmlUrl", "text", "title", "language", "xmlns", "xmlns:dc"]),
    _VALUES,
    max_size=3,
)  # fmt: skip


def _element(name: str, attributes: dict[str, str], inside: list[str], *, closed: bool) -> str:
    from html import escape  # noqa: PLC0415 - small

    told = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{told}>{''.join(inside)}" + (f"</{name}>" if closed else "")


def _escaped(text: str) -> str:
    from html import escape  # noqa: PLC0415 - small

    return escape(text)


_XML = st.recursive(
    st.one_of(_VALUES.map(_escaped), _VALUES, _VALUES.map(lambda v: f"<![CDATA[{v}]]>")),
    lambda inner: st.builds(
        lambda name, attributes, inside, open_: _element(name, attributes, inside, closed=open_ != 0),
        st.sampled_from(_NAMES),
        _ATTRIBUTES,
        st.lists(inner, max_size=5),
        st.integers(0, 20),
    ),
    max_leaves=40,
)
_ROOTS = st.sampled_from(["rss", "feed", "rdf:RDF", "urlset", "sitemapindex", "opml", "channel"])
XML = st.builds(lambda root, inside: f"<{root}>{''.join(inside)}</{root}>".encode("utf-8", "surrogatepass"), _ROOTS, st.lists(_XML, max_size=6))  # fmt: skip
_JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _VALUES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["items", "id", "url", "title", "content_text", "content_html", "date_published", "authors", "name", "author", "external_url", "language", "summary", "schema", "sources", "feed", "pages", "every", "limit"]) | st.text(max_size=5), inner, max_size=6),
    max_leaves=30,
)  # fmt: skip
JSON = st.builds(
    lambda rest, items: json.dumps({**rest, "items": items}).encode("utf-8", "surrogatepass"),
    st.dictionaries(st.sampled_from(["title", "language", "version"]), _JSON_VALUES, max_size=3),
    _JSON_VALUES | st.lists(_JSON_VALUES, max_size=5),
)
_LENGTHS = st.sampled_from(["1h", "30m", "2d", "90s", "1.5h", "soon", "0m", "99w"])
_ADDRESSES = st.one_of(
    st.integers(0, 9).map(lambda n: f"https://example.org/{n}"),
    st.sampled_from(
        ["https://приклад.укр/a", "http://127.0.0.1/", "https://example.org:8080/", "example.org"]
    ),
    _VALUES,
)
_SHARED = {
    "outlet": _VALUES,
    "owner": _VALUES,
    "language": st.sampled_from(["uk", "ua", "RUS", "en-GB", "???"]),
    "every": _LENGTHS,
    "silent_after": _LENGTHS,
    "take": st.sampled_from(["pages", "items", "all"]),
    "limit": st.integers(-5, 30_000),
    "pace": st.floats(allow_nan=True),
}
_ROW = st.builds(
    lambda kind, addresses, rest: {kind: addresses, **rest},
    st.sampled_from(["feed", "feed", "sitemap", "pages"]),
    _ADDRESSES | st.lists(_ADDRESSES, max_size=3),
    st.fixed_dictionaries(
        {}, optional={"id": st.from_regex(r"[a-z0-9.A ]{1,9}", fullmatch=True), "note": _VALUES, **_SHARED}
    ),
)
YAML = st.builds(
    lambda rest, sources: json.dumps({"schema": 1, **rest, "sources": sources}, ensure_ascii=False).encode("utf-8", "replace"),
    st.fixed_dictionaries({}, optional={"defaults": st.fixed_dictionaries({}, optional=_SHARED), "note": _JSON_VALUES}),
    st.lists(_ROW | _ROW | _JSON_VALUES, max_size=3),
)  # fmt: skip
ROBOTS_LINES = st.lists(
    st.builds(
        lambda key, sign, value: f"{key}{sign}{value}",
        st.sampled_from(["User-agent", "useragent", "user agent", "Disallow", "Allow", "Crawl-delay", "Request-rate", "Visit-time", "Sitemap", "Host", "x"]),
        st.sampled_from([":", ": ", " ", "", " :"]),
        st.sampled_from(["*", "papertiger", "PaperTiger/2", "/", "/*", "/a*b$", "1/5s", "0600-0700", "1e309", "-1", "$", "%"]) | st.text(max_size=20),
    ),
    max_size=30,
).map(lambda lines: "\n".join(lines).encode("utf-8", "surrogatepass"))  # fmt: skip
