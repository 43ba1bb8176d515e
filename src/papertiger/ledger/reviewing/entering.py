"""Decisions as people type them: ``modality=denied object=CUB -- the minister denies it``.

``FIELD=VALUE`` for each change, ``none`` for no value, lists with commas, words with spaces in double quotes; ``|`` between
the parts of a split; the reason behind ``--``. A chain of speakers is written from the one behind the article's own
outlet to who says it, ``attribution="outlet:Bloomberg > group:officials@VEN!"``: kind, name, actor behind ``@``, ``!``
for nameless; ``attribution=own`` where the outlet itself says it.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, get_args

from papertiger.errors import ReviewError
from papertiger.ledger.reviewing.applying import corrected, merged, split
from papertiger.ledger.reviewing.decisions import Decision, Review
from papertiger.ledger.reviewing.fields import checked
from papertiger.records import ClaimRecord, StepKind

BETWEEN: Final = "|"
NONE: Final = "none"
OWN: Final = "own"
_LISTS: Final = frozenset({"contexts", "auxiliary"})
_WHY: Final = re.compile(r"(?:^|\s)--(?:\s+|$)")
_STEP: Final = re.compile(
    rf"(?P<kind>{'|'.join(get_args(StepKind))}):(?P<name>[^@!]+)(?:@(?P<actor>[^!\s]+))?(?P<anonymous>!?)"
)


def words_and_why(text: str) -> tuple[tuple[str, ...], str]:
    """What was typed, as words, and the reason behind ``--``.

    Raises:
        ReviewError: a double quotation mark is not closed.
    """
    said, *rest = _WHY.split(text, maxsplit=1)
    lexer = shlex.shlex(said, posix=True, punctuation_chars=False)
    lexer.whitespace_split = True
    # An apostrophe is a letter of Ukrainian words, a backslash and # are what they are.
    lexer.quotes, lexer.escape, lexer.commenters = '"', "", ""
    try:
        return tuple(lexer), "".join(rest).strip()
    except ValueError:
        raise ReviewError("changes", text, 'has a quotation mark that is not closed; add "') from None


def drafted(
    decision: Decision,
    record: ClaimRecord,
    words: Sequence[str],
    *,
    version: int,
    by: str,
    at: str,
    identity: str,
    why: str = "",
    find: Callable[[str], ClaimRecord],
) -> Review:
    """The decision that was typed, checked against the claim, ready to be stored.

    Args:
        decision: what is decided.
        record: the claim as the reviewer sees it.
        words: the changes, the parts, the claim that stays, or who is asked.
        version: version of the claim.
        by: the reviewer.
        at: ISO 8601 with offset.
        identity: id of the decision.
        why: the reason.
        find: claim by id or the beginning of one.

    Raises:
        ReviewError: the decision is not whole, or cannot be taken on this claim.
    """
    changes: dict[str, Any] = {}
    into: tuple[str, ...] = ()
    assignee: str | None = None
    if decision == "correct":
        changes = checked(record, changes_of(words, record))
        corrected(record, changes)
    elif decision == "split":
        parts = [changes_of(part, record) for part in _parts(words)]
        made = split(record, parts)
        into = tuple(one.id for one in made)
        changes = {one.id: checked(record, part) for one, part in zip(made, parts, strict=True)}
    elif decision == "merge":
        keep = find(words[0]) if len(words) == 1 else None
        if keep is None:
            raise ReviewError(
                "merge", " ".join(words), "does not name one claim; give the id of the one that stays"
            )
        merged(keep, [record])
        into = (keep.id,)
    elif decision == "assign":
        assignee = " ".join(words)
    elif words:
        raise ReviewError(
            "why", " ".join(words), f"is no part of {decision}; give the reason with --why or behind --"
        )
    return Review(identity, record.id, version, decision, by, at, why, changes, into, assignee)


def changes_of(words: Iterable[str], record: ClaimRecord) -> dict[str, Any]:
    """``FIELD=VALUE`` words as changes, not checked yet; raises ReviewError for a word of another form."""
    found: dict[str, Any] = {}
    for word in words:
        field, equals, text = word.partition("=")
        if not equals or not field:
            raise ReviewError("changes", word, "is no FIELD=VALUE; for instance modality=denied")
        if field in found:
            raise ReviewError(field, text, "is the second value; give one")
        found[field] = _value(field, text, record)
    return found


def _value(field: str, text: str, record: ClaimRecord) -> Any:  # noqa: ANN401 - any JSON value
    if text[:1] in {"[", "{"}:
        try:
            return json.loads(text)
        except ValueError:
            raise ReviewError(field, text, "begins like JSON but is none") from None
    if field == "attribution":
        own = [step.model_dump(mode="json") for step in record.attribution[:1]]
        return own if text == OWN else own + [_step(one.strip()) for one in text.split(">")]
    if field in _LISTS:
        return [] if text == NONE else [one.strip() for one in text.split(",")]
    return None if text == NONE else text


def _step(text: str) -> dict[str, Any]:
    found = _STEP.fullmatch(text)
    if found is None:
        kinds = ", ".join(get_args(StepKind))
        raise ReviewError(
            "attribution",
            text,
            f"is no KIND:NAME@ACTOR!, where actor and ! may be left out; kinds are {kinds}",
        )
    return {
        "kind": found["kind"],
        "name": found["name"].strip(),
        "actor": found["actor"],
        "anonymous": bool(found["anonymous"]),
    }


def _parts(words: Sequence[str]) -> list[list[str]]:
    """The words between bars; nothing between two bars is a part that stays as it is."""
    parts: list[list[str]] = [[]]
    for word in words:
        if word == BETWEEN:
            parts.append([])
        else:
            parts[-1].append(word)
    return parts
