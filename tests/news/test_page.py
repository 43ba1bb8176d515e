"""Web pages: main text, metadata, hostile markup."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from papertiger.news import Article, Metadata, Refusal, load

P1 = "Посол у Гавані заявив, що обіцяні радари так і не прибули, хоча уряд просив про них тричі."
P2 = "У міністерстві відповіли, що техніки виїдуть «згодом», а дату назвати відмовилися."
BODY = f"<article><h1>Паперові обіцянки</h1><p>{P1}</p><p>Відео дня</p><h2>Без відповіді</h2><p>{P2}</p><p>Читайте також: <a href='/b'>Порт закрито</a></p></article>"
JSON_LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"},
{"@type": ["NewsArticle"], "headline": "Паперові обіцянки", "datePublished": "2026-01-14T10:35:00+02:00",
"author": [{"@type": "Person", "name": "Олена Приклад"}], "publisher": {"@type": "Organization", "name": "Приклад"},
"inLanguage": "uk-UA", "mainEntityOfPage": {"@id": "https://example.org/a"}}]}</script>"""
META = """<meta property="og:title" content="Паперові обіцянки"><meta property="og:site_name" content="Приклад">
<meta name="author" content="Олена Приклад"><meta property="article:published_time" content="2026-01-14T10:35:00+02:00">
<meta property="og:url" content="https://example.org/a"><meta property="og:locale" content="uk_UA">"""
FULL = Metadata(
    "Паперові обіцянки",
    "Приклад",
    "Олена Приклад",
    "2026-01-14T10:35:00+02:00",
    "https://example.org/a",
    "uk",
)


def _page(head: str = "", body: str = BODY, attributes: str = "") -> str:
    return f"<!DOCTYPE html><html{attributes}><head><meta charset='utf-8'>{head}</head><body><nav><a href='/'>Головна</a></nav>{body}<footer>© 2026 Приклад</footer></body></html>"


def _load(tmp_path: Path, raw: str | bytes, name: str = "a.html") -> Article | Refusal:
    (tmp_path / name).write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    (found,) = load([tmp_path / name])
    return found


@pytest.mark.parametrize("head", [JSON_LD, META])
def test_metadata_is_read_from_what_the_page_says(tmp_path: Path, head: str) -> None:
    assert _load(tmp_path, _page(head)).metadata == FULL


PUBLISHER = '"publisher": {"@type": "Organization", "name": "Приклад"}'
PARENT = '{"@type": "Organization", "name": "Приклад Медіа"}'


@pytest.mark.parametrize(
    "publisher",
    [
        PUBLISHER[:-1] + f', "parentOrganization": {PARENT}}}',
        PUBLISHER[:-1] + ', "parentOrganization": "Приклад Медіа"}',
        PUBLISHER[:-1] + f', "parentOrganization": [{PARENT}]}}',
        PUBLISHER[:-1] + ', "parentOrganization": {"@id": "#group"}}',
    ],
)
def test_the_publishers_parent_organisation_is_the_owner(tmp_path: Path, publisher: str) -> None:
    group = '"@graph": [{"@type": "Organization", "@id": "#group", "name": "Приклад Медіа"}, '
    head = JSON_LD.replace(PUBLISHER, publisher).replace('"@graph": [', group)

    assert _load(tmp_path, _page(head)).metadata == replace(FULL, owner="Приклад Медіа")


@pytest.mark.parametrize(
    "parent", ['{"@id": "#group"}', '{"@id": "https://example.org/group"}', '""', "{}", "7"]
)
def test_a_parent_organisation_without_a_name_is_no_owner(tmp_path: Path, parent: str) -> None:
    publisher = PUBLISHER[:-1] + f', "parentOrganization": {parent}}}'

    assert _load(tmp_path, _page(JSON_LD.replace(PUBLISHER, publisher))).metadata == FULL


def test_the_visible_page_is_the_last_resort(tmp_path: Path) -> None:
    head = "<title>Інше</title><link rel='canonical' href='https://www.example.org/a'>"
    body = BODY.replace("<p>", "<time datetime='2026-01-14'>сьогодні</time><p>", 1)
    found = _load(tmp_path, _page(head, body, " lang='uk'"))

    assert found.metadata == Metadata(
        "Паперові обіцянки", "example.org", None, "2026-01-14", "https://www.example.org/a", "uk"
    )


@pytest.mark.parametrize(
    "broken",
    [
        "{",
        '{"@type": "NewsArticle", "headline": 5, "datePublished": true, "author": null}',
        "[" * 5000,
        "[]",
        '"x"',
    ],
)
def test_broken_json_ld_is_passed_over(tmp_path: Path, broken: str) -> None:
    found = _load(tmp_path, _page(f'<script type="application/ld+json">{broken}</script>{META}'))

    assert found.metadata == FULL


def test_the_text_is_the_title_and_the_article_without_the_page_around_it(tmp_path: Path) -> None:
    article = _load(tmp_path, _page(META))

    assert [(p.kind, article.text[p.start : p.end]) for p in article.paragraphs] == [
        ("title", "Паперові обіцянки"),
        ("body", P1),
        ("heading", "Без відповіді"),
        ("body", P2),
    ]
    assert [article.text[s.start : s.end] for s in article.furniture] == [
        "Відео дня",
        "Читайте також: Порт закрито",
    ]


def test_lists_quotes_and_line_breaks_become_paragraphs(tmp_path: Path) -> None:
    body = f"<article><p>{P1}<br>{P2}</p><ul><li>радари без фахівців</li><li>ракети без пального</li></ul><blockquote><p>Ми чекали.</p></blockquote><p>{P2} Далі буде.</p></article>"
    article = _load(tmp_path, _page(META, body))

    assert [article.text[p.start : p.end] for p in article.paragraphs][1:] == [
        P1,
        P2,
        "радари без фахівців",
        "ракети без пального",
        "Ми чекали.",
        f"{P2} Далі буде.",
    ]


def test_a_page_of_one_short_paragraph_is_read(tmp_path: Path) -> None:
    article = _load(tmp_path, "<html><body><p>Радари не прибули.</p></body></html>")

    assert article.text == "Радари не прибули."


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-u", "utf-16", "utf-8-sig"])
def test_a_page_is_decoded_before_it_is_parsed(tmp_path: Path, encoding: str) -> None:
    page = (
        _page(META)
        .replace("utf-8", encoding if encoding != "utf-8-sig" else "utf-8")
        .replace("©", "")
        .replace("«", '"')
        .replace("»", '"')
    )
    article = _load(tmp_path, page.encode(encoding))

    assert P1 in article.text


def test_a_page_is_told_by_content_when_the_name_says_nothing(tmp_path: Path) -> None:
    assert _load(tmp_path, _page(META), "page").metadata == FULL


HOSTILE = {
    "nested divs": ("<html><body>" + "<div>" * 100_000 + "words" + "</div>" * 100_000, "nested"),
    "unclosed fonts": ("<font>" * 100_000 + "words", "nested"),
    "list items": ("<html><body>" + "<li>" * 100_000, "elements"),
    "comment starts": ("<!--" * 100_000, None),
    "script starts": ("<html><body>" + "<script>" * 100_000, "without article text"),
    "attributes": ("<html><body><p " + "a=b " * 200_000 + ">", "attributes in one tag"),
    "entities": ("<html><body><p>" + "&amp;" * 500_000, "one line of 500,000"),
    "nothing": ("<html></html>", "without article text"),
    "broken tags": ("<html><body>" + "<p<<>" * 20_000, None),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_markup_neither_crashes_nor_stalls(tmp_path: Path, name: str) -> None:
    markup, problem = HOSTILE[name]
    start = time.process_time()
    found = _load(tmp_path, markup)

    assert time.process_time() - start < 5
    if problem:
        assert problem in found.problem
        assert found.cure


def test_a_page_cannot_make_the_reader_open_files_or_addresses(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret words")
    doctype = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]>'
    found = _load(tmp_path, f"{doctype}<html><body><article><p>{P1} &x;</p></article></body></html>")

    assert "secret words" not in getattr(found, "text", "")
