"""RSS and Atom files."""

from __future__ import annotations

from pathlib import Path

import pytest

from papertiger.news import Article, Metadata, Refusal, load

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Приклад</title><link>https://example.org</link><language>uk</language>
<item><title>Паперові обіцянки</title><link>https://example.org/a</link><pubDate>Wed, 14 Jan 2026 10:35:00 +0200</pubDate>
<dc:creator>Олена Приклад</dc:creator><description>Коротко.</description>
<content:encoded><![CDATA[<p>Радари не прибули.</p><p>Посол мовчить.</p>]]></content:encoded></item>
<item><title>Без тексту</title><link>https://example.org/b</link></item>
<item><title>Тільки опис</title><guid>https://example.org/c</guid><description>База порожня.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Example Post</title>
<entry><title>Paper promises</title><link rel="alternate" href="https://example.org/a"/><link rel="self" href="https://example.org/x"/>
<published>2026-01-14T08:35:00Z</published><author><name>Jane Roe</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>No radars came.</p><p>The envoy is silent.</p></div></content></entry></feed>"""


def _load(tmp_path: Path, text: str) -> list[Article | Refusal]:
    (tmp_path / "feed.xml").write_text(text, "utf-8")
    return list(load([tmp_path / "feed.xml"]))


def test_each_rss_item_is_an_article_with_the_fullest_text_it_has(tmp_path: Path) -> None:
    first, second, third = _load(tmp_path, RSS)

    assert first.text == "Паперові обіцянки\n\nРадари не прибули.\n\nПосол мовчить."
    assert first.metadata == Metadata(
        "Паперові обіцянки",
        "Приклад",
        "Олена Приклад",
        "2026-01-14T10:35:00+02:00",
        "https://example.org/a",
        "uk",
    )
    assert (second.row, "without text" in second.problem) == (2, True)
    assert (third.text, third.metadata.url) == ("Тільки опис\n\nБаза порожня.", "https://example.org/c")


def test_an_atom_entry_is_an_article(tmp_path: Path) -> None:
    (entry,) = _load(tmp_path, ATOM)

    assert entry.text == "Paper promises\n\nNo radars came.\n\nThe envoy is silent."
    assert entry.metadata == Metadata(
        "Paper promises",
        "Example Post",
        "Jane Roe",
        "2026-01-14T08:35:00+00:00",
        "https://example.org/a",
        "en",
    )
    assert entry.path.endswith("feed.xml#1")


def test_an_entry_from_elsewhere_keeps_the_outlet_that_it_is_from(tmp_path: Path) -> None:
    source = (
        "<source><id>tag:wire</id><title>The Wire</title><link href='https://wire.example.com/'/></source>"
    )
    (entry,) = _load(tmp_path, ATOM.replace("<author>", f"{source}<author>"))
    assert isinstance(entry, Article)
    assert entry.metadata.outlet == "The Wire"

    first = _load(
        tmp_path, RSS.replace("<dc:creator>", "<source url='https://p.example'>The Post</source><dc:creator>")
    )[0]
    assert isinstance(first, Article)
    assert first.metadata.outlet == "The Post"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]><rss><channel><item><title>&a;</title></item></channel></rss>',
            "DOCTYPE or ENTITY",
        ),
        ("<rss><channel>" + "<item>" * 100_000, "broken feed: elements nested too deep"),
        ("<rss><channel><item></channel></rss>", "broken feed"),
        ("<rss><channel></channel></rss>", "no items"),
        ('<?xml version="1.0"?><urlset><url/></urlset>', "neither a feed nor a page"),
    ],
)
def test_a_feed_that_cannot_be_read_safely_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    (refusal,) = _load(tmp_path, text)

    assert problem in refusal.problem
    assert "\n" not in refusal.line
