"""Scoring of names: every figure counted by hand, and what is wrong with a folder said with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from papertiger.errors import DataFileError
from papertiger.language import NamedThing
from papertiger.language.annotated import AnnotatedArticle, Row, articles, paragraphs, topics
from papertiger.language.entities import same, score

TEXT = "Оксана Гринчишин керує «Зорепромом» у Женеві."
ROWS = (
    Row(0, 16, "Оксана Гринчишин", "Оксана Гринчишин", "PER", "PER-1"),
    Row(24, 34, "Зорепромом", "Зорепром", "ORG", "ORG-1"),
    Row(38, 44, "Женеві", "Женева", "LOC", "LOC-1"),
)
ARTICLE = AnnotatedArticle("topic", Path("a.txt"), TEXT, ROWS)


def _thing(start: int, end: int, kind: str, base: str) -> NamedThing:
    return NamedThing(start, end, TEXT[start:end], kind, base, TEXT[start:end])


RIGHT = [
    _thing(0, 16, "PER", "Оксана Гринчишин"),
    _thing(24, 34, "ORG", "Зорепром"),
    _thing(38, 44, "LOC", "Женева"),
]


def _f1(figures: dict[str, object], table: str, kind: str = "all") -> float:
    found = figures[table]
    assert isinstance(found, dict)
    return float(found[kind]["f1"])


def test_right_names_have_full_marks() -> None:
    figures = score([(ARTICLE, RIGHT)])

    assert figures["mentions"] == {"PER": 1, "ORG": 1, "LOC": 1, "all": 3}
    assert [_f1(figures, table) for table in ("exact", "partial", "relaxed")] == [100.0] * 3
    assert _f1(figures, "untyped", "exact") == _f1(figures, "untyped", "partial") == 100.0
    assert figures["base"] == {"PER": 100.0, "ORG": 100.0, "LOC": 100.0, "all": 100.0}


def test_quotation_marks_around_a_name_count_neither_way() -> None:
    figures = score([(ARTICLE, [RIGHT[0], _thing(23, 35, "ORG", "«Зорепром»"), RIGHT[2]])])

    assert _f1(figures, "exact") == 100.0
    assert figures["base"] == {"PER": 100.0, "ORG": 100.0, "LOC": 100.0, "all": 100.0}


def test_a_wrong_kind_is_right_only_where_kinds_do_not_count() -> None:
    figures = score([(ARTICLE, [RIGHT[0], RIGHT[1], _thing(38, 44, "PER", "Женева")])])

    assert _f1(figures, "exact") == pytest.approx(66.67)
    assert _f1(figures, "untyped", "exact") == 100.0
    assert _f1(figures, "exact", "LOC") == 0.0


def test_half_a_name_is_right_only_where_overlap_counts() -> None:
    figures = score([(ARTICLE, [_thing(7, 16, "PER", "Гринчишин"), *RIGHT[1:]])])

    assert _f1(figures, "exact") == _f1(figures, "untyped", "exact") == pytest.approx(66.67)
    assert _f1(figures, "partial") == _f1(figures, "relaxed") == 100.0


def test_a_wrong_base_form_costs_nothing_but_the_base() -> None:
    figures = score([(ARTICLE, [*RIGHT[:2], _thing(38, 44, "LOC", "Женев")])])

    assert _f1(figures, "exact") == 100.0
    assert figures["base"] == {"PER": 100.0, "ORG": 100.0, "LOC": 0.0, "all": pytest.approx(66.67)}


def test_names_of_other_kinds_are_left_out() -> None:
    figures = score([(ARTICLE, [*RIGHT, _thing(17, 22, "MISC", "керує")])])

    assert _f1(figures, "exact") == 100.0


def test_no_text_gives_zeros() -> None:
    assert _f1(score([]), "exact") == 0.0


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("«Зорепром»", "зорепром", True), ("Орёл", "Орел", True), ("Київ", "Києва", False)],
)
def test_base_forms_are_compared_without_case_and_quotes(one: str, other: str, expected: bool) -> None:
    assert same(one, other) is expected


def test_a_line_is_a_paragraph_and_the_first_the_title() -> None:
    text = "Назва\n\nПерше.\nДруге."

    found = paragraphs(text)

    assert [(text[p.start : p.end], p.kind) for p in found] == [
        ("Назва", "title"),
        ("Перше.", "body"),
        ("Друге.", "body"),
    ]


def _folder(path: Path, table: str) -> Path:
    for part in ("raw", "ner"):
        (path / part / "news" / "uk").mkdir(parents=True)
    (path / "raw/news/uk/a.txt").write_text(TEXT, encoding="utf-8")
    (path / "ner/news/uk/a.tsv").write_text(table, encoding="utf-8")
    return path


def test_a_folder_laid_out_as_slavicner_is_read(tmp_path: Path) -> None:
    folder = _folder(tmp_path, "0\t16\tОксана Гринчишин\tОксана Гринчишин\tPER\tPER-1\n\n")

    (article,) = articles(folder, "uk")

    assert topics(folder, "uk") == ["news"]
    assert (article.topic, article.text, article.rows) == ("news", TEXT, ROWS[:1])


@pytest.mark.parametrize(
    ("table", "line", "message"),
    [
        ("0\t16\tОксана\n", 1, "not six columns"),
        ("\n0\tx\ta\ta\tPER\te\n", 2, "not six columns"),
        ("0\t16\ta\ta\tPERSON\te\n", 1, "class 'PERSON' is none of PER, ORG, LOC, EVT, PRO"),
        ("0\t160\ta\ta\tPER\te\n", 1, "place 0-160 is outside the text of 45 characters"),
        ("7\t7\ta\ta\tPER\te\n", 1, "place 7-7"),
    ],
)
def test_a_damaged_table_is_refused_with_its_line(
    tmp_path: Path, table: str, line: int, message: str
) -> None:
    folder = _folder(tmp_path, table)

    with pytest.raises(DataFileError, match=message) as caught:
        list(articles(folder, "uk"))

    assert f"a.tsv:{line}" in str(caught.value)


def test_what_a_folder_lacks_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="no folder raw/"):
        topics(tmp_path, "uk")
    folder = _folder(tmp_path, "")
    with pytest.raises(DataFileError, match="no texts in language 'en'; there are: uk"):
        topics(folder, "en")
    with pytest.raises(DataFileError, match="no topic 'sport' in language 'uk'; there are: news"):
        list(articles(folder, "uk", "sport"))
    (folder / "raw/news/uk/a.txt").unlink()
    with pytest.raises(DataFileError, match=r"a\.txt: no such file"):
        list(articles(folder, "uk"))
