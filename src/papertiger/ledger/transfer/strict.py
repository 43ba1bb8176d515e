"""One line from outside as JSON, read with distrust: whatever JSON leaves open is refused."""

from __future__ import annotations

import json
from typing import Any, Final, NoReturn

from papertiger.errors import LedgerError

DEEPEST: Final = 24
"""Levels of lists and objects in each other; our own lines have no more than six."""


def parsed(text: str) -> dict[str, Any]:
    """The object on a line.

    Raises:
        LedgerError: it is no JSON object, or holds a key twice, a number that is none (NaN, or greater than any float), a NUL,
            half of a surrogate pair, or more levels than `DEEPEST`.
    """
    try:
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number, parse_float=_finite)
    except RecursionError:
        raise LedgerError(f"JSON of more than {DEEPEST} levels") from None
    except ValueError as error:
        raise LedgerError(f"no JSON: {error}") from None
    if not isinstance(found, dict):
        raise LedgerError("no JSON object")
    _check(found, DEEPEST)
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise LedgerError(f"the key {twice[:80]!r} occurs twice")
    return found


def _no_number(name: str) -> NoReturn:
    raise LedgerError(f"{name} is no number")


def _finite(text: str) -> float:
    value = float(text)
    if value in {float("inf"), float("-inf")}:
        raise LedgerError(f"{text[:40]} is greater than any number that can be stored")
    return value


def _check(value: Any, left: int) -> None:  # noqa: ANN401 - any JSON
    if isinstance(value, str):
        if "\0" in value:
            raise LedgerError("a text holds a NUL character")
        if not value.isascii() and any("\ud800" <= letter <= "\udfff" for letter in value):
            raise LedgerError("a text holds half of a surrogate pair")
    elif isinstance(value, (dict, list)):
        if not left:
            raise LedgerError(f"JSON of more than {DEEPEST} levels")
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            _check(key, left)
            _check(item, left - 1)
