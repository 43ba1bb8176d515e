"""What feeds and sitemaps list, however broken they come."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from papertiger.errors import ArticleError, FetchError
from papertiger.news import Article, Metadata, Refusal
from papertiger.news.fetching import Limits
from papertiger.news.following import (
    Entry,
    Source,
    article_of,
    identity,
    list_feed,
    list_pages,
    list_sitemap,
)

AT = "https://example.org/feeds/news.xml"
NOW = datetime(2026, 1, 20, 12, tzinfo=UTC)
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Приклад</title><link>https://example.org</link><language>uk-UA</language><ttl>60</ttl>
<item><title>Паперові обіцянки</title><link>https://example.org/a?utm_source=rss</link><guid isPermaLink="false">17</guid>
<pubDate>Wed, 14 Jan 2026 10:35:00 +0200</pubDate><dc:creator>Олена Приклад</dc:creator>
<source url="https://post.example.com/rss">The Post</source>
<description>Коротко.</description><content:encoded><![CDATA[<p>Радари не прибули.</p><p>Посол мовчить.</p>]]></content:encoded></item>
<item><title>Друга</title><guid>https://example.org/b</guid></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="/sub/"><title type="html">Example &amp;amp; Co</title>
<entry xml:base="deeper/"><title>Paper promises</title><id>tag:example.org,2026:1</id>
<link rel="self" href="x"/><link href="a.html#top"/><published>2026-01-14T08:35:00Z</published><updated>2026-01-15T08:35:00Z</updated>
<author><name>Jane Roe</name></author><source><title>The Wire</title><link href="https://wire.example.com/"/></source>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>No radars came.</p></div></content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel rdf:about="https://example.org/"><title>Old</title><sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency></channel>
<item rdf:about="https://example.org/one"><title>One</title></item></rdf:RDF>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Example",
    "language": "ru",
    "items": [
        {"id": 5, "url": "/a", "title": "A", "content_text": "Первый & второй.\n\nТретий.", "date_published": "2026-01-14T10:35:00+02:00", "authors": [{"name": "Jane Roe"}]},
        {"id": "https://example.org/b", "external_url": "https://wire.example.com/b", "summary": "Short"},
        {"id": "no address"},
        7,
    ],
}  # fmt: skip


def test_an_rss_item_keeps_its_outlet_and_its_own_text() -> None:
    found = list_feed(RSS.encode(), AT, fetched=NOW)

    assert (found.title, found.language, found.every, found.problems) == (
        "Приклад",
        "uk",
        timedelta(hours=1),
        (),
    )
    first, second = found.entries
    assert first == Entry(
        address="https://example.org/a?utm_source=rss",
        title="Паперові обіцянки",
        published="2026-01-14T10:35:00+02:00",
        guid="17",
        outlet="The Post",
        source_address="https://post.example.com/rss",
        summary_html="Коротко.",
        content_html="<p>Радари не прибули.</p><p>Посол мовчить.</p>",
        author="Олена Приклад",
    )
    assert first.identity == "https://example.org/a"
    assert (second.address, second.title, second.published) == ("https://example.org/b", "Друга", None)


def test_names_with_a_prefix_that_nobody_declared_are_known() -> None:
    rdf = RDF.replace('xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" ', "")
    assert [entry.address for entry in list_feed(rdf.encode(), AT).entries] == ["https://example.org/one"]
    bare = RSS.replace(' xmlns:content="http://purl.org/rss/1.0/modules/content/"', "")
    assert (
        list_feed(bare.encode(), AT).entries[0].content_html
        == "<p>Радари не прибули.</p><p>Посол мовчить.</p>"
    )


def test_relative_addresses_of_atom_begin_from_every_xml_base_above_them() -> None:
    (entry,) = list_feed(ATOM.encode(), AT, fetched=NOW).entries

    assert entry.address == "https://example.org/sub/deeper/a.html"
    assert (entry.outlet, entry.source_address) == ("The Wire", "https://wire.example.com/")
    assert (entry.published, entry.updated) == ("2026-01-14T08:35:00+00:00", "2026-01-15T08:35:00+00:00")
    assert (entry.author, entry.guid) == ("Jane Roe", "tag:example.org,2026:1")
    assert "<p>No radars came.</p>" in (entry.content_html or "")
    assert list_feed(ATOM.encode(), AT).title == "Example & Co"


def test_rss_1_and_json_feeds_are_listed_too() -> None:
    old = list_feed(RDF.encode(), AT)
    assert [entry.address for entry in old.entries] == ["https://example.org/one"]
    assert old.every == timedelta(hours=6)

    found = list_feed(json.dumps(JSON).encode(), AT, fetched=NOW)
    first, second = found.entries
    assert (first.address, first.guid, first.published, first.author) == ("https://example.org/a", "5", "2026-01-14T10:35:00+02:00", "Jane Roe")  # fmt: skip
    assert first.content_html == "<p>Первый &amp; второй.</p><p>Третий.</p>"
    assert (second.address, second.source_address) == ("https://wire.example.com/b",) * 2
    assert found.problems == (
        "an entry without an address was passed over: no address",
        "an entry that is no object was passed over",
    )


BROKEN = [
    ("bytes that are not in the encoding they name", RSS.encode("windows-1251"), "says that it is in utf-8 and is not"),
    ("UTF-8 that is called windows-1251", RSS.replace('"utf-8"', '"windows-1251"').encode(), "says that it is in windows-1251 and is not"),
    ("UTF-16", RSS.replace('"utf-8"', '"utf-16"').encode("utf-16"), None),
    ("a byte-order mark and blank lines", b"\xef\xbb\xbf\r\n\r\n" + RSS.encode(), None),
    ("a warning of PHP before it", b"Notice: undefined index in feed.php on line 3\n" + RSS.encode(), "text before the first tag"),
    ("entities of HTML", RSS.replace("Паперові обіцянки", "Паперові&nbsp;обіцянки").encode(), "1 entities that XML does not know"),
    ("bare ampersands", RSS.replace("<description>", "<description>A & B, AT&T ").encode(), "2 bare ampersands"),
    ("control characters", RSS.replace("Коротко", "Ко\x0bротко\x00"[:-1]).encode(), "1 control characters"),
    ("a zero byte", RSS.replace("Коротко", "Ко\x00ротко").encode(), "1 zero bytes"),
    ("a byte of no encoding in ASCII", RSS.encode("ascii", "xmlcharrefreplace").replace(b"17", b"1\xff"), "says that it is in utf-8 and is not"),
    ("references to no character", RSS.replace("Коротко", "Ко&#0;&#x1F;ротко").encode(), "2 entities"),
    ("an end that is cut off behind the last item", RSS.encode()[:-15], "not well-formed"),
    ("items that are not closed", RSS.replace("</item>", "").encode(), "not well-formed"),
    ("no prefix declared", RSS.replace(' xmlns:content="http://purl.org/rss/1.0/modules/content/"', "").encode(), "not well-formed"),
    ("an undeclared prefix", RSS.replace("<description>", "<media:x/><description>").encode(), "not well-formed"),
    ("a page with its DOCTYPE in a CDATA section", RSS.replace("<![CDATA[", "<![CDATA[<!DOCTYPE html>").encode(), None),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "problem"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_broken_feed_is_read_as_far_as_it_can_be_and_says_so(raw: bytes, problem: str | None) -> None:
    found = list_feed(raw, AT, fetched=NOW)

    assert [entry.address for entry in found.entries] == [
        "https://example.org/a?utm_source=rss",
        "https://example.org/b",
    ]
    assert (found.entries[0].title or "").split() == ["Паперові", "обіцянки"]
    assert (found.entries[0].outlet, found.entries[1].title) == ("The Post", "Друга")
    assert any(problem in one for one in found.problems) if problem else found.problems == ()


@pytest.mark.parametrize("cut", [-17, -25, -40, -60, -66])
def test_half_an_entry_at_a_cut_end_is_not_asked_for(cut: int) -> None:
    raw = RSS.rstrip().removesuffix("</channel></rss>").rstrip().encode()[: cut + 16]
    found = list_feed(raw, AT, fetched=NOW)
    assert [entry.address for entry in found.entries] == ["https://example.org/a?utm_source=rss"]
    assert found.problems[-1] == "cut off in its last entry, which was passed over"

    urls = URLSET[: URLSET.index("2026-01-15T10")].encode()
    assert [entry.address for entry in list_sitemap(urls, AT).entries] == ["https://example.org/a"]


REFUSED = [
    (b"", "empty"),
    (b"just words", "no XML where a feed should be"),
    (b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss/>", "DOCTYPE or ENTITY"),
    ("<!DOCTYPE rss [<!ENTITY a 'b'>]><rss/>".encode("utf-16"), "DOCTYPE or ENTITY"),
    (b"<rss><!-- <![CDATA[ --><!DOCTYPE a SYSTEM 'file:///etc/passwd'><!-- ]]> --><item>", None),
    (b"<rss>" + b"<a>" * 300, "nested too deep"),
    (b"<opml/>", "no feed (its root is <opml>)"),
    (b"<rss>" + b"<a/>" * 1_500_001, "over the limit of 1,500,000"),
    (b"<rss>" + b"&" * 2_000_001, "2,000,001 ampersands, over the limit of 2,000,000"),
    (b"<rss>" + b"<![CDATA[]]>" * 200_001, "200,001 CDATA sections, over the limit of 200,000"),
    (b'{"items": 5}', "no JSON Feed"),
    (b'{"a": ' + b"[" * 100_000, "a broken JSON feed"),
    (b"{broken", "a broken JSON feed"),
    (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
]


@pytest.mark.parametrize(("raw", "problem"), REFUSED, ids=[str(n) for n in range(len(REFUSED))])
def test_what_is_no_feed_is_refused_in_one_line(raw: bytes, problem: str | None) -> None:
    if problem is None:  # hidden from the search for sections, it declares nothing either
        assert list_feed(raw, AT).entries == ()
        return
    with pytest.raises(ArticleError) as caught:
        list_feed(raw, AT)
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_web_page_is_refused_with_the_feeds_that_it_names() -> None:
    page = b"""<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" href="/rss?a=1&amp;b=2">
    <link rel="stylesheet" href="/style.css"></head></html>"""
    with pytest.raises(
        ArticleError, match=r"a web page where a feed should be \(it names https://example.org/rss\?a=1&b=2\)"
    ):
        list_feed(page, AT)
    with pytest.raises(ArticleError, match="look on the page"):
        list_sitemap(b"<html></html>", AT)


def _dated(text: str) -> tuple[str | None, tuple[str, ...]]:
    feed = f"<rss><channel><item><link>https://example.org/a</link><pubDate>{text}</pubDate></item></channel></rss>"
    found = list_feed(feed.encode(), AT, fetched=NOW)
    return found.entries[0].published, found.problems


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Wed, 14 Jan 2026 10:35:00 +0200", "2026-01-14T10:35:00+02:00"),
        ("Wed, 14 Jan 2026 10:35:00 GMT", "2026-01-14T10:35:00+00:00"),
        ("Wed, 14 Jan 2026 10:35 UT", "2026-01-14T10:35:00+00:00"),
        ("Wed, 14 Jan 2026 10:35:00 EST", "2026-01-14T10:35:00-05:00"),
        ("Wed, 14 Jan 2026 10:35:00 +0200 (EET)", "2026-01-14T10:35:00+02:00"),
        ("Wed, 14 Jan 26 9:35:00 GMT", "2026-01-14T09:35:00+00:00"),
        ("Wednesday, 14 January 2026 10:35:00 +02:00", "2026-01-14T10:35:00+02:00"),
        ("Wed, 14 Jan 2026 10:35:00 MSK", "2026-01-14"),
        ("Ср, 14 янв 2026 10:35:00 +0300", "2026-01-14T10:35:00+03:00"),
        ("ср, 14 січ. 2026 10:35:00 +0200", "2026-01-14T10:35:00+02:00"),
        ("14 січня 2026", "2026-01-14"),
        ("14 января 2026 г.", "2026-01-14"),
        ("2026-01-14T10:35:00.123+02:00", "2026-01-14T10:35:00+02:00"),
        ("2026-01-14 10:35:00", "2026-01-14"),
        ("2026-01-14T08:35:00Z", "2026-01-14T08:35:00+00:00"),
        ("14.01.2026 10:35", "2026-01-14"),
        ("1768379700", "2026-01-14T08:35:00+00:00"),
        ("Fri, 14 Jan 2026 10:35:00 GMT", "2026-01-14T10:35:00+00:00"),
        ("2026-01-22T11:00:00Z", "2026-01-22T11:00:00+00:00"),
    ],
)
def test_times_are_read_as_feeds_print_them(text: str, iso: str) -> None:
    assert _dated(text) == (iso, ())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("32 Jan 2026", "cannot be read"),
        ("yesterday", "cannot be read"),
        ("Wed, 14 Jan 2026 10:35:00 GMT" + " " * 300 + "x", "cannot be read"),
        ("Thu, 01 Jan 1970 00:00:00 +0000", "before there was a web"),
        ("2026-01-22T13:00:00Z", "not come yet"),
        ("Wed, 14 Jan 2066 10:35:00 GMT", "not come yet"),
        ("1" * 5_000, "cannot be read"),
    ],
)
def test_a_time_that_cannot_be_is_left_out_and_told(text: str, problem: str) -> None:
    published, problems = _dated(text)
    assert published is None
    assert [problem in one for one in problems] == [True]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://Example.org:443/a?utm_source=x&id=5&fbclid=z#c", "https://example.org/a?id=5"),
        ("https://example.org/a?UTM_Campaign=x", "https://example.org/a"),
        ("https://example.org/a?at%5Fmedium=x", "https://example.org/a"),
        (
            "https://приклад.укр/новини",
            "https://xn--80aikifvh.xn--j1amh/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8",
        ),
    ],
)
def test_what_only_tells_who_sent_the_reader_makes_no_other_article(one: str, other: str) -> None:
    assert identity(one) == other
    assert identity(other) == other


def test_parameters_that_say_what_is_read_stay() -> None:
    assert (
        identity("https://example.org/a?id=5&page=2&id=5&empty")
        == "https://example.org/a?id=5&page=2&id=5&empty"
    )
    assert identity("javascript:alert(1)#x") == "javascript:alert(1)"


def test_evil_addresses_are_passed_on_for_the_fetcher_to_refuse() -> None:
    links = [
        "file:///etc/passwd",
        "http://127.0.0.1/",
        "javascript:alert(1)",
        "//169.254.169.254/",
        "https://[::1/",
        "a b\nc",
        "x" * 5_000,
    ]
    items = "".join(f"<item><title>{n}</title><link>{link}</link></item>" for n, link in enumerate(links))
    found = list_feed(f"<rss><channel>{items}</channel></rss>".encode(), AT)

    assert [entry.address for entry in found.entries] == [
        "file:///etc/passwd",
        "http://127.0.0.1/",
        "javascript:alert(1)",
        "https://169.254.169.254/",
        "https://example.org/feeds/a%20bc",
    ]
    assert found.problems == ("an entry without an address was passed over (2 entries): 4",)


def test_a_long_feed_is_cut_and_what_is_listed_twice_is_taken_once() -> None:
    items = "".join(f"<item><link>https://example.org/{n}</link></item>" for n in [0, *range(30)])
    found = list_feed(f"<rss><channel>{items}</channel></rss>".encode(), AT, limit=10)

    assert [entry.address for entry in found.entries] == [f"https://example.org/{n}" for n in range(10)]
    assert found.problems == (
        "listed twice, taken once: https://example.org/0",
        "20 entries over the limit of 10 were not taken",
    )


def test_of_endless_lists_the_first_entries_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("papertiger.news.following.listing.EXAMINED", 5)
    told = "what follows the first 5 entries was not looked at"
    items = json.dumps({"items": [{"id": "no address"}] * 9})
    assert list_feed(items.encode(), AT).problems[-1] == told
    assert list_feed(b"<rss>" + b"<item><link>/a</link></item>" * 9 + b"</rss>", AT).problems[-1] == told
    assert list_sitemap(b"<urlset>" + b"<url/>" * 9 + b"</urlset>", AT).problems[-1] == told
    assert list_sitemap(b"https://example.org/a\n" * 9, AT).problems[0] == told


def test_long_fields_are_cut_and_a_text_that_is_too_long_is_left_out_and_told() -> None:
    item = (
        f"<item><link>/a</link><title>{'т' * 5_000}</title><description>{'x' * 500_001}</description></item>"
    )
    (entry,) = (found := list_feed(f"<rss><channel>{item}</channel></rss>".encode(), AT)).entries

    assert len(entry.title or "") == 1_000
    assert entry.summary_html is None
    assert ["over the limit of 500,000" in one for one in found.problems] == [True]


URLSET = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> https://example.org/a </loc><lastmod>2026-01-14</lastmod><news:news><news:publication><news:name>The Post</news:name>
<news:language>en</news:language></news:publication><news:publication_date>2026-01-14T08:35:00Z</news:publication_date>
<news:title>Paper &amp; promises</news:title></news:news></url>
<url><loc>/b</loc><lastmod>2026-01-15T10:00:00+02:00</lastmod></url><url><lastmod>2026-01-15</lastmod></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://example.org/1.xml.gz</loc>
<lastmod>2026-01-14</lastmod></sitemap><sitemap><loc>https://example.org/2.xml</loc></sitemap></sitemapindex>"""


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_sitemap_lists_pages_with_what_the_news_extension_says(pack: object) -> None:
    found = list_sitemap(pack(URLSET.encode()), "https://example.org/s.xml", fetched=NOW)  # type: ignore[operator]

    assert found.entries == (
        Entry(
            "https://example.org/a",
            title="Paper & promises",
            published="2026-01-14T08:35:00+00:00",
            updated="2026-01-14",
            outlet="The Post",
            language="en",
        ),
        Entry("https://example.org/b", updated="2026-01-15T10:00:00+02:00"),
    )
    assert found.problems == ("an entry without an address was passed over",)


def test_an_index_lists_further_sitemaps_and_a_text_or_a_feed_is_a_sitemap_too() -> None:
    found = list_sitemap(INDEX.encode(), AT, fetched=NOW)
    assert found.entries == ()
    assert [(one.address, one.updated) for one in found.more] == [("https://example.org/1.xml.gz", "2026-01-14"), ("https://example.org/2.xml", None)]  # fmt: skip

    text = list_sitemap(
        "\ufeffhttps://example.org/a\r\nnot one\r\n\r\nhttps://example.org/b\r\n".encode(), AT
    )
    assert [entry.address for entry in text.entries] == ["https://example.org/a", "https://example.org/b"]
    assert text.problems == ("a line that is no address was passed over: not one",)

    assert len(list_sitemap(RSS.encode(), AT).entries) == 2


def test_of_a_sitemap_with_more_pages_than_are_taken_the_newest_are() -> None:
    pages = "".join(
        f"<url><loc>/{day}</loc><lastmod>2026-01-{day:02}</lastmod></url>" for day in range(1, 20)
    )
    found = list_sitemap(f"<urlset>{pages}</urlset>".encode(), AT, fetched=NOW, limit=3)
    assert [entry.updated for entry in found.entries] == ["2026-01-19", "2026-01-18", "2026-01-17"]


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (gzip.compress(b"0" * 3_000_000), "packed more than 100 to one"),
        (gzip.compress(b"<urlset>" + b" " * 2_000), "more than 2,000 bytes unpacked"),
        (gzip.compress(gzip.compress(URLSET.encode())), "packed twice"),
        (gzip.compress(URLSET.encode())[:-20], "does not unpack"),
        (b"<rsx/>", "no sitemap"),
        (b"words", "neither XML nor a list"),
    ],
    ids=range(6),
)
def test_what_is_no_sitemap_is_refused(raw: bytes, error: str) -> None:
    limits = Limits(body_bytes=2_000) if "2,000" in error else Limits()
    with pytest.raises((ArticleError, FetchError), match=error):
        list_sitemap(raw, AT, limits=limits)


def test_the_pages_of_a_source_are_its_own_list() -> None:
    source = Source("x", "pages", ("https://example.org/a", "https://example.org/b"), language="uk")
    assert list_pages(source).entries == (
        Entry("https://example.org/a", language="uk"),
        Entry("https://example.org/b", language="uk"),
    )


def test_the_text_that_a_list_carries_becomes_an_article_of_the_outlet_that_it_names() -> None:
    entry = list_feed(RSS.encode(), AT, fetched=NOW).entries[0]
    article = article_of(entry, Metadata(outlet="Приклад", language="uk", owner="Example Holding"))

    assert isinstance(article, Article)
    assert article.text == "Паперові обіцянки\n\nРадари не прибули.\n\nПосол мовчить."
    assert article.metadata == Metadata(
        "Паперові обіцянки",
        "The Post",
        "Олена Приклад",
        "2026-01-14T10:35:00+02:00",
        "https://example.org/a?utm_source=rss",
        "uk",
        "Example Holding",
    )
    assert json.loads(article.raw)["content_html"] == entry.content_html
    assert isinstance(article_of(replace(entry, content_html=None, summary_html=None)), Refusal)
    assert isinstance(article_of(replace(entry, content_html="<p> </p>", title=None)), Refusal)
