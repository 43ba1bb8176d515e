"""What a language model answers: the JSON schema that it is held to, and the claims of an answer, each taken or refused."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from papertiger.readers.llm.answered import json_in
from papertiger.readers.llm.instructions import UNKNOWN, instructions
from papertiger.records import DOMAINS, MODALITIES, PREDICATES, Polarity

_PREDICATES = tuple(name for names in PREDICATES.values() for name in names)
_POLARITIES: tuple[str, ...] = get_args(Polarity)


class Proposal(BaseModel):
    """One claim as a model proposes it. Types are taken as they are: "1" is no number.

    Where no schema holds a model, it leaves out what is null: `over` and `mode` that are not there are null, no other field may be left out.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    sentence: int
    predicate: str
    subject: str
    object: str | None
    over: str | None = None
    subject_words: str
    object_words: str
    words: str
    domain: str
    polarity: str
    modality: str
    mode: str | None = None

    @field_validator("words", "subject_words", "object_words")
    @classmethod
    def _composed(cls, words: str) -> str:
        """As in a frozen text, which is in NFC."""
        return unicodedata.normalize("NFC", words)


class BrokenAnswerError(ValueError):
    """An answer is no JSON object with a list of claims."""


def schema_of(numbers: Sequence[int], parties: Sequence[str], *, most: int) -> dict[str, Any]:
    """JSON schema (2020-12) of an answer about sentences of these `numbers` and these `parties`, strict in every field.

    At `most` so many claims: a model that never ends a list by itself is ended by a server that holds it to the schema.
    """
    modes = sorted({mode for one in instructions().predicates.values() for mode in one.modes})
    who = [*parties, UNKNOWN]
    fields: dict[str, Any] = {
        "sentence": {"type": "integer", "enum": list(numbers)},
        "predicate": {"type": "string", "enum": list(_PREDICATES)},
        "subject": {"type": "string", "enum": who},
        "object": {"type": ["string", "null"], "enum": [*who, None]},
        "over": {"type": ["string", "null"], "enum": [*who, None]},
        "subject_words": {"type": "string"},
        "object_words": {"type": "string"},
        "words": {"type": "string"},
        "domain": {"type": "string", "enum": list(DOMAINS)},
        "polarity": {"type": "string", "enum": list(_POLARITIES)},
        "modality": {"type": "string", "enum": list(MODALITIES)},
        "mode": {"type": ["string", "null"], "enum": [*modes, None]},
    }
    claim = {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {"claims": {"type": "array", "items": claim, "maxItems": most}},
        "required": ["claims"],
        "additionalProperties": False,
    }


def proposals_in(text: str, parties: Sequence[str], *, most: int) -> tuple[list[Proposal], Counter[str]]:
    """The claims of an answer that have every field, with values from the lists, and how many have not, by reason.

    Around the JSON is overlooked what `json_in` overlooks. Of an answer of more claims than `most` the rest is counted
    and not looked at.

    Raises:
        BrokenAnswerError: the answer is no JSON object that holds a list of claims and nothing else.
    """
    found: list[Proposal] = []
    dropped: Counter[str] = Counter()
    claims = _claims(text)
    if len(claims) > most:
        dropped["too_many"] = len(claims) - most
    for one in claims[:most]:
        try:
            proposal = Proposal.model_validate(one)
        except ValidationError:
            dropped["shape"] += 1
            continue
        if _is_listed(proposal, parties):
            found.append(proposal)
        else:
            dropped["not_listed"] += 1
    return found, dropped


def _claims(text: str) -> list[Any]:
    try:
        answer = json_in(text)
    except ValueError as error:
        raise BrokenAnswerError("no JSON") from error
    if not isinstance(answer, dict) or answer.keys() != {"claims"} or not isinstance(answer["claims"], list):
        raise BrokenAnswerError("no list of claims")
    return answer["claims"]


def _is_listed(one: Proposal, parties: Sequence[str]) -> bool:
    who = {*parties, UNKNOWN}
    modes = {mode for predicate in instructions().predicates.values() for mode in predicate.modes}
    return (
        one.predicate in _PREDICATES
        and one.subject in who
        and (one.object is None or one.object in who)
        and (one.over is None or one.over in who)
        and one.domain in DOMAINS
        and one.polarity in _POLARITIES
        and one.modality in MODALITIES
        and (one.mode is None or one.mode in modes)
    )
