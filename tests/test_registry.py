"""What can be switched goes through one registry with versioned names."""

from __future__ import annotations

import pytest

from papertiger import registry
from papertiger.errors import SettingsError

REGISTERED = {
    "readers": ["frames.v1", "llm.v1"],
    "analysers": ["en.v1", "ru.v1", "spacy.v1", "uk.v1"],
    "stores": ["postgresql.v1", "sqlite.v1"],
    "rules": [
        "burden.v1",
        "distrust.v1",
        "escalation.v1",
        "outage.v1",
        "silence.v1",
        "supplier.v1",
        "threats.v1",
        "unanswered.v1",
    ],
}


@pytest.mark.parametrize("kind", list(REGISTERED))
def test_no_registered_name_vanishes(kind: str) -> None:
    assert set(REGISTERED[kind]) <= set(registry.names(kind))


@pytest.mark.parametrize(("kind", "name"), [(k, n) for k, names in REGISTERED.items() for n in names])
def test_every_registered_name_leads_to_something_callable(kind: str, name: str) -> None:
    assert callable(registry.resolve(kind, name))


def test_an_unknown_name_is_refused_with_what_there_is() -> None:
    with pytest.raises(SettingsError, match=r"frames\.v1"):
        registry.resolve("readers", "frames.v9")
