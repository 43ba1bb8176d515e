"""Loading what is in memory: the same articles and refusals as from a file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from papertiger.news import Article, Metadata, Refusal, load, load_bytes

TEXT = "Посол заявив, що обіцяні радари так і не прибули, хоча Гавана просила про них тричі."
ROWS = "\n".join(json.dumps({"title": f"Row {n}", "text": TEXT}, ensure_ascii=False) for n in range(3))
PAGE = f"<html><body><p>{TEXT}</p><p>{TEXT}</p></body></html>"
FEED = f"<rss><channel><title>Post</title><item><title>A</title><description>{TEXT}</description></item></channel></rss>"


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.txt", TEXT), ("a.html", PAGE), ("a.rss", FEED), ("a.jsonl", ROWS), ("a.json", f"[{ROWS.replace(chr(10), ',')}]"), ("a.csv", "a,b"), ("a.txt", ""), ("a.txt", "PK\x03\x04")],
)  # fmt: skip
def test_bytes_give_what_a_file_of_them_gives(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8")
    from_file = list(load([path]))
    from_bytes = list(load_bytes(content.encode(), str(path), suffix=path.suffix[1:]))
    assert from_bytes == from_file


def test_what_is_known_from_elsewhere_goes_before_what_the_page_says() -> None:
    page = PAGE.replace("<body>", "<head><link rel='canonical' href='https://b.example/x'></head><body>")
    (found,) = load_bytes(page.encode(), "pasted", known=Metadata(url="https://a.example/x"))
    assert isinstance(found, Article)
    assert found.metadata.url == "https://a.example/x"


def test_a_declared_encoding_is_tried_where_the_bytes_are_no_utf8() -> None:
    (found,) = load_bytes("Тест".encode("koi8-u") * 3, "x", declared="koi8-u")
    assert isinstance(found, Article)
    assert found.text == "Тест" * 3
    (same,) = load_bytes(TEXT.encode(), "x", declared="koi8-u")  # UTF-8 shows itself
    assert isinstance(same, Article)
    assert same.text == TEXT


def test_too_much_is_refused() -> None:
    (found,) = load_bytes(b"x" * 101, "x", max_bytes=100)
    assert isinstance(found, Refusal)
    assert "101 bytes" in str(found)


def test_the_name_is_a_word_and_opens_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("other")
    (tmp_path / "a.meta.json").write_text('{"outlet": "Side Post"}')
    (found,) = load_bytes(TEXT.encode(), str(tmp_path / "a.txt"))
    assert isinstance(found, Article)
    assert replace(found.metadata, language=None) == Metadata()
