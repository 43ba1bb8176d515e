"""Where reports come from: families of articles that descend from one report, and the tree in each.

`fingerprint` keeps of an article what comparing takes; `Index.join` finds its relatives among all others without looking at
all; `families` makes trees of the links. Words and weights live in ``data/``.
"""

from papertiger.lineage.claims import by_origin, independent_origins, origin_of
from papertiger.lineage.evidence import Evidence, Verdict, judge
from papertiger.lineage.families import Family, Origin, Placed, families
from papertiger.lineage.fingerprint import Fingerprint, fingerprint
from papertiger.lineage.index import Index, Link, week_of
from papertiger.lineage.member import Member
from papertiger.lineage.notices import Notice
from papertiger.lineage.provenance import Outlet, Provenance
from papertiger.lineage.stated import sources

__all__ = [
    "Evidence",
    "Family",
    "Fingerprint",
    "Index",
    "Link",
    "Member",
    "Notice",
    "Origin",
    "Outlet",
    "Placed",
    "Provenance",
    "Verdict",
    "by_origin",
    "families",
    "fingerprint",
    "independent_origins",
    "judge",
    "origin_of",
    "sources",
    "week_of",
]
