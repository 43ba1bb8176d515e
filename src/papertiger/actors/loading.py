"""Reading the data files of the actor base, those of a workspace over them; an error names file and line."""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import lru_cache
from pathlib import Path

from papertiger.actors.actor import kind_of
from papertiger.actors.inflection import Inflection
from papertiger.actors.tables import Fact, Facts, Names, NameTable, Phrases, Source, Sources, Workspace
from papertiger.datafiles import key_lines, load_table, read_text
from papertiger.errors import DataFileError

DATA = Path(__file__).parent / "data"
_NOT_ACTORS = frozenset({"posts", "sources"})
_NOT_NAMES = frozenset({"inflection", "phrases", "words"})


def load_workspace(path: Path) -> Workspace:
    """The user's own file; raises DataFileError."""
    stamp = path.stat() if path.is_file() else None
    return _workspace(path, stamp and (stamp.st_mtime_ns, stamp.st_size))


@lru_cache(maxsize=1)
def _workspace(path: Path, _stamp: object) -> Workspace:
    """Kept while the file stays as it is: facts, names and phrases are all read from it."""
    return load_table(path, Workspace)


def load_facts(folder: Path = DATA, workspace: Path | None = None) -> dict[str, Fact]:
    """All actors of the data files, in file order, then those of the workspace file.

    Raises:
        DataFileError: a file breaks its schema, an id comes twice, or a state or source is not known.
    """
    facts: dict[str, Fact] = {}
    known_sources = load_sources(folder)
    for path in fact_files(folder):
        _refuse_doubles(path, known=facts)
        table = load_table(path, Facts)
        facts.update(table.actors)
        _check_sources(path, table, known_sources)
        for actor_id, fact in table.actors.items():
            if not fact.name:
                raise DataFileError(
                    str(path), _line_of(path, actor_id), f"{actor_id}: it has no name; give one"
                )
    for path in fact_files(folder):
        for actor_id in _lines(path):
            _check_states(path, actor_id, facts[actor_id], facts)
    if workspace is not None:
        own = load_workspace(workspace)
        for actor_id, fact in own.actors.items():
            facts[actor_id] = _over(facts.get(actor_id), fact)
        for actor_id, fact in own.actors.items():
            if not facts[actor_id].name:
                line = _line_of(workspace, actor_id)
                raise DataFileError(str(workspace), line, f"{actor_id}: a new actor needs a name; give one")
            _check_states(workspace, actor_id, fact, facts)
    return facts


def _over(old: Fact | None, new: Fact) -> Fact:
    """The fields that `new` sets, over those of `old`."""
    if old is None:
        return new
    return old.model_copy(update={field: getattr(new, field) for field in new.model_fields_set})


def _check_states(path: Path, actor_id: str, fact: Fact, facts: dict[str, Fact]) -> None:
    named = [fact.state, *(office.state for office in fact.offices), *fact.base]
    named += [member.state for member in fact.members]
    cure = "write the ISO 3166-1 alpha-3 code of one that it lists"
    for state in named:
        if state is not None and (state not in facts or kind_of(state) != "state"):
            problem = f"{actor_id}: {state!r} is no state of states.yaml; {cure}"
            raise DataFileError(str(path), _line_of(path, actor_id), problem)
    own = actor_id[:3]
    if kind_of(actor_id) == "person" and (own not in facts or kind_of(own) != "state"):
        problem = f"{actor_id}: a person's id begins with a state, and {own!r} is none of states.yaml; {cure}"
        raise DataFileError(str(path), _line_of(path, actor_id), problem)


def load_sources(folder: Path = DATA) -> dict[str, Source]:
    """The index of sources; empty for a folder without one."""
    path = folder / "sources.yaml"
    return load_table(path, Sources).sources if path.exists() else {}


def _check_sources(path: Path, table: Facts, known: dict[str, Source]) -> None:
    for key in table.sources:
        if key not in known:
            raise DataFileError(str(path), None, f"sources: {key!r} is not in sources.yaml; add it there")
    for actor_id, fact in table.actors.items():
        for key in fact.sources:
            if key not in known:
                raise DataFileError(
                    str(path),
                    _line_of(path, actor_id),
                    f"{actor_id}: {key!r} is not in sources.yaml; add it there",
                )


def load_names(
    folder: Path, facts: Container[str], workspace: Path | None = None
) -> Iterator[tuple[str, Names]]:
    """Actor ids and their names from all name tables of one language folder, those of the workspace over them.

    Raises:
        DataFileError: a file breaks its schema, or names an actor that no file of actors has.
    """
    own = load_workspace(workspace).names.get(folder.name, {}) if workspace is not None else {}
    for actor_id in own:
        if workspace is not None and actor_id not in facts:
            raise DataFileError(
                str(workspace), _line_of(workspace, actor_id), f"no actor has the id {actor_id!r}"
            )
    seen: set[str] = set()
    for path in sorted(folder.glob("*.yaml")):
        if path.stem in _NOT_NAMES:
            continue
        _refuse_doubles(path, known=seen)
        for actor_id, names in load_table(path, NameTable).actors.items():
            if actor_id not in facts:
                raise DataFileError(str(path), _line_of(path, actor_id), f"no actor has the id {actor_id!r}")
            seen.add(actor_id)
            yield actor_id, _with(names, own.get(actor_id))
    yield from ((actor_id, names) for actor_id, names in own.items() if actor_id not in seen)


def _with(names: Names, own: Names | None) -> Names:
    if own is None:
        return names
    return names.model_copy(update={field: getattr(own, field) for field in own.model_fields_set})


def load_inflection(folder: Path) -> Inflection:
    """The endings of one language."""
    return load_table(folder / "inflection.yaml", Inflection)


def load_phrases(folder: Path, workspace: Path | None = None) -> Phrases:
    """The look-alikes of one language, those of the workspace added; a language may have none."""
    path = folder / "phrases.yaml"
    found = load_table(path, Phrases) if path.exists() else Phrases()
    own = load_workspace(workspace).phrases.get(folder.name) if workspace is not None else None
    if own is None:
        return found
    return Phrases(
        blocked=(*found.blocked, *own.blocked),
        given_names=(*found.given_names, *own.given_names),
        titles=(*found.titles, *own.titles),
    )


def fact_files(folder: Path = DATA) -> list[Path]:
    """The files of actors in a folder of data files."""
    return [path for path in sorted(folder.glob("*.yaml")) if path.stem not in _NOT_ACTORS]


def _refuse_doubles(path: Path, known: Container[str]) -> None:
    """An id must not stand in two files; that it stands twice in one, `load_table` refuses."""
    for actor_id, line in _lines(path).items():
        if actor_id in known:
            raise DataFileError(str(path), line, f"the id {actor_id!r} comes twice; join the two entries")


def _lines(path: Path) -> dict[str, int]:
    """The line of each actor in a file of actors or names."""
    found = key_lines(read_text(path))
    return {keys[1]: line for keys, line in found.items() if len(keys) == 2 and keys[0] == "actors"}  # noqa: PLR2004 - the depth of an id


def _line_of(path: Path, actor_id: str) -> int | None:
    """Where an id stands first in a file, a workspace's names included."""
    found = key_lines(read_text(path))
    return next((line for keys, line in found.items() if keys[-1] == actor_id), None)
