"""What `papertiger import` takes back: the whole log of a ledger, or a case bundle with claims, texts and all they rest on."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from io import StringIO
from itertools import chain
from pathlib import Path
from typing import IO

from papertiger import __version__
from papertiger.errors import LedgerError, SettingsError
from papertiger.ledger import ClaimFilter, Ledger
from papertiger.ledger import transfer as _transfer
from papertiger.ledger.formats import as_markdown, write_csv
from papertiger.ledger.transfer.blocks import header
from papertiger.ledger.transfer.bundle import FOR_READING, LEDGER, Writer, pieces_of
from papertiger.ledger.transfer.reading import lines_of
from papertiger.ledger.transfer.slicing import Sliced
from papertiger.report.briefing.html import render_document
from papertiger.report.briefing.question import BriefQuestion
from papertiger.report.model import Scope
from papertiger.workbench.briefing import asked_for, in_words
from papertiger.workbench.briefs import document_of

README = Path(_transfer.__file__).parent / "data" / "README.txt"
CASE = "case bundle"
"""What the brief in a bundle calls the ledger, whose name is nobody else's business."""


def write_log(ledger: Ledger, stream: IO[str]) -> int:
    """Write every entry of the ledger to a stream of text; how many lines."""
    return _write(ledger.log_lines(), stream)


def write_bundle(
    ledger: Ledger, chosen: ClaimFilter, opened: Callable[[], AbstractContextManager[IO[bytes]]]
) -> Sliced:
    """Write a case: the claims that a filter lets through, and all that they rest on.

    Args:
        ledger: what the case is cut out of.
        chosen: which claims; one that asks for nothing takes all.
        opened: opens the stream that the zip file goes to, once there is something to write.

    Raises:
        SettingsError: no claim meets the filter. LedgerError: the ledger is not sound.
    """
    with tempfile.TemporaryDirectory(prefix="papertiger-") as folder:
        case = Path(folder) / LEDGER
        told = _slice(ledger, chosen, case)
        with Ledger.open(Path(folder) / "case.ledger") as copy:
            done = copy.take_log(LEDGER, lines_of(case, LEDGER))
            if done.refused:  # the ledger itself is not sound
                raise LedgerError(
                    f"{ledger.place} holds what no ledger takes: {done.refused[0]}; run `papertiger audit`"
                )
            with opened() as packed:
                _pack(copy, chosen, told, case, packed)
    return told


def _write(lines: Iterable[str], stream: IO[str]) -> int:
    number = 0
    for line in lines:
        stream.write(line + "\n")
        number += 1
    return number


def _slice(ledger: Ledger, chosen: ClaimFilter, case: Path) -> Sliced:
    """Write the slice of the ledger into a file."""
    claims = None
    if asked_for(chosen):
        claims = {record.id for record in ledger.claims(chosen)}
        if not claims:
            raise SettingsError(f"no claim meets {in_words(chosen)}; a case needs one")
    told = Sliced()
    body = case.with_suffix(".body")
    with body.open("w", encoding="utf-8", newline="") as stream:
        _write(ledger.slice_lines(claims, told), stream)
    with body.open("rb") as stream, case.open("wb") as whole:
        whole.write((header(told.entries, told.chain) + "\n").encode())
        whole.writelines(pieces_of(stream))
    return told


def _pack(copy: Ledger, chosen: ClaimFilter, told: Sliced, case: Path, stream: IO[bytes]) -> None:
    """Write the zip file. What is for reading is made from what the bundle holds, so that it says the same wherever it is made."""
    writer = Writer(stream)
    about = Scope(CASE, in_words(chosen), told.latest[:10], __version__)
    brief = document_of(copy, BriefQuestion(), as_of=told.latest[:10], about=about)
    table = StringIO(newline="")
    write_csv(copy.in_full(copy.claims()), table)
    reading = (
        README.read_text(encoding="utf-8"),
        render_document(brief),
        table.getvalue(),
        as_markdown("csv"),
    )
    for name, text in zip(FOR_READING, reading, strict=True):
        writer.put(name, [text.encode()])
    with case.open("rb") as lines:
        writer.put(LEDGER, pieces_of(lines))
    keys = sorted(row.key for row in copy.articles())
    for name, content in chain(_raw(copy, keys), _texts(copy, keys)):
        writer.put(name, [content])
    writer.close(asked_for(chosen), told.entries, told.chain)


def _raw(copy: Ledger, keys: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for key in keys:
        yield f"raw/{key}", copy.article(key).raw


def _texts(copy: Ledger, keys: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for key in keys:
        yield f"texts/{key}.txt", copy.article_text(key).encode()
