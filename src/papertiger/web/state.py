"""What the app keeps while it runs: the ledger it reads from, the one it writes to, the work that goes on."""

from __future__ import annotations

import getpass
import shutil
import tempfile
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

from papertiger.ledger import Bounds, Ledger
from papertiger.settings import Settings
from papertiger.web.adding.uploads import Uploads
from papertiger.web.jobs import Jobs
from papertiger.web.reviewing.queues import Queues
from papertiger.web.security import Access
from papertiger.web.shelf import Shelf
from papertiger.workbench.workbench import Workbench

BOUNDS: Final = Bounds(seconds=10)
"""Of any question that a page or a program asks of the ledger."""

if TYPE_CHECKING:
    from papertiger.web.scenarios import Runs


@dataclass
class State:
    """One ledger, served. Routes reach it as ``visit.state``."""

    settings: Settings
    access: Access
    person: str = ""
    """Who reviews, unless they name themselves otherwise; the login name by default."""
    paths: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    """Name of a route → its path with ``{parameters}``, and their names; filled in by `create_app`."""
    shelf: Shelf = field(default_factory=Shelf)
    """What pages worked out."""

    @property
    def place(self) -> str:
        """Where the ledger is."""
        return self.settings.ledger

    @cached_property
    def bench(self) -> Workbench:
        """The workbench over the ledger, to ask: nothing asked of it can change anything, and no question takes longer than `BOUNDS` says."""
        return Workbench(self.settings, write=False, bounds=BOUNDS)

    @cached_property
    def desk(self) -> Workbench:
        """The workbench at which persons decide; raises LedgerError where the ledger cannot be written."""
        return Workbench(self.settings, bounds=BOUNDS)

    @property
    def reading(self) -> Ledger:
        """The ledger to read from."""
        return self.bench.reading

    @property
    def writing(self) -> Ledger:
        """The ledger to write to; made where there is none."""
        return self.desk.ledger

    @cached_property
    def queues(self) -> Queues:
        """What waits for each who reviews."""
        return Queues(self.reading)

    @cached_property
    def jobs(self) -> Jobs:
        """Work that takes longer than a page may: reading articles, assessing, running scenarios."""
        return Jobs()

    @cached_property
    def runs(self) -> Runs:
        """Results of scenarios, and runs that are under way."""
        from papertiger.web.scenarios import Runs  # noqa: PLC0415 - loads NumPy, which no other page needs

        return Runs(self.jobs)

    @cached_property
    def uploads(self) -> Uploads:
        """Where files are that were sent, until they are read."""
        return Uploads()

    @cached_property
    def folder(self) -> Path:
        """A folder of the app's own that nobody else can read, for files that it makes; gone when the app is stopped."""
        return Path(tempfile.mkdtemp(prefix="papertiger-"))

    @cached_property
    def reviewer(self) -> str:
        """Who decides where nobody named themselves."""
        if self.person:
            return self.person
        try:
            return getpass.getuser()
        except (KeyError, OSError):  # no such user in the system's list, as in some containers
            return "reviewer"

    def url(self, name: str, /, **given: Any) -> str:  # noqa: ANN401 - whatever an address can hold
        """The address of a route: parameters of its path go there, the rest into the query; None and "" are left out."""
        path, parameters = self.paths[name]
        inside = {one: quote(str(given.pop(one)), safe="") for one in parameters}
        flat = [
            (key, one)
            for key, value in given.items()
            for one in (value if isinstance(value, (list, tuple)) else [value])
            if one is not None and one != ""
        ]
        return path.format(**inside) + (f"?{urlencode(flat)}" if flat else "")

    def close(self) -> None:
        """Stop what goes on and let go of the ledger."""
        for name in ("jobs", "uploads", "bench", "desk"):
            if name in self.__dict__:
                self.__dict__[name].close()
        if "folder" in self.__dict__:
            shutil.rmtree(self.folder, ignore_errors=True)
