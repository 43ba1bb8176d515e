"""papertiger: a sourced ledger of security partnerships, read from the news.

    import papertiger

    with papertiger.open("venezuela.ledger") as bench:
        bench.read("news/")
        print(bench.counts())

`open` gives a `Workbench`, which has one method a verb (see `papertiger.workbench.workbench`). Behind it, the stages of the pipeline are
the folders of this package, in the order in which data flows: ``news`` → ``language`` → ``actors`` → ``events`` → ``sourcing`` →
``lineage`` → ``readers`` → ``ledger`` → ``report``. Importing this module loads nothing heavy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from papertiger.workbench.workbench import Workbench
    from papertiger.workbench.workbench import open_workbench as open  # noqa: A004 - read as papertiger.open

__version__ = "0.1.0"

__all__ = ["Workbench", "__version__", "open"]

_LATER = {"open": "open_workbench", "Workbench": "Workbench"}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever has that name
    """Load the workbench when it is first asked for."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from papertiger.workbench import workbench  # noqa: PLC0415 - loads SQLAlchemy and SciPy

    return getattr(workbench, _LATER[name])
