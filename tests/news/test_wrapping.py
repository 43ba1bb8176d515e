"""Hard-wrapped text is rejoined; other text is left as it is."""

from __future__ import annotations

import textwrap

import pytest

from papertiger.news.plain import read_plain
from papertiger.news.wrapping import unwrap

UK = "Посол заявив, що обіцяні радари так і не прибули, хоча Гавана просила про них тричі й сплатила наперед. У міністерстві відповіли, що техніки виїдуть згодом, а дату назвати відмовилися. Тим часом база стоїть порожня, і союзники питають, чого варта угода."
EN = "The envoy said that the promised radars had never arrived, although Havana had asked for them three times and had paid in advance. The ministry answered that technicians would leave later and refused to name a date. The base stands empty meanwhile, and the allies ask what the treaty is worth."


@pytest.mark.parametrize("width", [60, 72, 80, 100])
@pytest.mark.parametrize("text", [UK, EN])
def test_wrapped_paragraphs_are_rejoined_in_place(text: str, width: int) -> None:
    wrapped = f"Paper promises\n\n{textwrap.fill(text, width)}\n\n{textwrap.fill(text, width)}\n"
    article = read_plain(wrapped, wrapped.encode(), "a.txt")

    assert len(article.text) == len(wrapped)
    assert [article.text[p.start : p.end] for p in article.paragraphs] == ["Paper promises", text, text]


@pytest.mark.parametrize(
    "text",
    [
        f"{UK}\n{EN}\n\n{UK}",
        "\n".join(f"{sentence}." for sentence in EN.split(". ")),
        "Radars\nfuel\nspare parts\ncrews\n",
        "Одне слово\n" * 10,
        "",
    ],
)
def test_text_that_is_not_wrapped_is_left_alone(text: str) -> None:
    assert unwrap(text) == text


def test_header_lines_above_wrapped_text_stay_lines() -> None:
    wrapped = f"Title: Paper promises\nOutlet: Example Post\n\n{textwrap.fill(EN, 72)}\n"
    article = read_plain(wrapped, wrapped.encode(), "a.txt")

    assert (article.metadata.title, article.metadata.outlet) == ("Paper promises", "Example Post")
