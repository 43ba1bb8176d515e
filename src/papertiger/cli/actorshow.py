"""What ``papertiger actors show`` prints: everything that is known of one actor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from papertiger.actors import KnowledgeBase, loading, tables
from papertiger.actors.checking import SINGLE, file_sources
from papertiger.cli.output import labelled
from papertiger.datafiles import key_lines, load_table, read_text

_PLAIN = ("gender", "since", "until", "medium", "languages", "domains", "body", "head", "officers", "base")
"""Fields that are shown as they are."""


def everything(base: KnowledgeBase, actor_id: str, on: date, language: str | None = None) -> dict[str, Any]:
    """What the files say of an actor, as JSON; only the fields that are given, names in one language or in all.

    Raises:
        DataFileError: a data file is wrong.
    """
    actor, fact = base.get(actor_id), base.fact(actor_id)
    languages = base.languages if language is None else (language,)
    found: dict[str, Any] = {
        "id": actor.id,
        "kind": actor.kind,
        "name": actor.name,
        "state": actor.state,
        "domain": actor.domain,
        "wikidata": actor.wikidata,
        "on": on.isoformat(),
        **{field: fact[field] for field in _PLAIN if field in fact},
        "latin": [name["text"] for name in fact.get("names", ())],
        "names": {code: _names(base, actor_id, code) for code in languages},
        "offices": _offices(fact, actor.state, on),
        "members": base.members(actor_id, on),
        "sources": _sources(base, actor_id, fact),
    }
    if owner := fact.get("owner"):
        found["owner"] = owner
        found["owner_name"] = _name(base, owner)
    if actor.kind == "state":
        found["holders"] = {
            post: [{"id": one.id, "name": one.name} for one in base.holders(actor_id, post, on)]
            for post in SINGLE
        }
    return found


def _name(base: KnowledgeBase, owner: str) -> str:
    try:
        return base.get(owner).name
    except KeyError:
        return owner  # no actor, but somebody's name


def _offices(fact: Mapping[str, Any], own: str | None, on: date) -> list[dict[str, Any]]:
    return [
        {
            "post": record["post"],
            "state": record.get("state") or own,
            "body": record.get("body"),
            "since": record.get("since"),
            "until": record.get("until"),
            "held": (record.get("since") or "") <= on.isoformat() <= (record.get("until") or "9999-12-31"),
        }
        for record in fact.get("offices", ())
    ]


def _names(base: KnowledgeBase, actor_id: str, language: str) -> dict[str, list[str]]:
    """Field → names in one language, those of the workspace over the shipped ones; the actor's entry alone is parsed."""
    found = tables.Names()
    for path in sorted((base.folder / language).glob("*.yaml")):
        entry = _entry(path, actor_id)
        if entry is not None:
            found = tables.Names.model_validate(entry)
    if base.workspace is not None:
        own = load_table(base.workspace, tables.Workspace).names.get(language, {}).get(actor_id)
        if own is not None:
            found = found.model_copy(update={field: getattr(own, field) for field in own.model_fields_set})
    return {
        field: [name if isinstance(name, str) else name.text.replace("=", "") for name in names]
        for field, names in found
        if names
    }


def _entry(path: Path, actor_id: str) -> Any:  # noqa: ANN401 - YAML has no types
    """What a file of actors says under an id; None when it has none."""
    text = read_text(path)
    line = key_lines(text).get(("actors", actor_id))
    if line is None:
        return None
    first, *rest = text.split("\n")[line - 1 :]
    indent = len(first) - len(first.lstrip())
    end = next(
        (n for n, one in enumerate(rest) if one.strip() and len(one) - len(one.lstrip()) <= indent), len(rest)
    )
    content = yaml.load("\n".join([first, *rest[:end]]), Loader=yaml.BaseLoader)  # noqa: S506 - it builds strings, lists and dicts only
    return content[actor_id]


def _sources(base: KnowledgeBase, actor_id: str, fact: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The sources that the entry names, then those of the file that holds for all its entries."""
    own = load_table(base.workspace, tables.Workspace).sources if base.workspace is not None else {}
    index = {**loading.load_sources(base.folder), **own}
    keys = [(key, "entry") for key in fact.get("sources", ())]
    for path in loading.fact_files(base.folder):
        if ("actors", actor_id) in key_lines(read_text(path)):
            keys += [(key, "file") for key in file_sources(path)]
    return [{"key": key, "of": of, **index[key].model_dump(mode="json")} for key, of in keys if key in index]


def actor_lines(found: Mapping[str, Any], width: int) -> Iterator[str]:
    """Everything as lines to read, of `width` characters at most where words allow."""
    yield f"{found['id']}  {found['name']}"
    yield from (labelled(label, value, width) for label, value in _plain(found))
    names = {
        f"{code} {field}": own for code, fields in found["names"].items() for field, own in fields.items()
    }
    names = {"any language": found["latin"], **names} if found["latin"] else names
    yield from _titled("names", [labelled(label, ", ".join(own), width) for label, own in names.items()])
    holders = [
        f"  {post:19} " + (", ".join(f"{one['id']} {one['name']}" for one in people) or "not known")
        for post, people in found.get("holders", {}).items()
    ]
    yield from _titled(f"held on {found['on']}", holders)
    yield from _titled(f"offices (* held on {found['on']})", map(_office_line, found["offices"]))
    members = [labelled("", ", ".join(found["members"]), width)] if found["members"] else []
    yield from _titled(f"members on {found['on']}", members)
    yield from _titled("sources", map(_source_line, found["sources"]))


def _titled(title: str, lines: Iterable[str]) -> Iterator[str]:
    """Lines under a title, which goes with the last of them."""
    for number, line in enumerate(lines):
        if not number:
            yield title
        yield line


def _plain(found: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for field in ("kind", "state", "domain", "wikidata", *_PLAIN):
        value = found.get(field)
        if value and value != found["id"]:
            yield field, ", ".join(value) if isinstance(value, list) else str(value)
    if "owner" in found:
        name = found["owner_name"]
        yield "owner", name if name == found["owner"] else f"{found['owner']} {name}"


def _office_line(office: Mapping[str, Any]) -> str:
    mark = "*" if office["held"] else " "
    body = f" ({office['body']})" if office["body"] else ""
    return f" {mark}{office['since'] or '?':10} – {office['until'] or '':10}  {office['post']}{body} of {office['state']}"


def _source_line(source: Mapping[str, Any]) -> str:
    whose = "" if source["of"] == "entry" else ", for the whole file"
    address = f"  {source['address']}" if source["address"] else ""
    return f"  {source['key']}: {source['title']} (checked {source['checked']}{whose}){address}"
