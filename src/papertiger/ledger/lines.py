"""Rows as they are outside a ledger: natural keys in place of row numbers, JSON in place of what a column packs. Pure.

One row is one JSON object a line. The log of a ledger (`papertiger.ledger.log`), its digests and its JSONL export all are
made of these lines, so that what is hashed is what is shown.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from typing import Any

from papertiger.errors import LedgerError
from papertiger.ledger.schema import EVIDENCE, Evidence

Fields = dict[str, Any]
"""Column → value outside the ledger; a reference is the key of the row that is meant (a list where a key has several columns)."""


def line(table: str, fields: Mapping[str, Any]) -> str:
    """The canonical line of one row, without the line break. Nulls are left out, so that a column that a later schema adds changes no line."""
    return compact({"table": table, **{name: value for name, value in fields.items() if value is not None}})


def compact(value: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    """JSON as lines and columns hold it: no spaces, letters as they are."""
    return _ENCODE(value)


_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def stored(evidence: Evidence, fields: Mapping[str, Any]) -> Fields:
    """Column → value in the database, from the fields outside; references are left as they are."""
    made = {name: fields.get(name) for name in evidence.columns}
    for name in evidence.documents:
        if made[name] is not None:
            text = compact(made[name])
            made[name] = zlib.compress(text.encode()) if name in evidence.packed else text
    for name in evidence.binary:
        encoded = made[name]
        if encoded is not None:
            value = base64.b64decode(encoded, validate=True)
            made[name] = zlib.compress(value) if name in evidence.packed else value
    return made


def shown(evidence: Evidence, row: Mapping[Any, Any]) -> Fields:
    """Fields outside from the columns of a row; references are left as they are."""
    return {name: _show(evidence, name, row[name]) for name in evidence.columns}


def _show(evidence: Evidence, name: str, value: Any) -> Any:  # noqa: ANN401 - any column
    if value is None or name in evidence.references:
        return value
    if name in evidence.packed:
        value = zlib.decompress(value)
    if name in evidence.documents:
        return json.loads(value)
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(value).decode()
    return value


def key_of(table: str, fields: Mapping[str, Any]) -> Any:  # noqa: ANN401 - one value or several
    """What names a row in every ledger: the value of its key, or a tuple of them."""
    values = tuple(_hashable(fields[name]) for name in EVIDENCE[table].key)
    return values if len(values) > 1 else values[0]


def _hashable(value: Any) -> Any:  # noqa: ANN401 - as above
    return tuple(value) if isinstance(value, list) else value


def check(table: str, fields: Mapping[str, Any]) -> None:
    """Raise LedgerError when a line from outside has other fields than its table."""
    evidence = EVIDENCE.get(table)
    if evidence is None:
        raise LedgerError(f"no table {table!r}; there are: {', '.join(EVIDENCE)}")
    if unknown := sorted(set(fields) - set(evidence.columns)):
        raise LedgerError(f"{table} has no field {unknown[0]!r}; there are: {', '.join(evidence.columns)}")
    needed = {c.name for c in evidence.table.columns if not c.nullable} - {"row", "entry"}
    if missing := sorted(name for name in needed if fields.get(name) is None):
        raise LedgerError(f"{table}: field {missing[0]!r} is missing")
