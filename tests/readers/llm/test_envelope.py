"""Whatever bytes a server sends end as an answer or as an error that is meant."""

from __future__ import annotations

import json
from typing import Any

import pytest
import scriptedmodel as scripted
from hypothesis import given, settings
from hypothesis import strategies as st

from papertiger.errors import EndpointError
from papertiger.readers.llm.envelope import Answer, answer_of, shown
from papertiger.readers.llm.judging import error_of
from papertiger.readers.llm.spending import tokens_of
from papertiger.settings import Endpoint

KEY = "sk-4f9a2b7c1d8e3056aa71"
ENDPOINT = Endpoint(address="http://127.0.0.1:1/v1", model="m", key=KEY)
COUNT = tokens_of("{} and more", json=True)
FINISHES = {"stop", "length", "refusal", "unknown"}
anything: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None), max_size=8)
    | st.sampled_from(["stop", "length", "text", "refusal", "content_filter", KEY]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["type", "text", "content", "message", "refusal", "code", "error", "detail"]), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip


@st.composite
def envelopes(draw: st.DrawFn) -> dict[str, Any]:
    """A good envelope of which a part or two are something else."""
    made = scripted.envelope(
        draw(st.text(max_size=20)), finish=draw(st.sampled_from(["stop", "length", None]))
    )
    places = [made, made["choices"][0], made["choices"][0]["message"], made["usage"]]
    for place in draw(st.lists(st.sampled_from(places), max_size=2)):
        place[draw(st.sampled_from([*place, "error", "refusal"]))] = draw(anything)
    return made


def judged(body: bytes) -> None:
    try:
        answer: Answer | EndpointError = answer_of(body, 10, media_type=f"x\n{KEY}", key=KEY)
    except EndpointError as error:
        answer = error
    if isinstance(answer, EndpointError):
        assert answer.kind in {"broken", "failed", "rate_limited", "refused"}
        assert KEY not in str(answer)
        assert "\n" not in str(answer)
        return
    assert answer.finish in FINISHES
    assert answer.finish != "stop" or answer.text.strip()
    assert answer.tokens_in > 0
    assert answer.tokens_out >= 0
    answer.text.encode()  # can be stored
    answer.model.encode()
    assert KEY not in answer.model


@settings(max_examples=100, deadline=None)
@given(envelopes())
def test_no_envelope_gets_through_by_accident(envelope: dict[str, Any]) -> None:
    judged(json.dumps(envelope).encode())


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60) | anything.map(lambda value: json.dumps(value).encode()))
def test_no_bytes_crash_it(body: bytes) -> None:
    judged(body)


@settings(max_examples=60, deadline=None)
@given(st.integers(100, 999).filter(lambda n: n != 200), st.binary(max_size=40) | anything.map(lambda value: json.dumps({"error": value}).encode()))  # fmt: skip
def test_no_refusal_crashes_it_or_betrays_the_key(status: int, body: bytes) -> None:
    error = error_of(status, body, ENDPOINT, location=f"http://x/{KEY}")
    assert KEY not in str(error)
    assert str(error).isprintable()


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 200_000,
        b'{"a":' * 100_000,
        b'{"choices": ' + b"9" * 6_000 + b"}",
        b"\xff\xfe{}",
        b"NaN",
        b'"' * 9,
    ],
    ids=["lists", "objects", "digits", "UTF-16", "NaN", "quotes"],
)
def test_what_breaks_parsers_is_broken(body: bytes) -> None:
    with pytest.raises(EndpointError) as raised:
        answer_of(body, 10)
    assert raised.value.kind == "broken"
    error_of(400, body, ENDPOINT)


@pytest.mark.parametrize(
    ("usage", "counted", "sure"),
    [
        ({"prompt_tokens": 9, "completion_tokens": 4}, (9, 4), (True, True)),
        ({"prompt_tokens": 9, "completion_tokens": 4, "total_tokens": 33}, (9, 24), (True, True)),
        ({"prompt_tokens": 9, "completion_tokens": 4, "total_tokens": 2}, (9, 4), (True, True)),
        ({"prompt_tokens": 4, "completion_tokens": 1}, (4, 1), (False, False)),
        (None, (10, COUNT), (False, False)),
        ({"prompt_tokens": -9, "completion_tokens": 1e9}, (10, COUNT), (False, False)),
        ({"prompt_tokens": 10**12, "completion_tokens": True}, (10, COUNT), (False, False)),
        ({"prompt_tokens": "9", "completion_tokens": 0}, (10, COUNT), (False, False)),
        ({"total_tokens": 900}, (10, COUNT), (False, False)),
    ],
)
def test_counts_that_cannot_be_are_estimated_and_not_believed(
    usage: object, counted: tuple[int, int], sure: tuple[bool, bool]
) -> None:
    body = json.dumps({**scripted.envelope("{} and more"), "usage": usage}).encode()
    answer = answer_of(body, 10)
    assert (answer.tokens_in, answer.tokens_out) == counted
    assert (answer.sure_in, answer.sure_out) == sure


def test_an_error_with_status_200_is_an_error_of_its_kind() -> None:
    for code, kind in ((429, "rate_limited"), ("429", "rate_limited"), (502, "failed"), (None, "failed"), (401, "refused"), ("x", "failed")):  # fmt: skip
        with pytest.raises(EndpointError) as raised:
            answer_of(json.dumps({"error": {"message": "m", "code": code}}).encode(), 10)
        assert raised.value.kind == kind


def test_what_is_shown_is_short_printable_and_without_the_key() -> None:
    assert shown("a\x00b\n\tc", None) == "a\\x00b c"
    assert len(shown("x" * 10_000, KEY)) == 201
    assert shown(f"the key {KEY[5:14]} is bad", KEY) == "…"
    assert shown("the key abc is bad", "abc") == "…"
