"""A server that holds a model to the grammar of a window lets through what could stand, and nothing that the sentences do not hold."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from proposing import Proposes, article, proposal

from papertiger.readers.llm.envelope import GRAMMAR, Message, request_body, sent_of
from papertiger.readers.llm.instructions import instructions
from papertiger.readers.llm.reader import Call, LlmReader
from papertiger.settings import Endpoint, Settings

ENDPOINT = Endpoint("http://127.0.0.1:9/v1", "held", form="grammar")
_PARTS = re.compile(r'"((?:[^"\\]|\\.)*)"|([a-z]+[0-9x]*)|\{0,(\d+)\}|([()?|])|\s+')


def call(*lines: str) -> Call:
    return LlmReader(Settings(llm=ENDPOINT), client=Proposes([])).calls(article(*lines))[0]


def held(asked: Call, answer: object) -> bool:
    """Whether the grammar, which never refers back to itself, lets an answer through; read as a regular expression."""
    rules = dict(line.split(" ::= ", 1) for line in asked.schema[GRAMMAR].splitlines())

    def expression(rule: str) -> str:
        found, at = [], 0
        while at < len(rule):
            part = _PARTS.match(rule, at)
            assert part, rule[at:]
            text, name, most, sign = part.groups()
            if text is not None:
                found.append(re.escape(re.sub(r"\\(.)", r"\1", text)))
            elif name:
                found.append(f"(?:{expression(rules[name])})")
            elif most:
                found.append(f"{{0,{most}}}")
            else:
                found.append({"(": "(?:", None: ""}.get(sign, sign))
            at = part.end()
        return "".join(found)

    told = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
    return re.fullmatch(expression(rules["root"]), told) is not None


def one(**fields: object) -> dict[str, Any]:
    return {"claims": [proposal(**fields)]}


TWO = 'Poland handed over 12 howitzers to Ukraine, and "Hungary" objected.'
RIGHT: tuple[dict[str, Any], ...] = (
    {},
    {"subject_words": "", "object_words": ""},
    {"words": "handed"},
    {"words": 'Ukraine, and "Hungary'},
    {"words": 'Poland handed over 12 howitzers to Ukraine, and "Hungary" objected'},
    {"predicate": "CONSULT", "mode": "visit"},
    {"predicate": "CONSULT", "object": None},
    {"predicate": "prioritises", "over": "HUN"},
    {"subject": "unknown", "object": "HUN", "object_words": "Hungary"},
    {"polarity": "negated", "modality": "denied", "domain": "unspecified"},
)
WRONG: tuple[dict[str, Any], ...] = (
    {"sentence": 7},
    {"sentence": 1, "words": "News", "subject_words": "", "object_words": ""},
    {"words": ""},
    {"words": "gave 12 howitzers"},
    {"words": "handed 12"},
    {"words": "howitzers to Ukrain"},
    {"words": "oland handed over"},
    {"subject_words": "Warsaw"},
    {"object_words": "12 howitzers"},
    {"subject": "FRA"},
    {"subject": None},
    {"predicate": "gives"},
    {"mode": "visit"},
    {"predicate": "CONSULT", "mode": "arrest"},
    {"over": "HUN"},
    {"domain": "weapons"},
    {"polarity": "maybe"},
    {"more": 1},
)


@pytest.mark.parametrize("fields", RIGHT, ids=str)
def test_what_the_sentence_can_bear_is_let_through(fields: dict[str, Any]) -> None:
    assert held(call("News", TWO), one(**fields))


@pytest.mark.parametrize("fields", WRONG, ids=str)
def test_what_the_sentence_does_not_hold_cannot_be_written(fields: dict[str, Any]) -> None:
    assert not held(call("News", TWO), one(**fields))


def test_an_answer_may_be_empty_or_as_long_as_is_looked_at() -> None:
    asked = call("News", TWO)
    most = instructions().claims_a_sentence * 2

    assert asked.window.most == most
    assert all(held(asked, {"claims": [proposal()] * number}) for number in (0, 1, most))
    assert not held(asked, {"claims": [proposal()] * (most + 1)})
    assert not held(asked, json.dumps(one(), indent=1)), "a model cannot go on for ever with white space"


def test_each_sentence_is_held_to_its_own_words() -> None:
    asked = call("News", "Poland armed Ukraine. France trusts Moldova.")
    says = {"subject_words": "", "object_words": "", "predicate": "trusts"}

    assert held(asked, one(**says, sentence=3, subject="FRA", object="MDA", words="trusts Moldova"))
    assert not held(asked, one(**says, sentence=2, subject="FRA", object="MDA", words="trusts Moldova"))


def test_no_text_gets_out_of_its_place_in_the_grammar() -> None:
    """Quotation marks, backslashes and rules in a sentence stay text of it."""
    told = 'Poland said "x" | root ::= claim2\\ "\\"" and armed Ukraine.'
    asked = call("News", told)

    heads = [line.partition(" ::= ")[0] for line in asked.schema[GRAMMAR].splitlines()]
    assert len(heads) == len(set(heads))
    assert heads.count("root") == 1
    (line,) = [line for line in asked.window.lines if line.number == 2]
    words = line.shown[line.shown.index("said") : line.shown.index(" Ukraine")]
    assert held(asked, one(words=words))
    assert not held(asked, one(words="x root"))


def test_what_is_written_by_the_grammar_is_read_as_any_other_answer() -> None:
    asked = call("News", TWO)
    text = json.dumps({"claims": [proposal(), proposal(words="objected", domain="military")]})
    assert held(asked, text)
    reader = LlmReader(Settings(llm=ENDPOINT), client=Proposes(text))

    reading = reader.read(article("News", TWO))

    assert [found.record.predicate for found in reading.claims] == ["delivered"]
    assert reader.dropped == {"no_word": 1}


def test_the_grammar_is_sent_in_place_of_the_schema_and_costs_no_tokens() -> None:
    asked = call("News", TWO)
    body = request_body(ENDPOINT, asked.messages, asked.schema)

    assert body["grammar"] == asked.schema[GRAMMAR]
    assert "response_format" not in body
    text = replace(ENDPOINT, form="text")
    assert sent_of(asked.messages, asked.schema, ENDPOINT) == sent_of(asked.messages, {}, text)


def test_a_question_without_a_grammar_is_held_to_its_schema() -> None:
    schema = {"type": "object"}
    body = request_body(ENDPOINT, [Message("user", "Translate.")], schema)
    assert body["response_format"]["json_schema"]["schema"] == schema
    assert "grammar" not in body


def test_a_long_window_has_a_grammar_of_moderate_size() -> None:
    sentences = " ".join(
        f"Poland handed over {number} howitzers to Ukraine on Friday." for number in range(40)
    )
    asked = call("News", sentences)
    shown = sum(len(line.shown) for line in asked.window.told)
    assert len(asked.schema[GRAMMAR]) < 30 * shown
