"""Plain text: header lines, title, date, paragraphs; the frozen text is the whole file."""

from __future__ import annotations

import pytest

from papertiger.errors import ArticleError
from papertiger.news import Article, Metadata
from papertiger.news.plain import read_plain

LONG = "Посол заявив, що обіцяні радари так і не прибули, хоча Гавана просила про них тричі й сплатила наперед. Відповіді немає."


def _read(text: str, side: Metadata | None = None) -> Article:
    return read_plain(text, text.encode(), "a.txt", side)


def _parts(article: Article) -> list[tuple[str, str]]:
    return [(p.kind, article.text[p.start : p.end]) for p in article.paragraphs]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "Title: Paper promises\nOutlet: Example Post\nDate: January 14, 2026\nURL: https://example.org/a\nAuthor: Jane Roe\nLanguage: English\n",
            Metadata(
                "Paper promises", "Example Post", "Jane Roe", "2026-01-14", "https://example.org/a", "en"
            ),
        ),
        (
            "Заголовок: Паперові обіцянки\nВидання: Приклад\nДата: 14 січня 2026\nАвтор: Олена Приклад\nМова: українська\n",
            Metadata("Паперові обіцянки", "Приклад", "Олена Приклад", "2026-01-14", None, "uk"),
        ),
        (
            "Заголовок: Бумажные обещания\nИсточник: Пример\nДата: 14.01.2026\nАвтор: Елена Пример\nЯзык: ru\n",
            Metadata("Бумажные обещания", "Пример", "Елена Пример", "2026-01-14", None, "ru"),
        ),
        (
            "Source: https://example.org/a\nTitle: Paper promises\n",
            Metadata("Paper promises", "example.org", None, None, "https://example.org/a", None),
        ),
    ],
)
def test_header_lines_become_metadata(head: str, expected: Metadata) -> None:
    article = _read(f"{head}\n{LONG}\n\n{LONG}\n")

    assert article.metadata == expected
    assert _parts(article) == [("title", expected.title), ("body", LONG), ("body", LONG)]


@pytest.mark.parametrize(
    "headline",
    [
        "Source: Moscow turned Havana down",
        "Джерело: Росія відмовила Гавані",
        "Date: nobody knows when help will come",
        "Author: a man who wrote about the long and very unhappy alliance of two states far apart",
        "Кремль: допомоги не буде",
        "Newspaper: minister used private radar",
        "Owner: I never sold a single share of the radar company",
        "Владелец: радары никому не продавались",
    ],
)
def test_a_headline_with_a_colon_is_no_header_line(headline: str) -> None:
    article = _read(f"{headline}\n\n{LONG}\n\n{LONG}")

    assert _parts(article)[0] == ("title", headline)
    assert article.metadata == Metadata(title=headline)


@pytest.mark.parametrize(
    ("label", "owner"),
    [
        ("Owner", "Example Media Ltd"),
        ("Власник", "ТОВ «Приклад Медіа»"),
        ("Медіагрупа", "Приклад"),
        ("Владелец", "Медиагруппа «Пример»"),
    ],
)
def test_a_header_line_may_state_the_owner(label: str, owner: str) -> None:
    article = _read(f"Title: Paper promises\nOutlet: Example Post\n{label}: {owner}\n\n{LONG}\n\n{LONG}")

    assert article.metadata == Metadata(title="Paper promises", outlet="Example Post", owner=owner)
    assert [kind for kind, _ in _parts(article)] == ["title", "body", "body"]


def test_a_lone_source_line_with_a_name_is_the_outlet() -> None:
    assert _read(f"Source: Example Post\n\n{LONG}\n\n{LONG}").metadata.outlet == "Example Post"


@pytest.mark.parametrize(
    "line", ["14 січня 2026, 10:35", "January 14, 2026", "2026-01-14", "14.01.2026 | 5 min read"]
)
def test_a_date_below_the_title_is_metadata(line: str) -> None:
    article = _read(f"Паперові обіцянки\n{line}\n\n{LONG}\n\n{LONG}")

    assert article.metadata.published == "2026-01-14"
    assert [kind for kind, _ in _parts(article)] == ["title", "body", "body"]


def test_a_date_above_the_title_is_metadata() -> None:
    article = _read(f"14 января 2026\nБумажные обещания\n\n{LONG}\n{LONG}")

    assert article.metadata == Metadata(title="Бумажные обещания", published="2026-01-14")


def test_a_byline_below_the_title_is_the_author() -> None:
    article = _read(f"Paper promises\nBy Jane Roe\nJanuary 14, 2026\n\n{LONG}\n\n{LONG}")

    assert article.metadata == Metadata(title="Paper promises", author="Jane Roe", published="2026-01-14")


def test_a_paragraph_that_begins_with_by_is_no_byline() -> None:
    body = "By Monday the garrison had left."
    assert ("body", body) in _parts(_read(f"Paper promises\n{body}\n{LONG}"))


def test_a_headline_closed_with_a_full_stop_is_the_title_without_it() -> None:
    article = _read(f"Союзники чекають на радари.\n\n{LONG}\n\n{LONG}")

    assert article.metadata.title == "Союзники чекають на радари"
    assert _parts(article)[0] == ("title", "Союзники чекають на радари.")


@pytest.mark.parametrize(
    "headline",
    [
        "Ally loses key test in U.S. court.",
        "Посол каже: «Радарів не буде.»",
        "Is anybody coming?",
        "‘Nobody came.’",
    ],
)
def test_a_stop_in_or_after_a_headline_does_not_hide_it(headline: str) -> None:
    assert _parts(_read(f"{headline}\n\n{LONG}\n\n{LONG}"))[0] == ("title", headline)


@pytest.mark.parametrize(
    "text",
    [
        "Moscow did not help Havana.",
        "Moscow did not help Havana",
        "Росія не допомогла. Гавана чекає.",
        f"{LONG}\n\n{LONG}",
        "Moscow did not help.\nHavana is waiting.",
    ],
)
def test_a_text_may_have_no_title(text: str) -> None:
    article = _read(text)

    assert article.metadata.title is None
    assert {kind for kind, _ in _parts(article)} == {"body"}


def test_the_frozen_text_is_the_whole_file_and_furniture_stays_in_it() -> None:
    text = f"Паперові обіцянки\r\n\r\n{LONG}\r\n\r\nВідео дня\r\n\r\nВелика проблема\r\n{LONG}\r\nНовини за темою\r\nІнша новина\r\n"
    article = _read(text)

    assert article.text == text.replace("\r\n", "\n")
    assert [kind for kind, _ in _parts(article)] == ["title", "body", "heading", "body"]
    assert [article.text[s.start : s.end] for s in article.furniture] == [
        "Відео дня",
        "Новини за темою",
        "Інша новина",
    ]


@pytest.mark.parametrize(
    "line", ["— сказав він:", "- пункт списку про радари", "Радари мовчали.", "«Ми чекали.»", "слово " * 13]
)
def test_these_lines_are_body_and_no_heading(line: str) -> None:
    assert _parts(_read(f"Заголовок статті\n\n{LONG}\n\n{line}\n\n{LONG}"))[2] == ("body", line.strip())


def test_a_side_file_goes_before_what_the_text_says() -> None:
    article = _read(f"Title: A\nOutlet: B\n\n{LONG}", Metadata(outlet="C", language="uk"))

    assert (article.metadata.title, article.metadata.outlet, article.metadata.language) == ("A", "C", "uk")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "empty"),
        (" \n\t\n", "empty"),
        ("123 456\n***", "no text"),
        ("Title: A\nDate: 2026-01-14\n", None),
        ("Реклама\n\nПоділитися\n", "only header or site lines"),
        ("слово " * 40_000, "one line of 240,000 characters"),
        ("слово\n" * 21_000, "21,000 lines"),
        (f"{'слово ' * 30_000}\n" * 12, "characters of text"),
    ],
)
def test_what_is_no_article_is_refused(text: str, problem: str | None) -> None:
    if problem is None:
        assert _parts(_read(text)) == [("title", "A")]
        return
    with pytest.raises(ArticleError, match=problem):
        _read(text)
