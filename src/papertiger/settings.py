"""Settings, passed down explicitly; nothing reads the environment at import."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from papertiger.errors import SettingsError

Form = Literal["json_schema", "grammar", "json_object", "text"]
_DECIDED = {
    *(
        "model",
        "messages",
        "response_format",
        "grammar",
        "stream",
        "stream_options",
        "n",
        "max_tokens",
        "max_completion_tokens",
    ),
    *(
        "tools",
        "tool_choice",
        "parallel_tool_calls",
        "functions",
        "function_call",
        "plugins",
        "web_search_options",
    ),
}
"""Fields of a request that no setting changes: what is asked, the longest answer, and that a model has nothing to act with."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A language model behind an OpenAI-compatible endpoint that the user runs or rents."""

    address: str
    """Base of the interface (``http://127.0.0.1:8080/v1``); requests go to ``/chat/completions`` under it and nowhere else."""
    model: str
    key: str | None = field(default=None, repr=False)
    """Secret of the endpoint; never stored, logged or shown."""
    timeout_s: float = 120.0
    """Longest wait for one answer."""
    concurrency: int = 2
    """Requests at a time."""
    answer_tokens: int = 1500
    """Most tokens of one answer."""
    price_in: float | None = None
    """Of a million tokens sent, in `currency`; None where it is not known, and then no cost is told."""
    price_out: float | None = None
    """Of a million tokens received."""
    currency: str = "USD"
    most_tokens: int | None = None
    """Tokens, sent and received together, that a run may use at most; None: no cap."""
    form: Form = "json_schema"
    """What the server can be asked to hold an answer to."""
    cache: str | None = None
    """SQLite file of answers; None: in the user's cache folder."""
    fields: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """Put over the fields of every request, by name; None leaves a field out (JSON Merge Patch, RFC 7396, of one level)."""

    def __post_init__(self) -> None:
        """Refuse what no request could be made with. Raises SettingsError."""
        parts = urlsplit(self.address)
        if "?" in self.address or parts.path.rstrip("/").endswith("/chat/completions"):
            raise SettingsError(
                f"{self.address!r} is more than the base of a language model's interface, to which /chat/completions is added; leave that and any ?query out (docs/llm.md)"
            )
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.fragment:
            raise SettingsError(
                f"{self.address!r} is no address of a language model; give one like http://127.0.0.1:8080/v1"
            )
        if parts.username or parts.password:
            raise SettingsError(
                f"the address of the language model at {parts.hostname} holds a name or a password; leave it out and set PAPERTIGER_LLM_KEY"
            )
        if not self.model.strip():
            raise SettingsError("no language model is named; set PAPERTIGER_LLM_MODEL")
        if self.form not in get_args(Form):
            raise SettingsError(
                f"{self.form!r} is no form of an answer; take one of {', '.join(get_args(Form))}"
            )
        if decided := sorted(_DECIDED.intersection(self.fields)):
            raise SettingsError(
                f"PAPERTIGER_LLM_FIELDS names {decided[0]!r}, which papertiger decides by itself; leave it out"
            )
        for name in ("timeout_s", "concurrency", "answer_tokens", "most_tokens", "price_in", "price_out"):
            value = getattr(self, name)
            least = 0 if name.startswith("price") else 1 if name != "timeout_s" else 0.01
            if value is not None and not least <= value < float("inf"):
                raise SettingsError(f"{value} is no {name} of a language model; give {least} or more")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run may change; the defaults are what the command line uses."""

    ledger: str = "papertiger.ledger"
    """Where articles and claims are: a SQLite file, or the address of a PostgreSQL database."""
    reader: str = "frames.v1"
    """Registered name of the reader that turns an article into claims."""
    analysers: Mapping[str, str] = field(default_factory=dict)
    """Language code → name of an installed spaCy pipeline to use in place of the shipped one."""
    max_bytes: int = 20_000_000
    """Largest input file or row that is read, in bytes; a news article is about 5 kB."""
    llm: Endpoint | None = None
    """A language model for readers that ask one; None: nothing of the kind is imported and nothing is sent."""


def from_environment(ledger: str | None = None, given: Mapping[str, str] | None = None) -> Settings:
    """The settings of a command-line run: option first, then ``PAPERTIGER_LEDGER``, then the default.

    ``PAPERTIGER_ANALYSER_UK`` (``_RU``, ``_EN``) names an installed spaCy pipeline for that language.
    ``PAPERTIGER_LLM_ADDRESS`` and what else begins with ``PAPERTIGER_LLM_`` name a language model (see `Endpoint`).

    Args:
        ledger: as an option gives it.
        given: what options give of a language model, by the names of the variables, over which they go.

    Raises:
        SettingsError: one of them cannot be used.
    """
    prefix = "PAPERTIGER_ANALYSER_"
    chosen = {k[len(prefix) :].lower(): v for k, v in os.environ.items() if k.startswith(prefix) and v}
    default = Settings()
    place = ledger or os.environ.get("PAPERTIGER_LEDGER") or default.ledger
    return Settings(ledger=place, analysers=chosen, llm=endpoint({**os.environ, **(given or {})}))


def _object(value: str) -> dict[str, Any]:
    """A JSON object; raises ValueError."""
    found = json.loads(value, parse_constant=float)
    if not isinstance(found, dict):
        raise ValueError("no object")  # noqa: TRY004 - told like what is no JSON
    json.dumps(found, allow_nan=False)
    return found


_LLM = "PAPERTIGER_LLM_"
_FIELDS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "ADDRESS": ("address", str),
    "MODEL": ("model", str),
    "KEY": ("key", str),
    "TIMEOUT": ("timeout_s", float),
    "CONCURRENCY": ("concurrency", int),
    "ANSWER_TOKENS": ("answer_tokens", int),
    "PRICE_IN": ("price_in", float),
    "PRICE_OUT": ("price_out", float),
    "CURRENCY": ("currency", str),
    "MOST_TOKENS": ("most_tokens", int),
    "FORM": ("form", str),
    "CACHE": ("cache", str),
    "FIELDS": ("fields", _object),
}


def endpoint(variables: Mapping[str, str]) -> Endpoint | None:
    """The language model that environment variables name; None where its address or its name is not among them.

    Raises:
        SettingsError: a variable cannot be used, or none has the name.
    """
    given = {name[len(_LLM) :]: value for name, value in variables.items() if name.startswith(_LLM) and value}
    if unknown := sorted(given.keys() - _FIELDS.keys()):
        raise SettingsError(
            f"{_LLM}{unknown[0]} means nothing; there are: {', '.join(_LLM + name for name in _FIELDS)}"
        )
    if (
        "ADDRESS" not in given or "MODEL" not in given
    ):  # what asks no model needs none; what asks one says what is missing
        return None
    fields: dict[str, Any] = {}
    for name, value in given.items():
        field_name, kind = _FIELDS[name]
        try:
            fields[field_name] = kind(value)
        except (ValueError, RecursionError):
            what = "no JSON object" if kind is _object else "no number"
            raise SettingsError(f"{_LLM}{name} is {value!r}, which is {what}") from None
    return Endpoint(**fields)
