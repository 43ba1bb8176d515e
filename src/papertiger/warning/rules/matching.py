"""Which indications a watch asks for; which states they concern."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from papertiger.warning.values import Indication
from papertiger.warning.watchlists import Watch

STATED: Final = frozenset({"asserted", "expected", "intended", "conditional"})
"""Modalities of what somebody stands by."""
HAPPENED: Final = frozenset({"asserted"})
"""Modality of what is reported as a fact."""


def side(actor: str | None, state: str | None) -> str | None:
    """Whom a claim's party stands for: its state, else itself (a bloc, an armed group)."""
    return state or actor


def asked(wanted: Collection[str], *ids: str | None) -> bool:
    """Whether any of the ids is among those that a watch names; a watch that names none asks for all."""
    return not wanted or any(one in wanted for one in ids)


def acts(watch: Watch, one: Indication) -> bool:
    """Whether the subject is among `who`."""
    return asked(watch.who, one.subject, one.subject_state)


def suffers(watch: Watch, one: Indication) -> bool:
    """Whether the object is among `whom`."""
    return asked(watch.whom, one.object, one.object_state)


def wanted(watch: Watch, one: Indication) -> bool:
    """Whether domain and predicate are among those that the watch names."""
    return asked(watch.domains, one.domain) and asked(watch.predicates, one.predicate)


def stands(one: Indication, modalities: Collection[str] = HAPPENED) -> bool:
    """Whether it is affirmed, of one of the modalities, and neither hypothetical nor negated; as a fact, it is not still to come."""
    doubtful = {"hypothetical", "negation"}.intersection(one.auxiliary)
    if modalities == HAPPENED and "future" in one.auxiliary:
        return False
    return one.polarity == "affirmed" and one.modality in modalities and not doubtful


def is_state(actor: str | None) -> bool:
    """Whether an id is that of a state."""
    return actor is not None and len(actor) == _CODE and actor.isupper() and actor.isalpha()


_CODE = 3
