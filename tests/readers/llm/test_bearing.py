"""Words and names that stand in a sentence don't say who did it to whom: its structure must bear a proposal out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from everything import WRONG, tally
from proposing import SETTINGS, Proposes, article, proposal

from papertiger.evaluation import load_gold
from papertiger.news import Article
from papertiger.readers.llm.bearing import digest
from papertiger.readers.llm.checking import checked
from papertiger.readers.llm.proposals import proposals_in
from papertiger.readers.llm.reader import LlmReader
from papertiger.readers.llm.windows import windows
from papertiger.readers.prepared import prepared

GOLD = Path(__file__).parents[2] / "gold" / "sentences" / "dev"
FIGURES = Path(__file__).parents[3] / "benchmarks" / "proposals.json"

GIFT = {
    "en": "Norway delivered four radars to Moldova on Monday, while Turkey watched.",
    "uk": "У понеділок Норвегія передала Молдові чотири радари, а Туреччина лише спостерігала.",
    "ru": "В понедельник Норвегия передала Молдавии четыре радара, а Турция лишь наблюдала.",
}
RECEIVED = {
    "en": "Armenia received 30 armoured vehicles from India last week.",
    "uk": "Минулого тижня Вірменія отримала від Індії 30 бронемашин.",
    "ru": "На прошлой неделе Армения получила от Индии 30 бронемашин.",
}
ATTACK = {
    "en": "Ethiopian aircraft bombed an Eritrean port on Friday, and Kenya called for talks.",
    "uk": "У п'ятницю ефіопські літаки розбомбили еритрейський порт, а Кенія закликала до переговорів.",
    "ru": "В пятницу эфиопские самолёты разбомбили эритрейский порт, а Кения призвала к переговорам.",
}
LIKELY = {
    "en": "Spain may send Tunisia two patrol boats next year.",
    "uk": "Іспанія, можливо, передасть Тунісу два патрульні катери.",
    "ru": "Испания, возможно, передаст Тунису два патрульных катера.",
}
DENIED = {
    "en": "Egypt did not bomb Libya, the Egyptian ministry said.",
    "uk": "Єгипет не бомбив Лівію, заявили в єгипетському міністерстві.",
    "ru": "Египет не бомбил Ливию, заявили в египетском министерстве.",
}
FREE = {
    "en": "Norway delivered four radars to Moldova and did not charge a cent.",
    "uk": "Норвегія передала Молдові чотири радари й не взяла за них ані гривні.",
    "ru": "Норвегия передала Молдавии четыре радара и не взяла за них ни копейки.",
}
STOPPED = {
    "en": "Spain suspended its military aid to Tunisia in March.",
    "uk": "У березні Іспанія призупинила військову допомогу Тунісу.",
    "ru": "В марте Испания приостановила военную помощь Тунису.",
}
TRUST = {
    "en": "Egypt does not trust Libya, its minister said.",
    "uk": "Єгипет не довіряє Лівії, сказав його міністр.",
    "ru": "Египет не доверяет Ливии, сказал его министр.",
}
UNSENT = {
    "en": "Spain has not sent Tunisia a single patrol boat.",
    "uk": "Іспанія не передала Тунісу жодного катера.",
    "ru": "Испания не передала Тунису ни одного катера.",
}
UNPLEDGED = {
    "en": "Norway never promised Moldova radars, the ministry recalled.",
    "uk": "Норвегія ніколи не обіцяла Молдові радарів, нагадали в міністерстві.",
    "ru": "Норвегия никогда не обещала Молдавии радаров, напомнили в министерстве.",
}
UNPAID = {
    "en": "Spain sent Tunisia two patrol boats, although its own coast guard was not pleased.",
    "uk": "Іспанія передала Тунісу два катери, хоча той не заплатив за попередні.",
    "ru": "Испания передала Тунису два катера, хотя тот не заплатил за предыдущие.",
}
UNREACHED = {
    "en": "Ethiopian aircraft bombed an Eritrean port, but the ships there were not hit.",
    "uk": "Ефіопські літаки розбомбили еритрейський порт, але кораблі не постраждали.",
    "ru": "Эфиопские самолёты разбомбили эритрейский порт, но корабли не пострадали.",
}
LANGUAGES = ("en", "uk", "ru")


def told(sentence: str, language: str) -> Article:
    return article("News of the day", sentence) if language == "en" else article("Новини", sentence)


def verdict(sentence: str, language: str, claim: str, **fields: str) -> str | None:
    """Why a proposal that points at the whole sentence doesn't stand; None where it does."""
    subject, predicate, target = claim.split()
    words = {"subject": subject, "object": target, "predicate": predicate, "words": sentence}
    empty = {"subject_words": "", "object_words": "", "domain": "unspecified"}
    reader = LlmReader(SETTINGS, client=Proposes([proposal(**(words | empty | fields))]))
    found = reader.read(told(sentence, language))
    assert len(found.claims) + reader.dropped.total() == 1, (reader.dropped, reader.failed)
    return next(iter(reader.dropped), None)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("sentences", "claim"),
    [(GIFT, "NOR delivered MDA"), (RECEIVED, "IND delivered ARM"), (ATTACK, "ETH ASSAULT ERI")],
)
def test_what_the_sentence_says_stands(sentences: dict[str, str], claim: str, language: str) -> None:
    assert verdict(sentences[language], language, claim) is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("sentences", "claim"),
    [(GIFT, "MDA delivered NOR"), (RECEIVED, "ARM delivered IND"), (ATTACK, "ERI ASSAULT ETH")],
)
def test_the_other_way_round_is_dropped(sentences: dict[str, str], claim: str, language: str) -> None:
    assert verdict(sentences[language], language, claim) in {"turned_round", "not_borne_out"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("sentences", "claim"),
    [(GIFT, "TUR delivered MDA"), (GIFT, "MDA delivered TUR"), (ATTACK, "KEN ASSAULT ERI")],
)
def test_a_bystander_has_done_nothing(sentences: dict[str, str], claim: str, language: str) -> None:
    assert verdict(sentences[language], language, claim) in {"of_others", "not_borne_out", "turned_round"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_may_come_is_no_fact(language: str) -> None:
    assert verdict(LIKELY[language], language, "ESP delivered TUN", modality="asserted") == "hedged"
    assert verdict(LIKELY[language], language, "ESP delivered TUN", modality="possible") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_negated_is_not_affirmed(language: str) -> None:
    assert verdict(DENIED[language], language, "EGY ASSAULT LBY", polarity="affirmed") == "negated_there"
    assert verdict(DENIED[language], language, "EGY ASSAULT LBY", polarity="negated") is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("sentences", "claim"),
    [(DENIED, "EGY ASSAULT LBY"), (UNSENT, "ESP delivered TUN"), (UNPLEDGED, "NOR pledged MDA")],
)
def test_what_is_negated_may_be_called_so(sentences: dict[str, str], claim: str, language: str) -> None:
    assert verdict(sentences[language], language, claim, polarity="negated") is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("sentences", "claim"),
    [(FREE, "NOR delivered MDA"), (UNPAID, "ESP delivered TUN"), (UNREACHED, "ETH ASSAULT ERI")],
)
def test_a_negation_of_something_else_negates_nothing(
    sentences: dict[str, str], claim: str, language: str
) -> None:
    assert verdict(sentences[language], language, claim) is None
    assert verdict(sentences[language], language, claim, polarity="negated") == "affirmed_there"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_negation_makes_or_ends_what_is_said(language: str) -> None:
    assert verdict(TRUST[language], language, "EGY distrusts LBY") is None
    assert verdict(TRUST[language], language, "EGY trusts LBY") == "negated_there"
    assert verdict(FREE[language], language, "NOR withheld MDA") in {"not_negated", "no_word"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_stopped_was_not_given(language: str) -> None:
    assert verdict(STOPPED[language], language, "ESP reduced TUN") is None
    assert verdict(STOPPED[language], language, "ESP delivered TUN") in {"said_otherwise", "not_borne_out"}


def test_what_is_proposed_leaves_the_sentences_as_they_are_for_the_other_reader() -> None:
    made = prepared(told(GIFT["en"], "en"))
    (window,) = windows(made).windows
    taken, _ = proposals_in(
        json.dumps(
            {
                "claims": [
                    proposal(
                        subject="NOR",
                        object="MDA",
                        subject_words="Norway",
                        object_words="Moldova",
                        words="delivered four radars",
                    )
                ]
            }
        ),
        tuple(window.parties),
        most=window.most,
    )

    assert checked(taken, window, made, model="scripted", settings=SETTINGS).claims

    assert all(sentence.doc is None for sentence in made.sentences)


def test_the_weights_are_part_of_what_an_article_is_read_with() -> None:
    assert len(digest()) == 64


@pytest.mark.parametrize("language", LANGUAGES)
def test_most_of_what_is_right_stands_and_little_of_what_is_wrong(language: str) -> None:
    gold = load_gold(GOLD / f"{language}.yaml")

    found = tally(gold, gold.sentences[::42])

    assert found.share("right") > 0.6
    assert found.share(*WRONG) < 0.1


def test_the_measured_figures_hold_their_floors() -> None:
    figures = json.loads(FIGURES.read_text(encoding="utf-8"))["languages"]

    for one in figures.values():
        assert one["right that stand"] >= 0.74  # 0.77 before what is called negated had to be negated there
        assert one["wrong that stand"] <= 0.06
        turned = one["kinds"]["turned"]
        assert turned["stand"] / turned["proposals"] <= 0.2
        negated = one["kinds"]["negated"]
        assert negated["stand"] / negated["proposals"] <= 0.14
