"""What a model's answer holds: one JSON object, under the digest of what decided it. What else it writes makes the answer useless."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn, Protocol

from papertiger.errors import EndpointError
from papertiger.readers.llm.envelope import STOPPED, Answer, Message
from papertiger.settings import Endpoint

_FENCE = re.compile(r"\A```(?:json)?[ \t]*\r?\n(.*)\n[ \t]*```\Z", re.DOTALL | re.IGNORECASE)
_THOUGHT = re.compile(r"\A(?!\s*[\[{`]).*?</think>", re.DOTALL)
"""What a model thought aloud before its answer; where its template begins the thought, only the end is in the answer."""
_NEARLY = 0.9
"""Of the tokens that an answer may have: one that is cut off before so many was not cut off for them."""
_NOT_WHOLE = {"length": "is cut off", "refusal": "was refused"}


class Asks(Protocol):
    """What puts a question to a model: `papertiger.readers.llm.client.Client`, or what stands in for it."""

    def ask(self, messages: Sequence[Message], schema: Mapping[str, Any], key: str) -> Answer:
        """The answer; raises EndpointError, or SpentError where a cap is reached."""
        ...


def object_of(
    client: Asks, messages: Sequence[Message], schema: Mapping[str, Any], endpoint: Endpoint, what: str
) -> dict[str, Any]:
    """Ask, and return the JSON object that comes back, not yet checked. `what` was asked for: "the translation".

    Raises:
        EndpointError: there is no answer, or it is not one whole object.
        SpentError: the cap would be passed.
    """
    answer = client.ask(messages, schema, key_of(messages, schema, endpoint))
    if answer.finish != STOPPED:
        raise useless(what, _NOT_WHOLE.get(answer.finish, "is perhaps not whole"))
    try:
        found = json_in(answer.text)
    except ValueError:
        raise useless(what, "is no JSON") from None
    if not isinstance(found, dict):
        raise useless(what, "is no JSON object")
    return found


def json_in(text: str) -> Any:  # noqa: ANN401 - any JSON
    """The JSON that an answer is. Only white space, one markdown fence around it, and a thought before it are overlooked.

    Raises:
        ValueError: it is none, a key stands twice in an object, or it nests deeper than Python can follow.
    """
    inner = _THOUGHT.sub("", text, count=1).strip()
    fenced = _FENCE.match(inner)
    try:
        return json.loads(fenced[1] if fenced else inner, object_pairs_hook=_once, parse_constant=_refused)
    except RecursionError:
        raise ValueError("nested too deep") from None


def cut_off(answer: Answer, most: int) -> str:
    """Why an answer was cut off, and the cure: at the most tokens it may have, or before, where its server's context ends."""
    if answer.sure_out and answer.tokens_out < _NEARLY * most:
        return (
            f"its answer was cut off after {answer.tokens_out:,} tokens of {most:,} that it may have; its server's context "
            f"has perhaps no room for more after the {answer.tokens_in:,} of the question: give the server more"
        )
    return f"its answer, and what it thought before, was cut off at {most:,} tokens; raise PAPERTIGER_LLM_ANSWER_TOKENS"


def useless(what: str, problem: str) -> EndpointError:
    """An answer that cannot be used."""
    return EndpointError(f"{what} of the language model {problem}", "try another model", "broken")


def key_of(
    messages: Sequence[Message], schema: Mapping[str, Any], endpoint: Endpoint, *, attempt: int = 0
) -> str:
    """SHA-256 (hex) of everything that decides an answer, under which it is kept; a later `attempt` has another."""
    parts = [
        endpoint.address.rstrip("/"),
        endpoint.model,
        endpoint.form,
        endpoint.answer_tokens,
        *([json.dumps(dict(endpoint.fields), sort_keys=True)] if endpoint.fields else []),
        schema,
        [(one.role, one.content) for one in messages],
        attempt,
    ]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refused(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
