"""What reviews mean: decisions of persons, versions of claims, agreement, and what to look at first.

Pure rules: values in, values out. Nothing here knows a database, a clock or a terminal; the ledger stores what these
functions return.
"""

from papertiger.ledger.reviewing.agreement import Agreement, Agreements, agreements
from papertiger.ledger.reviewing.applying import corrected, merged, split
from papertiger.ledger.reviewing.decisions import DECIDING, DECISIONS, Decision, Review
from papertiger.ledger.reviewing.fields import CORRECTABLE, Changes, checked
from papertiger.ledger.reviewing.figures import Figure
from papertiger.ledger.reviewing.matching import CONFIDENCE_MOVED, CONTENT, Matches, changed, match
from papertiger.ledger.reviewing.precision import Precision, ReadVersion, Share, precision_of
from papertiger.ledger.reviewing.queue import (
    Draw,
    Waiting,
    as_waiting,
    draw,
    draw_changes,
    drawn,
    left_of,
    queue_for,
)
from papertiger.ledger.reviewing.standing import STATES, Standing, State, Version, content_of, state_of

__all__ = [
    "CONFIDENCE_MOVED",
    "CONTENT",
    "CORRECTABLE",
    "DECIDING",
    "DECISIONS",
    "STATES",
    "Agreement",
    "Agreements",
    "Changes",
    "Decision",
    "Draw",
    "Figure",
    "Matches",
    "Precision",
    "ReadVersion",
    "Review",
    "Share",
    "Standing",
    "State",
    "Version",
    "Waiting",
    "agreements",
    "as_waiting",
    "changed",
    "checked",
    "content_of",
    "corrected",
    "draw",
    "draw_changes",
    "drawn",
    "left_of",
    "match",
    "merged",
    "precision_of",
    "queue_for",
    "split",
    "state_of",
]
