"""robots.txt as RFC 9309 says."""

from __future__ import annotations

import time

import pytest

from papertiger.news.following import read_robots
from papertiger.news.following.robots import MAX_BYTES

FILE = b"""\xef\xbb\xbf# a comment
User-agent: *
Disallow: /private
Crawl-delay: 3
User-agent: somebot
User-agent: PaperTiger/1.0
Disallow: /archive/*.pdf$
Disallow: /search
Allow: /search/help
Crawl-delay: 7
Sitemap: https://example.org/news.xml
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/private", True),  # its own group counts, not the one for all
        ("/search?q=a", False),
        ("/search/help", True),
        ("/archive/a.pdf", False),
        ("/archive/a.pdf?x", True),
        ("/robots.txt", True),
    ],
)
def test_the_group_that_names_the_program_decides(path: str, allowed: bool) -> None:
    rules = read_robots(200, FILE)
    assert rules.allowed(f"https://example.org{path}") is allowed
    assert (rules.crawl_delay, rules.sitemaps) == (7.0, ("https://example.org/news.xml",))


def test_without_a_group_of_its_own_the_one_for_all_decides() -> None:
    rules = read_robots(200, FILE.replace(b"PaperTiger/1.0", b"tiger"))
    assert not rules.allowed("https://example.org/private/a")
    assert rules.crawl_delay == 3.0


@pytest.mark.parametrize(
    ("status", "allowed"),
    [
        (404, True),
        (403, True),
        (410, True),
        (429, False),
        (500, False),
        (503, False),
        (None, False),
        (301, False),
        (204, True),
    ],
)
def test_no_file_allows_everything_and_no_answer_nothing(status: int | None, allowed: bool) -> None:
    assert read_robots(status).allowed("https://example.org/") is allowed


def test_a_delay_or_rate_is_kept_within_what_is_waited_for() -> None:
    assert read_robots(200, b"user-agent: *\nrequest-rate: 1/20").crawl_delay == 20.0
    assert read_robots(200, b"user-agent: *\ncrawl-delay: 1e9").crawl_delay == 300
    assert read_robots(200, b"user-agent: *\ncrawl-delay: nan\ndisallow: /").crawl_delay is None


@pytest.mark.parametrize(
    "line",
    [
        b"user-agent: bot%d\n",
        b"user-agent bot%d\n",
        b"\xc2\xa0" * 50 + b"UserAgent: bot%d\n",
        b"user-agent: papertiger\nuser-agent: bot%d\n",
    ],
)
def test_no_file_takes_long(line: bytes) -> None:
    names = b"".join(line % n for n in range(9_000))
    raw = names + b"".join(b"allow: /*a*b*c%d\n" % n for n in range(15_000))
    began = time.process_time()
    rules = read_robots(200, raw)
    assert rules.allowed("https://example.org/" + "a" * 2_000)
    assert time.process_time() - began < 6  # a second on an idle machine


def test_only_the_first_500_kilobytes_count_and_a_cut_line_does_not() -> None:
    head = b"user-agent: *\n"
    raw = head + b"#" * (MAX_BYTES - len(head) - 12) + b"\ndisallow: /abc"
    rules = read_robots(200, raw)
    assert rules.allowed("https://example.org/a")
    assert "first 512,000 bytes" in rules.reason
