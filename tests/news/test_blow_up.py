"""Inputs that are small and cost much: elements, attributes, items, aliases (threats 2 to 4)."""

from __future__ import annotations

import html
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from papertiger.news import Article, Refusal, load, load_bytes
from papertiger.news.feeds import MAX_ITEMS

SENTENCE = (
    "The ambassador said that the promised radars had not arrived, though Havana had asked three times."
)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Of work: what others do on the machine does not count."""
    began = time.process_time()
    yield
    assert time.process_time() - began < seconds


MANY = 100_000
TAGS = {
    "plain": "<body " + " ".join(f"a{n}=1" for n in range(MANY)) + ">",
    "valueless": "<body " + " ".join(f"a{n}" for n in range(MANY)) + ">",
    "no spaces": "<body " + "".join(f"a{n}='1'" for n in range(MANY)) + ">",
    "slashes": "<body/" + "/".join(f"a{n}" for n in range(MANY)) + ">",
    "an end within quotation marks": "<body " + " ".join(f'a{n}=">"' for n in range(MANY)) + ">",
    "a quotation mark that opens nothing": '<body " ' + " ".join(f"a{n}=1" for n in range(MANY)) + ' ">',
    "never closed": "<body " + " ".join(f"a{n}=1" for n in range(MANY)),
    "behind a comment": "<!-- --!><p " + " ".join(f"a{n}=1" for n in range(MANY)) + "><!-- -->",
    "behind a comment without end": "<!-- <p " + " ".join(f"a{n}=1" for n in range(MANY)) + ">",
    "behind a script": "<SCRIPT>x</SCRIPT ><p " + " ".join(f"a{n}=1" for n in range(MANY)) + ">",
}


@pytest.mark.parametrize("tag", TAGS.values(), ids=TAGS)
def test_a_tag_of_many_attributes_is_refused_at_once(tag: str) -> None:
    with within(3):
        (found,) = load_bytes(f"<html>{tag}<p>{SENTENCE}</p>".encode(), "x", suffix="html")
    assert isinstance(found, Refusal)
    assert "attributes in one tag" in found.problem


def test_so_is_one_in_the_text_of_a_feed() -> None:
    feed = (
        f"<rss><channel><item><description>{html.escape(TAGS['plain'])}</description></item></channel></rss>"
    )
    with within(3):
        (found,) = load_bytes(feed.encode(), "x")
    assert isinstance(found, Refusal)
    assert "attributes in one tag" in found.problem


def test_an_honest_page_with_long_scripts_styles_and_comments_is_read() -> None:
    script = "for(var i=0;i<n;i++){" + "".join(f"a{n}=b{n}; c{n} = '<p x=1 y=2';" for n in range(3_000)) + "}"
    page = (
        f"<html><head><script>{script}</script><style>{'a<b{x:y} ' * 5_000}</style><!-- <p {'a=1 ' * 3_000} --></head>"
        f"<body><p data-words='{'a=1 ' * 5_000}' title=\"{'<b x ' * 2_000}\">{SENTENCE}</p><p>{SENTENCE}</p></body></html>"
    )
    (found,) = load_bytes(page.encode(), "x", suffix="html")
    assert isinstance(found, Article)
    assert SENTENCE in found.text


@pytest.mark.parametrize("unit", ["<", "<!--", "<script>", "<script ", "<style></style", "<a", '<a b="', "<a b='", "<a =", "</", "<a b = ", "<script>-->"])  # fmt: skip
def test_counting_attributes_takes_no_longer_than_the_text_is_long(unit: str) -> None:
    with within(10):
        list(load_bytes(f"<html><p>{SENTENCE}{unit * (1_000_000 // len(unit))}".encode(), "x", suffix="html"))


def test_a_feed_of_a_million_items_is_read_to_its_limit() -> None:
    feed = b"<rss><channel>" + b"<item/>" * 1_000_000 + b"</channel></rss>"
    with within(20):
        found = list(load_bytes(feed, "x"))
    assert len(found) == MAX_ITEMS + 1
    assert "980,000 items over the limit of 20,000 not read" in str(found[-1])


@pytest.mark.parametrize(
    "feed",
    [
        b"<rss>" + b"<a>" * 300_000,
        b"<rss><channel " + b" ".join(b'a%d="1"' % n for n in range(200_000)) + b"/></rss>",
        b"<rss " + b" ".join(b'xmlns:a%d="u"' % n for n in range(20_000)) + b"/>",
        b"<rss><channel><item><description>" + b"&lt;p&gt;" * 1_000_000 + b"</description></item></channel></rss>",
        b"<rss><channel><item><description>" + b"<![CDATA[" + b"<p>" * 1_000_000 + b"]]></description></item></channel></rss>",
    ],
    ids=["deep", "attributes", "namespaces", "elements in a text", "elements in a text, unescaped"],
)  # fmt: skip
def test_other_feeds_that_cost_much_are_refused_soon(feed: bytes) -> None:
    with within(15):
        (found,) = load_bytes(feed, "x")
    assert isinstance(found, Refusal)


def test_aliases_in_a_side_file_stay_small(tmp_path: Path) -> None:
    """Billion laughs in YAML: each list names the one before ten times."""
    (tmp_path / "a.txt").write_text(SENTENCE)
    laughs = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9)
    )
    (tmp_path / "a.meta.yaml").write_text(f"{laughs}author: *a8\ntitle: *a7\noutlet: *a8\n")
    with within(10):
        found = list(load([tmp_path]))
    assert [type(item) for item in found] == [Article]
    assert len(repr(found[0].metadata)) < 5_000
