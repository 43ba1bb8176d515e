"""The job that reads the bundled samples into the ledger: what somebody tries first."""

from __future__ import annotations

from typing import Any

from papertiger.samples import paths
from papertiger.settings import Settings
from papertiger.web.jobs.job import Progress, Tell


def read_samples(tell: Tell, settings: Settings, address: str) -> dict[str, Any]:
    """Read them and trace their origins.

    Args:
        tell: is told of every article.
        settings: which ledger, which reader.
        address: where the result is shown.
    """
    from papertiger.readers.frames import FrameReader  # noqa: PLC0415 - loads the analysis, in the worker only
    from papertiger.workbench.workbench import Workbench  # noqa: PLC0415 - as above

    files = [str(path) for path in paths()]
    with Workbench(settings) as bench:
        read = claims = 0
        for done, path in enumerate(files):
            outcome = bench.read(path)
            read, claims = read + outcome.read, claims + outcome.families.total()
            tell(Progress(done + 1, len(files), path.rpartition("/")[2], "read"))
        bench.ledger.join(FrameReader(settings).fingerprint)
    return {"address": address, "articles": read, "claims": claims}
