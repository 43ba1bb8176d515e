"""Source lists as YAML: read with every problem in one pass, and written so that people can edit them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from papertiger.datafiles import Lines, in_order, parsed, problem_of, read_text
from papertiger.errors import DataFileError, FetchError, SourceListProblems
from papertiger.news.fetching.checking import checked
from papertiger.news.fields import language_tag
from papertiger.news.following.defaults import following_table
from papertiger.news.following.durations import written
from papertiger.news.following.sourcelist import KINDS, Kind, Source, SourceList, Take, source_id

if TYPE_CHECKING:
    from pydantic import BaseModel

    from papertiger.news.following.tables import DefaultsRow, Numbers, SourceRow, Times

    Model = TypeVar("Model", bound=BaseModel)

MAX_TEXT = 4_000_000
"""Longest source list in characters; ten thousand sources take about two million."""
_SCHEMA = "1"
_KNOWN = ("schema", "defaults", "sources", "note")
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
    return _Reading(name, text).read(content)


def write_sources(sources: SourceList) -> str:
    """The list as YAML that `read_sources` reads as the same list; what every source has by default is left out."""
    import yaml  # noqa: PLC0415 - 20 ms that `--help` need not pay

    rows = [_row(source) for source in sources.sources]
    body = yaml.safe_dump(
        {"schema": int(_SCHEMA), "sources": rows}, allow_unicode=True, sort_keys=False, width=200
    )
    notes = "".join(f"# passed over: {' '.join(note.split())}\n" for note in sources.notes)
    return notes + str(body)


@dataclass
class _Reading:
    """One list while it is read: what was found, and what was found wrong."""

    name: str
    text: str
    problems: list[DataFileError] = field(default_factory=list)
    _lines: Lines | None = None

    def read(self, content: Any) -> SourceList:  # noqa: ANN401 - YAML may hold anything
        if not isinstance(content, Mapping):
            self.wrong("no source list; write `schema: 1` and `sources:` with a list below it")
            raise SourceListProblems(self.problems)
        for key in content:
            if key not in _KNOWN:
                self.wrong(f"no such field {str(key)[:40]!r}; there are: {', '.join(_KNOWN)}", str(key))
        if content.get("schema") != _SCHEMA:
            self.wrong("schema: must be 1, the form that this version reads; write `schema: 1`", "schema")
        shared = self.shared(content.get("defaults"))
        sources = tuple(self.sources(content.get("sources"), shared))
        if self.problems:
            raise SourceListProblems(sorted(self.problems, key=lambda one: one.line or 0))
        return SourceList(sources)

    def shared(self, given: object) -> DefaultsRow:
        from papertiger.news.following.tables import DefaultsRow  # noqa: PLC0415 - pydantic costs start-up time

        row = self.valid(DefaultsRow, given, "defaults") if given not in (None, "") else None
        if row is not None:
            self.bounded(row, "defaults")
        return row or DefaultsRow()

    def sources(self, given: object, shared: DefaultsRow) -> Iterator[Source]:
        from papertiger.news.following.tables import SourceRow  # noqa: PLC0415 - as above

        if not isinstance(given, list) or not given:
            self.wrong("sources: no source in it; write `- feed: https://…` below `sources:`", "sources")
            return
        most = following_table().bounds
        if len(given) > most.sources:
            problem = f"sources: {len(given):,}, over the limit of {most.sources:,}; make several lists"
            self.wrong(problem, "sources")
            return
        ids: dict[str, int] = {}
        addresses: dict[str, int] = {}
        for number, one in enumerate(given):
            row = self.valid(SourceRow, one, "sources", number)
            found = self.found(one, number, addresses) if isinstance(one, Mapping) else None
            if row is None or found is None:
                continue
            self.bounded(row, "sources", number)
            kind, kept = found
            id_ = row.id or source_id(kept[0])
            if id_ in ids:
                where = self.line("sources", ids[id_])
                cure = f"give one of them an `id:` of its own (the other is in line {where})"
                self.wrong(
                    f"{_place(number)}: a second source with the id {id_!r}; {cure}", "sources", number, "id"
                )
                continue
            ids[id_] = number
            yield self.source(id_, kind, kept, row, shared, number)

    def source(
        self,
        id_: str,
        kind: Kind,
        addresses: tuple[str, ...],
        row: SourceRow,
        shared: DefaultsRow,
        number: int,
    ) -> Source:
        """The source of a row; what neither it nor the list's defaults say is the program's own default."""
        program = following_table().defaults

        def said(key: str) -> Any:  # noqa: ANN401 - as the field's type is
            own = getattr(row, key)
            own = getattr(shared, key) if own is None else own
            return getattr(program, key, None) if own is None else own

        where = ("sources", number) if row.language else ("defaults",)
        take: Take = said("take") or "pages"
        if take == "items" and kind != "feed":
            cure = "leave `take:` out, since only feeds carry text"
            if row.take:
                self.wrong(f"{_place(number)}.take: items of a {kind}; {cure}", "sources", number, "take")
            take = "pages"
        return Source(
            id=id_,
            kind=kind,
            addresses=addresses,
            outlet=said("outlet"),
            language=self.language(said("language"), *where, "language"),
            owner=said("owner"),
            every=said("every"),
            silent_after=said("silent_after"),
            take=take,
            limit=said("limit"),
            pace=said("pace"),
        )

    def found(
        self, row: Mapping[str, Any], number: int, before: dict[str, int]
    ) -> tuple[Kind, tuple[str, ...]] | None:
        """Kind and addresses of a source; None, and problems kept, where there is no single usable one."""
        named: list[Kind] = [kind for kind in KINDS if row.get(kind) not in (None, "", [])]
        if len(named) != 1:
            says = "no address" if not named else f"{' and '.join(named)} in one source"
            cure = "write `feed:`, `sitemap:` or `pages:` with an address, one of them a source"
            self.wrong(f"{_place(number)}: {says}; {cure}", "sources", number)
            return None
        (kind,) = named
        given = row[kind]
        several = given if isinstance(given, list) else [given]
        if len(several) > following_table().bounds.addresses:
            self.wrong(
                f"{_place(number)}.{kind}: too many addresses; give a sitemap", "sources", number, kind
            )
            return None
        kept = []
        for place, address in enumerate(several):
            where: tuple[str | int, ...] = ("sources", number, kind)
            where = (*where, place) if isinstance(given, list) else where
            if not isinstance(address, str):
                continue  # the model has said so
            try:
                target = str(checked(address))
            except FetchError as error:
                cure = "give the public http or https address that a browser shows"
                self.wrong(f"{_place(number)}.{kind}: {address[:200]}: {error.problem}; {cure}", *where)
                continue
            if target in before:
                line = self.line("sources", before[target])
                cure = f"remove one of them (the other source is in line {line})"
                self.wrong(
                    f"{_place(number)}.{kind}: {target[:200]} stands in the list twice; {cure}", *where
                )
                continue
            before[target] = number
            kept.append(target)
        return (kind, tuple(kept)) if kept else None

    def bounded(self, row: SourceRow | DefaultsRow, *where: str | int) -> None:
        """Keep a problem for every number that is out of bounds."""
        bounds = following_table().bounds
        place = ".".join(map(str, where))
        for key, times in (("every", bounds.every), ("silent_after", bounds.silent_after)):
            self.within(getattr(row, key), times, written, f"{place}.{key}", (*where, key))
        for key, numbers in (("pace", bounds.pace), ("limit", bounds.limit)):
            self.within(getattr(row, key), numbers, lambda n: f"{n:g}", f"{place}.{key}", (*where, key))

    def within(
        self,
        value: Any,  # noqa: ANN401 - a time or a number, as its bounds are
        bounds: Times | Numbers,
        shown: Callable[[Any], str],
        place: str,
        where: tuple[str | int, ...],
    ) -> None:
        if value is not None and not bounds.least <= value <= bounds.most:
            span = f"from {shown(bounds.least)} to {shown(bounds.most)}"
            self.wrong(f"{place}: {shown(value)} is out of bounds; write a value {span}", *where)

    def language(self, tag: str | None, *where: str | int) -> str | None:
        """The tag that `tag` names."""
        found = language_tag(tag) if tag else None
        if tag and found is None:
            self.wrong(
                f"{'.'.join(map(str, where))}: {tag!r} is no language; write uk, ru, en or another tag of BCP 47",
                *where,
            )
        return found

    def valid(self, model: type[Model], value: object, *where: str | int) -> Model | None:
        from pydantic import ValidationError  # noqa: PLC0415 - as above

        try:
            return model.model_validate(value)
        except ValidationError as error:
            for one in in_order(error.errors()):
                place = ".".join(str(part) for part in (*where, *one["loc"]))
                self.wrong(f"{place}: {_says(one, model)}", *where, *one["loc"])
            return None

    def line(self, *where: str | int) -> int | None:
        self._lines = self._lines or Lines(self.text)
        return self._lines.of(*where)

    def wrong(self, problem: str, *where: str | int) -> None:
        """Keep one problem of what stands at `where`."""
        self.problems.append(DataFileError(self.name, self.line(*where), problem))


def _place(number: int) -> str:
    return f"sources.{number}"


def _says(error: Any, model: type[BaseModel]) -> str:  # noqa: ANN401 - pydantic's own
    """What pydantic says, in the words of a list."""
    if error["type"] == "string_pattern_mismatch" and error["loc"][-1:] == ("id",):
        return f"{str(error['input'])[:40]!r} is no id; write lower-case letters, digits, '-', '_' and '.': kyiv-post"
    if error["type"] == "model_type":
        return "must hold names and values; write `feed: https://…` and the like, one a line"
    return problem_of(error, model).removeprefix("Value error, ")


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
