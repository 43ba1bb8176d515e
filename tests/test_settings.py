"""A language model's endpoint from the environment: named wholly or not at all, and no secret in what is printed."""

from __future__ import annotations

import pytest

from papertiger.errors import SettingsError
from papertiger.settings import Endpoint, Settings, endpoint

GIVEN = {"PAPERTIGER_LLM_ADDRESS": "http://127.0.0.1:8080/v1", "PAPERTIGER_LLM_MODEL": "small"}


def test_without_an_address_there_is_no_model() -> None:
    assert Settings().llm is None
    assert endpoint({"PAPERTIGER_LLM_MODEL": "small", "PAPERTIGER_LEDGER": "x"}) is None


def test_without_a_name_there_is_none_either() -> None:
    """So an address in the environment stops no command that asks no model, and --llm-model names one where it is asked."""
    assert endpoint({"PAPERTIGER_LLM_ADDRESS": "http://127.0.0.1:8080/v1"}) is None


def test_every_variable_sets_its_field() -> None:
    more = {
        "KEY": "s3cret",
        "TIMEOUT": "2.5",
        "CONCURRENCY": "4",
        "ANSWER_TOKENS": "300",
        "PRICE_IN": "0.1",
        "PRICE_OUT": "0.4",
        "CURRENCY": "UAH",
        "MOST_TOKENS": "100000",
        "FORM": "json_object",
        "CACHE": "answers.sqlite",
        "FIELDS": '{"seed": null}',
    }
    found = endpoint(GIVEN | {f"PAPERTIGER_LLM_{name}": value for name, value in more.items()})
    assert found == Endpoint(
        "http://127.0.0.1:8080/v1", "small", "s3cret", 2.5, 4, 300, 0.1, 0.4, "UAH", 100000, "json_object",
        "answers.sqlite", {"seed": None},
    )  # fmt: skip
    assert "s3cret" not in repr(Settings(llm=found))


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("ADDRESS", "127.0.0.1:8080", "no address"),
        ("ADDRESS", "https://host/openai/deployments/d?api-version=2024-10-21", "query out"),
        ("ADDRESS", "http://host/v1/chat/completions/", "is added; leave that"),
        ("ADDRESS", "file:///etc/passwd", "no address"),
        ("ADDRESS", "http://key:s3cret@host/v1", "leave it out"),
        ("MODEL", " ", "no language model is named"),
        ("CONCURRENCY", "two", "no number"),
        ("CONCURRENCY", "0", "give 1 or more"),
        ("TIMEOUT", "nan", "give 0.01 or more"),
        ("PRICE_IN", "-1", "give 0 or more"),
        ("FORM", "xml", "no form of an answer"),
        ("FIELDS", "temperature=1", "no JSON object"),
        ("FIELDS", "[]", "no JSON object"),
        ("FIELDS", '{"top_p": NaN}', "no JSON object"),
        ("FIELDS", '{"tools": []}', "decides by itself"),
        ("FIELDS", '{"max_tokens": 9}', "decides by itself"),
        ("FIELDS", '{"grammar": "root ::= \\"yes\\""}', "decides by itself"),
        ("ADRESS", "http://host/v1", "means nothing"),
    ],
)
def test_what_no_request_could_be_made_with_is_refused(name: str, value: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says) as error:
        endpoint(GIVEN | {f"PAPERTIGER_LLM_{name}": value})
    assert "s3cret" not in str(error.value)
