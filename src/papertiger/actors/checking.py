"""Whether the data files of actors hold together: all of them loaded, and compared with each other.

A file that breaks its schema is refused, as it is wherever it is read. What is found here is no such error: two ministers of
one ministry at a time, a person whom one language cannot name. It may even be right, since a few states have two heads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path

from papertiger.actors import loading, tables
from papertiger.actors.actor import kind_of
from papertiger.actors.index import build_tree
from papertiger.actors.tree import Node
from papertiger.actors.vocabulary import Posts, load_posts, load_words
from papertiger.datafiles import key_lines, load_table, read_text

SINGLE = ("head_of_state", "head_of_government", "foreign_minister", "defence_minister")
"""Posts that one person of a state holds at a time."""
_HANDOVER = 45
"""Days that two may share such a post: sources date an end and a beginning differently."""
_SHOWN = 3
"""Forms of an ambiguous name that a message shows."""
_NAMED_EVERYWHERE = frozenset({"state", "person"})
_NEEDED: Mapping[str, Sequence[str]] = {
    "outlet": ("state", "medium", "languages"),
    "system": ("state", "domain"),
}
"""Kind → fields that each of its actors needs."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is probably wrong, and where."""

    rule: str
    """two_holders, no_name, no_field, unknown_post, shared_domain, unused_source, unknown_source, unread or two_states."""
    file: str
    line: int | None
    about: str
    """Id of an actor, key of a source, or code of a language."""
    problem: str
    """What is wrong, and the cure."""


def file_sources(path: Path) -> tuple[str, ...]:
    """The sources that a file of actors names for all its entries, read without the entries."""
    import yaml  # noqa: PLC0415 - as in datafiles

    text = read_text(path)
    lines, tops = text.split("\n"), [(n, keys) for keys, n in key_lines(text).items() if len(keys) == 1]
    begin = next((n for n, keys in tops if keys == ("actors",)), len(lines) + 1)
    end = min((n for n, _ in tops if n > begin), default=len(lines) + 1)
    head = "\n".join(lines[: begin - 1] + lines[end - 1 :])
    content = yaml.load(head, Loader=yaml.BaseLoader)  # noqa: S506 - it builds strings, lists and dicts only
    return tuple(content.get("sources", ())) if isinstance(content, dict) else ()


class Files:
    """Everything that a folder of data files and a workspace file hold, loaded, with the places of its keys."""

    def __init__(self, folder: Path = loading.DATA, workspace: Path | None = None) -> None:
        """Load all files; raises DataFileError for the first that breaks its schema or names what is nowhere."""
        self.folder, self.workspace = folder, workspace
        self.own = load_table(workspace, tables.Workspace) if workspace is not None else tables.Workspace()
        self.facts = loading.load_facts(folder, workspace)
        self.sources = {**loading.load_sources(folder), **self.own.sources}
        self.posts: Posts = load_posts(folder)
        self.names: dict[str, dict[str, tables.Names]] = {}
        """Language → actor → names."""
        for path in sorted(folder.glob("*/inflection.yaml")):
            loading.load_inflection(path.parent)
            loading.load_phrases(path.parent, workspace)
            load_words(path.parent, self.posts)
            self.names[path.parent.name] = dict(loading.load_names(path.parent, self.facts, workspace))
        self.paths = loading.fact_files(folder)
        self.heads = {path: file_sources(path) for path in self.paths}
        """File of actors → the sources of all its entries."""
        self._lines: dict[Path, dict[tuple[str, ...], int]] = {}

    def lines(self, path: Path) -> Mapping[tuple[str, ...], int]:
        """Where in a file each key stands."""
        if path not in self._lines:
            self._lines[path] = key_lines(read_text(path))
        return self._lines[path]

    def place(self, actor_id: str, *fields: str) -> tuple[Path, int | None]:
        """Where an actor stands: in the workspace when that says anything of `fields`, else in the shipped file."""
        own = self.own.actors.get(actor_id)
        shipped = self._first([(path, ("actors", actor_id)) for path in self.paths])
        if self.workspace is None or own is None:
            return shipped or (self.folder, None)
        if shipped is not None and (not fields or own.model_fields_set.isdisjoint(fields)):
            return shipped
        return self.workspace, self.lines(self.workspace).get(("actors", actor_id))

    def place_of_names(self, language: str, actor_id: str) -> tuple[Path, int | None]:
        """Where the names of an actor in one language stand; where the actor stands when they do nowhere."""
        if self.workspace is not None and actor_id in self.own.names.get(language, {}):
            return self.workspace, self.lines(self.workspace).get(("names", language, actor_id))
        tried = [(path, ("actors", actor_id)) for path in sorted((self.folder / language).glob("*.yaml"))]
        return self._first(tried) or self.place(actor_id)

    def _first(self, tried: Iterable[tuple[Path, tuple[str, ...]]]) -> tuple[Path, int] | None:
        return next(((path, line) for path, keys in tried if (line := self.lines(path).get(keys))), None)


def findings(files: Files) -> list[Finding]:
    """Whatever does not fit together, rule by rule."""
    of_actors = (_two_holders, _without_name, _without_field, _unknown_posts, _shared_domains)
    return [finding for rule in (*of_actors, _sources, _unread, _two_states) for finding in rule(files)]


def _of_actor(files: Files, rule: str, actor_id: str, problem: str, *fields: str) -> Finding:
    path, line = files.place(actor_id, *fields)
    return Finding(rule, str(path), line, actor_id, problem)


def _two_holders(files: Files) -> Iterator[Finding]:
    terms: dict[tuple[str, str], list[tuple[str, date, date]]] = defaultdict(list)
    for actor_id, fact in files.facts.items():
        for office in fact.offices:
            if office.post in SINGLE:
                term = (actor_id, office.since or date.min, office.until or date.max)
                terms[office.state or actor_id[:3], office.post].append(term)
    for (state, post), held in terms.items():
        for (one, since, until), (other, begin, end) in combinations(held, 2):
            first, last = max(since, begin), min(until, end)
            if one != other and (last - first).days >= _HANDOVER:
                days = f"{'ever' if first == date.min else first} to {'today' if last == date.max else last}"
                problem = f"holds {post} of {state} together with {one} ({days}); end one of the terms"
                yield _of_actor(files, "two_holders", other, problem, "offices")


def _without_name(files: Files) -> Iterator[Finding]:
    for actor_id, fact in files.facts.items():
        lacking = [
            code for code, table in files.names.items() if actor_id not in table or not table[actor_id].name
        ]
        if kind_of(actor_id) in _NAMED_EVERYWHERE:
            if lacking:
                yield _of_actor(files, "no_name", actor_id, f"has no name in {', '.join(lacking)}; give one")
        elif not fact.names and not fact.domains and len(lacking) == len(files.names):
            problem = "has no name in any language, so no text can mean it; give one"
            yield _of_actor(files, "no_name", actor_id, problem)


def _without_field(files: Files) -> Iterator[Finding]:
    for actor_id, fact in files.facts.items():
        missing = [field for field in _NEEDED.get(kind_of(actor_id), ()) if not getattr(fact, field)]
        if missing:
            problem = f"has no {' and no '.join(missing)}; add {' and '.join(missing)}"
            yield _of_actor(files, "no_field", actor_id, problem)


def _unknown_posts(files: Files) -> Iterator[Finding]:
    titles, bodies = files.posts.titles.values(), files.posts.bodies.values()
    known = {post for title in titles for post in (title.post, *title.instead.values())}
    known |= {post for body in bodies for post in (body.head, body.spokesperson) if post}
    for actor_id, fact in files.facts.items():
        for post in dict.fromkeys(office.post for office in fact.offices):
            if post not in known and post[:1].islower():
                problem = f"{post!r} is no post of posts.yaml; take one of those, or begin a free title with a capital"
                yield _of_actor(files, "unknown_post", actor_id, problem, "offices")


def _shared_domains(files: Files) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for actor_id, fact in files.facts.items():
        for domain in fact.domains:
            first = seen.setdefault(domain, actor_id)
            if first != actor_id:
                problem = f"has the internet domain {domain} of {first}; leave it to one of them"
                yield _of_actor(files, "shared_domain", actor_id, problem, "domains")


def _sources(files: Files) -> Iterator[Finding]:
    used = {key for keys in files.heads.values() for key in keys}
    used |= {key for fact in files.facts.values() for key in fact.sources}
    for key in [one for one in files.sources if one not in used]:
        is_own = files.workspace is not None and key in files.own.sources
        path = files.workspace if is_own and files.workspace is not None else files.folder / "sources.yaml"
        line = files.lines(path).get(("sources", key))
        yield Finding(
            "unused_source", str(path), line, key, "nothing rests on this source; name it or remove it"
        )
    for actor_id, fact in files.own.actors.items():
        for key in fact.sources:
            if key not in files.sources:
                problem = f"{key!r} is no source of sources.yaml nor of the workspace; add it under `sources`"
                yield _of_actor(files, "unknown_source", actor_id, problem, "sources")


def _unread(files: Files) -> Iterator[Finding]:
    """Names and phrases that a workspace gives for a language without names of its own."""
    if files.workspace is None:
        return
    for section, table in (("names", files.own.names), ("phrases", files.own.phrases)):
        for code in [one for one in table if one not in files.names]:
            problem = f"no text is read in {code!r}; {section} are taken for {', '.join(files.names)}"
            line = files.lines(files.workspace).get((section, code))
            yield Finding("unread", str(files.workspace), line, code, problem)


def _two_states(files: Files) -> Iterator[Finding]:
    states = {actor_id for actor_id in files.facts if kind_of(actor_id) == "state"}
    latin = {actor_id: files.facts[actor_id].names for actor_id in files.facts if actor_id in states}
    for language, table in files.names.items():
        named = [(actor_id, names) for actor_id, names in table.items() if actor_id in states]
        tree = build_tree(files.folder, language, named, latin, files.workspace)
        forms: dict[tuple[str, ...], list[str]] = {}
        for words, ids in _ambiguous([tree.root], ()):
            forms.setdefault(ids, []).append(" ".join(words))
        for (one, *others), shared in forms.items():
            path, line = files.place_of_names(language, others[-1])
            shown = ", ".join(repr(form) for form in shared[:_SHOWN]) + (" …" if len(shared) > _SHOWN else "")
            problem = f"shares {shown} in {language} with {', '.join([one, *others[:-1]])}; leave each name to one state"
            yield Finding("two_states", str(path), line, others[-1], problem)


def _ambiguous(
    nodes: Sequence[Node], words: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The words below some nodes of a tree that end names of several actors, and these actors."""
    ids = dict.fromkeys(entry.actor for node in nodes for entry in node.entries if entry.actor is not None)
    if len(ids) > 1:
        yield words, tuple(ids)
    following: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        for key, targets in node.arcs.items():
            following[key] += [target for target, _ in targets]
    for key, reached in following.items():
        yield from _ambiguous(reached, (*words, key))
