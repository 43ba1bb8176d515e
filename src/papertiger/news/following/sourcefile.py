"""Source lists as YAML: read with every problem in one pass, and written so that people can edit them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from papertiger.datafiles import parsed, read_text
from papertiger.errors import DataFileError, SourceListProblems
from papertiger.news.following.durations import written
from papertiger.news.following.sourcelist import Source, SourceList
from papertiger.news.following.sourcereading import SCHEMA, Reading

MAX_TEXT = 4_000_000
"""Longest source list in characters; ten thousand sources take about two million."""
_SHARED = ("outlet", "language", "owner", "every", "silent_after", "take", "limit", "pace")


def read_sources(source: str | Path, *, name: str = "sources.yaml") -> SourceList:
    """The source list that `source` is: a file's path, or (as a string) the YAML text itself.

    Args:
        source: where the list is, or its text. The form is described in ``docs/following.md``.
        name: how errors call a text that comes from no file.

    Raises:
        SourceListProblems: it cannot be used; holds everything that is wrong, each with file and line and the cure.
    """
    if isinstance(source, Path):
        name = str(source)
        try:
            text = read_text(source)
        except DataFileError as error:
            raise SourceListProblems([error]) from None
    else:
        text = source
    if len(text) > MAX_TEXT:
        problem = f"{len(text):,} characters, over the limit of {MAX_TEXT:,}; make several lists of it"
        raise SourceListProblems([DataFileError(name, None, problem)])
    try:
        content = parsed(name, text)
    except DataFileError as error:
        raise SourceListProblems([error]) from None
    return Reading(name, text).read(content)


def write_sources(sources: SourceList) -> str:
    """The list as YAML that `read_sources` reads as the same list; what every source has by default is left out."""
    import yaml  # noqa: PLC0415 - 20 ms that `--help` need not pay

    rows = [_row(source) for source in sources.sources]
    body = yaml.safe_dump(
        {"schema": int(SCHEMA), "sources": rows}, allow_unicode=True, sort_keys=False, width=200
    )
    notes = "".join(f"# passed over: {' '.join(note.split())}\n" for note in sources.notes)
    return notes + str(body)


def _row(source: Source) -> dict[str, object]:
    """A source as a list writes it, without what it has by default."""
    default = Source(source.id, source.kind, source.addresses)
    several: object = (
        list(source.addresses) if len(source.addresses) > 1 or source.kind == "pages" else source.addresses[0]
    )
    row: dict[str, object] = {"id": source.id, source.kind: several}
    for key in _SHARED:
        value = getattr(source, key)
        if value != getattr(default, key):
            row[key] = written(value) if isinstance(value, timedelta) else value
    return row
