"""Scenarios on a page: what an address asks for, runs in a warm process, the numbers that can be moved, what is shown of results."""

from papertiger.web.scenarios.asked import Asked, read
from papertiger.web.scenarios.runs import Runs

__all__ = ["Asked", "Runs", "read"]
