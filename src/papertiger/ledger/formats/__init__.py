"""Formats that claims can leave in: one module a format, each a function from claims to a stream.

| module | format | for |
|---|---|---|
| `lines` | JSONL | programs, and reading back |
| `table` | CSV | spreadsheets and statistics |
| `parquet` | Parquet | data frames and databases |
| `graphml` | GraphML | network analysis |
| `geojson` | GeoJSON | maps |
| `stix` | STIX 2.1 | threat-intelligence platforms |
| `ftm` | FollowTheMoney | investigative platforms |
| `schemaorg` | schema.org JSON-LD | web pages |
| `prov` | PROV-JSON | asking where a claim is from |

`FORMATS` is the list of them; `dictionary` defines what each writes.
"""

from papertiger.ledger.formats.dictionary import as_json, as_markdown, dictionary
from papertiger.ledger.formats.known import FORMATS, Format
from papertiger.ledger.formats.lines import write_jsonl
from papertiger.ledger.formats.table import write_csv

__all__ = ["FORMATS", "Format", "as_json", "as_markdown", "dictionary", "write_csv", "write_jsonl"]
