"""The append-only store of articles and claims.

Importing this loads SQLAlchemy: a command line imports it inside the commands that need a ledger.
"""

from papertiger.ledger.export import write_csv, write_jsonl
from papertiger.ledger.queries import ArticleRow, ClaimFilter, Counts, Excerpt, StoredClaim
from papertiger.ledger.store import SqliteLedger

__all__ = [
    "ArticleRow",
    "ClaimFilter",
    "Counts",
    "Excerpt",
    "SqliteLedger",
    "StoredClaim",
    "write_csv",
    "write_jsonl",
]
