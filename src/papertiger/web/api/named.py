"""Where the two surfaces differ: what only Python has, and what only HTTP has, each with the reason."""

from __future__ import annotations

from typing import Final

ONLY_PYTHON: Final = {
    "read": "takes paths of this computer; over HTTP, texts, files and addresses are sent: read_text, read_file, read_address",
    "close": "the app closes the ledger",
    "follow": "asks sources again and again, which a schedule of this computer does",
    "looks": "as follow",
    "source_standings": "as follow",
    "watch": "runs a watchlist, which a schedule of this computer does; warnings over HTTP come with their pages",
    "warnings": "as watch",
    "warning": "as watch",
    "score_warnings": "as watch",
    "handle": "as watch",
    "handled": "as watch",
    "handled_warning": "as watch",
    "digest": "as watch",
    "atom": "as watch",
    "send_warnings": "asks a person's own servers, which a schedule of this computer does",
    "sentences": "gives a function; over HTTP, sentences come with what they are behind",
}
"""Method of `Workbench` → why there is no operation of that name."""
ONLY_HTTP: Final = {
    "jobs": "what takes longer than a request may is done by a job, which a program in Python waits for",
    "job": "as jobs",
    "stop_job": "as jobs",
    "openapi": "the description of the API",
}
"""Operation → why there is no method of that name."""
