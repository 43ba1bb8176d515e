"""What the coder and the readers ask of attributions, and what must hold whatever the input."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from papertiger.language import Sentence
from papertiger.news.article import Article
from papertiger.records import AttributionStep
from papertiger.sourcing import UNKNOWN_OUTLET, Attributions, attribute, with_speech_act
from papertiger.sourcing.cues import cues

Reader = Callable[..., tuple[Article, Attributions, list[Sentence]]]

OWN = AttributionStep(kind="outlet", name="Our Paper")
VENEZUELAN = AttributionStep(kind="group", name="чиновники", actor="VEN", anonymous=True)


def place_of(sentences: list[Sentence], word: str) -> tuple[int, int, int]:
    """Sentence, start and end of the first occurrence of `word`."""
    sentence = next(s for s in sentences if word in s.text)
    start = sentence.start + sentence.text.index(word)
    return sentence.index, start, start + len(word)


@pytest.mark.parametrize(
    ("outlet", "url", "expected"),
    [
        ("Our Paper", "https://other.example/a", "Our Paper"),
        (None, "https://www.paper.example/a", "paper.example"),
        (None, None, UNKNOWN_OUTLET),
    ],
)
def test_every_chain_starts_with_the_article_s_own_outlet(
    reading: Reader, outlet: str | None, url: str | None, expected: str
) -> None:
    _, attributions, _ = reading("Росія мовчить.", outlet=outlet, url=url)
    chain, _ = attributions.chain(0, 0, 5)

    assert [step.name for step in chain] == [expected]


@pytest.mark.parametrize(
    ("outlet", "url"),
    [("Bloomberg", None), (None, "https://www.bloomberg.com/news/1"), ("bloomberg.com", None)],
)
def test_an_outlet_that_cites_itself_is_one_step(
    reading: Reader, outlet: str | None, url: str | None
) -> None:
    _, attributions, _ = reading("Росія покинула Сирію, повідомляє Bloomberg.", outlet=outlet, url=url)

    assert len(attributions.chain(0, 0, 5)[0]) == 1


def test_the_reporting_clause_is_a_source_span_and_the_rest_its_content(reading: Reader) -> None:
    article, attributions, sentences = reading("За словами чиновників у Дамаску, Росія не допомогла.")
    (source,) = attributions.source_spans(0)
    (content,) = attributions.content_spans(0)

    assert article.text[source.start : source.end] == "За словами чиновників у Дамаску"
    assert article.text[content.start : content.end] == "Росія не допомогла."
    assert attributions.in_source(*place_of(sentences, "чиновників"))
    assert not attributions.in_source(*place_of(sentences, "допомогла"))


def test_a_claim_read_from_the_speech_verb_is_its_subject_s(reading: Reader) -> None:
    _, attributions, sentences = reading("Чиновники в Дамаску скаржаться на брак ракет.")
    chain, _ = attributions.chain(*place_of(sentences, "скаржаться"))

    assert chain[-1].actor == "SYR"


def test_cited_outlets_of_a_sentence_are_in_order(reading: Reader) -> None:
    _, attributions, _ = reading("Росія покинула Сирію, передає Укрінформ з посиланням на Bloomberg.")

    assert [step.name for step in attributions.cited(0)] == ["Ukrinform", "Bloomberg"]


def test_an_explanation_names_the_cue_and_the_words_of_the_source(reading: Reader) -> None:
    _, attributions, sentences = reading("За словами чиновників у Дамаску, Росія не допомогла.")
    _, explanations = attributions.chain(*place_of(sentences, "допомогла"))

    assert explanations[-1].value == "чиновники"
    assert explanations[-1].words == ("За словами", "чиновників у Дамаску")
    assert "according-to phrase" in explanations[-1].why


@pytest.mark.parametrize(
    ("chain", "actor", "state", "words", "names"),
    [
        ((OWN,), "RUS", "RUS", "Росія", ["Our Paper", "Росія"]),
        ((OWN, VENEZUELAN), "VEN", "VEN", "Венесуела", ["Our Paper", "чиновники"]),
        ((OWN, VENEZUELAN), "RUS", "RUS", "Росія", ["Our Paper", "чиновники", "Росія"]),
        (
            (OWN, AttributionStep(kind="person", name="Путін", actor="RUS-putin")),
            "RUS",
            "RUS",
            "Росія",
            ["Our Paper", "Путін"],
        ),
        (
            (OWN, AttributionStep(kind="group", name="Міноборони РФ", actor="org:rus-mod")),
            "RUS",
            "RUS",
            "Росія",
            ["Our Paper", "Міноборони РФ"],
        ),
        (
            (OWN, AttributionStep(kind="group", name="данське міністерство", actor="DNK")),
            "DNK",
            "DNK",
            "Данія",
            ["Our Paper", "данське міністерство"],
        ),
    ],
    ids=[
        "outlet alone",
        "speaks for the same state",
        "another speaker",
        "a person of the same state",
        "a body of the same state",
        "a body that the actor file does not know, with its state",
    ],
)
def test_a_speech_act_ends_with_its_subject(
    chain: tuple[AttributionStep, ...], actor: str, state: str, words: str, names: list[str]
) -> None:
    assert [step.name for step in with_speech_act(chain, actor, state, words)] == names


def test_a_person_s_speech_act_adds_a_person() -> None:
    added = with_speech_act((OWN,), "RUS-putin", "RUS", "Путін")[-1]

    assert (added.kind, added.actor, added.anonymous) == ("person", "RUS-putin", False)


def test_an_actor_that_the_actor_file_does_not_know_is_a_group() -> None:
    assert with_speech_act((OWN,), "RUS:allies", None, "союзники")[-1].kind == "group"


@pytest.mark.parametrize("language", ["uk", "ru", "en"])
def test_the_cue_table_of_a_language_loads_and_its_verbs_inflect(language: str) -> None:
    table = cues(language)

    assert len(table.verbs) > 100
    assert table.heads
    assert all(form == form.lower() for form in table.verbs)


def test_every_cue_file_is_a_language_that_is_read_here() -> None:
    import papertiger.sourcing as stage  # noqa: PLC0415 - only for its folder

    found = {path.stem for path in (Path(stage.__file__).parent / "data").glob("*.yaml")}

    assert found == {"uk", "ru", "en"}


def test_a_language_without_cues_is_read_with_the_english_ones() -> None:
    assert cues("de") is cues("en")


@pytest.mark.parametrize("aspect", ["пояснював", "пояснювала"])
def test_only_the_imperfective_past_recalls(aspect: str) -> None:
    verbs = cues("uk").verbs

    assert verbs[aspect].recalling
    assert not verbs["пояснив"].recalling
    assert not verbs["пояснює"].recalling


@pytest.mark.parametrize(
    "text",
    [
        "",
        "–",
        "«",
        "«»«»«»",
        '"""""',
        "За словами",
        "Як пише",
        ", – сказав.",
        "X" * 500,
        "заявив " * 200,
        "«Росія " * 100,
        "з посиланням на " * 50,
        "Про це заявив. Про це заявив. Вони також. Він додав, що.",
        "# Bloomberg:",
        "За словами дуету Меркель-Макрон, ракет немає. Меркель-Макрон заявили, що ракет немає.",
        "\u200b\u200b заявив \u0301, що",
    ],
)
@pytest.mark.parametrize("language", ["uk", "ru", "en"])
def test_no_input_breaks_it_and_every_span_lies_in_the_text(
    reading: Reader, text: str, language: str
) -> None:
    article, attributions, sentences = reading(text, language)

    for sentence in sentences:
        for span in (*attributions.source_spans(sentence.index), *attributions.content_spans(sentence.index)):
            assert 0 <= span.start < span.end <= len(article.text)
        for start in range(sentence.start, sentence.end, 7):
            chain, explanations = attributions.chain(sentence.index, start, min(start + 3, sentence.end))
            assert chain[0] == attributions.own
            assert len(chain) == len(explanations)
            assert len(set(chain)) == len(chain)


def test_reading_is_pure(reading: Reader) -> None:
    text = "Як пише Bloomberg, Сирія впала. «Росія мовчала», – сказав експерт Олег Жданов."
    _, first, sentences = reading(text)
    _, second, _ = reading(text)

    assert [first.chain(s.index, s.start, s.start + 3) for s in sentences] == [
        second.chain(s.index, s.start, s.start + 3) for s in sentences
    ]


def test_sentences_without_mentions_are_read_too(reading: Reader, chain_at: Callable[..., str]) -> None:
    article, _, sentences = reading("Радари мовчали, сказав експерт Олег Жданов.")
    chain, _ = attribute(article, sentences, [() for _ in sentences], "uk").chain(0, 0, 3)

    assert chain[-1].name == "Олег Жданов"
    assert chain_at("Радари @мовчали, сказав експерт Олег Жданов.", "uk") == "p:Олег Жданов[UKR-zhdanov]"


SHARED = Path(__file__).parents[3] / "shared" / "articles"


@pytest.mark.shared
def test_the_motive_article_has_the_chains_a_careful_reader_gives(reading: Reader) -> None:
    paths = sorted(SHARED.glob("*.txt")) if SHARED.is_dir() else []
    if not paths:
        pytest.skip("the developers' shared folder is absent")
    lines = paths[0].read_text(encoding="utf-8").split("\n")
    marked = [line if line[-1:] in set('.:?!"') or not line else f"## {line}" for line in lines]
    _, attributions, sentences = reading("\n".join(marked), outlet=None)

    def last(opening: str, word: str) -> tuple[str | None, str, str | None, bool]:
        sentence = next(s for s in sentences if s.text.startswith(opening))
        start = sentence.start + sentence.text.index(word)
        chain, _ = attributions.chain(sentence.index, start, start + len(word))
        middle = chain[1].name if len(chain) > 2 else None
        return middle, chain[-1].kind, chain[-1].actor, chain[-1].anonymous

    assert last("Вони також", "недоліки") == ("Bloomberg", "group", "VEN", True)
    assert last("За словами чин", "надала") == ("Bloomberg", "group", "VEN", True)
    assert last("Проте відносини", "важливіші") == ("Bloomberg", "person", None, True)
    assert last("Сирійський", "ослабла") == (None, "outlet", None, False)
    assert last("Як пояснював", "вигідні") == (None, "person", None, False)
    assert last("При цьому Atlantic", "готовий")[0] is None
    assert last("Натомість", "вигравати") == last("При цьому Atlantic", "готовий")
