"""A cap is never passed, whatever the vocabulary, the language and what the server says that it counted."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain, zip_longest
from typing import Any

import pytest
import scriptedmodel as scripted
from hypothesis import given, settings
from hypothesis import strategies as st

from papertiger.errors import EndpointError, PapertigerError
from papertiger.news.article import Article, Metadata, Paragraph
from papertiger.readers.llm.ahead import Ahead
from papertiger.readers.llm.bounding import AROUND, Bound, Sent, differing, size
from papertiger.readers.llm.client import Client
from papertiger.readers.llm.envelope import sent_of
from papertiger.readers.llm.reader import Call, LlmReader
from papertiger.readers.llm.spending import Spending
from papertiger.settings import Endpoint, Settings

ANSWER = 1500
"""Tokens of an answer, as many as it may have."""
Vocabulary = Callable[[str], int]


def bytes_of(text: str) -> int:
    """One token a byte, and never fewer."""
    return len(text.encode())


def english(text: str) -> int:
    """A vocabulary made for English: a token for four Latin letters, and one for each byte of another script."""
    return sum(-(-len(word) // 4) if word.isascii() else len(word.encode()) for word in text.split()) + 1


NEWS = {
    "en": (
        "Poland handed over {} howitzers to Ukraine on Monday, officials in Warsaw said.",
        "Germany promised Kyiv {} air defence missiles, while Russia called the step a threat.",
        "The ministers of France and Italy met for {} hours and agreed on nothing.",
    ),
    "uk": (
        "Польща в понеділок передала Україні {} гаубиць, повідомили у Варшаві.",
        "Німеччина пообіцяла Києву {} зенітних ракет, а Росія назвала цей крок загрозою.",
        "Міністри Франції та Італії говорили {} годин і не домовилися ні про що.",
    ),
}


@cache
def calls(language: str) -> list[Call]:
    """What the reader asks about six articles, the later the longer."""
    reader = LlmReader(Settings(llm=Endpoint("http://127.0.0.1:1/v1", "m", answer_tokens=ANSWER)))
    return [call for number in range(2, 8) for call in reader.calls(article(language, number))]


def article(language: str, number: int) -> Article:
    """One of so many paragraphs, whose numbers no other has."""
    told = [NEWS[language][at % 3].format(7 + 19 * number + at) for at in range(number)]
    text = "\n\n".join(told)
    paragraphs = tuple(Paragraph(start := text.index(one), start + len(one), "body") for one in told)
    metadata = Metadata("News", "Wire", None, "2026-01-14", language=language)
    return Article(text, paragraphs, metadata, "a.txt", text.encode())


class Meter:
    """A server that counts by a vocabulary and keeps to itself what it would charge; `says` is what it tells of that."""

    def __init__(self, vocabulary: Vocabulary, says: Callable[[int, int], object] | None = None) -> None:
        self.charged = self.number = self.in_bytes = 0
        self.fails: Sequence[int] = ()
        """Requests after whose work it answers that it failed."""
        self._count, self._says = vocabulary, says
        self._lock = threading.Lock()

    def __call__(self, body: dict[str, Any]) -> scripted.Reply:
        texts = [message["content"] for message in body["messages"]]
        texts.append(json.dumps(body["response_format"]["json_schema"]["schema"], ensure_ascii=False))
        tokens = sum(map(self._count, texts)) + 90  # and a template
        with self._lock:
            self.charged += tokens + ANSWER
            self.in_bytes += sum(map(bytes_of, texts))
            number = self.number = self.number + 1
        if number in self.fails:
            return scripted.status(504)
        envelope = scripted.envelope(json.dumps({"claims": []}), tokens, ANSWER)
        if self._says is not None:
            envelope["usage"] = self._says(tokens, number)
        return scripted.sends(json.dumps(envelope).encode())


def run(meter: Meter, asked: Sequence[Call], most: int | None, at_a_time: int) -> None:
    """Ask all that the cap allows."""
    with scripted.Server(meter) as server:
        endpoint = Endpoint(
            server.address, "m", answer_tokens=ANSWER, most_tokens=most, concurrency=at_a_time
        )
        client = Client(endpoint, spending=Spending(endpoint), answers=None, sleep=lambda _: None)
        ahead = Ahead(client, at_a_time)
        ahead.begin(asked)
        for call in asked:
            with contextlib.suppress(PapertigerError):
                ahead.ask(call.messages, call.schema, call.key)
        ahead.close()


def in_turn(*languages: str) -> list[Call]:
    """Questions about articles of these languages, one after the other."""
    return [call for call in chain(*zip_longest(*map(calls, languages))) if call is not None]


@pytest.mark.parametrize("at_a_time", [1, 4])
@pytest.mark.parametrize("vocabulary", [bytes_of, english])
@pytest.mark.parametrize("asked", [("en",), ("uk",), ("en", "uk")], ids="+".join)
def test_a_cap_is_never_passed(asked: tuple[str, ...], vocabulary: Vocabulary, at_a_time: int) -> None:
    questions = in_turn(*asked)
    run(every := Meter(vocabulary), questions, None, 1)
    cap = max(every.charged * 2 // 3, 20_000)

    run(meter := Meter(vocabulary), questions, cap, at_a_time)

    assert 0 < meter.number <= len(questions)
    assert meter.charged <= cap
    # What is left in the end is less than one request could have been.
    assert meter.charged > cap - max(map(bytes_by_itself, questions)) or meter.number == len(questions)


def bytes_by_itself(call: Call) -> int:
    texts = [message.content for message in call.messages]
    return sum(map(bytes_of, texts)) + bytes_of(json.dumps(call.schema)) + AROUND + ANSWER


def test_english_questions_tell_nothing_of_ukrainian_ones() -> None:
    """Four bytes a token in all that came before; the next text has one."""
    questions = [*calls("en")[:3], *calls("uk")[:3]]
    for cap in range(25_000, 50_000, 5_000):
        run(meter := Meter(english), questions, cap, 1)
        assert meter.number >= 3
        assert meter.charged <= cap


@pytest.mark.parametrize(
    "says",
    [
        lambda _tokens, _number: None,
        lambda _tokens, _number: {"prompt_tokens": 0, "completion_tokens": 0},
        lambda tokens, _number: {"prompt_tokens": -tokens, "completion_tokens": -ANSWER},
        lambda _tokens, _number: {"prompt_tokens": 10**15, "completion_tokens": 1e300},
        lambda _tokens, _number: {"prompt_tokens": 1, "completion_tokens": 1},
        lambda tokens, number: {"prompt_tokens": tokens if number == 1 else 40, "completion_tokens": 1},
        lambda tokens, _number: {"prompt_tokens": str(tokens), "completion_tokens": [ANSWER]},
    ],
    ids=["absent", "zero", "negative", "absurd", "one", "what is new", "text"],
)
def test_a_server_that_does_not_count_cannot_have_the_cap_passed(
    says: Callable[[int, int], object],
) -> None:
    questions = in_turn("en", "uk")
    run(meter := Meter(bytes_of, says), questions, 68_000, 4)
    assert 0 < meter.number < len(questions)
    assert meter.charged <= 68_000


def test_work_that_ended_in_a_failure_counts() -> None:
    meter = Meter(bytes_of)
    meter.fails = (1, 2, 4)
    run(meter, calls("uk"), 60_000, 1)
    assert meter.number >= 4
    assert meter.charged <= 60_000


words = st.lists(
    st.sampled_from(["[1]", "Росія", "Україні", "missiles", "delivered", '"RUS",', "\n", "ﷺ"]), max_size=12
)


@settings(max_examples=60, deadline=None)
@given(words, st.lists(st.tuples(words, words), min_size=1, max_size=4), st.sampled_from([bytes_of, english]))
def test_no_request_is_more_than_its_bound(
    alike: list[str], rest: list[tuple[list[str], list[str]]], vocabulary: Vocabulary
) -> None:
    bound = Bound()
    for one, other in rest:
        sent = Sent((" ".join([*alike, *one]), " ".join([*other, *alike])), 0)
        tokens = sum(map(vocabulary, sent.texts)) + 90
        assert tokens <= bound.most(sent)
        bound.counted(sent, tokens)


def test_what_the_user_puts_beside_a_question_is_held_for() -> None:
    call, plain = calls("en")[0], Endpoint("http://127.0.0.1:1/v1", "m")
    more = replace(plain, fields={"chat_template_kwargs": {"note": "ї" * 50}})
    sizes = [Bound().most(sent_of(call.messages, call.schema, one)) for one in (plain, more)]
    assert sizes[1] - sizes[0] > 100


def test_what_a_server_adds_is_held_for_once_it_was_counted() -> None:
    bound, sent = Bound(), Sent(("a b c",), 0)
    bound.counted(sent, 5 + AROUND + 1000)
    assert bound.most(Sent(("d",), 0)) == 1 + AROUND + 1000


def test_texts_are_cut_between_words_only() -> None:
    assert differing("we say Україні more", "we say Україна more") == "Україні"
    assert differing("the same", "the same") == ""
    assert differing("the same and", "the same") == "same and"
    assert differing("", "the same") == ""
    assert differing("aa aa aa", "aa aa") == "aa aa"


def test_the_size_is_that_of_the_longer_form() -> None:
    assert size("ab") == 2
    assert size("їжа") == 6
    assert size("ﷺ") == 33  # eighteen letters in NFKC
    assert size("\ud800") == 1


def test_an_error_that_ends_nothing_loses_no_request() -> None:
    meter = Meter(bytes_of)
    meter.fails = range(1, 5)
    with scripted.Server(meter) as server:
        endpoint = Endpoint(server.address, "m", answer_tokens=ANSWER)
        spending = Spending(endpoint)
        client = Client(endpoint, spending=spending, answers=None, sleep=lambda _: None)
        call = calls("en")[0]
        with pytest.raises(EndpointError):
            client.ask(call.messages, call.schema, call.key)
    assert spending.totals.lost >= meter.charged
