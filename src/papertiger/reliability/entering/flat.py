"""Cases as rows of a table and back: one column a field, fields inside with a point (``call.kind``), nothing lost.

Spans are ``FIRST/LAST``, outcomes ``withheld 0.8, partial 0.2``; lists of words are joined by ``;``; links and statements are JSON. Reports have a table
of their own, a row each, with the id of their response. A cell that a spreadsheet would take for a formula gets an apostrophe in front.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, get_args, get_origin

from pydantic import BaseModel

from papertiger.ledger.formats.table import guarded
from papertiger.reliability.cases import MODELS, Outcomes, Report, Response, Span
from papertiger.reliability.entering.friendly import options

Cells = dict[str, str]
_WRITTEN: Final = (Span, Outcomes)
"""Models that have a short form and so one column."""


def _columns(model: type[BaseModel], before: str = "") -> Iterator[tuple[str, str]]:
    """Column and what it holds: text, list, spans, span, outcomes or json."""
    for name, about in model.model_fields.items():
        known = list(options(about.annotation))
        element = next((get_args(one)[0] for one in known if get_origin(one) is tuple), None)
        inner = next((one for one in known if isinstance(one, type) and issubclass(one, BaseModel)), None)
        if element is not None:
            (of,) = options(element)
            is_model = isinstance(of, type) and issubclass(of, BaseModel)
            yield f"{before}{name}", "spans" if of is Span else "json" if is_model else "list"
        elif inner in _WRITTEN:
            yield f"{before}{name}", "span" if inner is Span else "outcomes"
        elif inner is not None:
            yield from _columns(inner, f"{before}{name}.")
        else:
            yield f"{before}{name}", "text"


FORMS: Final = {kind: dict(_columns(model)) for kind, model in MODELS.items()} | {
    "report": {"response": "text", **dict(_columns(Report))}
}
"""Kind of table → column → what it holds."""
del FORMS["response"]["reports"]
COLUMNS: Final = {kind: tuple(forms) for kind, forms in FORMS.items() if kind != "report"}
REPORTS: Final = tuple(FORMS["report"])


def flattened(case: BaseModel, kind: str) -> Cells:
    """The cells of a case, without its reports; or of a report, without its response."""
    document = case.model_dump(mode="json", exclude_none=True)
    return {column: disarmed(_cell(form, _at(document, column))) for column, form in FORMS[kind].items()}


def reports(response: Response) -> Iterator[Cells]:
    """The rows of the reports of a response."""
    for one in response.reports:
        yield flattened(one, "report") | {"response": response.id}


def _at(document: Mapping[str, Any], column: str) -> Any:  # noqa: ANN401 - any JSON value
    found: Any = document
    for part in column.split("."):
        if not isinstance(found, Mapping) or part not in found:
            return None
        found = found[part]
    return found


def _cell(form: str, value: Any) -> str:  # noqa: ANN401 - any JSON value
    if value is None:
        return ""
    match form:
        case "span":
            return _span(value)
        case "spans":
            return ";".join(map(_span, value))
        case "outcomes":
            return ", ".join(f"{name} {number!r}" for name, number in value.items() if number)
        case "list":
            return ";".join(value)
        case "json":
            return json.dumps(value, ensure_ascii=False) if value else ""
        case _:
            return str(value).lower() if isinstance(value, bool) else str(value)


def _span(value: Mapping[str, str]) -> str:
    return f"{value.get('earliest', '')}/{value.get('latest', '')}"


def unflattened(kind: str, cells: Mapping[str, str]) -> dict[str, Any]:
    """The document that cells make; an empty cell says nothing. Raises JSONDecodeError for a cell that should hold JSON."""
    document: dict[str, Any] = {}
    for column, cell in cells.items():
        if not cell.strip():
            continue
        form = FORMS[kind][column]
        value: Any = cell
        if form == "json":
            value = json.loads(cell)
        elif form in {"list", "spans"}:
            value = [one.strip() for one in cell.split(";")]
        *above, last = column.split(".")
        inner = document
        for part in above:
            inner = inner.setdefault(part, {})
        inner[last] = value
    return document


def disarmed(cell: str) -> str:
    """A cell that no spreadsheet runs; `rearmed` gives it back."""
    return f"'{cell}" if _risky(cell) else cell


def rearmed(cell: str) -> str:
    """The cell before `disarmed`."""
    return cell[1:] if cell.startswith("'") and _risky(cell[1:]) else cell


def _risky(cell: str) -> bool:
    return guarded(cell) != cell or (cell.startswith("'") and _risky(cell[1:]))
