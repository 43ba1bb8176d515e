"""Fields of a case by name: what a person's change points at, and the case with changes made.

A name is a field (``p_due``), a field inside (``call.kind``, ``onset.earliest``), or one element of a list of evidence by the claim or
source that it comes from (``reports.CLAIM``, ``reports.CLAIM.says``): so a correction of one report outlives others that come later. A
plus behind the name of a list adds to it (``reports+``). The value None takes away: an element of a list, or what a field says.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from papertiger.errors import CaseError

Document = dict[str, Any]
"""A case as JSON values."""

ADDS = "+"


def changed(document: Mapping[str, Any], changes: Iterable[tuple[str, Any]]) -> Document:
    """A copy of a case with changes made, in their order.

    Raises:
        CaseError: a name points at nothing.
    """
    changes = list(changes)
    if not changes:  # of a large ledger hardly any case was changed, and copying all of them takes seconds
        return dict(document)
    made: Document = copy.deepcopy(dict(document))
    for name, value in changes:
        put(made, name, copy.deepcopy(value))
    return made


def put(document: Document, name: str, value: Any) -> None:  # noqa: ANN401 - any JSON value
    """Make one change in place; raises CaseError where `name` points at nothing."""
    if name.endswith(ADDS):
        field = name.removesuffix(ADDS)
        more = value if isinstance(value, list) else [value]
        document[field] = [*_listed(document.get(field), name), *more]
        return
    field, dot, inside = name.partition(".")
    if not dot:
        if value is None:
            document.pop(field, None)
        else:
            document[field] = value
        return
    there = document.get(field)
    if isinstance(there, Sequence) and not isinstance(there, str):
        document[field] = _put_element(list(there), inside, value)
        return
    if there is not None and not isinstance(there, dict):
        raise CaseError(name, value, f"{field} has no parts; it is {there!r}")
    part = dict(there or {})
    put(part, inside, value)
    document[field] = part


def get(document: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - any JSON value
    """What stands under a name; None where nothing does."""
    if name.endswith(ADDS):
        return None
    field, dot, inside = name.partition(".")
    there = document.get(field)
    if not dot or there is None:
        return there
    if isinstance(there, Mapping):
        return get(there, inside)
    if isinstance(there, Sequence) and not isinstance(there, str):
        for element in there:
            if isinstance(element, Mapping) and (rest := _within(element, inside)) is not None:
                return get(element, rest) if rest else element
    return None


def _listed(value: Any, name: str) -> list[Any]:  # noqa: ANN401 - any JSON value
    if value is None or isinstance(value, (list, tuple)):
        return list(value or ())
    raise CaseError(name, value, f"{name.removesuffix(ADDS)} is no list to which something can be added")


def _put_element(elements: list[Any], inside: str, value: Any) -> list[Any]:  # noqa: ANN401 - any JSON value
    for number, element in enumerate(elements):
        rest = _within(element, inside) if isinstance(element, Mapping) else None
        if rest is None:
            continue
        if rest:
            part = dict(element)
            put(part, rest, value)
            elements[number] = part
        elif value is None:
            del elements[number]
        else:
            elements[number] = value
        return elements
    # A later reading may no longer have what a person took away or put right: then there is nothing to do.
    return elements


def _within(element: Mapping[str, Any], inside: str) -> str | None:
    """What of `inside` is left behind the claim or source that names an element; None where it names another."""
    for key in (element.get("claim"), element.get("source")):
        if key is None:
            continue
        if inside == key:
            return ""
        if inside.startswith(f"{key}."):
            return inside[len(key) + 1 :]
    return None
