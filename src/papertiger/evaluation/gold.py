"""Gold sentences: texts with the claims that a careful reader lists, as `docs/gold.md` has it.

A claim is written ``SUBJECT predicate OBJECT`` with the ids of states (or of blocs, movements, ``RUS:allies``); ``-`` stands for
an event without a recipient. What else is known of it stands beside it, under the names of the claim record.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from papertiger.datafiles import load_table
from papertiger.readers.sides import Key
from papertiger.records import PREDICATES, Auxiliary, Domain, Modality, Polarity

_FAMILIES = {name: family for family, names in PREDICATES.items() for name in names}
NOBODY = "-"


class GoldStatement(BaseModel):
    """One claim of a sentence."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    claim: str
    """``SUBJECT predicate OBJECT``."""
    domain: Domain | None = None
    polarity: Polarity = "affirmed"
    modality: Modality = "asserted"
    over: str | None = None
    mode: str | None = None
    aux: Auxiliary | None = None
    speaker: str | None = None
    """Final speaker's state or actor id, ``!`` at the end if anonymous; None where the outlet itself says it."""
    words: str | None = None
    """Words of the text that make the claim."""
    may: bool = False
    """A careful reader may list it or leave it: neither missed nor false."""

    @model_validator(mode="after")
    def _known(self) -> GoldStatement:
        parts = self.claim.split()
        if len(parts) != 3:  # noqa: PLR2004 - subject, predicate, object
            raise ValueError(f"{self.claim!r} is not 'SUBJECT predicate OBJECT'")
        if parts[1] not in _FAMILIES:
            raise ValueError(f"no predicate {parts[1]!r}; there are: {', '.join(_FAMILIES)}")
        if (self.over is not None) and parts[1] != "prioritises":
            raise ValueError("`over` belongs to prioritises")
        return self

    @property
    def key(self) -> Key:
        """Predicate and sides, as `claims.key_of` gives them for a claim read."""
        subject, predicate, target = self.claim.split()
        return predicate, subject, None if target == NOBODY else target

    @property
    def family(self) -> str:
        """The family of its predicate."""
        return _FAMILIES[self.key[0]]


class GoldSentence(BaseModel):
    """One sentence and its claims; ``before`` is a sentence of context that is read but not scored."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    before: str | None = None
    about: str | None = None
    claims: tuple[GoldStatement, ...]


class GoldSentences(BaseModel):
    """A gold file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: Literal["uk", "ru", "en"] | None = None
    """Language of the texts; by default what the file's name says (``uk.yaml``), else identified text by text."""
    published: str = "2026-11-20"
    """Date of the articles that the sentences are taken to be."""
    sentences: tuple[GoldSentence, ...]


class GoldArticle(BaseModel):
    """The claims of a whole article, which lies beside the file under the same name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    claims: tuple[GoldStatement, ...]


def load_gold(path: Path) -> GoldSentences:
    """The gold file at `path`; raises DataFileError naming file, line and field when it is wrong."""
    gold = load_table(path, GoldSentences)
    named = path.stem.split("-")[0]
    if gold.language is None and named in {"uk", "ru", "en"}:
        return gold.model_copy(update={"language": named})
    return gold
