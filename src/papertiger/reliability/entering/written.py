"""Cases as files that `given.read` takes back: one YAML document, or a folder of CSV files."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from typing import IO, Any, Final

from papertiger.reliability.cases import KINDS, Case, Response, kind_of
from papertiger.reliability.entering.flat import COLUMNS, REPORTS, Cells, flattened, reports
from papertiger.reliability.filed import as_json

_WIDTH: Final = 120


def write_yaml(cases: Sequence[Case], stream: IO[str]) -> None:
    """Write one document with a section for each kind that there is."""
    import yaml  # noqa: PLC0415 - 20 ms that reading CSV need not pay

    document: dict[str, list[dict[str, Any]]] = {}
    for kind in KINDS:
        if own := [case for case in cases if kind_of(case) == kind]:
            document[f"{kind}s"] = [
                _brief(as_json(case), case.model_dump(mode="json", exclude_defaults=True)) for case in own
            ]
    if document:
        yaml.safe_dump(document, stream, allow_unicode=True, sort_keys=False, width=_WIDTH)


def _brief(value: Any, said: Any) -> Any:  # noqa: ANN401 - any JSON value
    """The value without lists and mappings that are empty, unless they say something: `said` is it without defaults."""
    if isinstance(value, dict):
        known = said if isinstance(said, dict) else {}
        return {
            name: _brief(one, known.get(name))
            for name, one in value.items()
            if one not in ([], {}) or name in known
        }
    if isinstance(value, list):
        beside = said if isinstance(said, list) else [None] * len(value)
        return [_brief(one, other) for one, other in zip(value, beside, strict=True)]
    return value


def tables(cases: Sequence[Case]) -> Iterator[tuple[str, tuple[str, ...], list[Cells]]]:
    """Name of a file without its ending, columns and rows, of all kinds that there are."""
    for kind in KINDS:
        own = [case for case in cases if kind_of(case) == kind]
        if own:
            yield f"{kind}s", COLUMNS[kind], [flattened(case, kind) for case in own]
    rows = [row for case in cases if isinstance(case, Response) for row in reports(case)]
    if rows:
        yield "reports", REPORTS, rows


def write_csv(columns: Sequence[str], rows: Sequence[Cells], stream: IO[str]) -> None:
    """Write a header and the rows; open a file for it with ``newline=""``."""
    writer = csv.DictWriter(stream, columns)
    writer.writeheader()
    writer.writerows(rows)
