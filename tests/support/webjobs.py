"""Jobs of the app as a client without a browser follows them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.testclient import TestClient

SECONDS = 120.0


def finished(client: TestClient, place: str) -> str:
    """The state in which the job ends whose page is at `place`; ``still running`` where it does not within `SECONDS`."""
    job = place.rpartition("/")[2].partition("?")[0]
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        told = client.get(f"/api/v1/jobs/{job}").json()
        if told["state"] not in ("waiting", "running"):
            return str(told["state"])
        time.sleep(0.1)
    return "still running"
