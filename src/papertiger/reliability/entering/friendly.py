"""What persons may write in place of the full form of a field: ``2026-01`` for a span of days, ``withheld 0.8, partial 0.2`` for outcomes.

The models of the cases say which field is of which type; nothing here knows a field by its name.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic import BaseModel

from papertiger.errors import CaseError
from papertiger.reliability.cases import OUTCOMES, Amount, Day, Outcomes, Span

ORDINALS: Final = {"nothing": 0, "token": 1, "some": 2, "most": 3, "all": 4}
"""Word → how much of something, where no units are known (`Amount.ordinal`)."""
DAYS: Final = "write 2026, 2026-01, 2026-01-14, 14.1.2026, FIRST/LAST, since FIRST or until LAST"
_DAY: Final = re.compile(r"(?P<y>\d{4})(-(?P<m>\d{1,2})(-(?P<d>\d{1,2}))?)?")
_DOTTED: Final = re.compile(r"((?P<d>\d{1,2})\.)?(?P<m>\d{1,2})\.(?P<y>\d{4})")
_OUTCOME: Final = re.compile(r"([a-z]+)[\s:=]+([\d.]+(?:e-?\d+)?)\s*(%?)")
_AMOUNT: Final = re.compile(r"(\d+(?:\.\d+)?)(?:\s+(.+))?")
_PERCENT: Final = re.compile(r"(\d+(?:\.\d+)?)\s*%")


def expanded(model: type[BaseModel], document: Mapping[str, Any], at: str = "") -> dict[str, Any]:
    """A document with every friendly form in full; what has no such form is left as it is, for the model to judge.

    Raises:
        CaseError: a form that cannot be read; names the field.
    """
    known = model.model_fields
    return {
        name: _value(known[name].annotation, value, f"{at}{name}") if name in known else value
        for name, value in document.items()
    }


def expanded_field(model: type[BaseModel], name: str, value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """The value of one field, which may be a field inside (``call.when``) or of an element (``reports.CLAIM.says``), in full.

    Raises:
        CaseError: a form that cannot be read.
    """
    kind: Any = model
    for part in name.split("."):
        known = list(options(kind))
        inner = next((one for one in known if part in _fields(one)), None)
        if inner is not None:
            kind = _fields(inner)[part].annotation
        elif (of_tuple := _element(known)) is not None:
            kind = of_tuple
        # What is left are parts of an element's name that has points in it.
    return _value(kind, value, name)


def options(kind: Any) -> Iterator[Any]:  # noqa: ANN401 - a type
    """The types that a value may have."""
    if get_origin(kind) is Annotated and kind != Day:
        yield from options(get_args(kind)[0])
    elif get_origin(kind) in {Union, UnionType}:
        for one in get_args(kind):
            yield from options(one)
    else:
        yield kind


def _fields(kind: Any) -> Mapping[str, Any]:  # noqa: ANN401 - a type
    return getattr(kind, "model_fields", {})


def _element(known: list[Any]) -> Any:  # noqa: ANN401 - a type
    """What a tuple among the types holds; None where there is none."""
    return next((get_args(one)[0] for one in known if get_origin(one) is tuple), None)


def _value(kind: Any, value: Any, at: str) -> Any:  # noqa: ANN401 - any type, any JSON value
    known = list(options(kind))
    of_tuple = _element(known)
    if isinstance(value, str):
        return _text(known, of_tuple, value.strip(), at)
    if isinstance(value, Mapping):
        if of_tuple is not None:
            return [_value(of_tuple, value, f"{at}.0")]
        if Span in known:
            return _span_of(value, at)
        model = next((one for one in known if isinstance(one, type) and issubclass(one, BaseModel)), None)
        return expanded(model, value, f"{at}.") if model is not None else value
    if isinstance(value, list) and of_tuple is not None:
        return [_value(of_tuple, one, f"{at}.{number}") for number, one in enumerate(value)]
    return value


def _text(known: list[Any], of_tuple: Any, text: str, at: str) -> Any:  # noqa: ANN401 - as above
    if of_tuple is not None:
        return [_value(of_tuple, one, at) for one in re.split(r"(?:(?<!\s)\s++)?[;,]\s*", text) if one]
    if Span in known:
        return span(text, at)
    if Outcomes in known:
        return outcomes(text, at)
    if Amount in known:
        return amount(text, at)
    if Day in known:
        return _edges(text, at)[0]
    if float in known and (percent := _PERCENT.fullmatch(text)):
        return float(percent[1]) / 100
    return text


def span(text: str, at: str) -> dict[str, str]:
    """Days between which something lies, from what a person writes; raises CaseError for what is none."""
    said = " ".join(text.split())
    first, slash, last = said.partition("/")
    if said.startswith(("since ", "from ")):
        first, last, slash = said.partition(" ")[2], "", "/"
    elif said.startswith("until "):
        first, last, slash = "", said.removeprefix("until "), "/"
    if not slash:
        last = first
    edges = {"earliest": (first.strip(), 0), "latest": (last.strip(), 1)}
    return {name: _edges(edge, at)[side] for name, (edge, side) in edges.items() if edge not in {"", ".."}}


def _span_of(value: Mapping[str, Any], at: str) -> dict[str, Any]:
    sides = {"earliest": 0, "latest": 1}
    return {
        name: _edges(day, f"{at}.{name}")[sides[name]] if name in sides and isinstance(day, str) else day
        for name, day in value.items()
    }


def _edges(text: str, at: str) -> tuple[str, str]:
    """First and last day of a day, a month or a year."""
    found = _DAY.fullmatch(text) or _DOTTED.fullmatch(text)
    if found is None:
        raise CaseError(at, text, f"is no date; {DAYS}")
    year, month, day = (int(found[name]) if found[name] else None for name in "ymd")
    assert year is not None  # noqa: S101 - for the type checker
    months = (month, month) if month is not None else (1, 12)
    if not 1 <= months[0] <= 12:  # noqa: PLR2004 - months
        raise CaseError(at, text, f"is no date: there is no month {months[0]}; {DAYS}")
    longest = monthrange(max(year, 1), months[1])[1]
    days = (day, day) if day is not None else (1, longest)
    if not 1 <= days[0] <= longest:
        raise CaseError(at, text, f"is no date: the month has {longest} days; {DAYS}")
    return (f"{year:04}-{months[0]:02}-{days[0]:02}", f"{year:04}-{months[1]:02}-{days[1]:02}")


def outcomes(text: str, at: str) -> dict[str, float]:
    """A probability for each outcome from ``withheld`` or ``withheld 0.8, partial 20%``; raises CaseError for other words."""
    if text in OUTCOMES:
        return {text: 1.0}
    found = _OUTCOME.findall(text)
    wrong = [name for name, *_ in found if name not in OUTCOMES]
    if not found or wrong or _OUTCOME.sub("", text).strip(" ,;"):
        cure = f"write one of {', '.join(OUTCOMES)}, or each with its probability: withheld 0.8, partial 0.2"
        raise CaseError(at, text, f"says no outcome; {cure}")
    try:
        return {name: float(number) / (100 if percent else 1) for name, number, percent in found}
    except ValueError:
        raise CaseError(at, text, "has a number that is none; write 0.8 or 80%") from None


def amount(text: str, at: str) -> dict[str, Any]:
    """How much from ``12 launchers`` or from a word of `ORDINALS`; raises CaseError for others."""
    if text in ORDINALS:
        return {"ordinal": ORDINALS[text]}
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise CaseError(
            at, text, f"says no amount; write a number with its unit, or one of {', '.join(ORDINALS)}"
        )
    return {"quantity": float(found[1]), **({"unit": found[2]} if found[2] else {})}
