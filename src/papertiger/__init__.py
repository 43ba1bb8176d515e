"""papertiger: a sourced ledger of security partnerships, read from the news.

The stages of the pipeline are the folders of this package, in the order in which data flows:
``news`` → ``language`` → ``actors`` → ``events`` → ``sourcing`` → ``lineage`` → ``readers`` → ``ledger`` →
``report``. Import from the stage you need; this module imports nothing heavy.
"""

__version__ = "0.1.0"

__all__ = ["__version__"]
