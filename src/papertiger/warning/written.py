"""A watchlist as it is written, and the defaults of rules: what pydantic checks before anything is made of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from papertiger.datafiles import in_order, problem_of
from papertiger.errors import WatchlistError

Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
Words = tuple[Annotated[str, Field(min_length=1)], ...]
Days = Annotated[int, Field(ge=1, le=3650)]
Takes = Literal["who", "whom", "domains", "predicates", "sources"]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Missable(_Entry):
    """Events that a rule is there to warn of."""

    predicates: Words
    subject: Literal["who", "whom"] | None = None
    """Which side of a watch acts; None where the rule does not ask who."""
    object: Literal["who", "whom"] | None = None


class RuleDefaults(_Entry):
    """What a rule takes where a watch says nothing."""

    window_days: Days
    horizon_days: Annotated[int, Field(ge=0, le=3650)]
    minimum_origins: Annotated[int, Field(ge=0)]
    takes: tuple[Takes, ...]
    moved_by: tuple[str, ...] = ()
    """Predicates of claims without which a new day says nothing new; empty where time alone does."""
    misses: Missable | None = None
    """What came without a warning; None where nothing can be missed."""


class Rules(_Entry):
    """``data/rules.yaml``."""

    rules: dict[str, RuleDefaults]


class WrittenWatch(_Entry):
    """One ``[[watch]]``."""

    id: Name
    rule: str
    who: Words = ()
    whom: Words = ()
    domains: Words = ()
    predicates: Words = ()
    sources: Words = ()
    window_days: Days | None = None
    horizon_days: Days | None = None
    minimum_origins: Annotated[int, Field(ge=1, le=1000)] | None = None
    least_coverage: Annotated[float, Field(ge=0, le=1)] = 0.25
    weight: Annotated[float, Field(gt=0, le=1000)] = 1.0
    note: str = ""


class _Head(_Entry):
    """A whole file, but for its watches."""

    schema_: Literal[1] = Field(alias="schema")
    id: Name
    name: Annotated[str, Field(min_length=1, max_length=200)]
    false_alarms_per_year: Annotated[float, Field(ge=0.01, le=1000)] = 6.0
    watch: list[Any]


@dataclass(frozen=True, slots=True)
class WrittenList:
    """What could be read of a file: what is wrong with the rest is told apart."""

    id: str = ""
    name: str = ""
    false_alarms_per_year: float = 6.0
    watches: Mapping[int, WrittenWatch] = field(default_factory=dict)
    """By their number in the file, from 0."""


_CURES = {
    "schema": "begin the file with schema = 1",
    "id": "a short name of small letters, digits, - and _",
    "name": "say in a few words what the list is for",
    "false_alarms_per_year": "a number of warnings a year that chance may raise, from 0.01 to 1000",
    "watch": "write at least one table [[watch]] with id and rule",
    "rule": "name a rule; `papertiger watch --rules` shows them",
    "least_coverage": "a share from 0 to 1",
    "weight": "a number above 0",
    "minimum_origins": "a whole number from 1",
    "window_days": "a whole number of days from 1",
    "horizon_days": "a whole number of days from 1",
    "note": "a text in quotation marks",
    **dict.fromkeys(
        ("who", "whom", "domains", "predicates", "sources"), 'a list of texts: ["VEN", "CUB"]; [] for any'
    ),
}
"""Field → what to write there."""


def written_list(document: dict[str, Any], file: str) -> tuple[WrittenList, list[WatchlistError]]:
    """What a TOML document writes down, and what is wrong with it: a watch that is wrong keeps none of the others from being looked at."""
    problems: list[WatchlistError] = []
    head = None
    try:
        head = _Head.model_validate(document)
    except ValidationError as error:
        problems += [_problem(one, file, (), _Head) for one in in_order(error.errors())]
    given = document.get("watch")
    watches: dict[int, WrittenWatch] = {}
    for number, one in enumerate(given if isinstance(given, list) else ()):
        try:
            watches[number] = WrittenWatch.model_validate(one)
        except ValidationError as error:
            problems += [_problem(e, file, ("watch", number), WrittenWatch) for e in in_order(error.errors())]
            # What is known of it is looked at all the same: its rule, its actors.
            wrong = {e["loc"][0] for e in error.errors() if e["loc"]}
            rest = (
                {key: value for key, value in one.items() if key not in wrong}
                if isinstance(one, dict)
                else {}
            )
            with suppress(ValidationError):
                watches[number] = WrittenWatch.model_validate(rest)
    if given == []:
        problems.append(WatchlistError(file, "watch", "is empty", _CURES["watch"]))
    if head is None:
        return WrittenList(watches=watches), problems
    return WrittenList(head.id, head.name, head.false_alarms_per_year, watches), problems


def _problem(error: Any, file: str, place: tuple[str | int, ...], model: type[BaseModel]) -> WatchlistError:  # noqa: ANN401 - pydantic's own
    location = (*place, *error["loc"])
    key = text_of(location)
    if error["type"] == "extra_forbidden":
        what, _, cure = problem_of(error, model).partition("; ")
        return WatchlistError(file, key, what, cure.replace("schema_", "schema"))
    name = next((part for part in reversed(location) if isinstance(part, str)), "")
    shown = json.dumps(error["input"], ensure_ascii=False, default=str)
    shown = shown if len(shown) < _LONGEST else shown[:_LONGEST] + "…"
    says = "is missing" if error["type"] == "missing" else f"{shown} cannot stand here"
    return WatchlistError(file, key, says, _CURES[name])


_LONGEST = 60
"""Characters of a value that a message shows."""


def text_of(location: Sequence[str | int]) -> str:
    """A place in the file as a key path: ``watch[0].who[1]``, items counted from 0."""
    text = ""
    for part in location:
        text += f"[{part}]" if isinstance(part, int) else ("." if text else "") + part
    return text
