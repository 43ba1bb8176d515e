"""The Python API: a ledger and what can be done with it, one method a verb.

    import papertiger

    with papertiger.open("venezuela.ledger") as bench:
        bench.read("news/")
        for claim in bench.claims(ClaimFilter(object="VEN", family="support")):
            print(claim.predicate, claim.quote.exact)

The HTTP API has the same verbs. Methods compose the stages below and add no logic of their own; what they return are those stages'
own values. A workbench may be used by several threads at once.
"""

from __future__ import annotations

from pathlib import Path

from papertiger.settings import from_environment
from papertiger.workbench.verbs.asking import Asking
from papertiger.workbench.verbs.assessing import Assessing
from papertiger.workbench.verbs.entering import Entering
from papertiger.workbench.verbs.following import Following
from papertiger.workbench.verbs.gathering import Gathering
from papertiger.workbench.verbs.reviewing import Reviewing
from papertiger.workbench.verbs.sharing import Sharing
from papertiger.workbench.verbs.simulating import Simulating
from papertiger.workbench.verbs.telling import Telling
from papertiger.workbench.verbs.watching import Watching


class Workbench(
    Entering, Following, Asking, Gathering, Assessing, Watching, Simulating, Reviewing, Sharing, Telling
):
    """An open ledger and what the command line, the web app and programs do with it.

    Every method raises PapertigerError, whose message names the cure. Use as a context manager, or call `close`.

    Attributes:
        ledger: the `Ledger`, to be written; raises LedgerError where it was opened to read.
        reading: the same, opened to be asked; what is asked of it cannot change anything.
        settings: which ledger, which reader.
        language: of names and briefs.
    """


def open_workbench(place: str | Path | None = None, *, write: bool = True, language: str = "en") -> Workbench:
    """Open a ledger to work with.

    Args:
        place: a SQLite file, or ``postgresql://USER@HOST/DATABASE``; None for ``PAPERTIGER_LEDGER``, else ``papertiger.ledger``.
        write: make the ledger where there is none, and take articles and decisions; False to ask only.
        language: of names and briefs: en, uk or ru.

    Raises:
        LedgerError: the ledger is absent, is none, has a newer schema, or cannot be written.
    """
    settings = from_environment(str(place) if place is not None else None)
    return Workbench(settings, write=write, language=language)
