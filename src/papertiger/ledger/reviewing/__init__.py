"""What reviews mean: decisions of persons, versions of claims, agreement, and what to look at first.

Pure rules: values in, values out. Nothing here knows a database, a clock or a terminal; the ledger stores what these
functions return.
"""

from papertiger.ledger.reviewing.matching import CONFIDENCE_MOVED, CONTENT, Matches, changed, match

__all__ = ["CONFIDENCE_MOVED", "CONTENT", "Matches", "changed", "match"]
