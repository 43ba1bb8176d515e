"""From bytes to the frozen text."""

from __future__ import annotations

import time
import unicodedata

import pytest

from papertiger.errors import ArticleError
from papertiger.news.encodings import guess_encoding
from papertiger.news.freeze import NORMALISATION, decode, freeze

UK = "Її союзники чекали, але техніки так і не приїхали; «це зрада», — сказав посол."
RU = "Её союзники ждали, но техники так и не приехали; «это предательство», — сказал посол."
EN = "Moscow’s “paper tiger” – a naïve café diplomacy – failed, they say."


@pytest.mark.parametrize(
    "encoding",
    [
        "windows-1251",
        "koi8-u",
        "cp1125",
        "iso-8859-5",
        "mac-cyrillic",
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-32",
        "utf-16-le",
        "utf-16-be",
    ],
)
@pytest.mark.parametrize("text", [UK, RU, UK.upper(), "Київ не отримав обіцяного.", "Съезд объявил решение."])
def test_cyrillic_is_read_in_every_encoding_news_came_in(text: str, encoding: str) -> None:
    raw = text.encode(encoding, "ignore")

    assert freeze(decode(raw, "x")) == raw.decode(encoding)


@pytest.mark.parametrize(("text", "encoding"), [(RU, "koi8-r"), (RU, "cp866"), (EN, "windows-1252")])
def test_other_legacy_encodings_are_read(text: str, encoding: str) -> None:
    raw = text.encode(encoding, "ignore")

    assert decode(raw, "x") == raw.decode(encoding)


def test_a_declared_encoding_decides_where_letters_cannot() -> None:
    assert decode("Øre".encode("cp865"), "x", declared="cp865") == "Øre"


def test_valid_utf8_is_believed_over_a_wrong_declaration() -> None:
    assert decode(UK.encode(), "x", declared="windows-1251") == UK


def test_an_unknown_declared_encoding_is_passed_over() -> None:
    raw = RU.encode("koi8-u", "ignore")

    assert decode(raw, "x", declared="klingon-1") == raw.decode("koi8-u")


def test_a_cut_last_character_is_dropped() -> None:
    assert decode((UK + "ї").encode()[:-1], "x") == UK


def test_a_single_damaged_byte_in_a_long_text_becomes_a_replacement_character() -> None:
    raw = UK.encode() + b"\xff " + UK.encode()

    assert decode(raw, "x") == f"{UK}\ufffd {UK}"


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"\x00" * 40, "binary"),
        (b"Moscow did\x00 not help.", "binary"),
        (bytes(range(1, 256)) * 8, "binary"),
        ("ロシアは約束した支援を送らなかった。".encode("shift_jis"), "no known encoding"),
        ("俄罗斯没有提供承诺的援助。".encode("gbk"), "no known encoding"),
        ("Rusya söz verdiği yardımı göndermedi".encode("cp1254"), "no known encoding"),
        (b"\x1b\x02\x03" * 50, "binary"),
        (b"\xff\xfe\x00\xd8x", "UTF-16"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(raw: bytes, problem: str) -> None:
    with pytest.raises(ArticleError, match=problem):
        decode(raw, "x")


def test_no_encoding_is_guessed_for_noise() -> None:
    noise = bytes((i * 97 + i * i * 31) % 128 + 128 for i in range(400))

    assert guess_encoding(noise) is None


@pytest.mark.parametrize(
    ("given", "frozen"),
    [
        ("a\r\nb\rc\u2028d\u2029e\x85f\x0bg\x0ch", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("\ufeffpa\u00adper\u200b ti\u2060ger\u202e\u2066", "paper tiger"),
        ("a\x00b\x07c\x1b[1m\x9fd", "abc[1md"),
        ("и\u0306 і\u0308", "й ї"),
        ("hi\U000e0068\U000e0069 there\ufe0f", "hi there"),
        ("lone \ud800 surrogate \ufffe", "lone  surrogate "),
        ("no-break\u00a0space\tand tab", "no-break\u00a0space\tand tab"),
        ("١\u0600٢", "١\u0600٢"),
    ],
)
def test_freezing_drops_the_invisible_and_keeps_the_rest(given: str, frozen: str) -> None:
    assert freeze(given) == frozen


@pytest.mark.parametrize(
    "text", [UK, "e\u0301\u200b\u0301", "\u0301" * 100, "a\u00ad\u0308", "\u1100\u115f\u1161"]
)
def test_freezing_twice_changes_nothing_and_gives_nfc(text: str) -> None:
    once = freeze(text)

    assert freeze(once) == once
    assert unicodedata.is_normalized("NFC", once)


def test_a_hill_of_combining_marks_does_not_stall() -> None:
    start = time.process_time()
    freeze("a" + "\u0301\u0316" * 50_000)

    assert time.process_time() - start < 2


def test_the_normalisation_has_a_name() -> None:
    assert NORMALISATION == "nfc-1"
