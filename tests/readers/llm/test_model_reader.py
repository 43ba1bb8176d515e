"""What a model proposes is held to the frozen text: what stands, what is dropped and why, and what is never the model's to say."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from proposing import SETTINGS, Proposes, article, proposal

from papertiger.errors import EndpointError, SettingsError, SpentError
from papertiger.readers.llm.checking import checked
from papertiger.readers.llm.envelope import Answer, Message
from papertiger.readers.llm.proposals import proposals_in
from papertiger.readers.llm.reader import LlmReader
from papertiger.readers.llm.windows import windows
from papertiger.readers.prepared import Prepared, prepared
from papertiger.readers.reading import Reading
from papertiger.settings import Settings


def read(*claims: dict[str, Any]) -> tuple[Reading, Counter[str]]:
    reader = LlmReader(SETTINGS, client=Proposes(list(claims)))
    return reader.read(article()), reader.dropped


def test_a_proposal_that_the_text_bears_out_is_a_claim_with_everything_else_read_from_the_text() -> None:
    reading, dropped = read(proposal())

    (claim,) = reading.claims
    record = claim.record
    assert (record.subject, record.predicate, record.object, record.domain) == (
        "POL",
        "delivered",
        "UKR",
        "arms",
    )
    assert record.quote.exact == article().text.split("\n")[1]
    assert record.time.edtf == "2026-03-10"
    assert [step.actor for step in record.attribution][1:] == ["POL"]
    assert record.side == "patron"
    assert record.coder.reader == reading.coder.reader == "llm"
    assert record.confidence < 0.5
    assert not dropped


def test_every_explanation_of_what_the_model_said_names_the_model() -> None:
    reading, _ = read(proposal())

    by_field = {one.field: one for one in reading.claims[0].explanation}
    assert by_field["predicate"].words == ("handed over 12 howitzers to Ukraine",)
    assert by_field["subject"].words == ("Poland",)
    for name in ("predicate", "subject", "object", "domain", "polarity", "modality"):
        assert "the language model scripted" in by_field[name].why


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"words": "handed over 20 howitzers to Ukraine"}, "words_absent"),
        ({"words": ""}, "words_absent"),
        ({"subject_words": "Warsaw"}, "subject_absent"),
        ({"object_words": "Kyiv"}, "object_absent"),
        ({"subject": "RUS", "subject_words": "Poland"}, "subject_elsewhere"),
        ({"subject": "RUS", "subject_words": ""}, "subject_elsewhere"),
        ({"object": "RUS", "object_words": "howitzers"}, "object_elsewhere"),
        ({"subject": "UKR", "subject_words": "Ukraine"}, "same_side"),
        ({"subject": "unknown", "subject_words": "howitzers"}, "unknown_party"),
        ({"object": None, "object_words": ""}, "unknown_party"),
        ({"over": "RUS"}, "over_elsewhere"),
        ({"sentence": 99}, "outside"),
        ({"sentence": 0}, "outside"),
        ({"sentence": "2"}, "shape"),
        ({"sentence": 2.0}, "shape"),
        ({"confidence": 1.0}, "shape"),
        ({"words": None}, "shape"),
        ({"predicate": "betrayed"}, "not_listed"),
        ({"subject": "CHN"}, "not_listed"),
        ({"domain": "space"}, "not_listed"),
        ({"modality": "certain"}, "not_listed"),
        ({"polarity": "maybe"}, "not_listed"),
        ({"mode": "treason"}, "not_listed"),
        ({"mode": "visit"}, "mode_misfit"),
        ({"predicate": "withheld"}, "no_word"),
        ({"predicate": "ASSAULT"}, "no_word"),
        ({"polarity": "negated"}, "no_negation"),
        ({"sentence": 3, "subject": "HUN", "subject_words": "Hungary", "object": None, "object_words": "",
          "predicate": "REJECT", "words": "Did Hungary object"}, "question"),
    ],
)  # fmt: skip
def test_a_proposal_that_fails_a_check_is_dropped_and_counted_under_it(
    changed: dict[str, Any], reason: str
) -> None:
    reading, dropped = read(proposal(**changed), proposal())

    assert dropped == {reason: 1}
    assert [claim.record.predicate for claim in reading.claims] == ["delivered"]
    assert any(reason in note.message for note in reading.notes if note.kind == "llm")


@pytest.mark.parametrize("name", sorted(proposal()))
def test_a_missing_field_is_not_filled_in_but_those_that_are_mostly_null_may_be_left_out(name: str) -> None:
    lacking = proposal()
    del lacking[name]

    reading, dropped = read(lacking)

    left_out = name in {"over", "mode"}
    assert len(reading.claims) == left_out
    assert dropped == ({} if left_out else {"shape": 1})


def test_the_same_claim_proposed_often_is_one_and_no_sentence_gives_more_than_six() -> None:
    _, dropped = read(*(proposal() for _ in range(9)))

    assert dropped == {"repeated": 5, "too_many": 3}


def test_words_that_name_nobody_we_know_stand_for_whoever_the_sentence_names() -> None:
    reading, _ = read(proposal(subject_words="howitzers"))

    assert [claim.record.subject for claim in reading.claims] == ["POL"]


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "I am sorry, but I cannot help with that.",
        '{"claims": [',
        '{"claims": {}}',
        "[]",
        "null",
        '{"claims": [], "claims": []}',
        '{"claims": [], "note": 1}',
        '{"claims": [NaN]}',
        'Here you are: {"claims": []}',
        '<think>{"claims": []}',
        '{"claims": []}</think>',
        '<think>One.</think><think>Two.</think>{"claims": []}',
        "[" * 100_000,
        '{"claims": [' + "1" * 10_000 + "]}",
    ],
)
def test_an_answer_that_is_no_list_of_claims_is_asked_for_once_more_and_then_noted(answer: str) -> None:
    client = Proposes(answer)
    reader = LlmReader(SETTINGS, client=client)

    reading = reader.read(article())

    assert not reading.claims
    assert reader.failed == {"broken_answer": 1}
    assert reader.dropped == {"broken": 1}
    assert len({key for _, _, key in client.asked}) == len(client.asked) == 2
    assert any("did not read the passage" in note.message for note in reading.notes)


@pytest.mark.parametrize(
    ("tokens", "says"),
    [
        (1500, "cut off at 1,500 tokens; raise PAPERTIGER_LLM_ANSWER_TOKENS"),
        (
            796,
            "after the 100 of the question: give the server more",
        ),  # as Ollama does, whose context is 4,096
    ],
)
def test_an_answer_that_was_cut_off_is_not_asked_for_again(tokens: int, says: str) -> None:
    client = Proposes('{"claims": [', finish="length", tokens=tokens)
    reader = LlmReader(SETTINGS, client=client)

    reading = reader.read(article())

    assert len(client.asked) == 1
    assert reader.failed == {"broken_answer": 1}
    assert any(note.message.endswith(says) for note in reading.notes)


def test_a_second_answer_that_holds_is_taken_and_the_first_leaves_nothing_behind() -> None:
    client = Proposes("nonsense", [proposal()])

    reading = LlmReader(SETTINGS, client=client).read(article())

    assert len(reading.claims) == 1
    assert client.asked[0][0] == client.asked[1][0]


@pytest.mark.parametrize(
    "around",
    [
        "```json\n{}\n```",
        "```\n{}\n```",
        "```JSON\r\n{}\r\n```",
        " \n{}\n ",
        '<think>\nPerhaps {"claims": []}?\n</think>\n\n{}',
        "Perhaps none.\n</think>\n```json\n{}\n```",
    ],
)
def test_a_markdown_fence_a_thought_and_white_space_around_an_answer_are_overlooked(around: str) -> None:
    answer = around.replace("{}", json.dumps({"claims": [proposal()]}))

    assert len(LlmReader(SETTINGS, client=Proposes(answer)).read(article()).claims) == 1


@pytest.mark.parametrize("plain", [True, False])
def test_words_that_differ_from_the_text_in_spaces_and_apostrophes_alone_stand(plain: bool) -> None:
    """Sites set spaces that do not break, and curly apostrophes; models copy plain ones, or what stands there."""
    text = "On Tuesday Poland\u2019s army handed\u00a0over 12\u202fhowitzers to\u00a0Ukraine, Poland said."
    words = "Poland\u2019s army handed\u00a0over 12\u202fhowitzers to\u00a0Ukraine"
    if plain:
        words = words.replace("\u2019", "'").replace("\u00a0", " ").replace("\u202f", " ")
    reader = LlmReader(SETTINGS, client=Proposes([proposal(words=words)]))

    (claim,) = reader.read(article("News of the day", text)).claims

    assert claim.record.quote.exact == text
    assert not reader.dropped


class _Fails:
    def __init__(self, error: Exception, at: int = 1) -> None:
        self.error, self.at, self.asked = error, at, 0

    def ask(self, messages: Sequence[Message], schema: Mapping[str, Any], key: str) -> Answer:
        self.asked += 1
        if self.asked == self.at:
            raise self.error
        return Proposes([]).ask(messages, schema, key)


def test_a_window_that_fails_is_noted_and_the_others_stand() -> None:
    long = article(
        "News", *(f"Poland praised Ukraine, said source {n}. " + "Nobody else spoke. " * 60 for n in range(6))
    )
    client = _Fails(EndpointError("no answer within 1 s", "wait", "timeout"))
    reader = LlmReader(SETTINGS, client=client)

    reading = reader.read(long)

    assert client.asked == len(reader.calls(long)) > 1
    assert reader.failed == {"timeout": 1}
    assert sum("did not read the passage" in note.message for note in reading.notes) == 1


@pytest.mark.parametrize(
    "error",
    [EndpointError("the key is refused", "give another", "refused", ends=True), SpentError(90, 20, 100)],
)
def test_what_ends_a_run_is_raised(error: Exception) -> None:
    with pytest.raises(type(error)):
        LlmReader(SETTINGS, client=_Fails(error)).read(article())


def test_without_an_endpoint_there_is_no_such_reader() -> None:
    with pytest.raises(SettingsError, match="PAPERTIGER_LLM_ADDRESS"):
        LlmReader(Settings())


def test_an_article_reads_the_same_twice_and_the_coder_is_known_without_asking() -> None:
    client = Proposes([proposal()])
    reader = LlmReader(SETTINGS, client=client)

    assert reader.read(article()).claims == reader.read(article()).claims
    assert client.asked[0] == client.asked[1]
    assert [call.key for call in reader.calls(article())] == [client.asked[0][2]]
    assert reader.coder(article()) == reader.read(article()).coder
    assert len(client.asked) == 3


def test_a_headline_that_the_body_repeats_gives_one_claim_with_the_quote_of_the_body() -> None:
    source = article("Poland handed over 12 howitzers to Ukraine", article().text.split("\n")[1])

    reading = LlmReader(SETTINGS, client=Proposes([proposal(sentence=1), proposal(sentence=2)])).read(source)

    assert [claim.record.quote.exact for claim in reading.claims] == [source.text.split("\n")[1]]


def test_protest_runs_inside_one_state() -> None:
    source = article("News", "Georgian students protest in Tbilisi, Armenia said.")
    inside = {"predicate": "PROTEST", "subject": "GEO", "object": "GEO", "words": "Georgian students protest"}
    claim = proposal(**inside, subject_words="Georgian", object_words="Tbilisi", domain="unspecified")

    reading = LlmReader(SETTINGS, client=Proposes([claim])).read(source)

    assert [(c.record.subject, c.record.object) for c in reading.claims] == [("GEO", "GEO")]


def test_words_that_are_composed_otherwise_are_the_same_words() -> None:
    source = article("News", "Київ подякував Польщі за гаубиці, а Йорданія — Україні.")
    words = unicodedata.normalize("NFD", "Київ подякував Польщі")
    claim = proposal(predicate="SUPPORT", subject="UKR", object="POL", words=words, domain="unspecified")

    reading = LlmReader(
        SETTINGS, client=Proposes([claim | {"subject_words": "Київ", "object_words": "Польщі"}])
    ).read(source)

    assert [c.explanation[0].words for c in reading.claims] == [("Київ подякував Польщі",)]


def test_of_an_answer_without_end_no_more_is_looked_at_than_its_sentences_can_bear() -> None:
    reading, dropped = read(*[proposal()] + [{}] * 50_000)

    assert len(reading.claims) == 1
    assert dropped["too_many"] > 49_000


_VALUES = st.one_of(
    st.sampled_from(
        [*proposal().values(), "RUS", "HUN", "withheld", "visit", "Russia kept silent", 3, 4, 5, 6]
    ),
    st.none(),
    st.text(max_size=9),
    st.integers(),
    st.lists(st.none(), max_size=2),
)


@cache
def made() -> Prepared:
    return prepared(article())


@settings(max_examples=100, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(sorted(proposal())), _VALUES), max_size=5))
def test_whatever_is_proposed_only_what_the_text_holds_comes_out_and_all_else_is_counted(
    changes: list[dict[str, Any]],
) -> None:
    (window,) = windows(made()).windows
    answer = json.dumps({"claims": [proposal(**change) for change in changes]})

    taken, shapeless = proposals_in(answer, tuple(window.parties), most=window.most)
    found = checked(taken, window, made(), model="scripted", settings=SETTINGS)

    assert len(found.claims) + shapeless.total() + found.dropped.total() == len(changes)
    for claim in found.claims:
        sentence = made().sentences[claim.sentence]
        assert sentence.start <= claim.start <= claim.end <= sentence.end
        for one in claim.explanation:
            if one.field in {"predicate", "subject", "object"}:
                assert all(words in sentence.text for words in one.words)


def test_a_model_that_declines_is_not_asked_again_and_its_answer_is_not_called_broken() -> None:
    client = Proposes("", finish="refusal")
    reader = LlmReader(SETTINGS, client=client)

    reading = reader.read(article())

    assert len(client.asked) == 1
    assert (reader.failed, reader.dropped) == ({"declined": 1}, {})
    assert any("declined to answer" in note.message for note in reading.notes)
    assert not reading.claims
