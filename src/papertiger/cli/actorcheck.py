"""What ``papertiger actors check`` prints: what there is, by kind, and what does not fit together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from papertiger.actors.actor import kind_of
from papertiger.actors.checking import Files, Finding, findings
from papertiger.report.visible import counted

KINDS = ("state", "person", "organisation", "group", "outlet", "system")


@dataclass(slots=True)
class Counts:
    """How much is known of the actors of one kind."""

    actors: int = 0
    names: dict[str, int] = field(default_factory=dict)
    """Language code → names of any sort, adjectives and places too."""
    latin: int = 0
    """Names in Latin letters that every language reads."""
    offices: int = 0
    members: int = 0
    sources: int = 0
    """Sources that these actors rest on, by their own entry or by their file."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found."""

    files: Files
    kinds: dict[str, Counts]
    warnings: list[Finding]

    @classmethod
    def of(cls, files: Files) -> Report:
        """Count and compare what was loaded."""
        return cls(files, counts(files), findings(files))

    def as_json(self) -> dict[str, Any]:
        """The report as `actors check --format json` prints it."""
        workspace = self.files.workspace
        return {
            "workspace": str(workspace) if workspace is not None else None,
            "kinds": {kind: asdict(found) for kind, found in self.kinds.items()},
            "sources": len(self.files.sources),
            "warnings": [asdict(finding) for finding in self.warnings],
        }

    def lines(self) -> Iterator[str]:
        """A table of the counts, then the warnings."""
        languages = list(self.files.names)
        workspace = self.files.workspace
        own = f"{workspace}: {counted(len(self.files.own.actors), 'actor')} of your own" if workspace else ""
        yield own or "the shipped files; no papertiger.actors.yaml here"
        yield ""
        titles = [
            "actors",
            *(f"names {code}" for code in languages),
            "latin",
            "offices",
            "members",
            "sources",
        ]
        yield f"{'':14}" + "".join(f"{title:>10}" for title in titles)
        for kind, found in self.kinds.items():
            names = [found.names[code] for code in languages]
            cells = [found.actors, *names, found.latin, found.offices, found.members, found.sources]
            yield f"{kind:14}" + "".join(f"{cell:>10,}" for cell in cells)
        yield ""
        yield f"{counted(len(self.files.facts), 'actor')}, {counted(len(self.files.sources), 'source')}, {counted(len(self.warnings), 'warning')}"
        for finding in self.warnings:
            place = f"{finding.file}:{finding.line}" if finding.line else finding.file
            yield f"{place}: {finding.about}: {finding.problem} [{finding.rule}]"


def counts(files: Files) -> dict[str, Counts]:
    """What there is, by kind."""
    found = {kind: Counts(names=dict.fromkeys(files.names, 0)) for kind in KINDS}
    rests_on: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for actor_id, fact in files.facts.items():
        kind = kind_of(actor_id)
        found[kind].actors += 1
        found[kind].latin += len(fact.names)
        found[kind].offices += len(fact.offices)
        found[kind].members += len(fact.members)
        rests_on[kind].update(fact.sources)
    for path, keys in files.heads.items():
        ids = {place[1] for place in files.lines(path) if len(place) > 1} & files.facts.keys()
        for kind in set(map(kind_of, ids)):
            rests_on[kind].update(keys)
    for language, table in files.names.items():
        for actor_id, names in table.items():
            found[kind_of(actor_id)].names[language] += sum(len(value or ()) for _, value in names)
    for kind, sources in rests_on.items():
        found[kind].sources = len(sources)
    return found
