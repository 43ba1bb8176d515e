"""A source list while it is read: every problem is found before anything is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from papertiger.datafiles import Lines, in_order, problem_of
from papertiger.errors import DataFileError, FetchError, SourceListProblems
from papertiger.news.fetching.checking import checked
from papertiger.news.fields import language_tag
from papertiger.news.following.defaults import following_table
from papertiger.news.following.durations import written
from papertiger.news.following.sourcelist import KINDS, Kind, Source, SourceList, Take, source_id
from papertiger.news.refusal import printable

if TYPE_CHECKING:
    from pydantic import BaseModel

    from papertiger.news.following.tables import DefaultsRow, Numbers, SourceRow, Times

    Model = TypeVar("Model", bound=BaseModel)

SCHEMA = "1"
_KNOWN = ("schema", "defaults", "sources", "note")


@dataclass
class Reading:
    """One list while it is read: its name and text, and what was found wrong."""

    name: str
    text: str
    problems: list[DataFileError] = field(default_factory=list)
    _lines: Lines | None = None

    def read(self, content: Any) -> SourceList:  # noqa: ANN401 - YAML may hold anything
        """The list that parsed YAML is.

        Raises:
            SourceListProblems: it is none that can be used.
        """
        if not isinstance(content, Mapping):
            self._wrong("no source list; write `schema: 1` and `sources:` with a list below it")
            raise SourceListProblems(self.problems)
        for key in content:
            if key not in _KNOWN:
                self._wrong(f"no such field {str(key)[:40]!r}; there are: {', '.join(_KNOWN)}", str(key))
        if content.get("schema") != SCHEMA:
            self._wrong("schema: must be 1, the form that this version reads; write `schema: 1`", "schema")
        shared = self._shared(content.get("defaults"))
        sources = tuple(self._sources(content.get("sources"), shared))
        if self.problems:
            raise SourceListProblems(sorted(self.problems, key=lambda one: one.line or 0))
        return SourceList(sources)

    def _shared(self, given: object) -> DefaultsRow:
        from papertiger.news.following.tables import DefaultsRow  # noqa: PLC0415 - pydantic costs start-up time

        row = self._valid(DefaultsRow, given, "defaults") if given not in (None, "") else None
        if row is not None:
            self._bounded(row, "defaults")
        return row or DefaultsRow()

    def _sources(self, given: object, shared: DefaultsRow) -> Iterator[Source]:
        from papertiger.news.following.tables import SourceRow  # noqa: PLC0415 - as above

        if not isinstance(given, list) or not given:
            self._wrong("sources: no source in it; write `- feed: https://…` below `sources:`", "sources")
            return
        most = following_table().bounds
        if len(given) > most.sources:
            problem = f"sources: {len(given):,}, over the limit of {most.sources:,}; make several lists"
            self._wrong(problem, "sources")
            return
        ids: dict[str, int] = {}
        addresses: dict[str, int] = {}
        for number, one in enumerate(given):
            row = self._valid(SourceRow, one, "sources", number)
            found = self._found(one, number, addresses) if isinstance(one, Mapping) else None
            if row is None or found is None:
                continue
            self._bounded(row, "sources", number)
            kind, kept = found
            id_ = row.id or source_id(kept[0])
            if id_ in ids:
                where = self._line("sources", ids[id_])
                cure = f"give one of them an `id:` of its own (the other is in line {where})"
                self._wrong(
                    f"{_place(number)}: a second source with the id {id_!r}; {cure}", "sources", number, "id"
                )
                continue
            ids[id_] = number
            yield self._source(id_, kind, kept, row, shared, number)

    def _source(
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
                self._wrong(f"{_place(number)}.take: items of a {kind}; {cure}", "sources", number, "take")
            take = "pages"
        return Source(
            id=id_,
            kind=kind,
            addresses=addresses,
            outlet=said("outlet"),
            language=self._language(said("language"), *where, "language"),
            owner=said("owner"),
            every=said("every"),
            silent_after=said("silent_after"),
            take=take,
            limit=said("limit"),
            pace=said("pace"),
        )

    def _found(
        self, row: Mapping[str, Any], number: int, before: dict[str, int]
    ) -> tuple[Kind, tuple[str, ...]] | None:
        """Kind and addresses of a source; None, and problems kept, where there is no single usable one."""
        named: list[Kind] = [kind for kind in KINDS if row.get(kind) not in (None, "", [])]
        if len(named) != 1:
            says = "no address" if not named else f"{' and '.join(named)} in one source"
            cure = "write `feed:`, `sitemap:` or `pages:` with an address, one of them a source"
            self._wrong(f"{_place(number)}: {says}; {cure}", "sources", number)
            return None
        (kind,) = named
        given = row[kind]
        several = given if isinstance(given, list) else [given]
        if len(several) > following_table().bounds.addresses:
            self._wrong(
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
                self._wrong(f"{_place(number)}.{kind}: {address[:200]}: {error.problem}; {cure}", *where)
                continue
            if target in before:
                line = self._line("sources", before[target])
                cure = f"remove one of them (the other source is in line {line})"
                self._wrong(
                    f"{_place(number)}.{kind}: {target[:200]} stands in the list twice; {cure}", *where
                )
                continue
            before[target] = number
            kept.append(target)
        return (kind, tuple(kept)) if kept else None

    def _bounded(self, row: SourceRow | DefaultsRow, *where: str | int) -> None:
        """Keep a problem for every number that is out of bounds."""
        bounds = following_table().bounds
        place = ".".join(map(str, where))
        for key, times in (("every", bounds.every), ("silent_after", bounds.silent_after)):
            self._within(getattr(row, key), times, written, f"{place}.{key}", (*where, key))
        for key, numbers in (("pace", bounds.pace), ("limit", bounds.limit)):
            self._within(getattr(row, key), numbers, lambda n: f"{n:g}", f"{place}.{key}", (*where, key))

    def _within(
        self,
        value: Any,  # noqa: ANN401 - a time or a number, as its bounds are
        bounds: Times | Numbers,
        shown: Callable[[Any], str],
        place: str,
        where: tuple[str | int, ...],
    ) -> None:
        if value is not None and not bounds.least <= value <= bounds.most:
            span = f"from {shown(bounds.least)} to {shown(bounds.most)}"
            self._wrong(f"{place}: {shown(value)} is out of bounds; write a value {span}", *where)

    def _language(self, tag: str | None, *where: str | int) -> str | None:
        """The tag that `tag` names."""
        found = language_tag(tag) if tag else None
        if tag and found is None:
            self._wrong(
                f"{'.'.join(map(str, where))}: {tag!r} is no language; write uk, ru, en or another tag of BCP 47",
                *where,
            )
        return found

    def _valid(self, model: type[Model], value: object, *where: str | int) -> Model | None:
        from pydantic import ValidationError  # noqa: PLC0415 - as above

        try:
            return model.model_validate(value)
        except ValidationError as error:
            for one in in_order(error.errors()):
                place = ".".join(str(part) for part in (*where, *one["loc"]))
                self._wrong(f"{place}: {_says(one, model)}", *where, *one["loc"])
            return None

    def _line(self, *where: str | int) -> int | None:
        self._lines = self._lines or Lines(self.text)
        return self._lines.of(*where)

    def _wrong(self, problem: str, *where: str | int) -> None:
        """Keep one problem of what stands at `where`; it may quote what somebody wrote."""
        self.problems.append(DataFileError(self.name, self._line(*where), printable(problem)))


def _place(number: int) -> str:
    return f"sources.{number}"


def _says(error: Any, model: type[BaseModel]) -> str:  # noqa: ANN401 - pydantic's own
    """What pydantic says, in the words of a list."""
    if error["type"] == "string_pattern_mismatch" and error["loc"][-1:] == ("id",):
        return f"{str(error['input'])[:40]!r} is no id; write lower-case letters, digits, '-', '_' and '.': kyiv-post"
    if error["type"] == "model_type":
        return "must hold names and values; write `feed: https://…` and the like, one a line"
    return problem_of(error, model).removeprefix("Value error, ")
