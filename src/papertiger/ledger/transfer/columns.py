"""Whether the fields of a line fit the columns of their table: types, moments, numbers that both databases hold."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Boolean, Column, Float, Integer, LargeBinary

from papertiger.ledger.lines import check
from papertiger.ledger.schema import EVIDENCE, Evidence
from papertiger.ledger.transfer.refusal import FieldError

MOMENTS: Final = frozenset({"at", "graded_at"})
"""Columns that hold an ISO 8601 moment in UTC."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)")
_INTEGER: Final = 2**31
"""Whole numbers have 32 bits in PostgreSQL."""


def fit(table: str, fields: Mapping[str, Any]) -> None:
    """Check the fields of one row.

    Raises:
        LedgerError: there is no such table or field, or one is missing.
        FieldError: a value of another type, a moment or base64 that is none, a number out of range.
    """
    if null := [name for name, value in fields.items() if value is None]:
        raise FieldError(f"{table}.{null[0]}", "is null; what is unknown is left out")
    check(table, fields)
    evidence = EVIDENCE[table]
    for name, value in fields.items():
        problem = _problem(evidence, name, value)
        if problem:
            raise FieldError(f"{table}.{name}", problem)


def _problem(evidence: Evidence, name: str, value: Any) -> str:  # noqa: ANN401 - any JSON
    """What is wrong with a value; empty when nothing is."""
    if name in evidence.references:
        return _reference(evidence.references[name], value)
    if name in evidence.documents:
        return ""  # of what is inside, `content` knows more
    column = evidence.table.c[name]
    if isinstance(column.type, (Boolean, Float)):
        kind = bool if isinstance(column.type, Boolean) else float
        return "" if type(value) is kind else f"is {_called(value)}, not {_NAMES[kind]}"
    if isinstance(column.type, Integer):
        return _whole(value)
    if type(value) is not str:
        return f"is {_called(value)}, not text"
    return _text(column, name, value)


def _whole(value: Any) -> str:  # noqa: ANN401 - as above
    if type(value) is not int:
        return f"is {_called(value)}, not a whole number"
    return "" if -_INTEGER <= value < _INTEGER else f"{value} does not fit into 32 bits"


def _text(column: Column[Any], name: str, value: str) -> str:
    if isinstance(column.type, LargeBinary):
        return "" if is_base64(value) else "is no base64 in its shortest form"
    if name in MOMENTS and not is_moment(value):
        return f"{value[:40]!r} is no moment; write ISO 8601 in UTC, 2026-01-14T10:00:00Z"
    return ""


def _reference(target: str, value: Any) -> str:  # noqa: ANN401 - as above
    key = EVIDENCE[target].key
    if len(key) == 1:
        return "" if type(value) is str else f"is {_called(value)}, not the {key[0]} of one of {target}"
    kinds = [type(one) for one in value] if isinstance(value, list) else []
    wanted = [int if isinstance(EVIDENCE[target].table.c[name].type, Integer) else str for name in key]
    return "" if kinds == wanted else f"is not [{', '.join(key)}] of one of {target}"


def is_base64(value: str) -> bool:
    """Whether `value` is base64 as we write it, so that it comes out as it went in."""
    try:
        return base64.b64encode(base64.b64decode(value, validate=True)).decode() == value
    except (binascii.Error, ValueError):
        return False


def is_moment(value: str) -> bool:
    """Whether `value` is a moment of the calendar with its offset from UTC."""
    if not _MOMENT.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


_NAMES: Final = {
    bool: "true or false",
    float: "a number with a decimal point",
    int: "a whole number",
    str: "text",
    dict: "an object",
    list: "a list",
}


def _called(value: Any) -> str:  # noqa: ANN401 - as above
    return _NAMES.get(type(value), "null")
