"""GeoJSON (RFC 7946): a claim is a feature, with a point where its place is a state, or else at the object's or subject's state.

The point stands for the whole state. ``basis`` says what was located; a claim without any state has no geometry.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any

from papertiger.ledger.formats.flat import present
from papertiger.ledger.formats.parties import titled
from papertiger.ledger.formats.pieces import array_in
from papertiger.ledger.formats.places import located, places
from papertiger.records import ClaimRecord


def write_geojson(records: Iterable[ClaimRecord], stream: IO[str]) -> int:
    """Write a FeatureCollection; returns how many claims."""
    number = 0
    with array_in(stream, {"type": "FeatureCollection"}, "features") as features:
        for record in records:
            features.add(_feature(record))
            number += 1
    return number


def _feature(record: ClaimRecord) -> dict[str, Any]:
    found = located(record)
    at = places().states[found[0]].at if found else None
    about = {"basis": found[1], "located": found[0]} if found else {"basis": None, "located": None}
    return {
        "type": "Feature",
        "id": record.id,
        "geometry": {"type": "Point", "coordinates": list(at)} if at else None,
        "properties": {"title": titled(record), **about, **present(record)},
    }
