"""The ledger: one SQLite file or one PostgreSQL database, append-only, one transaction an article."""

from __future__ import annotations

from papertiger.ledger.facade.asking import Asking
from papertiger.ledger.facade.assessing import Assessing
from papertiger.ledger.facade.browsing import Browsing
from papertiger.ledger.facade.entering import Entering
from papertiger.ledger.facade.following import Following
from papertiger.ledger.facade.keeping import Keeping
from papertiger.ledger.facade.moving import Moving
from papertiger.ledger.facade.overviewing import Overviewing
from papertiger.ledger.facade.reviewed import Reviewed
from papertiger.ledger.facade.warned import Warned


class Ledger(
    Entering, Warned, Asking, Overviewing, Browsing, Reviewed, Keeping, Moving, Assessing, Following
):
    """Articles and what was read from them; several processes may read and write at once.

    Every method raises LedgerError when the database refuses. Use as a context manager, or call `close`.
    """
