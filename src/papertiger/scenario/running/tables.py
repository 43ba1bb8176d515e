"""A result as Parquet: `runs`, a row a run of an arm, and `charts`, a row a quantity and month of an arm.

Each column says what it holds. Needs pyarrow, which the extra ``parquet`` installs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple
from typing import IO, Any

import numpy as np

from papertiger.ledger.formats.parquet import parquet_library
from papertiger.scenario.running.manifest import directions, signs, told
from papertiger.scenario.running.result import LEVELS, ArmResult, Result

_ARM = ("learning", "allocation", "policy")


def write_runs(result: Result, stream: IO[bytes]) -> int:
    """Write a row for each run of each arm; returns how many. Raises SettingsError where pyarrow is not installed."""
    own = directions(result)
    place = np.arange(result.runs)
    parts = [
        {
            **_arm(one, result.runs),
            "draw": place // result.replicates,
            "replicate": place % result.replicates,
            **{key: signs(values) if key in own else values for key, values in one.finals.items()},
        }
        for one in result.arms
    ]
    meanings = {key: "direction" if key in own else "final" for key in result.arms[0].finals}
    return _write(parts, meanings, stream)


def write_charts(result: Result, stream: IO[bytes]) -> int:
    """Write a row for each month of each quantity of each arm; returns how many. Raises as `write_runs`."""
    meanings = {f"q{100 * level:02.0f}": "quantile" for level in LEVELS}
    return _write(_chart_parts(result), meanings, stream)


def _chart_parts(result: Result) -> Iterator[dict[str, Any]]:
    own = directions(result)
    for one in result.arms:
        for key, chart in one.charts.items():
            if key not in own:
                yield {
                    **_arm(one, len(chart.months)),
                    "quantity": [key] * len(chart.months),
                    "month": chart.months,
                    **{f"q{100 * level:02.0f}": chart.quantiles[:, n] for n, level in enumerate(LEVELS)},
                    "mean": chart.mean,
                    "counted": chart.counted,
                }


def _arm(one: ArmResult, rows: int) -> dict[str, Any]:
    return {name: [value] * rows for name, value in zip(_ARM, astuple(one.arm), strict=True)}


def _write(parts: Any, meanings: dict[str, str], stream: IO[bytes]) -> int:  # noqa: ANN401 - columns of any type
    pyarrow, parquet = parquet_library()
    words, rows, writer = told().columns, 0, None
    for part in parts:
        table = pyarrow.table(
            {name: pyarrow.array(values, from_pandas=True) for name, values in part.items()}
        )
        if writer is None:
            fields = [
                field.with_metadata({"description": words[meanings.get(field.name, field.name)]})
                for field in table.schema
            ]
            schema = pyarrow.schema(fields)
            writer = parquet.ParquetWriter(stream, schema)
        writer.write_table(table.cast(schema))
        rows += table.num_rows
    if writer is not None:
        writer.close()
    return rows
