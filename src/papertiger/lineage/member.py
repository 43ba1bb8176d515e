"""What a tree shows of an article."""

from __future__ import annotations

import json
from dataclasses import dataclass

from papertiger.lineage.provenance import Outlet, Provenance, outlet_named
from papertiger.sourcing import UNKNOWN_OUTLET


@dataclass(frozen=True, slots=True)
class Member:
    """An article as a member of a family."""

    key: str
    path: str
    title: str | None
    url: str | None
    outlet: Outlet
    published: str | None
    language: str
    provenance: Provenance

    @classmethod
    def of(
        cls,
        key: str,
        path: str,
        title: str | None,
        url: str | None,
        outlet: str | None,
        published: str | None,
        language: str,
        meta: str | None,
    ) -> Member:
        """A member from what a ledger stores of it; `meta` is that of its fingerprint, None where it has none."""
        if meta is None:
            who, whence = outlet_named(outlet or UNKNOWN_OUTLET), Provenance()
        else:
            known = json.loads(meta)
            who, whence = Outlet(**known["outlet"]), Provenance.load(known["provenance"])
        return cls(key, path, title, url, who, published, language, whence)
