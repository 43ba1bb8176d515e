"""GraphML: actors are nodes, claims are edges from subject to object, written as they come.

Several claims between two actors are several edges, each with the whole row of the claim. Where a claim does not say
who, its edge ends in a node of its own (kind ``unnamed``), so that claims with nothing in common do not meet. What XML
cannot hold (control characters) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import IO
from xml.sax.saxutils import escape

from papertiger.ledger.formats.dictionary import dictionary
from papertiger.ledger.formats.flat import COLUMNS, present
from papertiger.ledger.formats.identity import stable
from papertiger.ledger.formats.parties import party, titled
from papertiger.ledger.formats.pieces import without_unwritable
from papertiger.records import ClaimRecord

_TYPES = {"integer": "long", "number": "double", "truth": "boolean"}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_NMTOKEN = re.compile(r"[A-Za-z0-9._:-]+")
_NODE = ("label", "kind", "state", "wikidata")


def write_graphml(records: Iterable[ClaimRecord], stream: IO[str]) -> int:
    """Write a directed graph; returns how many claims. What is kept in memory is which actors have a node."""
    stream.write(_HEAD)
    stream.write("".join(_keys()))
    stream.write('<graph id="claims" edgedefault="directed">\n')
    number, written = 0, set[str]()
    for record in records:
        ends = [
            _end(record.id, role, getattr(record, role), stream, written) for role in ("subject", "object")
        ]
        values = {"title": titled(record), **present(record)}
        head = f'<edge id="{_token(record.id)}" source="{ends[0]}" target="{ends[1]}">'
        stream.write(head + _data("edge", values) + "</edge>\n")
        number += 1
    stream.write("</graph>\n</graphml>\n")
    return number


def _keys() -> Iterable[str]:
    types = {entry.name: _TYPES.get(entry.type, "string") for entry in dictionary().entries("graphml")}
    for side, names in (("node", _NODE), ("edge", ("title", *COLUMNS))):
        for name in names:
            kind = types[f"{side}.{name}"]
            yield f'<key id="{side}.{name}" for="{side}" attr.name="{name}" attr.type="{kind}"/>\n'


def _end(claim: str, role: str, actor_id: str | None, stream: IO[str], written: set[str]) -> str:
    """Id of the node at one end of a claim, which is written when it is met first."""
    if actor_id is None:
        node, about = f"unnamed-{stable('unnamed', claim, role).hex}", {"kind": "unnamed"}
    else:
        known = party(actor_id)
        node = _token(known.key)
        about = {
            "label": known.name,
            "kind": known.kind,
            "state": known.state or "",
            "wikidata": known.wikidata or "",
        }
    if node not in written:
        written.add(node)
        stream.write(f'<node id="{node}">{_data("node", about)}</node>\n')
    return node


def _token(name: str) -> str:
    """`name` as an id of the document (NMTOKEN), or one made from it where it has other signs."""
    return name if _NMTOKEN.fullmatch(name) else f"x-{stable('token', name).hex}"


def _data(side: str, values: Mapping[str, object]) -> str:
    return "".join(
        f'<data key="{side}.{name}">{_text(value)}</data>' for name, value in values.items() if value != ""
    )


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    words = ";".join(value) if isinstance(value, list) else str(value)
    return escape(without_unwritable(words), {"\r": "&#13;"})
