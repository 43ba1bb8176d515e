"""``papertiger export --format ledger`` and ``--format bundle``: what `papertiger import` takes back."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import chain
from pathlib import Path
from typing import IO

from papertiger import __version__
from papertiger.cli.options import Asked, claim_filter, in_words
from papertiger.cli.output import standard_output, tell, whole_file
from papertiger.cli.sources import in_context, open_to_read
from papertiger.errors import LedgerError, SettingsError
from papertiger.ledger import ClaimFilter, Ledger
from papertiger.ledger.formats import as_markdown, write_csv
from papertiger.ledger.transfer.blocks import header
from papertiger.ledger.transfer.bundle import FOR_READING, LEDGER, Writer, pieces_of
from papertiger.ledger.transfer.reading import lines_of
from papertiger.ledger.transfer.slicing import Sliced
from papertiger.report.brief import build_brief
from papertiger.report.html import render_html
from papertiger.report.model import Scope
from papertiger.report.names import actor_name
from papertiger.report.visible import counted
from papertiger.report.wording import wording

README = Path(__file__).parents[1] / "ledger" / "transfer" / "data" / "README.txt"
CASE = "case bundle"
"""What the brief in a bundle calls the ledger, whose name is nobody else's business."""


def write_log(asked: Asked, ledger: str | None, file: Path | None) -> None:
    """Write every entry of the ledger."""
    if chosen := in_words(asked):
        raise SettingsError(
            f"--format ledger writes all that the ledger holds, not what {chosen} leaves; for a part, use --format bundle"
        )
    with open_to_read(ledger) as opened:
        if file is None:
            with standard_output() as stream:
                _write(opened.log_lines(), stream)
            return
        with whole_file(file) as stream:
            number = _write(opened.log_lines(), stream)
    tell(f"wrote {file}: {counted(number - 1, 'line')}")


def _write(lines: Iterable[str], stream: IO[str]) -> int:
    number = 0
    for line in lines:
        stream.write(line + "\n")
        number += 1
    return number


def write_bundle(asked: Asked, ledger: str | None, file: Path | None) -> None:
    """Write a case: the claims that the filters let through, and all that they rest on."""
    if file is None and sys.stdout is not None and sys.stdout.isatty():
        raise SettingsError(
            "a bundle is a zip file and a terminal shows nothing of it; name a file: --output FILE"
        )
    with tempfile.TemporaryDirectory(prefix="papertiger-") as folder, open_to_read(ledger) as opened:
        case = Path(folder) / LEDGER
        told = _slice(opened, asked, case)
        with Ledger.open(Path(folder) / "case.ledger") as copy:
            done = copy.take_log(LEDGER, lines_of(case, LEDGER))
            if done.refused:  # the ledger itself is not sound
                raise LedgerError(
                    f"{opened.place} holds what no ledger takes: {done.refused[0]}; run `papertiger audit`"
                )
            if file is None:
                with standard_output() as stream:
                    _pack(copy, asked, told, case, stream.buffer)
                return
            with whole_file(file, binary=True) as packed:
                _pack(copy, asked, told, case, packed)
    tell(f"wrote {file}: {counted(told.claims, 'claim')} from {counted(told.articles, 'article')}")


def _slice(opened: Ledger, asked: Asked, case: Path) -> Sliced:
    """Write the slice of the ledger into a file."""
    claims = None
    if in_words(asked):
        claims = {record.id for record in opened.claims(claim_filter(asked))}
        if not claims:
            raise SettingsError(f"no claim meets {in_words(asked)}; a case needs one")
    told = Sliced()
    body = case.with_suffix(".body")
    with body.open("w", encoding="utf-8", newline="") as stream:
        _write(opened.slice_lines(claims, told), stream)
    with body.open("rb") as stream, case.open("wb") as whole:
        whole.write((header(told.entries, told.chain) + "\n").encode())
        whole.writelines(pieces_of(stream))
    return told


def _pack(copy: Ledger, asked: Asked, told: Sliced, case: Path, stream: IO[bytes]) -> None:
    """Write the zip file. What is for reading is made from what the bundle holds, so that it says the same wherever it is made."""
    writer = Writer(stream)
    about = Scope(CASE, in_words(asked), told.latest[:10], __version__)
    brief = build_brief(in_context(copy, ClaimFilter()), copy.holdings(), about, wording(), actor_name)
    table = StringIO(newline="")
    write_csv(copy.in_full(copy.claims()), table)
    reading = (
        README.read_text(encoding="utf-8"),
        render_html(brief, wording()),
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
    chosen = {name: value for name, value in asked.items() if value is not None}
    writer.close(chosen, told.entries, told.chain)


def _raw(copy: Ledger, keys: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for key in keys:
        yield f"raw/{key}", copy.article(key).raw


def _texts(copy: Ledger, keys: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for key in keys:
        yield f"texts/{key}.txt", copy.article_text(key).encode()
