"""Side files: metadata beside an article file.

``story.txt`` may have ``story.meta.json``, ``story.txt.meta.json``, the same with ``.yaml`` or ``.yml``, or a
``story.json`` that holds metadata and no text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from papertiger.errors import ArticleError
from papertiger.news.article import Metadata
from papertiger.news.fields import METADATA_FIELDS, find, metadata_of

_ENDINGS = (".meta.json", ".meta.yaml", ".meta.yml")
_ARTICLE_ENDINGS = (".txt", ".text", ".md", ".html", ".htm", ".xhtml")
_MAX_BYTES = 1_000_000
_TEXT_FIELDS = ("text", "html")


def is_side_file(path: Path) -> bool:
    """Whether `path` describes a neighbour, so that it is no article of its own."""
    name = path.name.lower()
    if name.endswith(_ENDINGS):
        return True
    if path.suffix.lower() != ".json" or not any(
        path.with_suffix(ending).is_file() for ending in _ARTICLE_ENDINGS
    ):
        return False
    return _is_metadata_only(path)


def side_metadata(path: Path) -> Metadata | None:
    """What the side file of `path` says, or None where there is none.

    Raises:
        ArticleError: the side file is broken; names it.
    """
    for candidate in _candidates(path):
        if candidate.is_file():
            return metadata_of(_read(candidate))
    plain = path.with_suffix(".json")
    if path.suffix.lower() in _ARTICLE_ENDINGS and plain.is_file() and _is_metadata_only(plain):
        return metadata_of(_read(plain))
    return None


def _candidates(path: Path) -> Iterator[Path]:
    for base in (path.name, path.stem):
        for ending in _ENDINGS:
            candidate = path.with_name(base + ending)
            if candidate != path:
                yield candidate


def _is_metadata_only(path: Path) -> bool:
    try:
        record = _read(path)
    except ArticleError:
        return False
    if any(find(record, name) is not None for name in _TEXT_FIELDS):
        return False
    return any(find(record, name) is not None for name in METADATA_FIELDS)


def _read(path: Path) -> dict[str, object]:
    name = str(path)
    try:
        with path.open("rb") as stream:
            raw = stream.read(_MAX_BYTES + 1)
        if len(raw) > _MAX_BYTES:
            raise ArticleError(
                name, f"side file over {_MAX_BYTES:,} bytes", cure="keep only the metadata in it"
            )
        content = _parse(raw.decode("utf-8-sig"), path)
    except OSError as error:
        raise ArticleError(
            name, f"side file cannot be read: {error.strerror}", cure="change its permissions"
        ) from None
    except (ValueError, RecursionError) as error:
        reason = str(error).split("\n", 1)[0]
        raise ArticleError(name, f"side file is broken: {reason}", cure="correct it or remove it") from None
    if not isinstance(content, dict):
        raise ArticleError(
            name, "side file is not an object with names and values", cure="write `title: …` and so on"
        )
    return content


def _parse(text: str, path: Path) -> object:
    if path.suffix.lower() == ".json":
        return json.loads(text)
    import yaml  # noqa: PLC0415 - rarely needed

    try:
        return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader builds strings, lists and dicts only
    except yaml.YAMLError as error:
        raise ValueError(getattr(error, "problem", None) or "not valid YAML") from None
