"""One piece of work and how far it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

State = Literal["waiting", "running", "done", "failed", "stopped"]
ENDED: frozenset[State] = frozenset({"done", "failed", "stopped"})


@dataclass(frozen=True, slots=True)
class Progress:
    """What a task says while it runs. Picklable: it comes from another process."""

    done: int = 0
    total: int = 0
    """0: not known."""
    line: str = ""
    """One line on what just happened, for a log; empty for none. It may quote hostile input, and is shown as text."""
    kind: str = "progress"
    """``progress``, ``read``, ``refused`` or ``noted``: how the line is marked."""


Tell = Callable[[Progress], None]
"""What a task is given to say how far it is."""
Task = Callable[..., Any]
"""A function of a module, called in another process as ``task(tell, **arguments)``; what it returns must be JSON."""


@dataclass(slots=True)
class Job:
    """A task that was asked for. Changed by one thread only; others read."""

    id: str
    kind: str
    """What it does: ``read``, ``assess``, ``simulate``, …; keys of ``jobs.kinds`` among the interface's words."""
    about: str
    """On what, in a few words: a file's name, an address, a patron."""
    started: str
    """ISO 8601, UTC."""
    state: State = "waiting"
    done: int = 0
    total: int = 0
    lines: list[Progress] = field(default_factory=list)
    """The last lines that were told."""
    dropped: int = 0
    """How many lines before those are no longer remembered."""
    result: Any = None
    error: str = ""
    """One line, where it failed."""
    ended: str = ""
    version: int = 0
    """Grows with every change, so that a listener can tell that there is news."""
    arguments: Mapping[str, Any] = field(default_factory=dict)
    """Until it begins."""

    @property
    def over(self) -> bool:
        """Whether it ended."""
        return self.state in ENDED
