"""What the status of a response from a language model's server means for the run. Status codes follow RFC 9110 and RFC 6585."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from papertiger.errors import EndpointError
from papertiger.readers.llm.envelope import shown
from papertiger.settings import Endpoint

NEWER_LIMIT: Final = "max_completion_tokens"
"""What newer models call the longest answer; a refusal that names it asks for it."""
_FORM_WORDS: Final = ("response_format", "json_object", "schema", "grammar", "structured output")
"""Of the interface: what stands in a refusal of the form of an answer."""
_ECHOES: Final = frozenset({"input", "ctx", "flagged_input"})
"""Of the interface and of FastAPI: where a refusal repeats what was sent, which says nothing of why."""
_DECLINES: Final = (
    "content_filter",
    "content management policy",
    "moderation",
    "content_policy",
    "flagged_input",
)
"""Of the interface: what stands in a refusal of one text for what it speaks of."""
_SPENT: Final = ("insufficient_quota", "insufficient balance")
"""Of the interface: what stands in a refusal for want of money, which no waiting helps."""
_REDIRECTS: Final = range(300, 400)
_REFUSED: Final = range(400, 500)


def asks_for_newer_limit(status: int, body: bytes) -> bool:
    """Whether the server refuses ``max_tokens`` and wants the newer field."""
    return status in {400, 422} and NEWER_LIMIT.encode() in body


def may_charge(status: int) -> bool:
    """Whether a model may have worked before its server answered so, as it may where a filter or a gateway stands after it."""
    return status not in _REDIRECTS and status not in _UNWORKED


_UNWORKED: Final = frozenset({401, 402, 403, 404, 405, 411, 413, 415, 429, 503})


def error_of(status: int, body: bytes, endpoint: Endpoint, *, location: str = "") -> EndpointError:
    """What a status other than 200 says; `location` is where a redirect leads."""
    words = shown(_words(body), endpoint.key)
    said = f" (status {status}" + (f": {words})" if words else ")")
    if status in {400, 403, 451} and _holds(body, _DECLINES):
        return EndpointError(
            f"the provider of the language model declines this text{said}",
            "a model of your own may take it",
            "declined",
        )
    if status in {401, 403}:  # the server's words often repeat the key
        if endpoint.key is None:
            return _ends(
                f"the language model's server asks for a key (status {status})",
                "set PAPERTIGER_LLM_KEY",
            )
        return _ends(
            f"the language model's server refuses the key (status {status})",
            "set PAPERTIGER_LLM_KEY to one that may use the model",
        )
    if status == 408:  # noqa: PLR2004 - HTTP
        return EndpointError(
            f"the language model's server gave up waiting{said}", "try again later", "timeout"
        )
    if status == 429 and _holds(body, _SPENT):  # noqa: PLR2004 - HTTP
        return _ends(
            f"the account at the language model's provider is spent{said}",
            "see the account",
        )
    if status == 429:  # noqa: PLR2004 - HTTP
        return EndpointError(
            f"the language model's server wants fewer requests, or the account is spent{said}",
            "lower PAPERTIGER_LLM_CONCURRENCY, or go on later: answers so far are kept",
            "rate_limited",
        )
    if status >= 500:  # noqa: PLR2004 - HTTP
        return EndpointError(f"the language model's server fails{said}", "look at its log", "failed")
    if status in _REDIRECTS:
        where = f" to {shown(location, endpoint.key)}" if location else ""
        return _ends(
            f"the language model's server redirects{where} (status {status}), which is not followed",
            "set PAPERTIGER_LLM_ADDRESS to the address that is meant, if you trust it",
        )
    if status in _REFUSED:
        return _refused(status, body, said, endpoint)
    return EndpointError(
        f"the language model's server answers in a way that is not understood{said}",
        "see what runs at PAPERTIGER_LLM_ADDRESS",
        "broken",
    )


def _ends(problem: str, cure: str) -> EndpointError:
    """Every further question would be refused as this one is."""
    return EndpointError(problem, cure, "refused", ends=True)


def _refused(status: int, body: bytes, said: str, endpoint: Endpoint) -> EndpointError:
    if status in {400, 422} and endpoint.form != "text" and _holds(body, _FORM_WORDS):
        other = "json_object or text" if endpoint.form == "json_schema" else "json_schema or text"
        return _ends(
            f"the language model's server cannot hold an answer to the form {endpoint.form}{said}",
            f"set PAPERTIGER_LLM_FORM to {other}",
        )
    if status in {400, 422} and (name := _named(body, endpoint)) is not None:
        others = {one: value for one, value in endpoint.fields.items() if one != name}
        cure = json.dumps(others if name not in _SENT else {**others, name: None})
        return _ends(
            f"the language model's server does not take the field {name!r} as it is sent{said}",
            f"set PAPERTIGER_LLM_FIELDS to {cure} to leave it out",
        )
    if status == 404:  # noqa: PLR2004 - HTTP
        return _ends(
            f"the server has no model {endpoint.model!r}, or no chat completions at this address{said}",
            "check PAPERTIGER_LLM_MODEL and PAPERTIGER_LLM_ADDRESS, which mostly ends in /v1",
        )
    if status == 402:  # noqa: PLR2004 - HTTP
        return _ends(
            f"the provider of the language model wants to be paid first{said}",
            "see the account",
        )
    cure = "check PAPERTIGER_LLM_MODEL and what its server accepts"
    if endpoint.form == "json_schema" and status in {400, 422}:  # some refuse a schema without a word of it
        cure += "; PAPERTIGER_LLM_FORM=json_object asks less of it"
    return EndpointError(f"the language model's server refuses the request{said}", cure, "refused")


_SENT: Final = ("temperature", "seed")
"""Fields that are sent with every request and may be left out."""


def _named(body: bytes, endpoint: Endpoint) -> str | None:
    """A field that was sent, could be left out and is named in a refusal."""
    told = _told(body)
    sent = {**dict.fromkeys(_SENT, 0), **endpoint.fields}
    return next(
        (
            name
            for name, value in sent.items()
            if value is not None and re.search(rf"\b{re.escape(name)}\b", told)
        ),
        None,
    )


def _holds(body: bytes, words: tuple[str, ...]) -> bool:
    told = _told(body).lower()
    return any(word in told for word in words)


def _told(body: bytes) -> str:
    """Names and values of a refusal, without what it repeats of the request."""
    try:
        return "\n".join(_strings(json.loads(body.decode("utf-8-sig"))))
    except (ValueError, RecursionError):
        return body.decode("utf-8", "replace")


def _strings(found: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    if isinstance(found, dict):
        for name, inner in found.items():
            yield name
            if name not in _ECHOES:
                yield from _strings(inner)
    elif isinstance(found, list):
        for inner in found:
            yield from _strings(inner)
    elif isinstance(found, str):
        yield found


def _words(body: bytes) -> str:
    """What a body says, wherever servers of this kind write it; a page in HTML says nothing."""
    try:
        found = json.loads(body.decode("utf-8-sig"))
        if isinstance(found, list) and found:  # Gemini's
            found = found[0]
        for name in ("error", "detail", "message") if isinstance(found, dict) else ():
            inner = found.get(name)
            if isinstance(inner, dict) and isinstance(inner.get("message"), str):
                return str(inner["message"])
            if inner:
                return inner if isinstance(inner, str) else json.dumps(inner, ensure_ascii=False)
    except RecursionError:
        return ""
    except ValueError:
        text = body.decode("utf-8", "replace")
        return "" if text.lstrip().startswith("<") else text
    return ""
