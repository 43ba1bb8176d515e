"""The tables of this stage, loaded once they are needed: pydantic costs 100 ms of start-up."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from papertiger.news.following.tables import ConditionsTable, FollowingTable

_DATA = Path(__file__).parent / "data"


@cache
def following_table() -> FollowingTable:
    """``data/following.yaml``: defaults, bounds, waiting, tracking parameters."""
    from papertiger.datafiles import load_table  # noqa: PLC0415 - as above
    from papertiger.news.following.tables import FollowingTable  # noqa: PLC0415 - as above

    return load_table(_DATA / "following.yaml", FollowingTable)


@cache
def conditions_table() -> ConditionsTable:
    """``data/conditions.yaml``: states of a source in words."""
    from papertiger.datafiles import load_table  # noqa: PLC0415 - as above
    from papertiger.news.following.tables import ConditionsTable  # noqa: PLC0415 - as above

    return load_table(_DATA / "conditions.yaml", ConditionsTable)
