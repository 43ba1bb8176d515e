"""Following sources: asked politely and safely, what they list anew is read, every request is written down.

`Follower` does it, round after round; `standings` tells how the sources are. The network is reached through `papertiger.news.fetching`
alone, what a list means is for `papertiger.news.following`, and everything that the next round needs is in the ledger: a run that is
killed goes on where it was.
"""

from papertiger.workbench.following.follower import Follower
from papertiger.workbench.following.standing import TROUBLED, Standing, standings
from papertiger.workbench.following.values import (
    FollowWatcher,
    Manners,
    RoundOutcome,
    SourceRound,
    UnheardFollow,
    World,
)

__all__ = [
    "TROUBLED",
    "FollowWatcher",
    "Follower",
    "Manners",
    "RoundOutcome",
    "SourceRound",
    "Standing",
    "UnheardFollow",
    "World",
    "standings",
]
