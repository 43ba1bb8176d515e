"""The append-only store of articles, claims and what persons decided, in a SQLite file or a PostgreSQL database.

Importing this loads SQLAlchemy: a command line imports it inside the commands that need a ledger.
"""

from papertiger.ledger.asked import ArticleRow, ClaimFilter, Counts, Excerpt, Holdings, StoredClaim
from papertiger.ledger.backends import Bounds
from papertiger.ledger.finding import FoundArticle
from papertiger.ledger.formats import write_csv, write_jsonl
from papertiger.ledger.store import Ledger

__all__ = [
    "ArticleRow",
    "Bounds",
    "ClaimFilter",
    "Counts",
    "Excerpt",
    "FoundArticle",
    "Holdings",
    "Ledger",
    "StoredClaim",
    "write_csv",
    "write_jsonl",
]
