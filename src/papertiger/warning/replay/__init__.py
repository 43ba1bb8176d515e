"""Replays: synthetic years with planted build-ups, talk, reprint storms and outages, on which a watch is judged day by day.

A `world` is drawn over the bundled actors; `World.evenings` gives what was known at the end of each day.
"""

from papertiger.warning.replay.plan import SMALL, Plan
from papertiger.warning.replay.told import Planted
from papertiger.warning.replay.world import World, world

__all__ = ["SMALL", "Plan", "Planted", "World", "world"]
