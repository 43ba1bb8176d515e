"""Sample articles that come with papertiger, for ``papertiger demo``, tutorials and tests.

Sixty-five invented news reports in Ukrainian, Russian and English, in the formats that users meet: plain text with
header lines, web pages with their furniture, and rows of JSONL files. Nine stories are told more than once: retold by
name or in silence, translated, reprinted, copied by a clone farm, corrected, withdrawn. Thirty-three of them follow promises to the day on which
they were called on, so that `papertiger assess` has something to weigh, and eight the threats before an abduction, for `papertiger watch`. Two articles hold
nothing to read.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

SUFFIXES = (".txt", ".html", ".jsonl")


def folder() -> Path:
    """The folder that holds the sample articles; works from a checkout and from an installed wheel."""
    return Path(str(files(__name__)))


def paths() -> tuple[Path, ...]:
    """The sample files, sorted by name; the notes and code beside them are left out."""
    return tuple(sorted(path for path in folder().iterdir() if path.suffix in SUFFIXES))
