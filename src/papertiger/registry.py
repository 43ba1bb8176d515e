"""One registry for everything that can be switched: readers, analysers, stores.

A name is versioned (``frames.v1``) and points to ``module:attribute``, which is imported when it is asked for, so
that listing what exists loads nothing. The built-ins enter by the same door as a plug-in, which a package declares
as an entry point in the group ``papertiger.<kind>``.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

from papertiger.errors import SettingsError

BUILT_IN: dict[str, dict[str, str]] = {
    "readers": {
        "frames.v1": "papertiger.readers.frames:FrameReader",
        "llm.v1": "papertiger.readers.llm.reader:LlmReader",
    },
    "analysers": {
        "uk.v1": "papertiger.language.uk:load",
        "ru.v1": "papertiger.language.ru:load",
        "en.v1": "papertiger.language.en:load",
        "spacy.v1": "papertiger.language.pipelines:load_installed",
    },
    "stores": {
        "sqlite.v1": "papertiger.ledger.store:Ledger",
        "postgresql.v1": "papertiger.ledger.store:Ledger",
    },
    "learning_models": {f"L{n}.v1": f"papertiger.scenario.model.choices:L{n}" for n in range(4)},
    "allocation_rules": {
        "waterfill.v1": "papertiger.scenario.model.allocation:waterfill",
        "lexicographic.v1": "papertiger.scenario.model.allocation:lexicographic",
        "pro_rata.v1": "papertiger.scenario.model.allocation:pro_rata",
    },
    "rules": {
        f"{name}.v1": f"papertiger.warning.rules.{name}:{name}"
        for name in (
            "threats",
            "escalation",
            "unanswered",
            "burden",
            "distrust",
            "supplier",
            "silence",
            "outage",
        )
    },
}


def names(kind: str) -> list[str]:
    """All registered names of one kind, built-in and plugged in, sorted."""
    return sorted({*BUILT_IN.get(kind, {}), *(e.name for e in entry_points(group=f"papertiger.{kind}"))})


def resolve(kind: str, name: str) -> Any:
    """The object registered under `name`.

    Raises:
        SettingsError: nothing of that kind has the name; the message lists what there is.
    """
    target = BUILT_IN.get(kind, {}).get(name)
    if target is None:
        plugged = {e.name: e.value for e in entry_points(group=f"papertiger.{kind}")}
        target = plugged.get(name)
    if target is None:
        raise SettingsError(
            f"no {kind[:-1].replace('_', ' ')} named {name!r}; there are: {', '.join(names(kind)) or 'none'}"
        )
    module, _, attribute = target.partition(":")
    return getattr(import_module(module), attribute)
