"""Where warnings go: a TOML file of channels, read whole, with everything that is wrong told at once."""

from __future__ import annotations

import json
import tomllib
from datetime import time, tzinfo
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from papertiger.datafiles import in_order, problem_of
from papertiger.errors import DeliveryError, DeliveryProblems
from papertiger.report.languages import DEFAULT, Language
from papertiger.workbench.delivering.places import address_problem, mailbox_problem

Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
Variable = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,127}$")]
"""Name of an environment variable: secrets are never in the file."""


Kind = Literal["warning", "outage", "unseen"]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Channel(_Entry):
    name: Name
    rules: tuple[str, ...] = ()
    """Only warnings of these rules, without version; all where there are none."""
    watches: tuple[str, ...] = ()
    watchlists: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] | None = None
    """Warnings about the world, about the collection, or that too little was seen; where it is left out, a webhook and single mails get
    the first two, digests and feeds get all."""
    language: Language | None = None


class Webhook(_Channel):
    """A POST of JSON, one for each warning."""

    kind: Literal["webhook"]
    to: str
    secret: Variable | None = None
    """Holds the key of the signature."""
    insecure: bool = False
    """Whether http will do for another machine."""

    @model_validator(mode="after")
    def _address(self) -> Self:
        if problem := address_problem(self.to, insecure=self.insecure):
            raise ValueError(problem)
        return self


class Mail(_Channel):
    """A mail, one for each warning or one a day."""

    kind: Literal["email"]
    server: Annotated[str, Field(min_length=1, max_length=253)]
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    insecure: bool = False
    """Whether ``security = "none"`` will do for another machine."""
    user: str | None = None
    password: Variable | None = None
    sender: Annotated[str, Field(alias="from")]
    to: Annotated[tuple[str, ...], Field(min_length=1)]
    mode: Literal["each", "digest"] = "each"
    at: time | None = None
    """When the digest is due, where mails are digests."""
    quiet: tuple[time, time] | None = None
    """From when to when nothing is sent."""
    zone: str = "UTC"
    most_per_day: Annotated[int, Field(ge=1, le=1000)] = 20
    """Mails a day; what is left then comes in one digest."""

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        try:
            zone_of(zone)
        except (OSError, ValueError, KeyError):
            raise ValueError(f"no time zone {zone!r}; write one as Europe/Kyiv, or UTC") from None
        return zone

    @model_validator(mode="after")
    def _whole(self) -> Self:
        for one in (self.sender, *self.to):
            if problem := mailbox_problem(one):
                raise ValueError(problem)
        if self.security == "none" and not (
            self.insecure or self.server in ("localhost", "127.0.0.1", "::1")
        ):
            raise ValueError(
                'mail would go unencrypted to another machine; write security = "starttls", or insecure = true'
            )
        if (self.user is None) != (self.password is None):
            raise ValueError("user and password go together; password names an environment variable")
        if (self.mode == "digest") != (self.at is not None):
            raise ValueError('a digest has an hour: mode = "digest" and at = "08:00"')
        return self


class AtomFile(_Channel):
    """An Atom feed, written to a file."""

    kind: Literal["atom"]
    file: Annotated[str, Field(min_length=1)]
    entries: Annotated[int, Field(ge=1, le=1000)] = 100


Channel = Webhook | Mail | AtomFile
_KINDS: dict[str, type[Webhook | Mail | AtomFile]] = {"webhook": Webhook, "email": Mail, "atom": AtomFile}


class Delivery(_Entry):
    """A whole file."""

    schema_: Literal[1] = Field(alias="schema")
    language: Language = DEFAULT
    base: str | None = None
    """Where the web app is, for links to warnings; there are none where it is not said."""
    channel: tuple[Channel, ...] = ()


def zone_of(name: str) -> tzinfo:
    """The time zone of that name; raises what `zoneinfo` raises where there is none."""
    from datetime import UTC  # noqa: PLC0415 - known without the system's tables

    return UTC if name == "UTC" else ZoneInfo(name)


def read_delivery(path: Path) -> Delivery:
    """Read a file of channels.

    Raises:
        DeliveryProblems: everything that is wrong with it, each with the path of its key and the cure.
    """
    file = str(path)
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise _one(file, "the file", f"cannot be read: {error.strerror or error}", "check the path") from None
    except UnicodeDecodeError:
        raise _one(file, "the file", "is not UTF-8", "save it again as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise _one(file, "the file", f"is no TOML: {error}", "see docs/delivery.md") from None
    return delivery_of(document, file)


def delivery_of(document: dict[str, Any], file: str) -> Delivery:
    """As `read_delivery`, of what a TOML file holds."""
    problems: list[DeliveryError] = []
    given = document.get("channel")
    channels: list[Channel] = []
    if not isinstance(given, list) or not given:
        problems.append(
            DeliveryError(file, "channel", "is missing or empty", "write at least one table [[channel]]")
        )
        given = []
    for number, one in enumerate(given):
        kind = one.get("kind") if isinstance(one, dict) else None
        model = _KINDS.get(str(kind))
        if model is None:
            problems.append(
                DeliveryError(
                    file,
                    f"channel[{number}].kind",
                    f"{_shown(kind)} is no kind",
                    f"write one of: {', '.join(_KINDS)}",
                )
            )
            continue
        try:
            channels.append(model.model_validate(one))
        except ValidationError as error:
            problems += [_problem(e, file, f"channel[{number}]", model) for e in in_order(error.errors())]
    names = [one.name for one in channels]
    problems += [
        DeliveryError(file, "channel", f"two are called {name!r}", "give each a name of its own")
        for name in dict.fromkeys(names)
        if names.count(name) > 1
    ]
    try:
        head = Delivery.model_validate({key: value for key, value in document.items() if key != "channel"})
    except ValidationError as error:
        problems += [_problem(e, file, "", Delivery) for e in in_order(error.errors())]
        raise DeliveryProblems(problems) from None
    if head.base is not None and (problem := address_problem(head.base, insecure=True)):
        problems.append(
            DeliveryError(file, "base", problem, "write the address of the web app, or leave it out")
        )
    if problems:
        raise DeliveryProblems(problems)
    return head.model_copy(update={"channel": tuple(channels)})


def _one(file: str, key: str, problem: str, cure: str) -> DeliveryProblems:
    return DeliveryProblems([DeliveryError(file, key, problem, cure)])


def _problem(error: Any, file: str, place: str, model: type[BaseModel]) -> DeliveryError:  # noqa: ANN401 - pydantic's own
    key = ".".join(part for part in (place, *(str(part) for part in error["loc"])) if part)
    if error["type"] == "value_error":
        what, _, cure = str(error["ctx"]["error"]).partition("; ")
        return DeliveryError(file, key or "the file", what, cure)
    if error["type"] == "missing":
        return DeliveryError(file, key, "is missing", "see docs/delivery.md")
    what, _, cure = problem_of(error, model).partition("; ")
    shown = "" if error["type"] == "extra_forbidden" else f"{_shown(error['input'])}: "
    return DeliveryError(file, key or "the file", f"{shown}{what}", cure.replace("schema_", "schema"))


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) < _LONGEST else text[:_LONGEST] + "…"


_LONGEST = 60
"""Characters of a value that a message shows."""
