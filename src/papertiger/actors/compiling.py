"""From the data files to what `papertiger.actors.cache` keeps."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from papertiger.actors import loading
from papertiger.actors.compiled import compiled_names, table, words
from papertiger.actors.index import build_tree, build_words
from papertiger.actors.tables import Name
from papertiger.actors.vocabulary import load_posts, load_words


def compile_facts(folder: Path, workspace: Path | None) -> dict[str, bytes]:
    """What is known of all actors whatever the language.

    Raises:
        DataFileError: a data file is wrong.
    """
    facts = loading.load_facts(folder, workspace)
    posts: dict[str, dict[str, None]] = {}
    for actor_id, fact in facts.items():
        for office in fact.offices:
            for state in (office.state or actor_id[:3], "*"):
                posts.setdefault(f"{state} {office.post}", {})[actor_id] = None
    outlets = {domain: actor_id for actor_id, fact in facts.items() for domain in fact.domains}
    bodies = {f"{fact.state} {fact.body}": actor_id for actor_id, fact in facts.items() if fact.body}
    records = (fact.model_dump(mode="json", exclude_defaults=True) for fact in facts.values())
    return {
        "ids": words(facts),
        "posts": json.dumps({key: list(ids) for key, ids in posts.items()}).encode(),
        "outlets": json.dumps(outlets).encode(),
        "bodies": json.dumps(bodies).encode(),
        "titles": load_posts(folder).model_dump_json().encode(),
        **table("facts", records),
    }


def compile_language(
    folder: Path, language: str, workspace: Path | None, latin: Mapping[str, tuple[Name, ...]]
) -> dict[str, bytes]:
    """The names of one language, and what it calls each actor.

    Args:
        folder: the data files.
        language: one of its languages.
        workspace: the user's own file.
        latin: every actor, with the names that are printed in Latin letters in all languages.

    Raises:
        DataFileError: a data file is wrong.
    """
    named = list(loading.load_names(folder / language, latin.keys(), workspace))
    labels = {actor_id: names.name[0].text.replace("=", "") for actor_id, names in named if names.name}
    return {
        "labels": json.dumps(labels, ensure_ascii=False).encode(),
        **compiled_names(build_tree(folder, language, named, latin, workspace)),
    }


def compile_words(folder: Path, language: str) -> dict[str, bytes]:
    """The words of one language that lead to an actor without naming one.

    Raises:
        DataFileError: a data file is wrong.
    """
    words = load_words(folder / language, load_posts(folder))
    return {
        "table": words.model_dump_json().encode(),
        **compiled_names(build_words(folder, language, words)),
    }


def latin_names(facts: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, tuple[Name, ...]]:
    """Every actor with its names in Latin letters, from compiled facts."""
    return {actor_id: tuple(Name(**name) for name in fact.get("names", ())) for actor_id, fact in facts}
