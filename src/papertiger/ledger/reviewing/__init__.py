"""What reviews mean: decisions of persons, versions of claims, agreement, and what to look at first.

Pure rules: values in, values out. Nothing here knows a database, a clock or a terminal; the ledger stores what these
functions return.
"""

from papertiger.ledger.reviewing.applying import corrected, merged, split
from papertiger.ledger.reviewing.decisions import DECIDING, DECISIONS, Decision, Review
from papertiger.ledger.reviewing.fields import CORRECTABLE, Changes, checked
from papertiger.ledger.reviewing.matching import CONFIDENCE_MOVED, CONTENT, Matches, changed, match
from papertiger.ledger.reviewing.standing import STATES, Standing, State, Version, content_of, state_of

__all__ = [
    "CONFIDENCE_MOVED",
    "CONTENT",
    "CORRECTABLE",
    "DECIDING",
    "DECISIONS",
    "STATES",
    "Changes",
    "Decision",
    "Matches",
    "Review",
    "Standing",
    "State",
    "Version",
    "changed",
    "checked",
    "content_of",
    "corrected",
    "match",
    "merged",
    "split",
    "state_of",
]
