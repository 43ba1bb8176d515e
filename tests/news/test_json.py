"""JSON: rows, arrays, single objects, JSON Feed."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from papertiger.news import Article, Metadata, Refusal, load

BODY = "Moscow promised radars to Havana.\nNone of them came."


def _load(tmp_path: Path, name: str, content: object, **options: int) -> list[Article | Refusal]:
    raw = (
        content
        if isinstance(content, bytes)
        else content.encode()
        if isinstance(content, str)
        else json.dumps(content).encode()
    )
    (tmp_path / name).write_bytes(raw)
    return list(load([tmp_path / name], **options))


def _one(tmp_path: Path, name: str, content: object) -> Article:
    (article,) = _load(tmp_path, name, content)
    assert isinstance(article, Article), article
    return article


def _parts(article: Article) -> list[tuple[str, str]]:
    return [(p.kind, article.text[p.start : p.end]) for p in article.paragraphs]


@pytest.mark.parametrize(
    "record",
    [
        {
            "title": "T t",
            "text": BODY,
            "outlet": "O",
            "author": "A",
            "date": "2026-01-14",
            "url": "https://example.org/a",
            "lang": "uk",
        },
        {
            "headline": "T t",
            "body": BODY,
            "publisher": {"name": "O"},
            "byline": "A",
            "datePublished": "2026-01-14",
            "link": "https://example.org/a",
            "language": "uk-UA",
        },
        {
            "Title": "T t",
            "content": BODY,
            "source": "O",
            "authors": ["A"],
            "pubDate": "14 січня 2026",
            "URL": "https://example.org/a",
            "inLanguage": "ua",
        },
        {
            "title": {"rendered": "T t"},
            "content": {"rendered": "<p>Moscow promised radars to Havana.</p><p>None of them came.</p>"},
            "site_name": "O",
            "creator": [{"name": "A"}],
            "published_at": "January 14, 2026",
            "href": "https://example.org/a",
            "locale": "uk_UA",
        },
        {
            "headline": "T t",
            "content_html": "<div>Moscow promised radars to Havana.<br>None of them came.</div><script>x</script>",
            "source": {"title": "O"},
            "author": {"name": "A"},
            "published": "2026-01-14",
            "url": "https://example.org/a",
            "language": "Ukrainian",
        },
    ],
)
def test_fields_are_known_by_many_names(tmp_path: Path, record: dict[str, object]) -> None:
    article = _one(tmp_path, "a.json", record)

    assert article.metadata == Metadata("T t", "O", "A", "2026-01-14", "https://example.org/a", "uk")
    assert _parts(article) == [
        ("title", "T t"),
        ("body", "Moscow promised radars to Havana."),
        ("body", "None of them came."),
    ]


@pytest.mark.parametrize(
    "said",
    [
        {"owner": "Example Media"},
        {"Owner": {"name": "Example Media"}},
        {"власник": "Example Media"},
        {"publisher": {"name": "O", "parentOrganization": {"name": "Example Media"}}},
    ],
)
def test_a_row_may_state_the_owner(tmp_path: Path, said: dict[str, object]) -> None:
    assert _one(tmp_path, "a.json", {"title": "T t", "text": BODY, **said}).metadata.owner == "Example Media"


@pytest.mark.parametrize("said", [{}, {"owner": ""}, {"publisher": "O"}, {"publisher": {"name": "O"}}])
def test_a_row_that_states_no_owner_has_none(tmp_path: Path, said: dict[str, object]) -> None:
    assert _one(tmp_path, "a.json", {"title": "T t", "text": BODY, **said}).metadata.owner is None


def test_a_title_that_the_text_repeats_stands_once(tmp_path: Path) -> None:
    article = _one(tmp_path, "a.json", {"title": "Paper promises", "text": f"Paper promises\n{BODY}"})

    assert article.text.count("Paper promises") == 1


def test_an_object_spread_over_lines_is_one_article(tmp_path: Path) -> None:
    article = _one(tmp_path, "a.txt", json.dumps({"title": "T t", "text": BODY}, indent=2))

    assert article.path == str(tmp_path / "a.txt")


@pytest.mark.parametrize("container", [None, "items", "articles", "results"])
def test_a_list_of_articles_is_read_item_by_item(tmp_path: Path, container: str | None) -> None:
    items = [{"text": "First came."}, {"title": "no text"}, {"text": "Third came."}]
    found = _load(tmp_path, "a.json", items if container is None else {container: items})

    assert [isinstance(x, Article) for x in found] == [True, False, True]
    assert found[2].path == f"{tmp_path / 'a.json'}#3"
    assert found[1].row == 2


def test_a_json_feed_gives_its_title_as_outlet(tmp_path: Path) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Example Post",
        "language": "en",
        "items": [
            {
                "id": "1",
                "content_html": "<p>No radars came to Havana.</p>",
                "date_published": "2026-01-14T08:00:00Z",
            },
            {"id": "2", "summary": "The base stands empty."},
        ],
    }
    first, second = _load(tmp_path, "feed.json", feed)

    assert first.metadata == Metadata(None, "Example Post", None, "2026-01-14T08:00:00+00:00", None, "en")
    assert second.text == "The base stands empty."


ROWS = [
    (b'{"text": "Row one."}', None),
    (b"not json", "not JSON"),
    (b"[1, 2]", "a list where an object is due"),
    (b'"words"', "a string where"),
    (b"null", "null where"),
    (b'{"title": "x"}', "no text"),
    (b'{"text": ""}', "no text"),
    (b'{"text": 5}', "no text"),
    (b'{"text": "bad \xff byte"}', "not UTF-8"),
    ('{"text": "Гавана'.encode() + b'\xd0 x"}', "not UTF-8"),
    (b"[" * 100_000, "nested too deep"),
    (b'{"text": ' + b"9" * 5_000 + b"}", "number too long"),
    (b'{"text": "' + b"word " * 50_000 + b'"}', "one line of 250,000 characters"),
    (b'{"text": "***"}', "no text"),
    (b'{"text": "Last row."}', None),
]


def test_each_broken_row_is_its_own_refusal_and_the_rest_goes_on(tmp_path: Path) -> None:
    found = _load(tmp_path, "a.jsonl", b"\n".join(row for row, _ in ROWS))

    assert len(found) == len(ROWS)
    for number, (result, (_, problem)) in enumerate(zip(found, ROWS, strict=True), start=1):
        if problem is None:
            assert isinstance(result, Article)
            assert result.path.endswith(f"a.jsonl#{number}")
        else:
            assert isinstance(result, Refusal)
            assert (result.row, problem in result.problem) == (number, True), result
            assert result.cure
            assert f"a.jsonl, row {number}: " in result.line


def test_rows_are_told_by_content_when_the_name_says_nothing() -> None:
    rows = b'{"text": "Row one."}\n\n{"text": "Row three."}\r\n'
    found = list(load(["-"], stdin=io.BytesIO(rows)))

    assert [article.path for article in found] == ["-#1", "-#3"]


def test_a_row_over_the_limit_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    rows = b'{"text": "One."}\n{"text": "' + b"w" * 3_000_000 + b'"}\n{"text": "Three."}'
    one, two, three = _load(tmp_path, "a.jsonl", rows, max_bytes=100_000)

    assert (one.text, three.text) == ("One.", "Three.")
    assert (two.row, "longer than the limit of 100,000 bytes" in two.problem) == (2, True)


def test_a_file_of_rows_may_be_larger_than_the_limit_for_a_row(tmp_path: Path) -> None:
    found = _load(tmp_path, "a.jsonl", b'{"text": "Row of an archive."}\n' * 5_000, max_bytes=1_000)

    assert len(found) == 5_000
    assert all(isinstance(article, Article) for article in found)


def test_a_stream_without_line_breaks_is_given_up(tmp_path: Path) -> None:
    (refusal,) = _load(tmp_path, "a.jsonl", b"w" * 2_000_000, max_bytes=1_000)

    assert "reading stops here" in refusal.line


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1251", "utf-8-sig"])
def test_rows_in_another_encoding_are_read(tmp_path: Path, encoding: str) -> None:
    row = json.dumps({"text": "Радари до Гавани так і не приїхали, сказав посол."}, ensure_ascii=False)
    found = _load(tmp_path, "a.jsonl", f"{row}\n{row}\n".encode(encoding))

    assert [getattr(article, "text", article) for article in found] == [
        "Радари до Гавани так і не приїхали, сказав посол."
    ] * 2


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("[]", "no articles in it"),
        ("{}", "no text"),
        ('{"text": "a', "not JSON: unterminated string starting at column 10"),
        ("[" * 50_000, "nested too deep"),
        ("{", "not JSON"),
        ("{'a': 1}", "not JSON"),
    ],
)
def test_a_json_file_without_articles_is_refused(tmp_path: Path, content: str, problem: str) -> None:
    (refusal,) = _load(tmp_path, "a.json", content)

    assert problem in refusal.problem


def test_escaped_surrogates_and_controls_do_not_reach_the_text(tmp_path: Path) -> None:
    article = _one(
        tmp_path, "a.json", rb'{"title": "T\ud800 t", "text": "No\u0000 radars\u202e came. \ud83d\ude00"}'
    )

    assert article.text == "T t\n\nNo radars came. \U0001f600"
    assert len(article.sha256) == 64


@pytest.mark.parametrize(
    "text", ["[Reuters] Moscow did not help.", "{Updated} Moscow did not help.", "<Moscow> did not help."]
)
def test_a_plain_text_that_begins_with_a_bracket_is_no_json(tmp_path: Path, text: str) -> None:
    assert _one(tmp_path, "a.txt", text).text == text
