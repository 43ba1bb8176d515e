"""Warnings as a feed."""

from __future__ import annotations

import pytest
from lxml import etree

from papertiger.news import Article
from papertiger.news.loading import load_bytes
from papertiger.report.atom import ATOM, Entry, atom

HOSTILE = "<script>alert(1)</script> & ]]> \x00\x1b[31m \u202e «Асеб» ]]>\ufffe\ud800"


def entry(text: str = "Ethiopia threatened Eritrea.", name: str = "3f9a") -> Entry:
    return Entry(
        id=name,
        title=text,
        updated="2026-08-14T06:00:00.000000Z",
        published="2026-08-13T06:00:00.000000Z",
        summary=text,
        paragraphs=[text, text],
        categories=("threats", text),
        link="http://127.0.0.1:8765/warnings/3f9a",
    )


def feed(*entries: Entry) -> bytes:
    return atom(
        entries, title="papertiger: a.ledger", id="urn:x", updated="2026-08-14T06:00:00Z", language="uk"
    )


def test_it_has_what_the_standard_asks_for() -> None:
    root = etree.fromstring(feed(entry(), entry(name="11aa")))
    names = {ATOM: "a"}
    for path in ("a:title", "a:id", "a:updated", "a:author/a:name"):
        assert root.find(path, {"a": ATOM}) is not None, (path, names)
    found = root.findall("a:entry", {"a": ATOM})
    assert len({one.findtext("a:id", namespaces={"a": ATOM}) for one in found}) == len(found) == 2
    for one in found:
        for path in ("a:title", "a:id", "a:updated", "a:content", "a:link"):
            assert one.find(path, {"a": ATOM}) is not None


def test_hostile_text_stays_text() -> None:
    root = etree.fromstring(feed(entry(HOSTILE)))
    assert {etree.QName(one).namespace for one in root.iter()} == {ATOM}
    title = root.findtext("a:entry/a:title", namespaces={"a": ATOM})
    assert title is not None
    assert "<script>alert(1)</script>" in title
    assert "\u202e" not in title


def test_our_own_reader_reads_it() -> None:
    found = [
        one
        for one in load_bytes(feed(entry("Ethiopia threatened Eritrea. " * 20)), "warnings.atom")
        if isinstance(one, Article)
    ]
    assert [one.metadata.title is not None for one in found] == [True]


@pytest.mark.parametrize("number", [0, 3])
def test_order_is_kept(number: int) -> None:
    root = etree.fromstring(feed(*(entry(name=str(n)) for n in range(number))))
    assert [one.text for one in root.findall("a:entry/a:id", {"a": ATOM})] == [
        f"urn:papertiger:warning:{n}" for n in range(number)
    ]
