"""Which reader is meant by a name: ``frames``, ``llm``, both (``frames,llm``), with or without a version."""

from __future__ import annotations

import re
from typing import Any

from papertiger.errors import SettingsError
from papertiger.records import MODEL_READER
from papertiger.registry import names, resolve
from papertiger.settings import Settings

FRAMES = "frames"
_KIND = "readers"
_VERSIONED = re.compile(r"(?P<name>.+)\.v(?P<number>\d+)")


def readers_of(given: str) -> tuple[str, ...]:
    """The registered names that `given` asks for, each with its version; of two, the deterministic reader comes first.

    Raises:
        SettingsError: there is no such reader, one is named twice, or they can't be combined.
    """
    found = [_versioned(part.strip()) for part in given.split(",")]
    heads = [_head(name) for name in found]
    if twice := sorted({head for head in heads if heads.count(head) > 1}):
        raise SettingsError(f"--reader {given}: {twice[0]} is named twice; name each reader once")
    if len(found) > 1 and set(heads) != {FRAMES, MODEL_READER}:
        raise SettingsError(
            f"--reader {given}: only {FRAMES} and {MODEL_READER} can be combined; write {FRAMES},{MODEL_READER}, or name one reader"
        )
    return tuple(sorted(found, key=lambda name: _head(name) != FRAMES))


def asks_a_model(given: str) -> bool:
    """Whether the readers that `given` names send text to a language model. Raises SettingsError as `readers_of` does."""
    return any(_head(name) == MODEL_READER for name in readers_of(given))


def make_reader(settings: Settings) -> Any:  # noqa: ANN401 - whatever is registered
    """The reader that `settings` name, to read article after article with.

    Raises:
        SettingsError: there is none, or it asks a language model and no endpoint is named.
    """
    chosen = readers_of(settings.reader)
    if not asks_a_model(settings.reader):
        return resolve(_KIND, chosen[0])(settings)
    if settings.llm is None:
        raise SettingsError(
            f"the reader {settings.reader} asks a language model and none is named; set PAPERTIGER_LLM_ADDRESS "
            "(http://127.0.0.1:8080/v1) and PAPERTIGER_LLM_MODEL, or give --llm-address and --llm-model, see docs/llm.md"
        )
    if len(chosen) == 1:
        from papertiger.readers.llm.running import ModelReader  # noqa: PLC0415 - where a model is asked for only

        return ModelReader(settings, resolve(_KIND, chosen[0]))
    from papertiger.readers.combined import CombinedReader  # noqa: PLC0415 - as above

    return CombinedReader(settings, chosen)


def _versioned(name: str) -> str:
    """The name with its version, the newest where none is given."""
    there = names(_KIND)
    if name in there:
        return name
    numbers = [
        int(found["number"])
        for one in there
        if (found := _VERSIONED.fullmatch(one)) and found["name"] == name
    ]
    if not numbers:
        raise SettingsError(
            f"no reader named {name!r}; there are: {', '.join(there)}, and {FRAMES},{MODEL_READER} for both"
        )
    return f"{name}.v{max(numbers)}"


def _head(name: str) -> str:
    """The name without its version."""
    found = _VERSIONED.fullmatch(name)
    return found["name"] if found else name
