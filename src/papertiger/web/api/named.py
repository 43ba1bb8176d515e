"""Where the two surfaces differ: what only Python has, and what only HTTP has, each with the reason."""

from __future__ import annotations

from typing import Final

ONLY_PYTHON: Final = {
    "read": "takes paths of this computer; over HTTP, texts, files and addresses are sent: read_text, read_file, read_address",
    "close": "the app closes the ledger",
    "follow": "asks sources again and again, which a schedule of this computer does",
    "looks": "as follow",
    "source_standings": "as follow",
    "warnings": "as the ledger has them; over HTTP they come with what became of them: handled",
    "warning": "as warnings: handled_warning",
    "score_warnings": "stores what came of warnings, which a schedule of this computer does",
    "digest": "is one screen of text; over HTTP: handled",
    "atom": "is the page /warnings.atom, which takes the same token",
    "send_warnings": "asks a person's own servers, which a schedule of this computer does",
    "sentences": "gives a function; over HTTP, sentences come with what they are behind",
}
"""Method of `Workbench` → why there is no operation of that name."""
ONLY_HTTP: Final = {
    "jobs": "what takes longer than a request may is done by a job, which a program in Python waits for",
    "job": "as jobs",
    "stop_job": "as jobs",
    "watchlists": "come from the ledger and the program; in Python: papertiger.workbench.lists",
    "sources": "as the collection log alone tells of them; in Python, source_standings takes a list",
    "openapi": "the description of the API",
}
"""Operation → why there is no method of that name."""
