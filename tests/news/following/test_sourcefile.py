"""Source lists: what they may say, everything that is wrong with one, and the list written back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papertiger.errors import ArticleError, DataFileError, SourceListProblems
from papertiger.news.following import Source, SourceList, duration, read_opml, read_sources, write_sources
from papertiger.news.following.sourcelist import source_id

LIST = """schema: 1
defaults:
  every: 1h
  language: uk
sources:
  - feed: https://www.example.org/rss.xml
    outlet: Приклад
    owner: Example Holding
    silent_after: 2d
    note: for people
  - id: news
    sitemap: https://example.org/news.xml
    language: en
  - pages:
      - https://example.org/a
      - https://example.org/b#part
"""


def test_a_list_names_feeds_sitemaps_and_pages_with_what_they_share() -> None:
    feed, sitemap, pages = read_sources(LIST).sources

    assert feed == Source(
        "example-org-rss-xml",
        "feed",
        ("https://www.example.org/rss.xml",),
        "Приклад",
        "uk",
        "Example Holding",
        timedelta(hours=1),
        timedelta(days=2),
    )
    assert (sitemap.id, sitemap.kind, sitemap.language, sitemap.pace) == ("news", "sitemap", "en", 5.0)
    assert pages.addresses == ("https://example.org/a", "https://example.org/b")
    assert read_sources(LIST).hosts == ("example.org", "www.example.org")


def test_everything_that_is_wrong_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    text = """schema: 2
deflt: 1
defaults: {every: 1s}
sources:
  - feed: https://127.0.0.1/rss
    outlt: Example
  - feed: https://example.org/rss
    every: soon
  - feed: https://example.org/rss
    sitemap: https://example.org/news.xml
  - pages: [ftp://example.org/a, https://example.org/b, https://EXAMPLE.org/b#x]
    limit: 100000
    language: "???"
  - {}
  - word
  - id: A B
    feed: https://example.org/c
    take: both
  - feed: https://example.org/d/
  - feed: https://example.org/d
  - sitemap: https://example.org/e
    take: items
"""
    (tmp_path / "list.yaml").write_text(text, "utf-8")

    with pytest.raises(SourceListProblems) as caught:
        read_sources(tmp_path / "list.yaml")

    told = [(one.line, one.problem) for one in caught.value.problems]
    expected = [
        (1, "schema: must be 1"),
        (2, "no such field 'deflt'; there are: schema"),
        (3, "defaults.every: 1s is out of bounds; write a value from 1m to 4w"),
        (5, "127.0.0.1 is not public"),
        (6, "did you mean 'outlet'?"),
        (8, "'soon' is no length of time; write"),
        (9, "feed and sitemap in one source; write"),
        (11, "ftp is not fetched; give"),
        (11, "stands in the list twice; remove"),
        (12, "100000 is out of bounds; write a value from 1 to 20000"),
        (13, "'???' is no language; write"),
        (14, "no address; write"),
        (15, "must hold names and values; write"),
        (16, "'A B' is no id; write"),
        (18, "'pages' or 'items'"),
        (20, "a second source with the id 'example-org-d'; give one of them an `id:` of its own (the other is in line 19)"),
        (22, "items of a sitemap; leave `take:` out"),
    ]  # fmt: skip
    assert [line for line, _ in told] == [line for line, _ in expected]
    for (line, problem), (_, words) in zip(told, expected, strict=True):
        assert words in problem, line
    assert str(caught.value.problems[0]).startswith(f"{tmp_path / 'list.yaml'}:1: ")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "no source list"),
        ("- a", "no source list"),
        ("schema: 1", "no source in it"),
        ("schema: 1\nsources: {a: b}", "no source in it"),
        ("schema: 1\nschema: 1", "stands twice"),
        ("? [a]\n: b", "a key that is no text"),
        ("a: [", "not valid YAML"),
        ("a: " + "[" * 50_000, "nested more than 100 levels deep"),
        ("- " * 50_000, "nested more than 100 levels deep"),
        ("? " * 50_000, "nested more than 100 levels deep"),
        ("".join(f"{' ' * n}a:\n" for n in range(600)), "nested more than 100 levels deep"),
        ("a: " + "[" * 900 + "]" * 900, "nested too deep"),
        ("schema: 1\na: \ud800", "sources.yaml:2: half a character"),
        ("a: \x1b[2J", "sources.yaml:1: not valid YAML: a control character in it"),
        ("a: &a [*a]", "not valid YAML"),
        ("schema: 1\nsources:\n" + "  - {}\n" * 10_001, "over the limit of 10,000"),
    ],
)
def test_what_is_no_list_is_told_in_one_line(text: str, problem: str) -> None:
    with pytest.raises(SourceListProblems) as caught:
        read_sources(text)
    assert any(problem in str(one) for one in caught.value.problems)
    assert all(isinstance(one, DataFileError) for one in caught.value.problems)


def test_a_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceListProblems, match="no such file"):
        read_sources(tmp_path / "none.yaml")


def test_the_id_of_a_source_rests_on_its_address_alone() -> None:
    assert source_id("https://www.example.org/Rss?cat=5") == "example-org-rss-cat-5"
    long = source_id("https://example.org/" + "a" * 200)
    assert len(long) <= 60
    assert long != source_id("https://example.org/" + "a" * 201)
    assert read_sources("schema: 1\nsources: [{feed: 'https://новини.укр/rss'}]").sources[0].id == source_id("https://xn--b1amarcd.xn--j1amh/rss")  # fmt: skip


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), min_size=1, max_size=20)  # fmt: skip
SECONDS = st.integers(60, 28 * 86_400)
SOURCES = st.builds(
    Source,
    id=st.from_regex(r"[a-z0-9][a-z0-9._-]{0,20}", fullmatch=True),
    kind=st.sampled_from(["feed", "sitemap", "pages"]),
    addresses=st.just(()),
    outlet=st.none() | WORDS,
    language=st.sampled_from([None, "uk", "ru", "en"]),
    owner=st.none() | WORDS,
    every=st.builds(lambda s: timedelta(seconds=s), SECONDS),
    silent_after=st.builds(lambda s: timedelta(seconds=3_600 + s), SECONDS),
    limit=st.integers(1, 20_000),
    pace=st.integers(1, 3_600).map(float),
)


@settings(max_examples=12, deadline=None)
@given(st.lists(SOURCES, min_size=1, max_size=5, unique_by=lambda one: one.id))
def test_a_list_that_is_written_is_read_as_the_same(sources: list[Source]) -> None:
    from dataclasses import replace  # noqa: PLC0415

    kept = tuple(
        replace(one, addresses=(f"https://example.org/{n}",), take="items" if one.kind == "feed" else "pages")
        for n, one in enumerate(sources)
    )
    assert read_sources(write_sources(SourceList(kept, ("a note\nof two lines",)))).sources == kept


OPML = """<?xml version="1.0" encoding="UTF-8"?><opml version="2.0"><head><title>Мої</title></head><body>
<outline text="Новини"><outline text="Приклад" title="Приклад &amp; Ко" xmlUrl="https://example.org/rss" language="uk-UA"/>
<outline text="The Post" type="rss" xmlURL="https://post.example.com/feed?a=1&b=2"/></outline>
<outline text="Router" xmlUrl="http://192.168.1.1/rss"/><outline text="Again" xmlUrl="https://EXAMPLE.org/rss"/>
<outline text="Just a folder"/></body></opml>"""


def test_subscriptions_of_a_feed_reader_become_a_list_that_says_what_it_passed_over() -> None:
    found = read_opml(OPML.encode())

    assert [(one.id, one.addresses, one.outlet, one.language) for one in found.sources] == [
        ("example-org-rss", ("https://example.org/rss",), "Приклад & Ко", "uk"),
        ("post-example-com-feed-a-1-b-2", ("https://post.example.com/feed?a=1&b=2",), "The Post", None),
    ]
    bare, private, twice = found.notes
    assert "1 bare ampersands" in bare
    assert "192.168.1.1 is not public" in private
    assert "stands in the list twice" in twice
    text = write_sources(found)
    assert text.startswith("# passed over: ")
    assert read_sources(text).sources == found.sources


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"", "empty"),
        (b"<rss/>", "no OPML"),
        (b'<opml><outline xmlUrl="http://localhost/"/></opml>', "without a feed that can be followed"),
        (b'<!DOCTYPE opml [<!ENTITY a "b">]><opml><outline xmlUrl="&a;"/></opml>', "DOCTYPE or ENTITY"),
        (b"<opml>" + b"<outline>" * 400, "nested too deep"),
        (b"\x00\x01\x02", "binary"),
    ],
)
def test_what_is_no_subscription_list_is_refused(raw: bytes, problem: str) -> None:
    with pytest.raises(ArticleError, match=problem):
        read_opml(raw)


@pytest.mark.parametrize(("text", "seconds"), [("90s", 90), ("30 m", 1_800), ("1.5h", 5_400), ("3D", 259_200), ("2w", 1_209_600)])  # fmt: skip
def test_lengths_of_time_are_read_as_people_write_them(text: str, seconds: int) -> None:
    assert duration(text).total_seconds() == seconds


@pytest.mark.parametrize("text", ["", "30", "m", "1e9d", "-3d", "1h30m", "٣d" * 100])
def test_what_is_no_length_of_time_is_told_with_the_cure(text: str) -> None:
    with pytest.raises(ValueError, match="write a number and s, m, h, d or w"):
        duration(text)
