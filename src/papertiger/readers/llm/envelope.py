"""What is sent to a language model and what comes back, as JSON of the OpenAI chat completions interface. Nothing here opens a connection.

Whatever a server sends ends as an `Answer` or an `EndpointError`; the text of an answer is what the model wrote, not yet looked at.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from papertiger.errors import EndpointError
from papertiger.readers.llm.bounding import Sent
from papertiger.readers.llm.spending import tokens_of
from papertiger.settings import Endpoint

Finish = Literal["stop", "length", "refusal", "unknown"]
STOPPED: Final = "stop"
GRAMMAR: Final = "grammar"
"""Field of a request that holds the answer to a grammar (GBNF), as llama.cpp's server and its kin have it."""
_BY_SCHEMA: Final = frozenset({"json_schema", "grammar"})
_WHOLE: Final = frozenset({"stop", "eos", "eos_token", "stop_sequence", "end_turn"})
"""How servers call an answer that the model ended itself."""
_CUT_SHORT: Final = frozenset({"length", "max_tokens"})
_TEXTS: Final = frozenset({"text", "output_text"})
_MOST_TOKENS: Final = 10_000_000
"""Of one request; a server that says more is not believed."""
_FEWEST: Final = 0.5
"""Of what is estimated; a server that counts fewer tokens is not believed. Some leave out what they remember of the request before."""
_LONGEST_MODEL: Final = 200
_LONGEST_SHOWN: Final = 200
"""Characters of what a server says that a message shows."""
_KEY_PART: Final = 8
"""So many characters of a key in a row betray it."""
_AGAIN: Final = "ask again, or see what the server at this address is"


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a request; there is no memory between requests."""

    role: Literal["system", "user"]
    content: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model wrote. Hostile data until it is checked."""

    text: str
    tokens_in: int
    """As the server counts them, else estimated."""
    tokens_out: int
    cached: bool
    """Whether an earlier run asked for it."""
    finish: str
    """``stop``: whole; ``length``: cut off at the most tokens an answer may have; ``refusal``: the model declined or said nothing;
    ``unknown``: the server does not say."""
    model: str = ""
    """What the server says answered."""
    sure_in: bool = True
    """Whether the server counted what was sent, in a way that can be believed."""
    sure_out: bool = True
    """The same of what it answered."""


def request_body(
    endpoint: Endpoint, messages: Sequence[Message], schema: Mapping[str, Any], *, limit: str = "max_tokens"
) -> dict[str, Any]:
    """The body of one request: as deterministic as the server can be, one answer, no tools, no stream.

    Sent is no more than that takes, because many servers refuse what they do not know; what one refuses all the same, the
    `fields` of the endpoint leave out.

    Args:
        endpoint: model, form and longest answer.
        messages: all that the model is told.
        schema: JSON schema of the answer, sent where the form is ``json_schema``; or a grammar of it under the name `GRAMMAR`. Where
            the form is ``grammar``, a question that has none is held to its schema: servers that take the one take the other.
        limit: name of the field for the longest answer, which newer models call ``max_completion_tokens``.
    """
    body: dict[str, Any] = {
        "model": endpoint.model,
        "messages": [asdict(message) for message in messages],
        "temperature": 0,
        "seed": 0,
        "stream": False,
        limit: endpoint.answer_tokens,
    }
    body |= endpoint.fields
    body = {name: value for name, value in body.items() if value is not None}
    if GRAMMAR in schema:
        body[GRAMMAR] = schema[GRAMMAR]
    elif endpoint.form in _BY_SCHEMA:
        named = {"name": "answer", "strict": True, "schema": schema}
        body["response_format"] = {"type": "json_schema", "json_schema": named}
    elif endpoint.form == "json_object":
        body["response_format"] = {"type": "json_object"}
    return body


def sent_of(messages: Sequence[Message], schema: Mapping[str, Any], endpoint: Endpoint) -> Sent:
    """What of a request counts as tokens; some servers count the schema, so it is among it, and none counts a grammar."""
    counted = endpoint.form in _BY_SCHEMA and GRAMMAR not in schema
    form = json.dumps(schema, ensure_ascii=False) if counted else ""
    more = json.dumps(dict(endpoint.fields), ensure_ascii=False) if endpoint.fields else ""
    texts = tuple(message.content for message in messages)
    return Sent(
        (*texts, form, more), sum(tokens_of(text) + _AROUND for text in texts) + tokens_of(form, json=True)
    )


_AROUND: Final = 5
"""Tokens around a message that say whose it is."""


def answer_of(body: bytes, tokens_in: int, *, media_type: str = "", key: str | None = None) -> Answer:
    """The answer in the body of a response with status 200.

    Args:
        body: as received, unpacked.
        tokens_in: estimate for servers that do not count.
        media_type: as declared; only said in a message, the body decides.
        key: of the endpoint, so that no message shows it and no answer with it is kept.

    Raises:
        EndpointError: there is none in it.
    """
    try:
        envelope = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        declared = f" (Content-Type: {shown(media_type, key)})" if media_type else ""
        raise _broken(
            f"the language model's server does not answer with JSON{declared}",
            "see that PAPERTIGER_LLM_ADDRESS is the base of an OpenAI-compatible interface, which mostly ends in /v1",
        ) from None
    if not isinstance(envelope, dict):
        raise _broken("the language model's server answers with JSON that is no object")
    choices = envelope.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    for whole in (envelope, choice):  # servers in front of others put an error into the choice that it befell
        if isinstance(whole, dict) and isinstance(error := whole.get("error"), (dict, str)) and error:
            raise _told(error, key)
    if not isinstance(choice, dict):
        raise _broken("the language model's server answers without choices")
    message = choice.get("message")
    if not isinstance(message, dict):
        raise _broken("the language model's server answers without a message")
    text, refused = _content(message)
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise _broken("the language model's server answers with text that is not valid Unicode")
    if key is not None and len(key) > _KEY_PART and key in text:  # shorter ones ("none") are no secrets
        raise _broken(
            "the language model's server repeats the key in its answer",
            "change the key, and see what answers at PAPERTIGER_LLM_ADDRESS",
        )
    sent, received, sure_in, sure_out = _counted(envelope.get("usage"), tokens_in, text)
    model = envelope.get("model")
    named = shown(model, key)[:_LONGEST_MODEL] if isinstance(model, str) else ""
    finish = _finish(choice.get("finish_reason"), text, refused=refused)
    return Answer(
        text if finish != "refusal" else "",
        sent,
        received,
        cached=False,
        finish=finish,
        model=named,
        sure_in=sure_in,
        sure_out=sure_out,
    )


def shown(text: str, key: str | None) -> str:
    """What a server says, short, printable, and without anything of the key."""
    if key and _betrays(text, key):
        return "…"
    flat = " ".join(text[: 4 * _LONGEST_SHOWN].split())
    short = flat if len(flat) <= _LONGEST_SHOWN else flat[:_LONGEST_SHOWN] + "…"
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in short)


def _betrays(text: str, key: str) -> bool:
    if len(key) <= _KEY_PART:
        return key in text
    return any(key[at : at + _KEY_PART] in text for at in range(len(key) - _KEY_PART + 1))


def _content(message: Mapping[str, Any]) -> tuple[str, bool]:
    """The text of a message, and whether it is a refusal."""
    refused = bool(message.get("refusal"))
    content = message.get("content")
    if content is None or isinstance(content, str):
        return content or "", refused
    if isinstance(content, list) and all(isinstance(part, dict) for part in content):
        kinds = [str(part.get("type")) for part in content]
        refused = refused or "refusal" in kinds
        texts = [part.get("text") for part, kind in zip(content, kinds, strict=True) if kind in _TEXTS]
        found = [text for text in texts if isinstance(text, str)]
        if (texts or refused) and found == texts:
            return "".join(found), refused
    raise _broken("the language model's server answers with a message that is no text")


def _finish(given: object, text: str, *, refused: bool) -> Finish:
    reason = given if isinstance(given, str) else ""
    if refused or reason == "content_filter":
        return "refusal"
    if reason in _CUT_SHORT:
        return "length"
    if not text.strip() or reason in {"tool_calls", "function_call"}:
        return "refusal"
    return "stop" if reason in _WHOLE else "unknown"


def _counted(usage: object, tokens_in: int, text: str) -> tuple[int, int, bool, bool]:
    """Tokens sent and received, as the server counts them where it does, and whether each count can be believed."""
    found = usage if isinstance(usage, dict) else {}
    sent, received, total = map(_count, map(found.get, _USAGE))
    if sent and received:  # what some models think before they answer is in the total alone
        received = max(received, total - sent)
    least = tokens_of(" ".join(text.split())) * _FEWEST  # a run of spaces may be one token
    return (
        sent or tokens_in,
        received or tokens_of(text, json=True),
        sent >= max(1, tokens_in * _FEWEST),
        received >= max(1, least),
    )


_USAGE: Final = ("prompt_tokens", "completion_tokens", "total_tokens")


def _count(value: object) -> int:
    """0 for what is no count."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST_TOKENS:
        return value
    return 0


def _told(error: Mapping[str, Any] | str, key: str | None) -> EndpointError:
    """An error that comes with status 200, as some servers in front of others send it."""
    words, code = (error, None) if isinstance(error, str) else (error.get("message"), error.get("code"))
    said = f": {shown(words, key)}" if isinstance(words, str) and words else ""
    number = code if isinstance(code, int) else _STATUSES.get(code, 0) if isinstance(code, str) else 0
    kind = "failed"
    if number == 429:  # noqa: PLR2004 - HTTP
        kind = "rate_limited"
    elif 400 <= number < 500:  # noqa: PLR2004 - HTTP
        kind = "refused"
    return EndpointError(f"the language model's server reports an error{said}", _AGAIN, kind)


_STATUSES: Final = {str(number): number for number in range(400, 600)}


def _broken(problem: str, cure: str = _AGAIN) -> EndpointError:
    return EndpointError(problem, cure, "broken")
