"""GDELT's export files as pointers to pages, to be read by ourselves; never as claims.

GDELT codes reports by machine, one row a mention: rows count reports, not events, and many a place or an actor is wrong. What it is good
for is to know that a page exists. Every pointer keeps its row: file, line, GDELT's id, codes as they stand in the file.

Formats: GDELT 2.0 Events, Mentions and Global Knowledge Graph 2.1, GDELT 1.0 Events; plain, gzipped or zipped as they are published.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from papertiger.errors import ArticleError
from papertiger.news.archives.codes import from_cameo, from_fips
from papertiger.news.refusal import Refusal, refusal_of
from papertiger.news.rows import split_rows
from papertiger.news.sources import Source, open_source

if TYPE_CHECKING:
    from papertiger.news.archives.tables import EventColumns, GdeltTable, GkgColumns, MentionColumns

EVENTS, MENTIONS, GKG = "gdelt-events", "gdelt-mentions", "gdelt-gkg"
MAX_ROW = 5_000_000
"""Bytes of the longest row that is read; those of the knowledge graph reach some hundred thousand."""
_DATA = Path(__file__).parent / "data"
_NAME = re.compile(
    r"(?P<stem>\d{4,14}(?P<translated>\.translation)?\.(?P<what>export|mentions|gkg)\.csv)(?:\.zip|\.gz)?",
    re.IGNORECASE,
)
_KINDS = {"export": EVENTS, "mentions": MENTIONS, "gkg": GKG}
_EVENT, _RECORD = re.compile(r"\d{1,12}"), re.compile(r"\d{8,14}-T?\d{1,9}")
_LANGUAGE = re.compile(r"srclc:([a-z]{2,3})")
_ADDRESS = re.compile(r"https?://[^\s\"<>\\^`{|}]{1,3990}", re.IGNORECASE)
_MAX_PLACES = 40
_MAX_THEMES = 40
_CURE = "the rows around it are read; get the file again for this one"


@dataclass(frozen=True, slots=True)
class Pointer:
    """One row of an export that points to something published elsewhere."""

    kind: str
    """``gdelt-events``, ``gdelt-mentions`` or ``gdelt-gkg``."""
    file: str
    """Name of the file without ``.zip`` or ``.gz``, which with `line` names the row wherever it lies."""
    line: int
    """From 1."""
    address: str | None
    """Of the page, where it is one on the web."""
    day: date
    """On which GDELT saw it."""
    body: Mapping[str, Any]
    """What the row says, codes as they stand in it, and ``countries``: ids of all states in it, in alphabetical order."""


def is_export(source: Source) -> bool:
    """Whether a file is one of GDELT's, by its name."""
    return source.path is not None and _NAME.fullmatch(source.path.name) is not None


def pointers(source: Source) -> Iterator[Pointer | Refusal]:
    """The pointers in one export file, a refusal for each row that is none, as a stream.

    A file in which no row is right gives one refusal more than a thousand at most, and is left.
    """
    match = _NAME.fullmatch(source.path.name) if source.path is not None else None
    if match is None:
        cure = "keep the name that GDELT gives it, as in 20260114120000.export.CSV.zip"
        yield Refusal(source.name, None, "not named like an export of GDELT", cure)
        return
    kind, translated = _KINDS[match["what"].lower()], match["translated"] is not None
    try:
        stream, _ = open_source(source, None)
        with closing(stream):
            head, rows, check = _opened(stream, source.name)
            yield from _Rows(kind, match["stem"], source.name, translated=translated).read(head, rows)
            check()
    except ArticleError as error:
        yield refusal_of(error)
    except OSError as error:
        yield Refusal(
            source.name, None, f"cannot be read: {error.strerror or error}", "check the disk and the path"
        )


def _opened(stream: BinaryIO, name: str) -> tuple[bytes, BinaryIO, Callable[[], None]]:
    from papertiger.news.archives.gunzip import Unpacked  # noqa: PLC0415 - for packed files only
    from papertiger.news.archives.tape import GZIP  # noqa: PLC0415 - as above
    from papertiger.news.archives.zipped import MAGIC, ZipMember  # noqa: PLC0415 - as above

    head = stream.read(1 << 16)
    if head.startswith(MAGIC):
        member = ZipMember(head, stream, name)
        return b"", io.BufferedReader(member, 1 << 20), member.check
    if head.startswith(GZIP):
        unpacked = Unpacked(head, stream, name)
        return b"", io.BufferedReader(unpacked, 1 << 20), unpacked.check
    return head, stream, _unchecked


def _unchecked() -> None:
    """A file that isn't packed has nothing to be checked at its end."""


class _Rows:
    """The rows of one file."""

    def __init__(self, kind: str, file: str, name: str, *, translated: bool) -> None:
        self._kind, self._file, self._name, self._translated = kind, file, name, translated

    def read(self, head: bytes, stream: BinaryIO) -> Iterator[Pointer | Refusal]:
        """Pointers and refusals, in order."""
        right = wrong = 0
        for row in split_rows(head, stream, MAX_ROW):
            if row.raw is None:
                rest = "; reading stops here" if row.last else ""
                yield Refusal(self._name, row.number, f"longer than {MAX_ROW:,} bytes{rest}", _CURE)
                continue
            found = self._pointer(row.number, row.raw)
            if found is None:
                continue
            yield found
            right, wrong = right + isinstance(found, Pointer), wrong + isinstance(found, Refusal)
            if wrong > _GIVEN_UP and not right:
                yield Refusal(
                    self._name, None, f"no row of the first {wrong:,} is one of GDELT's", "check the file"
                )
                return

    def _pointer(self, number: int, raw: bytes) -> Pointer | Refusal | None:
        try:
            cells = raw.decode("utf-8").rstrip("\r").split("\t")
        except UnicodeDecodeError as error:
            return Refusal(self._name, number, f"not UTF-8 at byte {error.start + 1}", _CURE)
        if number == 1 and cells[0].upper() in _HEADERS:
            return None
        try:
            if self._kind == EVENTS:
                return self._event(number, cells)
            return self._mention(number, cells) if self._kind == MENTIONS else self._record(number, cells)
        except _WrongError as error:
            return Refusal(self._name, number, str(error), _CURE)

    def _event(self, number: int, cells: Sequence[str]) -> Pointer:
        at: EventColumns = _columns(_table().events, cells)
        actors = [
            {"code": cells[code][:100], "name": cells[name][:200], "country": from_cameo(cells[country])}
            for code, name, country in at.actors
            if cells[code]
        ]
        places = [_place(cells[name], cells[country]) for _, name, country in at.places if cells[country]]
        body = {
            "id": _id(_EVENT, cells[at.id], "number of an event"),
            "happened": _day(cells[at.happened]),
            "code": cells[at.code][:6],
            "root": cells[at.root][:6],
            "is_root": cells[at.is_root] == "1",
            "quad": cells[at.quad][:2],
            "goldstein": cells[at.goldstein][:20],
            "mentions": cells[at.mentions][:12],
            "sources": cells[at.sources][:12],
            "articles": cells[at.articles][:12],
            "tone": cells[at.tone][:30],
            "actors": actors,
            "places": places,
            "translated": self._translated,
        }
        states = [*(actor["country"] for actor in actors), *(place["country"] for place in places)]
        address = cells[at.address] if at.address is not None else ""
        return self._made(number, cells[at.added], address, body, states)

    def _mention(self, number: int, cells: Sequence[str]) -> Pointer:
        at: MentionColumns = _columns(_table().mentions, cells)
        body = {
            "id": _id(_EVENT, cells[at.id], "number of an event"),
            "happened": _day(cells[at.happened]),
            "source": cells[at.source][:200],
            "confidence": cells[at.confidence][:6],
            "tone": cells[at.tone][:30],
            "translated_from": _language(cells[at.translation]) if at.translation is not None else None,
        }
        address = cells[at.address] if cells[at.type] in _table().web_types else ""
        return self._made(number, cells[at.added], address, body, [])

    def _record(self, number: int, cells: Sequence[str]) -> Pointer:
        at: GkgColumns = _columns(_table().gkg, cells)
        locations = (one.split("#") for one in cells[at.locations].split(";", _MAX_PLACES)[:_MAX_PLACES])
        places = [_place(one[1], one[2]) for one in locations if len(one) > 2 and one[2]]  # noqa: PLR2004 - kind, name, country
        body = {
            "id": _id(_RECORD, cells[at.id], "number of a record"),
            "source": cells[at.source][:200],
            "themes": [one[:100] for one in cells[at.themes].split(";", _MAX_THEMES)[:_MAX_THEMES] if one],
            "places": places,
            "tone": cells[at.tone].partition(",")[0][:30],
            "translated_from": _language(cells[at.translation]),
        }
        address = cells[at.address] if cells[at.type] in _table().web_types else ""
        return self._made(number, cells[at.added], address, body, [place["country"] for place in places])

    def _made(
        self, number: int, added: str, address: str, body: Mapping[str, Any], states: Sequence[str | None]
    ) -> Pointer:
        day = _day(added)
        if day is None:
            raise _WrongError(f"has {added[:40]!r} as its date")
        countries = sorted({state for state in states if state is not None})
        where = address if _ADDRESS.fullmatch(address) else None
        return Pointer(
            self._kind, self._file, number, where, date.fromisoformat(day), {**body, "countries": countries}
        )


_GIVEN_UP = 1_000
_HEADERS = frozenset({"GLOBALEVENTID", "GKGRECORDID"})


class _WrongError(Exception):
    """What is wrong with a row."""


def _columns(layouts: Mapping[int, Any], cells: Sequence[str]) -> Any:  # noqa: ANN401 - one of the models of `tables`
    found = layouts.get(len(cells))
    if found is None:
        due = ", ".join(str(number) for number in sorted(layouts))
        raise _WrongError(f"has {len(cells)} columns where GDELT has {due}")
    return found


def _id(form: re.Pattern[str], text: str, what: str) -> str:
    if not form.fullmatch(text):
        raise _WrongError(f"has {text[:40]!r} as the {what}")
    return text


def _day(text: str) -> str | None:
    """An ISO date from the digits that GDELT writes (YYYYMMDD, with a time behind or not)."""
    if not (text[:8].isascii() and text[:8].isdigit() and len(text) in (8, 14)):
        return None
    try:
        return date.fromisoformat(f"{text[:4]}-{text[4:6]}-{text[6:8]}").isoformat()
    except ValueError:
        return None


def _place(name: str, fips: str) -> dict[str, str | None]:
    return {"name": name[:200], "fips": fips[:4], "country": from_fips(fips)}


def _language(translation: str) -> str | None:
    match = _LANGUAGE.search(translation[:200])
    return match[1] if match else None


@cache
def _table() -> GdeltTable:
    from papertiger.datafiles import load_table  # noqa: PLC0415 - pydantic costs start-up time
    from papertiger.news.archives.tables import GdeltTable  # noqa: PLC0415 - as above

    return load_table(_DATA / "gdelt.yaml", GdeltTable)
