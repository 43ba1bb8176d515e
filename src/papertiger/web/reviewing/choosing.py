"""What a form offers to choose from, with its words."""

from __future__ import annotations

from typing import Any, get_args

from papertiger.ledger.reviewing.codes import codes
from papertiger.records import DOMAINS, MODALITIES, PREDICATES, Auxiliary, Polarity, Side, StepKind
from papertiger.report.evidence import Voice
from papertiger.web.languages import Interface

Option = tuple[str, str]
"""A value and its words."""


def choices(voice: Voice, words: Interface) -> dict[str, Any]:
    """Field → its options; predicates and modes in groups, each with a label."""
    said = voice.words
    return {
        "family": [(name, said.families[name].label) for name in PREDICATES],
        "predicate": [
            (said.families[family].label, [(name, said.predicates[name].label) for name in names])
            for family, names in PREDICATES.items()
        ],
        "domain": [(name, said.domains[name].label) for name in DOMAINS],
        "polarity": [(name, said.polarities[name].label) for name in get_args(Polarity)],
        "modality": [(name, said.modalities[name].label) for name in MODALITIES],
        "mode": [
            (said.predicates[name].label, [(mode, mode) for mode in codes().modes(name)])
            for name in PREDICATES["event"]
            if codes().modes(name)
        ],
        "contexts": [(name, name) for name in codes().contexts],
        "auxiliary": [(name, words.text(f"review.auxiliaries.{name}")) for name in get_args(Auxiliary)],
        "side": [(name, words.text(f"review.sides.{name}")) for name in get_args(Side)],
        "kind": [(name, said.steps[name]) for name in get_args(StepKind)],
    }
