"""Reading with several workers: processes of this computer or of a Dask cluster load and read, this process alone writes.

Files are cut into pieces here, which is cheap; workers make articles of them and read these, which is not. What comes back is stored in
the order of the input, several articles a transaction, so that a ledger holds the same as after reading with one process, whoever
finished first. A piece whose reading ends its worker again and again, or takes too long, is refused, and the rest goes on. What is
stored is skipped unread when the same command runs again.
"""

from papertiger.workbench.parallel.driving import read_works
from papertiger.workbench.parallel.hands import Hands, open_hands
from papertiger.workbench.parallel.sizing import is_large, workers_for
from papertiger.workbench.parallel.works import Work, Worked, works_of

__all__ = ["Hands", "Work", "Worked", "is_large", "open_hands", "read_works", "workers_for", "works_of"]
