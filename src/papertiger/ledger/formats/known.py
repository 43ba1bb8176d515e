"""The formats there are, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import IO, Any

from papertiger.ledger.formats.ftm import write_ftm
from papertiger.ledger.formats.geojson import write_geojson
from papertiger.ledger.formats.graphml import write_graphml
from papertiger.ledger.formats.lines import write_jsonl
from papertiger.ledger.formats.parquet import write_parquet
from papertiger.ledger.formats.prov import write_prov
from papertiger.ledger.formats.schemaorg import write_schemaorg
from papertiger.ledger.formats.stix import write_stix
from papertiger.ledger.formats.table import write_csv
from papertiger.records import ClaimRecord


@dataclass(frozen=True, slots=True)
class Format:
    """One way for claims to leave."""

    write: Callable[[Iterable[ClaimRecord], IO[Any]], int]
    """Writes claims to a stream, of bytes where the format is `binary`, else of text; returns how many."""
    suffix: str
    """What names of its files usually end in."""
    description: str
    binary: bool = False


FORMATS: dict[str, Format] = {
    "jsonl": Format(write_jsonl, ".jsonl", "the whole record, one a line"),
    "csv": Format(write_csv, ".csv", "one column a field, safe in a spreadsheet"),
    "parquet": Format(write_parquet, ".parquet", "typed columns", binary=True),
    "graphml": Format(write_graphml, ".graphml", "actors as nodes, claims as edges"),
    "geojson": Format(write_geojson, ".geojson", "claims at the states they are about"),
    "stix": Format(write_stix, ".json", "a STIX 2.1 bundle of reports and notes"),
    "ftm": Format(write_ftm, ".ftm.json", "FollowTheMoney entities, one a line"),
    "schemaorg": Format(write_schemaorg, ".jsonld", "schema.org Claim as JSON-LD"),
    "prov": Format(write_prov, ".prov.json", "PROV-JSON, how claims came to be"),
}
"""Name → format, in the order of the help."""
